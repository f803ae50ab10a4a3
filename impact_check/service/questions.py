"""A questionnaire -> its questions as a program needs them to put them to somebody."""

from impact_check.model.questionnaire import Question
from impact_check.rules import Ruleset
from impact_check.service.told import DemandTold, OptionTold, QuestionTold, SectionTold


def question_told(ruleset: Ruleset, question: Question) -> QuestionTold:
    """Return one question with its options, in the questionnaire's language."""
    is_number = question.type == "number"
    demand = question.evidence
    return QuestionTold(
        id=question.id,
        section=ruleset.section_of[question.id].id,
        text=question.text,
        help=question.help,
        why=question.why,
        type=question.type,
        options=tuple(
            OptionTold(id=option.id, label=option.label, help=option.help) for option in ruleset.options[question.id]
        ),
        unit=question.unit,
        minimum=question.minimum if is_number else None,
        maximum=question.maximum if is_number else None,
        ask_if=question.ask_if,
        optional=question.optional,
        must_know=question.must_know,
        screening=question.screening,
        allow_not_applicable=question.allow_not_applicable,
        evidence=DemandTold(reassuring=demand.reassuring, min_grade=demand.min_grade) if demand else None,
        publish=question.publish,
    )


def sections_told(ruleset: Ruleset) -> tuple[SectionTold, ...]:
    """Return every question, by section, in the order they are asked."""
    return tuple(
        SectionTold(
            id=section.id,
            title=section.title,
            intro=section.intro,
            questions=tuple(question_told(ruleset, question) for question in section.questions),
        )
        for section in ruleset.questionnaire.sections
    )
