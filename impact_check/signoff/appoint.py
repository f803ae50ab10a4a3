"""What the council's root key says about who may sign -> entries of the ledger."""

from datetime import datetime
from pathlib import Path

from cryptography.x509 import Certificate

from impact_check.errors import SignOffError
from impact_check.interview import same_name
from impact_check.language import tr
from impact_check.model.ledger import Appointed, Dismissed, KeyKind, Trusted, TrustedUse
from impact_check.model.questionnaire import Role
from impact_check.model.text import clean_text
from impact_check.signoff.certificates import (
    RootKey,
    as_pem,
    check_authority,
    check_signer,
    fingerprint,
    name_in,
    read_certificate,
)
from impact_check.signoff.folder import LedgerFolder, write_new
from impact_check.signoff.ledger import Ledger
from impact_check.signoff.standing import authority

_SHORTEST_BEGINNING = 8
"""Hexadecimal digits by which a certificate can be named."""


def appoint(
    folder: LedgerFolder,
    root: RootKey,
    certificate: Certificate,
    roles: tuple[Role, ...],
    *,
    kind: KeyKind = "person",
    at: datetime,
    write: tuple[Path, bytes] | None = None,
) -> Appointed:
    """Let a certificate sign in these roles from now on, and in no others.

    write: a new file that belongs to it, for its owner alone. Either both are done, or neither.
    Raises KeyFileError if one can't sign with the certificate or the file can't be written, SignOffError if it may
    sign already, LedgerError.
    """
    with folder.open() as ledger:
        told = _appointment(ledger.ledger, root, certificate, roles, kind, at)
        if write is None:
            return ledger.append(Appointed, at=at, endorse=root.endorse, **told)
        path, content = write
        write_new(path, content)
        try:
            return ledger.append(Appointed, at=at, endorse=root.endorse, **told)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def trust(folder: LedgerFolder, root: RootKey, certificate: Certificate, use: TrustedUse, *, at: datetime) -> Trusted:
    """Accept the certificates of an authority, for `signing` or for `timestamps`.

    Raises KeyFileError if it isn't the certificate of one, SignOffError if it is trusted already, LedgerError.
    """
    check_authority(certificate, at)
    told = _about(certificate)
    with folder.open() as ledger:
        if (told["fingerprint"], use) in ((one.fingerprint, one.use) for one in authority(ledger.ledger).trusted):
            raise SignOffError(tr("“{name}” is trusted already.", name=told["name"]))
        return ledger.append(Trusted, at=at, endorse=root.endorse, use=use, endorsement="", **told)


def dismiss(folder: LedgerFolder, root: RootKey, who: str, reason: str, *, at: datetime) -> Dismissed:
    """Let a certificate sign no more, or trust an authority no more. What was signed before stands.

    who: the name, or the beginning of the fingerprint, 8 digits at least. Raises SignOffError if nobody or several
    are called so, LedgerError.
    """
    said = " ".join(clean_text(reason).text.split())
    if not said:
        raise SignOffError(tr("Say why they may sign no more: the ledger keeps the reason."))
    with folder.open() as ledger:
        told = {"fingerprint": _meant(ledger.ledger, who), "reason": said, "endorsement": ""}
        return ledger.append(Dismissed, at=at, endorse=root.endorse, **told)


def _meant(ledger: Ledger, who: str) -> str:
    """Return the fingerprint that a name, or its own beginning, means. Raises SignOffError unless it is one."""
    now = authority(ledger)
    known: tuple[Appointed | Trusted, ...] = (*now.appointed, *now.trusted)
    beginning = who.lower().replace(":", "")
    by_print = len(beginning) >= _SHORTEST_BEGINNING
    found = {
        one.fingerprint: one
        for one in known
        if same_name(one.name, who) or (by_print and one.fingerprint.startswith(beginning))
    }
    if not found:
        raise SignOffError(
            tr("Nobody who may sign is called “{who}”. To see who may, type: impact-check keys list", who=who)
        )
    if len(found) > 1:
        listed = "\n".join(f"{one.fingerprint[:16]}  {one.at:%Y-%m-%d %H:%M} UTC" for one in found.values())
        told = tr("“{who}” means several keys. Instead of the name, type one of these:", who=who)
        raise SignOffError(f"{told}\n{listed}")
    return found.popitem()[0]


def _appointment(
    ledger: Ledger, root: RootKey, certificate: Certificate, roles: tuple[Role, ...], kind: KeyKind, at: datetime
) -> dict[str, object]:
    """Return what the entry tells. Raises KeyFileError or SignOffError if there can't be one."""
    now = authority(ledger)
    trusted = (read_certificate(pem.encode()) for pem in now.roots("signing"))
    check_signer(certificate, (root.certificate, *trusted), at)
    roles = tuple(dict.fromkeys(roles))
    told: dict[str, object] = {**_about(certificate), "kind": kind, "roles": roles, "endorsement": ""}
    before = now.find_person(fingerprint(certificate))
    if before and (before.kind, before.roles) == (kind, roles):
        raise SignOffError(tr("“{name}” may sign in this role already.", name=before.name))
    return told


def _about(certificate: Certificate) -> dict[str, str]:
    return {
        "name": name_in(certificate),
        "certificate": as_pem(certificate),
        "fingerprint": fingerprint(certificate),
    }
