"""A ledger's folder: made whole or not at all, and never used with another one's keys."""

import errno
import os
import shutil
import stat
from pathlib import Path

import pytest
from asn1crypto import keys, pem

from impact_check.errors import ImpactCheckError, KeyFileError, LedgerBusyError, LedgerError, SignOffError
from impact_check.model.ledger import Opened, Withdrawn
from impact_check.signoff import ledger as ledger_module
from impact_check.signoff.certificates import new_key
from impact_check.signoff.folder import LEDGER, LEDGER_KEY, ROOT, ROOT_KEY, LedgerFolder, create, load
from impact_check.signoff.passphrase import locked
from tests.signoff.people import AT, BEFORE, PASSPHRASE, council


@pytest.fixture
def folder(tmp_path: Path) -> LedgerFolder:
    return council(tmp_path / "sign-off")[0]


def withdraw(folder: LedgerFolder) -> None:
    with folder.open() as ledger:
        ledger.append(Withdrawn, at=AT, reference="LIA-1", render_sha256="0" * 64, by="Ann Lee", reason="Error")


def test_a_new_ledger_begins_with_the_council_and_takes_entries(folder: LedgerFolder) -> None:
    withdraw(folder)

    first, second = load(folder.path).read().entries
    assert isinstance(first, Opened)
    assert first.council == "Example Council"
    assert second.n == 2


def test_secrets_are_for_their_owner_alone(folder: LedgerFolder) -> None:
    modes = {name: stat.S_IMODE((folder.path / name).stat().st_mode) for name in (ROOT_KEY, LEDGER_KEY)}

    assert modes == {ROOT_KEY: 0o600, LEDGER_KEY: 0o600}
    assert b"ENCRYPTED" in (folder.path / ROOT_KEY).read_bytes()


@pytest.mark.usefixtures("many_rounds")
def test_a_passphrase_is_slow_to_guess() -> None:
    _, _, content = pem.unarmor(locked(new_key(), PASSPHRASE))
    how = keys.EncryptedPrivateKeyInfo.load(content)["encryption_algorithm"]

    assert (how.kdf, how.kdf_hmac, how.kdf_iterations) == ("pbkdf2", "sha256", 600_000)
    assert how.encryption_cipher == "aes"


@pytest.mark.parametrize("there", ["file", "empty folder", "ledger", "broken link"])
def test_what_is_there_already_is_left_alone(there: str, tmp_path: Path) -> None:
    path = tmp_path / "sign-off"
    match there:
        case "file":
            path.write_text("mine", "utf-8")
        case "empty folder":
            path.mkdir()
        case "ledger":
            council(path)
        case _:
            path.symlink_to(tmp_path / "nowhere")
    before = path.lstat().st_ino

    with pytest.raises(SignOffError, match="exists already"):
        council(path)

    assert path.lstat().st_ino == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []

    def full(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 4:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(LedgerError, match="No space left"):
        council(tmp_path / "sign-off")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "passphrase", "told"),
    [
        pytest.param("Example Council", "short", "at least 8 characters", id="short passphrase"),
        pytest.param("Example Council", " " * 9, "at least 8 characters", id="spaces"),
        pytest.param("Example\nCouncil", PASSPHRASE, "can’t be used", id="line end in the name"),
        pytest.param("", PASSPHRASE, "can’t be used", id="no name"),
    ],
)
def test_what_cannot_be_used_makes_no_ledger(name: str, passphrase: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match=told):
        create(tmp_path / "sign-off", name, passphrase, BEFORE)
    assert list(tmp_path.iterdir()) == []


def test_the_root_key_may_be_kept_elsewhere(folder: LedgerFolder, tmp_path: Path) -> None:
    (folder.path / ROOT_KEY).rename(tmp_path / "stick.key")

    with pytest.raises(KeyFileError, match="--root-key"):
        folder.root_key(PASSPHRASE)
    assert folder.root_key(PASSPHRASE, tmp_path / "stick.key").certificate == folder.root


def test_only_the_right_passphrase_and_key_open(folder: LedgerFolder, tmp_path: Path) -> None:
    other, _ = council(tmp_path / "other")

    with pytest.raises(KeyFileError, match="passphrase is wrong"):
        folder.root_key("wrong horse battery")
    with pytest.raises(KeyFileError, match="isn’t the root key"):
        folder.root_key(PASSPHRASE, other.path / ROOT_KEY)


def test_nothing_is_written_with_the_key_of_another_ledger(folder: LedgerFolder, tmp_path: Path) -> None:
    other, _ = council(tmp_path / "other")
    shutil.copy(other.path / LEDGER_KEY, folder.path / LEDGER_KEY)
    before = folder.file.read_bytes()

    with pytest.raises(KeyFileError, match="isn’t the key of this ledger"):
        withdraw(folder)

    assert folder.file.read_bytes() == before


@pytest.mark.parametrize("name", [LEDGER_KEY, ROOT, LEDGER])
def test_what_is_missing_is_named(name: str, folder: LedgerFolder) -> None:
    (folder.path / name).unlink()

    with pytest.raises(ImpactCheckError, match=name):
        withdraw(load(folder.path))


def test_a_ledger_that_vanished_is_not_begun_anew(folder: LedgerFolder) -> None:
    folder.file.unlink()

    with pytest.raises(LedgerError, match="no file"):
        withdraw(folder)

    assert not folder.file.exists()


def test_a_ledger_alone_is_read_with_a_root_certificate_from_elsewhere(folder: LedgerFolder, tmp_path: Path) -> None:
    alone = tmp_path / "published" / "ledger.jsonl"
    alone.parent.mkdir()
    shutil.copy(folder.file, alone)
    stranger, _ = council(tmp_path / "other")

    assert load(alone, folder.path / ROOT).read() == folder.read()
    with pytest.raises(LedgerError, match="root key"):
        load(alone, stranger.path / ROOT).read()


def test_who_waits_too_long_is_told(folder: LedgerFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "WAIT", 0.05)

    with folder.open(), pytest.raises(LedgerBusyError, match="somebody else"):
        withdraw(LedgerFolder(folder.file, folder.root))


def test_no_entry_is_earlier_than_the_one_before(folder: LedgerFolder) -> None:
    withdraw(folder)

    with folder.open() as ledger, pytest.raises(LedgerError, match="date and time"):
        ledger.append(Withdrawn, at=BEFORE, reference="LIA-2", render_sha256="0" * 64, by="Ann Lee", reason="Error")

    assert len(folder.read().entries) == 2
