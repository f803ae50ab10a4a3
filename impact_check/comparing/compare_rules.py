"""A rule, floor, check or element in two versions of a pack -> what changed, and whether it can move a rating."""

from collections.abc import Iterator

from impact_check.comparing.change import Change, Weight, compare
from impact_check.model.levels import Exposure
from impact_check.model.questionnaire import Check, Floor, Questionnaire, Rule
from impact_check.model.strategy import Element
from impact_check.rules import Condition, Ruleset
from impact_check.rules.conditions import Any, Node

_SAME = "the condition is written differently; it says the same"


def _condition(
    old: Ruleset,
    new: Ruleset,
    entry: tuple[str, str, str],
    before: Condition | None,
    after: Condition | None,
    weight: Weight,
    *,
    is_rewritten: bool,
) -> Iterator[Change]:
    """Yield the change of one condition, if any. entry: kind, id and key."""
    if before and after:
        differs, why, witness = compare(old, new, before.node, after.node)
    else:
        differs, why, witness = before is not after, "", None
        if after:
            why = "has a condition now, and had none"
        elif before:
            why = "has no condition any more"
    if differs:
        what = "the condition says something else"
        yield Change(weight, *entry, f"{what}: it {why}" if why else what, witness)
    elif is_rewritten:
        yield Change("patch", *entry, _SAME)


# Rules


def compare_rules(old: Ruleset, new: Ruleset, before: Rule, after: Rule) -> Iterator[Change]:
    """Yield what changed in a rule that both versions have."""
    id_ = after.id
    is_benefit = before.raises.benefit is not None and after.raises.benefit is not None
    weight: Weight = "minor" if is_benefit else "major"
    yield from _condition(
        old,
        new,
        ("rule", id_, "when"),
        old.rules[id_],
        new.rules[id_],
        weight,
        is_rewritten=before.when != after.when,
    )
    if before.raises != after.raises:
        what = f"raises {raised(after)} now; it was {raised(before)}"
        yield Change(weight, "rule", id_, "raises", what)
    if set(before.factors) != set(after.factors):
        what = f"raises {_factors(after)} now; it was {_factors(before)}"
        yield Change(weight, "rule", id_, "factors", what)
    if set(before.groups) != set(after.groups):
        yield Change("minor", "rule", id_, "groups", "speaks of other groups")
    if set(before.suggests) != set(after.suggests):
        yield Change("minor", "rule", id_, "suggests", "suggests other mitigations")
    yield from _words("rule", before, after, ("because", "sources"))


def new_rule(old: Ruleset, new: Ruleset, rule: Rule) -> Change:
    """Tell a rule that was added."""
    weight, why = _weight_of_one(old, new, rule, new.rules[rule.id].node, old)
    return Change(weight, "rule", rule.id, "", f"new: raises {raised(rule)} of {_factors(rule)}; {why}")


def removed_rule(old: Ruleset, new: Ruleset, rule: Rule) -> Change:
    """Tell a rule that was removed."""
    weight, why = _weight_of_one(old, new, rule, old.rules[rule.id].node, new)
    return Change(weight, "rule", rule.id, "", f"gone: raised {raised(rule)} of {_factors(rule)}; {why}")


def _weight_of_one(old: Ruleset, new: Ruleset, rule: Rule, own: Node, others: Ruleset) -> tuple[Weight, str]:
    """Return how much a rule weighs that `others` has not: little, if its rules raise as much wherever this one holds.

    If that is so of every rule removed and of every rule added, then no rating moves.
    """
    if rule.raises.benefit is not None:
        return "minor", "a benefit moves no rating"
    if rule.raises.exposure is Exposure.LIMITED:
        return "minor", "limited is what exposure is anyway"
    for factor in ("all",) if rule.factors == "all" else rule.factors:
        found = (r for r in others.questionnaire.rules if _raises_as_much(r, rule, factor))
        as_bad: tuple[Node, ...] = tuple(others.rules[r.id].node for r in found)
        if not as_bad or compare(old, new, Any(as_bad), Any((*as_bad, own)))[0]:
            return "major", "it can decide a rating"
    return "minor", "wherever it holds, other rules raise as much"


def _raises_as_much(one: Rule, other: Rule, factor: str) -> bool:
    if one.factors != "all" and factor not in one.factors:
        return False
    if other.raises.severity is not None:
        return (one.raises.severity or 0) >= other.raises.severity
    return (one.raises.exposure or 0) >= (other.raises.exposure or 0)


