"""Many sets of answers -> how each is rated as proposed, or why it can't be. None is left out."""

from datetime import date, datetime

from impact_check import api
from impact_check.api.given import fill_answers
from impact_check.api.wording import texts
from impact_check.language import speaking
from impact_check.model.answers_file import AnswersFile
from impact_check.model.levels import Level
from impact_check.model.result import Result
from impact_check.rules import Ruleset
from impact_check.service.asked import DecisionAsked, ScreenAsked
from impact_check.service.judging import misfits_told
from impact_check.service.problems import FaultTold, pointer
from impact_check.service.service import Service
from impact_check.service.told import FactorTold, RatedTold, RefusedTold, ScreenTold

_GUESSED = 10
"""Names in one decision for which the nearest question is looked for."""
_UNKNOWN = frozenset({"no_evidence", "dont_know", "unanswered"})


def screen(service: Service, asked: ScreenAsked) -> ScreenTold:
    """Rate each decision."""
    now = service.now()
    ruleset = service.packs.load(asked.questionnaire, asked.language or "en", path="/questionnaire")
    on = asked.on or now.date()
    most = service.limits.questions
    with speaking(ruleset.questionnaire.language):
        decisions = tuple(
            _decision(ruleset, decision, place, on=on, now=now, most=most)
            for place, decision in enumerate(asked.decisions)
        )
    rated = [decision for decision in decisions if isinstance(decision, RatedTold)]
    return ScreenTold(
        on=on,
        on_from="request" if asked.on else "server",
        pinned=ruleset.pinned,
        rated=len(rated),
        refused=len(decisions) - len(rated),
        by_possible={level: sum(each.rating.possible is level for each in rated) for level in Level},
        decisions=decisions,
        texts=texts(ruleset) if asked.texts else None,
    )


def _decision(
    ruleset: Ruleset, decision: DecisionAsked, place: int, *, on: date, now: datetime, most: int
) -> RatedTold | RefusedTold:
    way = ("decisions", place)
    if len(decision.given) > most:
        told = f"There are {len(decision.given)} answers here. The limit is {most}."
        fault = FaultTold(path=pointer((*way, "given")), code="too-many", detail=told)
        return RefusedTold(id=decision.id, errors=(fault,))
    unknown = [name for name in decision.given if name not in ruleset.questions]
    if len(unknown) > _GUESSED:  # To look for what was meant takes a while for each.
        told = f"{len(unknown)} of the {len(decision.given)} names are no question. The first: “{unknown[0]}”."
        fault = FaultTold(path=pointer((*way, "given", unknown[0])), code="answer", detail=told)
        return RefusedTold(id=decision.id, errors=(fault,))
    answers = AnswersFile(given=decision.given, id=decision.id)
    assessment, misfits = fill_answers(ruleset, answers, at=now)
    if misfits:
        return RefusedTold(id=decision.id, errors=misfits_told(misfits, *way))
    return _rated(decision.id, api.evaluate(ruleset, assessment, on, with_find_out=False))


def _rated(id_: str, result: Result) -> RatedTold:
    proposed = result.inherent
    return RatedTold(
        id=id_,
        rating=proposed.rating,
        counts_confirmed=proposed.counts_confirmed,
        counts_possible=proposed.counts_possible,
        factors=tuple(FactorTold(factor=each.factor, rating=each.inherent) for each in result.factors),
        rules=tuple(each.rule for each in result.findings),
        floors=tuple(each.floor for each in result.floors),
        standings={each.element: each.standing for each in result.alignment},
        unknown=tuple(each.question for each in result.questions if each.state in _UNKNOWN),
        is_screened_out=result.is_screened_out,
        is_complete=result.is_complete,
        signatories=result.signatories,
        outcomes=result.outcomes,
    )
