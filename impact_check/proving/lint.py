"""A pack, read as its authors and readers will read it -> faults of structure, sources and wording."""

from collections.abc import Iterator
from pathlib import Path

from impact_check.errors import ContentError, Fault
from impact_check.language import is_english
from impact_check.loading.find import find_pack
from impact_check.loading.pack import ReadPack, read_pack
from impact_check.loading.validate import untranslated_texts
from impact_check.proving.options import alike_options
from impact_check.proving.proofs import Linted, found
from impact_check.proving.reading import OLDEST_MEDIAN, OLDEST_QUESTION, ReadingAge, age_of_question, median_age
from impact_check.proving.wording import plain_words
from impact_check.rules import Ruleset

_HARDEST = 3


def lint(pack: str | Path) -> Linted:
    """Return every fault of form, references and wording of a pack and what it extends.

    A pack that can't be loaded is told its loading faults only.
    """
    try:
        read = read_pack(find_pack(pack))
    except ContentError as error:
        return Linted(str(pack), error.faults)
    if read.ruleset is None or read.faults:
        return Linted(str(pack), read.faults)
    ruleset = read.ruleset
    ages = {question.id: age_of_question(question) for question in ruleset.questions.values()}
    median = median_age(tuple(ages.values()))
    faults = [
        *_twins(read, ruleset),
        *_options(read, ruleset),
        *_wording(read, ruleset),
        *_hard_questions(read, ages),
        *_hard_pack(read, ruleset, ages, median),
        *_not_translated(read, ruleset),
    ]
    return Linted(ruleset.questionnaire.id, tuple(sorted(set(faults))), len(ages), median)


def _twins(read: ReadPack, ruleset: Ruleset) -> Iterator[Fault]:
    """Tell rules that say the same as another."""
    seen: dict[object, str] = {}
    for rule in ruleset.questionnaire.rules:
        key = (ruleset.rules[rule.id].node, rule.factors, rule.raises)
        if key in seen:
            message = f"rule '{rule.id}' has the same condition and raises the same as '{seen[key]}'"
            yield found(read.registry, ("rule", rule.id), ("when",), "same-rule", message, severity="warning")
        seen.setdefault(key, rule.id)


def _options(read: ReadPack, ruleset: Ruleset) -> Iterator[Fault]:
    for question, key, code, message in alike_options(ruleset):
        yield found(read.registry, ("question", question), key, code, message, severity="warning")


def _wording(read: ReadPack, ruleset: Ruleset) -> Iterator[Fault]:
    for kind, id_, key, code, message in plain_words(ruleset.questionnaire):
        yield found(read.registry, (kind, id_), key, code, message, severity="warning")


def _hard_questions(read: ReadPack, ages: dict[str, ReadingAge]) -> Iterator[Fault]:
    for question, age in ages.items():
        if min(age.flesch_kincaid, age.coleman_liau) > OLDEST_QUESTION:
            message = f"question '{question}' with its help and reason is for readers of {_years(age)}"
            message += f"; {OLDEST_QUESTION} at most by one of them"
            yield found(read.registry, ("question", question), ("text",), "hard-to-read", message, severity="warning")


def _hard_pack(read: ReadPack, ruleset: Ruleset, ages: dict[str, ReadingAge], median: ReadingAge) -> Iterator[Fault]:
    if max(median.flesch_kincaid, median.coleman_liau) <= OLDEST_MEDIAN:
        return
    hardest = sorted(ages, key=lambda id_: -max(ages[id_].flesch_kincaid, ages[id_].coleman_liau))[:_HARDEST]
    message = f"half of the questions are for readers of {_years(median)} or more"
    message += f"; {OLDEST_MEDIAN} at most by both; the hardest: {', '.join(hardest)}"
    yield found(read.registry, ("pack", ruleset.questionnaire.id), ("title",), "hard-pack", message)


def _not_translated(read: ReadPack, ruleset: Ruleset) -> Iterator[Fault]:
    """Tell each text that lacks a language which the pack says it is written in."""
    for language in ruleset.questionnaire.languages:
        if is_english(language):
            continue
        for path, model in read.models.items():
            document = read.registry.documents[path]
            for place in untranslated_texts(document, model, language):
                message = f"there is no '{language}' of this text; readers of '{language}' get it in English"
                yield document.fault(place, "not-translated", message, severity="warning")


def _years(age: ReadingAge) -> str:
    return f"{age.flesch_kincaid:.1f} years (Flesch-Kincaid) and {age.coleman_liau:.1f} (Coleman-Liau)"
