"""Ask for a piece of evidence: what it is, how strong, from when, and where it can be found."""

from collections.abc import Container, Mapping
from pathlib import Path

from impact_check.cli import words
from impact_check.cli.forms import ask_choice, ask_date, ask_text
from impact_check.cli.session import Session
from impact_check.model.assessment import Evidence
from impact_check.model.questionnaire import Question

LATER = frozenset({"", "no", "n", "later"})
"""Typed instead of a title, these leave the evidence for later."""

WEAK: Mapping[str, str] = {"D": "This is the weakest grade. Many reassuring answers need a stronger one to count."}
"""Grade of evidence -> what to say when it is chosen."""


def ask_evidence(session: Session, label: str = "What is the evidence?") -> str | None:
    """Return the id of new evidence, or of evidence that is there already; None if it is left for later.

    A file or a link may be given at once, in place of the title.
    """
    present = {item.id.lower(): item.id for item in session.assessment.evidence}
    if present:
        session.prompter.say("Evidence so far:")
        for item in session.assessment.evidence:
            session.prompter.say(words.evidence(item), indent=2)
    either = f"its title, or {next(iter(present.values()))} for one in this list" if present else "its title"
    session.prompter.say(f"{label} Type {either}. A file or a link will do too. To leave it for later, press Enter.")
    typed = _ask_title(session, present)
    if typed.lower() in LATER:
        return None
    if typed.lower() in present:
        return present[typed.lower()]
    title, where = typed, ""
    suggested = _title_of(session, typed)
    if suggested:
        title, where = ask_text(session, "Its title", now=suggested, needed=True), typed
    grade = ask_choice(session, "How strong is it?", words.grades())
    if grade in WEAK:
        session.prompter.say(WEAK[grade])
    made_on = ask_date(session, "Made or gathered on", needed=True, is_past=True)
    where = where or ask_text(session, "Where to find it (a file, a link or a place)")
    item = Evidence.model_validate(
        {"id": _free_id(session), "title": title, "grade": grade, "date": made_on, "where": where}
    )
    item = _with_file(session, item)
    session.add_evidence(item)
    session.prompter.say(f"Added {words.evidence(item)}.")
    return item.id


def _file(session: Session, typed: str) -> Path | None:
    """Return the file that was typed, from the folder that the person is in, or from that of the assessment."""
    from impact_check import api

    return api.evidence_file(typed, Path.cwd()) or api.evidence_file(typed, session.store.path.parent)


def _title_of(session: Session, typed: str) -> str:
    """Return a title made of the name of a file or the end of a link; empty if neither was typed."""
    from impact_check import api

    path = _file(session, typed)
    if path is None and not api.is_link(typed):
        if api.looks_like_file(typed):
            session.prompter.say(f"There is no file {typed} here, so this is taken as the title.")
        return ""
    name = path.stem if path else typed.split("?")[0].rstrip("/").rpartition("/")[2].rsplit(".", 1)[0]
    words_in_it = name.replace("_", " ").replace("-", " ").split()
    title = " ".join(words_in_it) or typed
    return title[0].upper() + title[1:]


def _with_file(session: Session, item: Evidence) -> Evidence:
    """Take the hash of the file that evidence is, and say so; or say that there is no such file."""
    from impact_check import api

    path = _file(session, item.where)
    if path is None:
        if api.looks_like_file(item.where):
            session.prompter.say(f"There is no file {item.where} here, so only its name is kept.")
        return item
    try:
        found = api.with_file(item, path, session.store.path.parent)
    except OSError as error:
        session.prompter.say(f"{path} can't be read ({error.strerror}), so only its name is kept.")
        return item
    session.prompter.say(
        f"Its fingerprint is kept (SHA-256 {found.sha256[:16]}…), so that a change of the file shows. "
        "The file itself stays where it is."
    )
    return found


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
