"""What was left out of a public copy -> the list of it, by class, with the questions."""

from collections import Counter
from collections.abc import Iterable, Iterator

from impact_check.language import number, tr
from impact_check.privacy import WITHHELD, Place, Withheld
from impact_check.privacy.wording import counted
from impact_check.report.formats import labelled, listed, one_line, passage, quoted
from impact_check.report.lookup import Lookup
from impact_check.report.page_one_parts import Row
from impact_check.report.parts import WithheldPart


def withheld_part(lookup: Lookup, withheld: Withheld) -> WithheldPart:
    """Set out what was left out and why."""
    rows = tuple(_rows(lookup, withheld))
    return WithheldPart(
        intro=(
            tr(
                "This copy is for the public. What is listed here was left out, and “{withheld}” stands in its place. "
                "The rating, the findings and the checks are those of the full assessment.",
                withheld=tr(WITHHELD),
            )
            if rows
            else tr("This copy is for the public. Nothing had to be left out.")
        ),
        rows=rows,
    )


def _rows(lookup: Lookup, withheld: Withheld) -> Iterator[Row]:
    for label, questions in (
        (tr("Internal answers"), withheld.internal),
        (tr("Answers about particular people"), withheld.personal),
        (tr("Numbers of people so small that they might be recognised"), withheld.small_numbers),
    ):
        if questions:
            yield _row(label, len(questions), map(lookup.question_text, questions))
    if withheld.details:
        yield _row(tr("Personal details in texts"), len(withheld.details), _details(lookup, withheld))
    for label, found, why in (
        (
            tr("Names"),
            withheld.names,
            tr("Who answered, finds out, owns an action or a condition, agreed, checked or put it forward."),
        ),
        (
            tr("Names in the sign-off record"),
            withheld.signers,
            tr("Who signed, or who approved, by whom that was recorded and where. Roles and days are shown."),
        ),
        (tr("Notes"), withheld.notes, tr("They stood beside answers that are left out or shown less exactly.")),
        (tr("Places of evidence"), withheld.evidence_places, tr("They are no links that the public could follow.")),
        (tr("Entries of the history"), withheld.history, tr("They say who changed what, with earlier answers.")),
        (tr("Reviews"), withheld.reviews, tr("A second person’s view of the answers.")),
        (tr("Suggested answers"), withheld.suggestions, tr("Nobody has confirmed them.")),
        (tr("Where answers were taken over from"), withheld.origins, tr("It may name people.")),
        (tr("Ways to bring the rating down"), withheld.ways, tr("They would show an answer that is left out.")),
    ):
        if found:
            yield _row(label, found, [why])


def _row(label: str, found: int, lines: Iterable[str]) -> Row:
    return Row(labelled(label, number(found)), passage("\n".join(map(one_line, lines))))


def _details(lookup: Lookup, withheld: Withheld) -> Iterator[str]:
    """Say for each place how many details of which kind were left out."""
    for place in dict.fromkeys(place for place, _ in withheld.details):
        kinds = Counter(kind for found_in, kind in withheld.details if found_in == place)
        yield labelled(_named(lookup, place), listed(counted(kind, found) for kind, found in kinds.items()))


def _named(lookup: Lookup, place: Place) -> str:
    match place.kind:
        case "question":
            return quoted(lookup.question_text(place.id))
        case "assessment":
            return tr("The number of the assessment")
        case "evidence":
            return tr("Evidence {id}", id=place.id)
        case "mitigation":
            return tr("Mitigation {id}", id=place.id)
        case "alternative":
            return tr("Alternative {id}", id=place.id)
        case "condition":
            return tr("Condition {id}", id=place.id)
        case "submission":
            return tr("The reasons for what is put forward")
