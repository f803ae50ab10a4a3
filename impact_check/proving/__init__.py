"""Prove a pack: its texts can be read, its rules hold what they promise, every worked case comes out.

And what an author asks besides: what differs between two versions, and what leads to what.
"""

from impact_check.proving.diff import PackDiff, diff
from impact_check.proving.graph import graph
from impact_check.proving.lint import lint
from impact_check.proving.mermaid import fits, markdown, mermaid
from impact_check.proving.moved import Moved, moved
from impact_check.proving.proofs import Coverage, Linted, Proof, Proved, Tested, Witness
from impact_check.proving.prove import prove
from impact_check.proving.try_cases import try_cases

__all__ = [
    "Coverage",
    "Linted",
    "Moved",
    "PackDiff",
    "Proof",
    "Proved",
    "Tested",
    "Witness",
    "diff",
    "fits",
    "graph",
    "lint",
    "markdown",
    "mermaid",
    "moved",
    "prove",
    "try_cases",
]
