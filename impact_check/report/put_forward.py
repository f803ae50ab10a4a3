"""Say what was put forward to be signed."""

from impact_check.interview.wording import OUTCOMES_SHORT
from impact_check.language import tr
from impact_check.report.formats import day, lower_first, passage
from impact_check.report.lookup import Lookup
from impact_check.report.page_one_parts import ConditionPart, PutForward


def put_forward_line(lookup: Lookup, section: str) -> str:
    """Say on page 1 what was put forward, without saying that it is signed; empty if nothing was."""
    part = put_forward(lookup)
    if part is None:
        return ""
    told = tr("{sentence} “{section}” tells who signs it.", sentence=part.sentence, section=section)
    return " ".join(filter(None, (told, part.not_permitted)))


def put_forward(lookup: Lookup) -> PutForward | None:
    """Put in words what every signature is for; None if nothing was put forward."""
    submission = lookup.assessment.submission
    if submission is None:
        return None
    result = lookup.result
    is_permitted = result.can_be_final and submission.outcome in result.outcomes
    return PutForward(
        sentence=tr(
            "Put forward on {day}: {outcome}.",
            day=day(submission.at.date()),
            outcome=lower_first(OUTCOMES_SHORT[submission.outcome]),
        ),
        not_permitted="" if is_permitted else tr("The answers as they are now don’t permit this."),
        conditions=tuple(
            ConditionPart(each.id, passage(each.what), passage(each.owner), day(each.due))
            for each in submission.conditions
        ),
        reasons=passage(submission.reasons),
    )
