"""A table of answers (CSV) -> what an answers file holds, with the row and column of everything in it.

A row answers one question: `question,answer` and, where they are needed, `evidence,note,who,by_when`. A row may also
name `questionnaire`, `id`, `by` or `on`, as the keys of an answers file do, or describe a piece of evidence.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from pydantic import JsonValue

from impact_check.errors import AnswerError, Fault, TableError
from impact_check.interview.filling import DONT_KNOW, UNANSWERED
from impact_check.interview.values import read_date, read_value
from impact_check.language import tr
from impact_check.measures.spreadsheet import Row, Sheet, key_of, read_sheet
from impact_check.model.answers_file import AnswersFile
from impact_check.model.assessment import Evidence
from impact_check.model.levels import Grade
from impact_check.model.questionnaire import Option, Question
from impact_check.rules import Ruleset
from impact_check.rules.mistakes import did_you_mean

ANSWER_COLUMNS = ("question", "answer", "evidence", "note", "who", "by_when")
EVIDENCE_COLUMNS = ("evidence_title", "evidence_grade", "evidence_date", "evidence_where", "evidence_sha256")
"""They describe the evidence whose id stands in `evidence`; such a row need not answer a question."""
HELP_COLUMNS = ("number", "text", "help", "options", "asked")
"""What a template says about each question, for people. Never read."""

HEAD = ("questionnaire", "id", "by", "on")
"""What may stand in `question` besides the id of a question."""

BETWEEN = ";"
"""Stands between the choices of one answer, and between the ids of evidence."""

_KNOWN = (*ANSWER_COLUMNS, *EVIDENCE_COLUMNS, *HELP_COLUMNS)
NOT_KNOWN = frozenset({"dont_know", "don_t_know", "do_not_know", "not_known", "unknown", "unsure"})
NOT_APPLICABLE = frozenset({"not_applicable", "n_a", "na", "does_not_apply"})
_NEEDS_MARK = re.compile(rf"'*(?:[=+\-@\t]|(?:{DONT_KNOW}|{UNANSWERED})$|not_applicable)")
"""What a spreadsheet would take for a formula, and the words that aren't answers, with or without marks of text."""

_EVIDENCE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")

Way = tuple[str | int, ...]


@dataclass(frozen=True)
class AnswersTable:
    """The answers of a table, where each stands, and all that is wrong with it."""

    given: AnswersFile
    sheet: Sheet
    places: dict[Way, tuple[int, int]]
    """Row and column (from 0) of what `fill` may find fault with, by its way."""
    faults: tuple[Fault, ...]

    def fault(self, way: Way, message: str) -> Fault:
        """Make a fault about what stands at a way, or about the table as a whole."""
        row, column = self.places.get(way, (1, 0))
        return self.sheet.fault(row, column, "answer", message)


def read_answers_table(ruleset: Ruleset, content: bytes, path: str) -> AnswersTable:
    """Read a table of answers to the questions of a questionnaire; labels of options become their ids.

    Raises TableError if it is no table, or lacks a column. All that is wrong in its cells is in `faults`.
    """
    reader = _Reader(_sheet(content, path), ruleset)
    reader.read()
    return reader.table()


def answers_table_head(content: bytes, path: str) -> AnswersFile:
    """Return which questionnaire a table is for, who answered, for which day. Raises TableError."""
    reader = _Reader(_sheet(content, path), None)
    reader.read()
    if reader.faults:
        raise TableError(tuple(reader.faults))
    return reader.table().given


def as_cell(text: str) -> str:
    """Return a text as it can stand in a cell: what would be taken for a formula, or a code, gets the mark of text."""
    return f"'{text}" if _NEEDS_MARK.match(text) else text


def as_text(cell: str) -> str:
    """Take the spreadsheet's mark of text away again. A formula is never worked out: it is the text it looks like."""
    return cell[1:] if cell.startswith("'") and _NEEDS_MARK.match(cell) else cell


def _sheet(content: bytes, path: str) -> Sheet:
    sheet = read_sheet(content, path, _KNOWN)
    faults = list(_heading_faults(sheet))
    if faults:
        raise TableError(tuple(faults))
    return sheet


