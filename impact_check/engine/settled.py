"""Answers so far -> whether any answer still to come can change the rating, the alignment or the permitted outcomes.

Everything that a result rests on gets a span (engine.spans): the least and the greatest that it can come to, whatever
is answered to the questions that are open. Where the two are the same, it is settled, and nothing that is left can
change it. Tests hold the verdict against every way to answer.

Answers already given are taken as they are, "don't know" too, and further ones as given by the same people: an answer
by whoever verified a mitigation would take that verification away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from impact_check.engine.rate import FactorLevels
from impact_check.engine.route import route
from impact_check.engine.spans import Spans
from impact_check.model.assessment import Assessment
from impact_check.model.levels import Level
from impact_check.model.strategy import Element
from impact_check.rules import Condition, Ruleset, Truth
from impact_check.rules.shapes import RESULT_FACTS
from impact_check.rules.spans import Prospect, Span


@dataclass(frozen=True, slots=True)
class Settled:
    """What no answer still to come can change."""

    rating: bool
    """As proposed, with the mitigations that count, and with the verified ones only."""
    alignment: bool
    """The standing of every element of every strategy, as proposed and with the mitigations that count."""
    outcomes: bool
    """Which outcomes are permitted once the questions are done."""
    open: tuple[str, ...]
    """Questions on the route without an answer, in order."""
    telling: tuple[str, ...]
    """Those of `open` that can still make a difference, in order; with those that an assessment can't do without: what
    must be known, and what is for the record, which no condition reads."""

    @property
    def is_all(self) -> bool:
        """Nothing that is left can change anything, and nothing is left that an assessment can't do without."""
        return self.rating and self.alignment and self.outcomes and not self.telling


def settled(ruleset: Ruleset, assessment: Assessment, on: date) -> Settled:
    """Return what is settled, whatever is answered to the questions that are left, and which of them can still tell.

    on: the day it is judged for.
    """
    now = route(ruleset, assessment)
    if not now.unanswered:
        return Settled(rating=True, alignment=True, outcomes=True, open=(), telling=())
    spans = Spans(ruleset, assessment, on, now)
    return Settled(
        rating=spans.low.ratings == spans.high.ratings,
        alignment=not spans.loose_elements(),
        outcomes=len(spans.outcomes()) == 1,
        open=now.unanswered,
        telling=_Telling(spans).questions(),
    )


