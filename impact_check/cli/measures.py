"""`impact-check measures`: the survey sheet and table; what the answers say, as text that reads well aloud."""

from collections.abc import Iterator
from pathlib import Path

from impact_check.cli.exits import Exit, Stop
from impact_check.cli.output import look_here, say, say_wrapped, wrapped
from impact_check.cli.read_only import print_json
from impact_check.cli.written import write_file
from impact_check.measures.scores import Change, MeasureScores, Row, Share, SurveyScores
from impact_check.measures.wording import TIMES, TITLES
from impact_check.model.comparators import Comparator

MEASURES_SCHEMA = "impact-check/measures/1"

HIDDEN = "hidden"

_INDICATORS = {
    "often_always": "often or always lonely",
    "some_or_more": "lonely at least some of the time",
    "never": "never lonely",
}


def template(output: str) -> None:
    """Write the empty table (.csv) or the survey sheet (.html). Raise Stop rather than replace a file."""
    from impact_check import api

    path = Path(output)
    endings = {".csv": api.survey_table, ".html": api.survey_page, ".htm": api.survey_page}
    make = endings.get(path.suffix.lower())
    if make is None:
        raise Stop(Exit.USAGE, f"{output}: give a name that ends in .csv for the table, or in .html for the sheet.")
    if path.exists():
        raise Stop(Exit.CONFLICT, f"{output} is there already, and may hold answers. Give another name with -o.")
    write_file(path, make().encode())
    if path.suffix.lower() == ".csv":
        say_wrapped(f"The table is in {output}. Fill in one row for each person each time. Its columns:")
        for column in api.survey_columns():
            say(wrapped(column.holds, look_here().width, first=f"{column.heading}: ", indent=2))
    else:
        say_wrapped(f"The survey sheet is in {output}. Open it in a browser, and print it.")


def score(baseline: str, follow_up: str | None, by: str | None, pack: str | None, *, as_json: bool) -> None:
    """Print the scores as text, or as JSON."""
    from impact_check import api

    survey = api.read_survey(Path(baseline), Path(follow_up) if follow_up else None, by=by)
    scores = api.score_survey(api.load_questionnaire(pack or "kirklees"), survey)
    if as_json:
        print_json(MEASURES_SCHEMA, scores.model_dump(mode="json"))
    else:
        _show(scores)


def _show(scores: SurveyScores) -> None:
    say_wrapped(scores.sentence)
    for measure in scores.measures:
        say()
        say_wrapped(TITLES[measure.measure])
        for line in _table(measure):
            say(line)
        for part in measure.incomplete:
            what = "row lacks" if part.rows == 1 else "rows lack"
            say_wrapped(f"Not counted, {TIMES[part.when].lower()}: {part.rows} of {part.of} {what} an answer.")
        if measure.change:
            say_wrapped(_moved(measure.change))
    if scores.comparators:
        say()
        say_wrapped(
            "For comparison, other people in other surveys. Mind the area and the ages, and never mix the surveys."
        )
        for comparator in scores.comparators:
            say(wrapped(_comparator(comparator), look_here().width, first="- "))
    say()
    for note in scores.notes:
        say(wrapped(note, look_here().width, first="- "))
    say_wrapped(f"Questions: {scores.source}.")


def _table(measure: MeasureScores) -> Iterator[str]:
    """Yield aligned lines, headings first; read aloud line by line, each makes sense alone."""
    if measure.measure == "direct":
        head = ("Who", "When", "Answered", "Often or always", "At least some of the time")
        rows = [(*_who(row), _share(row, row.often), _share(row, row.some_or_more)) for row in measure.rows]
    else:
        head = ("Who", "When", "Answered", "Sum of 6 or more", "Mean sum")
        rows = [(*_who(row), _share(row, row.high), _mean(row)) for row in measure.rows]
    widths = [max(len(line[column]) for line in (head, *rows)) for column in range(len(head))]
    for line in (head, *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _who(row: Row) -> tuple[str, str, str]:
    answered = HIDDEN if row.answered is None else f"{row.answered:,}"
    return row.group or "Everyone", TIMES[row.when], answered


def _share(row: Row, share: Share | None) -> str:
    if share is None:
        return "no answers" if row.answered == 0 else HIDDEN
    return f"{share.count:,}, {share.percent:.0f}% (range {share.low:.0f} to {share.high:.0f}%)"


def _mean(row: Row) -> str:
    if row.mean is None:
        return "no answers" if row.answered == 0 else HIDDEN
    return f"{row.mean:.1f}"


def _moved(change: Change) -> str:
    people = f"{change.people:,} people answered both times"
    if change.less_lonely is None:
        return f"{people}; how they moved is hidden, because some figure stands on too few of them."
    if change.same is None or change.lonelier is None or change.chance is None:
        return f"{people}: {change.less_lonely:,} gave a less lonely answer later, the others didn't."
    return (
        f"{people}: later {change.less_lonely:,} gave a less lonely answer, {change.same:,} the same, and "
        f"{change.lonelier:,} a lonelier one. Chance alone splits those who moved at least this unevenly "
        f"{_times(change.chance)} (exact sign test)."
    )


def _times(chance: float) -> str:
    return "less than once in 1,000 times" if chance < 0.001 else f"about {chance * 100:.1f} times in 100"


def _comparator(comparator: Comparator) -> str:
    upper = f" to {comparator.percent_to:g}%" if comparator.percent_to is not None else "%"
    note = f" {comparator.note}" if comparator.note else ""
    return (
        f"{comparator.percent:g}{upper} {_INDICATORS[comparator.indicator]}: {comparator.ages}, {comparator.area}, "
        f"{comparator.survey}, {comparator.period}.{note}"
    )
