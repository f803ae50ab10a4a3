"""Plain answers, as JSON holds them -> what each counts as under its question; what doesn't fit is told by question.

The same as filling an assessment with them and reading that (`fill`, engine.route.read), without making one: the usual
answers are looked up. Tests hold that both agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pydantic import JsonValue

from impact_check.engine.routing import DONT_KNOW as DOES_NOT_KNOW
from impact_check.engine.routing import (
    NO_EVIDENCE,
    NOT_APPLICABLE,
    UNANSWERED,
    Reading,
    is_to_be_shown,
    read,
    shows,
)
from impact_check.errors import AnswerError
from impact_check.interview.filling import DONT_KNOW, read_given
from impact_check.interview.filling import UNANSWERED as LEFT_OPEN
from impact_check.interview.recording import fitting, new_assessment
from impact_check.language import tr
from impact_check.model.assessment import Known
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


class PlainAnswers:
    """Reads plain answers to one questionnaire. Nothing in it changes, so threads may share it."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self._blank = new_assessment(ruleset, id="screened", by="", at=_BEGINNING)
        self._readers = {id_: _Reader(ruleset, question) for id_, question in ruleset.questions.items()}

    def read(
        self, given: Mapping[str, JsonValue], grades: Grades = _NOTHING
    ) -> tuple[list[Reading], tuple[PlainMisfit, ...]]:
        """Return what each question's answer counts as, in question order, and every answer that doesn't fit, as given.

        given: by question id. grades: of the evidence on file, by its id.
        """
        readings = [UNANSWERED] * len(self._readers)
        misfits: list[PlainMisfit] = []
        for name, raw in given.items():
            reader = self._readers.get(name)
            if reader is None:
                misfits.append(self._stranger(name))
                continue
            reading = (reader.plain.get(raw) if type(raw) is str else None) or reader.usual(raw, grades)
            if reading is None:
                try:
                    reading = self._read(reader, raw, grades)
                except AnswerError as error:
                    misfits.append(PlainMisfit(name, "answer", str(error)))
                    continue
            readings[reader.place] = reading
        return readings, tuple(misfits)

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


_VALUE_KEYS = frozenset({"value", "evidence", "note"})
_DONT_KNOW_KEYS = frozenset({DONT_KNOW, "who", "by_when", "note"})
_NOT_APPLICABLE_KEYS = frozenset({"not_applicable", "note"})


class _Reader:
    """Reads the usual answers to one question. None: an answer has to be looked at more closely."""

    def __init__(self, ruleset: Ruleset, question: Question) -> None:
        self.id, self.question, self.type = question.id, question, question.type
        self.place = ruleset.tables.place[question.id]
        self.offered = ruleset.tables.offered[question.id]
        self.sure: dict[str, Reading] = {}
        self.plain: dict[str, Reading] = {DONT_KNOW: DOES_NOT_KNOW, LEFT_OPEN: UNANSWERED}
        if question.type in ("yes_no", "one"):
            self.sure = {option: ("value", option, False) for option in self.offered}
            self.plain |= {option: self.without_evidence(option, sure) for option, sure in self.sure.items()}

    def usual(self, raw: JsonValue, grades: Grades) -> Reading | None:
        """Return what an answer counts as."""
        if isinstance(raw, dict):
            return self.explained(raw, grades)
        if isinstance(raw, str) and raw in self.plain:
            return self.plain[raw]
        sure = self.value(raw)
        return sure and self.without_evidence(raw, sure)

    def without_evidence(self, raw: JsonValue, sure: Reading) -> Reading:
        """Return what a value counts as without evidence."""
        if self.question.evidence is None:
            return sure
        value = tuple(map(str, raw)) if isinstance(raw, list) else raw
        return NO_EVIDENCE if is_to_be_shown(self.question, value) else sure  # type: ignore[arg-type]

    def explained(self, raw: dict[str, JsonValue], grades: Grades) -> Reading | None:
        """Return what an answer with evidence or a note counts as."""
        keys = raw.keys()
        if "note" in keys and not _is_plain(raw["note"]):
            return None
        if "value" in keys and keys <= _VALUE_KEYS:
            return self.with_evidence(raw["value"], raw.get("evidence", ()), grades)
        if raw.get(DONT_KNOW) is True:
            is_usual = keys <= _DONT_KNOW_KEYS and _is_plain(raw.get("who", "")) and _is_day(raw.get("by_when", ""))
            return DOES_NOT_KNOW if is_usual else None
        if keys <= _NOT_APPLICABLE_KEYS and self.question.allow_not_applicable:
            reason = raw.get("not_applicable")
            return NOT_APPLICABLE if isinstance(reason, str) and _is_plain(reason) and reason.strip() else None
        return None

    def with_evidence(self, value: JsonValue, evidence: JsonValue | tuple[()], grades: Grades) -> Reading | None:
        sure = self.sure.get(value) if isinstance(value, str) else None
        bare = self.plain[value] if sure is not None and isinstance(value, str) else None
        if sure is None:
            sure = self.value(value)
            bare = sure and self.without_evidence(value, sure)
        if sure is None or not isinstance(evidence, list | tuple):
            return None
        ids = [id_ for id_ in evidence if isinstance(id_, str) and id_ in grades]
        if len(ids) < len(evidence):
            return None
        return sure if bare is sure or shows(self.question, ids, grades) else bare

    def value(self, raw: JsonValue) -> Reading | None:
        """Return what a value counts as if evidence isn't asked for; the options of `one` and `yes_no` left aside."""
        match self.type:
            case "many" if isinstance(raw, list):
                return self.listed(raw)
            case "number" if type(raw) is int:
                return ("value", raw, False) if self.question.minimum <= raw <= self.question.maximum else None
            case "text" | "role" if isinstance(raw, str) and raw not in self.plain:
                return ("value", raw, False) if _is_plain(raw) and raw.strip() else None
            case "date" if isinstance(raw, str) and (day := _day(raw)):
                return "value", day, False
        return None

    def listed(self, raw: list[JsonValue]) -> Reading | None:
        try:
            chosen = frozenset(raw)
        except TypeError:
            return None
        if not chosen or not chosen <= self.offered:
            return None
        if NONE_OF_THESE in chosen:
            return ("value", frozenset(), False) if len(chosen) == 1 else None
        return "value", frozenset(map(str, chosen)), False


def _is_plain(text: JsonValue) -> bool:
    """Tell whether a text holds nothing that would be taken out or refused."""
    return isinstance(text, str) and len(text) <= _LONGEST and text.isprintable()


def _day(text: str) -> date | None:
    """Return the day, if it is written like 2026-09-01."""
    if len(text) != 10 or not text[4] == text[7] == "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_day(text: JsonValue) -> bool:
    return isinstance(text, str) and (not text or _day(text) is not None)
