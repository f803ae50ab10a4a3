"""Print the report's HTML as a tagged PDF (PDF/UA-1, ISO 14289-1) with the bundled fonts, fetching nothing.

The same HTML gives the same bytes on the same computer: every date in the file comes from the HTML.
"""

import atexit
import io
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from impact_check.errors import MissingLibraryError, ReportError
from impact_check.report.coverage import FONTS

PDF_VARIANT = "pdf/ua-1"

_MISSING_LIBRARY = (
    "PDF needs the Pango library, which is not on this computer. Your assessment is safe. You can "
    "(1) make the HTML report instead (--format html), open it and print it to PDF, or "
    "(2) install Pango: on Debian or Ubuntu `apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`, "
    "on macOS `brew install pango`, on Windows `pacman -S mingw-w64-ucrt-x86_64-pango` in MSYS2."
)
_ENVIRONMENT = Lock()
"""Held while the process environment names the bundled fonts."""


def render_pdf(html: str) -> bytes:
    """Return the PDF of a report that `render_html` made. Call `check_characters` on the view first.

    Raises MissingLibraryError if Pango isn't installed; ReportError if a character can't be shown or the HTML asks
    for anything outside itself.
    """
    pdf, messages = print_pdf(html)
    for message in messages:
        if ".notdef" in message:
            raise ReportError(f"The PDF can’t be made: its fonts can’t show a character of the report. ({message})")
    return pdf


def print_pdf(html: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the PDF and what WeasyPrint complained about, each complaint once."""
    with _ENVIRONMENT, _bundled_fonts(), _complaints() as complaints:
        weasyprint = _weasyprint()
        from impact_check.report.accessibility import recording, repair

        fetcher = weasyprint.urls.URLFetcher(allowed_protocols=frozenset(), allow_redirects=False, fail_on_errors=True)
        written = io.BytesIO()
        try:
            document = weasyprint.HTML(string=html, url_fetcher=fetcher).render(pdf_variant=PDF_VARIANT)
            with recording() as record:
                document.write_pdf(
                    written, pdf_variant=PDF_VARIANT, finisher=lambda drawn, pdf: repair(drawn, pdf, record)
                )
        except weasyprint.urls.FatalURLFetchingError as error:
            raise ReportError("The PDF can’t be made: the report asked for something outside itself.") from error
    return written.getvalue(), tuple(dict.fromkeys(complaints))


def _weasyprint() -> Any:
    """Import WeasyPrint, which is slow, needs system libraries, and talks to stdout when they are missing."""
    try:
        with redirect_stdout(io.StringIO()), warnings.catch_warnings():
            # Without libharfbuzz-subset it warns and makes subsets with fontTools: slower, and just as good.
            warnings.simplefilter("ignore")
            import weasyprint
            import weasyprint.urls
    except OSError as error:
        raise MissingLibraryError(_MISSING_LIBRARY) from error
    return weasyprint


@contextmanager
def _bundled_fonts() -> Iterator[None]:
    """Have fontconfig read the bundled fonts and nothing else, so that a report looks the same everywhere."""
    wanted = {"FONTCONFIG_FILE": str(FONTS / "fonts.conf")}
    if (cache_home := _spare_cache_home()) is not None:
        wanted["XDG_CACHE_HOME"] = cache_home
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@cache
def _spare_cache_home() -> str | None:
    """Return a temporary folder if fontconfig's usual cache can't be written, else `None`."""
    try:
        usual = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fontconfig"
        usual.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=usual).close()
    except (OSError, RuntimeError):
        spare = tempfile.mkdtemp(prefix="impact-check-")
        atexit.register(shutil.rmtree, spare, ignore_errors=True)
        return spare
    return None


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect the warnings and errors that WeasyPrint logs, and keep them from the terminal."""
    collected: list[str] = []

    class _Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            collected.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    collector = _Collector(logging.WARNING)
    propagates = logger.propagate
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield collected
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagates
