"""A signed report -> the verdict, worked out in a process of its own, with limits: a file from anybody can't stop us.

The child is this same module, run with `-m`. It reads one JSON object from standard input and writes one to standard
output; files travel in base64.
"""

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from impact_check.errors import MissingLibraryError
from impact_check.language import current, speaking, tr
from impact_check.model.assessment import Assessment
from impact_check.report.apart import SIGNAL_OF_CPU_TIME, limit_this_process, run_apart
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.check_words import failed
from impact_check.signoff.limits import Limits
from impact_check.signoff.verdict import Verdict
from impact_check.signoff.verifying.concluded import concluded

SECONDS = 300
MEGABYTES = 3072
"""Laying out the report again has its own limits, in a further child."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a file is checked against, as it was read from files: nothing of it was looked at yet."""

    roots: tuple[str, ...]
    """The council's root certificate (PEM); without a ledger there may be others after it."""
    ledger: bytes | None = None
    """The lines of the ledger."""
    head: str = ""
    """The hash of a line that was published."""
    packs: tuple[str, ...] = ()
    """Where questionnaires are kept that don't come with the program."""
    against: Assessment | None = None
    """An assessment file of today."""
    full: bytes | None = None
    """The signed file that a public copy was made from."""


def verify_apart(
    pdf: bytes,
    given: Given,
    *,
    now: datetime,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    limits: Limits | None = None,
) -> Verdict:
    """Do what `verify` does, in a child process. A file that takes more than the limits is rejected.

    seconds: how long it may take. megabytes: how much memory it may use, where the system can limit that (not Windows).
    Raises MissingLibraryError.
    """
    limits = limits or Limits()
    if len(pdf) > limits.file:
        return _rejected(pdf, tr("It is larger than {count} MB.", count=limits.file // (1024 * 1024)))
    request = {
        "pdf": _encoded(pdf),
        "roots": given.roots,
        "ledger": _encoded(given.ledger),
        "head": given.head,
        "packs": given.packs,
        "against": given.against.model_dump(mode="json") if given.against else None,
        "full": _encoded(given.full),
        "now": now.isoformat(),
        "language": current(),
        "seconds": seconds,
        "megabytes": megabytes,
        "limits": asdict(limits),
    }
    try:
        child = run_apart("impact_check.signoff.verifying.verify_apart", request, seconds)
    except subprocess.TimeoutExpired:
        return _rejected(pdf, _too_slow(seconds))
    return _answer(child, pdf, seconds)


def main() -> None:
    """Check what standard input asks for, in the child."""
    asked = json.load(sys.stdin)
    answers, sys.stdout = sys.stdout, sys.stderr
    answer: dict[str, Any]
    with speaking(asked["language"]):
        try:
            limit_this_process(asked["megabytes"], asked["seconds"])
            answer = {"verdict": _verdict(asked).model_dump(mode="json")}
        except MissingLibraryError as error:
            answer = {"missing": str(error)}
        except MemoryError:
            answer = {"memory": True}
    json.dump(answer, answers)


def _verdict(asked: dict[str, Any]) -> Verdict:
    from impact_check.signoff.certificates import read_certificate
    from impact_check.signoff.verifying.verify import relying_on, verify

    roots = tuple(read_certificate(pem.encode("ascii")) for pem in asked["roots"])
    packs = tuple(map(Path, asked["packs"]))
    against = asked["against"]
    return verify(
        _bytes(asked["pdf"]) or b"",
        relying_on(roots, _bytes(asked["ledger"]), asked["head"], packs),
        now=datetime.fromisoformat(asked["now"]),
        against=Assessment.model_validate(against) if against else None,
        full=_bytes(asked["full"]),
        limits=Limits(**asked["limits"]),
    )


def _answer(child: subprocess.CompletedProcess[bytes], pdf: bytes, seconds: float) -> Verdict:
    if child.returncode == SIGNAL_OF_CPU_TIME:
        return _rejected(pdf, _too_slow(seconds))
    try:
        answer = json.loads(child.stdout)
    except ValueError:
        return _rejected(pdf, tr("The part of the program that checks it stopped before it came to an end."))
    if "missing" in answer:
        raise MissingLibraryError(answer["missing"])
    if "memory" in answer:
        return _rejected(pdf, tr("Reading it takes more memory than any report does."))
    return Verdict.model_validate(answer["verdict"])


def _rejected(pdf: bytes, why: str) -> Verdict:
    """Return the verdict on a file that couldn't be read to its end."""
    return concluded(
        (failed("file", why),),
        file_sha256=sha256_of(pdf),
        reference="",
        submission=None,
        signed=(),
        missing=(),
        is_public_copy=False,
    )


def _too_slow(seconds: float) -> str:
    return tr("Checking it takes longer than {seconds} seconds.", seconds=round(seconds))


def _encoded(content: bytes | None) -> str | None:
    return None if content is None else b64encode(content).decode("ascii")


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text)


if __name__ == "__main__":
    main()
