"""Say how well the decision was assessed, and list its benefits beside the harms."""

from impact_check.language import tr
from impact_check.model.levels import Level
from impact_check.model.result import CheckResult
from impact_check.report.formats import count, lower_first
from impact_check.report.lookup import Lookup
from impact_check.report.parts import Assurance, BenefitPart, CheckPart
from impact_check.report.wording import CHECK_STATUS, LEVEL_WORDS

_LEVELS = {level.name.lower(): level for level in Level}


def assurance(lookup: Lookup) -> Assurance:
    """Sort the process checks: not met and must be, not met and should be, met, not applicable."""
    results = [result for result in lookup.result.checks if result.check in lookup.checks]
    unmet = [result for result in results if result.status in ("gap", "not_shown")]
    must = [result for result in unmet if result.grade == "must"]
    should = [result for result in unmet if result.grade == "should"]
    met = [result for result in results if result.status == "met"]
    elsewhere = [result for result in results if result.status == "not_applicable"]
    is_short = lookup.result.is_screened_out
    left_out = f" {count(len(elsewhere), 'other doesn’t', 'others don’t')} apply to a decision like this."
    return Assurance(
        intro=(
            f"{_tally(len(must), len(should), len(met))} Checks never change the rating. "
            f"They decide what is permitted and which principles count as shown.{left_out if is_short else ''}"
        ),
        must=tuple(_check(result, lookup) for result in must),
        should=tuple(_check(result, lookup) for result in should),
        met=tuple(lookup.checks[result.check].title for result in met),
        not_applicable=() if is_short else tuple(lookup.checks[result.check].title for result in elsewhere),
    )


def _tally(must: int, should: int, met: int) -> str:
    """Count the checks, e.g. "Of the checks, 2 must be put right, and 4 are met"."""
    if not must and not should:
        return f"Nothing must be put right. {count(met, 'check is', 'checks are')} met."
    parts = [f"{number} {verb} be put right" for number, verb in ((must, "must"), (should, "should")) if number]
    return f"Of the checks, {', '.join(parts)}, and {met or 'none'} {'is' if met <= 1 else 'are'} met."


def _check(result: CheckResult, lookup: Lookup) -> CheckPart:
    check = lookup.checks[result.check]
    if result.status == "gap":
        return CheckPart(check.title, CHECK_STATUS["gap"], check.because, check.fix)
    return CheckPart(
        check.title, CHECK_STATUS["not_shown"], "The answers don’t tell, so it counts as not met.", check.fix
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
