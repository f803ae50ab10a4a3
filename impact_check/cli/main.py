"""The commands of impact-check. Each imports what it needs when it runs, so that help is instant."""

import sys
from collections.abc import Sequence
from typing import Literal

import click

from impact_check.cli.exits import Exit, Stop, epilog
from impact_check.cli.language import LANGUAGE
from impact_check.errors import ImpactCheckError

FILE = click.argument("file", metavar="FILE")
ON = click.option("--on", metavar="DATE", help="The day to rate it for, such as 2026-09-01. The default is today.")
PACKS = click.argument("packs", metavar="[PACK]...", nargs=-1)
FORMAT = click.option(
    "--format", "kind", type=click.Choice(["text", "json"]), default="text", help="The default is text."
)
PACK = click.option("--pack", metavar="PACK", help="The questionnaire: a name such as kirklees, or a folder.")


def _show_version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:  # noqa: ARG001
    """Print the version of the program and of each questionnaire."""
    if wanted:
        from impact_check.cli.version import show_version

        show_version()
        context.exit()


@click.group(epilog=epilog(), context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the versions."
)
def group() -> None:
    """See what a decision does to loneliness, before it is made.

    Answer plain questions about a plan, a change or a closure. Get the risks, who bears them, what is not known,
    and a PDF to sign.

    \b
    To begin:            impact-check assess my-plan
    To see an example:   impact-check demo
    """  # noqa: D301  # Click wants the character itself.


@group.command()
@FILE
@PACK
@click.option("--answers", metavar="FILE", help="Start from a YAML or JSON file of answers; - reads standard input.")
@click.option("--by", metavar="NAME", help="Who is answering: a name or a job title, as the report should show it.")
@LANGUAGE
def assess(file: str, pack: str | None, answers: str | None, by: str | None) -> None:
    """Answer the questions, or go on where you stopped.

    FILE keeps your answers and is saved after each one. A name such as plan means plan.lia.json.
    """
    from impact_check.cli import assess as command

    command.assess(file, pack, answers, by)


@group.command()
@FILE
@PACK
@ON
@click.option("--json", "as_json", is_flag=True, help="Print the whole result as JSON.")
@LANGUAGE
def rate(file: str, pack: str | None, on: str | None, as_json: bool) -> None:
    """Show the rating, and what it rests on.

    FILE is an assessment (.lia.json) or a file of answers (.yaml).
    """
    from impact_check.cli import read_only

    read_only.rate(file, pack, on, as_json=as_json)


@group.command()
@FILE
@click.argument("about", metavar="[ABOUT]", required=False)
@PACK
@ON
@LANGUAGE
def explain(file: str, about: str | None, pack: str | None, on: str | None) -> None:
    """Say why: which answers, which rule, which source.

    ABOUT is the id of a risk, a rule, a principle or a question; without it, everything is explained.
    """
    from impact_check.cli import read_only

    read_only.explain(file, about, pack, on)


@group.command(short_help="Show the smallest change that would bring the rating down.")
@FILE
@PACK
@ON
@click.option(
    "--target",
    type=click.Choice(["none", "low", "moderate", "high"]),
    help="The worst rating that is good enough. The default is the next better one of low, moderate and high.",
)
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", help="The default is text.")
@LANGUAGE
def whatif(file: str, pack: str | None, on: str | None, target: str | None, kind: str) -> None:
    """Show the smallest change that would bring the rating down, and what must be found out for it.

    Only what the decision itself can change is changed. What nobody can choose can only be found out. FILE is an
    assessment (.lia.json) or a file of answers (.yaml). It stays as it is.
    """
    from impact_check.cli import read_only

    read_only.whatif(file, pack, on, target, as_json=kind == "json")


@group.command()
@FILE
@click.option(
    "-o", "--output", metavar="OUT", help="Where to write it: a file, or - to print it. Default: beside FILE."
)
@click.option("--format", "kind", type=click.Choice(["pdf", "html"]), help="The default is what OUT ends in, or PDF.")
@PACK
@ON
@LANGUAGE
def report(file: str, output: str | None, kind: str | None, pack: str | None, on: str | None) -> None:
    """Write the report as PDF, or as a web page.

    FILE is an assessment (.lia.json) or a file of answers (.yaml).
    """
    from impact_check.cli import read_only

    read_only.report(file, output, kind, pack, on)


