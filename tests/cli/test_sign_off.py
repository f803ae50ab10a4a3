"""`impact-check submit`, `sign`, `withdraw` and `status`: what people type, and what they are told."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from impact_check.cli import sign_off, submit
from impact_check.cli.forms import SteppedBack
from impact_check.cli.submit_form import Form, ask_submission
from impact_check.language import speaking
from impact_check.model.ledger import Signed
from impact_check.signoff.appoint import dismiss
from impact_check.signoff.in_place import write_aside
from impact_check.storage import read_assessment, write_assessment
from tests.language.pseudo import CODE, PseudoCatalog, hard_wired
from tests.signoff import attacks, build

from .conftest import Done, ScriptedPrompter

PDF = "plan-sign-off.pdf"
SECRET = ("--passphrase-file", "secret.txt")
SEAL = ("--approved-by", "Dev Director", "--recorded-by", "Cleo Clerk", "--source", "Minute 12")

Run = Callable[..., Done]


@pytest.fixture
def at(command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Run]:
    """Stand in a folder with all files of a stage."""
    monkeypatch.delenv("IMPACT_CHECK_LEDGER", raising=False)

    def lay_out(stage: int) -> Run:
        build.laid_out(tmp_path, stage)
        (tmp_path / "secret.txt").write_text(build.PASSPHRASE, encoding="utf-8")
        return command

    return lay_out


def typing(monkeypatch: pytest.MonkeyPatch, module: object, *lines: str) -> ScriptedPrompter:
    prompter = ScriptedPrompter(list(lines))
    monkeypatch.setattr(module, "TerminalPrompter", lambda _: prompter)
    return prompter


def sign(run: Run, role: str, *more: str, key: str = "") -> Done:
    return run("sign", PDF, "--as", role, "--key", f"{key or role.replace('-', '_')}.p12", *SECRET, *more)


def flat(done: Done) -> str:
    """Return what was said without its line ends."""
    return " ".join(done.out.split())


def withdrawn(run: Run) -> Done:
    return run("withdraw", PDF, "--by", "Ada Author", "--reason", "A mistake", "--yes")


def test_somebody_is_shown_what_they_sign_and_who_is_next(at: Callable[[int], Run]) -> None:
    done = sign(at(1), "challenger", "--yes")

    assert (done.code, done.err) == (0, "")
    assert "Decision: Close Elm Hall" in done.out
    assert "Rating as proposed: High." in done.out
    assert "Put forward: go ahead despite the harm, reasons in writing" in done.out
    assert "Condition C1: Tell the people who come (Hana Service, by 1 June 2026)" in done.out
    assert "Reasons: The hall costs more than the council has." in done.out
    assert "As Challenger you say: I did not write this assessment." in done.out
    assert done.out.endswith("Next is the Head of Service. Send them this file.\n")


def test_the_last_is_told_how_to_check_everything(at: Callable[[int], Run]) -> None:
    assert "impact-check verify plan-sign-off.pdf" in sign(at(3), "director", "--yes").out


@pytest.mark.parametrize(("typed", "is_signed"), [("yes", True), ("", False), ("no", False), (":back", False)])
def test_nothing_is_signed_without_a_yes(
    at: Callable[[int], Run], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, is_signed: bool
) -> None:
    run = at(1)
    prompter = typing(monkeypatch, sign_off, typed)

    done = sign(run, "challenger")

    assert "Sign? [no]: " in prompter.said
    assert done.code == 0
    assert ("Nothing was signed." in done.out) is not is_signed
    assert (len(build.Laid(tmp_path).ledger.read().of(Signed)) == 2) is is_signed


def test_a_report_that_takes_the_place_of_the_one_shown_is_not_signed(
    at: Callable[[int], Run], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run, laid = at(0), build.Laid(tmp_path)
    laid.assessment.unlink()
    other = attacks.with_answers(attacks.carried().model_copy(update={"id": "lia-other"}))
    attacks.record_submission(laid, other)
    monkeypatch.setattr("impact_check.cli.sign.agrees", lambda _: bool(laid.pdf.write_bytes(other)))

    done = sign(run, "author")

    assert "The assessment was changed since it was submitted." in " ".join(done.err.split())
    assert laid.pdf.read_bytes() == other


def test_where_nobody_can_be_asked_nothing_is_signed(at: Callable[[int], Run]) -> None:
    done = sign(at(1), "challenger")

    assert done.code == 2
    assert "add --yes" in done.err


def test_a_seal_is_announced_as_what_it_is(at: Callable[[int], Run]) -> None:
    done = sign(at(3), "director", "--yes", *SEAL, key="seal")

    assert done.code == 0
    assert "The seal records that Dev Director approved, as Director. Dev Director does not sign." in flat(done)
    assert "The approval is recorded under the seal" in done.out


def test_nobody_signs_what_was_changed_since(at: Callable[[int], Run], tmp_path: Path) -> None:
    run = at(1)
    path = tmp_path / "plan.lia.json"
    path.write_text(path.read_text("utf-8").replace('"value": 25', '"value": 30'), "utf-8")

    done = sign(run, "challenger", "--yes")

    assert (done.code, done.err) == (
        5,
        "The assessment was changed since it was submitted. Withdraw this report, and submit it again.\n",
    )


REFUSED = {
    "two keys": (("--pkcs11", "lib.so"), 2, "Name your key"),
    "half an approval": (("--approved-by", "Dev Director"), 2, "A seal needs all three"),
    "no ledger at hand": (("--ledger", "nowhere", "--yes"), 3, "Ask whoever looks after the keys"),
    "an authority that is no address": (("--tsa", "time", "--yes"), 5, "no web address"),
}


@pytest.mark.parametrize(("more", "code", "words"), REFUSED.values(), ids=REFUSED)
def test_what_was_typed_wrongly_is_told(at: Callable[[int], Run], more: tuple[str, ...], code: int, words: str) -> None:
    done = sign(at(1), "challenger", *more)

    assert done.code == code
    assert words in done.err


def test_who_names_the_assessment_is_told_which_file_is_signed(at: Callable[[int], Run]) -> None:
    done = at(1)("sign", "plan.lia.json", "--as", "challenger", "--key", "challenger.p12")

    assert (done.code, "plan-sign-off.pdf" in done.err) == (2, True)


def test_a_copy_of_the_ledger_is_only_good_to_check_with(at: Callable[[int], Run], tmp_path: Path) -> None:
    run = at(1)
    (tmp_path / "sign-off" / "ledger.key").unlink()

    done = sign(run, "challenger", "--yes")

    assert done.code == 3
    assert "a copy to check with" in done.err
    assert run("status", PDF).code == 0


def test_a_smart_card_needs_its_labels(at: Callable[[int], Run]) -> None:
    done = at(1)("sign", PDF, "--as", "challenger", "--pkcs11", "lib.so", "--token", "council")

    assert (done.code, done.err) == (2, "With --pkcs11, name also --token, --key-label and --cert.\n")


def test_a_wrong_passphrase_is_told_and_nothing_is_signed(at: Callable[[int], Run], tmp_path: Path) -> None:
    run = at(1)
    (tmp_path / "secret.txt").write_text("wrong", encoding="utf-8")

    done = sign(run, "challenger", "--yes")

    assert done.code == 3
    assert "the passphrase is wrong" in done.err


@pytest.mark.parametrize("file", [PDF, "plan.lia.json"])
def test_an_interrupted_step_is_finished_when_somebody_looks(
    at: Callable[[int], Run], tmp_path: Path, file: str
) -> None:
    run = at(2)
    signed = (tmp_path / PDF).read_bytes()
    write_aside(tmp_path / PDF, signed)
    (tmp_path / PDF).write_bytes(build.stages()[1][PDF])

    done = run("status", file)

    assert "cut off after it was recorded" in done.err
    assert (tmp_path / PDF).read_bytes() == signed


def test_the_status_is_told_in_words_and_as_json(at: Callable[[int], Run]) -> None:
    run = at(2)

    told, data = run("status", "plan.lia.json"), json.loads(run("status", PDF, "--json").out)

    assert told.out.endswith("2 of 4 have signed. Next is the Head of Service.\n")
    assert data["schema"] == "impact-check/sign-off-status/1"
    assert (data["state"], data["missing"]) == ("waiting", ["head_of_service", "director"])


def test_a_copy_that_is_not_the_newest_is_told(at: Callable[[int], Run], tmp_path: Path) -> None:
    run = at(2)
    (tmp_path / PDF).write_bytes(build.stages()[1][PDF])

    assert "This is an older copy" in run("status", PDF).err


def test_a_withdrawn_report_is_told_and_cannot_be_signed(at: Callable[[int], Run]) -> None:
    run = at(4)

    done = withdrawn(run)

    assert done.code == 0
    assert "Tell everybody who has a copy" in done.out
    assert "Ada Author withdrew it: “A mistake”." in run("status", PDF).out
    assert withdrawn(run).code == 5


def test_nothing_is_withdrawn_without_a_yes(at: Callable[[int], Run], monkeypatch: pytest.MonkeyPatch) -> None:
    run = at(1)
    typing(monkeypatch, sign_off, "no")

    done = run("withdraw", "plan.lia.json", "--by", "Ada Author", "--reason", "A mistake")

    assert "Nothing was withdrawn." in done.out
    assert "2 of 4" not in run("status", PDF).out


@pytest.fixture
def unsubmitted(at: Callable[[int], Run], tmp_path: Path) -> Run:
    """Stand in a folder with an assessment that isn't submitted."""
    run = at(0)
    write_assessment(tmp_path / "new.lia.json", build.assessment().model_copy(update={"id": "lia-new"}))
    return run


