"""Set out how people could be left lonelier: risk factors, whom they matter most to, floors, findings with reasons."""

from collections.abc import Iterator, Sequence

from impact_check.model.result import FactorRating, Finding
from impact_check.report.formats import listed, lower_first, one_line, sentence
from impact_check.report.lookup import Lookup
from impact_check.report.matrix import matrices
from impact_check.report.parts import FactorPart, FindingLink, FindingPart, FloorPart, Matrix, Risks
from impact_check.report.wording import EXPOSURES, exposure_legend, mark, pair, pair_after


def risks(lookup: Lookup) -> Risks:
    """Set out every factor that is raised or may be, worst first."""
    numbers = finding_numbers(lookup)
    matrices = tuple(_matrices(lookup))
    return Risks(
        intro=_intro(lookup.result.factors),
        factors=tuple(factor_part(rating, lookup, numbers) for rating in lookup.result.factors),
        exposure_legend=exposure_legend(),
        shared=tuple(_links([rule for rule in numbers if _is_shared(rule, lookup)], lookup, numbers)),
        matrices=matrices,
        matrix_note=_matrix_note(lookup),
        floors=tuple(_floors(lookup)),
        findings=tuple(_finding(finding, number, lookup) for finding, number in _numbered(lookup)),
    )


def finding_numbers(lookup: Lookup) -> dict[str, int]:
    """Return a number for each harm that no other finding says better, in questionnaire order, by rule id."""
    return {finding.rule: number for finding, number in _numbered(lookup)}


def factor_part(rating: FactorRating, lookup: Lookup, numbers: dict[str, int]) -> FactorPart:
    """Put one factor's rating and its reasons in words."""
    confirmed, possible = rating.exposure_confirmed, rating.exposure_possible
    exposure = EXPOSURES[confirmed]
    if confirmed != possible:
        exposure = f"{exposure}, may be {EXPOSURES[possible].lower()}"
    return FactorPart(
        id=rating.factor,
        title=lookup.factor_title(rating.factor),
        plain=lookup.factors[rating.factor].plain if rating.factor in lookup.factors else "",
        exposure=exposure,
        inherent=pair(rating.inherent),
        residual=pair_after(rating.residual),
        unmitigated=pair_after(rating.unmitigated),
        groups=lookup.group_titles(rating.groups),
        findings=tuple(_links([rule for rule in rating.findings if not _is_shared(rule, lookup)], lookup, numbers)),
    )


def _numbered(lookup: Lookup) -> list[tuple[Finding, int]]:
    harms = (
        finding
        for finding in lookup.result.findings
        if finding.kind != "benefit" and finding.factors and finding.said_by is None
    )
    return [(finding, number) for number, finding in enumerate(harms, start=1)]


def _is_shared(rule: str, lookup: Lookup) -> bool:
    return rule in lookup.rules and lookup.rules[rule].factors == "all"


def _links(rules: Sequence[str], lookup: Lookup, numbers: dict[str, int]) -> Iterator[FindingLink]:
    for rule in rules:
        if rule in numbers and rule in lookup.rules:
            yield FindingLink(numbers[rule], lookup.rules[rule].because, lookup.findings[rule].truth == "true")


def _intro(ratings: Sequence[FactorRating]) -> str:
    if not ratings:
        return "No answer raises a risk of loneliness, and no unknown could."
    return (
        "Each row is one way in which this decision leaves people lonelier, or may. The worst come first. "
        "“May be” means that something isn’t known. The reasons follow below."
    )


def _matrices(lookup: Lookup) -> Iterator[Matrix]:
    return matrices(
        lookup,
        lambda part: f"Harms and the groups they matter most to{part}: the level that is possible",
        [(group, lookup.group_title(group)) for group in lookup.result.affected_groups],
        lambda rating, group: group in rating.groups,
    )


def _matrix_note(lookup: Lookup) -> str:
    affected = lookup.result.affected_groups
    notes = []
    if lookup.result.groups_not_known:
        notes.append("Who is affected isn’t known in full, so other groups may be hit as well.")
    shown = {group for rating in lookup.result.factors for group in rating.groups}
    if shown & set(affected):
        notes.append(
            "A dash means that the evidence doesn’t single this group out. It doesn’t mean that these people are safe."
        )
    left_out = [group for group in affected if group not in shown]
    if left_out and lookup.result.factors:
        notes.append(
            f"Also affected, with no harm that singles them out: {lower_first(lookup.group_titles(left_out))}."
        )
    return " ".join(notes)


def _floors(lookup: Lookup) -> Iterator[FloorPart]:
    for result in lookup.result.floors:
        floor = lookup.floors.get(result.floor)
        if floor is None:
            continue
        if result.lifted_by is not None:
            state = f"Lifted by mitigation {result.lifted_by}, which somebody else has checked."
        elif result.truth == "true":
            state = "This holds. The overall rating can’t be lower, whatever is promised."
        else:
            state = "This may hold: not all of it is known."
        yield FloorPart(mark(result.level), floor.because, state, _sources(floor.sources, lookup))


def _finding(finding: Finding, number: int, lookup: Lookup) -> FindingPart:
    rule = lookup.rules.get(finding.rule)
    factors = listed(f"“{lookup.factor_title(factor)}”" for factor in finding.factors)
    level = finding.level
    if finding.kind == "severity":
        effect = f"Severity {level} for {factors}."
    elif rule is not None and rule.factors == "all":
        effect = f"Exposure {level} for every harm found."
    else:
        effect = f"Exposure {level} for {factors}."
    if finding.groups:
        effect += f" In particular: {lower_first(lookup.group_titles(finding.groups))}."
    words = one_line(lookup.words.get(finding.rule, ""))
    return FindingPart(
        number=number,
        because=rule.because if rule else finding.rule,
        effect=effect,
        certainty="The answers establish this."
        if finding.truth == "true"
        else "This may be so: not all of it is known.",
        rule=sentence(f"The rule: {words}") if words else "",
        answers=tuple(lookup.answer_part(used.question, used.state) for used in finding.answers),
        sources=_sources(rule.sources, lookup) if rule else (),
    )


def _sources(sources: Sequence[str], lookup: Lookup) -> tuple[str, ...]:
    return tuple(lookup.source_short(source) for source in sources)
