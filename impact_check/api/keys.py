"""A council's sign-off ledger and its keys: who may sign."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.signoff.packages import check_can_sign

if TYPE_CHECKING:
    from impact_check.model.ledger import Appointed, Dismissed, KeyKind, Trusted, TrustedUse
    from impact_check.model.questionnaire import Role
    from impact_check.signoff.certificates import RootKey, SigningKey
    from impact_check.signoff.folder import LedgerFolder
    from impact_check.signoff.ledger import Ledger
    from impact_check.signoff.standing import Authority, SubmissionStanding


def new_ledger(path: Path, council: str, passphrase: str, *, at: datetime) -> "LedgerFolder":
    """Make the folder of a council's sign-off ledger, with its keys. passphrase: locks the council's root key.

    Raises SignOffError if there is something at that path, KeyFileError if the name or the passphrase can't be used,
    LedgerError if the folder can't be written.
    """
    check_can_sign()
    from impact_check.signoff.folder import create

    return create(path, council, passphrase, at)


def ledger_folder(path: Path, roots: Path | None = None) -> "LedgerFolder":
    """Find a ledger: its folder, or the file ledger.jsonl alone. `.read()` checks its lines.

    roots: the council's root certificate, if it isn't beside the ledger. Raises LedgerError, KeyFileError.
    """
    check_can_sign()
    from impact_check.signoff.folder import load

    return load(path, roots)


def authority(ledger: "Ledger", at_entry: int | None = None) -> "Authority":
    """Return who may sign now; at_entry: when the entry of that number was written."""
    from impact_check.signoff import standing

    return standing.authority(ledger, at_entry)


def submissions(ledger: "Ledger", reference: str | None = None) -> "tuple[SubmissionStanding, ...]":
    """Return what was submitted for an assessment, or for all, in order, and how far each has come.

    Raises LedgerError if the entries can't all be true.
    """
    from impact_check.signoff import standing

    return standing.all_submissions(ledger) if reference is None else standing.submissions(ledger, reference)


def new_signing_key(
    folder: "LedgerFolder",
    root: "RootKey",
    path: Path,
    *,
    name: str,
    roles: "tuple[Role, ...]",
    passphrase: str,
    kind: "KeyKind" = "person",
    at: datetime,
) -> "Appointed":
    """Make a key file (.p12) for a person or a seal, and let it sign in these roles: both or neither.

    Raises KeyFileError, SignOffError, LedgerError.
    """
    from impact_check.signoff.appoint import appoint
    from impact_check.signoff.keys import make_key

    key = make_key(root, name, passphrase, at)
    return appoint(folder, root, key.certificate, roles, kind=kind, at=at, write=(path, key.p12))


def certificate_request(path: Path, name: str, council: str, passphrase: str) -> tuple[Path, Path]:
    """Make a key for a person, and a request for the certificate that somebody else issues.

    Returns the two new files: `<path>.key`, which is locked, and `<path>.csr`. Raises KeyFileError.
    """
    check_can_sign()
    from impact_check.signoff.keys import make_request, write_request

    return write_request(path, make_request(name, council, passphrase))


def read_request(path: Path) -> "tuple[SigningKey, str]":
    """Return the public key and the name in a request for a certificate (PEM). Raises KeyFileError."""
    from impact_check.signoff.certificates import requested
    from impact_check.signoff.folder import read_key_file

    return requested(read_key_file(path))


def read_token(library: str, token: str, label: str, pin: str) -> "SigningKey":
    """Return the public half of a key on a smart card or in a security module (PKCS#11). Raises KeyFileError."""
    from impact_check.signoff.tokens import public_key

    return public_key(library, token, label, pin)


def certify(
    folder: "LedgerFolder",
    root: "RootKey",
    public: "SigningKey",
    path: Path,
    *,
    name: str,
    roles: "tuple[Role, ...]",
    kind: "KeyKind" = "person",
    at: datetime,
) -> "Appointed":
    """Write a certificate for a public key, and let it sign in these roles: both or neither.

    Raises KeyFileError, SignOffError, LedgerError.
    """
    from impact_check.signoff.appoint import appoint
    from impact_check.signoff.certificates import as_pem, issue

    certificate = issue(root, public, name, at)
    return appoint(folder, root, certificate, roles, kind=kind, at=at, write=(path, as_pem(certificate).encode()))


def appoint(
    folder: "LedgerFolder",
    root: "RootKey",
    certificate: Path,
    roles: "tuple[Role, ...]",
    *,
    kind: "KeyKind" = "person",
    at: datetime,
) -> "Appointed":
    """Let a certificate that somebody has already sign in these roles.

    Raises KeyFileError, SignOffError, LedgerError.
    """
    from impact_check.signoff import appoint as appointing
    from impact_check.signoff.certificates import read_certificate
    from impact_check.signoff.folder import read_key_file

    found = read_certificate(read_key_file(certificate))
    return appointing.appoint(folder, root, found, roles, kind=kind, at=at)


def trust(folder: "LedgerFolder", root: "RootKey", certificate: Path, use: "TrustedUse", *, at: datetime) -> "Trusted":
    """Accept certificates, or timestamps, of another authority. Raises KeyFileError, SignOffError, LedgerError."""
    from impact_check.signoff import appoint as appointing
    from impact_check.signoff.certificates import read_certificate
    from impact_check.signoff.folder import read_key_file

    return appointing.trust(folder, root, read_certificate(read_key_file(certificate)), use, at=at)


def dismiss(folder: "LedgerFolder", root: "RootKey", who: str, reason: str, *, at: datetime) -> "Dismissed":
    """Let a key sign no more. who: a name, or the beginning of a fingerprint. Raises SignOffError, LedgerError."""
    from impact_check.signoff import appoint as appointing

    return appointing.dismiss(folder, root, who, reason, at=at)
