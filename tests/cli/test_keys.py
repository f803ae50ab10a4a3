"""`impact-check keys` and `impact-check ledger`: set a council up, and say who may sign."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from impact_check import api
from impact_check.cli.ledger_option import VARIABLE
from impact_check.cli.roles import ROLES
from impact_check.language import speaking
from impact_check.model.questionnaire import Role
from impact_check.signoff import packages, passphrase
from tests.language.pseudo import CODE, PseudoCatalog, hard_wired

from .conftest import Done

ROOT = ("--root-passphrase-file", "root.txt")
OWN = ("--passphrase-file", "own.txt")


@pytest.fixture
def council(command: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Stand beside the folder of a new ledger, with passphrases in files."""
    monkeypatch.setattr(passphrase, "ROUNDS", 1000)
    monkeypatch.delenv(VARIABLE, raising=False)
    (tmp_path / "root.txt").write_text("correct horse\n", "utf-8")
    (tmp_path / "own.txt").write_text("battery staple\n", "utf-8")
    assert command("keys", "init", "sign-off", "--council", "Example Council", *ROOT).code == 0
    return command


def new(council: Callable[..., Done], name: str = "Ann Lee", *more: str, output: str = "ann.p12") -> Done:
    return council("keys", "new", "--name", name, "--role", "legal", "-o", output, *OWN, *ROOT, *more)


def test_roles_are_typed_as_the_model_knows_them() -> None:
    assert tuple(role.replace("-", "_") for role in ROLES) == get_args(Role)


def test_a_new_ledger_says_what_is_in_it_and_what_to_do_next(council, tmp_path):
    done = council("keys", "init", "other", "--council", "Elmshire", *ROOT)

    assert (done.code, done.err) == (0, "")
    for words in ("council.key: The root key.", "two memory sticks", "impact-check keys new --ledger other"):
        assert words in done.out
    assert (tmp_path / "other" / "ledger.jsonl").is_file()


def test_a_new_key_says_whom_to_give_it_and_what_its_loss_means(council, tmp_path):
    done = council(
        *("keys", "new", "--name", "Ann Lee", "--role", "head_of_service", "--role", "Author", "-o", "ann.p12"),
        *(*OWN, *ROOT),
    )

    assert done.code == 0, done.err
    assert "Ann Lee may sign as: head of service and author." in done.out
    assert "Give ann.p12 to Ann Lee" in done.out
    assert "What was signed stays valid" in " ".join(done.out.split())
    assert (tmp_path / "ann.p12").stat().st_mode & 0o077 == 0


def test_a_seal_is_never_called_somebody_s_signature(council):
    done = new(council, "Example Council seal", "--seal", output="seal.p12")

    assert "may record approvals of: legal adviser" in done.out
    assert "never a person’s own signature" in " ".join(done.out.split())
    assert "Give" not in done.out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(("keys", "init", "sign-off", "--council", "X", *ROOT), 5, "exists already", id="second ledger"),
        pytest.param(("keys", "init", "new", "--council", "X", *OWN), 2, "No such option", id="wrong option"),
        pytest.param(("keys", "list", "--ledger", "nowhere"), 3, "whoever looks after the keys", id="no such ledger"),
        pytest.param(("keys", "dismiss", "Bo", "--reason", "Left", *ROOT), 5, "keys list", id="nobody"),
        pytest.param(("keys", "add", "none.pem", "--role", "legal", *ROOT), 3, "no file none.pem", id="no certificate"),
        pytest.param(("keys", "add", "own.txt", "--role", "legal", *ROOT), 3, "isn’t a certificate", id="no PEM"),
        pytest.param(("keys", "add", "own.txt", "--role", "mayor", *ROOT), 2, "'mayor'", id="no such role"),
        pytest.param(("keys", "certify", "--role", "legal", "-o", "x", *ROOT), 2, "--pkcs11", id="nothing to certify"),
        pytest.param(
            ("keys", "certify", "--pkcs11", "lib.so", "--role", "legal", "-o", "x", *ROOT), 2, "--token", id="no token"
        ),
        pytest.param(
            ("keys", "dismiss", "Bo", "--reason", "Left", "--root-passphrase-file", "own.txt"),
            *(3, "passphrase is wrong"),
            id="wrong passphrase",
        ),
        pytest.param(("keys", "dismiss", "Bo", "--reason", "Left"), 2, "--root-passphrase-file", id="nobody to ask"),
        pytest.param(
            ("keys", "dismiss", "Bo", "--reason", "Left", "--root-passphrase-file", "none.txt"),
            *(3, "none.txt can’t be read"),
            id="no passphrase file",
        ),
    ],
)
def test_what_cannot_be_done_is_told(arguments, code, told, council):
    before = Path("sign-off/ledger.jsonl").read_bytes()

    done = council(*arguments)

    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert Path("sign-off/ledger.jsonl").read_bytes() == before


