"""Go through the risks that matter, and plan who will do what against each."""

from impact_check.cli import words
from impact_check.cli.mitigation_form import ask_mitigation
from impact_check.cli.session import Session, StoppedByUser
from impact_check.language import tr
from impact_check.model.assessment import Mitigation
from impact_check.model.levels import Level
from impact_check.model.questionnaire import LibraryMitigation
from impact_check.model.result import FactorRating, Result

WORTH_PLANNING = Level.MODERATE
"""Risks that are possibly at this level or worse are gone through."""

DONE = -1
"""Chosen: to leave the planning."""


def plan_mitigations(session: Session) -> None:
    """Show each risk worth planning for, with what has helped elsewhere, and take the actions chosen."""
    risks = _risks(session.result())
    if not risks:
        return
    prompter = session.prompter
    titles = {factor.id: factor.title for factor in session.ruleset.questionnaire.factors}
    prompter.say()
    prompter.say(tr("What could be done about the risks"), heading=True)
    prompter.say(
        tr(
            "A promise is not enough. An action earns credit once it has a named owner, a date before the change, "
            "evidence, and the agreement of whoever must deliver it."
        )
    )
    for number, risk in enumerate(risks, start=1):
        said = tr("{risk}: {rating}", risk=titles[risk.factor], rating=words.bounds(risk.inherent))
        prompter.say(said, first=f"{number:>2}. ", indent=1)
    typed = _choose(
        session, len(risks), tr("Press Enter to go through them, type the number of one, or :done to see the rating.")
    )
    at = typed or 1
    while typed is not DONE and at <= len(risks):
        typed = _plan_one(session, risks[at - 1].factor, at, len(risks))
        at += 1


def _risks(result: Result) -> tuple[FactorRating, ...]:
    return tuple(factor for factor in result.factors if factor.inherent.possible >= WORTH_PLANNING)


def _plan_one(session: Session, factor_id: str, place: int, count: int) -> int | None:
    """Show one risk and take actions against it until Enter or `:done`; return which of them it was.

    place: of the risk, from 1, among as many as `count`.
    """
    prompter = session.prompter
    factor = next(factor for factor in session.ruleset.questionnaire.factors if factor.id == factor_id)
    library = {entry.id: entry for entry in session.ruleset.questionnaire.mitigations}
    while True:
        result = session.result()
        rating = next((rating for rating in result.factors if rating.factor == factor_id), None)
        if rating is None:
            return None
        prompter.say()
        prompter.say(
            tr("Risk {number} of {count}: {title}", number=place, count=count, title=factor.title), heading=True
        )
        prompter.say(factor.plain)
        prompter.say(_standing(rating))
        planned = [mitigation for mitigation in session.assessment.mitigations if mitigation.factor == factor_id]
        taken = {mitigation.library for mitigation in planned}
        suggested = [entry for entry in suggestions(session, result, factor_id) if entry.id not in taken]
        _show_choices(session, result, planned, suggested)
        chosen = _choose(
            session,
            len(planned) + len(suggested) + 1,
            tr("Type a number to plan it, press Enter for the next risk, or :done to see the rating."),
        )
        if chosen in (None, DONE):
            return chosen
        if chosen <= len(planned):
            present = planned[chosen - 1]
            ask_mitigation(session, factor_id, present=present, library=library.get(present.library or ""))
        elif chosen <= len(planned) + len(suggested):
            ask_mitigation(session, factor_id, library=suggested[chosen - len(planned) - 1])
        else:
            ask_mitigation(session, factor_id)


def _standing(rating: FactorRating) -> str:
    inherent, residual = words.bounds(rating.inherent), words.bounds(rating.residual)
    if rating.residual == rating.inherent:
        return tr("As proposed: {rating}.", rating=inherent)
    return tr(
        "As proposed: {rating}. With the actions that earn credit: {residual}.", rating=inherent, residual=residual
    )


def suggestions(session: Session, result: Result, factor_id: str) -> tuple[LibraryMitigation, ...]:
    """Return what has helped elsewhere: first what the findings behind this risk suggest, then the rest."""
    questionnaire = session.ruleset.questionnaire
    rules = {rule.id: rule for rule in questionnaire.rules}
    fitting = {entry.id: entry for entry in questionnaire.mitigations if factor_id in entry.factors}
    found = [finding.rule for finding in result.findings if factor_id in finding.factors and finding.kind != "benefit"]
    first = [entry for rule in found for entry in rules[rule].suggests if entry in fitting]
    return tuple(fitting[entry] for entry in dict.fromkeys((*first, *fitting)))


def _show_choices(
    session: Session, result: Result, planned: list[Mitigation], suggested: list[LibraryMitigation]
) -> None:
    prompter = session.prompter
    earned = {entry.mitigation: entry for entry in result.mitigations}
    number = 0
    if planned:
        prompter.say(tr("Planned so far (type a number to change one):"))
    for mitigation in planned:
        number += 1
        prompter.say(f"{mitigation.action} {words.credit(earned[mitigation.id])}", first=f"{number:>2}. ", indent=1)
    prompter.say(tr("What others have found to help:") if suggested else tr("You can add an action:"))
    for entry in suggested:
        number += 1
        prompter.say(tr("{title}. {action}", title=entry.title, action=entry.action), first=f"{number:>2}. ", indent=1)
    prompter.say(tr("Something else: describe it yourself"), first=f"{number + 1:>2}. ", indent=1)


def _choose(session: Session, count: int, how: str) -> int | None:
    """Return which was chosen, from 1; None to go on; DONE to leave the planning."""
    while True:
        session.prompter.say(how)
        typed = session.prompter.read().strip()
        if typed == ":save":
            raise StoppedByUser
        if typed == ":done":
            return DONE
        if not typed:
            return None
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= count:
            return int(typed)
        session.prompter.say(words.sentence(tr("Enter a number between {low} and {high}", low=1, high=count)))