PACK = ("--pack", str(build.PACK), "--on", "2026-11-22")
TYPED = (
    *("--outcome", "proceed-despite", "--reasons", "It costs too much.", "--by", "Ada Author"),
    *("--condition", "Tell the people | Hana Service | 2027-01-31"),
)


def test_the_reasons_that_an_outcome_needs_are_told_with_their_option(unsubmitted: Run) -> None:
    done = unsubmitted("submit", "new", "--outcome", "proceed-despite", "--by", "Ada Author", *PACK)

    assert (done.code, "--reasons TEXT" in done.err) == (2, True), done.err


def test_the_conditions_that_an_outcome_needs_are_told_with_their_option() -> None:
    form = Form(permitted=("proceed_with_conditions", "stop"), outcome="proceed_with_conditions")

    assert '--condition "WHAT | WHO | DATE"' in submit.what_is_missing(form)
    assert submit.what_is_missing(replace(form, outcome="stop")) == ""


def test_who_puts_it_forward_is_told_for_which_roles_there_is_no_key(unsubmitted: Run, tmp_path: Path) -> None:
    for name in ("Dev Director", build.SEAL):
        dismiss(build.Laid(tmp_path).ledger, build.root_key(), name, "Left", at=build.AT + timedelta(days=1))

    done = unsubmitted("submit", "new", *TYPED, *PACK)

    assert "Nobody has a key yet to sign as Director." in flat(done)


