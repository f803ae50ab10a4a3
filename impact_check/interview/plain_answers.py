"""Plain answers, as JSON holds them -> what each counts as under its question; what doesn't fit is told by question.

The same as filling an assessment with them and reading that (`fill`, engine.route.read), without making one: the usual
answers are looked up. Tests hold that both agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pydantic import JsonValue

from impact_check.engine.route import NO_EVIDENCE, UNANSWERED, Reading, lacks_evidence, read
from impact_check.errors import AnswerError
from impact_check.interview.fill import DONT_KNOW, read_given
from impact_check.interview.fill import UNANSWERED as LEFT_OPEN
from impact_check.interview.record import fitting, new_assessment
from impact_check.language import tr
from impact_check.model.assessment import Known
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import UNKNOWN, Ruleset
from impact_check.rules.mistakes import did_you_mean

_LONGEST = 500
"""Characters. A printable text of no more can't be too large or hold what would be taken out."""

_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
"""When a plain answer was given isn't known, and makes no difference."""

_NOTHING: Mapping[str, str] = {}


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
        self._questions = tuple(_Reader(ruleset, question) for question in ruleset.questions.values())

    def read(
        self, given: Mapping[str, JsonValue], grades: Mapping[str, str] = _NOTHING
    ) -> tuple[list[Reading], tuple[PlainMisfit, ...]]:
        """Return what each question's answer counts as, in question order, and every answer that doesn't fit.

        given: by question id. grades: of the evidence on file, by its id.
        """
        readings: list[Reading] = []
        misfits = [] if given.keys() <= self.ruleset.questions.keys() else self._strangers(given)
        for reader in self._questions:
            if reader.id not in given:
                readings.append(UNANSWERED)
                continue
            raw = given[reader.id]
            reading = reader.usual(raw, grades)
            if reading is None:
                try:
                    reading = self._read(reader, raw, grades)
                except AnswerError as error:
                    misfits.append(PlainMisfit(reader.id, "answer", str(error)))
                    reading = UNANSWERED
            readings.append(reading)
        return readings, tuple(misfits)

    def _strangers(self, given: Mapping[str, JsonValue]) -> list[PlainMisfit]:
        known = self.ruleset.questions
        return [
            PlainMisfit(
                name, "unknown-question", tr("there is no question '{name}'", name=name) + did_you_mean(name, known)
            )
            for name in given
            if name not in known
        ]

    def _read(self, reader: "_Reader", raw: JsonValue, grades: Mapping[str, str]) -> Reading:
        if raw == LEFT_OPEN:
            return UNANSWERED
        answer = read_given(self.ruleset, reader.id, raw, grades, "", _BEGINNING)
        if not isinstance(answer, Known):
            return read(self.ruleset, reader.question, fitting(self.ruleset, self._blank, reader.id, answer), grades)
        fitted = fitting(self.ruleset, self._blank, reader.id, answer.model_copy(update={"evidence": ()}))
        return read(self.ruleset, reader.question, fitted.model_copy(update={"evidence": answer.evidence}), grades)


_VALUE_KEYS = frozenset({"value", "evidence", "note"})


class _Reader:
    """Reads the usual answers to one question."""

    def __init__(self, ruleset: Ruleset, question: Question) -> None:
        self.id, self.question = question.id, question
        self.demand = question.evidence
        self.offered = ruleset.tables.offered[question.id]
        self.sure: dict[str, Reading] = {}
        self.plain: dict[str, Reading] = {}
        if question.type in ("yes_no", "one"):
            self.sure = {option: ("value", option, False) for option in self.offered}
            self.plain = {option: self._bare(option, reading) for option, reading in self.sure.items()}
        self.plain[DONT_KNOW] = ("dont_know", UNKNOWN, False)
        self.plain[LEFT_OPEN] = UNANSWERED

    def _bare(self, value: str | int | tuple[str, ...], reading: Reading) -> Reading:
        """Return what a value counts as without evidence."""
        if self.demand is None or not lacks_evidence(self.question, Known(by="", at=_BEGINNING, value=value), {}):
            return reading
        return NO_EVIDENCE

    def usual(self, raw: JsonValue, grades: Mapping[str, str]) -> Reading | None:
        """Return what an answer counts as; None if it is one that has to be looked at more closely."""
        if isinstance(raw, str):
            return self.plain.get(raw) or self._written(raw)
        if isinstance(raw, dict):
            return self._with_evidence(raw, grades)
        return self._listed_or_counted(raw)

    def _with_evidence(self, raw: dict[str, JsonValue], grades: Mapping[str, str]) -> Reading | None:
        if "value" not in raw or not raw.keys() <= _VALUE_KEYS or not _is_plain(raw.get("note", "")):
            return None
        value, evidence = raw["value"], raw.get("evidence", ())
        if not isinstance(evidence, list | tuple):
            return None
        for id_ in evidence:
            if not isinstance(id_, str) or id_ not in grades:
                return None
        if isinstance(value, str):
            sure = self.sure.get(value)
            if sure is None:
                return self._written(value) if value not in self.plain else None
            bare = self.plain[value]
            if bare is NO_EVIDENCE and self.demand is not None:
                worst = self.demand.min_grade
                for id_ in evidence:
                    if grades[id_] <= worst:  # type: ignore[index]
                        return sure
            return bare
        return self._listed_or_counted(value) if self.demand is None else None

    def _listed_or_counted(self, raw: JsonValue) -> Reading | None:
        kind = self.question.type
        if isinstance(raw, list) and kind == "many" and self.demand is None:
            try:
                chosen = frozenset(raw)
            except TypeError:
                return None
            if not chosen or not chosen <= self.offered:
                return None
            if NONE_OF_THESE in chosen:
                return ("value", frozenset(), False) if len(chosen) == 1 else None
            return "value", chosen, False  # type: ignore[return-value]
        if type(raw) is int and kind == "number" and self.demand is None:
            return ("value", raw, False) if self.question.minimum <= raw <= self.question.maximum else None
        return None

    def _written(self, raw: str) -> Reading | None:
        kind = self.question.type
        if kind in ("text", "role"):
            fits = self.demand is None and _is_plain(raw) and bool(raw.strip())
            return ("value", raw, False) if fits else None
        if kind == "date" and self.demand is None and len(raw) == 10 and raw[4] == raw[7] == "-":
            try:
                return "value", date.fromisoformat(raw), False
            except ValueError:
                return None
        return None


def _is_plain(text: JsonValue) -> bool:
    """Tell whether a text holds nothing that would be taken out or refused."""
    return isinstance(text, str) and len(text) <= _LONGEST and text.isprintable()
