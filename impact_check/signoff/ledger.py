"""A ledger file <-> its entries: JSON lines, each chained to the one before by its hash and signed by the ledger key.

What this finds: a changed, removed, reordered or foreign line. What it can't find by itself is that the last lines were
cut off, or that whoever holds the ledger key wrote everything anew: for that, compare the head (the hash of the last
line) with one that was published elsewhere.
"""

import base64
import binascii
import contextlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509 import Certificate
from filelock import FileLock, Timeout
from pydantic import ValidationError

from impact_check.errors import LedgerBusyError, LedgerError
from impact_check.language import tr
from impact_check.model.ledger import START, Entry, Line, Opened
from impact_check.signoff.canonical import canonical, sha256_of

MAX_BYTES = 64 * 1024 * 1024
"""The largest ledger that is read: some 50,000 entries."""
WAIT = 30.0
"""Seconds to wait for somebody else who is writing."""
_POLL = 0.01
"""Seconds between looks whether they are done."""

Endorse = Callable[[bytes], bytes]
"""Sign with the council's root key (ECDSA with SHA-256, DER)."""
E = TypeVar("E", bound=Any)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger whose every line was checked."""

    entries: tuple[Entry, ...]
    head: str
    """SHA-256 of the last line; zeros if there is none."""
    torn: bytes = b""
    """The beginning of a line that was never finished: whoever wrote it was cut off, and it never counted."""

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """Return the entries of one kind, in order."""
        return tuple(entry for entry in self.entries if isinstance(entry, kind))


def read_ledger(source: Path | bytes, root: Certificate, *, head: str = "") -> Ledger:
    """Read a ledger and check each line.

    root: the council's root certificate: it must have endorsed the ledger key and every entry about who may sign.
    head: the hash of a line that was published elsewhere; it must be in the ledger still.
    Raises LedgerError, which names the line.
    """
    content = read_lines(source)
    *lines, torn = content.split(b"\n")
    entries: list[Entry] = []
    heads = [START]
    key: ed25519.Ed25519PublicKey | None = None
    for n, raw in enumerate(lines, start=1):
        line = _parsed(raw, n)
        entry = line.body
        if not _is_canonical(line, raw):
            raise LedgerError(n, tr("isn’t written as the program writes it, so somebody changed it"))
        if entry.n != n or entry.prev != heads[-1]:
            raise LedgerError(
                n, tr("doesn’t follow from the line before: lines were changed, removed or put elsewhere")
            )
        if isinstance(entry, Opened) != (n == 1):
            raise LedgerError(n, tr("is out of place: a ledger is opened once, in its first line"))
        _check_time(entry, entries[-1] if entries else None, n)
        if isinstance(entry, Opened):
            key = _ledger_key(entry)
        _check_signature(key, line, n)
        _check_endorsement(entry, root, n)
        entries.append(entry)
        heads.append(sha256_of(raw))
    if head and head not in heads[1:]:
        raise LedgerError(
            0, tr("lacks the published line {head}: lines were removed or replaced since", head=head[:16])
        )
    return Ledger(tuple(entries), heads[-1], torn)


@dataclass(slots=True)
class OpenLedger:
    """A ledger that nobody else can write to meanwhile."""

    path: Path
    key: ed25519.Ed25519PrivateKey
    root: Certificate | None
    ledger: Ledger
    _size: int = field(default=0)

    def append(self, make: Callable[..., E], *, at: datetime, endorse: Endorse | None = None, **told: Any) -> E:
        """Add an entry and return it when it is on the disk. make: its class; told: its own fields.

        at: with its time zone. endorse: needed for entries about who may sign.
        Raises LedgerError if the last entry is later than this one, OSError with the ledger as it was (disk full).
        """
        at = at.astimezone(UTC)
        if self.ledger.entries and at < self.ledger.entries[-1].at:
            raise LedgerError(0, tr("has a later entry than this one. Check the date and time on this computer"))
        entry = make(n=len(self.ledger.entries) + 1, prev=self.ledger.head, at=at, **told)
        if endorse is not None:
            signature = endorse(canonical(entry))
            entry = entry.model_copy(update={"endorsement": base64.b64encode(signature).decode()})
        signature = self.key.sign(canonical(entry))
        raw = canonical(Line(body=entry, sig=base64.b64encode(signature).decode()))
        _append(self.path, raw + b"\n", self._size)
        self._size += len(raw) + 1
        self.ledger = Ledger((*self.ledger.entries, entry), sha256_of(raw))
        return entry


@contextmanager
def open_ledger(path: Path, key: ed25519.Ed25519PrivateKey, root: Certificate) -> Iterator[OpenLedger]:
    """Open a ledger to add to it; others wait meanwhile. A line that was never finished is taken off first.

    Raises LedgerError if it has been tampered with, or somebody else keeps it for more than half a minute.
    """
    lock = FileLock(str(path.with_name(path.name + ".lock")))
    try:
        lock.acquire(timeout=WAIT, poll_interval=_POLL)
    except Timeout:
        raise LedgerBusyError(0, tr("is being written to by somebody else. Try again in a minute")) from None
    try:
        ledger = read_ledger(path, root) if path.exists() else Ledger((), START)
        size = (path.stat().st_size if path.exists() else 0) - len(ledger.torn)
        if ledger.torn:
            os.truncate(path, size)
        yield OpenLedger(path, key, root, Ledger(ledger.entries, ledger.head), size)
    finally:
        lock.release()
        time.sleep(2 * _POLL)  # Those who wait get their turn before us; else they might wait in vain.


def read_lines(source: Path | bytes) -> bytes:
    """Return a ledger as it is, with no line checked yet. Raises LedgerError if it can't be read or is too large."""
    if isinstance(source, bytes):
        content = source
    else:
        try:
            with source.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise LedgerError(0, tr("can’t be read: {reason}", reason=error.strerror)) from error
    if len(content) > MAX_BYTES:
        raise LedgerError(0, tr("is too large to be a ledger"))
    return content


