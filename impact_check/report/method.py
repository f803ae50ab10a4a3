"""Explain how the rating works, in one paragraph, and name the conventions it rests on."""

from collections.abc import Iterator

from impact_check.language import Translated, number, to_translate, tr
from impact_check.model.questionnaire import Parameters
from impact_check.report.formats import iso_day, labelled, listed, sentence, upper_first
from impact_check.report.lookup import Lookup
from impact_check.report.parts import Method
from impact_check.report.wording import LEVEL_WORDS, mark

_NUMBERS = Translated(
    dict(
        enumerate(
            (
                to_translate("no"),
                to_translate("one"),
                to_translate("two"),
                to_translate("three"),
                to_translate("four"),
                to_translate("five"),
                to_translate("six"),
                to_translate("seven"),
                to_translate("eight"),
                to_translate("nine"),
                to_translate("ten"),
            )
        )
    )
)
_SCREENING = to_translate(
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
        paragraph=tr(_SCREENING) if is_short else _paragraph(parameters),
        table=tuple(
            (LEVEL_WORDS[row.severity], (mark(row.limited), mark(row.raised), mark(row.acute))) for row in rows
        ),
        conventions=tuple(
            " ".join((labelled(name, sentence(policy.reason)), *_cited(policy.sources, lookup)))
            for name, policy in (
                (tr("Table of levels"), parameters.level_table),
                (tr("Counting"), parameters.accumulation),
                (tr("Conflict and risk with principles"), parameters.alignment),
                (tr("Who signs and what is permitted"), parameters.requirements),
            )
        ),
        in_force=tr(
            "In force since {day}. {owner} answers for them.",
            day=iso_day(parameters.effective_from),
            owner=parameters.owner,
        ),
    )


def _paragraph(parameters: Parameters) -> str:
    in_principle = _number(parameters.accumulation.principle)
    overall = _number(parameters.accumulation.overall)
    conflicts = LEVEL_WORDS[parameters.alignment.conflicts_from].lower()
    risky = LEVEL_WORDS[parameters.alignment.at_risk_from].lower()
    return tr(
        "We look at each way in which the decision could leave people lonelier. For each we ask how bad it would "
        "be and who would bear it, and read the level from the table below. The overall rating is the worst level "
        "found. {in_principle} moderate harms under one principle, or {overall} in all, count as "
        "high. Counting alone never makes a decision severe, and low harms never add up. A few things set a level "
        "that no promise can lower. Benefits are listed, but never cancel harm. “Don’t know”, no answer, or a "
        "reassuring answer without the evidence it needs, counts as possible harm until somebody finds out: so "
        "the rating has two ends, what is confirmed and what is possible. A mitigation lowers only the harm it is "
        "aimed at. It does so by one step, and only with an owner, a date before the change, evidence, and the "
        "agreement of anybody else who must deliver it. It takes off two steps once somebody else has checked "
        "that it works. If the promise lapses, the rating goes back up. A principle is in conflict when a harm "
        "against it is confirmed {conflicts} or worse, and at risk when one may be {risky} or worse. How well the "
        "decision was assessed is judged apart and never changes the rating.",
        in_principle=upper_first(in_principle),
        overall=overall,
        conflicts=conflicts,
        risky=risky,
    )


def _number(value: int) -> str:
    return _NUMBERS[value] if value in _NUMBERS else number(value)


def _cited(sources: tuple[str, ...], lookup: Lookup) -> Iterator[str]:
    """Yield the sentence that names sources, if there are any."""
    if sources:
        yield tr("Source: {sources}.", sources=listed(lookup.source_short(source) for source in sources))
