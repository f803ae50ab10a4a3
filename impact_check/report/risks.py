"""Set out how people could be left lonelier: risk factors, whom they matter most to, floors, findings with reasons."""

from collections.abc import Iterator, Sequence

from impact_check.language import tr
from impact_check.model.result import FactorRating, Finding
from impact_check.report.formats import listed, lower_first, one_line, quoted, sentence
from impact_check.report.lookup import Lookup
from impact_check.report.matrix import matrices
from impact_check.report.parts import FactorPart, FindingLink, FindingPart, FloorPart, Matrix, Risks
from impact_check.report.wording import EXPOSURES, exposure_legend, finding_level, mark, pair, pair_after


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
        exposure = tr("{confirmed}, may be {possible}", confirmed=exposure, possible=EXPOSURES[possible].lower())
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
        return tr("No answer raises a risk of loneliness, and no unknown could.")
    return tr(
        "Each row is one way in which this decision leaves people lonelier, or may. The worst come first. "
        "“May be” means that something isn’t known. The reasons follow below."
    )


def _matrices(lookup: Lookup) -> Iterator[Matrix]:
    return matrices(
        lookup,
        _caption,
        [(group, lookup.group_title(group)) for group in lookup.result.affected_groups],
        lambda rating, group: group in rating.groups,
    )


def _caption(part: int, parts: int) -> str:
    if parts == 1:
        return tr("Harms and the groups they matter most to: the level that is possible")
    return tr(
        "Harms and the groups they matter most to, part {part} of {parts}: the level that is possible",
        part=part,
        parts=parts,
    )


def _matrix_note(lookup: Lookup) -> str:
    affected = lookup.result.affected_groups
    notes = []
    if lookup.result.groups_not_known:
        notes.append(tr("Who is affected isn’t known in full, so other groups may be hit as well."))
    shown = {group for rating in lookup.result.factors for group in rating.groups}
    if shown & set(affected):
        notes.append(
            tr(
                "A dash means that the evidence doesn’t single this group out. It doesn’t mean that these people are "
                "safe."
            )
        )
    left_out = [group for group in affected if group not in shown]
    if left_out and lookup.result.factors:
        notes.append(
            tr(
                "Also affected, with no harm that singles them out: {groups}.",
                groups=lower_first(lookup.group_titles(left_out)),
            )
        )
    return " ".join(notes)


def _floors(lookup: Lookup) -> Iterator[FloorPart]:
    for result in lookup.result.floors:
        floor = lookup.floors.get(result.floor)
        if floor is None:
            continue
        if result.lifted_by is not None:
            state = tr("Lifted by mitigation {id}, which somebody else has checked.", id=result.lifted_by)
        elif result.truth == "true":
            state = tr("This holds. The overall rating can’t be lower, whatever is promised.")
        else:
            state = tr("This may hold: not all of it is known.")
        yield FloorPart(mark(result.level), floor.because, state, _sources(floor.sources, lookup))


def _finding(finding: Finding, number: int, lookup: Lookup) -> FindingPart:
    rule = lookup.rules.get(finding.rule)
    words = one_line(lookup.words.get(finding.rule, ""))
    return FindingPart(
        number=number,
        because=rule.because if rule else finding.rule,
        effect=_effect(finding, lookup),
        certainty=tr("The answers establish this.")
        if finding.truth == "true"
        else tr("This may be so: not all of it is known."),
        rule=sentence(tr("The rule: {words}", words=words)) if words else "",
        answers=tuple(lookup.answer_part(used.question, used.state) for used in finding.answers),
        sources=_sources(rule.sources, lookup) if rule else (),
    )


def _effect(finding: Finding, lookup: Lookup) -> str:
    """Say what a finding raises, on which harms and for whom."""
    rule, level = lookup.rules.get(finding.rule), finding_level(finding)
    factors = listed(quoted(lookup.factor_title(factor)) for factor in finding.factors)
    if finding.kind == "severity":
        effect = tr("Severity {level} for {harms}.", level=level, harms=factors)
    elif rule is not None and rule.factors == "all":
        effect = tr("Exposure {level} for every harm found.", level=level)
    else:
        effect = tr("Exposure {level} for {harms}.", level=level, harms=factors)
    if not finding.groups:
        return effect
    groups = lower_first(lookup.group_titles(finding.groups))
    return " ".join((effect, tr("In particular: {groups}.", groups=groups)))


def _sources(sources: Sequence[str], lookup: Lookup) -> tuple[str, ...]:
    return tuple(lookup.source_short(source) for source in sources)
