import base64
import json
import multiprocessing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519

from impact_check.errors import LedgerError
from impact_check.model.ledger import Line, Opened, Withdrawn
from impact_check.signoff.canonical import canonical
from impact_check.signoff.ledger import OpenLedger, open_ledger, read_ledger
from tests.signoff.people import AT, endorse, ledger_key, root

TRUSTED = root()[1]


def opened(path: Path, key: ed25519.Ed25519PrivateKey | None = None) -> Path:
    key = key or ledger_key()
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    with open_ledger(path, key, TRUSTED) as ledger:
        ledger.append(Opened, at=AT, endorse=endorse, council="Example Council", ledger_key=public, endorsement="")
    return path


def add(ledger: OpenLedger, reference: str, at: datetime = AT) -> None:
    ledger.append(Withdrawn, at=at, reference=reference, render_sha256="0" * 64, by="Ann Lee", reason="Error on page 3")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = opened(tmp_path / "ledger.jsonl")
    with open_ledger(path, ledger_key(), TRUSTED) as ledger:
        for reference in ("LIA-1", "LIA-2", "LIA-3", "LIA-4"):
            add(ledger, reference)
    return path


def test_what_was_added_is_read_back_in_order(path: Path) -> None:
    ledger = read_ledger(path, TRUSTED)
    assert [entry.n for entry in ledger.entries] == [1, 2, 3, 4, 5]
    assert [entry.reference for entry in ledger.of(Withdrawn)] == ["LIA-1", "LIA-2", "LIA-3", "LIA-4"]


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        pytest.param(
            lambda lines: [*lines[:2], lines[2].replace(b"LIA-2", b"LIA-9"), *lines[3:]], 3, "signed", id="edit"
        ),
        pytest.param(lambda lines: [*lines[:2], *lines[3:]], 3, "line before", id="removal"),
        pytest.param(lambda lines: [*lines[:2], lines[3], lines[2], lines[4]], 3, "line before", id="swap"),
        pytest.param(lambda lines: [*lines, lines[-1]], 6, "line before", id="repeat"),
        pytest.param(lambda lines: lines[1:], 1, "line before", id="first removed"),
        pytest.param(lambda lines: [lines[0].replace(b":", b": ", 1), *lines[1:]], 1, "changed it", id="spacing"),
        pytest.param(lambda lines: [lines[0], b"", *lines[1:]], 2, "entry", id="empty line"),
    ],
)
def test_a_changed_ledger_is_found_out(path: Path, change, line: int, told: str) -> None:
    lines = change(path.read_bytes().splitlines())
    path.write_bytes(b"\n".join(lines) + b"\n")
    with pytest.raises(LedgerError, match=told) as caught:
        read_ledger(path, TRUSTED)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        pytest.param({"at": AT - timedelta(days=1)}, "earlier time", id="dated back"),
        pytest.param({"at": AT.replace(tzinfo=None) + timedelta(days=1)}, "changed it", id="no time zone"),
        pytest.param({"at": AT.astimezone(timezone(timedelta(hours=1)))}, "changed it", id="another time zone"),
        pytest.param({"n": 10**20}, "changed it", id="huge number"),
    ],
)
def test_a_line_that_only_the_key_could_write_is_still_held_to_the_rules(path: Path, told, reason: str) -> None:
    before = read_ledger(path, TRUSTED)
    entry = before.entries[-1].model_copy(update={"n": 6, "prev": before.head, **told})
    signed = entry.model_copy(update={"n": min(entry.n, 6)})
    sig = base64.b64encode(ledger_key().sign(canonical(signed))).decode()
    line = json.dumps(Line(body=entry, sig=sig).model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    with pytest.raises(LedgerError, match=reason):
        read_ledger(path.read_bytes() + line.encode() + b"\n", TRUSTED)


def test_every_changed_byte_is_found_out(path: Path) -> None:
    whole = path.read_bytes()
    for place in range(0, len(whole) - 1, 7):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(LedgerError):
            read_ledger(bytes(changed), TRUSTED)


def test_lines_cut_off_at_the_end_are_found_against_a_published_head(path: Path) -> None:
    head = read_ledger(path, TRUSTED).head
    shorter = b"".join(path.read_bytes().splitlines(keepends=True)[:-1])
    assert len(read_ledger(shorter, TRUSTED).entries) == 4  # The file alone can't tell.
    with pytest.raises(LedgerError, match="removed or replaced"):
        read_ledger(shorter, TRUSTED, head=head)


def test_a_head_published_earlier_still_holds_after_more_lines(path: Path) -> None:
    head = read_ledger(path, TRUSTED).head
    with open_ledger(path, ledger_key(), TRUSTED) as ledger:
        add(ledger, "LIA-5")
    assert len(read_ledger(path, TRUSTED, head=head).entries) == 6


def test_a_ledger_written_anew_with_another_key_is_no_ledger_of_the_council(tmp_path: Path) -> None:
    stranger = root("Somebody Else")[1]
    with pytest.raises(LedgerError, match="root key"):
        read_ledger(opened(tmp_path / "other.jsonl"), stranger)


def test_an_unfinished_line_does_not_count_and_goes_with_the_next_entry(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole + whole.splitlines()[-1][:40])
    found = read_ledger(path, TRUSTED)
    assert (len(found.entries), len(found.torn)) == (5, 40)
    with open_ledger(path, ledger_key(), TRUSTED) as ledger:
        add(ledger, "LIA-5")
    assert read_ledger(path, TRUSTED).torn == b""
    assert len(read_ledger(path, TRUSTED).entries) == 6


def _append_many(path: Path, key: bytes, worker: int, count: int) -> None:
    for number in range(count):
        with open_ledger(path, ed25519.Ed25519PrivateKey.from_private_bytes(key), TRUSTED) as ledger:
            add(ledger, f"{worker}-{number}")


def test_four_processes_add_without_losing_an_entry(tmp_path: Path) -> None:
    path = opened(tmp_path / "ledger.jsonl")
    key = ledger_key().private_bytes_raw()
    workers = [
        multiprocessing.get_context("fork").Process(target=_append_many, args=(path, key, worker, 25))
        for worker in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    entries = read_ledger(path, TRUSTED).of(Withdrawn)
    assert {entry.reference for entry in entries} == {f"{w}-{n}" for w in range(4) for n in range(25)}
    assert len(entries) == 100
