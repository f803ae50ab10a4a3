"""`impact-check screen`: every decision in a table -> a table of ratings, and what it comes to as text."""

import csv
import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from impact_check.cli.exits import Exit, Stop
from impact_check.cli.failures import refused
from impact_check.cli.output import look_here, say, say_wrapped, wrapped
from impact_check.cli.read_only import print_json
from impact_check.cli.written import write_file
from impact_check.language import Translated, number, to_translate, tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable

    from impact_check.api.bulk import Extra
    from impact_check.bulk import ScreenSummary
    from impact_check.bulk.summary import Breakdown, PrincipleTotals, Ratings

SCREEN_SCHEMA = "impact-check/screen/1"

MOST_SHOWN = 15
"""Values of one column that are printed; the JSON has them all."""

_LEVELS = Translated(
    {
        "severe": to_translate("Severe"),
        "high": to_translate("High"),
        "moderate": to_translate("Moderate"),
        "low": to_translate("Low"),
        "none": to_translate("None"),
    }
)


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for besides the files."""

    by: tuple[str, ...] = ()
    include: str | None = None
    rejects: str | None = None
    resume: bool = False
    strict: bool = False
    as_json: bool = False


def template(output: str | None, pack: str | None) -> None:
    """Write an empty table with the columns. Raise Stop rather than replace a file."""
    from impact_check import api

    path = Path(output or "decisions.csv")
    if path.suffix.lower() != ".csv":
        raise Stop(Exit.USAGE, tr("{path}: give a name that ends in .csv.", path=path))
    if path.exists():
        raise Stop(
            Exit.CONFLICT, tr("{path} is there already, and may hold answers. Give another name with -o.", path=path)
        )
    ruleset = api.load_questionnaire(pack or "kirklees")
    heading = io.StringIO()
    csv.writer(heading).writerow(api.screen_columns(ruleset))
    write_file(path, heading.getvalue().encode("utf-8-sig"))
    told = tr(
        "The table is in {path}. Write one row for each decision, and leave empty what isn’t known. What may stand in "
        "a column: impact-check answers-template",
        path=path,
    )
    say_wrapped(told)


def screen(file: str | None, output: str | None, pack: str | None, options: Options) -> None:
    """Rate a file and print what it comes to. Raise Stop if a file can't be written, or if it was strict."""
    from impact_check import api

    if file is None or output is None:
        raise Stop(Exit.USAGE, tr("Name the table and where to write the ratings: {command}", command=_EXAMPLE))
    ruleset = api.load_questionnaire(pack or "kirklees")
    try:
        with _progress() as progress:
            summary = api.screen_file(
                ruleset,
                Path(file),
                Path(output),
                include=_extras(options.include),
                by=options.by or None,
                rejects=Path(options.rejects) if options.rejects else None,
                resume=options.resume,
                progress=progress,
            )
    except OSError as error:
        raise Stop(Exit.CONFLICT, refused(error)) from error
    except KeyboardInterrupt:
        say_wrapped("\n" + tr("To go on where it stopped, give the same command with --resume."), to_stderr=True)
        raise
    if options.as_json:
        print_json(SCREEN_SCHEMA, summary.model_dump(mode="json"))
    else:
        _show(summary)
    if options.strict and summary.rejects:
        raise Stop(Exit.INVALID, _rejected(summary) if options.as_json else "")


_EXAMPLE = "impact-check screen decisions.csv -o rated.csv"


def _extras(written: str | None) -> "tuple[Extra, ...]":
    found: list[Extra] = []
    for part in (written or "").split(","):
        match part.strip():
            case "factors":
                found.append("factors")
            case "rules":
                found.append("rules")
            case "":
                pass
            case other:
                raise Stop(
                    Exit.USAGE, tr("--with knows factors and rules, or both as factors,rules; not {what}.", what=other)
                )
    return tuple(found)


