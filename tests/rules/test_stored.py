"""Parsed conditions come back from JSON as they were; what is none is refused."""

import json
from datetime import date

import pytest

from impact_check.rules.conditions import All, Any, Chosen, Compared, Counted, Elapsed, IsKnown, Node, Picked
from impact_check.rules.conditions import Test as Comparison
from impact_check.rules.stored import restored, stored

CONDITIONS: dict[str, Node] = {
    "chosen": Comparison(Chosen("a", ("yes",))),
    "not chosen": Comparison(Chosen("a", ("x", "y")), negated=True),
    "picked": Comparison(Picked("m", ("x", "y"), "all")),
    "counted": Comparison(Counted("m", ">=", 2)),
    "number": Comparison(Compared("n", "<", -3)),
    "day": Comparison(Compared("d", "==", date(2026, 5, 1))),
    "other": Comparison(Compared("d", "!=", None, "e")),
    "elapsed": Comparison(Elapsed("d", "e", ">", 14), negated=True),
    "known": Comparison(IsKnown("a"), negated=True),
    "joined": All(
        (Comparison(Chosen("a", ("yes",))), Any((Comparison(IsKnown("b")), Comparison(Counted("m", "==", 0)))))
    ),
    "words that are names here": Comparison(Chosen("all", ("not", "any"))),
}


@pytest.mark.parametrize("node", CONDITIONS.values(), ids=CONDITIONS)
def test_comes_back_as_it_was(node: Node) -> None:
    assert restored(json.loads(json.dumps(stored(node)))) == node


@pytest.mark.parametrize(
    "content",
    [
        [],
        ["all"],
        ["all", "known"],
        ["not", "all", ["known", "a"]],
        ["chosen", "a"],
        ["chosen", "a", 1],
        ["picked", "some", "m", "x"],
        ["counted", "m", "=", 2],
        ["counted", "m", ">=", "2"],
        ["compared", "d", "==", "yesterday", None],
        ["known", "a", "b"],
        ["eval", "1"],
    ],
    ids=str,
)
def test_what_is_no_condition_is_refused(content: list[object]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        restored(content)
