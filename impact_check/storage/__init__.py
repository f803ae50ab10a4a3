"""Assessment files on disk: read, written so that nothing is ever half there, and open for one person at a time."""

from impact_check.storage.assessment_file import (
    backup_of,
    read_assessment,
    read_backup,
    recover,
    write_assessment,
)
from impact_check.storage.lock import Holder, Lock, holder, host, is_gone

__all__ = [
    "Holder",
    "Lock",
    "backup_of",
    "holder",
    "host",
    "is_gone",
    "read_assessment",
    "read_backup",
    "recover",
    "write_assessment",
]
