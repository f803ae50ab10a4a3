"""Ruleset + assessment + day -> the proposal and its alternatives side by side. Nothing is ranked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from impact_check.engine.alternatives import as_assessment, changes_nothing, says_the_same
from impact_check.engine.evaluating import evaluate
from impact_check.model.assessment import Alternative, Assessment, Known
from impact_check.model.comparison import (
    PROPOSAL,
    Comparison,
    Differing,
    OptionAnswer,
    OptionFactor,
    OptionRating,
    SameForAll,
)
from impact_check.model.result import QuestionState, Result
from impact_check.rules import Ruleset


@dataclass(frozen=True, slots=True)
class _Option:
    """One option, rated."""

    alternative: Alternative | None
    """None for the proposal."""
    assessment: Assessment
    result: Result
    states: Mapping[str, QuestionState]
    """By question."""

    @property
    def id(self) -> str:
        return self.alternative.id if self.alternative else PROPOSAL

    def answer(self, question: str) -> OptionAnswer:
        state = self.states[question].state
        return OptionAnswer(state=state, answer=None if state == "not_asked" else self.assessment.answers.get(question))


def compare(ruleset: Ruleset, assessment: Assessment, on: date) -> Comparison:
    """Rate the proposal and each of its alternatives, and say what differs and what is the same for all.

    on: the day they are judged for. Without alternatives the proposal stands alone.
    """
    options = [_option(ruleset, assessment, None, on)]
    options += [_option(ruleset, assessment, alternative, on) for alternative in assessment.alternatives]
    overridden = {question for alternative in assessment.alternatives for question in alternative.answers}
    rows = [
        Differing(question=question, answers={option.id: option.answer(question) for option in options})
        for question in ruleset.questions
    ]
    return Comparison(
        assessment=assessment.id,
        pinned=ruleset.pinned,
        on=on,
        options=tuple(_rating(ruleset, option, options[0]) for option in options),
        differing=tuple(row for row in rows if row.question in overridden and not _is_shared(row)),
        same=SameForAll(
            answers=tuple(row.question for row in rows if _is_shared(row) and _is_asked(row)),
            factors=_alike({rating.factor: rating.inherent for rating in option.result.factors} for option in options),
            elements=_alike({entry.element: entry.standing for entry in option.result.alignment} for option in options),
            gaps=_alike(dict.fromkeys(_gaps(option.result, "must", "should")) for option in options),
        ),
    )


def _option(ruleset: Ruleset, assessment: Assessment, alternative: Alternative | None, on: date) -> _Option:
    own = as_assessment(assessment, alternative) if alternative else assessment
    result = evaluate(ruleset, own, on, with_find_out=False)
    return _Option(alternative, own, result, {state.question: state for state in result.questions})


def _rating(ruleset: Ruleset, option: _Option, proposal: _Option) -> OptionRating:
    result, alternative = option.result, option.alternative
    asked = tuple(state.question for state in result.questions if state.state != "not_asked")
    unknown = tuple(state.question for state in result.questions if _is_unknown(ruleset, state))
    return OptionRating(
        id=option.id,
        title=alternative.title if alternative else _title(ruleset, option.assessment),
        summary=alternative.summary if alternative else "",
        changes_nothing=alternative is not None and changes_nothing(ruleset, alternative),
        inherent=result.inherent.rating,
        residual=result.residual.rating,
        actions=len(result.mitigations),
        actions_with_credit=sum(mitigation.credit > 0 for mitigation in result.mitigations),
        factors=tuple(
            OptionFactor(factor=rating.factor, inherent=rating.inherent, residual=rating.residual)
            for rating in result.factors
        ),
        standings={entry.element: entry.standing for entry in result.alignment},
        gaps_must=_gaps(result, "must"),
        gaps_should=_gaps(result, "should"),
        outcomes=result.outcomes,
        unknown=unknown,
        unanswered=tuple(question for question in unknown if option.states[question].state == "unanswered"),
        asked=asked,
        shared=tuple(question for question in asked if _agree(option.answer(question), proposal.answer(question))),
    )


def _title(ruleset: Ruleset, assessment: Assessment) -> str:
    answer = assessment.answers.get(ruleset.questionnaire.facts.title)
    return answer.value if isinstance(answer, Known) and isinstance(answer.value, str) else ""


def _gaps(result: Result, *grades: str) -> tuple[str, ...]:
    return tuple(c.check for c in result.checks if c.grade in grades and c.status in ("gap", "not_shown"))


def _is_unknown(ruleset: Ruleset, state: QuestionState) -> bool:
    """Tell whether an answer is missing to the rating; a question that may stay blank is not, if it is."""
    if state.state == "unanswered":
        return not ruleset.questions[state.question].optional
    return state.state in ("dont_know", "no_evidence")


def _is_asked(row: Differing) -> bool:
    return all(option.state != "not_asked" for option in row.answers.values())


def _is_shared(row: Differing) -> bool:
    first, *others = row.answers.values()
    return all(_agree(other, first) for other in others)


def _agree(one: OptionAnswer, other: OptionAnswer) -> bool:
    return one.state == other.state and says_the_same(one.answer, other.answer)


def _alike(options: Iterable[Mapping[str, object]]) -> tuple[str, ...]:
    """Return the ids that every option has with the same value, in the order of the first."""
    first, *others = options
    return tuple(id_ for id_, value in first.items() if all(id_ in other and other[id_] == value for other in others))
