"""Assessment and result -> what a second person should look at, the most telling first, each with its reason. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from impact_check.engine.moves import has_order, is_better
from impact_check.engine.outlook import Outlook, look
from impact_check.engine.routing import route
from impact_check.language import Translated, to_translate, tr, trn
from impact_check.model.assessment import Answer, Assessment, Known
from impact_check.model.levels import Level
from impact_check.model.questionnaire import Question
from impact_check.model.result import FactorRating, Finding, FindOut, Result
from impact_check.rules import Ruleset, Seen
from impact_check.rules.domain import representatives

STRONG = frozenset({"A", "B"})
"""Grades of evidence that others can check without asking the author: data, not talks or judgement."""

WORTH_CONTESTING = Level.MODERATE
"""A reassuring answer matters if another would bring a harm to this level or above."""

Kind = Literal["question", "mitigation", "check"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at."""

    kind: Kind
    about: str
    """The id of the question, mitigation or check."""
    why: str
    """Why it is contested, in one sentence."""
    answers: tuple[str, ...] = ()
    """The questions whose answers it rests on, in question order."""
    findings: tuple[str, ...] = ()
    """The rules whose findings rest on it."""


def contested(ruleset: Ruleset, assessment: Assessment, result: Result) -> tuple[Item, ...]:
    """Return what a challenger should look at, in the order of these kinds; each thing once, for its first reason.

    1. Reassuring answers on weak evidence (grade C or D) or none, where a worse answer would make a harm moderate or
       worse that now isn't so bad. First those that would raise the whole rating, then by how bad the worst harm could
       become and how far all of them would rise. Reassuring is an answer that has a worse one: an earlier option of an
       ordered list, the good end of yes or no, `none of these`, or one that the questionnaire calls reassuring.
    2. Answers that aren't known, or count as such since they lack evidence, and bear on the rating (`find_out`, in its
       order). Questions without any answer are left out: there is nothing to agree or disagree with yet.
    3. Mitigations that earn credit (are they real?), then those that are claimed and earn none. Ideas claim nothing.
    4. Checks that must be met, are met, and rest on answers without any evidence. Checks that only should be met are
       left out: they decide nothing that is permitted, and there are too many to ask a colleague about each.
    5. The answers under what makes the rating: of each factor at the highest level the worst severity and the worst
       exposure finding, and floors at the level of the rating. An answer may be too dark, too.

    Texts that say little are left for people to see. Levels are those as proposed, and the possible ones.
    """
    things = _Things(ruleset, assessment, result)
    items: dict[tuple[str, str], Item] = {}
    for found in (
        things.reassuring(),
        things.unknown(),
        things.mitigations(),
        things.own_word(),
        things.behind_the_rating(),
    ):
        for item in found:
            items.setdefault((item.kind, item.about), item)
    return tuple(items.values())


@dataclass(frozen=True, slots=True)
class _Worse:
    """What a worse answer to a question could do."""

    rating: Level
    """The possible rating, if it rises to a level worth contesting; else none."""
    harms: Mapping[str, tuple[Level, int]]
    """Factor -> the level it could reach and the steps it would rise."""

    @property
    def weight(self) -> tuple[int, int, int]:
        """How telling it is, the smaller the more."""
        worst = max((level for level, _ in self.harms.values()), default=Level.NONE)
        return -self.rating, -worst, -sum(steps for _, steps in self.harms.values())


