"""A folder <-> the ledger of a council with its keys: made whole or not at all, read, and added to."""

import base64
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509 import Certificate

from impact_check.errors import KeyFileError, LedgerError, SignOffError
from impact_check.language import tr
from impact_check.model.ledger import Opened
from impact_check.signoff.certificates import RootKey, as_pem, check_authority, make_root, read_certificate
from impact_check.signoff.ledger import Ledger, OpenLedger, open_ledger, read_ledger
from impact_check.signoff.passphrase import check_passphrase, locked

LEDGER: Final = "ledger.jsonl"
LEDGER_KEY: Final = "ledger.key"
ROOT: Final = "council.pem"
ROOT_KEY: Final = "council.key"
PACKS: Final = "packs"
_LARGEST: Final = 1024 * 1024
"""Bytes of a key or certificate file."""


@dataclass(frozen=True, slots=True)
class LedgerFolder:
    """A ledger, where its keys are, and the certificate of the council's root key, which was read already."""

    file: Path
    """The ledger."""
    root: Certificate

    @property
    def path(self) -> Path:
        """The folder."""
        return self.file.parent

    @property
    def packs(self) -> Path:
        """Where the questionnaires are kept that reports were made with. It may not be there yet."""
        return self.path / PACKS

    def read(self, head: str = "") -> Ledger:
        """Read the ledger and check each line. head: the hash of a line that was published. Raises LedgerError."""
        return read_ledger(self.file, self.root, head=head)

    @contextmanager
    def open(self) -> Iterator[OpenLedger]:
        """Open the ledger to add to it, when it is our turn. Raises LedgerError, KeyFileError if it can't be.

        OSErrors from inside the `with`, such as a full disk, pass through.
        """
        if not self.file.is_file():
            raise LedgerError(0, tr("can’t be read: there is no file {path}", path=self.file))
        key = self._ledger_key()
        with ExitStack() as stack:
            try:
                ledger = stack.enter_context(open_ledger(self.file, key, self.root))
            except OSError as error:
                raise LedgerError(0, tr("can’t be written: {reason}", reason=error.strerror or error)) from error
            self._check_key(key, ledger.ledger)
            yield ledger

    def check_key(self, ledger: Ledger) -> None:
        """Raise KeyFileError unless the key that writes this ledger is here and can be read."""
        self._check_key(self._ledger_key(), ledger)

    def _check_key(self, key: ed25519.Ed25519PrivateKey, ledger: Ledger) -> None:
        first = ledger.entries[0] if ledger.entries else None
        if not isinstance(first, Opened) or first.ledger_key != _public(key):
            raise KeyFileError(tr("{path} isn’t the key of this ledger.", path=self.path / LEDGER_KEY))

    def root_key(self, passphrase: str, file: Path | None = None) -> RootKey:
        """Unlock the council's root key. file: where it is kept, if not in the folder. Raises KeyFileError."""
        path = file or self.path / ROOT_KEY
        if not path.exists() and file is None:
            raise KeyFileError(
                tr("There is no {path}. If the root key is kept elsewhere, name it with --root-key.", path=path)
            )
        try:
            key = serialization.load_pem_private_key(read_key_file(path), passphrase.encode())
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyFileError(
                tr("{path} can’t be unlocked: the passphrase is wrong, or it isn’t a locked key.", path=path)
            ) from error
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != self.root.public_key():
            raise KeyFileError(tr("{path} isn’t the root key that {root} is for.", path=path, root=ROOT))
        return RootKey(key, self.root)

    def _ledger_key(self) -> ed25519.Ed25519PrivateKey:
        path = self.path / LEDGER_KEY
        if not path.exists():
            raise KeyFileError(
                tr(
                    "There is no {path}, so nothing can be added to this ledger: it is a copy to check with. Name the "
                    "council’s own with --ledger.",
                    path=path,
                )
            )
        try:
            key = serialization.load_pem_private_key(read_key_file(path), None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyFileError(tr("{path} isn’t a ledger key.", path=path)) from error
        if not isinstance(key, ed25519.Ed25519PrivateKey):
            raise KeyFileError(tr("{path} isn’t a ledger key.", path=path))
        return key


def load(path: Path, roots: Path | None = None) -> LedgerFolder:
    """Find a ledger: a folder, or the file ledger.jsonl alone. Its lines aren't read yet.

    roots: the council's root certificate, if it isn't in the folder, or if a copy from elsewhere is to be relied on.
    Raises LedgerError if there is no ledger, KeyFileError if the certificate can't be used.
    """
    file = path / LEDGER if path.is_dir() else path
    if not file.is_file():
        raise LedgerError(
            0, tr("can’t be found: there is no {path}. Ask whoever looks after the keys where it is", path=file)
        )
    certificate = roots or file.parent / ROOT
    if not certificate.is_file():
        raise KeyFileError(
            tr(
                "There is no {path}. The ledger can’t be checked without the council’s root certificate.",
                path=certificate,
            )
        )
    root = read_certificate(read_key_file(certificate))
    check_authority(root, root.not_valid_before_utc)  # Old ledgers stay readable after the root has run out.
    return LedgerFolder(file, root)


def create(path: Path, council: str, passphrase: str, at: datetime) -> LedgerFolder:
    """Make the folder of a new ledger, with the council's root key, whole or not at all.

    passphrase: locks the root key. Raises SignOffError if there is something already, KeyFileError if the passphrase
    or the council's name can't be used, LedgerError if it can't be written.
    """
    check_passphrase(passphrase)
    if os.path.lexists(path):
        raise SignOffError(tr("{path} exists already, so nothing was written. Name a new folder.", path=path))
    root, ledger_key = make_root(council, at), ed25519.Ed25519PrivateKey.generate()
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent))
        _fill(temporary, council, passphrase, root, ledger_key, at)
        temporary.chmod(0o755)
        temporary.rename(path)
    except OSError as error:
        raise LedgerError(0, tr("can’t be written: {reason}", reason=error.strerror or error)) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
    return LedgerFolder(path / LEDGER, root.certificate)


