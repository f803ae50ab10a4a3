"""What was left out of a public copy -> the list of it, by class, with the questions."""

from collections import Counter
from collections.abc import Iterable, Iterator

from impact_check.privacy import WITHHELD, Place, Withheld
from impact_check.privacy.wording import KINDS
from impact_check.report.formats import count, listed, one_line, passage
from impact_check.report.lookup import Lookup
from impact_check.report.parts import Row, WithheldPart


def withheld_part(lookup: Lookup, withheld: Withheld) -> WithheldPart:
    """Set out what was left out and why."""
    rows = tuple(_rows(lookup, withheld))
    return WithheldPart(
        intro=(
            f"This copy is for the public. What is listed here was left out, and “{WITHHELD}” stands in its place. "
            "The rating, the findings and the checks are those of the full assessment."
            if rows
            else "This copy is for the public. Nothing had to be left out."
        ),
        rows=rows,
    )


def _rows(lookup: Lookup, withheld: Withheld) -> Iterator[Row]:
    for label, questions in (
        ("Internal answers", withheld.internal),
        ("Answers about particular people", withheld.personal),
        ("Numbers of people so small that they might be recognised", withheld.small_numbers),
    ):
        if questions:
            yield _row(f"{label}: {len(questions)}", map(lookup.question_text, questions))
    if withheld.details:
        yield _row(f"Personal details in texts: {len(withheld.details)}", _details(lookup, withheld))
    for label, number, why in (
        ("Names", withheld.names, "Who answered, finds out, owns an action, agreed to it or checked it."),
        ("Notes", withheld.notes, "They stood beside answers that are left out or shown less exactly."),
        ("Places of evidence", withheld.evidence_places, "They are no links that the public could follow."),
        ("Entries of the history", withheld.history, "They say who changed what, with earlier answers."),
        ("Reviews", withheld.reviews, "A second person’s view of the answers."),
        ("Suggested answers", withheld.suggestions, "Nobody has confirmed them."),
        ("Where answers were taken over from", withheld.origins, "It may name people."),
        ("Ways to bring the rating down", withheld.ways, "They would show an answer that is left out."),
    ):
        if number:
            yield _row(f"{label}: {number:,}", [why])


def _row(label: str, lines: Iterable[str]) -> Row:
    return Row(label, passage("\n".join(map(one_line, lines))))


def _details(lookup: Lookup, withheld: Withheld) -> Iterator[str]:
    """Say for each place how many details of which kind were left out."""
    for place in dict.fromkeys(place for place, _ in withheld.details):
        kinds = Counter(kind for found_in, kind in withheld.details if found_in == place)
        found = (count(number, KINDS[kind].one, KINDS[kind].many) for kind, number in kinds.items())
        yield f"{_named(lookup, place)}: {listed(found)}"


def _named(lookup: Lookup, place: Place) -> str:
    match place.kind:
        case "question":
            return f"“{lookup.question_text(place.id)}”"
        case "assessment":
            return "The number of the assessment"
        case _:
            return f"{place.kind.capitalize()} {place.id}"
