"""`impact-check gate`: whether a decision goes through, by a policy; every reason why not."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.cli import clock
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.files import read_day
from impact_check.cli.output import say, show
from impact_check.cli.read_only import print_json
from impact_check.language import tr

if TYPE_CHECKING:
    from impact_check.model.gate import GatePolicy, GateReason, GateVerdict

SCHEMA = "impact-check/gate/1"
_EXITS = {"passed": Exit.OK, "failed": Exit.NOT_HELD, "undecided": Exit.CANNOT_DECIDE}
_INDENT = " " * 6


def gate(
    file: str,
    policy: str,
    *,
    ledger: str | None,
    root: str | None,
    against: str | None,
    head: str,
    packs: tuple[str, ...],
    reference: str,
    on: str | None,
    as_json: bool,
) -> None:
    """Print the verdict and every reason. Raise Stop unless it passes."""
    from impact_check import api

    day = read_day(on) or clock.today()
    verdict = api.gate_file(
        Path(file),
        _policy(policy),
        today=day,
        now=clock.now(),
        ledger=Path(ledger) if ledger else None,
        root=Path(root) if root else None,
        against=Path(against) if against else None,
        head=head.strip().lower(),
        packs=tuple(map(Path, packs)),
        reference=reference,
    )
    if as_json:
        print_json(SCHEMA, verdict.model_dump(mode="json"))
    else:
        show("\n".join(_lines(verdict)))
    if not verdict.passed:
        raise Stop(_EXITS[verdict.verdict])


def example_policy() -> None:
    """Print a policy file to begin with."""
    from impact_check import api

    say(api.gate_example().rstrip("\n"))


def _policy(file: str) -> "GatePolicy":
    """Read the policy. Raise Stop if it can't be read, GatePolicyError."""
    from impact_check import api

    try:
        with Path(file).open("rb") as opened:
            content = opened.read(_LARGEST)
    except OSError as error:
        told = tr("{path} can’t be read: {reason}.", path=file, reason=error.strerror or error)
        raise Stop(Exit.INVALID, told) from error
    return api.gate_policy(content, file)


_LARGEST = 2 * 1024 * 1024
"""Bytes that are read of a policy; that is too large for one already."""


def _lines(verdict: "GateVerdict") -> Iterator[str]:
    """Yield what was found, reasons of one kind together: a strategy may have dozens of elements."""
    kinds: dict[tuple[str, str], list[GateReason]] = {}
    for reason in verdict.reasons:
        kinds.setdefault((reason.status, reason.code), []).append(reason)
    for (status, code), reasons in kinds.items():
        mark = tr("FAIL") if status == "failed" else "?"
        yield f"{mark:<{len(_INDENT)}}{code}"
        yield from (f"{_INDENT}- {reason.path}: {reason.message}" for reason in reasons)
        yield from (f"{_INDENT}{to_do}" for to_do in dict.fromkeys(reason.to_do for reason in reasons))
    if kinds:
        yield ""
    yield verdict.says
