"""A ruleset -> invented decisions with every question answered, and what the rules say of each."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import ABSENT, Ruleset, Scene, Seen, Truth
from impact_check.rules.replay import is_asked

Answers = dict[str, object]
"""By question: option id, list of option ids (never empty: “none of these” stands in it), number, or date."""

FIRST_DAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that is known in every point, and the reference for it."""

    answers: Answers
    """To every question that rules or floors depend on, whether it is asked or not."""
    asked: frozenset[str]
    fired: frozenset[str]
    """The rules that hold."""


def decisions(ruleset: Ruleset, count: int, seed: int = 6) -> list[Decision]:
    """Return decisions with random answers, judged by the interpreter."""
    chance = random.Random(seed)  # noqa: S311  # Invented answers, no secret.
    return [judged(ruleset, answered(ruleset, chance)) for _ in range(count)]


def answered(ruleset: Ruleset, chance: random.Random) -> Answers:
    read = ruleset.bears_on_rating
    return {id_: _answer(ruleset, question, chance) for id_, question in ruleset.questions.items() if id_ in read}


def _answer(ruleset: Ruleset, question: Question, chance: random.Random) -> object:
    options = [option.id for option in ruleset.options[question.id]]
    match question.type:
        case "many":
            options.remove(NONE_OF_THESE)
            return chance.sample(options, chance.choice((0, 1, 1, 2, 3)[: len(options) + 1])) or [NONE_OF_THESE]
        case "number":
            return chance.randint(question.minimum, min(question.maximum, question.minimum + 100))
        case "date":
            return FIRST_DAY + timedelta(days=chance.randrange(730))
        case "yes_no" | "one":
            return chance.choice(options)
    raise TypeError(f"no rule reads a question of the type {question.type}")


def judged(ruleset: Ruleset, answers: Answers) -> Decision:
    scene = scene_of(ruleset, answers)
    asked = frozenset(id_ for id_ in answers if scene.values[id_] is not ABSENT)
    fired = frozenset(id_ for id_, rule in ruleset.rules.items() if rule.holds(scene) is Truth.TRUE)
    return Decision(answers, asked, fired)


def scene_of(ruleset: Ruleset, answers: Mapping[str, object]) -> Scene:
    """Replay the answers in question order, as the interpreter does."""
    values: dict[str, Seen] = {}
    scene = Scene(values)
    for id_, answer in answers.items():
        question = ruleset.questions[id_]
        applies = is_asked(ruleset.ask_if.get(id_), scene, only_if_certain=question.only_if_certain) is Truth.TRUE
        values[id_] = seen(answer) if applies else ABSENT
    return scene


def seen(answer: object) -> Seen:
    """Return an answer as conditions see it."""
    if isinstance(answer, list):
        return frozenset(answer) - {NONE_OF_THESE}
    assert isinstance(answer, str | int | date)  # noqa: S101
    return answer
