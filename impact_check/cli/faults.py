"""Faults of questionnaires -> lines for people, and data for programs."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from impact_check.cli.output import say
from impact_check.errors import Fault


def say_faults(faults: Iterable[Fault]) -> None:
    """Print each fault: where, what is wrong, answers that show it, what to do."""
    for fault in faults:
        say(str(fault))


def as_data(faults: Iterable[Fault]) -> list[dict[str, object]]:
    """Return faults for JSON; the answers that show one are a map from question to answer."""
    return [{**asdict(fault), "answers": dict(fault.answers)} for fault in faults]


def ended(names: Sequence[str], faults: Sequence[Fault]) -> str:
    """Return the last line: what was looked at, and how much is wrong with it."""
    errors = sum(fault.severity == "error" for fault in faults)
    return f"{', '.join(names)}: {counted(errors, 'error')}, {counted(len(faults) - errors, 'warning')}"


def counted(number: int, what: str) -> str:
    """Return `no errors`, `1 error`, `2 errors`."""
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
