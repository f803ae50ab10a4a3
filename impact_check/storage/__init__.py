"""Assessment files on disk: read, written so that nothing is ever half there, and open for one person at a time.

Also the files that are evidence.
What is here is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    from impact_check.storage.strict_json import load_strictly, odd_dates
    from impact_check.storage.whole import replace_file, write_whole

_NAMES = {
    "impact_check.storage.assessment_file": (
        "assessment_text backup_of migrate parse_assessment read_assessment read_backup recover upgraded "
        "write_assessment"
    ),
    "impact_check.storage.draft": "draft_path read_drafts write_drafts",
    "impact_check.storage.evidence_files": (
        "EvidenceStanding evidence_file evidence_standings is_link looks_like_file with_evidence_files with_file"
    ),
    "impact_check.storage.lock": "Holder Lock holder host is_gone",
    "impact_check.storage.strict_json": "load_strictly odd_dates",
    "impact_check.storage.whole": "replace_file write_whole",
}
"""Module -> what of it is here."""

_PLACES = {name: (module, name) for module, names in _NAMES.items() for name in names.split()}

if not TYPE_CHECKING:  # A type checker that saw it would take every name for one of ours.

    def __getattr__(name: str) -> object:
        """Import what is asked for, once."""
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, name_there = _PLACES[name]
        value = getattr(import_module(module), name_there)
        globals()[name] = value
        return value


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
    "load_strictly",
    "looks_like_file",
    "migrate",
    "odd_dates",
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
