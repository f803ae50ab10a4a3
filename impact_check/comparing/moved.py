"""An assessment under two versions of a pack -> what comes out differently, and which changes are behind it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from impact_check.comparing.diff import PackDiff
from impact_check.comparing.origins import Origins
from impact_check.engine import evaluate, route
from impact_check.engine.rate import rule_truths
from impact_check.model.assessment import Assessment
from impact_check.model.levels import Bounds
from impact_check.model.questionnaire import Questionnaire
from impact_check.model.result import QuestionState, Result
from impact_check.rules import Truth

_TRUTHS = {Truth.TRUE: "holds", Truth.UNKNOWN: "may hold", Truth.FALSE: "does not hold"}


About = Literal[
    "overall", "factor", "floor", "element", "check", "outcomes", "signatories", "rule", "unanswered", "orphaned"
]


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that comes out differently."""

    about: About
    id: str
    """Of the factor, element ...; for `overall`: `inherent`, `residual` or `unmitigated`; else empty."""
    title: str
    """Of the factor, element, check; the text of the question, the sentence of the rule or floor; else empty."""
    old: str
    new: str
    because: tuple[str, ...] = ()
    """The changes behind it, as `rule only-place-closes`. Empty if none could be named."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Everything that comes out differently for one assessment."""

    assessment: str
    on: date
    pinned: Literal["old", "new", "other"]
    """Under which of the two versions it was answered."""
    version: str
    """The version that it was answered under."""
    moves: tuple[Move, ...]
    """Ratings first, answers last. Empty if all comes out the same."""


def moved(packs: PackDiff, assessment: Assessment, on: date) -> Moved:
    """Rate an assessment under both versions and return what differs. The assessment itself stays as it is.

    on: the day it is judged for.
    """
    old, new = (evaluate(ruleset, assessment, on) for ruleset in (packs.old, packs.new))
    sha256 = assessment.pinned.sha256
    pinned: Literal["old", "new", "other"] = (
        "old" if sha256 == packs.old.sha256 else "new" if sha256 == packs.new.sha256 else "other"
    )
    found = _Moves(packs, assessment, old, new)
    return Moved(assessment.id, on, pinned, assessment.pinned.version, tuple(found.all()))


