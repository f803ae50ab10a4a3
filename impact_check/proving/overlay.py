"""A pack and the core that it extends -> proof that it adds to core and weakens nothing of it."""

from collections.abc import Iterable, Iterator, Mapping

from impact_check.errors import Fault
from impact_check.model.base import Frozen
from impact_check.model.levels import Level
from impact_check.model.result import Result
from impact_check.proving.ground import Ground
from impact_check.proving.proofs import Proof, found
from impact_check.proving.worlds import World, blank, nothing_known, rated
from impact_check.rules import Condition, Ruleset
from impact_check.rules.tables import level_table

Difference = tuple[str, tuple[tuple[str, str], ...]]
"""What is weaker, and the answers that show it."""


def prove_overlay(core: Ground, own: Ground) -> Iterator[Proof]:
    """Yield the proofs that a pack weakens nothing of the core it extends."""
    entries = sum(1 for _ in _entries(core.ruleset)) + sum(1 for _ in _conditions(core.ruleset))
    same = tuple((message, ()) for message in changed(core.ruleset, own.ruleset))
    yield Proof(
        "Every question, rule, floor, check, condition, factor, group and mitigation of core is unchanged in this pack",
        f"{entries} entries and conditions of core compared with the pack's",
        faults=tuple(_faults(own, same)),
    )
    stricter = tuple(laxer_tables(core.ruleset, own.ruleset))
    yield Proof(
        "The pack's tables are as strict as core's, cell by cell",
        "the table, the counts, the bands, who signs, what is permitted",
        faults=tuple(_faults(own, ((message, ()) for message in stricter))),
    )
    pairs = tuple(_pairs(core, own))
    weaker = tuple(weaker_results(pairs))
    yield Proof(
        "The same answers to core's questions are never rated lower in this pack, and close no gap",
        f"{len(pairs):,} forms rated under core and under the pack, factor by factor, check by check",
        faults=tuple(_faults(own, weaker)),
    )


def _faults(own: Ground, differences: Iterable[Difference]) -> Iterator[Fault]:
    entry = ("pack", own.ruleset.questionnaire.id)
    for message, answers in differences:
        yield found(own.registry, entry, ("extends",), "weakens-core", message, answers)


# The same content


def changed(core: Ruleset, own: Ruleset) -> Iterator[str]:
    """Yield what a pack has changed of core, or left out. Help that it adds to core's own is no change."""
    theirs = dict(_entries(own))
    for key, entry in _entries(core):
        if key not in theirs:
            yield f"{' '.join(key)} of core is gone"
        elif theirs[key] != entry:
            yield f"{' '.join(key)} is not as it is in core"
    conditions = dict(_conditions(own))
    for owner, condition in _conditions(core):
        if owner in conditions and conditions[owner].node != condition.node:
            yield f"the condition of {' '.join(owner)} does not mean what it means in core"
    order = [name for name in own.questions if name in core.questions]
    if order != [name for name in core.questions if name in own.questions]:
        yield "core's questions are asked in another order"


def _entries(ruleset: Ruleset) -> Iterator[tuple[tuple[str, str], Frozen | str]]:
    content = ruleset.questionnaire
    for question in content.questions:
        yield ("question", question.id), question.model_copy(update={"help": None})
    for kind, entries in (
        ("rule", content.rules),
        ("floor", content.floors),
        ("check", content.checks),
        ("group", content.groups),
        ("factor", content.factors),
        ("mitigation", content.mitigations),
    ):
        for entry in entries:
            yield (kind, entry.id), entry
    for name, text in content.conditions.items():
        yield ("condition", name), text


def _conditions(ruleset: Ruleset) -> Iterator[tuple[tuple[str, str], Condition]]:
    groups: tuple[tuple[str, Mapping[str, Condition]], ...] = (
        ("question", ruleset.ask_if),
        ("rule", ruleset.rules),
        ("floor", ruleset.floors),
        ("check applying", ruleset.applies_if),
        ("check failing", ruleset.fails_when),
    )
    for kind, conditions in groups:
        for id_, condition in conditions.items():
            yield (kind, id_), condition


# Tables as strict


def laxer_tables(core: Ruleset, own: Ruleset) -> Iterator[str]:
    """Yield every cell of a pack's tables that is laxer than core's."""
    theirs, ours = core.questionnaire.parameters, own.questionnaire.parameters
    before, after = level_table(theirs), level_table(ours)
    for severity, exposure in before:
        if after[severity, exposure] < before[severity, exposure]:
            yield f"severity {severity.name.lower()} at exposure {exposure.name.lower()} is rated lower than in core"
    for name in ("principle", "overall"):
        if getattr(ours.accumulation, name) > getattr(theirs.accumulation, name):
            yield f"more factors than in core are needed to make high ({name})"
    for name in ("conflicts_from", "at_risk_from"):
        if getattr(ours.alignment, name) > getattr(theirs.alignment, name):
            yield f"{name} is a higher level than in core"
    for level, (base, mine) in enumerate(
        zip(theirs.requirements.levels, ours.requirements.levels, strict=True), start=Level.NONE
    ):
        if not set(base.signatories) <= set(mine.signatories) or not set(mine.outcomes) <= set(base.outcomes):
            yield f"at {Level(level).name.lower()}, fewer sign or more is permitted than in core"
    if not set(ours.requirements.gap_outcomes) <= set(theirs.requirements.gap_outcomes):
        yield "more is permitted with an open check than in core"


# The same answers


def weaker_results(pairs: Iterable[tuple[World, Result]]) -> Iterator[Difference]:
    """Yield all that is lower under a pack. pairs: a form as core rates it, and what the pack makes of its answers."""
    for form, after in pairs:
        for what in _weaker(form.result, after):
            yield f"{form.about}: {what}", form.given


def _pairs(core: Ground, own: Ground) -> Iterator[tuple[World, Result]]:
    """Yield each form of core with its result under the pack, whose own questions have their best answers, if any."""
    theirs = {world.about: world for world in own.worlds}
    empty = ((about, make(core.ruleset)) for about, make in (("an empty form", blank), ("don't know", nothing_known)))
    for form in (
        *core.worlds,
        *(World(about, (), file, rated(core.ruleset, file)) for about, file in empty),
    ):
        known = theirs.get(form.about)
        if known and form.assessment.answers.items() <= known.assessment.answers.items():
            yield form, known.result
        else:
            yield form, rated(own.ruleset, form.assessment)


def _weaker(before: Result, after: Result) -> Iterator[str]:
    for side in ("confirmed", "possible"):
        old, new = getattr(before.inherent.rating, side), getattr(after.inherent.rating, side)
        if new < old:
            yield f"the overall {side} rating falls from {old.name.lower()} to {new.name.lower()}"
        levels = {factor.factor: getattr(factor.inherent, side) for factor in after.factors}
        for factor in before.factors:
            if levels.get(factor.factor, Level.NONE) < getattr(factor.inherent, side):
                yield f"the {side} level of factor {factor.factor} falls"
    open_after = {check.check for check in after.checks if check.status in ("gap", "not_shown")}
    for check in before.checks:
        if check.status in ("gap", "not_shown") and check.check not in open_after:
            yield f"check '{check.check}' is no longer open"
    if not set(before.signatories) <= set(after.signatories):
        yield "fewer must sign"
