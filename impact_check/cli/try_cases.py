"""`impact-check test`: the worked cases, which of them don't come out, and what no case shows."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from impact_check.cli.exits import Exit, Stop
from impact_check.cli.faults import as_data, counted, ended, say_faults
from impact_check.cli.output import say
from impact_check.cli.read_only import TEST_SCHEMA, print_json

if TYPE_CHECKING:
    from impact_check.proving import Tested


def try_cases(packs: tuple[str, ...], *, as_json: bool) -> None:
    """Print every line that doesn't come out, once. Raise Stop if there is one; warnings alone are no failure."""
    from impact_check import api

    names = packs or api.bundled_packs(templates=True)
    tested = [api.test_cases(name) for name in names]
    faults = tuple(sorted({fault for pack in tested for fault in pack.faults}))
    if as_json:
        print_json(TEST_SCHEMA, {"packs": [_data(pack) for pack in tested], "faults": as_data(faults)})
    else:
        say_faults(faults)
        for pack in tested:
            _show(pack)
    say(ended(names, faults), to_stderr=True)
    if any(fault.severity == "error" for fault in faults):
        raise Stop(Exit.INVALID)


def _show(pack: "Tested") -> None:
    if not pack.coverage:
        return
    say(f"{pack.pack}: {counted(pack.cases, 'case')}, {counted(pack.failed, 'failure')}")
    for kind in dict.fromkeys(entry.kind for entry in pack.coverage):
        states = [entry for entry in pack.coverage if entry.kind == kind]
        shown = (f"{entry.shown} of {entry.of} have a case in which it {entry.state}" for entry in states)
        say(f"  {kind}s: {', '.join(shown)}")


def _data(pack: "Tested") -> dict[str, object]:
    return {
        "pack": pack.pack,
        "cases": pack.cases,
        "failed": pack.failed,
        "coverage": [asdict(entry) for entry in pack.coverage],
    }