def test_a_decision_is_put_forward_as_typed(unsubmitted: Run, tmp_path: Path) -> None:
    done = unsubmitted("submit", "new", *TYPED, *PACK)

    assert (done.code, done.err) == (0, "")
    assert "impact-check sign new-sign-off.pdf --as author --key FILE\n" in done.out
    assert "Nobody has a key" not in done.out
    assert (tmp_path / "new-sign-off.html").is_file()
    submission = read_assessment(tmp_path / "new.lia.json").submission
    assert submission is not None
    assert (submission.outcome, submission.conditions[0].owner) == ("proceed_despite", "Hana Service")
    assert "Nobody has signed yet" in (tmp_path / "new-sign-off.html").read_text("utf-8")


def test_a_person_is_asked_for_what_the_rating_permits(
    unsubmitted: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    prompter = typing(monkeypatch, submit, "2", "Ada Author")

    done = unsubmitted("submit", "new", *PACK)

    assert done.code == 0
    assert [line for line in prompter.said if line[:2] in ("1.", "2.", "3.", "4.")] == [
        "1. Go ahead despite the harm, reasons in writing",
        "2. Change and assess again",
        "3. Stop",
    ]
    assert read_assessment(tmp_path / "new.lia.json").submission.outcome == "revise"


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--outcome", "proceed", "--by", "Ada"), 5, "may not be put forward as “Go ahead”"),
        (("--by", "Ada"), 2, "Permitted: proceed-despite, revise, stop."),
        (("--outcome", "stop"), 2, "Say who puts it forward, with --by NAME."),
        (("--outcome", "stop", "--condition", "Tell them"), 2, "must have three parts"),
        (("--outcome", "stop", "--condition", "Tell them | Ada | soon"), 2, "--condition: "),
        (("--outcome", "stop", "--by", "Ada", "--ledger", "gone"), 3, "can’t be found"),
    ],
    ids=["not permitted", "no outcome", "nobody", "half a condition", "no date", "no ledger"],
)
def test_what_cannot_be_put_forward_is_told(
    unsubmitted: Run, tmp_path: Path, options: tuple[str, ...], code: int, words: str
) -> None:
    done = unsubmitted("submit", "new", *options, *PACK)

    assert done.code == code
    assert words in done.err
    assert not (tmp_path / "new-sign-off.pdf").exists()
    assert read_assessment(tmp_path / "new.lia.json").submission is None


