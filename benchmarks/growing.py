"""How many -> a questionnaire of invented questions and rules, a decision under it, and a report of many pages."""

import random

from eight_pages import eight_pages

from impact_check.model.questionnaire import Option, Question, Questionnaire, Rule
from impact_check.rules import UNKNOWN, Ruleset, Seen, build_ruleset

OPTIONS = ("none", "some", "many", "all")


def questionnaire(like: Questionnaire, questions: int, rules: int, seed: int = 6) -> Questionnaire:
    """Return one with so many questions and rules; the rest is as in another questionnaire.

    Half of the questions depend on an earlier one. A rule joins two or three comparisons.
    """
    chance = random.Random(seed)  # noqa: S311  # Invented, no secret.
    asked = tuple(_question(place, chance) for place in range(questions))
    section = like.sections[0].model_copy(update={"questions": asked})
    written = tuple(_rule(like, place, questions, chance) for place in range(rules))
    emptied = {"conditions": {}, "floors": (), "checks": (), "strategies": ()}
    return like.model_copy(update={"sections": (section,), "rules": written, **emptied})


def _question(place: int, chance: random.Random) -> Question:
    return Question(
        id=f"q{place}",
        text=f"Question {place}",
        why="To measure.",
        type="one",
        options=tuple(Option(id=option, label=option) for option in OPTIONS),
        ask_if=f"q{chance.randrange(place)} != none" if place % 2 else None,
    )


def _rule(like: Questionnaire, place: int, questions: int, chance: random.Random) -> Rule:
    def test() -> str:
        some = ", ".join(chance.sample(OPTIONS, 2))
        question = f"q{chance.randrange(questions)}"
        return chance.choice((f"{question} in ({some})", f"{question} == {chance.choice(OPTIONS)}"))

    when = chance.choice((f"{test()} and {test()}", f"{test()} and ({test()} or {test()})"))
    model = like.rules[place % len(like.rules)]
    return model.model_copy(update={"id": f"rule-{place}", "when": when})


def ruleset(made: Questionnaire) -> Ruleset:
    built = build_ruleset(made, "0" * 64)
    if not isinstance(built, Ruleset):
        raise TypeError(f"an invented condition is wrong: {built[0]}")
    return built


def values(made: Ruleset, seed: int = 6) -> list[Seen]:
    """Return what each answer counts as; one in ten isn't known."""
    chance = random.Random(seed)  # noqa: S311  # Invented, no secret.
    return [UNKNOWN if chance.random() < 0.1 else chance.choice(OPTIONS) for _ in made.questions]


def pages(times: int) -> str:
    """Return a report of eight pages with everything in it so many times."""
    page = eight_pages()
    start, end = page.index("<main>") + len("<main>"), page.rindex("</main>")
    main = page[start:end]
    copies = (main.replace('id="', f'id="copy{number}-') for number in range(1, times))
    labelled = (copy.replace('aria-labelledby="', f'aria-labelledby="copy{n}-') for n, copy in enumerate(copies, 1))
    return "".join([page[:start], main, *labelled, page[end:]])
