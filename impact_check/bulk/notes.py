"""The columns of a table -> what people should know about those that may be misspelt, or missing."""

import difflib
from collections.abc import Sequence

from impact_check.bulk.compile import EVIDENCE
from impact_check.language import tr
from impact_check.measures.spreadsheet import key_of
from impact_check.rules import Ruleset

_NEAR = 0.8
"""How alike two names must be for one to be a slip of the other."""


def notes_on(ruleset: Ruleset, names: Sequence[str]) -> tuple[str, ...]:
    """Return a sentence for each column that is near to a question's name, and is therefore not used."""
    asked = [id_ for id_ in ruleset.questions if id_ in ruleset.bears_on_rating and id_ not in names]
    graded = [id_ + EVIDENCE for id_, question in ruleset.questions.items() if question.evidence]
    missing = [*asked, *(name for name in graded if name not in names)]
    by_key = {key_of(name): name for name in missing}
    notes = []
    for name in names:
        if name.removesuffix(EVIDENCE) in ruleset.questions:
            continue
        near = difflib.get_close_matches(key_of(name), by_key, 1, _NEAR)
        if near:
            meant = by_key[near[0]]
            notes.append(
                tr("The column “{name}” is not used. Did you mean “{meant}”? If so, rename it.", name=name, meant=meant)
            )
    return tuple(notes)