def raised(rule: Rule) -> str:
    """Return what a rule raises, in words: `severity to high`."""
    for name, level in rule.raises:
        if level is not None:
            return f"{name} to {level.name.lower()}"
    return "nothing"


def _factors(rule: Rule) -> str:
    return "every factor" if rule.factors == "all" else ", ".join(rule.factors)


# Floors and checks


def compare_floors(old: Ruleset, new: Ruleset, before: Floor, after: Floor) -> Iterator[Change]:
    """Yield what changed in a floor that both versions have."""
    id_ = after.id
    yield from _condition(
        old,
        new,
        ("floor", id_, "when"),
        old.floors[id_],
        new.floors[id_],
        "major",
        is_rewritten=before.when != after.when,
    )
    if before.floor != after.floor:
        what = f"holds the rating at {after.floor.name.lower()} now; it was {before.floor.name.lower()}"
        yield Change("major", "floor", id_, "floor", what)
    if set(before.lifted_by) != set(after.lifted_by):
        yield Change("major", "floor", id_, "lifted_by", "other mitigations lift it")
    yield from _words("floor", before, after, ("because", "sources"))


def compare_checks(old: Ruleset, new: Ruleset, before: Check, after: Check) -> Iterator[Change]:
    """Yield what changed in a check that both versions have."""
    id_ = after.id
    weight: Weight = "major" if "must" in (before.grade, after.grade) else "minor"
    for key, mine, theirs in (
        ("applies_if", old.applies_if, new.applies_if),
        ("fails_when", old.fails_when, new.fails_when),
    ):
        yield from _condition(
            old,
            new,
            ("check", id_, key),
            mine.get(id_),
            theirs.get(id_),
            weight,
            is_rewritten=getattr(before, key) != getattr(after, key),
        )
    if before.grade != after.grade:
        yield Change(weight, "check", id_, "grade", f"is a {after.grade} now; it was a {before.grade}")
    yield from _words("check", before, after, ("title", "because", "fix", "sources"))


def weight_of_check(check: Check) -> tuple[Weight, str]:
    """Return how much it weighs that a check is added or removed."""
    if check.grade == "must":
        return "major", "while it is not met, only revising or stopping is permitted"
    return "minor", "it is reported and blocks nothing"


# Elements of a strategy


def compare_elements(old: Ruleset, new: Ruleset, before: Element, after: Element) -> Iterator[Change]:
    """Yield what changed in an element that both versions have."""
    id_ = after.id
    counts = _counts(before, old.questionnaire) or _counts(after, new.questionnaire)
    if before.kind != after.kind:
        weight: Weight = "major" if counts and "principle" in (before.kind, after.kind) else "minor"
        yield Change(weight, "element", id_, "kind", f"is a {after.kind} now; it was a {before.kind}")
    if set(before.factors) != set(after.factors):
        what = "other risk factors go against it"
        yield Change("major" if counts else "minor", "element", id_, "factors", what + (_COUNTS if counts else ""))
    if set(before.checks) != set(after.checks):
        yield Change("minor", "element", id_, "checks", "other checks must be met before it is supported")
    yield from _condition(
        old,
        new,
        ("element", id_, "shown_when"),
        old.shown_when.get(id_),
        new.shown_when.get(id_),
        "minor",
        is_rewritten=before.shown_when != after.shown_when,
    )
    yield from _words("element", before, after, ("wordings", "plain"))


def weight_of_element(element: Element, content: Questionnaire, others: Questionnaire) -> tuple[Weight, str]:
    """Return how much it weighs that an element is added to, or removed from, `content`; `others` has it not."""
    if not _counts(element, content):
        return "minor", "it moves no rating"
    for entry in (entry for strategy in others.strategies for entry in strategy.elements):
        if entry.kind == "principle" and set(entry.factors) >= set(element.factors):
            return "minor", f"it moves no rating: {entry.id} counts the same factors"
    return "major", _COUNTS.removeprefix(": ")


_COUNTS = ": so many that counting them can raise the overall rating"


def _counts(element: Element, content: Questionnaire) -> bool:
    """Tell whether the factors of a principle are so many that counting them can raise the overall rating."""
    return element.kind == "principle" and len(element.factors) >= content.parameters.accumulation.principle


def _words(
    kind: str, before: Rule | Floor | Check | Element, after: Rule | Floor | Check | Element, keys: tuple[str, ...]
) -> Iterator[Change]:
    for key in keys:
        if getattr(before, key) != getattr(after, key):
            what = "names other sources" if key == "sources" else f"'{key}' is worded differently"
            yield Change("patch", kind, after.id, key, what)
