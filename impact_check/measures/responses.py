"""A table of survey answers -> responses, at the start and at follow-up; or every mistake with its row and column.

Columns: `when`, `group` and `person_code` may be missing; of the four questions at least one must be there. A heading
may be the id of the question or its full words. An answer may be its words or its code; a blank cell is no answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from impact_check.errors import Fault, TableError
from impact_check.measures.instrument import DIRECT, ITEMS, Item, QuestionId
from impact_check.measures.spreadsheet import Row, Sheet, key_of, read_sheet

Wave = Literal["baseline", "follow_up"]
WAVES: tuple[Wave, ...] = ("baseline", "follow_up")

COLUMNS = ("person_code", "when", "group", *(item.id for item in ITEMS))
"""The headings of the template, in order."""

_PERSON = ("person_code", "person", "code", "person_id")
_WHEN = ("when", "wave")
_WAVE_WORDS: dict[str, Wave] = {
    **dict.fromkeys(("baseline", "base_line", "before", "start", "first"), "baseline"),
    **dict.fromkeys(("follow_up", "followup", "after", "later", "second"), "follow_up"),
}
_NO_ANSWER = frozenset(
    {"", "prefer_not_to_say", "don_t_know", "dont_know", "no_answer", "refused", "missing", "n_a", "na"}
)
_HEADINGS: dict[QuestionId, tuple[str, ...]] = {item.id: (item.id, key_of(item.text)) for item in ITEMS}
_HEADINGS["lack_companionship"] += ("companionship",)
_HEADINGS["isolated"] += ("isolated_from_others",)
_HEADINGS["direct"] += ("lonely",)


@dataclass(frozen=True, slots=True)
class Response:
    """What one person answered at one time."""

    wave: Wave
    person: str
    """Code that joins the two answers of one person; empty if there is none."""
    group: str
    """As first written in the table; empty if not said, or if no group was asked for."""
    answers: Mapping[QuestionId, int]
    """Code of the answer, by question; questions without an answer are left out."""


@dataclass(frozen=True)
class Survey:
    """All responses, and what was met on the way."""

    responses: tuple[Response, ...]
    grouped_by: str = ""
    """The heading that groups come from; empty if none was asked for."""
    notes: tuple[str, ...] = ()
    """What people should know about how the table was read: columns passed over, codes, blank rows."""


def read_survey(files: Iterable[tuple[str, bytes]], by: str | None = None) -> Survey:
    """Read one table, or one for each time.

    files: path and content. One alone may say in a column `when` which time is meant; without the column all of it is
    the baseline. Of two, the first is the baseline and the second the follow-up.
    by: heading of the column to group by. Raises TableError with every fault of all files.
    """
    given = tuple(files)
    known = {*_PERSON, *_WHEN, "group", *(key for keys in _HEADINGS.values() for key in keys)}
    if by:
        known.add(key_of(by))
    faults: list[Fault] = []
    readers: list[_Reader] = []
    spelt: dict[str, str] = {}
    for place, (path, content) in enumerate(given):
        try:
            sheet = read_sheet(content, path, known)
        except TableError as error:
            faults.extend(error.faults)
            continue
        reader = _Reader(sheet, WAVES[place] if len(given) > 1 else None, by, spelt)
        reader.read()
        readers.append(reader)
        faults.extend(reader.faults)
    if faults:
        raise TableError(tuple(faults))
    responses = tuple(response for reader in readers for response in reader.responses)
    notes = (note for reader in readers for note in reader.notes())
    return Survey(responses, by or "", tuple(dict.fromkeys(notes)))


@dataclass
class _Reader:
    """Reads the rows of one table."""

    sheet: Sheet
    wave: Wave | None
    """The time that the whole table is about; `None` if it says so itself."""
    by: str | None
    spelt: dict[str, str]
    """Groups as first written, by their comparable form; shared by all tables."""
    faults: list[Fault] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    direct_codes: bool = False
    like_names: bool = False

    def __post_init__(self) -> None:
        sheet = self.sheet
        self.questions = {item.id: sheet.column(*_HEADINGS[item.id]) for item in ITEMS}
        self.person_column = sheet.column(*_PERSON)
        self.when_column = sheet.column(*_WHEN)
        self.group_column = sheet.column(key_of(self.by)) if self.by else None
        self.seen: dict[tuple[Wave, str], int] = {}

    def read(self) -> None:
        self.faults.extend(self.missing_columns())
        if self.faults:
            return
        for row in self.sheet.rows:
            wave = self.wave_of(row)
            person = self.person_of(row, wave)
            answers = {item.id: code for item in ITEMS if (code := self.answer(row, item)) is not None}
            self.responses.append(Response(wave, person, self.group_of(row), answers))

    def missing_columns(self) -> Iterator[Fault]:
        found = ", ".join(heading for heading in self.sheet.headings if heading)
        if not any(column is not None for column in self.questions.values()):
            wanted = ", ".join(item.id for item in ITEMS)
            message = (
                f"none of the headings is a question. There must be one of {wanted}; there are {found}. "
                "`impact-check measures template` makes a table with the right headings"
            )
            yield Fault(self.sheet.path, 1, 0, "no-question", message)
        if self.by and self.group_column is None:
            yield Fault(
                self.sheet.path, 1, 0, "no-group", f"there is no column {self.by} to group by; there are {found}"
            )

    def wave_of(self, row: Row) -> Wave:
        if self.when_column is None:
            return self.wave or "baseline"
        written = row.cells[self.when_column]
        said = _WAVE_WORDS.get(key_of(written))
        if said is None:
            if not written and self.wave:
                return self.wave
            what = f"“{written}” is neither" if written else "this says neither"
            self.refuse(row, self.when_column, "wrong-time", f"{what}; write baseline or follow_up")
        elif self.wave and said != self.wave:
            message = f"“{written}” stands in the file of the {_SPOKEN[self.wave]}; move the row to the other file"
            self.refuse(row, self.when_column, "wrong-time", message)
        return said or self.wave or "baseline"

    def person_of(self, row: Row, wave: Wave) -> str:
        written = row.cells[self.person_column] if self.person_column is not None else ""
        person = written.casefold()
        if not person or self.person_column is None:
            return ""
        self.like_names = self.like_names or "@" in written or any(part.isalpha() for part in written.split()[1:])
        first = self.seen.setdefault((wave, person), row.number)
        if first != row.number:  # The code itself isn't repeated: it may be somebody's name.
            message = f"row {first} has the same code at the same time. Keep one row, or mend the code"
            self.refuse(row, self.person_column, "person-twice", message)
        return person

    def group_of(self, row: Row) -> str:
        if self.group_column is None:
            return ""
        written = " ".join(row.cells[self.group_column].split())
        return self.spelt.setdefault(written.casefold(), written)

    def answer(self, row: Row, item: Item) -> int | None:
        column = self.questions[item.id]
        if column is None:
            return None
        written = row.cells[column]
        key = key_of(written)
        if key in _NO_ANSWER:
            return None
        for choice in item.choices:
            if key in (key_of(choice.words), key_of(choice.words.replace("/", " or "))):
                return choice.code
            if key == str(choice.code):
                self.direct_codes = self.direct_codes or item is DIRECT
                return choice.code
        offered = "; ".join(f"{choice.words} ({choice.code})" for choice in item.choices)
        self.refuse(row, column, "no-such-answer", f"“{written}” is none of the answers; write one of: {offered}")
        return None

    def refuse(self, row: Row, column: int, code: str, message: str) -> None:
        self.faults.append(self.sheet.fault(row.number, column, code, message))

    def notes(self) -> Iterator[str]:
        path = self.sheet.path
        used = {self.person_column, self.when_column, self.group_column, *self.questions.values()}
        used |= {column for column, key in enumerate(self.sheet.keys) if key in ("group", "")}
        unused = [self.sheet.named(column) for column in range(len(self.sheet.headings)) if column not in used]
        if unused:
            yield f"{path}: not read: {', '.join(unused)}."
        if self.sheet.blank_rows:
            yield f"{path}: blank rows passed over: {self.sheet.blank_rows}."
        if self.direct_codes:
            numbered = ", ".join(f"{choice.code} {choice.words}" for choice in DIRECT.choices)
            yield f"{path}: codes of “{DIRECT.text}” were read as {numbered}. Check that they were typed so."
        if self.like_names:
            yield f"{path}: the person codes look like names or addresses. Use codes that tell nobody who is who."


_SPOKEN: dict[Wave, str] = {"baseline": "baseline", "follow_up": "follow-up"}
