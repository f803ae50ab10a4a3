"""Hold the decision against each strategy: what it goes against, what isn't shown, what it supports."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

from impact_check.language import Translated, number, to_translate, tr
from impact_check.model.result import ElementAlignment
from impact_check.model.strategy import Strategy
from impact_check.report.formats import listed, one_line, sentence, shorten
from impact_check.report.lookup import Lookup
from impact_check.report.matrix import matrices
from impact_check.report.parts import Matrix, PrinciplePart, StrategyPart
from impact_check.report.wording import KINDS, STANDINGS, STRATEGY_STATUS, mark

_AGAINST = ("conflicts", "at_risk")


def strategies(lookup: Lookup) -> tuple[StrategyPart, ...]:
    """Set out every strategy; within each, elements that the decision goes against come in full, worst first."""
    return tuple(_strategy(strategy, lookup) for strategy in lookup.questionnaire.strategies)


def _strategy(strategy: Strategy, lookup: Lookup) -> StrategyPart:
    ids = {element.id for element in strategy.elements}
    items = [item for item in lookup.result.alignment if item.element in ids]
    against = [item for item in items if item.standing in _AGAINST]
    against.sort(key=lambda item: (item.standing != "conflicts", -item.inherent.possible))
    return StrategyPart(
        title=one_line(strategy.title),
        status=STRATEGY_STATUS[strategy.status],
        counts=_counts(items),
        wording_sources=listed(
            dict.fromkeys(lookup.source_short(element.wordings[0].source) for element in strategy.elements)
        ),
        matrices=tuple(_matrices(strategy, lookup)),
        against=tuple(_principle(item, lookup) for item in against),
        others=tuple(_principle(item, lookup) for item in items if item.standing not in _AGAINST),
    )


def _counts(items: list[ElementAlignment]) -> str:
    found = Counter(item.standing for item in items)
    return tr(
        "As proposed: {conflicts} conflicts, {at_risk} at risk, {not_shown} not shown, {supported} supported.",
        **{standing: number(found[standing]) for standing in STANDINGS},
    )


def _matrices(strategy: Strategy, lookup: Lookup) -> Iterator[Matrix]:
    """Set the harms against the principles; for a strategy without any, against its goals."""
    kinds = [element.kind for element in strategy.elements]
    shown = "principle" if "principle" in kinds else "goal"
    elements = {element.id: element for element in strategy.elements if element.kind == shown}
    return matrices(
        lookup,
        partial(_caption, shown),
        [(id_, f"{id_} {shorten(element.wordings[0].text, 45)}") for id_, element in elements.items()],
        lambda rating, id_: rating.factor in elements[id_].factors,
    )


def _caption(kind: str, part: int, parts: int) -> str:
    if parts == 1:
        return _CAPTIONS[kind]
    return tr(_PART_CAPTIONS[kind], part=part, parts=parts)


_CAPTIONS = Translated(
    {
        "principle": to_translate("Harms and the principles they go against: the level that is possible"),
        "goal": to_translate("Harms and the goals they go against: the level that is possible"),
    }
)
_PART_CAPTIONS = {
    "principle": to_translate(
        "Harms and the principles they go against, part {part} of {parts}: the level that is possible"
    ),
    "goal": to_translate("Harms and the goals they go against, part {part} of {parts}: the level that is possible"),
}


def _principle(item: ElementAlignment, lookup: Lookup) -> PrinciplePart:
    element = lookup.elements[item.element]
    return PrinciplePart(
        label=tr("{kind} {id}", kind=KINDS[element.kind], id=element.id),
        wording=element.wordings[0].text,
        plain=element.plain,
        standing=STANDINGS[item.standing],
        standing_residual=STANDINGS[item.standing_residual],
        factors=tuple(
            (lookup.factor_title(factor), mark(lookup.ratings[factor].inherent.possible))
            for factor in item.factors
            if factor in lookup.ratings
        ),
        open_checks=tuple(lookup.checks[check].title for check in item.open_checks if check in lookup.checks),
        supports=tuple(_supports(item, lookup)),
    )


def _supports(item: ElementAlignment, lookup: Lookup) -> Iterator[str]:
    yield from (lookup.rules[rule].because for rule in item.benefits if rule in lookup.rules)
    met = {result.check for result in lookup.result.checks if result.status == "met"}
    for check in lookup.elements[item.element].checks:
        if check in met and check in lookup.checks:
            yield sentence(lookup.checks[check].title)
    if item.is_shown and lookup.elements[item.element].shown_when is not None:
        yield tr("The answers show it.")
