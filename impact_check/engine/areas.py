"""The answers -> the areas they name, and whether each is in force on the day of the change. Never changes a rating."""

from datetime import date
from typing import NamedTuple

from impact_check.model.areas import Area, AreaList, Standing
from impact_check.model.assessment import Assessment, Known
from impact_check.model.questionnaire import Questionnaire
from impact_check.model.result import Result


class NamedArea(NamedTuple):
    """An area that an answer names."""

    question: str
    area: Area
    list: AreaList
    standing: Standing | None
    """On the day of the change; `None` while that day isn't known."""

    @property
    def label(self) -> str:
        """Its name, with kind and validity."""
        return self.list.label(self.area)


def named_areas(questionnaire: Questionnaire, assessment: Assessment, result: Result) -> tuple[NamedArea, ...]:
    """Return the areas that answers on the route name, in the order of questions and lists."""
    change = change_date(questionnaire, assessment)
    counted = {state.question for state in result.questions if state.state in ("value", "no_evidence")}
    found: list[NamedArea] = []
    for question in questionnaire.questions:
        answer = assessment.answers.get(question.id)
        if question.options_from != "areas" or question.id not in counted or not isinstance(answer, Known):
            continue
        chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        found.extend(
            NamedArea(question.id, area, areas, areas.standing(change) if change else None)
            for areas in questionnaire.area_lists
            for area in areas.areas
            if area.id in chosen
        )
    return tuple(found)


def change_date(questionnaire: Questionnaire, assessment: Assessment) -> date | None:
    """Return the day that the change takes effect, if it is answered."""
    answer = assessment.answers.get(questionnaire.facts.change_date)
    if not isinstance(answer, Known) or not isinstance(answer.value, str):
        return None
    try:
        return date.fromisoformat(answer.value)
    except ValueError:
        return None
