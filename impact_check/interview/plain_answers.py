"""Plain answers, as JSON holds them -> what each counts as under its question; what doesn't fit is told by question.

The same as filling an assessment with them and reading that (`fill`, engine.route.read), without making one: the usual
answers are looked up. Tests hold that both agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple, cast

from pydantic import JsonValue

from impact_check.engine.routing import DONT_KNOW as DOES_NOT_KNOW
from impact_check.engine.routing import (
    NO_EVIDENCE,
    NOT_APPLICABLE,
    UNANSWERED,
    Reading,
    is_to_be_shown,
    read,
)
from impact_check.errors import AnswerError
from impact_check.interview.filling import DONT_KNOW, read_given
from impact_check.interview.filling import UNANSWERED as LEFT_OPEN
from impact_check.interview.recording import fitting, new_assessment
from impact_check.language import tr
from impact_check.model.assessment import Known, Value
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import Ruleset
from impact_check.rules.mistakes import did_you_mean

_LONGEST = 500
"""Characters. A printable text of no more can't be too large or hold what would be taken out."""

_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
"""When a plain answer was given isn't known, and makes no difference."""

Grades = Mapping[str, str]
"""Of the evidence on file, by its id."""

_NOTHING: Grades = {}


@dataclass(frozen=True, slots=True)
class PlainMisfit:
    """An answer that doesn't fit, and what to do."""

    question: str
    code: str
    """`unknown-question` or `answer`."""
    message: str


class PlainRead(NamedTuple):
    """What plain answers count as."""

    readings: list[Reading]
    """Of each question, in order."""
    answered: list[int]
    """The places of the questions that were not left open, in the order given."""
    misfits: tuple[PlainMisfit, ...]
    """As given."""


