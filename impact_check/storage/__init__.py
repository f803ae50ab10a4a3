"""Assessment files on disk: read, and written so that nothing is ever half there; and the files that are evidence."""

from impact_check.storage.assessment_file import read_assessment, write_assessment
from impact_check.storage.evidence_files import (
    EvidenceStanding,
    evidence_file,
    evidence_standings,
    is_link,
    looks_like_file,
    with_evidence_files,
    with_file,
)

__all__ = [
    "EvidenceStanding",
    "evidence_file",
    "evidence_standings",
    "is_link",
    "looks_like_file",
    "read_assessment",
    "with_evidence_files",
    "with_file",
    "write_assessment",
]
