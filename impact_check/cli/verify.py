"""`impact-check verify`: whether a signed report is what was signed, by whom, and shows what its data say."""

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from impact_check.cli import clock
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.output import show
from impact_check.cli.read_only import print_json
from impact_check.cli.reading import read
from impact_check.language import Translated, to_translate, tr

if TYPE_CHECKING:
    from impact_check.signoff.verdict import Check, Status, Verdict

USUAL_LEDGER = "sign-off"
_LARGEST = 64 * 1024 * 1024
"""Bytes that are read of a PDF. Of a larger one it is enough to know that it is larger."""
_INDENT = " " * 6
_SCHEMA = "impact-check/verdict/1"
_MARKS: "Mapping[Status, str]" = Translated({"ok": to_translate("ok"), "fail": to_translate("FAIL")})
_OPEN: "Mapping[Status, str]" = {"warn": "?", "skipped": "-"}
_EXITS = {"accepted": Exit.OK, "rejected": Exit.REJECTED, "undecided": Exit.UNDECIDED}


def verify(
    file: str,
    ledger: str | None,
    roots: tuple[str, ...],
    head: str,
    against: str | None,
    full: str | None,
    packs: tuple[str, ...],
    *,
    as_json: bool,
    strict: bool,
) -> None:
    """Print each check and the verdict. Raise Stop unless the file is accepted."""
    from impact_check import api

    found = _ledger(ledger, roots)
    verdict = api.verify_report(
        _content(file),
        now=clock.now(),
        ledger=found,
        roots=tuple(map(Path, roots)),
        head=head.strip().lower(),
        against=read(Path(against)) if against else None,
        full=_content(full) if full else None,
        packs=tuple(map(Path, packs)),
    )
    if as_json:
        print_json(_SCHEMA, verdict.model_dump(mode="json"))
    else:
        show("\n".join(_lines(verdict, file, _root(found, roots))))
    code = _EXITS[verdict.conclusion]
    if strict and code is Exit.OK and any(check.status != "ok" for check in verdict.checks):
        code = Exit.UNDECIDED
    if code is not Exit.OK:
        raise Stop(code)


def _ledger(named: str | None, roots: tuple[str, ...]) -> Path | None:
    """Return the ledger that was named or is here; None if there are only roots to go by."""
    if named:
        return Path(named)
    if Path(USUAL_LEDGER).is_dir():
        return Path(USUAL_LEDGER)
    if roots:
        return None
    raise click.UsageError(
        "Say what to check it against: --ledger with the council's ledger, or --roots with its root certificate."
    )


def _root(ledger: Path | None, roots: tuple[str, ...]) -> Path:
    if roots or ledger is None:
        return Path(roots[0])
    return (ledger if ledger.is_dir() else ledger.parent) / "council.pem"


def _content(file: str) -> bytes:
    """Read a PDF, as far as it matters. Raise Stop if it can't be."""
    try:
        with Path(file).open("rb") as opened:
            return opened.read(_LARGEST + 1)
    except OSError as error:
        told = tr("{path} can’t be read: {reason}.", path=file, reason=error.strerror or error)
        raise Stop(Exit.INVALID, told) from error


def _lines(verdict: "Verdict", file: str, root: Path) -> Iterator[str]:
    for check in verdict.checks:
        mark = _OPEN.get(check.status) or _MARKS[check.status]
        yield f"{mark:<{len(_INDENT)}}{_says(check)}"
        if check.why:
            yield f"{_INDENT}{check.why}"
    yield ""
    yield verdict.says
    yield ""
    yield tr("All of this stands on the council’s root certificate: {path}", path=root)
    yield tr("To check the signatures with a program that isn’t ours:")
    shown, trusted = shlex.quote(file), shlex.quote(str(root))
    yield f"{_INDENT}pyhanko sign validate --trust-replace --trust {trusted} --pretty-print {shown}"
    yield f"{_INDENT}pdfsig {shown}"


def _says(check: "Check") -> str:
    return tr("in the file given with --full: {says}", says=check.says) if check.about == "full" else check.says
