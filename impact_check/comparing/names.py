"""A condition as written -> the names it stands on: questions, facts of the result, and named conditions as such."""

from impact_check.rules import Ruleset
from impact_check.rules.conditions import Chosen, Test, questions_read
from impact_check.rules.parse import Scope, parse
from impact_check.rules.shapes import RESULT_FACTS, shape_of


def names_in(ruleset: Ruleset, text: str) -> tuple[str, ...]:
    """Return the names in the order written, each once. Options are no names, whatever they are called.

    text: a condition of this questionnaire.
    """
    groups = ruleset.questionnaire.groups
    shapes = {question.id: shape_of(question, groups) for question in ruleset.questions.values()}
    # Each named condition stands for a question of its own name, so that it is not replaced by what it says.
    named = {name: Test(Chosen(name, ("yes",))) for name in ruleset.named}
    parsed = parse(text, Scope({**shapes, **RESULT_FACTS}, named, is_workflow=True))
    if isinstance(parsed, tuple):
        raise ValueError(f"not a condition of this questionnaire: {text}")
    return questions_read(parsed)
