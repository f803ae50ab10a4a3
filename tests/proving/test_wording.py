"""Texts are read as their readers will read them."""

import pytest
from rules.build import question, questionnaire, rule

from impact_check.model.questionnaire import Questionnaire
from impact_check.proving.wording import LONGEST, plain_words


def told(text: str) -> list[tuple[str, str]]:
    content = questionnaire(question("q", "yes_no") | {"text": text})
    return [(code, message) for _, _, _, code, message in plain_words(content)]


def test_question_may_have_25_words() -> None:
    assert told("word " * LONGEST) == []
    assert told("word " * (LONGEST + 1)) == [("long-question", "the question has 26 words; 25 at most, or split it")]


@pytest.mark.parametrize(
    ("text", "found", "instead"),
    [
        ("Do the elderly come?", "the elderly", "people who"),
        ("Is it for The Lonely?", "The Lonely", "people who"),
        ("Are frail neighbours cut off?", "frail", "say what people need"),
        ("Do wheelchair-bound users come?", "wheelchair-bound", "say what people need"),
        ("Who suffers from loneliness?", "suffers from loneliness", "feel lonely"),
        ("Are people suffering from a disability asked?", "suffering from a disability", "have a disability"),
        ("Do vulnerable people come?", "vulnerable people", "people who feel lonely"),
        ("Are isolated people asked?", "isolated people", "people who feel lonely"),
    ],
)
def test_words_that_label_people_are_told(text: str, found: str, instead: str) -> None:
    ((code, message),) = told(text)

    assert code == "labels-people"
    assert f"“{found}” labels people" in message
    assert instead in message


@pytest.mark.parametrize(
    "text",
    [
        "Do people who feel lonely come?",
        "Is the path less vulnerable to floods?",
        "Are disabled people asked?",
        "Is the bus the only one?",
        "Who has suffered a loss?",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert told(text) == []


def test_every_text_that_is_shown_is_read() -> None:
    content = questionnaire(question("q", "yes_no"), rules=(rule("r", "q"),))
    changed = content.model_dump(mode="json")
    label = "The lonely are hit."
    changed["sections"][1]["questions"][0] |= {"text": label, "help": label, "why": label}
    changed["rules"][0]["because"] = label
    changed["factors"][0]["plain"] = label
    changed["groups"][0]["plain"] = label

    found = [(kind, key) for kind, _, key, _, _ in plain_words(Questionnaire.model_validate(changed))]

    assert found == [
        ("question", "text"),
        ("question", "help"),
        ("question", "why"),
        ("rule", "because"),
        ("factor", "plain"),
        ("group", "plain"),
    ]
