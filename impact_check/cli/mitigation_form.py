"""Ask for the details of one action, save it, and say what it earns and why."""

from collections.abc import Callable
from contextlib import suppress

from impact_check.cli import words
from impact_check.cli.evidence import ask_evidence
from impact_check.cli.forms import SteppedBack, ask_choice, ask_date, ask_text, ask_yes_no
from impact_check.cli.session import Session
from impact_check.language import tr
from impact_check.model.assessment import Mitigation, Owner, ThirdParty, Verification
from impact_check.model.questionnaire import LibraryMitigation


def ask_mitigation(
    session: Session, factor: str, *, present: Mitigation | None = None, library: LibraryMitigation | None = None
) -> None:
    """Add an action against a risk, taken from the library or not, or change or remove the present one."""
    session.prompter.say(
        tr("Leave blank what is not settled: press Enter. To go back to the detail before, type :back.")
    )
    try:
        if present and _is_to_be_removed(session):
            session.remove_mitigation(present)
            session.prompter.say(tr("Removed. The history still shows it."))
            return
        start = _start(session, factor, present, library)
        mitigation = _ask_details(session, start, library)
    except SteppedBack:
        session.prompter.say(tr("Left as it was."))
        return
    session.put_mitigation(mitigation)
    _say_what_it_earns(session, mitigation)


def _is_to_be_removed(session: Session) -> bool:
    choices = (("change", tr("Change it")), ("remove", tr("Remove it")))
    return ask_choice(session, tr("What do you want to do?"), choices, now="change") == "remove"


def _start(session: Session, factor: str, present: Mitigation | None, library: LibraryMitigation | None) -> Mitigation:
    """Ask what will be done. Where the same is planned against another risk, start from its details."""
    planned = session.assessment.mitigations
    twin = next((entry for entry in planned if library and entry.library == library.id), None)
    if twin is not None and present is None:
        session.prompter.say(tr("You have planned this for another risk. Press Enter to keep each of its details."))
    base = present or twin
    usual = base.action if base else library.action if library else ""
    action = ask_text(session, tr("What will be done"), now=usual, needed=True)
    if present is not None:
        return present.model_copy(update={"action": action})
    new = {"id": _free_id(session), "factor": factor, "action": action}
    if twin is not None:
        return twin.model_copy(update=new)
    return Mitigation.model_validate({**new, "library": library.id if library else None})


def _free_id(session: Session) -> str:
    taken = {mitigation.id for mitigation in session.assessment.mitigations}
    return next(name for number in range(1, len(taken) + 2) if (name := f"X{number}") not in taken)


def _ask_details(session: Session, start: Mitigation, library: LibraryMitigation | None) -> Mitigation:
    """Ask for every detail, with the present ones to keep. `:back` goes to the one before; past the first it leaves."""
    mitigation = start
    at = 1  # What will be done is said already, and only asked again on the way back.
    while at < len(_DETAILS):
        try:
            mitigation = _DETAILS[at](session, mitigation, library)
        except SteppedBack:
            if at == 0:
                raise
            at -= 1
        else:
            at += 1
    return mitigation


Detail = Callable[[Session, Mitigation, LibraryMitigation | None], Mitigation]
"""Asks for one detail of a mitigation; returns the mitigation with it."""


def _action(session: Session, now: Mitigation, library: LibraryMitigation | None) -> Mitigation:  # noqa: ARG001
    return now.model_copy(update={"action": ask_text(session, tr("What will be done"), now=now.action, needed=True)})


def _owner(session: Session, now: Mitigation, library: LibraryMitigation | None) -> Mitigation:  # noqa: ARG001
    present = now.owner
    while True:
        name = ask_text(session, tr("Owner's name"), now=present.name if present else "")
        if not name:
            return now.model_copy(update={"owner": None})
        with suppress(SteppedBack):
            job = ask_text(session, tr("Owner's job"), now=present.role if present else "", needed=True)
            return now.model_copy(update={"owner": Owner(name=name, role=job)})


def _status(session: Session, now: Mitigation, library: LibraryMitigation | None) -> Mitigation:  # noqa: ARG001
    status = ask_choice(session, tr("How far is it?"), words.statuses(), now=now.status)
    return now.model_copy(update={"status": status})


