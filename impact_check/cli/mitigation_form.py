"""Ask for the details of one action, save it, and say what it earns and why."""

from impact_check.cli import words
from impact_check.cli.evidence import ask_evidence
from impact_check.cli.forms import SteppedBack, ask_choice, ask_date, ask_text, ask_yes_no
from impact_check.cli.session import Session
from impact_check.model.assessment import Mitigation, Owner, ThirdParty, Verification
from impact_check.model.questionnaire import LibraryMitigation


def ask_mitigation(
    session: Session, factor: str, *, present: Mitigation | None = None, library: LibraryMitigation | None = None
) -> None:
    """Add an action against a risk, taken from the library or not, or change or remove the present one."""
    session.prompter.say("Leave blank what is not settled: press Enter. Type :back to leave without a change.")
    try:
        if present and ask_choice(session, "What do you want to do?", _CHANGE, now="change") == "remove":
            session.remove_mitigation(present)
            session.prompter.say("Removed. The history still shows it.")
            return
        start = _start(session, factor, present, library)
        mitigation = _ask_details(session, start, library)
    except SteppedBack:
        session.prompter.say("Left as it was.")
        return
    session.put_mitigation(mitigation)
    _say_what_it_earns(session, mitigation)


_CHANGE = (("change", "Change it"), ("remove", "Remove it"))


def _start(session: Session, factor: str, present: Mitigation | None, library: LibraryMitigation | None) -> Mitigation:
    """Ask what will be done. Where the same is planned against another risk, start from its details."""
    planned = session.assessment.mitigations
    twin = next((entry for entry in planned if library and entry.library == library.id), None)
    if twin is not None and present is None:
        session.prompter.say("You have planned this for another risk. Press Enter to keep each of its details.")
    base = present or twin
    usual = base.action if base else library.action if library else ""
    action = ask_text(session, "What will be done", now=usual, needed=True)
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
    """Ask for every detail, with the present ones to keep."""
    owner = _ask_owner(session, start.owner)
    status = ask_choice(session, "How far is it?", words.statuses(), now=start.status)
    in_place_on = start.in_place_on
    due = start.due
    if status in ("in_place", "verified"):
        in_place_on = ask_date(session, "In place since", now=start.in_place_on, is_past=True)
    else:
        in_place_on = None
        due = ask_date(session, "In place by", now=start.due)
    needs_others = start.delivered_by is not None or (library is not None and library.third_party)
    delivered_by = _ask_third_party(session, start.delivered_by, needs_others=needs_others)
    funding = ask_text(session, "Where the money comes from", now=start.funding)
    if library:
        session.prompter.say(f"It can be checked by this: {library.verify_by}")
    evidence = _ask_more_evidence(session, start.evidence, "What shows that it will happen and can work?")
    verified = _ask_verification(session, start.verified) if status == "verified" else None
    details = {
        "status": status,
        "owner": owner,
        "due": due,
        "in_place_on": in_place_on,
        "evidence": evidence,
        "funding": funding,
        "delivered_by": delivered_by,
        "verified": verified,
    }
    return start.model_copy(update=details)


def _ask_owner(session: Session, present: Owner | None) -> Owner | None:
    name = ask_text(session, "Owner's name", now=present.name if present else "")
    if not name:
        return None
    return Owner(name=name, role=ask_text(session, "Owner's job", now=present.role if present else "", needed=True))


def _ask_third_party(session: Session, present: ThirdParty | None, *, needs_others: bool) -> ThirdParty | None:
    if not ask_yes_no(session, "Must another organisation deliver it?", now=needs_others):
        return None
    organisation = ask_text(session, "Which organisation", now=present.organisation if present else "", needed=True)
    agreed_by = ask_text(session, "Who agreed for them", now=present.agreed_by if present else "")
    if not agreed_by:
        return ThirdParty(organisation=organisation)
    agreed_on = ask_date(session, "Agreed on", now=present.agreed_on if present else None, is_past=True)
    return ThirdParty(organisation=organisation, agreed_by=agreed_by, agreed_on=agreed_on)


def _ask_more_evidence(session: Session, present: tuple[str, ...], label: str) -> tuple[str, ...]:
    added = ask_evidence(session, label)
    return present if added is None else tuple(dict.fromkeys((*present, added)))


def _ask_verification(session: Session, present: Verification | None) -> Verification | None:
    by = ask_text(session, "Who checked that it works", now=present.by if present else "")
    if not by:
        return None
    on = ask_date(session, "Checked on", now=present.on if present else None, needed=True, is_past=True)
    evidence = _ask_more_evidence(session, present.evidence if present else (), "What did they find?")
    return Verification.model_validate({"by": by, "on": on, "evidence": evidence})


def _say_what_it_earns(session: Session, mitigation: Mitigation) -> None:
    result = session.result()
    earned = next(entry for entry in result.mitigations if entry.mitigation == mitigation.id)
    session.prompter.say(words.credit(earned))
    rating = next((rating for rating in result.factors if rating.factor == mitigation.factor), None)
    if rating and earned.credit and rating.residual != rating.inherent:
        session.prompter.say(f"This risk goes from {words.bounds(rating.inherent)} to {words.bounds(rating.residual)}.")
    elif rating and earned.credit:
        session.prompter.say("This risk stays as it is: it cannot be brought lower.")
