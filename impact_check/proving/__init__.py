"""Prove a pack: its texts can be read, its rules hold what they promise, every worked case comes out."""

from impact_check.proving.lint import lint
from impact_check.proving.proofs import Coverage, Linted, Proof, Proved, Tested, Witness
from impact_check.proving.prove import prove
from impact_check.proving.try_cases import try_cases

__all__ = [
    "Coverage",
    "Linted",
    "Proof",
    "Proved",
    "Tested",
    "Witness",
    "lint",
    "prove",
    "try_cases",
]
