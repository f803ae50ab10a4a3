"""An assessment -> a report file: PDF, or the same report as a web page."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from impact_check.cli.written import write_file
from impact_check.model.assessment import Assessment
from impact_check.model.result import Result

if TYPE_CHECKING:
    from impact_check.api import Ruleset

Format = Literal["pdf", "html"]


def format_of(path: Path) -> Format:
    """Return the format that a file name asks for; PDF unless it ends in .html or .htm."""
    return "html" if path.suffix.lower() in (".html", ".htm") else "pdf"


def write_report(
    ruleset: "Ruleset", assessment: Assessment, result: Result, path: Path, kind: Format, *, public: bool = False
) -> None:
    """Write the report, or its public copy; `-` is standard output. Raise MissingLibraryError, ReportError or Stop."""
    from impact_check import api

    if kind == "pdf":
        write_file(path, api.report_pdf(ruleset, assessment, result, public=public, apart=True))
    else:
        write_file(path, api.report_html(ruleset, assessment, result, public=public).encode())
