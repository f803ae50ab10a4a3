"""Many assessments -> their reports, several at once, each in a child process with limits."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from impact_check.errors import MissingLibraryError
from impact_check.language import current, tr

WrittenAs = Literal["assessment", "yaml", "json", "csv"]
ReportKind = Literal["pdf", "html"]
ReportNote = Literal["history-changed", "other-version"]


@dataclass(frozen=True, slots=True)
class ToReport:
    """One assessment of which a report is wanted."""

    name: str
    """What tells it from the others, such as the name of its file. Messages say it."""
    content: bytes
    """As in its file."""
    written_as: WrittenAs = "assessment"
    """An assessment file (`*.lia.json`), or a file of answers in one of three forms."""
    pack: str | Path | None = None
    """The questionnaire to rate it under: a name or a folder. None: the one that it was answered under, by name."""
    on: date | None = None
    """The day to rate it for, if it isn't that of all."""


@dataclass(frozen=True, slots=True)
class Reported:
    """The report of one assessment, or why there is none."""

    name: str
    report: bytes | None
    """The PDF or the web page; None if it couldn't be made."""
    error: str = ""
    """What is wrong and what to do, in the language spoken; empty if there is a report."""
    code: str = ""
    """The name of the error, as the library would raise it for this one alone; `Lost` if its process came to an end."""
    notes: tuple[ReportNote, ...] = ()
    """What a reader should know: its history was changed outside the program (`history-changed`); it was answered under
    another version of the questionnaire than the one it is rated under (`other-version`)."""


def report_pdfs(
    assessments: Iterable[ToReport],
    *,
    on: date,
    at: datetime | None = None,
    kind: ReportKind = "pdf",
    public: bool = False,
    jobs: int = 1,
    seconds: float = 120,
    megabytes: int = 2048,
) -> Generator[Reported, None, None]:
    """Make the report of each assessment, and yield them as they are done, in any order.

    The bytes are those that `report_pdf` or `report_html` gives. assessments: read as they are needed, so they may be
    endless. on: the day to rate them for. at: the time to note beside the answers of files of answers; needed for
    those alone. public: make the public copy. jobs: how many processes may work at once; as many as the computer has
    cores is quickest. seconds: for one report. megabytes: of memory for one process, where the system can limit that.

    One that can't be made is yielded with what is wrong, and the others go on. The processes end with the iterator:
    close it, or use it up. Raises MissingLibraryError if this computer can't make PDFs at all.
    """
    from impact_check.report.apart import ended, too_slow
    from impact_check.report.crew import Message, answered

    def request(wanted: ToReport) -> Message:
        told: dict[str, Any] = {
            "name": wanted.name,
            "written_as": wanted.written_as,
            "pack": str(wanted.pack) if wanted.pack is not None else None,
            "on": wanted.on.isoformat() if wanted.on else None,
            "on_else": on.isoformat(),
            "at": at.isoformat() if at else None,
            "kind": kind,
            "public": public,
            "language": language,
            "megabytes": megabytes,
        }
        return Message(told, wanted.content)

    language = current()
    requests = ((wanted.name, request(wanted)) for wanted in assessments)
    for found in answered("impact_check.api.report_worker", requests, jobs=jobs, seconds=seconds):
        name = str(found.key)
        if found.message is None:
            lost = too_slow(seconds) if found.lost == "too slow" else ended(found.last_words, megabytes)
            yield Reported(name, None, str(lost), "Lost")
            continue
        told = found.message.told
        if told.get("error") == MissingLibraryError.__name__:
            raise MissingLibraryError(told["message"])
        if "error" in told:
            yield Reported(name, None, told["message"] or tr("It can’t be read."), told["error"])
        else:
            yield Reported(name, found.message.content, notes=tuple(told["notes"]))