class _Things:
    """The three inputs, and what is contested in them."""

    def __init__(self, ruleset: Ruleset, assessment: Assessment, result: Result) -> None:
        self.ruleset = ruleset
        self.assessment = assessment
        self.result = result
        self.titles = {factor.id: factor.title for factor in ruleset.questionnaire.factors}
        self.grades = {item.id: item.grade for item in assessment.evidence}

    # 1. Reassuring answers

    def reassuring(self) -> Iterator[Item]:
        now = route(self.ruleset, self.assessment)
        outlook = look(self.ruleset, now)
        weighed: list[tuple[tuple[int, int, int], Item]] = []
        for id_ in now.asked:
            answer = self.assessment.answers.get(id_)
            if now.states[id_].state != "value" or id_ not in self.ruleset.bears_on_rating or self._is_strong(answer):
                continue
            could = self._worse(outlook, id_, now.scene.values[id_])
            if could.harms or could.rating:
                why = tr("{what_if}, and {rests_on}.", what_if=self._otherwise(could), rests_on=self._rests_on(answer))
                item = Item("question", id_, why, (id_,))
                weighed.append((could.weight, item))
        return (item for _, item in sorted(weighed, key=lambda pair: pair[0]))

    def _best_grade(self, answer: Answer | None) -> str | None:
        given = answer.evidence if isinstance(answer, Known) else ()
        return min((self.grades[id_] for id_ in given if id_ in self.grades), default=None)

    def _is_strong(self, answer: Answer | None) -> bool:
        return self._best_grade(answer) in STRONG

    def _worse(self, outlook: Outlook, question: str, now: Seen) -> _Worse:
        """Return what the worse answers to a question could do, each harm at its worst over all of them."""
        rating, harms = Level.NONE, dict[str, tuple[Level, int]]()
        for value in _worse_answers(self.ruleset, self.ruleset.questions[question], now, outlook):
            other = outlook.assuming(question, value)
            if other.rating.possible > outlook.rating.possible and other.rating.possible >= WORTH_CONTESTING:
                rating = max(rating, other.rating.possible)
            for factor, levels in other.factors.items():
                before = outlook.factors[factor].level[1] if factor in outlook.factors else Level.NONE
                steps = levels.level[1] - before
                if levels.level[1] >= WORTH_CONTESTING and steps > harms.get(factor, (Level.NONE, 0))[1]:
                    harms[factor] = (levels.level[1], steps)
        return _Worse(rating, harms)

    def _otherwise(self, could: _Worse) -> str:
        worst_first = sorted(could.harms, key=lambda factor: (*(-rank for rank in could.harms[factor]), factor))
        named = self._harms(worst_first)
        if could.rating and named:
            return tr(
                "Were it otherwise, the rating could be {level} ({harms})", level=_word(could.rating), harms=named
            )
        if could.rating:
            return tr("Were it otherwise, the rating could be {level}", level=_word(could.rating))
        level = _word(max(could.harms.values())[0])
        if len(could.harms) == 1:
            return tr("Were it otherwise, {harms} could be {level}", harms=named, level=level)
        return tr("Were it otherwise, {harms} could be worse, up to {level}", harms=named, level=level)

    def _rests_on(self, answer: Answer | None) -> str:
        match self._best_grade(answer):
            case None:
                return tr("no evidence on file supports it")
            case "C":
                return tr("it rests on what people said alone (grade C)")
            case _:
                return tr("it rests on professional judgement alone (grade D)")

    def _harms(self, factors: Sequence[str]) -> str:
        """Name the first harm and count the others; empty if there is none."""
        if not factors:
            return ""
        first, others = self._title(factors[0]), len(factors) - 1
        if not others:
            return first
        return trn("{harm} and {count} other harm", "{harm} and {count} other harms", others, harm=first)

    def _title(self, factor: str) -> str:
        return tr("“{text}”", text=self.titles[factor])

    # 2. What isn't known

    def unknown(self) -> Iterator[Item]:
        for entry in self.result.find_out:
            if entry.question in self.assessment.answers and entry.state in ("dont_know", "no_evidence"):
                if entry.state == "dont_know":
                    why = tr("Nobody knows this yet, {what_it_does}.", what_it_does=self._could(entry))
                else:
                    why = tr("It lacks the evidence it needs, {what_it_does}.", what_it_does=self._could(entry))
                findings = tuple(finding.rule for finding in self._resting_on(entry.question))
                yield Item("question", entry.question, why, (entry.question,), findings)

    def _could(self, entry: FindOut) -> str:
        if entry.possible_if_good < self.result.inherent.rating.possible:
            return tr("and if it turns out well the rating is {level} at most", level=_word(entry.possible_if_good))
        if entry.factors:
            return tr("and how bad {harms} may be depends on it", harms=self._harms(entry.factors))
        if entry.must_know:
            return tr("and it must be known before anybody signs")
        return tr("and the rating depends on it")

    def _resting_on(self, question: str) -> Iterator[Finding]:
        """Yield the findings of harm that rest on an answer, those that others say better left out."""
        for finding in self.result.findings:
            used = any(used.question == question for used in finding.answers)
            if used and finding.kind != "benefit" and finding.said_by is None:
                yield finding

    # 3. Mitigations

    def mitigations(self) -> Iterator[Item]:
        claimed = {entry.id for entry in self.assessment.mitigations if entry.status != "idea"}
        for entry in sorted(self.result.mitigations, key=lambda entry: not entry.credit):
            against = self._title(entry.factor)
            if entry.credit:
                why = tr("It earns credit against {harm}, so it has to be real.", harm=against)
                yield Item("mitigation", entry.mitigation, why)
            elif entry.mitigation in claimed:
                why = tr(
                    "It is claimed against {harm} but earns no credit, so it may promise more than it can do.",
                    harm=against,
                )
                yield Item("mitigation", entry.mitigation, why)

    # 4. Checks

    def own_word(self) -> Iterator[Item]:
        for check in self.result.checks:
            asked = tuple(used.question for used in check.answers if used.state != "not_asked")
            if check.grade == "must" and check.status == "met" and self._is_bare_word(asked):
                why = tr("It decides what is permitted, and nothing but the author’s word shows that it is met.")
                yield Item("check", check.check, why, asked)

    def _is_bare_word(self, questions: Sequence[str]) -> bool:
        """Tell whether there are answers, and none of them has evidence on file."""
        answers = [self.assessment.answers.get(question) for question in questions]
        return bool(answers) and all(self._best_grade(answer) is None for answer in answers)

    # 5. What makes the rating

    def behind_the_rating(self) -> Iterator[Item]:
        highest = max((rating.inherent.possible for rating in self.result.factors), default=Level.NONE)
        findings = {finding.rule: finding for finding in self.result.findings}
        for rating in self.result.factors:
            if rating.inherent.possible == highest:
                for rule in _leading(rating, findings):
                    known = (used.question for used in findings[rule].answers if used.state == "value")
                    why = _part_of_the_reason(self._title(rating.factor), rating)
                    yield from (Item("question", id_, why, (id_,), (rule,)) for id_ in known)
        for floor in self.result.floors:
            if floor.level == self.result.inherent.rating.possible and floor.lifted_by is None:
                why = tr(
                    "The rating can’t be less than {level}, and this is part of the reason.", level=_word(floor.level)
                )
                known = (used.question for used in floor.answers if used.state == "value")
                yield from (Item("question", id_, why, (id_,)) for id_ in known)


