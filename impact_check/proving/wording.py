"""Read the texts as their readers will: too long, or words that label people instead of saying what they need."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from impact_check.loading.strict_yaml import Loc
from impact_check.model.questionnaire import Question, Questionnaire

LONGEST = 25
"""Words in one question. GOV.UK's limit for a sentence."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words that label people, what to write instead, and who says so."""

    words: re.Pattern[str]
    instead: str
    source: str


_GOV_UK = "GOV.UK, Words to use and avoid when writing about disability"
_NHS = "NHS digital service manual, Inclusive content"
_NHS_DIGITAL = "NHS Digital, Writing about disability and difference"
_SOMERSET = "Somerset Council, How we refer to the people who use our services"
_NEW_FOREST = "New Forest District Council, Inclusivity guide"
_OURS = "our own convention"

_PEOPLE = "(?:people|persons?|adults?|residents?|users?|groups?|communit(?:y|ies)|famil(?:y|ies)|children|men|women)"
_LABELS = tuple(
    Label(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), instead, source)
    for words, instead, source in (
        (
            "the (?:disabled|handicapped)(?! (?:people|person|child|adult|resident|user|access))",
            "disabled people",
            _GOV_UK,
        ),
        ("the (?:blind|deaf)(?! (?:people|person|community))", "blind people, deaf people", _GOV_UK),
        ("wheelchair[- ]bound|confined to a wheelchair|bed ?bound", "people who use a wheelchair", _GOV_UK),
        (
            "suffer(?:s|ed|ing)? from|suffer(?:s|ed|ing)? (?:loneliness|isolation)",
            "feel lonely, have a disability",
            _GOV_UK,
        ),
        (
            "afflicted (?:by|with)|victims? of (?:loneliness|isolation|dementia|ill health|a stroke)",
            "people who have ...",
            _GOV_UK,
        ),
        ("mentally (?:handicapped|defective)|retarded|subnormal", "people with a learning disability", _GOV_UK),
        ("cripples?|crippled|invalids|spastics?", "disabled people", _GOV_UK),
        ("able[- ]bodied", "people who are not disabled", _GOV_UK),
        ("mental patients?|insane|the mad", "people with a mental health condition", _GOV_UK),
        ("deaf and dumb|deaf mutes?", "deaf people, people who use British Sign Language", _GOV_UK),
        ("an? (?:epileptic|diabetic|depressive)|epileptics|diabetics|depressives", "people with epilepsy ...", _GOV_UK),
        ("dwarf|dwarves|midgets?", "people with restricted growth", _GOV_UK),
        ("mentally ill", "people with a mental health condition", _NHS),
        (f"normal {_PEOPLE}|normal li(?:fe|ves)", "most people, or say what they can do", _NHS_DIGITAL),
        ("the (?:elderly|aged)|pensioners|geriatrics?|senile", "older people", _NEW_FOREST),
        (
            f"the vulnerable|vulnerable (?:older |young )?{_PEOPLE}",
            "people who may need help; say with what",
            _SOMERSET,
        ),
        (
            "the (?:lonely|isolated)|(?:lonely|isolated) people",
            "people who feel lonely, people who see few others",
            _OURS,
        ),
        ("the (?:homeless|poor|needy|jobless|unemployed)", "people who have no home, people on low incomes", _OURS),
        ("hard[- ]to[- ]reach|seldom[- ]heard", "people whom we don't reach yet", _OURS),
        (f"illegal (?:im)?migrants?|illegals|illegal {_PEOPLE}", "people without leave to stay", _OURS),
        ("frail|bed ?blockers?", "say what people need", _OURS),
        ("addicts?|alcoholics?|junkies", "people who depend on alcohol or drugs", _OURS),
        ("problem famil(?:y|ies)|scroungers?|down[- ]and[- ]outs?", "say what has happened to them", _OURS),
    )
)
"""What lint tells. A pattern is narrow where a word also has a harmless use."""


def plain_words(content: Questionnaire) -> Iterator[tuple[str, str, Loc, str, str]]:
    """Yield (kind, id, key, code, message) for texts that people would stumble over."""
    for question in content.questions:
        words = len(question.text.split())
        if words > LONGEST:
            message = f"the question has {words} words; {LONGEST} at most, or split it"
            yield "question", question.id, ("text",), "long-question", message
    for kind, id_, key, text in _texts(content):
        for label in _LABELS:
            found = label.words.search(text)
            if found:
                message = f"“{found.group()}” labels people; write: {label.instead} ({label.source})"
                yield kind, id_, key, "labels-people", message


def _texts(content: Questionnaire) -> Iterator[tuple[str, str, Loc, str]]:
    """Yield every text of our own that somebody reads, but for titles and quotations."""
    for section in content.sections:
        yield "section", section.id, ("intro",), section.intro or ""
    for question in content.questions:
        yield from (("question", question.id, key, text) for key, text in _texts_of(question))
    for kind, entries, keys in (
        ("rule", content.rules, ("because",)),
        ("floor", content.floors, ("because",)),
        ("check", content.checks, ("because", "fix")),
        ("factor", content.factors, ("plain",)),
        ("group", content.groups, ("title", "plain")),
        ("mitigation", content.mitigations, ("action", "verify_by")),
        ("element", [element for strategy in content.strategies for element in strategy.elements], ("plain",)),
    ):
        for entry in entries:
            for key in keys:
                yield kind, entry.id, (key,), getattr(entry, key)


def _texts_of(question: Question) -> Iterator[tuple[Loc, str]]:
    for key in ("text", "help", "why"):
        yield (key,), getattr(question, key) or ""
    for place, option in enumerate(question.options):
        yield ("options", place, "label"), option.label
        yield ("options", place, "help"), option.help or ""
