"""Print the report's HTML as a PDF to keep and to hear (PDF/A-3a and PDF/UA-1) with bundled fonts, fetching nothing.

The same HTML and attachments give the same bytes on the same computer: every date in the file is given.
"""

import atexit
import io
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from impact_check.errors import MissingLibraryError, ReportError
from impact_check.report.coverage import FONTS
from impact_check.report.hurry import known_libraries, without_collecting

PDF_VARIANT = "pdf/a-3a"

_MISSING_LIBRARY = (
    "PDF needs the Pango library, which is not on this computer. Your assessment is safe. You can "
    "(1) make the HTML report instead (--format html), open it and print it to PDF, or "
    "(2) install Pango: on Debian or Ubuntu `apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`, "
    "on macOS `brew install pango`, on Windows `pacman -S mingw-w64-ucrt-x86_64-pango` in MSYS2."
)
_ENVIRONMENT = Lock()
"""Held while the process environment names the bundled fonts."""

_ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that the PDF carries. Its name tells it from the others.

    created: with a time zone; also said to be when it was last changed. Raises ValueError if it has none.
    """

    name: str
    content: bytes
    description: str
    created: datetime
    media_type: str = "application/json"

    def __post_init__(self) -> None:
        if self.created.tzinfo is None:
            raise ValueError("an attached file needs a time with a time zone")


def print_pdf(html: str, attachments: tuple[Attached, ...] = ()) -> tuple[bytes, tuple[str, ...]]:
    """Return the PDF and what WeasyPrint complained about, each complaint once."""
    if len({attached.name for attached in attachments}) < len(attachments):
        raise ValueError("two attached files have the same name")
    inside = tuple(sorted(attachments, key=lambda attached: attached.name))
    with prepared() as (weasyprint, complaints):
        try:
            pdf = _printed(weasyprint, html, inside)
        except weasyprint.urls.FatalURLFetchingError as error:
            raise ReportError("The PDF can’t be made: the report asked for something outside itself.") from error
    return pdf, tuple(dict.fromkeys(complaints))


def _printed(weasyprint: Any, html: str, inside: tuple[Attached, ...]) -> bytes:
    from impact_check.report.conformance import ends_well

    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=frozenset(), allow_redirects=False, fail_on_errors=True)
    document = weasyprint.HTML(string=html, url_fetcher=fetcher).render(pdf_variant=PDF_VARIANT)
    for attempt in range(_ATTEMPTS):
        pdf = _write(document, inside, attempt)
        if ends_well(pdf):
            break
    return pdf


def _write(document: Any, attachments: tuple[Attached, ...], attempt: int) -> bytes:
    """Return the file of a laid-out document. Each attempt gives other bytes that mean the same."""
    from impact_check.report import conformance
    from impact_check.report.accessibility import recording, repair
    from impact_check.report.signature_fields import make_signature_fields

    def finish(drawn: Any, pdf: Any) -> None:
        repair(drawn, pdf, record)
        make_signature_fields(pdf)
        conformance.name_attachments(pdf, tuple(attached.media_type for attached in attachments))
        conformance.claim_pdf_ua(pdf)
        conformance.vary(pdf, attempt)
        conformance.settle_streams(pdf)

    written = io.BytesIO()
    inside = [_attachment(attached) for attached in attachments]
    with recording() as record, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves the file of the colour profile open.
        document.write_pdf(written, pdf_variant=PDF_VARIANT, attachments=inside, finisher=finish)
    return written.getvalue()


def _attachment(attached: Attached) -> Any:
    """Return the file as WeasyPrint takes it: it writes a time as it stands and calls it UTC."""
    from weasyprint import Attachment

    when = attached.created.astimezone(UTC)
    return Attachment(
        string=attached.content,
        name=attached.name,
        description=attached.description,
        created=when,
        modified=when,
        relationship="Data",
    )


@contextmanager
def prepared() -> Iterator[tuple[Any, list[str]]]:
    """Give WeasyPrint, with the bundled fonts alone, and the list that fills with its complaints."""
    with _ENVIRONMENT, _bundled_fonts(), _complaints() as complaints, without_collecting():
        yield load_weasyprint(), complaints


def load_weasyprint() -> Any:
    """Import WeasyPrint, which is slow, needs system libraries, and talks to stdout when they are missing.

    Raises MissingLibraryError if they are.
    """
    try:
        with known_libraries(), suppress(OSError):
            return _import_weasyprint()
        return _import_weasyprint()
    except OSError as error:
        raise MissingLibraryError(_MISSING_LIBRARY) from error


def _import_weasyprint() -> Any:
    with redirect_stdout(io.StringIO()), warnings.catch_warnings():
        # Without libharfbuzz-subset it warns and makes subsets with fontTools: slower, and just as good.
        warnings.simplefilter("ignore")
        import weasyprint
        import weasyprint.urls
    return weasyprint


def fonts_environment() -> dict[str, str]:
    """Return what makes fontconfig read the bundled fonts and nothing else: names and values of the environment."""
    wanted = {"FONTCONFIG_FILE": str(FONTS / "fonts.conf")}
    if (cache_home := _spare_cache_home()) is not None:
        wanted["XDG_CACHE_HOME"] = cache_home
    return wanted


@contextmanager
def _bundled_fonts() -> Iterator[None]:
    """Have fontconfig read the bundled fonts and nothing else, so that a report looks the same everywhere."""
    wanted = fonts_environment()
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
