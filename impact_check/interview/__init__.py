"""An assessment being answered: what is asked next, how an answer is read and recorded, how far one is. Pure."""

from impact_check.interview.answers_table import answers_table_head, read_answers_table
from impact_check.interview.bring import Brought, NotBrought, accept_suggestions, bring, unconfirmed
from impact_check.interview.fill import Misfit, fill
from impact_check.interview.progress import Progress, next_question, progress
from impact_check.interview.record import (
    add_evidence,
    clear,
    new_assessment,
    put_mitigation,
    record,
    remove_mitigation,
    repin,
)
from impact_check.interview.values import check_value, read_date, read_text, read_value

__all__ = [
    "Brought",
    "Misfit",
    "NotBrought",
    "Progress",
    "accept_suggestions",
    "add_evidence",
    "answers_table_head",
    "bring",
    "check_value",
    "clear",
    "fill",
    "new_assessment",
    "next_question",
    "progress",
    "put_mitigation",
    "read_answers_table",
    "read_date",
    "read_text",
    "read_value",
    "record",
    "remove_mitigation",
    "repin",
    "unconfirmed",
]
