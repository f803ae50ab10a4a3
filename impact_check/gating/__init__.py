"""Whether a decision may go through: a policy held against an assessment or a signed report. Nothing is assumed."""

from impact_check.gating.check_claims import PackSource
from impact_check.gating.codes import MEANINGS
from impact_check.gating.example import EXAMPLE
from impact_check.gating.gate import check_subject, decided, gate
from impact_check.gating.policy import read_policy
from impact_check.gating.read import PDF, GateFileError, parse_assessment, read_bytes
from impact_check.gating.reasons import failed, undecided
from impact_check.gating.signed import SignedReport, signed_report

__all__ = [
    "EXAMPLE",
    "MEANINGS",
    "PDF",
    "GateFileError",
    "PackSource",
    "SignedReport",
    "check_subject",
    "decided",
    "failed",
    "gate",
    "parse_assessment",
    "read_bytes",
    "read_policy",
    "signed_report",
    "undecided",
]