@group.command(short_help="Print all questions as a form to fill in by hand.")
@click.argument("pack", metavar="[PACK]", required=False)
@click.option(
    "-o", "--output", metavar="OUT", help="Where to write it: a file, or - to print it. The default is PACK-blank.pdf."
)
@click.option("--format", "kind", type=click.Choice(["pdf", "html"]), help="The default is what OUT ends in, or PDF.")
@LANGUAGE
def blank(pack: str | None, output: str | None, kind: Literal["pdf", "html"] | None) -> None:
    """Write a blank form with all questions, as PDF or as a web page, to print and fill in by hand.

    PACK is a questionnaire: a name or a folder. The default is kirklees. The form gives no rating: for that, the
    answers are typed in later.
    """
    from impact_check.cli import blank as command

    command.blank(pack, output, kind)


@group.command(short_help="Check the files and the words of questionnaires.")
@PACKS
@FORMAT
def lint(packs: tuple[str, ...], kind: str) -> None:
    """Check the files and the words of questionnaires: every mistake, with file, line and what to do.

    PACK is a name or a folder; without it, all that come with the program are checked. What a rule leads to is
    checked by prove and test.
    """
    from impact_check.cli import lint as command

    command.lint(packs, as_json=kind == "json")


@group.command(short_help="Prove what holds whatever is answered.")
@PACKS
@FORMAT
def prove(packs: tuple[str, ...], kind: str) -> None:
    """Try every kind of answer, and say what holds whatever is answered.

    Every rule can hold and can fail, a worse answer never gives a better rating, what isn't known never reassures,
    and more. Where something doesn't hold, the answers that show it are named.

    PACK is a name or a folder; without it, all that come with the program are proved. Several at once are quicker.
    """
    from impact_check.cli import prove as command

    command.prove(packs, as_json=kind == "json")


@group.command(short_help="Run the worked cases of questionnaires.")
@PACKS
@FORMAT
def test(packs: tuple[str, ...], kind: str) -> None:
    """Run the worked cases of questionnaires: each line that doesn't come out, and what no case shows.

    PACK is a name or a folder; without it, those of all that come with the program are run.
    """
    from impact_check.cli import try_cases as command

    command.try_cases(packs, as_json=kind == "json")


@group.group(short_help="List questionnaires, or begin one of your own.")
def pack() -> None:
    """List the questionnaires that come with the program, or begin one of your own."""


@pack.command("new")
@click.argument("name", metavar="NAME")
@click.option("--title", metavar="TITLE", help="The title. The default is made from NAME.")
@click.option("-o", "--output", metavar="DIR", default=".", help="Where to put the folder. The default is here.")
def pack_new(name: str, title: str | None, output: str) -> None:
    """Make a folder NAME with a questionnaire of your own, to change.

    It asks all that core asks of any council, and has an example of everything else: strategy, sources, questions, a
    rule and its cases. NAME has small letters, digits and hyphens.
    """
    from impact_check.cli import packs

    packs.new(name, title, output)


@pack.command("list")
def pack_list() -> None:
    """Show each questionnaire with its title, version, owner and size."""
    from impact_check.cli import packs

    packs.list_packs()


@group.command(short_help="Compare two versions of a questionnaire.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@ON
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", help="The default is text.")
@click.option(
    "--fail-on", type=click.Choice(["major", "minor"]), help="End with code 10 if there is such a change, or a heavier."
)
def diff(old: str, new: str, files: tuple[str, ...], on: str | None, kind: str, fail_on: str | None) -> None:
    """Say what differs between two versions of a questionnaire, and whether it can move a rating.

    OLD and NEW are names or folders. Conditions are compared for every answer that there is, so writing one differently
    is no change if it says the same. Each change is major (it can move a rating, or leave an answer without its
    question), minor (it adds something) or patch (words only), and the version numbers are held against that.

    FILE is an assessment or a file of answers, as many as you like. Each is rated under both versions, and what comes
    out differently is listed. No file is changed.
    """
    from impact_check.cli import diff as command

    command.diff(old, new, files, on, fail_on, as_json=kind == "json")


@group.command(short_help="Draw what leads to what.")
@click.argument("pack", metavar="[PACK]", required=False)
@click.option("--about", metavar="ID", help="Only what this question, section, rule, risk or principle touches.")
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    default="-",
    help="A file to write. If it ends in .md: a page that shows the drawing.",
)
def graph(pack: str | None, about: str | None, output: str) -> None:
    """Draw which questions lead to which rules, risk factors and elements of the strategy.

    The drawing is a text in Mermaid, which GitHub, GitLab and many editors show as a picture. PACK is a name or a
    folder; without it, it is kirklees.
    """
    from impact_check.cli import graph as command

    command.graph(pack, about, output)


