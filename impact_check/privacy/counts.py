"""Which numbers are of people."""

from impact_check.model.questionnaire import Question, Questionnaire


def counts_people(questionnaire: Questionnaire, question: Question) -> bool:
    """Tell whether a number is of people: its unit says so in English, or is that of how many people use it now."""
    unit = question.unit or ""
    first = next((each for each in questionnaire.questions if each.id == questionnaire.facts.people), None)
    return question.type == "number" and ("people" in unit or bool(first and unit and unit == first.unit))
