"""The commands of impact-check. Each imports what it needs when it runs, so that help is instant."""

import sys
from collections.abc import Sequence
from typing import Literal, TextIO

import click

from impact_check.cli.exits import Exit, Stop, epilog
from impact_check.cli.groups import Group
from impact_check.cli.keys_commands import keys, ledger
from impact_check.cli.language import LANGUAGE
from impact_check.cli.sign_off_commands import publish, sign, status, submit, withdraw
from impact_check.errors import ImpactCheckError

FILE = click.argument("file", metavar="FILE", type=click.Path())  # So that a shell completes file names.
ON = click.option("--on", metavar="DATE", help="The day to rate it for, such as 2026-09-01. The default is today.")
PACKS = click.argument("packs", metavar="[PACK]...", nargs=-1)
FORMAT = click.option(
    "--format", "kind", type=click.Choice(["text", "json"]), default="text", help="The default is text."
)
PACK = click.option("--pack", metavar="PACK", help="The questionnaire: a name such as kirklees, or a folder.")

BY = click.option("--by", metavar="NAME", help="Who is answering: a name or a job title.")
SUMMARY = click.option("--summary", metavar="TEXT", help="What it would do, in a sentence or two.")


def _show_version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:  # noqa: ARG001
    """Print the version of the program and of each questionnaire."""
    if wanted:
        from impact_check.cli.version import show_version

        show_version()
        context.exit()


