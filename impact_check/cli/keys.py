"""`impact-check keys`: make keys, and say who may sign."""

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from impact_check.cli import clock
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.ledger_option import find_ledger
from impact_check.cli.output import say, say_wrapped
from impact_check.cli.passphrases import passphrase
from impact_check.interview import same_name
from impact_check.language import day, listed, to_translate, tr
from impact_check.model.ledger import Appointed, KeyKind, Trusted
from impact_check.model.questionnaire import Role

if TYPE_CHECKING:
    from impact_check.signoff.certificates import RootKey, SigningKey
    from impact_check.signoff.folder import LedgerFolder

FILES = {
    "council.key": to_translate(
        "The root key. Whoever has it and its passphrase says who may sign. Keep it away from everyday computers, such "
        "as on two memory sticks in a safe, and the passphrase apart from it."
    ),
    "council.pem": to_translate(
        "The root certificate. It is no secret: publish it, since signatures are checked with it."
    ),
    "ledger.key": to_translate("Writes the ledger. Whoever signs needs to read it; nobody else."),
    "ledger.jsonl": to_translate("The ledger. It grows by a line with each thing that happens. Keep copies of it."),
}
"""What is in the folder of a new ledger."""
_ROOT_SECRET = to_translate("Passphrase of the council’s root key:")
_NEW_ROOT_SECRET = to_translate("Choose a passphrase for the council’s root key:")
_NEW_SECRET = to_translate("Choose a passphrase for the new key:")


@dataclass(frozen=True, slots=True)
class Access:
    """Where the ledger and the council's root key are, as typed."""

    ledger: str | None
    root_key: str | None
    root_passphrase_file: str | None

    def open(self) -> "tuple[LedgerFolder, RootKey]":
        """Find the ledger and unlock the root key. Raise Stop, LedgerError, KeyFileError."""
        folder = find_ledger(self.ledger)
        secret = passphrase(tr(_ROOT_SECRET), self.root_passphrase_file, "--root-passphrase-file")
        return folder, folder.root_key(secret, Path(self.root_key) if self.root_key else None)


@dataclass(frozen=True, slots=True)
class Card:
    """A key on a smart card, as typed; all empty if none was."""

    library: str
    token: str
    label: str
    pin_file: str | None


def init(folder: str, council: str, passphrase_file: str | None) -> None:
    """Make the folder of a ledger, and say what is in it and who should have it."""
    from impact_check import api
    from impact_check.signoff.packages import check_can_sign

    check_can_sign()
    _free(Path(folder))
    secret = passphrase(tr(_NEW_ROOT_SECRET), passphrase_file, "--root-passphrase-file", is_new=True)
    made = api.new_ledger(Path(folder), council, secret, at=clock.now())
    shown = shlex.quote(folder)
    say_wrapped(tr("The sign-off ledger of {council} is in {path}.", council=council, path=made.path))
    say()
    for name, told in FILES.items():
        say_wrapped(f"{name}: {tr(told)}")
    say()
    command = f'impact-check keys new --ledger {shown} --name "Ann Lee" --role head-of-service -o ann-lee.p12'
    say(tr("To let somebody sign: {command}", command=command))


def new(
    access: Access, name: str, roles: tuple[Role, ...], output: str, passphrase_file: str | None, *, seal: bool
) -> None:
    """Make a key file and let it sign; say whom to give what."""
    from impact_check import api

    path = _free(Path(output))
    folder, root = access.open()
    secret = passphrase(tr(_NEW_SECRET), passphrase_file, "--passphrase-file", is_new=True)
    appointed = api.new_signing_key(
        folder, root, path, name=name, roles=roles, passphrase=secret, kind=_kind(seal), at=clock.now()
    )
    _say_appointed(folder, appointed)
    if seal:
        told = tr(
            "Keep {path} and its passphrase with whoever records approvals: a seal says who approved and who recorded "
            "it, and is never a person’s own signature.",
            path=path,
        )
    else:
        told = tr(
            "Give {path} to {name} and the passphrase by another way; nobody else may have them, you included.",
            path=path,
            name=name,
        )
    say_wrapped(told)
    say_wrapped(
        tr(
            "If the file or its passphrase is lost, nobody can bring them back: dismiss the key and make a new one. "
            "What was signed stays valid."
        )
    )


def request(name: str, council: str, output: str, passphrase_file: str | None) -> None:
    """Make a locked key and a request for its certificate; say what to do with each."""
    from impact_check import api
    from impact_check.signoff.packages import check_can_sign

    check_can_sign()
    secret = passphrase(tr(_NEW_SECRET), passphrase_file, "--passphrase-file", is_new=True)
    key, asked = api.certificate_request(Path(output), name, council, secret)
    say_wrapped(tr("Your key is in {path}. Keep it and its passphrase to yourself.", path=key))
    say_wrapped(
        tr("Send {path} to whoever issues certificates. It is no secret. You get a certificate back.", path=asked)
    )


def certify(
    access: Access,
    asked: str | None,
    card: Card,
    name: str | None,
    roles: tuple[Role, ...],
    output: str,
    *,
    seal: bool,
) -> None:
    """Write a certificate for a key that was made elsewhere, and let it sign. Raise Stop if none was named."""
    from impact_check import api

    _check_one_source(asked, card, name)
    path = _free(Path(output))
    folder, root = access.open()
    public, called = _public_key(asked, card)
    appointed = api.certify(
        folder, root, public, path, name=name or called, roles=roles, kind=_kind(seal), at=clock.now()
    )
    _say_appointed(folder, appointed)
    say_wrapped(
        tr(
            "Give {path} to {name}: it is needed to sign, with the key. It is no secret.",
            path=path,
            name=appointed.name,
        )
    )


