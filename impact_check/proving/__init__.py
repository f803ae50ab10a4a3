"""Prove a pack: every condition can hold and fail, worse answers never help, every worked case comes out.

And what an author asks besides: what differs between two versions, and what leads to what.
"""

from impact_check.proving.diff import PackDiff, diff
from impact_check.proving.graph import graph
from impact_check.proving.lint import lint
from impact_check.proving.mermaid import fits, markdown, mermaid
from impact_check.proving.moved import Moved, moved

__all__ = ["Moved", "PackDiff", "diff", "fits", "graph", "lint", "markdown", "mermaid", "moved"]
