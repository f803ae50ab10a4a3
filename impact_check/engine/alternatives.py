"""Assessment + one of its alternatives -> an assessment of its own, which is routed and rated like any other."""

from impact_check.model.assessment import Alternative, Answer, Assessment, Known
from impact_check.rules import Ruleset


def as_assessment(assessment: Assessment, alternative: Alternative) -> Assessment:
    """Return the alternative as an assessment: the proposal's answers but for its own, and only its own mitigations."""
    return assessment.model_copy(
        update={
            "answers": {**assessment.answers, **alternative.answers},
            "mitigations": alternative.mitigations,
            "alternatives": (),
        }
    )


def says_the_same(one: Answer | None, other: Answer | None) -> bool:
    """Tell whether two answers say the same, whoever gave them and when. No answer only says the same as none."""
    return _content(one) == _content(other)


def _content(answer: Answer | None) -> dict[str, object] | None:
    return answer.model_dump(exclude={"by", "at", "brought_from"}) if answer else None


def changes_nothing(ruleset: Ruleset, alternative: Alternative) -> bool:
    """Tell whether it is the option in which nothing changes, as the questionnaire says what that is."""
    wanted = {
        question: value
        for question, value in ruleset.questionnaire.no_change.items()
        if ruleset.questions[question].type not in ("text", "role")
    }
    return bool(wanted) and all(_is(alternative.answers.get(question), value) for question, value in wanted.items())


def _is(answer: Answer | None, value: object) -> bool:
    return isinstance(answer, Known) and answer.value == value