def add(access: Access, certificate: str, roles: tuple[Role, ...], *, seal: bool) -> None:
    """Let a certificate sign that somebody has already."""
    from impact_check import api

    folder, root = access.open()
    _say_appointed(folder, api.appoint(folder, root, Path(certificate), roles, kind=_kind(seal), at=clock.now()))


def trust(access: Access, certificate: str, use: Literal["signing", "timestamps"]) -> None:
    """Trust another authority, and say what that means."""
    from impact_check import api

    folder, root = access.open()
    trusted = api.trust(folder, root, Path(certificate), use, at=clock.now())
    if use == "timestamps":
        told = tr("“{name}” is trusted for timestamps from now on.", name=trusted.name)
    else:
        told = tr(
            "“{name}” is trusted. Its certificates may sign once each is added: {command}",
            name=trusted.name,
            command="impact-check keys add CERTIFICATE.pem --role ROLE",
        )
    say_wrapped(told)
    _say_fingerprint(trusted.fingerprint)


def dismiss(access: Access, who: str, reason: str) -> None:
    """Let a key sign no more."""
    from impact_check import api

    folder, root = access.open()
    before = api.authority(folder.read())
    dismissed = api.dismiss(folder, root, who, reason, at=clock.now())
    known: tuple[Appointed | Trusted, ...] = (*before.appointed, *before.trusted)
    name = next((one.name for one in known if one.fingerprint == dismissed.fingerprint), who)
    say_wrapped(tr("The key of {name} may sign no more from now on. What was signed with it before stands.", name=name))
    _say_fingerprint(dismissed.fingerprint)


def list_keys(ledger: str | None) -> None:
    """Print who may sign, in which role, and who else is trusted."""
    from impact_check import api

    folder = find_ledger(ledger)
    now = api.authority(folder.read())
    if not now.appointed:
        say_wrapped(tr("Nobody may sign yet."))
    for person in now.appointed:
        say_wrapped(_in_words(person))
        _say_fingerprint(person.fingerprint)
    for trusted in now.trusted:
        what = tr("certificates to sign with") if trusted.use == "signing" else tr("timestamps")
        say_wrapped(tr("Trusted for {what}: {name}", what=what, name=trusted.name))
        _say_fingerprint(trusted.fingerprint)


def role_words(roles: tuple[Role, ...]) -> str:
    """Return roles as a list in a sentence."""
    from impact_check.report.wording import ROLES

    return listed([ROLES[role].lower() for role in roles])


def _kind(seal: bool) -> KeyKind:
    return "seal" if seal else "person"


def _free(path: Path) -> Path:
    """Return the path of a file to be written. Raise Stop if there is one, before anybody types a passphrase."""
    if path.exists():
        told = tr("{path} exists already, so nothing was written. Choose another name.", path=path)
        cut_off = tr(
            "If it is from a command that was cut off, see who may sign: {command}. If the new key isn’t there, remove "
            "the file and type the command again.",
            command="impact-check keys list",
        )
        raise Stop(Exit.CONFLICT, f"{told} {cut_off}")
    return path


def _check_one_source(asked: str | None, card: Card, name: str | None) -> None:
    if bool(asked) == bool(card.library):
        raise Stop(Exit.USAGE, tr("Name either a request (.csr) or, with --pkcs11, the library of a smart card."))
    if card.library and not (card.token and card.label and name):
        raise Stop(Exit.USAGE, tr("With --pkcs11, also say --token, --key-label and --name."))


def _public_key(asked: str | None, card: Card) -> "tuple[SigningKey, str]":
    from impact_check import api

    if asked:
        return api.read_request(Path(asked))
    pin = passphrase(tr("PIN of the card:"), card.pin_file, "--pin-file")
    return api.read_token(card.library, card.token, card.label, pin), ""


def _say_appointed(folder: "LedgerFolder", appointed: Appointed) -> None:
    """Say who may sign, and which other keys of the same name may, too: one may be lost, or made by mistake."""
    from impact_check import api

    say_wrapped(_in_words(appointed))
    _say_fingerprint(appointed.fingerprint)
    for other in api.authority(folder.read()).appointed:
        if same_name(other.name, appointed.name) and other.fingerprint != appointed.fingerprint:
            command = f'impact-check keys dismiss {other.fingerprint[:16]} --reason "Not used any more"'
            told = tr(
                "{name} has another key too, since {day}. If that is lost or was a mistake, let it sign no more:",
                name=other.name,
                day=day(other.at.date()),
            )
            say_wrapped(told)
            say(f"  {command}")


def _in_words(person: Appointed) -> str:
    roles = role_words(person.roles)
    if person.kind == "seal":
        return tr("{name}, a seal, may record approvals of: {roles}.", name=person.name, roles=roles)
    return tr("{name} may sign as: {roles}.", name=person.name, roles=roles)


def _say_fingerprint(fingerprint: str) -> None:
    say("  " + tr("Fingerprint: {fingerprint}", fingerprint=fingerprint))  # 79 columns, so that it stays whole.