class _Moves:
    def __init__(self, packs: PackDiff, assessment: Assessment, old: Result, new: Result) -> None:
        self.packs = packs
        self.assessment = assessment
        self.old = old
        self.new = new
        self.states: tuple[dict[str, QuestionState], dict[str, QuestionState]] = (
            {state.question: state for state in old.questions},
            {state.question: state for state in new.questions},
        )
        scenes = [route(ruleset, assessment).scene for ruleset in (packs.old, packs.new)]
        self.truths = (rule_truths(packs.old, scenes[0]), rule_truths(packs.new, scenes[1]))
        self.titles = {
            (kind, id_): title
            for ruleset in (packs.old, packs.new)
            for kind, id_, title in _titles(ruleset.questionnaire)
        }
        self.origins = Origins(packs, old, new, self.truths)

    def all(self) -> Iterator[Move]:
        yield from self.ratings()
        yield from self.consequences()
        yield from self.rules()
        yield from self.answers()

    def ratings(self) -> Iterator[Move]:
        for branch in ("inherent", "residual", "unmitigated"):
            pair = [_pair(getattr(result, branch).rating) for result in (self.old, self.new)]
            yield from self.move("overall", branch, pair, self.origins.of_rating())
        was, now = ({f.factor: f for f in result.factors} for result in (self.old, self.new))
        for id_ in _either(was, now):
            pair = [
                _with_residual(_pair(found[id_].inherent), _pair(found[id_].residual)) if id_ in found else "none"
                for found in (was, now)
            ]
            yield from self.move("factor", id_, pair, self.origins.of_factor(id_))
        floors = [
            {f.floor: f"{f.level.name.lower()}, {_HOLDS[f.truth]}" for f in r.floors} for r in (self.old, self.new)
        ]
        for id_ in _either(*floors):
            pair = [found.get(id_, "does not hold") for found in floors]
            yield from self.move("floor", id_, pair, self.origins.of_floor(id_))

    def consequences(self) -> Iterator[Move]:
        standings = [
            {e.element: _with_residual(_worded(e.standing), _worded(e.standing_residual)) for e in r.alignment}
            for r in self.results
        ]
        for id_ in _either(*standings):
            pair = [found.get(id_, "not there") for found in standings]
            yield from self.move("element", id_, pair, self.origins.of_element(id_))
        checks = [{c.check: _worded(c.status) for c in result.checks} for result in self.results]
        for id_ in _either(*checks):
            pair = [found.get(id_, "not there") for found in checks]
            yield from self.move("check", id_, pair, self.origins.of_check(id_))
        outcomes = [_worded(", ".join(result.outcomes)) for result in self.results]
        yield from self.move("outcomes", "", outcomes, self.origins.of_outcomes())
        signatories = [_worded(", ".join(result.signatories)) for result in self.results]
        yield from self.move("signatories", "", signatories, self.origins.of_signatories())

    def rules(self) -> Iterator[Move]:
        was, now = self.truths
        for id_ in _either(was, now):
            pair = [_TRUTHS[truths[id_]] if id_ in truths else "not there" for truths in (was, now)]
            if "not there" in pair and "does not hold" in pair:
                continue
            yield from self.move("rule", id_, pair, self.origins.of_rule(id_))

    def answers(self) -> Iterator[Move]:
        was, now = self.states
        for id_, state in now.items():
            before = was[id_].state if id_ in was else "not_asked"
            if state.state == "unanswered" and before != "unanswered":
                old = "no such question" if id_ not in was else _said(was[id_])
                yield from self.move("unanswered", id_, (old, _said(state)), self.origins.of_question(id_))
            elif state.state == "no_evidence" and before != "no_evidence":
                old = _said(was[id_]) if id_ in was else "no such question"
                yield from self.move("unanswered", id_, (old, _said(state)), self.origins.of_question(id_))
        for id_ in self.assessment.answers:
            before_state, state_now = was.get(id_), now.get(id_)
            if _is_kept(before_state) and not _is_kept(state_now):
                new = "no such question" if state_now is None else _said(state_now)
                yield from self.move("orphaned", id_, ("answered", new), self.origins.of_question(id_))

    def move(self, about: About, id_: str, pair: Sequence[str], because: tuple[str, ...]) -> Iterator[Move]:
        old, new = pair
        if old != new:
            kind = "question" if about in ("unanswered", "orphaned") else about
            yield Move(about, id_, self.titles.get((kind, id_), ""), old, new, because)

    @property
    def results(self) -> tuple[Result, Result]:
        return self.old, self.new


_HOLDS = {"true": "holds", "unknown": "may hold"}


def _worded(code: str) -> str:
    return code.replace("_", " ")


def _either(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*other, *one)))


def _pair(bounds: Bounds) -> str:
    confirmed = bounds.confirmed.name.lower()
    return confirmed if bounds.is_settled else f"{confirmed}, may be {bounds.possible.name.lower()}"


def _with_residual(inherent: str, residual: str) -> str:
    return inherent if inherent == residual else f"{inherent}; after mitigation {residual}"


def _titles(content: Questionnaire) -> Iterator[tuple[str, str, str]]:
    for question in content.questions:
        yield "question", question.id, question.text
    for rule in content.rules:
        yield "rule", rule.id, rule.because
    for floor in content.floors:
        yield "floor", floor.id, floor.because
    for check in content.checks:
        yield "check", check.id, check.title
    for factor in content.factors:
        yield "factor", factor.id, factor.title
    for strategy in content.strategies:
        for element in strategy.elements:
            yield "element", element.id, element.wordings[0].text


def _is_kept(state: QuestionState | None) -> bool:
    """Tell whether an answer on file belongs to a question that is asked and takes it."""
    return state is not None and state.state != "not_asked" and not state.stale


def _said(state: QuestionState) -> str:
    if state.stale:
        return "the answer on file doesn't fit"
    return {
        "value": "answered",
        "no_evidence": "answered, but counts as unknown until evidence is added",
        "dont_know": "don't know",
        "not_applicable": "does not apply",
        "unanswered": "asked, not answered",
        "not_asked": "not asked",
    }[state.state]
