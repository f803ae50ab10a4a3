"""Ask for a piece of evidence: what it is, how strong, from when, and where it can be found."""

from collections.abc import Container

from impact_check.cli import words
from impact_check.cli.forms import ask_choice, ask_date, ask_text
from impact_check.cli.session import Session
from impact_check.model.assessment import Evidence
from impact_check.model.questionnaire import Question

LATER = frozenset({"", "no", "n", "later"})
"""Typed instead of a title, these leave the evidence for later."""


def ask_evidence(session: Session, label: str = "What is the evidence?") -> str | None:
    """Return the id of new evidence, or of evidence that is there already; None if it is left for later."""
    present = {item.id.lower(): item.id for item in session.assessment.evidence}
    if present:
        session.prompter.say("Evidence so far:")
        for item in session.assessment.evidence:
            session.prompter.say(words.evidence(item), indent=2)
    either = f"its title, or {next(iter(present.values()))} for one in this list" if present else "its title"
    session.prompter.say(f"{label} Type {either}. To leave it for later, press Enter.")
    title = _ask_title(session, present)
    if title.lower() in LATER:
        return None
    if title.lower() in present:
        return present[title.lower()]
    grade = ask_choice(session, "How strong is it?", words.grades())
    made_on = ask_date(session, "Made or gathered on", needed=True, is_past=True)
    where = ask_text(session, "Where to find it (a link or a place)")
    item = Evidence.model_validate(
        {"id": _free_id(session), "title": title, "grade": grade, "date": made_on, "where": where}
    )
    session.add_evidence(item)
    session.prompter.say(f"Added {words.evidence(item)}.")
    return item.id


def _ask_title(session: Session, present: Container[str]) -> str:
    """Return what was typed; a bare number or yes can't be a title, so that is asked again."""
    while True:
        title = ask_text(session, "")
        if title.lower() in present or not (title.isdigit() or title.lower() in ("yes", "y")):
            return title
        session.prompter.say("Type the title in words, such as: Door counts, spring 2026. Or press Enter.")


def _free_id(session: Session) -> str:
    taken = {item.id for item in session.assessment.evidence}
    return next(name for number in range(1, len(taken) + 2) if (name := f"E{number}") not in taken)


def demand_in_words(question: Question) -> str:
    """Return what evidence would make an answer count that lacks it."""
    demand = question.evidence
    weakest = demand.min_grade if demand else "D"
    any_answer = demand is not None and demand.reassuring == "any"
    why = "Any answer here needs evidence, so it" if any_answer else "This answer is reassuring, so it"
    meaning = dict(words.grades())[weakest]
    strength = "of any grade" if weakest == "D" else f"of grade {meaning}, or stronger,"
    return f"{why} counts as unknown until evidence {strength} is added."