def test_a_folder_without_a_ledger_is_told_how_to_make_one(command, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)

    done = command("keys", "list")

    assert done.code == 3
    assert 'impact-check keys init sign-off --council "Name of the council"' in done.err


def test_the_ledger_is_found_by_the_environment(council, monkeypatch, tmp_path):
    (tmp_path / "sign-off").rename(tmp_path / "elsewhere")
    monkeypatch.setenv(VARIABLE, "elsewhere")

    assert council("keys", "list").out == "Nobody may sign yet.\n"


def test_no_key_file_is_overwritten(council, tmp_path):
    (tmp_path / "ann.p12").write_text("mine", "utf-8")

    done = new(council)

    assert done.code == 5
    assert (tmp_path / "ann.p12").read_text("utf-8") == "mine"


def test_a_key_that_never_left_its_owner_is_certified(council):
    made = council("keys", "csr", "--name", "Bo Ray", "--council", "Example Council", "-o", "bo", *OWN)
    done = council("keys", "certify", "bo.csr", "--role", "legal", "-o", "bo.pem", *ROOT)

    assert (made.code, done.code) == (0, 0), made.err + done.err
    assert "Keep it and its passphrase to yourself" in made.out
    assert "Bo Ray may sign as: legal adviser" in done.out
    changed = council("keys", "add", "bo.pem", "--role", "challenger", *ROOT)
    assert "Bo Ray may sign as: challenger." in changed.out
    assert council("keys", "trust", "bo.pem", "--use", "signing", *ROOT).code == 3


def test_another_authority_is_trusted_and_shown(council, tmp_path):
    (tmp_path / "root.txt").write_text("correct horse\n", "utf-8")
    council("keys", "init", "it", "--council", "Council IT", *ROOT)

    done = council("keys", "trust", "it/council.pem", "--use", "signing", *ROOT)

    assert "“Council IT sign-off root” is trusted" in done.out
    assert "Trusted for certificates to sign with: Council IT sign-off root" in council("keys", "list").out


def test_who_may_sign_is_listed_until_they_are_dismissed(council):
    new(council)
    (fingerprint,) = re.findall(r"[0-9a-f]{64}", council("keys", "list").out)

    assert council("keys", "dismiss", fingerprint[:12], "--reason", "Left the council", *ROOT).code == 0

    assert council("keys", "list").out == "Nobody may sign yet.\n"
    assert "Ann Lee may sign no more: Left the council" in council("ledger", "show").out


def test_the_published_head_is_found_again_until_the_end_is_cut_off(council):
    new(council)
    said = council("ledger", "head").out
    (head,) = re.findall(r"[0-9a-f]{64}", said)
    whole = Path("sign-off/ledger.jsonl").read_bytes()

    assert "Entry 2 of 22 November 2026:" in said
    assert "minutes" in said
    assert "nothing up to there was removed" in " ".join(council("ledger", "check", "--head", head.upper()).out.split())
    Path("sign-off/ledger.jsonl").write_bytes(whole.splitlines(keepends=True)[0])
    assert "Not checked: whether lines were taken off its end" in council("ledger", "check").out
    cut = council("ledger", "check", "--head", head)
    assert (cut.code, cut.out) == (3, "")
    assert f"The sign-off ledger lacks the published line {head[:16]}" in cut.err


def test_a_changed_line_is_named(council):
    new(council)
    path = Path("sign-off/ledger.jsonl")
    path.write_text(path.read_text("utf-8").replace("Ann Lee", "Ann Foe"), "utf-8")

    done = council("ledger", "check")

    assert done.code == 3
    assert done.err == "Line 2 of the sign-off ledger isn’t signed with the ledger’s key.\n"


def test_a_published_ledger_is_checked_without_its_folder(council, tmp_path):
    alone = tmp_path / "published.jsonl"
    alone.write_bytes(Path("sign-off/ledger.jsonl").read_bytes())

    done = council("ledger", "check", "--ledger", "published.jsonl", "--roots", "sign-off/council.pem")

    assert "The ledger is whole: 1 entry" in done.out
    assert council("ledger", "check", "--ledger", "published.jsonl").code == 3


def test_entries_are_printed_for_programs(council):
    new(council)

    told = json.loads(council("ledger", "show", "--json").out)

    assert told["schema"] == "impact-check/ledger/1"
    assert [entry["event"] for entry in told["entries"]] == ["opened", "appointed"]
    assert told["head"] == api.ledger_folder(Path("sign-off")).read().head


