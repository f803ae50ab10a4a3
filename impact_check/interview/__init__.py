"""An assessment being answered, and challenged: what is asked next, how an answer is read and recorded. Pure.

What is here is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    from impact_check.interview.bringing import Brought, NotBrought, accept_suggestions, bring, unconfirmed
    from impact_check.interview.challenge import has_changed, review, wrote
    from impact_check.interview.contesting import Item, contested
    from impact_check.interview.filling import Misfit, fill, fill_alternative, fill_alternatives
    from impact_check.interview.gaps import Gap, gap
    from impact_check.interview.how_far import Progress, next_question, progress
    from impact_check.interview.merging import Conflict, Decision, Merged, merge, merge_conflicts
    from impact_check.interview.recording import (
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
    from impact_check.interview.submitting import check_permitted, submit
    from impact_check.interview.values import check_value, read_date, read_text, read_value
    from impact_check.interview.walk import Changes, Interview, what_changed

_NAMES = {
    "impact_check.interview.alternatives": (
        "DO_NOTHING add_alternative alternative change_alternative clear_override do_nothing "
        "put_alternative_mitigation questions_to_ask remove_alternative remove_alternative_mitigation set_override "
        "still_open"
    ),
    "impact_check.interview.answers_table": "answers_table_head read_answers_table",
    "impact_check.interview.bringing": "Brought NotBrought accept_suggestions bring unconfirmed",
    "impact_check.interview.challenge": "has_changed review wrote",
    "impact_check.interview.contesting": "Item contested",
    "impact_check.interview.filling": "Misfit fill fill_alternative fill_alternatives",
    "impact_check.interview.gaps": "Gap gap",
    "impact_check.interview.merging": "Conflict Decision Merged merge merge_conflicts",
    "impact_check.interview.how_far": "Progress next_question progress",
    "impact_check.interview.recording": (
        "add_evidence clear confirm new_assessment put_mitigation record remove_mitigation repin same_name stop_early"
    ),
    "impact_check.interview.submitting": "check_permitted submit",
    "impact_check.interview.values": "check_value read_date read_text read_value",
    "impact_check.interview.walk": "Changes Interview what_changed",
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
