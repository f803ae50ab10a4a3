"""HTML -> PDF in a process of its own, with limits: a report that is too much to lay out can't stop the program.

The child is this same module, run by `child.py`. It reads one JSON object from standard input and writes one to
standard output; files travel in base64.
"""

import json
import os
import subprocess
import sys
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import impact_check
from impact_check.errors import MissingLibraryError, ReportError
from impact_check.language import number, tr
from impact_check.report.pdf import Attached, fonts_environment, load_weasyprint, print_pdf

SECONDS = 120
MEGABYTES = 2048
"""The longest example of 60 pages takes 7 seconds and 410 MB; 300,000 words more take 30 seconds and 580 MB."""

_KNOWN = {"ReportError": ReportError, "MissingLibraryError": MissingLibraryError}
_CHILD = Path(__file__).with_name("child.py")
_OUT_OF_MEMORY = "MemoryError"
SIGNAL_OF_CPU_TIME = -24


def print_apart(
    html: str, attachments: tuple[Attached, ...] = (), seconds: float = SECONDS, megabytes: int = MEGABYTES
) -> tuple[bytes, tuple[str, ...]]:
    """Do what `print_pdf` does, in a child process that nothing is left of.

    seconds: how long it may take. megabytes: how much memory it may use, where the system can limit that (not Windows).

    Raises what `print_pdf` raises, and ReportError if a limit was reached or the child ended without an answer.
    """
    request = {
        "html": html,
        "attachments": [_to_json(attached) for attached in attachments],
        "seconds": seconds,
        "megabytes": megabytes,
    }
    try:
        child = run_apart("impact_check.report.apart", request, seconds)
    except subprocess.TimeoutExpired as error:
        raise too_slow(seconds) from error
    return _answer(child, seconds, megabytes)


def run_apart(module: str, request: Mapping[str, Any], seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Run one of our modules in a child process: the request as JSON on its standard input, its answer as it came.

    Ctrl-C and a service manager that ends all processes don't end it: this process does, also by ending itself.
    Raises subprocess.TimeoutExpired, with the child gone, if it takes longer.
    """
    with tempfile.TemporaryDirectory(prefix="impact-check-", ignore_cleanup_errors=True) as scratch:
        return subprocess.run(  # noqa: S603  # Our own module, with this Python.
            [sys.executable, "-P", str(_CHILD), module, str(os.getpid())],
            input=json.dumps(request).encode("ascii"),
            capture_output=True,
            timeout=seconds,
            check=False,
            env=child_environment(scratch),
        )


def main() -> None:
    """Print what standard input asks for, in the child."""
    request = json.load(sys.stdin)
    answers, sys.stdout = sys.stdout, sys.stderr
    try:
        load_weasyprint()  # Before the limit, which would make a library that is there seem to be missing.
        limit_this_process(request["megabytes"], request["seconds"])
        pdf, messages = print_pdf(request["html"], tuple(_from_json(given) for given in request["attachments"]))
        answer: dict[str, Any] = {"pdf": b64encode(pdf).decode("ascii"), "messages": messages}
    except (ReportError, MissingLibraryError, MemoryError) as error:
        answer = {"error": type(error).__name__, "message": str(error)}
    json.dump(answer, answers)
    answers.flush()


def _answer(child: subprocess.CompletedProcess[bytes], seconds: float, megabytes: int) -> tuple[bytes, tuple[str, ...]]:
    """Return what the child made, or raise what it met."""
    if child.returncode == SIGNAL_OF_CPU_TIME:
        raise too_slow(seconds)
    try:
        answer = json.loads(child.stdout)
    except ValueError:
        raise _ended(child, megabytes) from None
    if "pdf" in answer:
        return b64decode(answer["pdf"]), tuple(answer["messages"])
    if answer["error"] == _OUT_OF_MEMORY:
        raise too_large(megabytes)
    raise _KNOWN[answer["error"]](answer["message"])


def too_large(megabytes: int) -> ReportError:
    """Return the error of a report that needs more memory than a process may use."""
    return ReportError(
        tr(
            "The PDF can’t be made: laying out its pages takes more than {megabytes} MB of memory. "
            "Your assessment is safe. Shorten its longest texts, or use the HTML report.",
            megabytes=number(megabytes),
        )
    )


def too_slow(seconds: float) -> ReportError:
    """Return the error of a report that takes longer than a process may."""
    return ReportError(
        tr(
            "The PDF can’t be made: laying out its pages takes longer than {seconds} seconds. "
            "Your assessment is safe. Shorten its longest texts, or use the HTML report.",
            seconds=number(round(seconds)),
        )
    )


def _ended(child: subprocess.CompletedProcess[bytes], megabytes: int) -> ReportError:
    words = child.stderr.decode("utf-8", "replace").strip().splitlines()
    return ended(words[-1] if words else str(child.returncode), megabytes)


def ended(last_words: str, megabytes: int) -> ReportError:
    """Return the error of a child that ended without an answer: its last words, which are English, or its number."""
    return ReportError(
        tr(
            "The PDF can’t be made: the part of the program that lays out its pages stopped ({why}). "
            "It may have needed more than {megabytes} MB of memory. "
            "Your assessment is safe. Shorten its longest texts, or use the HTML report.",
            why=last_words,
            megabytes=number(megabytes),
        )
    )


def child_environment(scratch: str) -> dict[str, str]:
    """Return the child's environment: the bundled fonts, this Python's modules, and a folder that we clear away."""
    modules = [*filter(None, sys.path), str(Path(impact_check.__file__).parents[1])]
    ours = {"PYTHONPATH": os.pathsep.join(modules), "TMPDIR": scratch, "TEMP": scratch, "TMP": scratch}
    return {**os.environ, **fonts_environment(), **ours}


def limit_this_process(megabytes: int, seconds: float | None) -> None:
    """Limit this process: its memory, and its work, should nobody be left to stop it. seconds: None is no limit."""
    with suppress(ImportError):
        import resource

        limits = [(resource.RLIMIT_AS, megabytes << 20)]
        if seconds is not None:
            limits.append((resource.RLIMIT_CPU, int(seconds) + 1))
        for kind, wanted in limits:
            _, most = resource.getrlimit(kind)
            if most == resource.RLIM_INFINITY or wanted <= most:
                with suppress(ValueError, OSError):  # macOS refuses a limit on memory.
                    resource.setrlimit(kind, (wanted, most))


def _to_json(attached: Attached) -> dict[str, str]:
    return {
        "name": attached.name,
        "content": b64encode(attached.content).decode("ascii"),
        "description": attached.description,
        "created": attached.created.isoformat(),
        "media_type": attached.media_type,
    }


def _from_json(given: Mapping[str, str]) -> Attached:
    return Attached(
        given["name"],
        b64decode(given["content"]),
        given["description"],
        datetime.fromisoformat(given["created"]),
        given["media_type"],
    )


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # Python would take apart all that was laid out, object by object. The parent clears the folder away.
