"""`impact-check lint`: every mistake in questionnaires, with its place and what to do."""

from dataclasses import asdict

from impact_check.cli.exits import Exit, Stop
from impact_check.cli.output import say
from impact_check.cli.read_only import LINT_SCHEMA, print_json
from impact_check.errors import Fault


def lint(packs: tuple[str, ...], *, as_json: bool) -> None:
    """Print every fault, once. Raise Stop if one is an error; warnings alone are no failure."""
    from impact_check import api

    names = packs or api.bundled_packs(templates=True)
    faults: tuple[Fault, ...] = tuple(sorted({fault for name in names for fault in api.lint(name)}))
    errors = sum(fault.severity == "error" for fault in faults)
    warnings = len(faults) - errors
    if as_json:
        print_json(LINT_SCHEMA, {"packs": list(names), "faults": [asdict(fault) for fault in faults]})
    else:
        for fault in faults:
            say(str(fault))
    say(f"{', '.join(names)}: {_count(errors, 'error')}, {_count(warnings, 'warning')}", to_stderr=True)
    if errors:
        raise Stop(Exit.INVALID)


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
