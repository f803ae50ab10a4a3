"""Say how well the decision was assessed, and list its benefits beside the harms."""

from collections.abc import Iterator

from impact_check.language import number, tr, trn
from impact_check.model.levels import Level
from impact_check.model.result import CheckResult
from impact_check.report.formats import lower_first
from impact_check.report.lookup import Lookup
from impact_check.report.page_one_parts import Assurance, BenefitPart, CheckPart
from impact_check.report.wording import CHECK_STATUS, LEVEL_WORDS

_LEVELS = {level.name.lower(): level for level in Level}


def assurance(lookup: Lookup) -> Assurance:
    """Sort the process checks: not met and must be, not met and should be, met, not applicable."""
    results = [result for result in lookup.result.checks if result.check in lookup.checks]
    left = [result for result in results if _was_left(result, lookup)]
    unmet = [result for result in results if result.status in ("gap", "not_shown") and result not in left]
    must = [result for result in unmet if result.grade == "must"]
    should = [result for result in unmet if result.grade == "should"]
    met = [result for result in results if result.status == "met"]
    elsewhere = [result for result in results if result.status == "not_applicable"]
    is_short = lookup.result.is_screened_out
    return Assurance(
        intro=" ".join(_intro(len(must), len(should), len(met), len(elsewhere) if is_short else None)),
        left=tuple(lookup.checks[result.check].title for result in left),
        left_note=_left_note(len(left)),
        must=tuple(_check(result, lookup) for result in must),
        should=tuple(_check(result, lookup) for result in should),
        met=tuple(lookup.checks[result.check].title for result in met),
        not_applicable=() if is_short else tuple(lookup.checks[result.check].title for result in elsewhere),
    )


def _intro(must: int, should: int, met: int, elsewhere: int | None) -> Iterator[str]:
    """Count the checks and say what they are for, a sentence or two each. elsewhere: `None` if they are listed."""
    yield _tally(must, should, met)
    yield tr("Checks never change the rating. They decide what is permitted and which principles count as shown.")
    if elsewhere is not None:
        yield trn(
            "1 other doesn’t apply to a decision like this.",
            "{count} others don’t apply to a decision like this.",
            elsewhere,
        )


def _tally(must: int, should: int, met: int) -> str:
    """Count the checks, e.g. "Of the checks, 2 must be put right, and 4 are met"."""
    if not must and not should:
        found = trn("1 check is met.", "{count} checks are met.", met)
        return " ".join((tr("Nothing must be put right."), found))
    are_met = trn("1 is met", "{count} are met", met) if met else tr("none is met")
    if must and should:
        return tr(
            "Of the checks, {must} must be put right, {should} should be put right, and {are_met}.",
            must=number(must),
            should=number(should),
            are_met=are_met,
        )
    if must:
        return tr("Of the checks, {must} must be put right, and {are_met}.", must=number(must), are_met=are_met)
    return tr("Of the checks, {should} should be put right, and {are_met}.", should=number(should), are_met=are_met)


def _was_left(result: CheckResult, lookup: Lookup) -> bool:
    """Tell whether a check isn't shown because somebody stopped early and left a question that it rests on."""
    left = lookup.result.left_unasked
    return result.status == "not_shown" and any(used.question in left for used in result.answers)


def _left_note(count: int) -> str:
    if not count:
        return ""
    return trn(
        "1 check was not looked at, since the questions stopped early. It counts as not shown. What it would show "
        "can’t change what is permitted now; it comes up again once the rest is put right.",
        "{count} checks were not looked at, since the questions stopped early. They count as not shown. What they "
        "would show can’t change what is permitted now; they come up again once the rest is put right.",
        count,
    )


def _check(result: CheckResult, lookup: Lookup) -> CheckPart:
    check = lookup.checks[result.check]
    if result.status == "gap":
        return CheckPart(check.title, CHECK_STATUS["gap"], check.because, check.fix)
    return CheckPart(
        check.title, CHECK_STATUS["not_shown"], tr("The answers don’t tell, so it counts as not met."), check.fix
    )


def benefits(lookup: Lookup) -> tuple[BenefitPart, ...]:
    """List the benefits on record. What only may be so is a hope, and no benefit."""
    found = [
        finding
        for finding in lookup.result.findings
        if finding.kind == "benefit"
        and finding.truth == "true"
        and finding.rule in lookup.rules
        and finding.said_by is None
    ]
    return tuple(
        BenefitPart(
            level=tr("{level} benefit", level=LEVEL_WORDS[_LEVELS[finding.level]]),
            because=lookup.rules[finding.rule].because,
            for_whom=lower_first(lookup.group_titles(finding.groups)),
            sources=tuple(lookup.source_short(source) for source in lookup.rules[finding.rule].sources),
        )
        for finding in found
    )