def read_key_file(path: Path) -> bytes:
    """Return what is in a key or certificate file. Raises KeyFileError."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise KeyFileError(tr("There is no file {path}.", path=path)) from error
    except OSError as error:
        raise KeyFileError(tr("{path} can’t be read: {reason}", path=path, reason=error.strerror or error)) from error
    if len(content) > _LARGEST:
        raise KeyFileError(tr("{path} is too large to be a key or a certificate.", path=path))
    return content


def write_new(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file that must not be there yet, whole or not at all, by default for its owner alone.

    Raises KeyFileError.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    except OSError as error:
        raise _unwritten(path, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        _name_new(temporary, path)
    except FileExistsError as error:
        raise KeyFileError(
            tr("{path} exists already, so nothing was written. Choose another name.", path=path)
        ) from error
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _name_new(temporary: Path, path: Path) -> None:
    """Give a file a name that no other has. Raises FileExistsError."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # A file system without hard links.
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        temporary.rename(path)


def _unwritten(path: Path, error: OSError) -> KeyFileError:
    return KeyFileError(tr("{path} can’t be written: {reason}", path=path, reason=error.strerror or error))


def _fill(
    folder: Path, council: str, passphrase: str, root: RootKey, key: ed25519.Ed25519PrivateKey, at: datetime
) -> None:
    write_new(folder / ROOT, as_pem(root.certificate).encode(), 0o644)
    write_new(folder / ROOT_KEY, locked(root.key, passphrase))
    write_new(
        folder / LEDGER_KEY,
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )
    (folder / PACKS).mkdir()
    with open_ledger(folder / LEDGER, key, root.certificate) as ledger:
        told = {"council": council, "ledger_key": _public(key), "endorsement": ""}
        ledger.append(Opened, at=at, endorse=root.endorse, **told)
    (folder / f"{LEDGER}.lock").unlink(missing_ok=True)


def _public(key: ed25519.Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode("ascii")
