"""Ask for a piece of evidence: what it is, how strong, from when, and where it can be found."""

from collections.abc import Container, Mapping
from pathlib import Path

from impact_check.cli import words
from impact_check.cli.forms import ask_choice, ask_date, ask_text
from impact_check.cli.session import Session
from impact_check.cli.typed import means_later
from impact_check.language import Translated, to_translate, tr
from impact_check.model.assessment import Evidence
from impact_check.model.questionnaire import Question

WEAK: Mapping[str, str] = Translated(
    {"D": to_translate("This is the weakest grade. Many reassuring answers need a stronger one to count.")}
)
"""Grade of evidence -> what to say when it is chosen."""


def ask_evidence(session: Session, label: str = "") -> str | None:
    """Return the id of new evidence, or of evidence that is there already; None if it is left for later.

    label: what is asked. A file or a link may be given at once, in place of the title.
    """
    present = {item.id.lower(): item.id for item in session.assessment.evidence}
    if present:
        session.prompter.say(tr("Evidence so far:"))
        for item in session.assessment.evidence:
            session.prompter.say(words.evidence(item), indent=2)
    asked, how = label or tr("What is the evidence?"), _how_to_name_it(next(iter(present.values()), ""))
    session.prompter.say(f"{asked} {how}")
    typed = _ask_title(session, present)
    if means_later(typed):
        return None
    if typed.lower() in present:
        return present[typed.lower()]
    title, where = typed, ""
    suggested = _title_of(session, typed)
    if suggested:
        title, where = ask_text(session, tr("Its title"), now=suggested, needed=True), typed
    grade = ask_choice(session, tr("How strong is it?"), words.grades())
    if grade in WEAK:
        session.prompter.say(WEAK[grade])
    made_on = ask_date(session, tr("Made or gathered on"), needed=True, is_past=True)
    where = where or ask_text(session, tr("Where to find it (a file, a link or a place)"))
    item = Evidence.model_validate(
        {"id": _free_id(session), "title": title, "grade": grade, "date": made_on, "where": where}
    )
    item = _with_file(session, item)
    session.add_evidence(item)
    session.prompter.say(tr("Added {evidence}.", evidence=words.evidence(item)))
    return item.id


def _how_to_name_it(present: str) -> str:
    """Say what to type. present: the id of evidence that is there already, as an example; empty if there is none."""
    if present:
        return tr(
            "Type its title, or {id} for one in this list. A file or a link will do too. "
            "To leave it for later, press Enter.",
            id=present,
        )
    return tr("Type its title. A file or a link will do too. To leave it for later, press Enter.")


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
            session.prompter.say(tr("There is no file {file} here, so this is taken as the title.", file=typed))
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
            session.prompter.say(tr("There is no file {file} here, so only its name is kept.", file=item.where))
        return item
    try:
        found = api.with_file(item, path, session.store.path.parent)
    except OSError as error:
        said = tr("{file} can't be read ({reason}), so only its name is kept.", file=path, reason=error.strerror)
        session.prompter.say(said)
        return item
    session.prompter.say(
        tr(
            "Its fingerprint is kept (SHA-256 {hash}…), so that a change of the file shows. "
            "The file itself stays where it is.",
            hash=found.sha256[:16],
        )
    )
    return found


def _ask_title(session: Session, present: Container[str]) -> str:
    """Return what was typed; a bare number or yes can't be a title, so that is asked again."""
    while True:
        title = ask_text(session, "")
        if title.lower() in present or not (title.isdigit() or title.casefold() in ("yes", "y", tr("yes").casefold())):
            return title
        session.prompter.say(tr("Type the title in words, such as: Door counts, spring 2026. Or press Enter."))


def _free_id(session: Session) -> str:
    taken = {item.id for item in session.assessment.evidence}
    return next(name for number in range(1, len(taken) + 2) if (name := f"E{number}") not in taken)


def demand_in_words(question: Question) -> str:
    """Return what evidence would make an answer count that lacks it."""
    demand = question.evidence
    weakest = demand.min_grade if demand else "D"
    any_answer = demand is not None and demand.reassuring == "any"
    meaning = dict(words.grades())[weakest]
    if any_answer and weakest == "D":
        return tr("Any answer here needs evidence, so it counts as unknown until evidence of any grade is added.")
    if any_answer:
        return tr(
            "Any answer here needs evidence, so it counts as unknown until evidence of grade {grade}, or stronger, is "
            "added.",
            grade=meaning,
        )
    if weakest == "D":
        return tr("This answer is reassuring, so it counts as unknown until evidence of any grade is added.")
    return tr(
        "This answer is reassuring, so it counts as unknown until evidence of grade {grade}, or stronger, is added.",
        grade=meaning,
    )
