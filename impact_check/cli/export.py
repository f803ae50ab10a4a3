"""`impact-check export`: an assessment as committees, calendars, spreadsheets and procurement systems take it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from impact_check.cli import clock
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.files import Opened, open_file
from impact_check.cli.output import say_wrapped
from impact_check.cli.read_only import READ_FIRST
from impact_check.cli.store import beside, free
from impact_check.cli.written import write_file
from impact_check.language import to_translate, tr


@dataclass(frozen=True, slots=True)
class Asked:
    """How it was asked for."""

    appendix: str
    case: str
    public: bool
    url: str = ""


ENDINGS: Mapping[str, str] = {
    "docx": ".docx",
    "implications": "",
    "iia": "",
    "ics": "-days.ics",
    "actions-csv": "-actions.csv",
    "actions-xlsx": "-actions.xlsx",
    "markdown": ".md",
    "fragment": "-fragment.html",
    "csv": "-register.csv",
    "xlsx": "-register.xlsx",
    "kpis-csv": "-kpis.csv",
    "kpis-json": "-kpis.json",
    "ocds": "-ocds.json",
}
"""What a file beside the assessment is called. Those without are printed."""


def export(file: str, kind: str, output: str | None, asked: Asked, pack: str | None, on: str | None) -> None:
    """Write the export, and say where it is."""
    _check(kind, asked)
    opened = open_file(file, pack, on)
    content = _made(opened, kind, asked)
    path = Path(output) if output else _place(opened.path, kind, content, asked)
    write_file(path, content)
    if str(path) != "-":
        say_wrapped(tr("It is in {path}", path=path))
    if asked.public or kind == "ocds":
        in_full = kind in ("docx", "markdown", "fragment")
        say_wrapped(tr(READ_FIRST if in_full else _READ_FIRST), to_stderr=True)


_READ_FIRST = to_translate(
    "Names and stories inside texts are not found by the program. Read it before you publish it."
)


def _place(file: Path, kind: str, content: bytes, asked: Asked) -> Path:
    """Return the place beside a file; one that holds something else, such as a copy with changes, is left alone."""
    if not ENDINGS[kind]:
        return Path("-")
    path = beside(file, f"{'-public' * asked.public}{ENDINGS[kind]}")
    return path if not path.exists() or path.read_bytes() == content else free(path)


def _check(kind: str, asked: Asked) -> None:
    only = (("--appendix", asked.appendix, "docx"), ("--case", asked.case, "iia"), ("--url", asked.url, "ocds"))
    for option, text, fits in only:
        if text and kind != fits:
            told = tr("{option} goes with --as {kind} only. Leave it out.", option=option, kind=fits)
            raise Stop(Exit.USAGE, told)
    if kind == "ocds" and not asked.url:
        raise Stop(Exit.USAGE, tr("Say with --url where anybody can read the published report."))


def _made(opened: Opened, kind: str, asked: Asked) -> bytes:
    from impact_check import api

    given = (opened.ruleset, opened.assessment, opened.result)
    match kind:
        case "docx":
            return api.report_docx(*given, public=asked.public, appendix=asked.appendix)
        case "iia":
            return api.integrated_form(*given, public=asked.public, case=asked.case).encode()
        case "ocds":
            fragment = api.planning_fragment(*given, url=asked.url, published=clock.now())
            return (json.dumps(fragment, indent=2, ensure_ascii=False) + "\n").encode()
        case "implications" | "markdown" | "fragment":
            texts = {"implications": api.implications, "markdown": api.report_markdown, "fragment": api.report_fragment}
            return texts[kind](*given, public=asked.public).encode()
    files = {
        "ics": api.calendar,
        "actions-csv": api.action_plan_csv,
        "actions-xlsx": api.action_plan_xlsx,
        "csv": api.register_csv,
        "xlsx": api.register_xlsx,
        "kpis-csv": api.contract_kpis_csv,
        "kpis-json": api.contract_kpis_json,
    }
    return files[kind](*given, public=asked.public)
