"""Set out what is on record about a mitigation, as rows."""

from collections.abc import Iterator

from impact_check.language import tr
from impact_check.model.assessment import Mitigation
from impact_check.report.formats import day, labelled, passage
from impact_check.report.lookup import Lookup
from impact_check.report.page_one_parts import Row
from impact_check.report.wording import MITIGATION_STATUS


def mitigation_rows(mitigation: Mitigation, lookup: Lookup) -> Iterator[Row]:
    """Yield what is on record about a mitigation besides its action."""
    yield Row(tr("State"), passage(MITIGATION_STATUS[mitigation.status]))
    owner = mitigation.owner
    named = tr("{name}, {role}", name=owner.name, role=owner.role) if owner else tr("Nobody is named")
    yield Row(tr("Owner"), passage(named))
    due = tr("By {day}", day=day(mitigation.due)) if mitigation.due else tr("No date is set")
    if mitigation.in_place_on:
        due = tr("{due}; in place since {day}", due=due, day=day(mitigation.in_place_on))
    yield Row(tr("When"), passage(due))
    yield Row(tr("Money"), passage(mitigation.funding or tr("Not settled")))
    if mitigation.delivered_by is not None:
        third = mitigation.delivered_by
        agreed = tr("has not agreed on record")
        if third.agreed_by and third.agreed_on:
            agreed = tr("agreed by {name}, {day}", name=third.agreed_by, day=day(third.agreed_on))
        yield Row(tr("Delivered by"), passage(labelled(third.organisation, agreed)))
    evidence = "\n".join(lookup.evidence_words(item) for item in mitigation.evidence)
    yield Row(tr("Evidence"), passage(evidence or tr("None")))
    if mitigation.verified is not None:
        checked = mitigation.verified
        words = tr("{name}, {day}", name=checked.by, day=day(checked.on))
        outcome = "\n".join(lookup.evidence_words(item) for item in checked.evidence)
        yield Row(tr("Checked by"), passage("\n".join((words, outcome or tr("No outcome evidence")))))
    else:
        yield Row(tr("Checked by"), passage(tr("Nobody yet")))
