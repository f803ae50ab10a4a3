"""`impact-check ledger`: check it, show it, and get the hash to publish."""

from typing import TYPE_CHECKING

from impact_check.cli.keys import role_words
from impact_check.cli.ledger_option import find_ledger
from impact_check.cli.output import say, say_wrapped
from impact_check.cli.read_only import LEDGER_SCHEMA, print_json
from impact_check.language import day, tr, trn
from impact_check.model.ledger import (
    Appointed,
    Dismissed,
    Entry,
    Opened,
    Published,
    Signed,
    Submitted,
    Trusted,
    Withdrawn,
)

if TYPE_CHECKING:
    from impact_check.signoff.ledger import Ledger


def check(named: str | None, roots: str | None, head: str) -> None:
    """Check the lines and whether they fit together; say what that shows, and what it can't."""
    from impact_check import api

    ledger = find_ledger(named, roots).read(head.strip().lower())
    api.submissions(ledger)
    count = len(ledger.entries)
    say_wrapped(
        trn(
            "The ledger is whole: {count} entry, signed with its key, and it says nothing that can’t be.",
            "The ledger is whole: {count} entries, each signed with its key, and they fit together.",
            count,
        )
    )
    if ledger.torn:
        say_wrapped(tr("Its last line was never finished and doesn’t count. It goes with the next entry."))
    if head:
        say_wrapped(tr("The published line is in it: nothing up to there was removed or replaced."))
    else:
        say_wrapped(
            tr("Not checked: whether lines were taken off its end. To see that, give a published hash: --head HASH")
        )


def show_entries(named: str | None, roots: str | None, *, as_json: bool) -> None:
    """Print every entry, a line for each, or all as JSON."""
    ledger = find_ledger(named, roots).read()
    if as_json:
        entries = [entry.model_dump(mode="json") for entry in ledger.entries]
        print_json(LEDGER_SCHEMA, {"head": ledger.head, "entries": entries})
        return
    for entry in ledger.entries:
        say_wrapped(f"{entry.n}. {entry.at:%Y-%m-%d %H:%M} UTC  {_in_words(entry, ledger)}")


def head(named: str | None, roots: str | None) -> None:
    """Print the last entry's number, day and hash, and why to publish them."""
    ledger = find_ledger(named, roots).read()
    last = ledger.entries[-1]
    say(tr("Entry {number} of {day}:", number=last.n, day=day(last.at.date())))
    say(ledger.head)
    say()
    say_wrapped(
        tr(
            "Publish this line in the minutes of a meeting. Then nobody can take entries away up to here, or write "
            "them anew, without being found out: not even whoever holds the ledger’s key."
        )
    )


def _in_words(entry: Entry, ledger: "Ledger") -> str:
    match entry:
        case Opened():
            return tr("Ledger of {council} begun.", council=entry.council)
        case Trusted():
            return tr("Authority “{name}” trusted ({use}).", name=entry.name, use=_USES[entry.use]())
        case Appointed(kind="seal"):
            return tr("Seal “{name}” may record approvals of: {roles}.", name=entry.name, roles=role_words(entry.roles))
        case Appointed():
            return tr("{name} may sign as: {roles}.", name=entry.name, roles=role_words(entry.roles))
        case Dismissed():
            return tr("{name} may sign no more: {reason}", name=_called(entry, ledger), reason=entry.reason)
        case Submitted():
            return tr("{reference} submitted by {by} to be signed.", reference=entry.reference, by=entry.by)
        case Signed(approval=None):
            role = role_words((entry.role,))
            return tr("{reference} signed by {name} as {role}.", reference=entry.reference, name=entry.name, role=role)
        case Signed():
            return _sealed(entry)
        case Withdrawn():
            told = {"reference": entry.reference, "by": entry.by, "reason": entry.reason}
            return tr("{reference} withdrawn by {by}: {reason}", **told)
        case Published():
            return tr("Public copy of {reference} made.", reference=entry.reference)


def _sealed(entry: Signed) -> str:
    assert entry.approval is not None  # noqa: S101  # Told apart before.
    return tr(
        "{reference}: approval of {by} as {role}, recorded by {recorder} under the seal “{name}”. Seen in: {source}",
        reference=entry.reference,
        by=entry.approval.by,
        role=role_words((entry.role,)),
        recorder=entry.approval.recorded_by,
        name=entry.name,
        source=entry.approval.source,
    )


def _called(entry: Dismissed, ledger: "Ledger") -> str:
    """Return the name of whoever was dismissed, as they were appointed or trusted last."""
    known: tuple[Appointed | Trusted, ...] = (*ledger.of(Appointed), *ledger.of(Trusted))
    names = [one.name for one in known if one.fingerprint == entry.fingerprint and one.n < entry.n]
    return names[-1] if names else entry.fingerprint[:16]


_USES = {"signing": lambda: tr("to sign with"), "timestamps": lambda: tr("timestamps")}
