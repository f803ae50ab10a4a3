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
        ("Do the elderly come?", "the elderly", "older people"),
        ("Is it for The Lonely?", "The Lonely", "people who"),
        ("Are frail neighbours cut off?", "frail", "say what people need"),
        ("Do wheelchair-bound users come?", "wheelchair-bound", "use a wheelchair"),
        ("Is he confined to a wheelchair?", "confined to a wheelchair", "GOV.UK"),
        ("Who suffers from loneliness?", "suffers from", "feel lonely"),
        ("Are people suffering from a disability asked?", "suffering from", "have a disability"),
        ("Do vulnerable people come?", "vulnerable people", "people who may need help"),
        ("Is it for the vulnerable?", "the vulnerable", "Somerset"),
        ("Does it help the disabled?", "the disabled", "disabled people (GOV.UK"),
        ("Can the blind come?", "the blind", "blind people"),
        ("Is he a victim of loneliness?", "victim of loneliness", "people who have"),
        ("Do mentally handicapped people come?", "mentally handicapped", "a learning disability"),
        ("Is it for able-bodied people?", "able-bodied", "not disabled"),
        ("Are they mentally ill?", "mentally ill", "mental health condition (NHS"),
        ("Do normal people come?", "normal people", "most people"),
        ("Are hard-to-reach groups asked?", "hard-to-reach", "whom we don't reach yet"),
        ("Are the homeless asked?", "the homeless", "people who have no home"),
        ("Do illegal immigrants come?", "illegal immigrants", "without leave to stay"),
        ("Does an epileptic come?", "an epileptic", "people with epilepsy"),
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
        "Are the disabled people who come asked?",
        "Are the deaf community asked?",
        "Does it open at the normal time?",
        "Is the car park illegal?",
        "Is the old hall kept open?",
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
    changed["mitigations"][0]["action"] = label
    changed["strategies"][0]["elements"][0] |= {"plain": label, "wordings": [{"source": "made-up", "text": label}]}
    changed["sections"][1]["intro"] = label

    found = [(kind, key) for kind, _, key, _, _ in plain_words(Questionnaire.model_validate(changed))]

    assert found == [
        ("section", ("intro",)),
        ("question", ("text",)),
        ("question", ("help",)),
        ("question", ("why",)),
        ("rule", ("because",)),
        ("factor", ("plain",)),
        ("group", ("plain",)),
        ("mitigation", ("action",)),
        ("element", ("plain",)),  # Not its wordings: they are quoted.
    ]


def test_options_are_read_too() -> None:
    content = questionnaire(question("q", "one", options=["a", "b"]) | {"options": OPTIONS})

    found = [key for _, _, key, _, _ in plain_words(content)]

    assert found == [("options", 0, "label"), ("options", 1, "help")]


OPTIONS = [{"id": "a", "label": "Only the frail"}, {"id": "b", "label": "All", "help": "Also the elderly."}]
