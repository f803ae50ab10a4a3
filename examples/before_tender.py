"""A step of a procurement workflow: no tender goes out before loneliness was considered."""

from datetime import datetime

import impact_check as ic


class BlockedError(Exception):
    """The tender may not go out. Each line is a code that never changes its meaning, with a sentence."""


def before_tender(saved: bytes, policy: bytes, now: datetime) -> bytes:
    """Return the report to attach to the tender. saved: the assessment file. policy: gate.toml."""
    verdict = ic.gate(saved, ic.read_policy(policy), now=now)
    if not verdict.passed:
        raise BlockedError("\n".join(f"{reason.code}: {reason.message}" for reason in verdict.reasons))
    assessment = ic.load_assessment(saved)
    questionnaire = ic.load_pinned(assessment)
    result = ic.assess(questionnaire, assessment, on=now.date())
    return ic.render(questionnaire, assessment, result, "pdf")
