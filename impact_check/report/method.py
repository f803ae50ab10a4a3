"""Explain how the rating works, in one paragraph, and name the conventions it rests on."""

from impact_check.model.questionnaire import Parameters
from impact_check.report.formats import iso_day, listed, sentence
from impact_check.report.lookup import Lookup
from impact_check.report.parts import Method
from impact_check.report.wording import LEVEL_WORDS, mark

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SCREENING = (
    "The screening questions are asked of every decision. Here no answer shows a way in which people could be left "
    "lonelier, so nothing more was asked and the rating is “none found”. “Don’t know” never counts as “no”: it would "
    "have opened more questions. Who signs is a convention, a choice of policy."
)


def method(lookup: Lookup) -> Method:
    """Describe the method with the numbers in force."""
    parameters = lookup.questionnaire.parameters
    is_short = lookup.result.is_screened_out
    rows = sorted(parameters.level_table.rows, key=lambda row: row.severity)
    return Method(
        paragraph=_SCREENING if is_short else _paragraph(parameters),
        table=tuple(
            (LEVEL_WORDS[row.severity], (mark(row.limited), mark(row.raised), mark(row.acute))) for row in rows
        ),
        conventions=tuple(
            f"{name}: {sentence(policy.reason)}{_cited(policy.sources, lookup)}"
            for name, policy in (
                ("Table of levels", parameters.level_table),
                ("Counting", parameters.accumulation),
                ("Conflict and risk with principles", parameters.alignment),
                ("Who signs and what is permitted", parameters.requirements),
            )
        ),
        in_force=f"In force since {iso_day(parameters.effective_from)}. {parameters.owner} answers for them.",
    )


def _paragraph(parameters: Parameters) -> str:
    in_principle = _number(parameters.accumulation.principle)
    overall = _number(parameters.accumulation.overall)
    conflicts = LEVEL_WORDS[parameters.alignment.conflicts_from].lower()
    risky = LEVEL_WORDS[parameters.alignment.at_risk_from].lower()
    return (
        "We look at each way in which the decision could leave people lonelier. For each we ask how bad it would "
        "be and who would bear it, and read the level from the table below. The overall rating is the worst level "
        f"found. {in_principle.capitalize()} moderate harms under one principle, or {overall} in all, count as "
        "high. Counting alone never makes a decision severe, and low harms never add up. A few things set a level "
        "that no promise can lower. Benefits are listed, but never cancel harm. “Don’t know”, no answer, or a "
        "reassuring answer without the evidence it needs, counts as possible harm until somebody finds out: so "
        "the rating has two ends, what is confirmed and what is possible. A mitigation lowers only the harm it is "
        "aimed at. It does so by one step, and only with an owner, a date before the change, evidence, and the "
        "agreement of anybody else who must deliver it. It takes off two steps once somebody else has checked "
        "that it works. If the promise lapses, the rating goes back up. A principle is in conflict when a harm "
        f"against it is confirmed {conflicts} or worse, and at risk when one may be {risky} or worse. How well the "
        "decision was assessed is judged apart and never changes the rating."
    )


def _number(value: int) -> str:
    return _NUMBERS[value] if value < len(_NUMBERS) else str(value)


def _cited(sources: tuple[str, ...], lookup: Lookup) -> str:
    return f" Source: {listed(lookup.source_short(source) for source in sources)}." if sources else ""