class _Telling:
    """From what is not settled back to the questions that can still make a difference to it."""

    def __init__(self, spans: Spans) -> None:
        self.spans = spans
        self.ruleset = spans.ruleset
        self.found: set[str] = set()
        self.followed: set[str] = set()
        self.conditions: set[int] = set()

    def questions(self) -> tuple[str, ...]:
        spans = self.spans
        if len({side.ratings for side in (spans.low, spans.high)}) > 1:
            self._follow_rating()
        for element in spans.loose_elements():
            self._follow_element(element)
        if len(spans.outcomes()) > 1:
            self._follow_rating()
            if len(spans.blocked()) > 1:
                musts = [check.id for check in spans.questionnaire.checks if check.grade == "must"]
                self._follow_checks(musts)
        return tuple(id_ for id_ in spans.now.unanswered if id_ in self.found or self._is_needed_anyway(id_))

    def _is_needed_anyway(self, question: str) -> bool:
        """Tell whether an assessment can't do without an answer, whatever that changes."""
        asked = self.ruleset.questions[question]
        is_for_the_record = question not in self.ruleset.atoms and not asked.optional
        return asked.must_know or is_for_the_record

    def _follow_rating(self) -> None:
        """Follow every factor and floor that can still move a rating."""
        spans = self.spans
        for floor, condition in self.ruleset.floors.items():
            self._follow(condition, spans.floors[floor])
        for ratings in zip(spans.low.ratings, spans.high.ratings, strict=True):
            if ratings[0] != ratings[1]:
                self._follow_factors(self.ruleset.raised_by, ratings[0].confirmed)
        self._follow_mitigations()

    def _follow_element(self, element: Element) -> None:
        spans = self.spans
        self._follow_factors(element.factors, spans.element_level(element, spans.low.residual)[0])
        self._follow_mitigations()
        if len(spans.supported(element)) > 1:
            self._follow_checks(element.checks)
            if element.id in self.ruleset.shown_when:
                self._follow(self.ruleset.shown_when[element.id], spans.shown[element.id])
            for rule in spans.questionnaire.rules:
                if rule.raises.benefit is not None and (
                    rule.factors == "all" or set(rule.factors) & set(element.factors)
                ):
                    self._follow(self.ruleset.rules[rule.id], spans.rules[rule.id])

    def _follow_factors(self, factors: Iterable[str], already: Level) -> None:
        """Follow the factors that can rise above the level that the whole has already, or be counted."""
        for factor in factors:
            if f"factor {factor}" in self.followed:
                continue
            low, high = self.spans.low.factors.get(factor), self.spans.high.factors.get(factor)
            if high is None or low == high:
                continue
            counts = already < Level.HIGH and high.level[1] >= Level.MODERATE
            if high.level[1] > already or counts:
                self.followed.add(f"factor {factor}")
                self._follow_factor(factor, low)

    def _follow_factor(self, factor: str, low: FactorLevels | None) -> None:
        rules = self.ruleset.raised_by[factor]
        for rule, severity in rules.severity:
            self._follow_rule(rule, severity, low.severity if low else (0, 0))
        for rule, exposure in rules.exposure:
            self._follow_rule(rule, exposure, low.exposure if low else (0, 0))

    def _follow_rule(self, rule: str, to: int, already: tuple[int, int]) -> None:
        """Follow a rule that can raise something above where it stands already."""
        span = self.spans.rules[rule]
        raises_confirmed = to > already[0] and span.greatest is Truth.TRUE
        raises_possible = to > already[1] and span.least is Truth.FALSE
        if raises_confirmed or raises_possible:
            self._follow(self.ruleset.rules[rule], span)

    def _follow_mitigations(self) -> None:
        """Follow the day of the change, on which credit depends."""
        if self.spans.assessment.mitigations and self.spans.dates[0] != self.spans.dates[1]:
            self._follow_name(self.spans.questionnaire.facts.change_date)

    def _follow_checks(self, checks: Iterable[str]) -> None:
        for check in checks:
            if f"check {check}" in self.followed or len(self.spans.checks[check].statuses) == 1:
                continue
            self.followed.add(f"check {check}")
            for conditions in (self.ruleset.applies_if, self.ruleset.fails_when):
                if check in conditions:
                    self._follow_node(conditions[check], self.spans.with_facts)
            for name in self.ruleset.fails_when[check].questions:
                if not self.spans.with_facts.of(name).asked.is_settled:
                    self._follow_name(name)

    def _follow(self, condition: Condition, span: Span) -> None:
        if not span.is_settled and id(condition) not in self.conditions:
            self.conditions.add(id(condition))
            self._follow_node(condition, self.spans.prospect)

    def _follow_node(self, condition: Condition, prospect: Prospect) -> None:
        for name in condition.spanned.undecided(prospect):
            if name in RESULT_FACTS:
                self._follow_fact(name)
            else:
                self._follow_name(name)

    def _follow_name(self, question: str) -> None:
        """Take a question that is open, and what its being asked depends on."""
        if question in self.followed:
            return
        self.followed.add(question)
        asked, values = self.spans.standings[question]
        if values is None:
            self.found.add(question)
        if not asked.is_settled:
            self._follow(self.ruleset.ask_if[question], self.ruleset.ask_if[question].spanned.span(self.spans.prospect))

    def _follow_fact(self, fact: str) -> None:
        """Take everything that a fact about the result can rest on."""
        if fact in self.followed:
            return
        self.followed.add(fact)
        standings = self.spans.standings
        match fact:
            case "texts_repeated":
                names = [id_ for id_, question in self.ruleset.questions.items() if question.type == "text"]
            case "evidence_items":
                names = [id_ for id_, question in self.ruleset.questions.items() if question.evidence]
            case "groups_named":
                names = [self.spans.questionnaire.facts.groups]
            case _:
                names = [
                    name for rule in self.ruleset.rules.values() for name in rule.spanned.undecided(self.spans.prospect)
                ]
                self._follow_mitigations()
        for name in names:
            if not standings[name].asked.is_settled or standings[name].values is None:
                self._follow_name(name)
