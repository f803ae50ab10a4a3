"""A step of a procurement workflow: no tender goes out before loneliness was considered."""

from datetime import date

import impact_check as ic


class BlockedError(Exception):
    """The tender may not go out. Its reasons are stable codes, each with a sentence."""


def before_tender(saved: bytes, today: date) -> bytes:
    """Return the report to attach to the tender."""
    assessment = ic.load_assessment(saved)
    questionnaire = ic.load_pinned(assessment)
    result = ic.assess(questionnaire, assessment, on=today)
    policy = ic.GatePolicy(fail_on=ic.Level.HIGH, max_age_days=365)
    verdict = ic.gate(questionnaire, assessment, policy, today=today)
    if not verdict.passed:
        raise BlockedError("\n".join(f"{reason.code}: {reason.message}" for reason in verdict.reasons))
    return ic.render(questionnaire, assessment, result, "pdf")