def test_no_text_about_keys_is_hard_wired(council):
    data = {"sign-off", "sign-off/council.key", "other", "Example", "Elmshire", "Council", "council.key", "council.pem",
            "ledger.key", "ledger.jsonl", "Ann", "Lee", "Left", "ann.p12", "bo", "Bo", "Ray", "bo.key", "bo.csr", "UTC",
            "seal", "root", "root.txt"}  # fmt: skip
    with speaking(CODE, catalog=PseudoCatalog()):
        said = [
            council("keys", "init", "other", "--council", "Elmshire", *ROOT),
            new(council),
            new(council, "Elmshire seal", "--seal", output="seal.p12"),
            council("keys", "csr", "--name", "Bo Ray", "--council", "Elmshire", "-o", "bo", *OWN),
            council("keys", "certify", "bo.csr", "--role", "author", "-o", "bo.pem", *ROOT),
            council("keys", "trust", "other/council.pem", "--use", "timestamps", *ROOT),
            council("keys", "dismiss", "Ann Lee", "--reason", "Left", *ROOT),
            council("keys", "list"),
            *(council("ledger", what) for what in ("check", "show", "head")),
            council("keys", "add", "root.txt", "--role", "legal", *ROOT),
            council("keys", "dismiss", "Ann Lee", "--reason", "Left", *ROOT),
        ]

    assert [done.code for done in said] == [0] * 11 + [3, 5]
    typed = re.compile(r"impact-check [^⟧\n]*|[0-9a-f]{64}")
    texts = (" ".join(typed.sub("", done.out + done.err).split()) for done in said)
    left = [word for text in texts for word in hard_wired(text, data)]
    assert left == []


def test_a_role_may_be_typed_as_it_is_spoken(council):
    done = council("keys", "new", "--name", "Ann Lee", "--role", "Head of Service", "-o", "ann.p12", *OWN, *ROOT)

    assert "Ann Lee may sign as: head of service." in done.out


def test_who_has_two_keys_is_told_how_to_let_the_other_sign_no_more(council):
    (first,) = re.findall(r"[0-9a-f]{64}", new(council).out)

    done = new(council, "ann lee", output="again.p12")

    assert "Ann Lee has another key too, since 22 November 2026." in " ".join(done.out.split())
    assert f"impact-check keys dismiss {first[:16]}" in done.out
    refused = council("keys", "dismiss", "ANN LEE", "--reason", "Lost", *ROOT)
    assert f"{first[:16]}  2026-11-22 09:00 UTC" in refused.err
    assert council("keys", "dismiss", first[:16], "--reason", "Lost", *ROOT).out.startswith("The key of Ann Lee may")
    assert council("keys", "dismiss", "ANN LEE", "--reason", "Left", *ROOT).code == 0


def test_a_pack_is_archived(council, tmp_path):
    done = council("pack", "archive", "core", "-o", "packs")

    (path,) = (tmp_path / "packs").iterdir()
    assert done.code == 0
    assert f"packs/{path.name}" in done.out


@pytest.mark.skipif(os.name == "nt", reason="Needs a terminal of Unix.")
def test_a_new_passphrase_is_long_enough_typed_twice_and_never_shown(tmp_path):
    typed = ["battery", "battery staple", "battery stable", "battery staple", "battery staple"]
    asked = ("keys", "csr", "--name", "Bo Ray", "--council", "Example Council", "-o", str(tmp_path / "bo"))
    terminal, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-c", AT_A_TERMINAL, *asked],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)

    shown = b""
    for line in typed:
        shown += _until(terminal, b": ")
        os.write(terminal, line.encode() + b"\n")
    shown += _until(terminal, None)
    os.close(terminal)

    assert program.wait() == 0, shown
    assert shown.count(b"at least 8 characters") == 2  # Before the first, and after one that was too short.
    assert b"not the same" in shown
    assert b"battery" not in shown
    assert (tmp_path / "bo.key").is_file()


AT_A_TERMINAL = """
import os, sys
os.open(os.ttyname(0), os.O_RDWR)  # The first one that is opened is that of the session.
from impact_check.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


def _until(terminal: int, end: bytes | None) -> bytes:
    """Return what is shown until it ends in something, or until nobody writes any more."""
    shown = b""
    while end is None or not shown.endswith(end):
        try:
            part = os.read(terminal, 1024)
        except OSError:  # Linux says so when the other side has gone.
            part = b""
        if not part:
            return shown
        shown += part
    return shown


def test_what_signing_needs_is_told_where_it_is_missing(command, monkeypatch):
    monkeypatch.setattr(packages, "find_spec", lambda _: None)

    done = command(
        "keys", "csr", "--name", "Bo Ray", "--council", "Elmshire", "-o", "bo", "--passphrase-file", __file__
    )

    assert (done.code, done.out) == (4, "")
    assert 'pip install "impact-check[sign]"' in done.err
