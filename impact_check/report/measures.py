"""Show mitigations before and after: what each earns, why it earns nothing, and what others have found to help."""

from collections.abc import Iterator

from impact_check.language import tr, trn
from impact_check.model.assessment import Mitigation
from impact_check.model.levels import Level
from impact_check.model.result import FactorRating, MitigationResult
from impact_check.report.charts import dumbbells
from impact_check.report.formats import labelled, one_line, passage
from impact_check.report.lookup import Lookup
from impact_check.report.mitigation_rows import mitigation_rows
from impact_check.report.parts import MitigationPart, Mitigations, Suggestion
from impact_check.report.risks import factor_part, finding_numbers
from impact_check.report.summary import unmitigated_sentence
from impact_check.report.wording import NO_CREDIT, credit_words


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
