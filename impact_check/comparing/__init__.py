"""Show a questionnaire to its authors: what differs between two versions of it, and what leads to what in one."""

from impact_check.comparing.diff import PackDiff, diff
from impact_check.comparing.graph import graph
from impact_check.comparing.mermaid import fits, markdown, mermaid
from impact_check.comparing.moved import Moved, moved

__all__ = ["Moved", "PackDiff", "diff", "fits", "graph", "markdown", "mermaid", "moved"]
