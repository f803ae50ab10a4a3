"""Assessment files on disk: read, written so that nothing is ever half there, and open for one person at a time.

Also the files that are evidence.
"""

from impact_check.storage.assessment_file import (
    assessment_text,
    backup_of,
    migrate,
    parse_assessment,
    read_assessment,
    read_backup,
    recover,
    upgraded,
    write_assessment,
)
from impact_check.storage.draft import draft_path, read_drafts, write_drafts
from impact_check.storage.evidence_files import (
    EvidenceStanding,
    evidence_file,
    evidence_standings,
    is_link,
    looks_like_file,
    with_evidence_files,
    with_file,
)
from impact_check.storage.lock import Holder, Lock, holder, host, is_gone
from impact_check.storage.whole import replace_file, write_whole

__all__ = [
    "EvidenceStanding",
    "Holder",
    "Lock",
    "assessment_text",
    "backup_of",
    "draft_path",
    "evidence_file",
    "evidence_standings",
    "holder",
    "host",
    "is_gone",
    "is_link",
    "looks_like_file",
    "migrate",
    "parse_assessment",
    "read_assessment",
    "read_backup",
    "read_drafts",
    "recover",
    "replace_file",
    "upgraded",
    "with_evidence_files",
    "with_file",
    "write_assessment",
    "write_drafts",
    "write_whole",
]
