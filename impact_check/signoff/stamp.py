"""Who signed, when and for what -> the small PDF that is shown in a signature field."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from impact_check.interview.wording import OUTCOMES_SHORT
from impact_check.language import listed, speaking, tr
from impact_check.model.ledger import Approval, Signed
from impact_check.model.questionnaire import Outcome, Role
from impact_check.report.formats import day, shorten
from impact_check.report.html import render
from impact_check.report.small_pdf import print_small
from impact_check.report.wording import ROLES

LONGEST = 100
"""Of a name or source as the stamp shows it, in characters. What is signed holds them whole."""
_SHORTER = 40
_WAYS = (("large", LONGEST), ("medium", LONGEST), ("small", LONGEST), ("tiny", LONGEST), ("tiny", _SHORTER))
"""How large the letters are and how long a name may be, the best first. The last fits whatever the names are."""


@dataclass(frozen=True, slots=True)
class Act:
    """One signature, in words that readers can see."""

    role: Role
    name: str
    """As the certificate names who signs: a person, or what has a seal."""
    outcome: Outcome
    at: datetime
    approval: Approval | None = None
    """For a seal only: whose approval it records."""


def lines(act: Act, longest: int = LONGEST) -> tuple[str, ...]:
    """Return what the stamp says, in the language spoken: who, as what, for which outcome, and when.

    longest: characters of a name or source; what is longer is cut.
    """
    when = act.at.astimezone(UTC)
    chosen = tr("For the outcome: {outcome}", outcome=OUTCOMES_SHORT[act.outcome])
    moment = tr("{day}, {time} UTC", day=day(when.date()), time=f"{when:%H:%M}")
    if act.approval is None:
        return (tr("Signed by {name}", name=shorten(act.name, longest)), ROLES[act.role], chosen, moment)
    approval = act.approval
    return (
        tr(
            "Approval of {name} ({role}), recorded by {recorder}.",
            name=shorten(approval.by, longest),
            role=ROLES[act.role],
            recorder=shorten(approval.recorded_by, longest),
        ),
        tr(
            "Sealed by {seal}. {name} did not sign.",
            seal=shorten(act.name, longest),
            name=shorten(approval.by, longest),
        ),
        tr("Source: {source}", source=shorten(approval.source, longest)),
        chosen,
        moment,
    )


def reason(act: Act) -> str:
    """Return, in the language spoken, what readers of PDF files show as the reason of the signature."""
    chosen = OUTCOMES_SHORT[act.outcome]
    if act.approval is None:
        return tr("{role}, for the outcome: {outcome}", role=ROLES[act.role], outcome=chosen)
    return " ".join(lines(act)[:4])


def stamp(act: Act, language: str) -> bytes:
    """Return a PDF of one page in the shape of a signature field, in the largest letters that fit."""
    return _fitted(lambda longest: lines(act, longest), language)


def seal_lines(council: str, signed: tuple[Signed, ...], at: datetime, longest: int = LONGEST) -> tuple[str, ...]:
    """Return what the seal on a public copy says, in the language spoken. No person is named.

    signed: who signed the report that it was made from. longest: characters of the council's name.
    """
    own = listed(ROLES[entry.role] for entry in signed if not entry.approval)
    recorded = listed(ROLES[entry.role] for entry in signed if entry.approval)
    when = at.astimezone(UTC)
    said = (
        tr("Seal of {council}", council=shorten(council, longest)),
        tr("This copy was made from the report that was signed, without what isn’t public."),
        tr("The report was signed by: {roles}.", roles=own) if own else "",
        tr("Approval was recorded of: {roles}.", roles=recorded) if recorded else "",
        tr("None of them signed this copy."),
        tr("{day}, {time} UTC", day=day(when.date()), time=f"{when:%H:%M}"),
    )
    return tuple(filter(None, said))


def seal_stamp(council: str, signed: tuple[Signed, ...], at: datetime, language: str) -> bytes:
    """Return what a public copy shows in the field of the seal, as `stamp` does."""
    return _fitted(lambda longest: seal_lines(council, signed, at, longest), language)


def _fitted(said: Callable[[int], tuple[str, ...]], language: str) -> bytes:
    with speaking(language):
        for size, longest in _WAYS:
            html = render("stamp/stamp.html.j2", lines=said(longest), size=size, language=language)
            pdf, pages = print_small(html)
            if pages == 1:
                break
    return pdf