def asked(*lines: str) -> Form:
    permitted = ("proceed_with_conditions", "proceed_despite", "revise")
    return ask_submission(sign_off.Talk(ScriptedPrompter(list(lines))), Form(permitted))


def test_conditions_are_asked_for_one_by_one() -> None:
    lines = ("Tell them", "Hana Service", "2027-01-31", "yes", "Count them", "Dev Director", "2027-02-28", "no")

    found = asked("1", *lines, "Ada Author")

    assert [(each.id, each.what, each.owner) for each in found.conditions] == [
        ("C1", "Tell them", "Hana Service"),
        ("C2", "Count them", "Dev Director"),
    ]


def test_back_goes_to_the_detail_before_and_keeps_the_others() -> None:
    lines = ("Tell them", "Hana", ":back", "Hana Service", "31 January 2027", ":back", "28 February 2027", "no")

    found = asked("2", ":back", "1", *lines, "Ada Author")

    assert [(each.what, each.owner, each.due) for each in found.conditions] == [
        ("Tell them", "Hana Service", date(2027, 2, 28))
    ]


def test_back_at_the_first_detail_leaves() -> None:
    with pytest.raises(SteppedBack):
        asked("2", ":back", ":back")


def test_no_text_about_signing_is_hard_wired(unsubmitted: Run) -> None:
    data = {"Ada", "Author", "Charles", "Challenger", "Close", "Elm", "Hall", "UTC", "plan", "new", "lia", "mistake"}
    with speaking(CODE, catalog=PseudoCatalog()):
        said = [
            sign(unsubmitted, "author", "--yes"),
            sign(unsubmitted, "author", "--yes"),
            sign(unsubmitted, "challenger", "--yes", "--approved-by", "Ada"),
            unsubmitted("status", PDF),
            withdrawn(unsubmitted),
            sign(unsubmitted, "challenger", "--yes"),
        ]

    assert [done.code for done in said] == [0, 5, 2, 0, 0, 5]
    texts = (" ".join((done.out + done.err).split()) for done in said)
    assert [word for text in texts for word in hard_wired(text, data)] == []
