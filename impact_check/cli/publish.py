"""`impact-check publish`: make the public copy of a signed report, and say what was left out."""

import shlex
from pathlib import Path

from impact_check.cli import clock
from impact_check.cli.ledger_option import find_ledger, with_ledger
from impact_check.cli.output import say, say_wrapped
from impact_check.cli.read_only import READ_FIRST
from impact_check.cli.sign import Key, check_is_pdf
from impact_check.language import tr


def publish(file: str, key: Key, output: str | None, tsa: str, ledger: str | None) -> None:
    """Make the public copy, and tell what has to be done before and after it is uploaded."""
    from impact_check import api

    key.check()
    path, folder = Path(file), find_ledger(ledger)
    check_is_pdf(path)
    api.check_publishable(path, folder)
    out = Path(output) if output else None
    done = api.publish_report(path, folder, key.open(), at=clock.now(), out=out, tsa=tsa)
    for note in done.notes:
        say_wrapped(note, to_stderr=True)
    say_wrapped(tr("The public copy is in {path}", path=done.path))
    if done.withheld:
        say(tr("Left out:"))
    for line in done.withheld:
        say_wrapped(f"- {line}")
    say_wrapped(tr(READ_FIRST))
    say_wrapped(
        tr(
            "Once it is on your web site, download it from there and check it: {command}. Some web sites change PDFs, "
            "and then the seal is broken.",
            command=with_ledger(f"impact-check verify {shlex.quote(done.path.name)}", ledger),
        )
    )
