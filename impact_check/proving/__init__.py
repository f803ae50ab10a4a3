"""Prove a pack: every condition can hold and fail, worse answers never help, every worked case comes out."""

from impact_check.proving.lint import lint

__all__ = ["lint"]
