"""Find the conditions that many questions of a form share, so that they are worked out once and named by a letter."""

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase

from impact_check.report.asked_if import ConditionsInWords
from impact_check.rules import Ruleset
from impact_check.rules.conditions import Node, questions_read

_SHARED_BY = 3
"""Questions that make a checkpoint worth its place."""


@dataclass(frozen=True, slots=True)
class PlacedCheckpoint:
    """A condition, its letter, and the section after which it can be worked out."""

    node: Node
    letter: str
    after: str


def checkpoints(ruleset: Ruleset, conditions: ConditionsInWords) -> dict[Node, PlacedCheckpoint]:
    """Return the checkpoints of a form in the order met, A first.

    A condition of one clause is said in full each time. So is one that is used in the section it is answered in.
    """
    sections = ruleset.questionnaire.sections
    place = {question.id: number for number, section in enumerate(sections) for question in section.questions}
    users: dict[Node, list[int]] = {}
    for question, condition in ruleset.ask_if.items():
        users.setdefault(condition.node, []).append(place[question])

    def worthwhile() -> Iterator[tuple[int, Node]]:
        for node, used_in in users.items():
            known_after = max(place[question] for question in questions_read(node))
            if len(used_in) >= _SHARED_BY and min(used_in) > known_after and len(conditions.clauses(node)[1]) > 1:
                yield known_after, node

    found = sorted(worthwhile(), key=lambda pair: pair[0])
    lettered = zip(found, ascii_uppercase, strict=False)
    return {node: PlacedCheckpoint(node, letter, sections[after].id) for (after, node), letter in lettered}
