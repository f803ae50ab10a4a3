"""Who signed, when and for what -> the small PDF that is shown in a signature field."""

from dataclasses import dataclass
from datetime import UTC, datetime

from impact_check.interview.wording import OUTCOMES_SHORT
from impact_check.language import listed, speaking, tr
from impact_check.model.ledger import Approval, Signed
from impact_check.model.questionnaire import Outcome, Role
from impact_check.report.formats import day, one_line, shorten
from impact_check.report.html import render
from impact_check.report.small_pdf import print_small
from impact_check.report.wording import ROLES

LONGEST = 100
"""Of a name or source as the stamp shows it, in characters. What is signed holds them whole."""
SIZES = ("large", "medium", "small", "tiny")


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


def lines(act: Act) -> tuple[str, ...]:
    """Return what the stamp says, in the language spoken: who, as what, for which outcome, and when."""
    when = act.at.astimezone(UTC)
    chosen = tr("For the outcome: {outcome}", outcome=OUTCOMES_SHORT[act.outcome])
    moment = tr("{day}, {time} UTC", day=day(when.date()), time=f"{when:%H:%M}")
    if act.approval is None:
        return (tr("Signed by {name}", name=_short(act.name)), ROLES[act.role], chosen, moment)
    approval = act.approval
    return (
        tr(
            "Approval of {name} ({role}), recorded by {recorder}.",
            name=_short(approval.by),
            role=ROLES[act.role],
            recorder=_short(approval.recorded_by),
        ),
        tr("Sealed by {seal}. {name} did not sign.", seal=_short(act.name), name=_short(approval.by)),
        tr("Source: {source}", source=_short(approval.source)),
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
    with speaking(language):
        return drawn(lines(act), language)


def seal_lines(council: str, signed: tuple[Signed, ...], at: datetime) -> tuple[str, ...]:
    """Return what the seal on a public copy says, in the language spoken. No person is named."""
    own = listed(ROLES[entry.role] for entry in signed if not entry.approval)
    recorded = listed(ROLES[entry.role] for entry in signed if entry.approval)
    when = at.astimezone(UTC)
    said = (
        tr("Seal of {council}", council=_short(council)),
        tr("This copy was made from the report that was signed, without what isn’t public."),
        tr("The report was signed by: {roles}.", roles=own) if own else "",
        tr("Approvals recorded: {roles}.", roles=recorded) if recorded else "",
        tr("None of them signed this copy."),
        tr("{day}, {time} UTC", day=day(when.date()), time=f"{when:%H:%M}"),
    )
    return tuple(filter(None, said))


def drawn(said: tuple[str, ...], language: str) -> bytes:
    """Return lines as a PDF of one page in the shape of a signature field, in the largest letters that fit."""
    for size in SIZES:
        pdf, pages = print_small(render("stamp/stamp.html.j2", lines=said, size=size, language=language))
        if pages == 1:
            return pdf
    return pdf


def _short(text: str) -> str:
    return shorten(one_line(text), LONGEST)