def _heading_faults(sheet: Sheet) -> Iterator[Fault]:
    for needed in ("question", "answer"):
        if sheet.column(needed) is None:
            found = ", ".join(heading for heading in sheet.headings if heading) or tr("none")
            message = tr(
                "there is no heading “{needed}” in the first row; the headings are {found}", needed=needed, found=found
            )
            yield Fault(sheet.path, 1, 0, "missing-heading", message)
    for column, key in enumerate(sheet.keys):
        if key and key not in _KNOWN:
            nearest = did_you_mean(key, _KNOWN)
            message = tr("there is no such column")
            if not nearest:
                message = tr(
                    "there is no such column; take the column out, or name it one of {names}",
                    names=", ".join(_KNOWN[:6]),
                )
            yield sheet.fault(1, column, "unknown-heading", f"{message}{nearest}")
        if not key and any(row.cells[column] for row in sheet.rows):
            message = tr("the column has no heading; give it one, or take it out")
            yield sheet.fault(1, column, "unknown-heading", message)


@dataclass
class _Reader:
    """Reads the rows of one table. Without a ruleset only its head."""

    sheet: Sheet
    ruleset: Ruleset | None
    head: dict[str, str] = field(default_factory=dict)
    given: dict[str, JsonValue] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    places: dict[Way, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    rows_of: dict[str, int] = field(default_factory=dict)
    """Row that first named a question or a key."""

    def __post_init__(self) -> None:
        self.columns = {name: place for name in _KNOWN if (place := self.sheet.column(name)) is not None}

    def table(self) -> AnswersTable:
        given = AnswersFile.model_validate(
            {**self.head, "given": self.given, "evidence": tuple(self.evidence.values())}
        )
        return AnswersTable(given, self.sheet, self.places, tuple(self.faults))

    def read(self) -> None:
        for row in self.sheet.rows:
            name = self.cell(row, "question")
            if name in HEAD:
                self.read_head(row, name)
            elif self.ruleset is not None:
                self.read_evidence(row, is_alone=not name)
                if name:
                    self.read_answer(row, name, self.ruleset)

    def cell(self, row: Row, column: str) -> str:
        return as_text(row.cells[self.columns[column]]) if column in self.columns else ""

    def refuse(self, row: Row, column: str, message: str, code: str = "answer") -> None:
        place = self.columns.get(column, self.columns.get("evidence", 0))
        self.faults.append(self.sheet.fault(row.number, place, code, message))

    def is_repeated(self, row: Row, name: str) -> bool:
        first = self.rows_of.setdefault(name, row.number)
        if first != row.number:
            message = tr("'{name}' stands in row {row} already; keep one", name=name, row=first)
            self.refuse(row, "question", message, "question-twice")
        return first != row.number

    def read_head(self, row: Row, name: str) -> None:
        written = self.cell(row, "answer")
        if self.is_repeated(row, name) or not written:
            return
        try:
            self.head[name] = read_date(written).isoformat() if name == "on" else written
        except AnswerError as error:
            self.refuse(row, "answer", str(error))

    def read_answer(self, row: Row, name: str, ruleset: Ruleset) -> None:
        if self.is_repeated(row, name):
            return
        self.places["given", name] = (row.number, self.columns["question"])
        question = ruleset.questions.get(name)
        if question is None:
            self.given[name] = self.cell(row, "answer")  # To be told with the nearest question.
            return
        self.places["given", name] = (row.number, self.columns["answer"])
        try:
            self.given[name] = self.answer(row, question, ruleset)
        except AnswerError as error:
            self.refuse(row, "answer", str(error))

    def answer(self, row: Row, question: Question, ruleset: Ruleset) -> JsonValue:
        """Return the answer as it would stand in YAML."""
        written = row.cells[self.columns["answer"]]
        note = {"note": self.cell(row, "note")} if self.cell(row, "note") else {}
        if written in ("", UNANSWERED):
            self.refuse_all(row, ("evidence", "note", "who", "by_when"), tr("there is no answer for this to go with"))
            return UNANSWERED
        if says(written, question, NOT_KNOWN):
            self.refuse_all(row, ("evidence",), tr("what isn't known has no evidence; leave this blank"))
            return {DONT_KNOW: True, "who": self.cell(row, "who"), "by_when": self.by_when(row), **note}
        self.refuse_all(row, ("who", "by_when"), tr("this goes only with dont_know; leave it blank"))
        what, _, reason = written.partition(":")
        if says(what.strip(), question, NOT_APPLICABLE):
            self.refuse_all(row, ("evidence",), tr("what doesn't apply has no evidence; leave this blank"))
            return {"not_applicable": reason.strip(), **note}
        ids = [part for part in re.split(r"[;,\s]+", self.cell(row, "evidence")) if part]
        return {"value": _value(as_text(written), question, ruleset), "evidence": list[JsonValue](ids), **note}

    def by_when(self, row: Row) -> str:
        written = self.cell(row, "by_when")
        try:
            return read_date(written).isoformat() if written else ""
        except AnswerError as error:
            self.refuse(row, "by_when", str(error))
            return ""

    def refuse_all(self, row: Row, columns: Collection[str], message: str) -> None:
        for column in columns:
            if self.cell(row, column):
                self.refuse(row, column, message)

    def read_evidence(self, row: Row, *, is_alone: bool) -> None:
        """Take the evidence that a row describes. is_alone: the row answers no question."""
        if not any(self.cell(row, column) for column in EVIDENCE_COLUMNS):
            if is_alone:
                self.refuse(row, "question", tr("say which question this row answers, by its id"))
            return
        id_ = self.cell(row, "evidence")
        if not _EVIDENCE_ID.fullmatch(id_):
            message = tr("write one id here for the evidence that the row describes, such as E1")
            self.refuse(row, "evidence", message)
            return
        title, grade, where, sha256 = (
            self.cell(row, f"evidence_{key}") for key in ("title", "grade", "where", "sha256")
        )
        made_on = self.evidence_date(row)
        if not title:
            self.refuse(row, "evidence_title", tr("say what {id} is", id=id_))
        if grade.upper() not in get_args(Grade):
            self.refuse(row, "evidence_grade", tr("write how strong {id} is: A, B, C or D", id=id_))
        elif title and made_on:
            found = Evidence.model_validate(
                {"id": id_, "title": title, "grade": grade.upper(), "date": made_on, "where": where, "sha256": sha256}
            )
            if self.evidence.setdefault(id_, found) != found:
                self.refuse(row, "evidence", tr("another row describes {id} differently; keep one of them", id=id_))
            self.places.setdefault(("evidence", len(self.evidence) - 1, "id"), (row.number, self.columns["evidence"]))

    def evidence_date(self, row: Row) -> date | None:
        try:
            return read_date(self.cell(row, "evidence_date"))
        except AnswerError as error:
            self.refuse(row, "evidence_date", str(error))
            return None


def says(written: str, question: Question, words: Collection[str]) -> bool:
    """Tell whether a cell says that an answer isn't known, or can't apply. Where text is asked, only the code does."""
    if question.type in ("text", "role"):
        return written in (DONT_KNOW, "not_applicable") and written in words
    return key_of(written) in words


def _value(written: str, question: Question, ruleset: Ruleset) -> JsonValue:
    """Return a value as it would stand in YAML. What is no option stays, to be told with the nearest option."""
    options = ruleset.options[question.id]
    match question.type:
        case "yes_no" | "one":
            return option_named(written, options) or written
        case "many":
            parts = [part.strip() for part in written.split(BETWEEN)]
            chosen = [option_named(written, options)] if option_named(written, options) else parts
            return [option_named(part, options) or part for part in chosen if part]
        case "number":
            read = read_value(ruleset, question, written)
            return read if isinstance(read, int) else written
    return written


def option_named(written: str, options: Collection[Option]) -> str | None:
    """Return the option whose id or label this is. A place in the list isn't enough: it may be somebody's own code."""
    folded, key = written.casefold(), key_of(written)
    by_id = [option.id for option in options if option.id.casefold() == folded]
    by_label = [option.id for option in options if key and key_of(option.label) == key]
    found = by_id or by_label
    return found[0] if len(found) == 1 else None
