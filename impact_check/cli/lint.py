"""`impact-check lint`: what is wrong with the files and the words of questionnaires, with its place."""

from dataclasses import asdict

from impact_check.cli.exits import Exit, Stop
from impact_check.cli.faults import as_data, counted, ended, say_faults
from impact_check.cli.output import say
from impact_check.cli.read_only import LINT_SCHEMA, print_json


def lint(packs: tuple[str, ...], *, as_json: bool) -> None:
    """Print every fault, once. Raise Stop if one is an error; warnings alone are no failure."""
    from impact_check import api

    names = packs or api.bundled_packs(templates=True)
    reports = [api.lint_report(name) for name in names]
    faults = tuple(sorted({fault for report in reports for fault in report.faults}))
    if as_json:
        ages = {report.pack: asdict(report.reading_age) for report in reports if report.reading_age}
        print_json(LINT_SCHEMA, {"packs": list(names), "reading_age": ages, "faults": as_data(faults)})
    else:
        say_faults(faults)
    for report in reports:
        if age := report.reading_age:
            say(
                f"{report.pack}: {counted(report.questions, 'question')}; half of them can be read at "
                f"{age.flesch_kincaid:.1f} years (Flesch-Kincaid), {age.coleman_liau:.1f} (Coleman-Liau)",
                to_stderr=True,
            )
    say(ended(names, faults), to_stderr=True)
    if any(fault.severity == "error" for fault in faults):
        raise Stop(Exit.INVALID)