class PlainAnswers:
    """Reads plain answers to one questionnaire. Nothing in it changes, so threads may share it."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self._blank = new_assessment(ruleset, id="screened", by="", at=_BEGINNING)
        self._readers = {id_: _Reader(ruleset, question) for id_, question in ruleset.questions.items()}

    def read(self, given: Mapping[str, JsonValue], grades: Grades = _NOTHING) -> PlainRead:
        """Return what each question's answer counts as, and every answer that doesn't fit.

        given: by question id. grades: of the evidence on file, by its id.
        """
        readers = self._readers
        readings = [UNANSWERED] * len(readers)
        answered: list[int] = []
        misfits: list[PlainMisfit] = []
        for name, raw in given.items():
            reader = readers.get(name)
            if reader is None:
                misfits.append(self._stranger(name))
                continue
            if isinstance(raw, dict):
                reading = reader.explained(raw, grades)
            else:
                reading = reader.plain.get(raw) if isinstance(raw, str) else None
                if reading is None:
                    reading = reader.bare(raw)
            if reading is None:
                try:
                    reading = self._read(reader, raw, grades)
                except AnswerError as error:
                    misfits.append(PlainMisfit(name, "answer", str(error)))
                    continue
            readings[reader.place] = reading
            if reading is not UNANSWERED or raw != LEFT_OPEN:
                answered.append(reader.place)
        return PlainRead(readings, answered, tuple(misfits))

    def _stranger(self, name: str) -> PlainMisfit:
        message = tr("there is no question '{name}'", name=name) + did_you_mean(name, self.ruleset.questions)
        return PlainMisfit(name, "unknown-question", message)

    def _read(self, reader: "_Reader", raw: JsonValue, grades: Grades) -> Reading:
        if raw == LEFT_OPEN:
            return UNANSWERED
        answer = read_given(self.ruleset, reader.id, raw, grades, "", _BEGINNING)
        if not isinstance(answer, Known):
            return read(self.ruleset, reader.question, fitting(self.ruleset, self._blank, reader.id, answer), grades)
        fitted = fitting(self.ruleset, self._blank, reader.id, answer.model_copy(update={"evidence": ()}))
        return read(self.ruleset, reader.question, fitted.model_copy(update={"evidence": answer.evidence}), grades)


_DONT_KNOW_KEYS = frozenset({DONT_KNOW, "who", "by_when", "note"})
_NOT_APPLICABLE_KEYS = frozenset({"not_applicable", "note"})


class _Reader:
    """Reads the usual answers to one question. None: an answer has to be looked at more closely."""

    __slots__ = ("id", "offered", "options", "other", "place", "plain", "question", "reassuring", "weakest")

    def __init__(self, ruleset: Ruleset, question: Question) -> None:
        self.id, self.question = question.id, question
        self.place = ruleset.tables.place[question.id]
        self.offered = ruleset.tables.offered[question.id]
        self.weakest = _NO_GRADE if question.evidence is None else question.evidence.min_grade
        self.reassuring = frozenset(each for each in self.offered if is_to_be_shown(question, (each,)))
        self.plain: dict[str, Reading] = {DONT_KNOW: DOES_NOT_KNOW, LEFT_OPEN: UNANSWERED}
        self.options: dict[str, _Pair] = {}
        if question.type in ("yes_no", "one"):
            self.options = {option: self.pair_of(option, ("value", option, False)) for option in self.offered}
            self.plain |= {option: bare for option, (_, bare) in self.options.items()}
        kinds = {"many": self.listed, "number": self.number, "text": self.text, "role": self.text, "date": self.date}
        self.other = kinds.get(question.type, _nothing)

    def bare(self, raw: JsonValue) -> Reading | None:
        """Return what a value that isn't in `plain` counts as by itself."""
        found = self.other(raw)
        return found and found[1]

    def explained(self, raw: dict[str, JsonValue], grades: Grades) -> Reading | None:
        """Return what an answer with evidence or a note counts as."""
        keys = len(raw)
        if "note" in raw:
            if not _is_plain(raw["note"]):
                return None
            keys -= 1
        if "value" in raw:
            value = raw["value"]
            found = self.options.get(value) if isinstance(value, str) else None
            if found is None:
                found = self.other(value)
            if found is None or keys == 1:
                return found and found[1]
            return self.shown(found, raw["evidence"], grades) if keys == 2 and "evidence" in raw else None
        if raw.get(DONT_KNOW) is True:
            is_usual = _is_plain(raw.get("who", "")) and _is_day(raw.get("by_when", ""))
            return DOES_NOT_KNOW if is_usual and raw.keys() <= _DONT_KNOW_KEYS else None
        if raw.keys() <= _NOT_APPLICABLE_KEYS and self.question.allow_not_applicable:
            reason = raw.get("not_applicable")
            return NOT_APPLICABLE if isinstance(reason, str) and _is_plain(reason) and reason.strip() else None
        return None

    def shown(self, found: "_Pair", evidence: JsonValue, grades: Grades) -> Reading | None:
        """Return what a value counts as with evidence."""
        if not isinstance(evidence, list):
            return None
        best = _NO_GRADE
        for id_ in evidence:
            grade = grades.get(id_) if isinstance(id_, str) else None
            if grade is None:
                return None
            if grade < best:  # Calling min takes longer.
                best = grade
        sure, bare = found
        return sure if bare is sure or best <= self.weakest else bare

    # Values: what each counts as. The options of `one` and `yes_no` are left aside.

    def listed(self, raw: JsonValue) -> "_Pair | None":
        try:
            chosen = frozenset(raw) if isinstance(raw, list) else _NO_OPTIONS
        except TypeError:
            return None
        if not chosen or not chosen <= self.offered:
            return None
        options = cast("frozenset[str]", chosen)
        is_none = NONE_OF_THESE in options
        if is_none and len(options) > 1:
            return None
        sure: Reading = _NONE_CHOSEN if is_none else ("value", options, False)
        return sure, NO_EVIDENCE if options <= self.reassuring else sure

    def number(self, raw: JsonValue) -> "_Pair | None":
        if type(raw) is int and self.question.minimum <= raw <= self.question.maximum:
            return self.pair_of(raw, ("value", raw, False))
        return None

    def text(self, raw: JsonValue) -> "_Pair | None":
        if not isinstance(raw, str) or raw in self.plain or not _is_plain(raw) or not raw.strip():
            return None
        return self.pair_of(raw, ("value", raw, False))

    def date(self, raw: JsonValue) -> "_Pair | None":
        if isinstance(raw, str) and (day := day_of(raw)):
            return self.pair_of(raw, ("value", day, False))
        return None

    def pair_of(self, value: Value, sure: Reading) -> "_Pair":
        is_enough = self.question.evidence is None or not is_to_be_shown(self.question, value)
        return sure, sure if is_enough else NO_EVIDENCE


_Pair = tuple[Reading, Reading]
"""What a value counts as with evidence that is good enough, and without any."""

_NO_OPTIONS: frozenset[str] = frozenset()
_NONE_CHOSEN: Reading = ("value", _NO_OPTIONS, False)
_NO_GRADE = "~"
"""Weaker than any: grades are A to D, in this order."""


def _nothing(_: JsonValue) -> None:
    """Read an answer that is none of the options of its question."""


def _is_plain(text: JsonValue) -> bool:
    """Tell whether a text holds nothing that would be taken out or refused."""
    return isinstance(text, str) and len(text) <= _LONGEST and text.isprintable()


def day_of(text: str) -> date | None:
    """Return the day, if it is written like 2026-09-01."""
    if len(text) != 10 or not text[4] == text[7] == "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_day(text: JsonValue) -> bool:
    return isinstance(text, str) and (not text or day_of(text) is not None)
