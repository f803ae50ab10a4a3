"""Loneliness impact assessment for council decisions. Embedders import `impact_check.api`."""

__version__ = "0.1.0"
