"""Named conditions in two versions of a pack -> what changed in them, and in what names them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from impact_check.comparing.change import WEIGHTS, Change, Weight, compare
from impact_check.comparing.names import names_in
from impact_check.model.questionnaire import Check, Floor, Question, Rule
from impact_check.model.strategy import Element
from impact_check.rules import Ruleset

_KEYS = ("ask_if", "when", "applies_if", "fails_when", "shown_when")


def follow(old: Ruleset, new: Ruleset, change: Change) -> Change:
    """Return a change of a condition; one that was not itself rewritten is led back to the named ones that were.

    The answers that show it are told there, once.
    """
    if change.key not in _KEYS:
        return change
    before, after = (_written(ruleset, change) for ruleset in (old, new))
    if before is None or before != after:
        return change
    was, now = old.questionnaire.conditions, new.questionnaire.conditions
    named = dict.fromkeys((*_named_in(before, old), *_named_in(before, new)))
    through = tuple(name for name in named if was.get(name) != now.get(name))
    return replace(change, through=through, witness=None if through else change.witness)


def named_conditions(old: Ruleset, new: Ruleset, changes: Iterable[Change]) -> Iterator[Change]:
    """Yield what changed in named conditions. Each weighs as much as the heaviest change that it brings about."""
    was, now = old.questionnaire.conditions, new.questionnaire.conditions
    followed = list(changes)
    for name in dict.fromkeys((*now, *was)):
        if was.get(name) == now.get(name):
            continue
        weights = [change.weight for change in followed if name in change.through]
        weight: Weight = max(weights, key=WEIGHTS.index, default="patch")
        if name not in was or name not in now:
            how = "new" if name not in was else "gone"
            yield Change(weight, "condition", name, "", f"{how}; what follows from it is told where it is named")
            continue
        differs, why, witness = compare(old, new, old.named[name].node, new.named[name].node)
        if not differs:
            yield Change("patch", "condition", name, name, "written differently; it says the same")
            continue
        what = f"says something else{f': it {why}' if why else ''}"
        if not weights:
            what += ", but nothing that names it comes out differently because of that alone"
        yield Change(weight, "condition", name, name, what, witness)


def _named_in(text: str, ruleset: Ruleset) -> Iterator[str]:
    """Yield the named conditions that a condition names, and those that these name in turn."""
    for name in names_in(ruleset, text):
        if name in ruleset.named:
            yield name
            yield from _named_in(ruleset.questionnaire.conditions[name], ruleset)


def _written(ruleset: Ruleset, change: Change) -> str | None:
    """Return a condition as written, or None if there is none."""
    content = ruleset.questionnaire
    entries: dict[str, tuple[Question | Rule | Floor | Check | Element, ...]] = {
        "question": content.questions,
        "rule": content.rules,
        "floor": content.floors,
        "check": content.checks,
        "element": tuple(element for strategy in content.strategies for element in strategy.elements),
    }
    text = next((getattr(entry, change.key) for entry in entries[change.kind] if entry.id == change.id), None)
    return None if text is None else str(text)