@group.command()
@click.option("-o", "--output", metavar="DIR", default=".", help="The folder to write to. The default is this one.")
def demo(output: str) -> None:
    """Assess a made-up closure of a lunch club, to see what comes out."""
    from impact_check.cli import demo as command

    command.demo(output)


@group.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(as_json: bool) -> None:
    """Check that this computer has what the program needs."""
    from impact_check.cli import doctor as command

    command.doctor(as_json=as_json)


@group.command(short_help="Show your own figures for the areas that a decision names.")
@click.argument("table", metavar="TABLE")
@click.option("--for", "file", metavar="FILE", required=True, help="The assessment or file of answers.")
@click.option("--source", metavar="TEXT", help="Where the figures come from, if TABLE has no column source.")
@click.option("--date", "day", metavar="DATE", help="The day or year they are of, if TABLE has no column date.")
@PACK
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def areas(table: str, file: str, source: str | None, day: str | None, pack: str | None, as_json: bool) -> None:
    """Show what a table of your own says about the areas that a decision names.

    TABLE is a table (CSV) with a column area or code, columns source and date, and your figures. Warns where figures
    and boundaries are of different times.
    """
    from impact_check.cli import areas as command

    command.areas(table, file, source, day, pack, as_json=as_json)


@group.group(short_help="Ask people about loneliness, before and after.")
def measures() -> None:
    """Ask people how lonely they feel, before and after, in the words of the national indicators.

    The figures say how people feel, not what made them feel so. Never guess anybody's answer.
    """


@measures.command()
@click.option(
    "-o", "--output", metavar="OUT", required=True, help="survey.csv for the table, survey.html for the sheet to print."
)
def template(output: str) -> None:
    """Write the sheet with the questions, or the empty table for the answers."""
    from impact_check.cli import measures as command

    command.template(output)


@measures.command()
@click.argument("baseline", metavar="BASELINE")
@click.argument("follow_up", metavar="[FOLLOWUP]", required=False)
@click.option("--by", metavar="COLUMN", help="Also show each group of this column, such as group.")
@click.option(
    "--pack", metavar="PACK", help="The questionnaire that the national figures come from. Default: kirklees."
)
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", help="The default is text.")
def score(baseline: str, follow_up: str | None, by: str | None, pack: str | None, kind: str) -> None:
    """Show what the answers say: shares, how much may be chance, and national figures.

    BASELINE is a table of answers (CSV); FOLLOWUP another, unless the first holds both times. Figures that stand on
    fewer than five people are hidden.
    """
    from impact_check.cli import measures as command

    command.score(baseline, follow_up, by, pack, as_json=kind == "json")


@group.command()
@click.argument("kind", metavar="assessment|result", type=click.Choice(["assessment", "result"]))
def schema(kind: str) -> None:
    """Print the JSON Schema of an assessment file or of a result."""
    from impact_check.cli import read_only

    read_only.schema(kind)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code. Errors that can be foreseen become one clear message here."""
    try:
        _prepare()
        code = group.main(args=arguments, prog_name="impact-check", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return Exit.INTERRUPTED
    except OSError as error:
        return _cannot_write(error)
    except Stop as stop:
        if stop.message:
            _tell(stop.message, stop.code)
        return stop.code
    except ImpactCheckError as error:
        from impact_check.cli.failures import in_words

        code, message = in_words(error)
        _tell(message, code)
    return int(code or Exit.OK)


def _prepare() -> None:
    """Make the standard streams UTF-8 whatever the locale; those that are closed read and write nothing."""
    import os

    for name, mode, errors in (
        ("stdin", "r", "replace"),
        ("stdout", "w", "backslashreplace"),
        ("stderr", "w", "backslashreplace"),
    ):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  # For the whole run.
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors=errors)


def _tell(message: str, code: Exit) -> None:
    from impact_check.cli.output import say

    say(message, to_stderr=code is not Exit.OK)


def _cannot_write(error: OSError) -> int:
    """End quietly if whoever read our output has gone, as `head` does; otherwise say what could not be written."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # What is still to be written goes nowhere.
    if isinstance(error, BrokenPipeError):
        return Exit.OK
    where = f"{error.filename}: " if error.filename else ""
    _tell(f"{where}{error.strerror or error}.", Exit.CONFLICT)
    return Exit.CONFLICT
