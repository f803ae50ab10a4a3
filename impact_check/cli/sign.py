"""`impact-check sign`: show what is signed, ask, sign, and say who is next."""

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.cli import clock
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.ledger_option import find_ledger, with_ledger
from impact_check.cli.output import say, say_wrapped
from impact_check.cli.passphrases import passphrase
from impact_check.cli.sign_off import agrees
from impact_check.cli.store import beside
from impact_check.language import tr
from impact_check.model.ledger import Approval
from impact_check.model.questionnaire import Role

if TYPE_CHECKING:
    from impact_check.signoff.signing import SignOff
    from impact_check.signoff.signing_keys import KeyFile, Token


@dataclass(frozen=True, slots=True)
class Key:
    """Where the signing key is, as typed."""

    file: str | None
    certificate: str | None
    library: str | None
    token: str | None
    label: str | None
    passphrase_file: str | None

    def check(self) -> None:
        """Raise Stop unless one key is named, with what goes with it."""
        if bool(self.file) == bool(self.library):
            raise Stop(Exit.USAGE, tr("Name your key: --key FILE, or --pkcs11 LIBRARY for a smart card."))
        if self.library and not (self.token and self.label and self.certificate):
            raise Stop(Exit.USAGE, tr("With --pkcs11, name also --token, --key-label and --cert."))

    def open(self) -> "KeyFile | Token":
        """Ask for the passphrase or the PIN."""
        from impact_check import api

        certificate = Path(self.certificate) if self.certificate else None
        if self.library and self.token and self.label and certificate:
            pin = passphrase(tr("PIN of the card:"), self.passphrase_file, "--passphrase-file")
            return api.key_on_token(Path(self.library), self.token, self.label, certificate, pin)
        path = Path(self.file or "")
        if not path.is_file():
            raise Stop(Exit.INVALID, tr("There is no file {path}. Check the name of your key.", path=path))
        secret = passphrase(tr("Passphrase of {path}:", path=path), self.passphrase_file, "--passphrase-file")
        return api.key_in_file(path, secret, certificate)


def approval(by: str | None, recorded_by: str | None, source: str | None) -> Approval | None:
    """Return the approval that a seal records, as typed. Raise Stop if a part of it is missing."""
    if by is None and recorded_by is None and source is None:
        return None
    parts = [(part or "").strip() for part in (by, recorded_by, source)]
    if not all(parts):
        raise Stop(Exit.USAGE, tr("A seal needs all three: --approved-by, --recorded-by and --source."))
    return Approval(by=parts[0], recorded_by=parts[1], source=parts[2])


def sign(
    file: str, role: Role, key: Key, approved: Approval | None, tsa: str, ledger: str | None, *, asks: bool
) -> None:
    """Show what is signed, ask, and sign."""
    from impact_check import api

    key.check()
    path, folder = Path(file), find_ledger(ledger)
    check_is_pdf(path)
    shown = api.what_is_signed(path, folder, role, approved)
    for line in (*shown.notes, *shown.lines):
        say_wrapped(line)
    # Read before the question: a file that somebody puts in its place meanwhile isn't signed unseen.
    present = api.assessment_beside(path, shown.standing.submitted.reference) or shown.carried.assessment
    if asks and not agrees(tr("Sign?")):
        raise Stop(Exit.OK, tr("Nothing was signed."))
    done = api.sign_report(
        path,
        folder,
        role,
        key.open(),
        at=clock.now(),
        approval=approved,
        present=present,
        tsa=tsa,
        ruleset=shown.ruleset,
    )
    say()
    _tell(path, done, ledger)


def check_is_pdf(path: Path) -> None:
    """Raise Stop if a file is the assessment and not its PDF."""
    if path.suffix.lower() not in ("", ".json"):
        return
    likely = beside(path, "-sign-off.pdf")
    told = tr("{path} is not the PDF that is signed. Its name is usually {likely}.", path=path, likely=likely)
    raise Stop(Exit.USAGE, told)


def _tell(path: Path, done: "SignOff", ledger: str | None) -> None:
    from impact_check.report.wording import ROLES

    for note in done.notes:
        say_wrapped(note)
    standing = done.standing
    said = tr("Signed: {path}.", path=path)
    if standing.signatures[-1].approval:
        said = tr("The approval is recorded under the seal: {path}.", path=path)
    say_wrapped(said)
    if standing.missing:
        say_wrapped(tr("Next is the {role}. Send them this file.", role=ROLES[standing.missing[0]]))
    else:
        say_wrapped(tr("Everybody who must sign has. To check all of it:"))
        say(with_ledger(f"impact-check verify {shlex.quote(str(path))}", ledger))
