"""What conditions may say about a question or a fact of the result: its type and its options."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from impact_check.language import tr
from impact_check.model.areas import AreaList
from impact_check.model.questionnaire import NONE_OF_THESE, Group, Option, Question

ShapeType = Literal["yes_no", "one", "many", "number", "date", "text", "role"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A name that conditions may use. `options` holds ids, in order; empty for numbers, dates and text."""

    name: str
    type: ShapeType
    options: tuple[str, ...] = ()


def offered_options(
    question: Question, groups: Iterable[Group], area_lists: Iterable[AreaList] = ()
) -> tuple[Option, ...]:
    """Return the options a question offers, in order; `many` ends with "none of these". Empty if it has none."""
    if question.type == "yes_no":
        return (Option(id="yes", label=tr("Yes")), Option(id="no", label=tr("No")))
    listed = question.options
    if question.options_from == "groups":
        listed = tuple(Option(id=group.id, label=group.title, help=group.plain) for group in groups)
    elif question.options_from == "areas":
        listed = tuple(
            Option(id=area.id, label=areas.label(area))
            for areas in area_lists
            if not question.area_lists or areas.id in question.area_lists
            for area in areas.areas
        )
    if question.type == "many":
        return (*listed, Option(id=NONE_OF_THESE, label=question.none_words))
    return listed


def shape_of(question: Question, groups: Iterable[Group], area_lists: Iterable[AreaList] = ()) -> Shape:
    """Return what conditions may say about a question."""
    options = offered_options(question, groups, area_lists)
    return Shape(question.id, question.type, tuple(option.id for option in options))


_LEVELS = ("none", "low", "moderate", "high", "severe")

RESULT_FACTS: dict[str, Shape] = {
    shape.name: shape
    for shape in (
        Shape("rating_confirmed", "one", _LEVELS),
        Shape("rating_possible", "one", _LEVELS),
        Shape("residual_possible", "one", _LEVELS),
        Shape("mitigations_claimed", "number"),
        Shape("mitigations_without_credit", "number"),
        Shape("mitigations_without_funding", "number"),
        Shape("evidence_items", "number"),
        Shape("factors_moderate_or_worse", "number"),
        Shape("factors_high_or_worse", "number"),
        Shape("groups_named", "number"),
        Shape("unknown_answers", "number"),
        Shape("texts_repeated", "number"),
    )
}
"""Facts about the result that checks may name. Rules may not: learning something must never raise a rating."""