@click.group(
    cls=Group, epilog=epilog(), context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
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
@click.option(
    "--answers", metavar="FILE", help="Start from a file of answers: YAML, JSON or CSV. - reads standard input."
)
@click.option(
    "--answers-format",
    "written_as",
    type=click.Choice(["yaml", "json", "csv"]),
    help="How the answers are written, if FILE doesn't tell.",
)
@click.option(
    "--data", metavar="FILE", help="Bring what may still hold from an earlier assessment, or from a file of answers."
)
@click.option("--accept-data", is_flag=True, help="Take all that was brought, without confirming each.")
@click.option("--strict", is_flag=True, help="With --answers: save nothing and end with 3 if anything is left to do.")
@click.option("--by", metavar="NAME", help="Who is answering: a name or a job title, as the report should show it.")
@click.option("--take-over", is_flag=True, help="Open FILE even if it is open elsewhere. The other program then stops.")
@LANGUAGE
def assess(
    file: str,
    pack: str | None,
    answers: str | None,
    written_as: Literal["yaml", "json", "csv"] | None,
    data: str | None,
    accept_data: bool,
    strict: bool,
    by: str | None,
    take_over: bool,
) -> None:
    """Answer the questions, or go on where you stopped.

    FILE keeps your answers and is saved after each one. A name such as plan means plan.lia.json.
    """
    from impact_check.cli import assess as command
    from impact_check.cli.answers_given import Given

    given = Given(written_as=written_as, data=data, accept_data=accept_data, strict=strict)
    command.assess(file, pack, answers, by, take_over=take_over, given=given)


@group.command("answers-template", short_help="Write a file of answers to fill in.")
@click.argument("pack", metavar="[PACK]", required=False)
@click.option("-o", "--output", metavar="OUT", default="-", help="A file to write. The default is to print it.")
@click.option("--format", "kind", type=click.Choice(["yaml", "csv"]), help="The default is what OUT ends in, or yaml.")
@click.option(
    "--for", "file", metavar="FILE", help="Fill in the answers of this assessment, or of this file of answers."
)
@LANGUAGE
def answers_template(pack: str | None, output: str, kind: Literal["yaml", "csv"] | None, file: str | None) -> None:
    """Write a file of answers to fill in: every question in order, with its options and when it is asked.

    PACK is a questionnaire: a name or a folder. The default is kirklees, or that of FILE. Fill it in with any editor,
    or as a table (csv) with a spreadsheet. Then: impact-check assess my-plan --answers OUT
    """
    from impact_check.cli import answers_template as command

    command.answers_template(pack, output, kind, file)


@group.command(short_help="List the evidence, and see whether its files are as they were.")
@FILE
@PACK
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@LANGUAGE
def evidence(file: str, pack: str | None, as_json: bool) -> None:
    """List the evidence: how strong, from when, what rests on it, and whether its file is there and unchanged.

    Links are not opened. FILE is an assessment (.lia.json) or a file of answers. Ends with 3 if a file is missing or
    not as it was.
    """
    from impact_check.cli import evidence_files as command

    command.evidence(file, pack, as_json=as_json)


@group.command(short_help="Bring two people's copies of an assessment together.")
@click.argument("mine", metavar="MINE")
@click.argument("theirs", metavar="THEIRS")
@click.option("-o", "--output", metavar="OUT", required=True, help="The new file to write.")
@click.option(
    "--prefer",
    type=click.Choice(["mine", "theirs"]),
    help="Whose counts where both differ. Default: you choose.",
)
@click.option("--by", metavar="NAME", help="Who brings them together: a name or a job title.")
@PACK
@LANGUAGE
def merge(mine: str, theirs: str, output: str, prefer: str | None, by: str | None, pack: str | None) -> None:
    """Bring two people's copies of one assessment together in a new file.

    What only one of them changed is taken from that one. Where both changed the same thing differently, you are asked
    whose counts. MINE and THEIRS stay as they are.
    """
    from impact_check.cli import merge as command

    command.merge(mine, theirs, output, prefer, by, pack)


@group.command(short_help="Bring an assessment of an earlier version into the present format.")
@FILE
@click.option("-o", "--output", metavar="OUT", help="Write it to this file, or to - to print it, and leave FILE alone.")
@LANGUAGE
def migrate(file: str, output: str | None) -> None:
    """Bring an assessment file that an earlier version wrote into the present format.

    Nothing is lost, and the questionnaire that it was answered under stays. Without -o, the file as it was is kept with
    .bak behind its name. All other commands read earlier formats too: this is for programs that read the file.
    """
    from impact_check.cli import migrate as command

    command.migrate(file, output)


@group.command(short_help="Bring back a damaged assessment.")
@FILE
@LANGUAGE
def recover(file: str) -> None:
    """Bring back an assessment whose file is damaged, from the copy before its last change.

    The damaged file is kept beside it.
    """
    from impact_check.cli import recover as command

    command.recover(file)


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


@group.command(short_help="Look at somebody else's answers, and agree or disagree.")
@FILE
@PACK
@click.option("--by", metavar="NAME", help="Who challenges: a name and a job, as the report should show it.")
@LANGUAGE
def challenge(file: str, pack: str | None, by: str | None) -> None:
    """Look at an assessment that somebody else filled in, point by point: agree, disagree, or leave it.

    Only what the rating hangs on is shown, the most telling first. Nothing you say changes an answer: the report shows
    both views, and what the rating would be with your answers. Each point is saved at once; to go on later, type the
    same again. FILE is an assessment (.lia.json).
    """
    from impact_check.cli import challenge as command

    command.challenge(file, pack, by)


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
@click.option("--public", is_flag=True, help="Leave out what isn't public, and list what was left out.")
@PACK
@ON
@LANGUAGE
def report(file: str, output: str | None, kind: str | None, public: bool, pack: str | None, on: str | None) -> None:
    """Write the report as PDF, or as a web page.

    FILE is an assessment (.lia.json) or a file of answers (.yaml). With --public, answers that are internal or about
    persons, names, and personal details found in texts are left out; the rating stays the same.
    """
    from impact_check.cli import read_only

    read_only.report(file, output, kind, pack, on, public=public)


@group.command(short_help="Write the reports of many files into a folder.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", metavar="FOLDER", required=True, help="The folder to write them into.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="How many to make at once. Default: one a core.")
@click.option("--html", "as_html", is_flag=True, help="Write web pages instead of PDFs.")
@click.option("--public", is_flag=True, help="Leave out what isn't public, and list what was left out.")
@PACK
@ON
@LANGUAGE
def reports(
    files: tuple[str, ...],
    output: str,
    jobs: int | None,
    as_html: bool,
    public: bool,
    pack: str | None,
    on: str | None,
) -> None:
    """Write the reports of many files into a folder, several at once.

    FILE is an assessment (.lia.json), a file of answers (.yaml), or a folder: then all assessments in it and below.
    A report that can't be made doesn't stop the others. It is listed at the end, and the command ends with 3. A report
    that is there already, made from the same for the same day (--on), is left: after a stop, give the same command
    again.
    """
    from impact_check.cli import reports as command
    from impact_check.cli.files import read_day

    asked = command.Asked("html" if as_html else "pdf", public, pack, read_day(on), jobs)
    command.reports(files, output, asked)


@group.command(short_help="Write what committees, calendars, spreadsheets and procurement systems take.")
@FILE
@click.option(
    "--as",
    "kind",
    type=click.Choice(
        [
            *("docx", "markdown", "fragment", "implications", "iia", "ics", "actions-csv", "actions-xlsx"),
            *("csv", "xlsx", "kpis-csv", "kpis-json", "ocds"),
        ]
    ),
    metavar="KIND",
    required=True,
    help="What to write.",
)
@click.option(
    "-o", "--output", metavar="OUT", help="Where to write it: a file, or - to print it. Default: beside FILE."
)
@click.option("--appendix", metavar="TEXT", help="With docx: begin with this heading, such as “Appendix 2”.")
@click.option("--case", metavar="TEXT", help="With iia: the number of the council's own assessment.")
@click.option("--url", metavar="URL", help="With ocds: where anybody can read the published report.")
@click.option("--public", is_flag=True, help="Leave out what isn't public.")
@PACK
@ON
@LANGUAGE
def export(
    file: str,
    kind: str,
    output: str | None,
    appendix: str | None,
    case: str | None,
    url: str | None,
    public: bool,
    pack: str | None,
    on: str | None,
) -> None:
    """Write an assessment as committees, calendars, spreadsheets and procurement systems take it.

    \b
    docx          the whole report for Word, to attach to a committee paper
    markdown      the whole report as Markdown, for GitHub and pandoc
    fragment      the whole report as HTML to paste into a page of a web site
    implications  “Loneliness implications”: half a page of text to paste in; printed unless -o names a file
    iia           what to type into the council's own impact assessment form; printed unless -o names a file
    ics           the days to keep, for a calendar, each with an alarm
    actions-csv   what must be done, by whom and when, as a table
    actions-xlsx  the same as a workbook
    csv           the assessment as a row of a register, with headings
    xlsx          the same as a workbook
    kpis-csv      conditions and mitigations that a contract can be held to, as a table
    kpis-json     the same for programs
    ocds          a fragment of a release in the Open Contracting Data Standard 1.1; always without what isn't public

    FILE is an assessment (.lia.json) or a file of answers (.yaml).
    """  # noqa: D301  # Click wants the character itself.
    from impact_check.cli import export as command

    command.export(file, kind, output, command.Asked(appendix or "", case or "", public, url or ""), pack, on)


@group.group(short_help="Hold other ways to decide against the proposal.")
def option() -> None:
    """Hold other ways to decide against the proposal, doing nothing among them.

    An option has answers of its own only where it differs. All else it shares with the proposal, now and later.
    """


@option.command("add")
@FILE
@click.argument("title", metavar="[TITLE]", required=False, default="")
@click.option("--nothing", is_flag=True, help="The option in which nothing changes. No question is asked.")
@click.option("--answers", metavar="FILE", help="Take what differs from a YAML or JSON file; - reads standard input.")
@SUMMARY
@PACK
@BY
@LANGUAGE
def option_add(
    file: str, title: str, nothing: bool, answers: str | None, summary: str | None, pack: str | None, by: str | None
) -> None:
    """Add an option: you are asked what it does, and Enter means the same as in the proposal.

    FILE is an assessment (.lia.json). The option gets an id, such as O1.
    """
    from impact_check.cli import options

    options.add(file, title, summary, answers, pack, by, nothing=nothing)


@option.command("change")
@FILE
@click.argument("id", metavar="ID")
@click.option("--title", metavar="TITLE", help="Give it this title, and ask nothing.")
@SUMMARY
@PACK
@BY
@LANGUAGE
def option_change(file: str, id: str, title: str | None, summary: str | None, pack: str | None, by: str | None) -> None:  # noqa: A002  # The argument's name.
    """Go through the answers of an option again, or give it another title or summary. ID is O1, O2 and so on."""
    from impact_check.cli import options

    options.change(file, id, title, summary, pack, by)


@option.command("remove")
@FILE
@click.argument("id", metavar="ID")
@PACK
@BY
@LANGUAGE
def option_remove(file: str, id: str, pack: str | None, by: str | None) -> None:  # noqa: A002  # The argument's name.
    """Take an option out. The history of the assessment still tells of it."""
    from impact_check.cli import options

    options.remove(file, id, pack, by)


@option.command("list")
@FILE
@PACK
@ON
@LANGUAGE
def option_list(file: str, pack: str | None, on: str | None) -> None:
    """Show the proposal and each option with its rating."""
    from impact_check.cli import options

    options.list_options(file, pack, on)


@group.command(short_help="Show the options side by side.")
@FILE
@PACK
@ON
@click.option(
    "--format", "kind", type=click.Choice(["text", "json", "csv"]), default="text", help="The default is text."
)
@LANGUAGE
def compare(file: str, pack: str | None, on: str | None, kind: Literal["text", "json", "csv"]) -> None:
    """Show the proposal and its options side by side: ratings, risks, strategy, what is permitted, what differs.

    Nothing is recommended. FILE is an assessment (.lia.json) or a file of answers (.yaml). It stays as it is.
    """
    from impact_check.cli import options

    options.compare(file, pack, on, kind)


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


@pack.command("archive")
@click.argument("pack", metavar="PACK")
@click.option("-o", "--output", metavar="DIR", default=".", help="The folder to write to. The default is this one.")
def pack_archive(pack: str, output: str) -> None:
    """Put a questionnaire into one zip, with the core that it extends, to keep it as it is now.

    Reports that were signed are checked against the very questions that were asked. PACK is a name or a folder.
    """
    from impact_check.cli import packs

    packs.archive(pack, output)


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


@group.command(short_help="Rate every decision in a table, such as next year's savings.")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path())
@click.option("-o", "--output", metavar="OUT", type=click.Path(), help="Where to write the ratings.")
@PACK
@click.option(
    "--by", metavar="COLUMN", multiple=True, help="Also count by this column. The default: directorate, ward."
)
@click.option("--with", "include", metavar="MORE", help="Columns to add: factors, rules, or factors,rules.")
@click.option("--rejects", metavar="CSV", type=click.Path(), help="Where to list what can't be read.")
@click.option("--resume", is_flag=True, help="Go on with a run that was cut off.")
@click.option("--strict", is_flag=True, help="End with 3 if any decision could not be rated.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("--template", "is_template", is_flag=True, help="Write an empty table (CSV) with the columns.")
@LANGUAGE
def screen(
    file: str | None,
    output: str | None,
    pack: str | None,
    by: tuple[str, ...],
    include: str | None,
    rejects: str | None,
    resume: bool,
    strict: bool,
    as_json: bool,
    is_template: bool,
) -> None:
    """Rate every decision in a table, each row as proposed, and count what comes out.

    FILE and OUT are Parquet, Arrow (Feather), CSV or JSON lines, as their names say. Each row is a decision, each
    column a question, by its id. What isn't answered is not known; it is never taken for no.
    """
    from impact_check.cli import screen as command

    if is_template:
        command.template(output, pack)
        return
    options = command.Options(by=by, include=include, rejects=rejects, resume=resume, strict=strict, as_json=as_json)
    command.screen(file, output, pack, options)


@group.command(short_help="Print what makes Tab complete commands in your terminal.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
def completion(shell: str) -> None:
    """Print what makes Tab complete the commands and options of impact-check in your terminal.

    \b
    bash        impact-check completion bash > ~/.local/share/bash-completion/completions/impact-check
    zsh         impact-check completion zsh > ~/.zfunc/_impact-check      (with fpath+=~/.zfunc in ~/.zshrc)
    fish        impact-check completion fish > ~/.config/fish/completions/impact-check.fish
    powershell  impact-check completion powershell >> $PROFILE
    """  # noqa: D301  # Click wants the character itself.
    from impact_check.cli import completion as command

    command.completion(group, shell)


@group.command(short_help="Check a signed report: is it what was signed, and by whom?")
@click.argument("file", metavar="FILE.pdf", type=click.Path())
@click.option(
    "--ledger",
    metavar="LEDGER",
    envvar="IMPACT_CHECK_LEDGER",
    type=click.Path(),
    help="The council's sign-off ledger: its folder, or ledger.jsonl. The default is the folder sign-off here.",
)
@click.option(
    "--roots",
    metavar="PEM",
    multiple=True,
    type=click.Path(),
    help="The council's root certificate, if it isn't beside the ledger. Without a ledger, give others as well.",
)
@click.option("--head", metavar="HASH", default="", help="The hash of a ledger line that the council published.")
@click.option("--against", metavar="FILE.lia.json", type=click.Path(), help="An assessment: is it what was signed?")
@click.option(
    "--full", metavar="FILE.pdf", type=click.Path(), help="The signed report that a public copy was made from."
)
@click.option("--pack", "packs", metavar="FOLDER", multiple=True, help="Where to look for the questionnaire as well.")
@click.option("--strict", is_flag=True, help="Accept only if every check could be made.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@LANGUAGE
def verify(
    file: str,
    ledger: str | None,
    roots: tuple[str, ...],
    head: str,
    against: str | None,
    full: str | None,
    packs: tuple[str, ...],
    as_json: bool,
    strict: bool,
) -> None:
    """Check a signed report: every signature, the council's ledger, the rating worked out again, each page.

    Ends with 0 if it is accepted, with 12 if not, and with 13 if nothing wrong was found but not everything could be
    checked. Check the file as it was published: websites that make PDFs smaller break every signature.
    """
    from impact_check.cli import verify as command

    command.verify(file, ledger, roots, head, against, full, packs, as_json=as_json, strict=strict)


def _print_example(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:  # noqa: ARG001
    """Print a policy to begin with."""
    if wanted:
        from impact_check.cli import gate as command

        command.example_policy()
        context.exit()


@group.command(short_help="Say whether a decision may go through, by a policy.")
@FILE
@click.option("--policy", metavar="gate.toml", required=True, type=click.Path(), help="What must hold.")
@click.option(
    "--example-policy",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_example,
    help="Print a policy to begin with, each key explained.",
)
@click.option(
    "--ledger",
    metavar="LEDGER",
    envvar="IMPACT_CHECK_LEDGER",
    type=click.Path(),
    help="The council's sign-off ledger: its folder, or ledger.jsonl. There is no default.",
)
@click.option("--root", metavar="PEM", type=click.Path(), help="The council's root certificate, from elsewhere.")
@click.option("--against", metavar="FILE.lia.json", type=click.Path(), help="The assessment as it is today.")
@click.option("--head", metavar="HASH", default="", help="The hash of a ledger line that the council published.")
@click.option("--pack", "packs", metavar="FOLDER", multiple=True, help="Where to look for the questionnaire as well.")
@click.option("--reference", metavar="ID", default="", help="The id of the decision that is to go through.")
@ON
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@LANGUAGE
def gate(
    file: str,
    policy: str,
    ledger: str | None,
    root: str | None,
    against: str | None,
    head: str,
    packs: tuple[str, ...],
    reference: str,
    on: str | None,
    as_json: bool,
) -> None:
    """Say whether a decision may go through, with every reason why not. For scripts and procurement systems.

    FILE is a signed report (PDF), or an assessment (.lia.json). The rating is worked out anew; nothing that a file says
    of itself is taken for granted. Ends with 0 if it passes, 10 if it fails, and 11 if that can't be decided.
    """
    from impact_check.cli import gate as command

    command.gate(
        file,
        policy,
        ledger=ledger,
        root=root,
        against=against,
        head=head,
        packs=packs,
        reference=reference,
        on=on,
        as_json=as_json,
    )


@group.command()
@click.argument("kind", metavar="KIND")
def schema(kind: str) -> None:
    """Print a JSON Schema.

    \b
    assessment  an assessment file
    result      what rate --json prints, without its first line
    compare     a comparison of options
    receipt     the receipt in a report's PDF
    gate        what gate --json prints
    gate-policy a gate's policy
    verdict     what verify --json prints
    ledger      one line of a sign-off ledger
    kpis        what export --as kpis-json writes
    ocds        what export --as ocds writes
    event-KIND  the data of an event: rated, submitted, signed, published or decided
    pack        all kinds of files in a questionnaire pack, one schema for each
    pack/FILE   one of them, such as pack/sections/*.yaml

    Each has a name (`$id`) with its version. docs/formats.md tells what may change in them.
    """  # noqa: D301  # Click wants the character itself.
    from impact_check.cli import read_only

    read_only.schema(kind)


@group.command("api", short_help="Answer other programs over HTTP.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="Where to listen. The default is 127.0.0.1.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, help="The default is 8080; 0 takes a free one.")
@click.option(
    "--packs", metavar="FOLDER", multiple=True, help="Questionnaires of your own: a pack, or a folder of packs."
)
@click.option("--quiet", is_flag=True, help="Don't print a line for each request.")
def serve_api(host: str, port: int, packs: tuple[str, ...], quiet: bool) -> None:
    """Answer other programs over HTTP: rate, screen, next question, report, compare, verify.

    Nothing is kept between requests. There is no log-in, so only this computer can reach it unless you say otherwise;
    put it behind your own proxy. Its description (OpenAPI 3.1) is at /v1/openapi.json.
    """
    from impact_check.cli import api as command

    command.api(host, port, packs, quiet=quiet)


group.add_command(keys)
group.add_command(ledger)
for _command in (submit, sign, withdraw, status, publish):
    group.add_command(_command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code. Errors that can be foreseen become one clear message here."""
    from impact_check.cli.endings import ended_by_signals, exit_of

    try:
        _prepare()
        with ended_by_signals():
            code = group.main(args=arguments, prog_name="impact-check", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt) as stopped:
        stop_code = exit_of(stopped.__cause__ or stopped)  # Click turns each interruption into an Abort.
        _tell("Stopped.", stop_code)
        return stop_code
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

    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # We have none, and looking for them takes time.
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
    """Say how it ended; if nobody is there to read it, the exit code says it alone."""
    from impact_check.cli.output import say

    try:
        say(message, to_stderr=code is not Exit.OK)
        sys.stdout.flush()
    except OSError:
        _write_nowhere(sys.stdout, sys.stderr)


def _cannot_write(error: OSError) -> int:
    """End quietly if whoever read our output has gone, as `head` does; otherwise say what could not be written."""
    _write_nowhere(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return Exit.OK
    from impact_check.cli.failures import refused

    _tell(refused(error), Exit.CONFLICT)
    return Exit.CONFLICT


def _write_nowhere(*streams: TextIO) -> None:
    """Send what is still to be written nowhere, so that the end of the program doesn't fail over it."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        os.dup2(nowhere, stream.fileno())
