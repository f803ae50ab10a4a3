"""Whether this computer can submit, sign and check reports: its packages, the sign-off ledger and the clock."""

import os
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.cli.failures import in_words
from impact_check.cli.finding import Finding
from impact_check.cli.ledger_option import USUAL, VARIABLE
from impact_check.errors import ImpactCheckError, KeyFileError

if TYPE_CHECKING:
    from impact_check.signoff.folder import LedgerFolder
    from impact_check.signoff.ledger import Ledger

EXTRAS = (
    ("signing", "sign", {"cryptography": "cryptography", "filelock": "filelock", "pyhanko": "pyHanko"}),
    ("comparing pages as pictures", "sign", {"pypdfium2": "pypdfium2"}),
    ("smart cards", "pkcs11", {"pkcs11": "python-pkcs11"}),
    (
        "Word, calendars and workbooks",
        "office",
        {"docx": "python-docx", "icalendar": "icalendar", "xlsxwriter": "XlsxWriter"},
    ),
)
"""What for, the extra that brings it, and its modules with the packages that they are in."""


def packages() -> Iterator[Finding]:
    """Say which optional packages are here. None is needed for an assessment and its report."""
    for about, extra, modules in EXTRAS:
        gone = [package for module, package in modules.items() if find_spec(module) is None]
        if gone:
            says = f'not here: {", ".join(gone)}. If you need it, type: pip install "impact-check[{extra}]"'
            yield Finding(about, "note", says)
        else:
            yield Finding(about, "ok", ", ".join(f"{package} {_version(package)}" for package in modules.values()))


def ledger(now: datetime) -> Iterator[Finding]:
    """Say whether the usual sign-off ledger can be read and added to, and whether its time and ours agree."""
    named = os.environ.get(VARIABLE)
    path = Path(named or USUAL)
    if not named and not path.is_dir():
        yield Finding(
            "sign-off ledger",
            "note",
            f"none in this folder. It is needed to submit, sign and check reports; name its folder in {VARIABLE}",
        )
    elif find_spec("cryptography") is None or find_spec("filelock") is None:
        yield Finding("sign-off ledger", "note", f"{path} can't be read without the packages for signing")
    else:
        yield from _ledger_in(path, now)


def _ledger_in(path: Path, now: datetime) -> Iterator[Finding]:
    from impact_check import api

    try:
        folder = api.ledger_folder(path)
        read = folder.read()
        api.submissions(read)
    except ImpactCheckError as error:
        yield Finding("sign-off ledger", "wrong", in_words(error)[1])
        return
    last = read.entries[-1]
    says = f"{folder.path}, {len(read.entries)} lines, the last of {last.at:%Y-%m-%d %H:%M} UTC, head {read.head}"
    yield Finding("sign-off ledger", "ok", says)
    yield _ledger_key(folder, read)
    if last.at > now:
        yield Finding(
            "clock",
            "wrong",
            f"this computer says {now:%Y-%m-%d %H:%M %Z}, which is before the last line of the ledger. "
            "Nothing can be submitted or signed until its date and time are right",
        )
    else:
        yield Finding("clock", "ok", f"{now:%Y-%m-%d %H:%M %Z}, later than the last line of the ledger")
    if (folder.path / "council.key").exists():
        yield Finding(
            "council.key", "note", "still in the ledger's folder. Move it to two memory sticks, and lock them away"
        )


def _ledger_key(folder: "LedgerFolder", read: "Ledger") -> Finding:
    """Say whether a line can be added. Nothing is written, and nobody who writes is kept waiting."""
    about = "ledger key"
    try:
        folder.check_key(read)
    except KeyFileError as error:
        return Finding(about, "note", f"{error} Reports can be checked here, but not submitted or signed")
    if not (os.access(folder.file, os.W_OK) and os.access(folder.path, os.W_OK)):
        return Finding(about, "note", f"can be read, but {folder.path} can't be written: nothing can be signed here")
    return Finding(about, "ok", "fits and can be read, so reports can be submitted and signed here")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "of an unknown version"