@contextmanager
def _progress() -> "Iterator[Callable[[int, int | None], None]]":
    """Show how far it is, at a terminal that can; otherwise say nothing."""
    if not sys.stderr.isatty() or os.environ.get("ACCESSIBLE", "") not in ("", "0"):
        yield lambda _done, _rows: None
        return
    shown = False

    def tell(done: int, rows: int | None) -> None:
        nonlocal shown
        shown = True
        part = f" {100 * done // rows:3} %" if rows else ""
        click.echo(f"\r{number(done)}{part} ", nl=False, err=True)

    try:
        yield tell
    finally:
        if shown:
            click.echo("", err=True)


def _show(summary: "ScreenSummary") -> None:
    for note in summary.notes:
        say_wrapped(note)
        say()
    say_wrapped(
        trn(
            "{count} decision was rated, as proposed.",
            "{count} decisions were rated, as proposed.",
            summary.ratings.decisions,
        )
    )
    if summary.rejects:
        say_wrapped(_rejected(summary))
    say()
    for line in _levels(summary.ratings):
        say(line)
    if summary.ratings.too_unknown:
        say()
        told = trn(
            "Of {count} decision too little is known to tell: what is known makes it low or none, the rest could make "
            "it high or severe.",
            "Of {count} decisions too little is known to tell: what is known makes them low or none, the rest could "
            "make them high or severe.",
            summary.ratings.too_unknown,
        )
        say_wrapped(told)
    for breakdown in summary.by:
        if not breakdown.parts:
            continue
        say()
        for line in _breakdown(breakdown):
            say(line)
    if summary.principles:
        say()
        for line in _principles(summary.principles):
            say(line)
    say()
    say_wrapped(tr("The ratings are in {path}.", path=summary.output))
    told = tr(
        "A screening looks at the answers alone. It judges no mitigation, no check and no benefit, and it signs off "
        "nothing. Assess on its own each decision that may be high or severe."
    )
    say_wrapped(told)


def _rejected(summary: "ScreenSummary") -> str:
    return trn(
        "{count} decision could not be rated, because something in its row can’t be read. It is listed, with what to "
        "do, in {path}.",
        "{count} decisions could not be rated, because something in their rows can’t be read. They are listed, with "
        "what to do, in {path}.",
        summary.rejects,
        path=summary.rejects_file,
    )


def _levels(ratings: "Ratings") -> Iterator[str]:
    yield from _aligned(
        [
            (tr("Confirmed"), tr("Possible"), tr("Rating")),
            *((number(ratings.confirmed[level]), number(ratings.possible[level]), _LEVELS[level]) for level in _LEVELS),
        ]
    )


def _breakdown(breakdown: "Breakdown") -> Iterator[str]:
    yield wrapped(breakdown.title, look_here().width)
    rows = [
        (*(number(count) for count in (part.ratings.decisions, *_worst(part.ratings))), part.label)
        for part in breakdown.parts[:MOST_SHOWN]
    ]
    yield from _aligned([(tr("Decisions"), tr("May be high or severe"), tr("Confirmed high or severe"), ""), *rows])
    more = len(breakdown.parts) - MOST_SHOWN
    if more > 0:
        yield trn("and {count} more, which --json lists", "and {count} more, which --json lists", more)


def _worst(ratings: "Ratings") -> tuple[int, int]:
    possible, confirmed = ratings.possible, ratings.confirmed
    return possible["severe"] + possible["high"], confirmed["severe"] + confirmed["high"]


def _principles(principles: Iterable["PrincipleTotals"]) -> Iterator[str]:
    rows = [
        (number(found.conflicts), number(found.at_risk), f"{found.principle}: {found.wording}") for found in principles
    ]
    yield from _aligned([(tr("In conflict"), tr("At risk"), tr("Principle")), *rows])


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield aligned lines, headings first: figures on the right, and last what they are of, wrapped."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]) - 1)]
    for *figures, label in rows:
        start = "".join(f"{figure.rjust(width)}  " for figure, width in zip(figures, widths, strict=True))
        yield wrapped(label, look_here().width, first=start) if label else start.rstrip()
