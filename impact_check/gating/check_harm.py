"""A result -> the rating and the conflicts with the strategy that a policy doesn't let through."""

from collections.abc import Iterator

from impact_check.gating.reasons import failed, in_doubt
from impact_check.language import tr
from impact_check.model.gate import GatePolicy, GateReason, Limit
from impact_check.model.levels import Bounds, Level
from impact_check.model.result import ElementAlignment, Result
from impact_check.model.strategy import Element
from impact_check.report.formats import lower_first, shorten
from impact_check.report.wording import LEVEL_WORDS
from impact_check.rules import Ruleset

_SHORT = 80


def check_harm(ruleset: Ruleset, result: Result, policy: GatePolicy) -> Iterator[GateReason]:
    """Yield a reason for each rating and element of the strategy that is, or may be, as bad as the policy forbids."""
    yield from _level(result.inherent.rating, policy.fail_on_inherent, "inherent", policy)
    yield from _level(result.residual.rating, policy.fail_on, "residual", policy)
    strategies = ruleset.questionnaire.strategies
    elements = {element.id: element for strategy in strategies for element in strategy.elements}
    for found in result.alignment:
        yield from _element(ruleset, elements[found.element], found, policy)


def _level(rating: Bounds, limit: Limit, which: str, policy: GatePolicy) -> Iterator[GateReason]:
    if limit == "never":
        return
    lowest = Level[limit.upper()]
    if rating.confirmed >= lowest:
        told = tr(
            "The rating {which} is {level}. The policy lets nothing through from {limit} on.",
            which=_which(which),
            level=lower_first(LEVEL_WORDS[rating.confirmed]),
            limit=lower_first(LEVEL_WORDS[lowest]),
        )
        yield failed("level-reached", which, told, _change())
    elif rating.possible >= lowest:
        told = tr(
            "The rating {which} is known to be {confirmed}, but may be {possible}: not enough is known.",
            which=_which(which),
            confirmed=lower_first(LEVEL_WORDS[rating.confirmed]),
            possible=lower_first(LEVEL_WORDS[rating.possible]),
        )
        yield in_doubt("level-possible", policy.possible, which, told, _find_out())


def _element(ruleset: Ruleset, element: Element, found: ElementAlignment, policy: GatePolicy) -> Iterator[GateReason]:
    bands = ruleset.questionnaire.parameters.alignment
    bounds = found.inherent if policy.alignment == "inherent" else found.residual
    path = f"alignment.{element.id}"
    if _is_meant(policy.no_conflict_with, element.id):
        if bounds.confirmed >= bands.conflicts_from:
            told = tr("The decision conflicts with “{title}”.", title=_title(element))
            yield failed("principle-conflict", path, told, _change())
        elif bounds.possible >= bands.conflicts_from:
            told = tr("Whether the decision conflicts with “{title}” isn’t known.", title=_title(element))
            yield in_doubt("principle-conflict-possible", policy.possible, path, told, _find_out())
    if _is_meant(policy.not_at_risk, element.id) and bounds.possible >= bands.at_risk_from:
        told = tr("The decision puts “{title}” at risk.", title=_title(element))
        yield failed("principle-at-risk", path, told, _change())


def _title(element: Element) -> str:
    return shorten(str(element.wordings[0].text), _SHORT)


def _is_meant(named: str | tuple[str, ...], id_: str) -> bool:
    return named == "all" or id_ in named


def _which(which: str) -> str:
    return tr("as proposed") if which == "inherent" else tr("after mitigation")


def _change() -> str:
    return tr("Change the plan, or what is done against the harm: impact-check whatif shows the smallest change.")


def _find_out() -> str:
    return tr("Find out what isn’t known: impact-check rate names it, the most telling first.")
