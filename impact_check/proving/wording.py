"""Read the questions as their readers will: too long, or words that label people."""

import re
from collections.abc import Iterator

from impact_check.model.questionnaire import Questionnaire

LONGEST = 25
"""Words in one question. GOV.UK's limit for a sentence."""

_LABELS = (
    (
        re.compile(r"\bthe (lonely|elderly|disabled|vulnerable|homeless|isolated|poor)\b", re.IGNORECASE),
        "people who ...",
    ),
    (re.compile(r"\b(frail|senile|wheelchair[- ]bound|bed ?blockers?)\b", re.IGNORECASE), "say what people need"),
    (re.compile(r"\bsuffer(s|ing)? from (loneliness|a disability)\b", re.IGNORECASE), "feel lonely, have a disability"),
    (re.compile(r"\b(lonely|isolated|vulnerable) people\b", re.IGNORECASE), "people who feel lonely"),
)


def plain_words(content: Questionnaire) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (kind, id, key, code, message) for texts that people would stumble over."""
    for question in content.questions:
        words = len(question.text.split())
        if words > LONGEST:
            message = f"the question has {words} words; {LONGEST} at most, or split it"
            yield "question", question.id, "text", "long-question", message
    for kind, id_, key, text in _texts(content):
        for pattern, instead in _LABELS:
            found = pattern.search(text)
            if found:
                yield kind, id_, key, "labels-people", f"“{found.group()}” labels people; write: {instead}"


def _texts(content: Questionnaire) -> Iterator[tuple[str, str, str, str]]:
    for question in content.questions:
        for key in ("text", "help", "why"):
            yield "question", question.id, key, getattr(question, key) or ""
    for rule in content.rules:
        yield "rule", rule.id, "because", rule.because
    for floor in content.floors:
        yield "floor", floor.id, "because", floor.because
    for check in content.checks:
        yield "check", check.id, "because", check.because
        yield "check", check.id, "fix", check.fix
    for factor in content.factors:
        yield "factor", factor.id, "plain", factor.plain
    for group in content.groups:
        yield "group", group.id, "plain", group.plain
