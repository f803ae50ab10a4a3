"""Show mitigations before and after: what each earns, why it earns nothing, and what others have found to help."""

from collections.abc import Iterator

from impact_check.model.assessment import Mitigation
from impact_check.model.levels import Level
from impact_check.model.result import FactorRating, MitigationResult
from impact_check.report.charts import dumbbells
from impact_check.report.formats import count, day, one_line, passage
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
        intro=_intro(lookup),
        branch=unmitigated_sentence(lookup),
        charts=dumbbells(ratings, lookup),
        factors=tuple(factor_part(rating, lookup, numbers) for rating in ratings),
        mitigations=tuple(
            _mitigation(mitigation, results.get(mitigation.id), lookup) for mitigation in lookup.assessment.mitigations
        ),
        suggestions=tuple(_suggestions(lookup)),
    )


def _intro(lookup: Lookup) -> str:
    claimed = len(lookup.assessment.mitigations)
    if not claimed:
        return "No mitigation is on record, so nothing lowers the rating."
    earning = sum(result.credit > 0 for result in lookup.result.mitigations)
    return (
        f"{count(claimed, 'mitigation is', 'mitigations are')} on record; {earning or 'none'} of them "
        f"{'lowers' if earning == 1 else 'lower'} a harm. A promise is not a mitigation: it counts only with an owner, "
        "a date before the change, evidence, and the agreement of anybody else who must deliver it."
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
    yield Row("State", passage(MITIGATION_STATUS[mitigation.status]))
    owner = f"{mitigation.owner.name}, {mitigation.owner.role}" if mitigation.owner else "Nobody is named"
    yield Row("Owner", passage(owner))
    due = f"By {day(mitigation.due)}" if mitigation.due else "No date is set"
    in_place = f"; in place since {day(mitigation.in_place_on)}" if mitigation.in_place_on else ""
    yield Row("When", passage(due + in_place))
    yield Row("Money", passage(mitigation.funding or "Not settled"))
    if mitigation.delivered_by is not None:
        third = mitigation.delivered_by
        agreed = "has not agreed on record"
        if third.agreed_by and third.agreed_on:
            agreed = f"agreed by {third.agreed_by}, {day(third.agreed_on)}"
        yield Row("Delivered by", passage(f"{third.organisation}: {agreed}"))
    evidence = "\n".join(lookup.evidence_words(item) for item in mitigation.evidence)
    yield Row("Evidence", passage(evidence or "None"))
    if mitigation.verified is not None:
        checked = mitigation.verified
        words = f"{checked.by}, {day(checked.on)}"
        outcome = "\n".join(lookup.evidence_words(item) for item in checked.evidence)
        yield Row("Checked by", passage(f"{words}\n{outcome or 'No outcome evidence'}"))
    else:
        yield Row("Checked by", passage("Nobody yet"))


def _suggestions(lookup: Lookup) -> Iterator[Suggestion]:
    taken = {(mitigation.factor, mitigation.library) for mitigation in lookup.assessment.mitigations}
    for rating in lookup.result.factors:
        if rating.residual.possible < Level.MODERATE:
            continue
        actions = tuple(
            f"{one_line(lookup.library[item].title)}: {one_line(lookup.library[item].action)}"
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
