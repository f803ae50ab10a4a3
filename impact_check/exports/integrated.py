"""An assessment -> what to type into a council's own integrated impact assessment form, field by field.

The fields are those of the form that Kirklees Council publishes its assessments on. What an assessment doesn't hold is
said to be missing, never guessed.
"""

from collections.abc import Iterator

from impact_check.exports.implications import implication_paragraphs
from impact_check.language import tr
from impact_check.report.areas import area_rows
from impact_check.report.formats import day, labelled, one_line
from impact_check.report.lookup import Lookup
from impact_check.report.page_one_parts import Passage
from impact_check.report.summary import fact, groups_sentence
from impact_check.report.wording import duty


def integrated_form(lookup: Lookup, *, case: str = "") -> str:
    """Return each field with what goes into it, in the language spoken.

    case: the number of the council's assessment, such as `IIA-123456789`; without it, the one among the answers.
    Raises ReportError if a text is too large.
    """
    opening = tr(
        "For the council’s own integrated impact assessment form. Where it says “{missing}”, the answer is yours.",
        missing=_missing(),
    )
    fields = (f"{name}\n{_indented(lines)}" for name, lines in _fields(lookup, case))
    return "\n\n".join((opening, *fields)) + "\n"


def _missing() -> str:
    return tr("Not in this assessment")


def _indented(lines: tuple[str, ...]) -> str:
    return "\n".join(f"    {line}" for line in lines or (_missing(),))


def _fields(lookup: Lookup, case: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each field of the form with its lines; none if the assessment doesn't say."""
    facts = lookup.questionnaire.facts
    given = one_line(case)
    yield tr("Case number"), (given,) if given else _lines(fact(lookup, facts.reference))
    yield tr("Day that this assessment was judged for"), (day(lookup.result.on),)
    yield tr("Lead officer"), _lines(fact(lookup, facts.lead_officer))
    yield tr("Strategic directorate, directorate and service"), tuple(_organisation(lookup))
    yield tr("What is being assessed"), _lines(fact(lookup, facts.title))
    yield tr("Outline and aims"), tuple(_outline(lookup))
    yield tr("Who it impacts: residents"), tuple(_residents(lookup))
    yield tr("Who it impacts: employees"), ()
    yield tr("Does it concern health care, education or housing?"), ()
    yield tr("Wards affected"), _wards(lookup)
    yield tr("Intelligence considered"), tuple(_intelligence(lookup))
    yield tr("To what extent the aims of the Public Sector Equality Duty were considered"), (_missing(), duty())
    yield tr("Does it involve residents accessing information or a service from the council?"), ()
    yield tr("Comments: loneliness"), implication_paragraphs(lookup)


def _lines(said: Passage) -> tuple[str, ...]:
    return tuple(line.text for line in said)


def _outline(lookup: Lookup) -> Iterator[str]:
    facts = lookup.questionnaire.facts
    yield from _lines(fact(lookup, facts.summary))
    reasons = _lines(lookup.value(facts.reasons))
    if reasons:
        yield labelled(tr("Reasons on record"), " ".join(reasons))


def _organisation(lookup: Lookup) -> Iterator[str]:
    facts = lookup.questionnaire.facts
    for label, question in ((tr("Organisation"), facts.organisation), (tr("Service"), facts.service)):
        said = _lines(fact(lookup, question))
        if said:
            yield labelled(label, " ".join(said))


def _residents(lookup: Lookup) -> Iterator[str]:
    people = _lines(fact(lookup, lookup.questionnaire.facts.people))
    if people:
        yield labelled(tr("People who use it now"), " ".join(people))
    yield labelled(tr("Groups affected"), groups_sentence(lookup))


def _wards(lookup: Lookup) -> tuple[str, ...]:
    areas = tuple(line for row in area_rows(lookup) for line in _lines(row.value))
    return areas or _lines(fact(lookup, lookup.questionnaire.facts.places))


def _intelligence(lookup: Lookup) -> Iterator[str]:
    if not lookup.assessment.evidence:
        yield tr("No evidence is on file.")
    for item in lookup.assessment.evidence:
        yield lookup.evidence_words(item.id)
    yield tr("Tick a source on the form, such as the Joint Strategic Assessment, only if it is named here.")
