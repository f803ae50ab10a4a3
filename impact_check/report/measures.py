"""Show mitigations before and after: what each earns, why it earns nothing, and what others have found to help."""

from collections.abc import Iterator

from impact_check.language import tr, trn
from impact_check.model.assessment import Mitigation
from impact_check.model.levels import Level
from impact_check.model.result import FactorRating, MitigationResult
from impact_check.report.charts import dumbbells
from impact_check.report.formats import day, labelled, one_line, passage
from impact_check.report.lookup import Lookup
from impact_check.report.parts import MitigationPart, Mitigations, Row, Suggestion
from impact_check.report.risks import factor_part, finding_numbers
from impact_check.report.summary import unmitigated_sentence
from impact_check.report.wording import MITIGATION_STATUS, NO_CREDIT, credit_words


def mitigations(lookup: Lookup) -> Mitigations:
    """Set out every mitigation on record with its effect."""
    aimed_at = {mitigation.factor for mitigation in lookup.assessment.mitigations}
    ratings = [rating for rating in lookup.result.factors if rating.factor in aimed_at]
    results = {result.mitigation: result for result in lookup.result.mitigations}
    numbers = finding_numbers(lookup)
    return Mitigations(
        intro=" ".join(_intro(lookup)),
        branch=unmitigated_sentence(lookup),
        charts=dumbbells(ratings, lookup),
        factors=tuple(factor_part(rating, lookup, numbers) for rating in ratings),
        mitigations=tuple(
            _mitigation(mitigation, results.get(mitigation.id), lookup) for mitigation in lookup.assessment.mitigations
        ),
        suggestions=tuple(_suggestions(lookup)),
    )


def _intro(lookup: Lookup) -> Iterator[str]:
    yield mitigations_tally(lookup)
    if lookup.assessment.mitigations:
        yield tr(
            "A promise is not a mitigation: it counts only with an owner, a date before the change, evidence, and the "
            "agreement of anybody else who must deliver it."
        )


def mitigations_tally(lookup: Lookup) -> str:
    """Say how many mitigations are on record, and how many of them lower a harm."""
    claimed = len(lookup.assessment.mitigations)
    if not claimed:
        return tr("No mitigation is on record, so nothing lowers the rating.")
    earning = sum(result.credit > 0 for result in lookup.result.mitigations)
    on_record = trn("1 mitigation is on record", "{count} mitigations are on record", claimed)
    if not earning:
        return tr("{on_record}; none of them lower a harm.", on_record=on_record)
    return trn(
        "{on_record}; 1 of them lowers a harm.",
        "{on_record}; {count} of them lower a harm.",
        earning,
        on_record=on_record,
    )


def _mitigation(mitigation: Mitigation, result: MitigationResult | None, lookup: Lookup) -> MitigationPart:
    credit = result.credit if result else 0
    return MitigationPart(
        id=mitigation.id,
        action=passage(mitigation.action),
        factor=lookup.factor_title(mitigation.factor),
        credit=credit_words(credit),
        reasons=tuple(NO_CREDIT[reason] for reason in result.reasons) if result else (),
        rows=tuple(mitigation_rows(mitigation, lookup)),
    )


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


def _suggestions(lookup: Lookup) -> Iterator[Suggestion]:
    taken = {(mitigation.factor, mitigation.library) for mitigation in lookup.assessment.mitigations}
    for rating in lookup.result.factors:
        if rating.residual.possible < Level.MODERATE:
            continue
        actions = tuple(
            labelled(one_line(lookup.library[item].title), one_line(lookup.library[item].action))
            for item in _suggested(rating, lookup)
            if (rating.factor, item) not in taken
        )
        if actions:
            yield Suggestion(lookup.factor_title(rating.factor), actions)


def _suggested(rating: FactorRating, lookup: Lookup) -> list[str]:
    """Return the library mitigations that the factor's rules suggest and that fit the factor, in rule order."""
    named = (item for rule in rating.findings if rule in lookup.rules for item in lookup.rules[rule].suggests)
    fitting = (item for item in named if item in lookup.library and rating.factor in lookup.library[item].factors)
    return list(dict.fromkeys(fitting))
