"""List what isn't known, in the order of how much it could change, and what was not looked into."""

from datetime import date

from impact_check.language import to_translate, tr, trn
from impact_check.model.assessment import NotApplicable
from impact_check.model.result import AnswerState, FindOut
from impact_check.report.formats import day, one_line, passage
from impact_check.report.lookup import Lookup
from impact_check.report.page_one_parts import Row
from impact_check.report.parts import FindOutPart, Unknowns
from impact_check.report.wording import STATES, mark


def unknowns(lookup: Lookup) -> Unknowns:
    """Set out every unknown and every gap in what was considered."""
    result = lookup.result
    named = set(result.affected_groups)
    return Unknowns(
        intro=_intro(lookup),
        find_out=tuple(_find_out(item, lookup) for item in result.find_out),
        without_answer=tuple(
            (heading, questions)
            for heading, questions in (
                *((tr(heading), _in_state(lookup, state)) for heading, state in _LISTS),
                (tr(LEFT_UNASKED), tuple(lookup.question_text(id_) for id_ in result.left_unasked)),
            )
            if questions
        ),
        factors_not_considered=tuple(lookup.factor_title(factor) for factor in result.not_considered),
        groups_not_named=tuple(group.title for group in lookup.questionnaire.groups if group.id not in named),
        groups_note=(
            tr("Who is affected isn’t known in full, so any of these groups may be.")
            if result.groups_not_known
            else tr("The answers don’t name these groups. That doesn’t show that nobody in them is affected.")
        ),
        not_applicable=tuple(_not_applicable(lookup)),
    )


_LISTS: tuple[tuple[str, AnswerState], ...] = (
    (to_translate("Answered “don’t know”"), "dont_know"),
    (to_translate("Answered, but without the evidence that the answer needs"), "no_evidence"),
    (to_translate("Not answered"), "unanswered"),
)


LEFT_UNASKED = to_translate(
    "Left out, since no answer could change the rating, how the decision stands against the strategy, "
    "or what may be decided"
)


def _intro(lookup: Lookup) -> str:
    if not lookup.result.find_out:
        return tr("Nothing that could change the rating is unknown.")
    found = trn(
        "1 unknown could change the rating or must be known.",
        "{count} unknowns could change the rating or must be known.",
        len(lookup.result.find_out),
    )
    order = tr(
        "The most telling comes first. The last column says what the overall rating could at most be if the answer "
        "turns out well."
    )
    return " ".join((found, order))


def _find_out(item: FindOut, lookup: Lookup) -> FindOutPart:
    return FindOutPart(
        question=lookup.question_text(item.question),
        state=STATES[item.state],
        who=_who(one_line(item.who), item.by_when),
        if_good=mark(item.possible_if_good),
        is_must=item.must_know,
    )


def _who(who: str, by_when: date | None) -> str:
    """Say who finds something out, and by when."""
    if by_when is None:
        return tr("{who}, no date set", who=who) if who else tr("Nobody named, no date set")
    when = day(by_when)
    return tr("{who}, by {day}", who=who, day=when) if who else tr("Nobody named, by {day}", day=when)


def _in_state(lookup: Lookup, state: AnswerState) -> tuple[str, ...]:
    result = lookup.result
    found = (item.question for item in result.questions if item.state == state)
    return tuple(lookup.question_text(question) for question in found if question not in result.left_unasked)


def _not_applicable(lookup: Lookup) -> list[Row]:
    return [
        Row(lookup.question_text(item.question), passage(answer.reason))
        for item in lookup.result.questions
        if item.state == "not_applicable"
        and isinstance(answer := lookup.assessment.answers.get(item.question), NotApplicable)
    ]