def _is_canonical(line: Line, raw: bytes) -> bool:
    try:
        return canonical(line) == raw
    except ValueError:  # A number too large for canonical JSON.
        return False


def _parsed(raw: bytes, n: int) -> Line:
    try:
        return Line.model_validate_json(raw)
    except ValidationError as error:
        raise LedgerError(n, tr("isn’t a ledger entry")) from error


def _check_time(entry: Entry, before: Entry | None, n: int) -> None:
    """Raise LedgerError if time runs backwards: an entry can't be dated before those that the root key vouches for."""
    if entry.at.utcoffset() != timedelta(0):
        raise LedgerError(n, tr("isn’t written as the program writes it, so somebody changed it"))
    if before is not None and entry.at < before.at:
        raise LedgerError(n, tr("tells of an earlier time than the line before"))


def _ledger_key(entry: Opened) -> ed25519.Ed25519PublicKey:
    try:
        return ed25519.Ed25519PublicKey.from_public_bytes(base64.b64decode(entry.ledger_key, validate=True))
    except (ValueError, binascii.Error) as error:
        raise LedgerError(entry.n, tr("has a key that can’t be read")) from error


def _check_signature(key: ed25519.Ed25519PublicKey | None, line: Line, n: int) -> None:
    try:
        if key is None:
            raise InvalidSignature
        key.verify(base64.b64decode(line.sig, validate=True), canonical(line.body))
    except (InvalidSignature, ValueError, binascii.Error) as error:
        raise LedgerError(n, tr("isn’t signed with the ledger’s key")) from error


def _check_endorsement(entry: Entry, root: Certificate, n: int) -> None:
    """Raise LedgerError if an entry about who may sign isn't the council's."""
    endorsement = getattr(entry, "endorsement", None)
    if endorsement is None:
        return
    key = root.public_key()
    told = canonical(entry.model_copy(update={"endorsement": ""}))
    try:
        if not isinstance(key, ec.EllipticCurvePublicKey):
            raise InvalidSignature
        key.verify(base64.b64decode(endorsement, validate=True), told, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError, binascii.Error) as error:
        raise LedgerError(n, tr("says who may sign, but isn’t from the council’s root key")) from error


def _append(path: Path, line: bytes, size: int) -> None:
    """Put a line at the end of the file, on the disk, or leave the file as it was."""
    as_it_is = getattr(os, "O_BINARY", 0)  # Windows would write other line ends.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | as_it_is, 0o666)
    try:
        try:
            os.lseek(descriptor, size, os.SEEK_SET)
            view = memoryview(line)
            while view:
                view = view[os.write(descriptor, view) :]
            os.fsync(descriptor)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, size)
            raise
    finally:
        os.close(descriptor)
