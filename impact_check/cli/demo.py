"""`impact-check demo`: assess the made-up lunch club that comes with the program."""

import shlex
from pathlib import Path

from impact_check.cli import clock
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.output import say, show
from impact_check.cli.reporting import write_report
from impact_check.errors import AssessmentFileError, ImpactCheckError, MissingLibraryError

EXAMPLE = "lunch-club"


def demo(output: str) -> None:
    """Write the example's assessment, PDF and web page, show its summary, and say what to type next."""
    from impact_check import api

    folder = Path(output)
    _make_folder(folder)
    example = _example()
    header = api.answers_header(example)
    ruleset = api.load_questionnaire(header.questionnaire)
    assessment = api.read_answers(ruleset, example, at=clock.now())
    result = api.evaluate(ruleset, assessment, header.on or clock.today())
    saved = folder / f"{EXAMPLE}.lia.json"
    try:
        api.write_assessment(saved, assessment)
    except AssessmentFileError as error:
        raise Stop(Exit.CONFLICT, str(error)) from error
    page = folder / f"{EXAMPLE}.html"
    write_report(ruleset, assessment, result, page, "html")
    show(api.summary(ruleset, assessment, result))
    say()
    say(f"The answers:           {saved}")
    say(f"The report, web page:  {page}")
    pdf = folder / f"{EXAMPLE}.pdf"
    try:
        write_report(ruleset, assessment, result, pdf, "pdf")
    except MissingLibraryError as error:
        _say_next(saved)
        raise Stop(Exit.LIBRARY, f"\n{error}") from error
    say(f"The report, PDF:       {pdf}")
    _say_next(saved)


def _say_next(saved: Path) -> None:
    file = shlex.quote(str(saved))
    say()
    say("To do your own:         impact-check assess my-plan")
    say(f"To look at this one:    impact-check assess {file}")
    say(f"To see why, in detail:  impact-check explain {file}")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(Exit.CONFLICT, f"{folder} can't be made: {error.strerror}.") from error


def _example() -> Path:
    from impact_check import api

    path = next((path for path in sorted(api.locate("examples").rglob("*.yaml")) if EXAMPLE in path.name), None)
    if path is None:
        raise ImpactCheckError("This installation lacks its examples. Install impact-check again.")
    return path
