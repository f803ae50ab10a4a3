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

from impact_check.engine.routing import route
from impact_check.engine.spans import Spans
from impact_check.model.assessment import Assessment
from impact_check.model.levels import Exposure, Level
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
    must be known, and what is for the record: what no condition reads, who decides and when."""

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
        facts = self.spans.questionnaire.facts
        is_on_page_1 = question in (facts.decision_maker, facts.decision_date)
        is_for_the_record = is_on_page_1 or question not in self.ruleset.atoms
        return asked.must_know or (is_for_the_record and not asked.optional)

    def _follow_rating(self) -> None:
        """Follow every factor and floor that can still move a rating."""
        spans = self.spans
        counts = spans.questionnaire.parameters.accumulation
        for low, high in zip(spans.low.ratings, spans.high.ratings, strict=True):
            pairs = ((low.confirmed, high.confirmed), (low.possible, high.possible))
            for side, (least, most) in enumerate(pairs):
                if least < most:
                    self._follow_floors(Level(least + 1))
                    self._follow_factors(
                        self.ruleset.raised_by, side, Level(least + 1), min(counts.principle, counts.overall)
                    )
        self._follow_mitigations()

    def _follow_floors(self, to: Level) -> None:
        """Follow the floors that can lift a rating to a level."""
        for floor in self.spans.questionnaire.floors:
            if floor.floor >= to:
                self._follow(self.ruleset.floors[floor.id], self.spans.floors[floor.id])

    def _follow_element(self, element: Element) -> None:
        spans = self.spans
        bands = spans.questionnaire.parameters.alignment
        count = spans.questionnaire.parameters.accumulation.principle
        self._follow_mitigations()
        for low, high in ((spans.low.inherent, spans.high.inherent), (spans.low.residual, spans.high.residual)):
            least, most = spans.element_level(element, low), spans.element_level(element, high)
            if least[0] >= bands.conflicts_from:
                continue
            if most[0] >= bands.conflicts_from:
                self._follow_factors(element.factors, 0, bands.conflicts_from, count)
            if least[1] < bands.at_risk_from:
                if most[1] >= bands.at_risk_from:
                    self._follow_factors(element.factors, 1, bands.at_risk_from, count)
                self._follow_shown(element)

    def _follow_shown(self, element: Element) -> None:
        """Follow what can still speak for an element, or be open under it."""
        spans = self.spans
        if len(spans.supported(element)) > 1:
            self._follow_checks(element.checks)
            if element.id in self.ruleset.shown_when:
                self._follow(self.ruleset.shown_when[element.id], spans.shown[element.id])
            for rule in spans.benefits(element):
                self._follow(self.ruleset.rules[rule], spans.rules[rule])

    def _follow_factors(self, factors: Iterable[str], side: int, to: Level, count: int) -> None:
        """Follow the factors that can lift what they stand for to a level, alone or counted together.

        side: 0 for what is confirmed, 1 for what is possible.
        """
        high = {factor: found.level[side] for factor in factors if (found := self.spans.high.factors.get(factor))}
        together = [factor for factor, level in high.items() if level >= Level.MODERATE]
        counted = together if to <= Level.HIGH and len(together) >= count else []
        for factor, level in high.items():
            if level >= to or factor in counted:
                self._follow_factor(factor, side)

    def _follow_factor(self, factor: str, side: int) -> None:
        if f"factor {factor} {side}" in self.followed:
            return
        self.followed.add(f"factor {factor} {side}")
        low = self.spans.low.factors.get(factor)
        rules = self.ruleset.raised_by[factor]
        for rule, severity in rules.severity:
            if severity > (low.severity[side] if low else Level.NONE):
                self._follow_rule(rule, side)
        for rule, exposure in rules.exposure:
            if exposure > (low.exposure[side] if low else Exposure.LIMITED):
                self._follow_rule(rule, side)

    def _follow_rule(self, rule: str, side: int) -> None:
        """Follow a rule that can come to hold, or that can cease to be ruled out."""
        span = self.spans.rules[rule]
        if (span.greatest is Truth.TRUE) if side == 0 else (span.least is Truth.FALSE):
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
            case "rating_possible" | "rating_confirmed" | "residual_possible":
                names = []
                self._follow_rating()
            case _:
                names = [
                    name for rule in self.ruleset.rules.values() for name in rule.spanned.undecided(self.spans.prospect)
                ]
                self._follow_mitigations()
        for name in names:
            if not standings[name].asked.is_settled or standings[name].values is None:
                self._follow_name(name)
