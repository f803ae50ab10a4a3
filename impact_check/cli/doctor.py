"""`impact-check doctor`: whether this computer has what the program needs."""

import contextlib
import io
import os
import platform
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import impact_check
from impact_check.cli import clock, doctor_sign_off
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.finding import Finding
from impact_check.cli.output import look_here, say
from impact_check.cli.read_only import DOCTOR_SCHEMA, print_json
from impact_check.errors import ContentError, ImpactCheckError

OLDEST_PYTHON = (3, 11)


def doctor(*, as_json: bool) -> None:
    """Print what was found. Raise Stop if something that is needed is missing, or can't be used as it is."""
    findings = (
        _python(),
        _package(),
        _pdf(),
        *_questionnaires(),
        _terminal(),
        _encoding(),
        _folder(),
        *doctor_sign_off.packages(),
        *doctor_sign_off.ledger(clock.now()),
    )
    if as_json:
        print_json(DOCTOR_SCHEMA, {"findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            say(f"{finding.status:<8}{finding.about}: {finding.says}")
    if any(finding.status == "missing" for finding in findings):
        raise Stop(Exit.LIBRARY, "Something that is needed is missing: see the lines that begin with “missing”.")
    if any(finding.status == "wrong" for finding in findings):
        raise Stop(Exit.INVALID, "Something can't be used as it is: see the lines that begin with “wrong”.")


def _python() -> Finding:
    version = platform.python_version()
    if sys.version_info < OLDEST_PYTHON:
        return Finding("Python", "missing", f"{version} is too old; install Python 3.11 or newer")
    return Finding("Python", "ok", f"{version} on {platform.system()} {platform.machine()}")


def _package() -> Finding:
    return Finding("impact-check", "ok", f"{impact_check.__version__} in {Path(impact_check.__file__).parent}")


def _pdf() -> Finding:
    """Load the PDF library, whose complaints would otherwise land in standard output."""
    heard = io.StringIO()
    try:
        with contextlib.redirect_stdout(heard), contextlib.redirect_stderr(heard):
            import weasyprint
            from weasyprint.text.ffi import pango
    except (ImportError, OSError):
        return Finding(
            "PDF",
            "missing",
            "the Pango library was not found, so no PDF can be made. All else works, and so does "
            "“impact-check report FILE --format html”. On Debian or Ubuntu: "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        )
    number = int(pango.pango_version())
    return Finding(
        "PDF",
        "ok",
        f"WeasyPrint {weasyprint.__version__}, Pango {number // 10000}.{number // 100 % 100}.{number % 100}",
    )


def _questionnaires() -> tuple[Finding, ...]:
    from impact_check import api

    try:
        names = api.bundled_packs()
    except ImpactCheckError as error:
        return (Finding("questionnaires", "missing", str(error)),)
    return tuple(_questionnaire(name) for name in names)


def _questionnaire(name: str) -> Finding:
    from impact_check import api

    about = f"questionnaire {name}"
    try:
        ruleset = api.load_questionnaire(name)
    except ContentError as error:
        return Finding(about, "missing", f"has {len(error.faults)} mistakes; run impact-check lint {name}")
    return Finding(about, "ok", f"{ruleset.pinned.version}, {len(ruleset.questions)} questions")


def _terminal() -> Finding:
    look = look_here()
    kind = "a terminal" if sys.stdout.isatty() else "not a terminal"
    style = "plain text, no escape codes" if look.plain else "bold headings" if look.bold else "no bold"
    return Finding("output", "ok", f"{kind}, {look.width} columns used, {style}")


def _encoding() -> Finding:
    sample = "ŵ ✓ ગ"
    encoding = sys.stdout.encoding or "unknown"
    try:
        sample.encode(encoding)
    except (UnicodeError, LookupError):
        return Finding("encoding", "note", f"{encoding} can't show {sample}; files are right all the same")
    return Finding("encoding", "ok", f"{encoding} can show {sample}")


def _folder() -> Finding:
    here = Path.cwd()
    try:
        with tempfile.NamedTemporaryFile(dir=here, prefix=".impact-check-"):
            pass
    except OSError as error:
        return Finding("this folder", "note", f"{here} can't be written ({error.strerror}); keep your files elsewhere")
    free = os.statvfs(here) if hasattr(os, "statvfs") else None
    room = f", {free.f_bavail * free.f_frsize // 1_000_000:,} MB free" if free else ""
    return Finding("this folder", "ok", f"{here} can be written{room}")