def _worse_answers(ruleset: Ruleset, question: Question, now: Seen, outlook: Outlook) -> Iterator[Seen]:
    """Yield the answers that are worse than the one given; none if it isn't a reassuring one."""
    demand = question.evidence
    for value in representatives(ruleset, question, outlook.scene):
        if has_order(question):
            worse = value != now and is_better(ruleset, question, now, value)
        elif isinstance(now, frozenset):
            worse = not now and bool(value)
        else:
            called = demand.reassuring if demand is not None and demand.reassuring != "any" else ()
            worse = now in called and value not in called
        if worse:
            yield value


def _leading(rating: FactorRating, findings: Mapping[str, Finding]) -> Iterator[str]:
    """Yield the worst severity and the worst exposure finding of a factor."""
    for kind in ("severity", "exposure"):
        yield from [rule for rule in rating.findings if findings[rule].kind == kind][:1]


def _part_of_the_reason(harm: str, rating: FactorRating) -> str:
    level = _word(rating.inherent.possible)
    if rating.inherent.is_settled:
        return tr("{harm} is {level}, and this is part of the reason.", harm=harm, level=level)
    return tr("{harm} may be {level}, and this is part of the reason.", harm=harm, level=level)


_LEVELS = Translated(
    {
        Level.NONE: to_translate("none"),
        Level.LOW: to_translate("low"),
        Level.MODERATE: to_translate("moderate"),
        Level.HIGH: to_translate("high"),
        Level.SEVERE: to_translate("severe"),
    }
)


def _word(level: Level) -> str:
    return _LEVELS[level]
