"""Rules, tables and strategies -> proofs of what can be reached: each factor, each level, each standing."""

from collections.abc import Iterator

from impact_check.engine.rate import accumulate
from impact_check.errors import Fault
from impact_check.model.levels import Exposure, Level
from impact_check.model.result import Standing
from impact_check.model.strategy import Element
from impact_check.proving.ground import Ground
from impact_check.proving.proofs import Proof, Witness, found, numbered, written
from impact_check.proving.seek import form_rated, form_supporting
from impact_check.proving.worlds import World
from impact_check.rules import Ruleset
from impact_check.rules.tables import level_table


def prove_reach(ground: Ground) -> Iterator[Proof]:
    """Yield the proofs that everything that can be said is said of some decision."""
    yield _factors(ground)
    yield _levels(ground)
    if _elements(ground):
        yield _against(ground)
        yield _supported(ground)


def _factors(ground: Ground) -> Proof:
    content = ground.ruleset.questionnaire
    raised = {f for rule in content.rules if rule.factors != "all" and rule.raises.severity for f in rule.factors}
    faults = []
    for factor in content.factors:
        if factor.id in raised and factor.id not in ground.highest:
            message = f"no answers raise factor '{factor.id}': none of its rules can hold"
            faults.append(found(ground.registry, ("factor", factor.id), ("id",), "factor-never-raised", message))
    reached = ", ".join(
        f"{count} as far as {level.name.lower()}"
        for level in reversed(Level)
        if (count := sum(highest is level for highest, _ in ground.highest.values()))
    )
    counted = numbered(len(raised), "factor") + (f": {reached}" if reached else "")
    return Proof("Every risk factor that a rule is about can be raised", counted, faults=tuple(faults))


def _levels(ground: Ground) -> Proof:
    by_level: dict[Level, World] = {}
    for one in ground.worlds:
        rating = one.result.inherent.rating
        kept = by_level.get(rating.confirmed)
        if rating.is_settled and (kept is None or len(one.given) < len(kept.given)):
            by_level[rating.confirmed] = one
    for level in Level:
        if level not in by_level and (sought := form_rated(ground, level)):
            by_level[level] = sought
    faults = []
    for level in Level:
        if level not in by_level:
            nearest = min(by_level, key=lambda other: abs(other - level))
            message = f"no answers were found with which a decision is rated {level.name.lower()} overall"
            message += f"; with these it is {nearest.name.lower()}"
            place = (ground.registry, ("parameters", "core"), ("level_table",))
            faults.append(found(*place, "level-never-reached", message, by_level[nearest].given))
    return Proof(
        "The overall rating can be none, low, moderate, high and severe",
        f"{numbered(len(ground.worlds), 'whole form')} rated",
        faults=tuple(faults),
        witnesses=tuple(Witness(level.name.lower(), by_level[level].given) for level in Level if level in by_level),
    )


def _elements(ground: Ground) -> tuple[Element, ...]:
    strategies = ground.ruleset.questionnaire.strategies
    return tuple(element for strategy in strategies for element in strategy.elements)


def _standings(ground: Ground) -> dict[str, dict[Standing, World]]:
    """Return, for each element, the standings it has in some world, with the first such world."""
    standings: dict[str, dict[Standing, World]] = {element.id: {} for element in _elements(ground)}
    for one in ground.worlds:
        for entry in one.result.alignment:
            standings[entry.element].setdefault(entry.standing, one)
    return standings


def _against(ground: Ground) -> Proof:
    standings = _standings(ground)
    held = [element for element in _elements(ground) if element.factors]
    conflicts = sum("conflicts" in standings[element.id] for element in held)
    risks = sum("at_risk" in standings[element.id] and "conflicts" not in standings[element.id] for element in held)
    faults: list[Fault] = []
    for element in held:
        if not standings[element.id].keys() & {"conflicts", "at_risk"}:
            message = f"no answers put '{element.id}' at risk; its factors reach at most: {_levels_of(ground, element)}"
            worst = max(element.factors, key=lambda factor: ground.highest.get(factor, (Level.NONE, {}))[0])
            answers = written(ground.highest[worst][1]) if worst in ground.highest else ()
            faults.append(
                found(ground.registry, ("element", element.id), ("factors",), "element-never-against", message, answers)
            )
    return Proof(
        "Every part of the strategy that has risk factors can be in conflict with a decision, or at risk",
        f"{numbered(len(held), 'part')} with factors: {conflicts} can be in conflict, {risks} at most at risk",
        faults=tuple(faults),
    )


def _levels_of(ground: Ground, element: Element) -> str:
    reached = (ground.highest.get(factor, (Level.NONE, {}))[0].name.lower() for factor in element.factors)
    return ", ".join(f"{factor} {level}" for factor, level in zip(element.factors, reached, strict=True))


def _supported(ground: Ground) -> Proof:
    standings = _standings(ground)
    elements = _elements(ground)
    faults: list[Fault] = []
    for element in elements:
        means = means_of_support(ground.ruleset, element)
        if "supported" in standings[element.id] or (means and form_supporting(ground, element)):
            continue
        shown = None
        if means:
            message = f"no answers were found that show '{element.id}' as supported"
            message += f", though {' and '.join(means)} could show it"
            severity = "error"
            shown = next((one for one in ground.worlds if _is_shown(one, element)), None)
            if shown is not None:
                message += "; with these answers it is shown, and at risk all the same"
        else:
            message = (
                f"nothing can show '{element.id}' as supported: no check, no shown_when, no benefit for its factors"
            )
            severity = "warning"
        entry = ("element", element.id)
        given = shown.given if shown else ()
        faults.append(
            found(ground.registry, entry, ("id",), "element-never-supported", message, given, severity=severity)
        )
    silent = sum(fault.severity == "warning" for fault in faults)
    return Proof(
        "Every part of the strategy that something can speak for can be supported",
        f"{numbered(len(elements) - silent, 'part')}; {silent} more that nothing can speak for",
        faults=tuple(faults),
    )


def _is_shown(one: World, element: Element) -> bool:
    return any(entry.element == element.id and entry.is_shown for entry in one.result.alignment)


def can_conflict(ruleset: Ruleset, element: Element) -> bool:
    """Tell whether the factors of an element could be in conflict if all their rules could hold at once."""
    parameters = ruleset.questionnaire.parameters
    table = level_table(parameters)
    rules = ruleset.questionnaire.rules
    worst = [
        table[
            max((r.raises.severity or Level.NONE for r in rules if factor in r.factors), default=Level.NONE),
            max(
                (r.raises.exposure or Exposure.LIMITED for r in rules if r.factors == "all" or factor in r.factors),
                default=Exposure.LIMITED,
            ),
        ]
        for factor in element.factors
    ]
    return accumulate(worst, parameters.accumulation.principle) >= parameters.alignment.conflicts_from


def means_of_support(ruleset: Ruleset, element: Element) -> tuple[str, ...]:
    """Return, in words, what could show that a decision supports an element. Empty if nothing can."""
    rules = ruleset.questionnaire.rules
    means = (
        ("its checks", bool(element.checks)),
        ("its shown_when", bool(element.shown_when)),
        (
            "the benefits of its factors",
            any(rule.raises.benefit and set(rule.factors) & set(element.factors) for rule in rules),
        ),
    )
    return tuple(words for words, given in means if given)
