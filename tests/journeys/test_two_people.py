"""Two people at two terminals with one file: nobody's answers are lost."""

import json
import os
import signal
import subprocess
import sys

import pytest

from .conftest import CLOSURE, FACTS, PACK, PROGRAM, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")

ASSESS = ("assess", "plan", "--pack", PACK)
DUMB = {"TERM": "dumb", "COLUMNS": "80"}


def answers(folder, name="plan.lia.json"):
    content = json.loads((folder / name).read_text())
    return {question: answer.get("value") for question, answer in content["answers"].items()}


def said(screen):
    return " ".join(screen.output.decode().split())


def test_the_second_is_told_and_leaves_all_as_it_is(terminal, tmp_path):
    ann = terminal(*ASSESS, "--by", "Ann", **DUMB)
    ann.answer(FACTS[0])
    ann.expect("What would change?")
    bob = terminal(*ASSESS, "--by", "Bob", **DUMB)

    bob.expect("Take it over?")
    assert "plan.lia.json is open already. Ann opened it on the computer" in said(bob)
    bob.expect("[no]: ")
    bob.type("\r")

    assert bob.wait() == 5
    ann.answer(FACTS[1])
    ann.expect("On which day")
    ann.answer(":save")
    assert ann.wait() == 0
    assert answers(tmp_path) == {"proposal_title": FACTS[0], "proposal_summary": FACTS[1]}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.lia.json", "plan.lia.json.bak"]


def test_after_a_take_over_the_first_keeps_its_answers_aside_and_merge_brings_them_together(terminal, tmp_path):
    ann = terminal(*ASSESS, "--by", "Ann", **DUMB)
    ann.answer(*FACTS)
    ann.expect("> ")
    bob = terminal(*ASSESS, "--by", "Bob", **DUMB)
    bob.expect("[no]: ")
    bob.type("yes\r")
    bob.expect("Welcome back: 3 answers are saved.")
    bob.answer("1", "30", "1", "1", ":save")
    assert bob.wait() == 0

    ann.type("1\r")
    assert ann.wait() == 5

    assert "Nothing of theirs was overwritten." in said(ann)
    assert answers(tmp_path)["regular_users"] == 30
    (aside,) = tmp_path.glob("plan.kept-*.lia.json")
    assert answers(tmp_path, aside.name)["closes"] == "yes"

    # Ann goes on with her own file, and then brings both together.
    again = terminal("assess", aside.name, "--pack", PACK, "--by", "Ann", **DUMB)
    again.answer("25", ":save")
    assert again.wait() == 0
    both = terminal("merge", aside.name, "plan", "-o", "both", "--pack", PACK, "--by", "Ann", **DUMB)
    both.expect("1 of 1. Question: How many people come at least once a month?")
    both.expect("3. Leave it open")
    both.answer("5", "2")
    both.expect("Both together are in both.lia.json.")
    assert both.wait() == 0

    together = answers(tmp_path, "both.lia.json")
    assert (together["regular_users"], together["only_place"], together["closes"]) == (30, "yes", "yes")
    assert sorted(path.name for path in tmp_path.glob("*.lock")) == []


def test_stopping_a_merge_writes_nothing(terminal, tmp_path, run):
    assert run(*ASSESS, "--by", "Ann", typed="\n".join(FACTS) + "\n").returncode == 3
    (tmp_path / "theirs.lia.json").write_bytes((tmp_path / "plan.lia.json").read_bytes())
    for name, number in (("plan", "25"), ("theirs", "30")):
        run("assess", name, "--pack", PACK, "--by", name, typed=f"1\n{number}\n")

    screen = terminal("merge", "plan", "theirs", "-o", "both", "--pack", PACK, **DUMB)
    screen.answer(":save")

    assert screen.wait() == 5
    assert "Nothing was written" in said(screen)
    assert not (tmp_path / "both.lia.json").exists()


def test_after_a_kill_the_next_opens_it_without_being_asked(terminal, tmp_path):
    ann = terminal(*ASSESS, "--by", "Ann", **DUMB)
    ann.answer(FACTS[0])
    ann.expect("What would change?")
    ann.kill()
    assert (tmp_path / "plan.lia.json.lock").exists()

    bob = terminal(*ASSESS, "--by", "Bob", **DUMB)
    bob.expect("Welcome back: 1 answer is saved.")
    bob.answer(":save")

    assert bob.wait() == 0
    assert "was not closed the last time" in said(bob)
    assert not (tmp_path / "plan.lia.json.lock").exists()


def test_a_disk_that_fills_up_while_answers_come_in_loses_only_what_it_says(tmp_path):
    resource = pytest.importorskip("resource")
    typed = "\n".join((*FACTS[:1], "word " * 3000, FACTS[2])) + "\n"

    def small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000))

    done = subprocess.run(
        (*PROGRAM, *ASSESS, "--by", "Ann"),
        input=typed.encode(),
        capture_output=True,
        cwd=tmp_path,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        timeout=120,
        check=False,
        preexec_fn=small_disk,  # No threads here.
    )

    assert done.returncode == 5
    assert b"The last change is NOT saved." in done.stderr
    assert b"Traceback" not in done.stderr
    assert answers(tmp_path) == {"proposal_title": FACTS[0]}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.lia.json", "plan.lia.json.bak"]


def test_a_folder_that_is_deleted_meanwhile_is_told_and_another_file_can_be_named(terminal, tmp_path):
    folder = tmp_path / "gone"
    folder.mkdir()
    screen = terminal("assess", "gone/plan", "--pack", PACK, "--by", "Ann", **DUMB)
    screen.answer(FACTS[0])
    screen.expect("What would change?")
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()

    screen.answer(FACTS[1])
    screen.expect("The last change is NOT saved.")
    screen.expect("File: ")
    screen.type("here\r")
    screen.expect("On which day")
    screen.answer(":save")

    assert screen.wait() == 0
    assert answers(tmp_path, "here.lia.json") == {"proposal_title": FACTS[0], "proposal_summary": FACTS[1]}
    assert b"Traceback" not in screen.output


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told_before_any_question(run, tmp_path):
    tmp_path.chmod(0o500)
    try:
        done = run(*ASSESS, "--by", "Ann", typed="\n".join(CLOSURE) + "\n")
    finally:
        tmp_path.chmod(0o700)

    assert done.returncode == 5
    assert b"Permission denied" in done.stderr
