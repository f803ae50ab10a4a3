"""An assessment is open for one person at a time, and a damaged one is offered its copy."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from impact_check import api
from impact_check.cli.exits import Stop
from impact_check.cli.holding import held
from impact_check.cli.prompts import EndOfInput
from impact_check.cli.store import ChangedElsewhereError, Store

from .conftest import FACTS, NOW, PACK, Line, ScriptedPrompter

ASSESS = ("assess", "plan", "--pack", PACK, "--by", "Ann")
TYPED = "\n".join(FACTS) + "\n"
ELSEWHERE = api.Holder(host="another-computer", pid=7, who="Bob", since=NOW, token="bobs")  # noqa: S106  # No password.
NOBODY_RUNS = 10**15


@pytest.fixture
def begun(command, path: Path) -> Path:
    """Three answers on file."""
    command(*ASSESS, typed=TYPED)
    assert len(api.read_assessment(path).answers) == 3
    return path


@pytest.fixture
def hold(path: Path) -> Callable[..., Path]:
    """Have somebody else open the file."""

    def taken(**changed: object) -> Path:
        api.Lock(path, ELSEWHERE.model_copy(update=changed)).take()
        return path.with_name("plan.lia.json.lock")

    return taken


def names(path: Path) -> set[str]:
    return {found.name for found in path.parent.iterdir() if not found.name.startswith(".")}


def opened_by_a_person(path: Path, *lines: Line, **options: bool) -> list[str]:
    """Open the file with somebody there who can be asked; return what was said."""
    prompter = ScriptedPrompter(list(lines))
    with held(Store(path), prompter, "Ann", **options) as opened:
        opened.mend()
        assert api.holder(path).who == "Ann"
    return prompter.said


def test_the_lock_is_gone_when_the_command_ends(begun):
    assert names(begun) == {"plan.lia.json", "plan.lia.json.bak"}


def test_a_file_that_is_open_elsewhere_is_not_opened_and_says_how_to_go_on(command, begun, hold):
    lock, before = hold(), begun.read_bytes()

    done = command(*ASSESS, typed="1\n")

    assert done.code == 5
    said = " ".join(done.err.split())
    assert (
        "plan.lia.json is open already. Bob opened it on the computer another-computer, on 22 November 2026 at 09:00."
        in said
    )
    assert "impact-check assess plan.lia.json --take-over" in said
    assert begun.read_bytes() == before
    assert lock.exists()


def test_take_over_opens_it_and_says_from_whom(command, begun, hold):
    hold()

    done = command(*ASSESS, "--take-over", typed="1\n")

    assert "Taken over" in done.out
    assert "Bob opened it" in done.out
    assert len(api.read_assessment(begun).answers) == 4
    assert names(begun) == {"plan.lia.json", "plan.lia.json.bak"}


def test_the_lock_of_a_program_that_has_ended_is_taken_over_with_a_word(command, begun, hold):
    hold(host=api.host(), pid=NOBODY_RUNS)

    done = command(*ASSESS, typed="1\n")

    assert "was not closed the last time" in done.out
    assert len(api.read_assessment(begun).answers) == 4
    assert names(begun) == {"plan.lia.json", "plan.lia.json.bak"}


@pytest.mark.usefixtures("begun")
def test_commands_that_only_read_need_no_lock_and_make_none(command, hold):
    lock = hold()
    before = lock.read_bytes()

    done = command("rate", "plan", "--pack", PACK)

    assert done.code == 0
    assert lock.read_bytes() == before


@pytest.mark.parametrize("typed", ["", "no", ":back", ":save", EndOfInput])
def test_a_person_who_does_not_say_yes_takes_nothing_over(begun, hold, typed):
    lock = hold()

    with pytest.raises(Stop) as stop:
        opened_by_a_person(begun, typed)

    assert stop.value.code == 5
    assert "Nothing was changed." in stop.value.message
    assert json.loads(lock.read_text())["who"] == "Bob"


def test_a_person_who_says_yes_takes_it_over(begun, hold):
    lock = hold()

    said = opened_by_a_person(begun, "yes")

    assert any("is open already. Bob opened it" in line for line in said)
    assert not lock.exists()


def test_a_lock_that_cannot_be_read_is_asked_about_too(begun):
    begun.with_name("plan.lia.json.lock").write_text("")

    said = opened_by_a_person(begun, "yes")

    assert any("can't be read" in line for line in said)


def test_where_no_lock_can_be_made_the_file_opens_and_changes_are_still_noticed(begun, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(api.Lock, "take", refuse)
    store = Store(begun)
    assert store.hold("Ann") is None
    assessment = store.load()
    begun.write_text(begun.read_text().replace("Elm Hall", "Oak Hall"))

    with pytest.raises(ChangedElsewhereError):
        store.save(assessment)


def test_after_a_take_over_the_first_keeps_its_answers_aside_and_is_told_how_to_merge(begun):
    first, second = Store(begun), Store(begun)
    first.hold("Ann")
    assessment = first.load()
    second.hold("Bob", take_over=True)
    before = begun.read_bytes()

    with pytest.raises(ChangedElsewhereError, match=r"was opened elsewhere\. Bob opened it") as told:
        first.save(assessment)

    assert begun.read_bytes() == before
    assert api.read_assessment(told.value.aside) == assessment
    aside = told.value.aside
    assert f"impact-check merge {aside} {begun} -o {begun.with_name('plan-merged.lia.json')}" in str(told.value)
    first.let_go()
    assert api.holder(begun).who == "Bob"


def test_a_save_without_a_lock_of_its_own_heeds_the_lock_of_others(begun, hold):
    store = Store(begun)
    assessment = store.load()
    hold()

    with pytest.raises(ChangedElsewhereError, match="Bob opened it"):
        store.save(assessment)


def test_two_files_kept_aside_in_one_second_do_not_overwrite_each_other(begun, hold):
    store = Store(begun)
    assessment = store.load()
    hold()

    kept = []
    for _ in range(2):
        with pytest.raises(ChangedElsewhereError) as told:
            store.save(assessment)
        kept.append(told.value.aside)

    assert len({*kept}) == 2
    assert all(api.read_assessment(aside) == assessment for aside in kept)


def test_a_program_that_touches_the_file_without_changing_it_is_no_conflict(begun):
    store = Store(begun)
    assessment = store.load()
    content = begun.read_bytes()
    begun.unlink()
    begun.write_bytes(content)

    store.save(assessment)

    assert api.read_assessment(begun) == assessment


def test_going_on_in_another_file_moves_the_lock(begun, tmp_path):
    store = Store(begun)
    store.hold("Ann")
    assessment = store.load()
    store.move(tmp_path / "other.lia.json")

    store.save(assessment)

    assert api.holder(begun) is None
    assert api.holder(tmp_path / "other.lia.json").who == "Ann"
    store.let_go()
    assert api.holder(tmp_path / "other.lia.json") is None


# A damaged file


def test_a_damaged_file_names_the_command_that_brings_it_back_and_what_the_copy_lacks(command, begun):
    begun.write_bytes(begun.read_bytes()[:-40])

    for arguments in (ASSESS, ("rate", "plan", "--pack", PACK)):
        done = command(*arguments)
        said = " ".join(done.err.split())
        assert done.code == 3
        assert "The copy, plan.lia.json.bak, has 2 answers, the last change of 22 November 2026 at 09:00" in said
        assert "by Ann (proposal_summary). It lacks only the last change" in said
        assert "To bring it back: impact-check recover plan.lia.json" in said


def test_recover_brings_it_back_and_keeps_the_damaged_file(command, begun):
    torn = begun.read_bytes()[:-40]
    begun.write_bytes(torn)

    done = command("recover", "plan")

    assert done.code == 0
    assert len(api.read_assessment(begun).answers) == 2
    assert begun.with_name("plan.lia.json.damaged-20261122-090000").read_bytes() == torn
    assert "plan.lia.json.damaged-20261122-090000" in " ".join(done.out.split())
    assert names(begun) == {"plan.lia.json", "plan.lia.json.bak", "plan.lia.json.damaged-20261122-090000"}


def test_recover_leaves_a_whole_file_and_one_that_is_open_as_they_are(command, begun, hold):
    before = begun.read_bytes()

    assert command("recover", "plan").code == 2
    begun.write_bytes(before[:-40])
    hold()
    assert command("recover", "plan").code == 5

    assert begun.read_bytes() == before[:-40]


def test_recover_without_a_copy_says_so(command, begun):
    begun.with_name("plan.lia.json.bak").unlink()
    begun.write_bytes(b"{")

    done = command("recover", "plan")

    assert (done.code, begun.read_bytes()) == (3, b"{")
    assert "There is no copy of plan.lia.json that can be read" in done.err


def test_a_person_is_offered_the_copy(begun):
    begun.write_bytes(begun.read_bytes()[:-40])

    said = opened_by_a_person(begun, "yes")

    assert any("Bring that copy back?" in line for line in said)
    assert len(api.read_assessment(begun).answers) == 2


def test_a_person_who_does_not_want_the_copy_leaves_all_as_it_is(begun):
    begun.write_bytes(torn := begun.read_bytes()[:-40])

    with pytest.raises(Stop, match="Nothing was changed"):
        opened_by_a_person(begun, "")

    assert begun.read_bytes() == torn


def test_a_file_that_was_deleted_is_offered_too_and_never_begun_over_its_copy(command, begun):
    begun.unlink()

    done = command(*ASSESS, typed=TYPED)

    assert done.code == 3
    assert "the copy of it before its last change is there" in " ".join(done.err.split())
    assert names(begun) == {"plan.lia.json.bak"}
    opened_by_a_person(begun, "yes")
    assert len(api.read_assessment(begun).answers) == 2


# A history that was changed outside the program


def test_a_changed_history_is_told_and_the_file_still_opens(command, begun):
    content = json.loads(begun.read_text())
    content["history"][2]["by"] = "Nobody"
    begun.write_text(json.dumps(content))

    for arguments in (("rate", "plan", "--pack", PACK), ASSESS):
        done = command(*arguments)
        assert (
            "The history of plan.lia.json was changed outside this program, from entry 3 on (22 November 2026, Nobody)."
            in " ".join(done.err.split())
        )
    assert len(api.read_assessment(begun).answers) == 3


@pytest.mark.usefixtures("begun")
def test_a_whole_history_is_not_mentioned(command):
    assert "history" not in command("rate", "plan", "--pack", PACK).err
