"""An assessment being answered, and challenged: what is asked next, how an answer is read and recorded. Pure."""

from impact_check.interview.alternatives import (
    DO_NOTHING,
    add_alternative,
    alternative,
    change_alternative,
    clear_override,
    do_nothing,
    put_alternative_mitigation,
    questions_to_ask,
    remove_alternative,
    remove_alternative_mitigation,
    set_override,
    still_open,
)
from impact_check.interview.answers_table import answers_table_head, read_answers_table
from impact_check.interview.bring import Brought, NotBrought, accept_suggestions, bring, unconfirmed
from impact_check.interview.challenge import has_changed, review, wrote
from impact_check.interview.contested import Item, contested
from impact_check.interview.fill import Misfit, fill, fill_alternative, fill_alternatives
from impact_check.interview.gap import Gap, gap
from impact_check.interview.merge import Conflict, Decision, Merged, merge, merge_conflicts
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
    same_name,
    stop_early,
)
from impact_check.interview.submit import check_permitted, submit
from impact_check.interview.values import check_value, read_date, read_text, read_value
from impact_check.interview.walk import Changes, Interview, what_changed

__all__ = [
    "DO_NOTHING",
    "Brought",
    "Changes",
    "Conflict",
    "Decision",
    "Gap",
    "Interview",
    "Item",
    "Merged",
    "Misfit",
    "NotBrought",
    "Progress",
    "accept_suggestions",
    "add_alternative",
    "add_evidence",
    "alternative",
    "answers_table_head",
    "bring",
    "change_alternative",
    "check_permitted",
    "check_value",
    "clear",
    "clear_override",
    "confirm",
    "contested",
    "do_nothing",
    "fill",
    "fill_alternative",
    "fill_alternatives",
    "gap",
    "has_changed",
    "merge",
    "merge_conflicts",
    "new_assessment",
    "next_question",
    "progress",
    "put_alternative_mitigation",
    "put_mitigation",
    "questions_to_ask",
    "read_answers_table",
    "read_date",
    "read_text",
    "read_value",
    "record",
    "remove_alternative",
    "remove_alternative_mitigation",
    "remove_mitigation",
    "repin",
    "review",
    "same_name",
    "set_override",
    "still_open",
    "stop_early",
    "submit",
    "unconfirmed",
    "what_changed",
    "wrote",
]
