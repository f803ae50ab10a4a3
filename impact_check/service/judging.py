"""A request about one decision -> its questionnaire, its assessment, the day, and notes; or every fault in it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from impact_check import api
from impact_check.api.given import fill_answers, in_this_format, is_newer
from impact_check.interview import Misfit
from impact_check.language import speaking
from impact_check.model.answers_file import AnswersFile
from impact_check.model.assessment import SCHEMA_VERSION, Assessment
from impact_check.rules import Ruleset
from impact_check.service.asked import Asked
from impact_check.service.packs import Packs
from impact_check.service.problems import FaultTold, Problem, pointer
from impact_check.service.settings import Limits
from impact_check.service.told import NoteTold

DayFrom = Literal["request", "answers", "server"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a request is about."""

    ruleset: Ruleset
    assessment: Assessment
    on: date
    on_from: DayFrom
    notes: tuple[NoteTold, ...] = ()


def judged(packs: Packs, limits: Limits, asked: Asked, now: datetime) -> Judged:
    """Read the decision in a request. Raises Problem with every fault."""
    given = asked.answers if hasattr(asked, "answers") else None
    if isinstance(given, AnswersFile):
        return _of_answers(packs, limits, asked, given, now)
    file = asked.assessment if hasattr(asked, "assessment") else None
    assert file is not None  # noqa: S101  # Each kind of request has one of the two.
    return _of_assessment(packs, limits, asked, file, now)


def misfits_told(misfits: tuple[Misfit, ...], *before: str | int) -> tuple[FaultTold, ...]:
    """Return answers that don't fit as faults. before: the way to the answers in the body."""
    return tuple(
        FaultTold(path=pointer((*before, *misfit.way)), code="answer", detail=misfit.message) for misfit in misfits
    )


def refuse(faults: tuple[FaultTold, ...]) -> None:
    """Raise Problem if there are faults in the content of a body."""
    if faults:
        count = f"{len(faults)} faults. The first: " if len(faults) > 1 else ""
        raise Problem("does-not-fit", f"{count}{faults[0].detail}", faults)


def _of_answers(packs: Packs, limits: Limits, asked: Asked, answers: AnswersFile, now: datetime) -> Judged:
    refuse(too_many_answers(answers, limits))
    is_named_outside = asked.questionnaire is not None
    path = "/questionnaire" if is_named_outside else "/answers/questionnaire"
    ruleset = packs.load(asked.questionnaire or answers.questionnaire, asked.language or "en", path=path)
    with speaking(ruleset.questionnaire.language):
        assessment, misfits = fill_answers(ruleset, answers, at=now)
    refuse(misfits_told(misfits, "answers"))
    day, day_from = _day(asked.on, answers.on, now)
    return Judged(ruleset, assessment, day, day_from)


def _of_assessment(packs: Packs, limits: Limits, asked: Asked, file: Assessment, now: datetime) -> Judged:
    if is_newer(file):
        detail = (
            f"This assessment has format {file.schema_version}; this server knows formats up to {SCHEMA_VERSION}. "
            "Update impact-check on the server."
        )
        fault = FaultTold(path="/assessment/schema_version", code="newer-format", detail=detail)
        raise Problem("newer-format", detail, (fault,))
    refuse(too_many_in(file, limits))
    path = "/questionnaire" if asked.questionnaire is not None else "/assessment/pinned/questionnaire"
    language = asked.language or file.language
    ruleset = packs.load(asked.questionnaire or file.pinned.questionnaire, language, path=path)
    day, day_from = _day(asked.on, None, now)
    return Judged(ruleset, in_this_format(file), day, day_from, _notes(ruleset, file))


def _day(asked: date | None, answers: date | None, now: datetime) -> tuple[date, DayFrom]:
    if asked is not None:
        return asked, "request"
    return (answers, "answers") if answers is not None else (now.date(), "server")


def _notes(ruleset: Ruleset, file: Assessment) -> tuple[NoteTold, ...]:
    notes = []
    if file.schema_version < SCHEMA_VERSION:
        told = f"The assessment has format {file.schema_version}. It was read as format {SCHEMA_VERSION}."
        notes.append(NoteTold(code="older-format", detail=told))
    elif (place := api.history_broken_at(file.history)) is not None:
        told = f"The history was changed outside the program, from entry {place} on (counted from 0)."
        notes.append(NoteTold(code="history-broken", detail=told))
    if file.pinned.sha256 != ruleset.sha256:
        told = (
            f"The answers were given to another questionnaire ({file.pinned.version}, {file.pinned.sha256[:12]}) than "
            f"the one they were judged under ({ruleset.pinned.version}, {ruleset.sha256[:12]})."
        )
        notes.append(NoteTold(code="other-questionnaire", detail=told))
    return tuple(notes)


def too_many_answers(answers: AnswersFile, limits: Limits) -> tuple[FaultTold, ...]:
    """Tell which lists among answers are too long."""
    sizes: list[tuple[tuple[str | int, ...], int, int]] = [
        (("answers", "given"), len(answers.given), limits.questions),
        (("answers", "evidence"), len(answers.evidence), limits.mitigations),
        (("answers", "mitigations"), len(answers.mitigations), limits.mitigations),
        (("answers", "alternatives"), len(answers.alternatives), limits.alternatives),
    ]
    for place, each in enumerate(answers.alternatives):
        way = ("answers", "alternatives", place)
        sizes.append(((*way, "given"), len(each.given), limits.questions))
        sizes.append(((*way, "evidence"), len(each.evidence), limits.mitigations))
        sizes.append(((*way, "mitigations"), len(each.mitigations), limits.mitigations))
    return _over(sizes)


def too_many_in(file: Assessment, limits: Limits) -> tuple[FaultTold, ...]:
    """Tell which lists in an assessment are too long."""
    sizes: list[tuple[tuple[str | int, ...], int, int]] = [
        (("assessment", "answers"), len(file.answers), limits.questions),
        (("assessment", "suggested"), len(file.suggested), limits.questions),
        (("assessment", "evidence"), len(file.evidence), limits.mitigations),
        (("assessment", "mitigations"), len(file.mitigations), limits.mitigations),
        (("assessment", "reviews"), len(file.reviews), limits.questions),
        (("assessment", "history"), len(file.history), limits.history),
        (("assessment", "alternatives"), len(file.alternatives), limits.alternatives),
    ]
    for place, each in enumerate(file.alternatives):
        way = ("assessment", "alternatives", place)
        sizes.append(((*way, "answers"), len(each.answers), limits.questions))
        sizes.append(((*way, "mitigations"), len(each.mitigations), limits.mitigations))
    return _over(sizes)


def _over(sizes: list[tuple[tuple[str | int, ...], int, int]]) -> tuple[FaultTold, ...]:
    return tuple(
        FaultTold(path=pointer(way), code="too-many", detail=f"There are {count} here. The limit is {limit}.")
        for way, count, limit in sizes
        if count > limit
    )