def _days(session: Session, now: Mitigation, library: LibraryMitigation | None) -> Mitigation:  # noqa: ARG001
    if now.status in ("in_place", "verified"):
        since = ask_date(session, tr("In place since"), now=now.in_place_on, is_past=True)
        return now.model_copy(update={"in_place_on": since})
    due = ask_date(session, tr("In place by"), now=now.due)
    return now.model_copy(update={"due": due, "in_place_on": None})


def _third_party(session: Session, now: Mitigation, library: LibraryMitigation | None) -> Mitigation:
    usual = now.delivered_by is not None or (library is not None and library.third_party)
    while True:
        if not ask_yes_no(session, tr("Must another organisation deliver it?"), now=usual):
            return now.model_copy(update={"delivered_by": None})
        with suppress(SteppedBack):
            return now.model_copy(update={"delivered_by": _ask_third_party(session, now.delivered_by)})


def _ask_third_party(session: Session, present: ThirdParty | None) -> ThirdParty:
    organisation = ask_text(session, tr("Which organisation"), now=present.organisation if present else "", needed=True)
    agreed_by = ask_text(session, tr("Who agreed for them"), now=present.agreed_by if present else "")
    if not agreed_by:
        return ThirdParty(organisation=organisation)
    agreed_on = ask_date(session, tr("Agreed on"), now=present.agreed_on if present else None, is_past=True)
    return ThirdParty(organisation=organisation, agreed_by=agreed_by, agreed_on=agreed_on)


def _funding(session: Session, now: Mitigation, library: LibraryMitigation | None) -> Mitigation:  # noqa: ARG001
    return now.model_copy(update={"funding": ask_text(session, tr("Where the money comes from"), now=now.funding)})


def _evidence(session: Session, now: Mitigation, library: LibraryMitigation | None) -> Mitigation:
    if library:
        session.prompter.say(tr("It can be checked by this: {how}", how=library.verify_by))
    shown = _ask_more_evidence(session, now.evidence, tr("What shows that it will happen and can work?"))
    return now.model_copy(update={"evidence": shown})


def _verified(session: Session, now: Mitigation, library: LibraryMitigation | None) -> Mitigation:  # noqa: ARG001
    if now.status != "verified":
        return now.model_copy(update={"verified": None})
    while True:
        by = ask_text(session, tr("Who checked that it works"), now=now.verified.by if now.verified else "")
        if not by:
            return now.model_copy(update={"verified": None})
        with suppress(SteppedBack):
            return now.model_copy(update={"verified": _ask_verification(session, by, now.verified)})


_DETAILS: tuple[Detail, ...] = (
    _action,
    _owner,
    _status,
    _days,
    _third_party,
    _funding,
    _evidence,
    _verified,
)


def _ask_more_evidence(session: Session, present: tuple[str, ...], label: str) -> tuple[str, ...]:
    added = ask_evidence(session, label)
    return present if added is None else tuple(dict.fromkeys((*present, added)))


def _ask_verification(session: Session, by: str, present: Verification | None) -> Verification:
    on = ask_date(session, tr("Checked on"), now=present.on if present else None, needed=True, is_past=True)
    evidence = _ask_more_evidence(session, present.evidence if present else (), tr("What did they find?"))
    return Verification.model_validate({"by": by, "on": on, "evidence": evidence})


def _say_what_it_earns(session: Session, mitigation: Mitigation) -> None:
    """Say what a mitigation earns and why no more, what that does to its risk, and what would earn it next."""
    result = session.result()
    say = session.prompter.say
    earned = next(entry for entry in result.mitigations if entry.mitigation == mitigation.id)
    say(words.credit(earned))
    rating = next((rating for rating in result.factors if rating.factor == mitigation.factor), None)
    if rating and earned.credit and rating.residual != rating.inherent:
        before, now = words.bounds(rating.inherent), words.bounds(rating.residual)
        say(tr("This risk goes from {before} to {now}.", before=before, now=now))
    elif rating and earned.credit:
        say(tr("This risk stays as it is: it cannot be brought lower."))
    after = words.next_step(earned)
    if after:
        say(after)
