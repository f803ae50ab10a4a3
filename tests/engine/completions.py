"""An assessment with open questions -> every way to answer them, and what the decision then comes to."""

from collections.abc import Iterator
from typing import Any

from impact_check.engine import evaluate, route
from impact_check.model.assessment import Answer, Assessment, DontKnow, NotApplicable
from impact_check.model.questionnaire import Question
from impact_check.rules import Ruleset
from tests.engine.build import AT, AUTHOR, ON
from tests.engine.worlds import backed, values


def answers(question: Question, by: str = AUTHOR) -> Iterator[Answer]:
    """Return an answer of every kind that conditions can tell apart."""
    yield from (backed(value, by) for value in values(question))
    yield DontKnow(by=by, at=AT)
    if question.allow_not_applicable:
        yield NotApplicable(by=by, at=AT, reason="There is none.")


def completions(ruleset: Ruleset, assessment: Assessment, by: str = AUTHOR) -> Iterator[Assessment]:
    """Return the assessment answered in every way, until no question on its route is open."""
    unanswered = route(ruleset, assessment).unanswered
    if not unanswered:
        yield assessment
        return
    for answer in answers(ruleset.questions[unanswered[0]], by):
        given = {**assessment.answers, unanswered[0]: answer}
        yield from completions(ruleset, assessment.model_copy(update={"answers": given}), by)


def verdict(ruleset: Ruleset, assessment: Assessment) -> dict[str, Any]:
    """Return the rating, the alignment, and the outcomes that are permitted once no question is open."""
    result = evaluate(ruleset, assessment, ON, with_find_out=False)
    requirements = ruleset.questionnaire.parameters.requirements
    permitted = set(requirements.levels[result.residual.rating.possible].outcomes)
    if result.blocked_by:
        permitted &= set(requirements.gap_outcomes)
    return {
        "rating": (result.inherent.rating, result.residual.rating, result.unmitigated.rating),
        "alignment": [(entry.standing, entry.standing_residual) for entry in result.alignment],
        "outcomes": permitted,
    }
