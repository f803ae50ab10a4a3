"""An assessment being answered: what is asked next, how an answer is read and recorded, how far one is. Pure."""

from impact_check.interview.fill import Misfit, fill
from impact_check.interview.progress import Progress, next_question, progress
from impact_check.interview.record import (
    add_evidence,
    clear,
    confirm,
    new_assessment,
    put_mitigation,
    record,
    remove_mitigation,
    repin,
)
from impact_check.interview.values import check_value, read_date, read_text, read_value
from impact_check.interview.walk import Changes, Interview, what_changed

__all__ = [
    "Changes",
    "Interview",
    "Misfit",
    "Progress",
    "add_evidence",
    "check_value",
    "clear",
    "confirm",
    "fill",
    "new_assessment",
    "next_question",
    "progress",
    "put_mitigation",
    "read_date",
    "read_text",
    "read_value",
    "record",
    "remove_mitigation",
    "repin",
    "what_changed",
]
