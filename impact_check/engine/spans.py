"""Answers so far -> the span of everything that a result rests on: the least and the greatest it can come to.

Each step from answers to outcomes can only rise with what goes into it, so two runs do, one with the least truths and
one with the greatest, instead of one for each way to answer.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from impact_check.engine.assure import texts_repeated
from impact_check.engine.branches import lifted_floors
from impact_check.engine.mitigate import best_credits, circumstances, credit, reduce
from impact_check.engine.rate import FactorLevels, FloorLevel, accumulate, factor_levels, overall
from impact_check.engine.routing import Route, read
from impact_check.model.assessment import Assessment
from impact_check.model.levels import Bounds, Level
from impact_check.model.questionnaire import Check, Outcome
from impact_check.model.result import MitigationResult
from impact_check.model.strategy import Element
from impact_check.rules import ABSENT, UNKNOWN, Condition, Ruleset, Seen, Truth, support
from impact_check.rules.conditions import Compared
from impact_check.rules.spans import ANY, FALSE, TRUE, Prospect, Span, Standing

Pairs = Mapping[str, tuple[Level, Level]]
"""Factor -> (confirmed, possible)."""

_EITHER = (False, True)


@dataclass(frozen=True, slots=True)
class _Side:
    """What follows from the least, or from the greatest, truths."""

    factors: Mapping[str, FactorLevels]
    mitigated: tuple[MitigationResult, ...]
    inherent: Pairs
    residual: Pairs
    ratings: tuple[Bounds, Bounds, Bounds]
    """Inherent, residual, unmitigated."""


@dataclass(frozen=True, slots=True)
class _CheckSpan:
    """The statuses that a check can come to."""

    statuses: frozenset[str]

    @property
    def may_be_open(self) -> bool:
        return bool(self.statuses & {"gap", "not_shown"})

    @property
    def is_open(self) -> bool:
        return self.statuses <= {"gap", "not_shown"}


class Spans:
    """The spans of everything that a result rests on, worked out from the questions up to the outcomes."""

    def __init__(self, ruleset: Ruleset, assessment: Assessment, on: date, now: Route) -> None:
        self.ruleset = ruleset
        self.assessment = assessment
        self.on = on
        self.now = now
        self.questionnaire = ruleset.questionnaire
        self.standings = _standings(ruleset, assessment)
        self.prospect = Prospect(self.standings)
        self.rules = {id_: condition.spanned.span(self.prospect) for id_, condition in ruleset.rules.items()}
        self.floors = {id_: condition.spanned.span(self.prospect) for id_, condition in ruleset.floors.items()}
        self.shown = {id_: condition.spanned.span(self.prospect) for id_, condition in ruleset.shown_when.items()}
        self.dates = self._change_dates()
        self.low, self.high = self._side(0), self._side(1)
        # Checks may also look at facts about the result, which have spans of their own.
        self.with_facts = Prospect({**self.standings, **{name: Standing(TRUE, v) for name, v in self._facts().items()}})
        self.checks = {check.id: self._check(check) for check in self.questionnaire.checks}

    # From truths to ratings

    def _change_dates(self) -> tuple[date | None, date | None]:
        """Return the change date under which mitigations earn most, and that under which they earn least."""
        asked, values = self.standings[self.questionnaire.facts.change_date]
        if values is None:
            return date.max, None
        known = [value for value in values if isinstance(value, date)]
        if not known or asked.greatest is Truth.FALSE:
            return None, None
        return max(known), None if asked.least is Truth.FALSE or len(known) < len(values) else min(known)

    def _side(self, side: int) -> _Side:
        ruleset, assessment = self.ruleset, self.assessment
        factors = factor_levels(ruleset, {id_: span[side] for id_, span in self.rules.items()})
        inherent = {id_: found.level for id_, found in factors.items() if found.level[1] > Level.NONE}
        at = circumstances(assessment, self.on, self.dates[side], inherent)
        mitigated = tuple(credit(mitigation, at) for mitigation in assessment.mitigations)
        lifted = lifted_floors(ruleset, assessment, mitigated)
        library = ruleset.tables.factors
        residual = reduce(inherent, best_credits(mitigated), library)
        unmitigated = reduce(inherent, best_credits(mitigated, verified_only=True), library)
        ratings = (
            overall(ruleset, inherent, self._floor_levels(side)).rating,
            overall(ruleset, residual, self._floor_levels(side, lifted)).rating,
            overall(ruleset, unmitigated, self._floor_levels(side, lifted)).rating,
        )
        return _Side(factors, mitigated, inherent, residual, ratings)

    def _floor_levels(self, side: int, lifted: Collection[str] = ()) -> list[FloorLevel]:
        return [
            FloorLevel(floor.floor, self.floors[floor.id][side])
            for floor in self.questionnaire.floors
            if self.floors[floor.id][side] is not Truth.FALSE and floor.id not in lifted
        ]

    # Facts and checks

    def _facts(self) -> dict[str, tuple[Seen, ...]]:
        """Return the values that each fact about the result can have (rules.shapes.RESULT_FACTS)."""
        low, high = self.low, self.high
        claimed = [mitigation for mitigation in self.assessment.mitigations if mitigation.status != "idea"]
        possible = [[pair[1] for pair in side.inherent.values()] for side in (low, high)]
        repeated = texts_repeated(self.ruleset, self.assessment, self.now)
        spans = {
            "mitigations_claimed": (len(claimed), len(claimed)),
            "mitigations_without_credit": self._without_credit(),
            "mitigations_without_funding": (*[sum(not entry.funding.strip() for entry in claimed)] * 2,),
            "evidence_items": (len(self.assessment.evidence), len(self.assessment.evidence) + self._more_evidence()),
            "factors_moderate_or_worse": tuple(sum(at >= Level.MODERATE for at in side) for side in possible),
            "factors_high_or_worse": tuple(sum(at >= Level.HIGH for at in side) for side in possible),
            "groups_named": self._groups_named(),
            "unknown_answers": self._unknown_answers(),
            "texts_repeated": (0 if self._some_text_may_go() else repeated, repeated + self._more_texts()),
        }
        return {
            **{name: self._whole_numbers(name, *span) for name, span in spans.items()},
            "rating_confirmed": _levels(low.ratings[0].confirmed, high.ratings[0].confirmed),
            "rating_possible": _levels(low.ratings[0].possible, high.ratings[0].possible),
            "residual_possible": _levels(low.ratings[1].possible, high.ratings[1].possible),
        }

    def _whole_numbers(self, fact: str, least: int, most: int) -> tuple[int, ...]:
        """Return the numbers of a span that stand for all of it: its ends, and those around each threshold."""
        atoms = self.ruleset.atoms.get(fact, ())
        thresholds = [atom.constant for atom in atoms if isinstance(atom, Compared) and isinstance(atom.constant, int)]
        near = {number + step for number in thresholds for step in (-1, 0, 1)}
        return tuple(sorted({least, most, *(number for number in near if least <= number <= most)}))

    def _without_credit(self) -> tuple[int, int]:
        """Return the least and the most claimed mitigations that earn nothing."""
        counts = []
        for change_date, raised in ((self.dates[0], self.high.inherent), (self.dates[1], self.low.inherent)):
            at = circumstances(self.assessment, self.on, change_date, raised)
            claimed = (entry for entry in self.assessment.mitigations if entry.status != "idea")
            counts.append(sum(credit(entry, at).credit == 0 for entry in claimed))
        return counts[0], counts[1]

    def _more_evidence(self) -> int:
        return sum(self._may_be_answered(id_) for id_, question in self.ruleset.questions.items() if question.evidence)

    def _more_texts(self) -> int:
        texts = [id_ for id_, question in self.ruleset.questions.items() if question.type == "text"]
        return sum(self._may_be_answered(id_) or self._may_come(id_) for id_ in texts)

    def _some_text_may_go(self) -> bool:
        texts = (id_ for id_, question in self.ruleset.questions.items() if question.type == "text")
        return any(self._may_come(id_) for id_ in texts)

    def _may_be_answered(self, question: str) -> bool:
        asked, values = self.standings[question]
        return values is None and asked.greatest is not Truth.FALSE

    def _may_come(self, question: str) -> bool:
        """Whether it may be asked and may not: an answer on file may come to count, or be set aside."""
        asked = self.standings[question].asked
        return asked.least is Truth.FALSE and asked.greatest is not Truth.FALSE

    def _groups_named(self) -> tuple[int, int]:
        facts = self.questionnaire.facts
        asked, values = self.standings[facts.groups]
        if values is None:
            return 0, len(self.questionnaire.groups)
        counts = [len(value) if isinstance(value, frozenset) else 0 for value in values]
        if asked.greatest is Truth.FALSE:
            return 0, 0
        return min([*counts, *([0] if asked.least is Truth.FALSE else [])]), max(counts)

    def _unknown_answers(self) -> tuple[int, int]:
        """Return the least and the most answers that keep a harm in doubt."""
        certain: set[str] = set()
        possible: set[str] = set()
        for rule in self.questionnaire.rules:
            span, condition = self.rules[rule.id], self.ruleset.rules[rule.id]
            if rule.raises.benefit is not None or not span.least <= Truth.UNKNOWN <= span.greatest:
                continue
            names = condition.questions
            if rule.raises.severity is not None and span.is_settled and all(self._is_certain(name) for name in names):
                certain.update(filter(self._may_be_unknown, support(condition.node, self.now.scene)))
            else:
                possible.update(filter(self._may_be_unknown, names))
        return len(certain), len(certain | possible)

    def _is_certain(self, question: str) -> bool:
        asked, values = self.standings[question]
        return asked.is_settled and values is not None

    def _may_be_unknown(self, question: str) -> bool:
        asked, values = self.standings[question]
        return asked.greatest is not Truth.FALSE and (values is None or any(_is_missing(value) for value in values))

    def _check(self, check: Check) -> _CheckSpan:
        applies = self.ruleset.applies_if.get(check.id)
        fails = self.ruleset.fails_when[check.id]
        applicable = applies.spanned.span(self.with_facts) if applies else TRUE
        failing = fails.spanned.span(self.with_facts)
        unasked = self._absent(fails)
        truth = Span(min(applicable.least, failing.least), min(applicable.greatest, failing.greatest))
        statuses = set()
        if unasked.greatest is Truth.TRUE or applicable.least is Truth.FALSE:
            statuses.add("not_applicable")
        if unasked.least is not Truth.TRUE and applicable.greatest is not Truth.FALSE:
            if failing.least is Truth.FALSE:
                statuses.add("met")
            if truth.least <= Truth.UNKNOWN <= truth.greatest:
                statuses.add("not_shown")
            if truth.greatest is Truth.TRUE:
                statuses.add("gap")
        return _CheckSpan(frozenset(statuses))

    def _absent(self, condition: Condition) -> Span:
        """Return whether nothing that a condition looks at is asked and applies."""
        spans = []
        for name in condition.questions:
            asked, values = self.with_facts.of(name)
            never = asked.greatest is Truth.FALSE or values == (ABSENT,)
            may_not = values is None and self.ruleset.questions[name].allow_not_applicable
            spans.append(TRUE if never else ANY if may_not or asked.least is Truth.FALSE else FALSE)
        if not spans:
            return FALSE
        return Span(min(span.least for span in spans), min(span.greatest for span in spans))

    # Alignment and outcomes

    def loose_elements(self) -> tuple[Element, ...]:
        """Return the elements whose standing is not settled."""
        elements = (element for strategy in self.questionnaire.strategies for element in strategy.elements)
        return tuple(element for element in elements if not self._is_settled(element))

    def _is_settled(self, element: Element) -> bool:
        """Tell whether the element can stand in one way only, as proposed and with the mitigations."""
        shown = self.supported(element)
        sides = ((self.low.inherent, self.high.inherent), (self.low.residual, self.high.residual))
        return all(len(self._ways_to_stand(element, low, high, shown)) == 1 for low, high in sides)

    def _ways_to_stand(self, element: Element, low: Pairs, high: Pairs, shown: Collection[bool]) -> set[str]:
        bands = self.questionnaire.parameters.alignment
        least, most = self.element_level(element, low), self.element_level(element, high)
        ways = set()
        if most[0] >= bands.conflicts_from:
            ways.add("conflicts")
        if least[0] >= bands.conflicts_from:
            return ways
        if most[1] >= bands.at_risk_from:
            ways.add("at_risk")
        if least[1] >= bands.at_risk_from:
            return ways
        return ways | {"supported" if is_shown else "not_shown" for is_shown in shown}

    def element_level(self, element: Element, levels: Pairs) -> tuple[Level, Level]:
        """Return the level of an element, confirmed and possible, that follows from those of its factors."""
        count = self.questionnaire.parameters.accumulation.principle
        held = [levels[factor] for factor in element.factors if factor in levels]
        return accumulate((pair[0] for pair in held), count), accumulate((pair[1] for pair in held), count)

    def benefits(self, element: Element) -> list[str]:
        """Return the rules that may record a benefit for the element."""
        return list(dict.fromkeys(rule for factor in element.factors for rule in self.ruleset.benefits_of[factor]))

    def supported(self, element: Element) -> set[bool]:
        """Return whether something on record speaks for the element, with nothing open: both, if that isn't settled."""
        benefits = [self.rules[rule] for rule in self.benefits(element)]
        checks = [self.checks[id_] for id_ in element.checks]
        spoken = self.shown.get(element.id, FALSE)
        is_shown = (
            any(span.least is Truth.TRUE for span in benefits)
            or any(check.statuses == {"met"} for check in checks)
            or spoken.least is Truth.TRUE
        )
        may_be_shown = (
            any(span.greatest is Truth.TRUE for span in benefits)
            or any("met" in check.statuses for check in checks)
            or spoken.greatest is Truth.TRUE
        )
        found = set()
        if may_be_shown and not any(check.is_open for check in checks):
            found.add(True)
        if not is_shown or any(check.may_be_open for check in checks):
            found.add(False)
        return found

    def blocked(self) -> set[bool]:
        """Return whether a check that must be met is not: both, if that isn't settled."""
        musts = [self.checks[check.id] for check in self.questionnaire.checks if check.grade == "must"]
        if any(check.is_open for check in musts):
            return {True}
        return set(_EITHER) if any(check.may_be_open for check in musts) else {False}

    def outcomes(self) -> set[frozenset[Outcome]]:
        """Return each set of outcomes that can be permitted."""
        requirements = self.questionnaire.parameters.requirements
        least, most = self.low.ratings[1].possible, self.high.ratings[1].possible
        return {
            frozenset(requirements.levels[level].outcomes) & frozenset(requirements.gap_outcomes)
            if is_blocked
            else frozenset(requirements.levels[level].outcomes)
            for level, is_blocked in product((Level(n) for n in range(least, most + 1)), self.blocked())
        }


def _standings(ruleset: Ruleset, assessment: Assessment) -> dict[str, Standing]:
    """Return what is certain about every question: those without an answer may be answered in any way."""
    grades = {evidence.id: evidence.grade for evidence in assessment.evidence}
    standings: dict[str, Standing] = {}
    prospect = Prospect(standings)
    for id_, question in ruleset.questions.items():
        condition = ruleset.ask_if.get(id_)
        asked = condition.spanned.span(prospect) if condition else TRUE
        if question.only_if_certain:
            asked = Span(*(Truth.TRUE if truth is Truth.TRUE else Truth.FALSE for truth in asked))
        if asked.greatest is Truth.FALSE:
            standings[id_] = _NOT_ASKED
            continue
        state, seen, _ = read(ruleset, question, assessment.answers.get(id_), grades)
        standings[id_] = Standing(asked, None if state == "unanswered" else (seen,))
    return standings


_NOT_ASKED = Standing(FALSE, (ABSENT,))


def _is_missing(value: Seen) -> bool:
    return value is UNKNOWN


def _levels(least: Level, most: Level) -> tuple[str, ...]:
    return tuple(Level(number).name.lower() for number in range(least, most + 1))
