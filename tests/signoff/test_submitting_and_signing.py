"""Who may submit and sign what, when, and on which file; and what is said to everybody else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from impact_check.errors import KeyFileError, SignOffError
from impact_check.model.assessment import Evidence, Known
from impact_check.signoff.appoint import dismiss
from impact_check.signoff.canonical import canonical, sha256_of
from impact_check.signoff.in_place import write_aside
from impact_check.signoff.inside import inside
from impact_check.signoff.submitting import withdraw
from impact_check.signoff.twin import twin_of
from impact_check.storage import read_assessment, write_assessment

from . import attacks, build
from .build import AT, ROLES, Laid, laid_out

LATER = AT + timedelta(days=30)


def answered_anew(laid: Laid) -> None:
    """Change an answer of the assessment file."""
    now = read_assessment(laid.assessment)
    changed = now.answers | {"regular_users": Known(by="Sam Example", at=LATER, value=30)}
    write_assessment(laid.assessment, now.model_copy(update={"answers": changed}))


def test_what_is_submitted_is_in_the_ledger_as_it_is_in_the_files(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 0)

    submitted = laid.ledger.read().entries[-1]
    pdf = laid.pdf.read_bytes()

    assert submitted.render_sha256 == sha256_of(pdf)
    assert submitted.render_bytes == len(pdf)
    assert submitted.signatories == ROLES
    assert inside(pdf).assessment == read_assessment(laid.assessment)
    assert submitted.assessment_sha256 == sha256_of(canonical(read_assessment(laid.assessment)))
    assert [path.suffix for path in laid.ledger.packs.iterdir()] == [".zip"]


def test_each_signature_is_in_the_ledger_and_only_adds_to_the_file(tmp_path: Path) -> None:
    files = [stage["plan-sign-off.pdf"] for stage in build.stages()]

    signed = laid_out(tmp_path, 4).ledger.read().entries[-4:]

    assert [entry.role for entry in signed] == list(ROLES)
    for before, after, entry in zip(files, files[1:], signed, strict=False):
        assert after.startswith(before)
        assert (entry.before_sha256, entry.file_sha256) == (sha256_of(before), sha256_of(after))
        assert entry.render_sha256 == sha256_of(files[0])


def test_the_web_page_tells_who_has_signed_so_far(tmp_path: Path) -> None:
    page = twin_of(laid_out(tmp_path, 2).pdf).read_text(encoding="utf-8")

    assert "2 of 4 have signed. Next: Head of Service." in page
    assert "Charles Challenger" in page
    assert "Hana Service</td>" not in page.split("Sign-off record")[1]


def test_a_seal_records_an_approval_and_says_that_the_person_did_not_sign(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 3)

    done = laid.sign("director", key="seal", approval=build.approval())

    assert done.standing.is_complete
    entry = done.standing.signatures[-1]
    assert (entry.name, entry.approval) == (build.SEAL, build.approval())
    assert "This is not their own signature." in twin_of(laid.pdf).read_text(encoding="utf-8")


def test_what_was_withdrawn_can_be_submitted_again_and_signed(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 2)

    withdraw("lia-example", laid.ledger, by="Ada Author", reason="A mistake", at=LATER)
    laid.submit(LATER, pdf := tmp_path / "again-sign-off.pdf")

    assert Laid(tmp_path, pdf.name).sign("author").standing.missing == ROLES[1:]


def test_an_unsigned_submission_gives_way_to_a_new_one_once_the_answers_changed(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 0)
    answered_anew(laid)

    laid.submit(LATER, tmp_path / "again-sign-off.pdf")

    assert [entry.event for entry in laid.ledger.read().entries[-3:]] == ["submitted", "withdrawn", "submitted"]
    with pytest.raises(SignOffError, match="The assessment was changed and submitted again"):
        laid.sign("author")


def test_a_submission_that_was_cut_off_after_its_entry_is_finished_and_told(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 0)
    write_aside(laid.pdf, content := laid.pdf.read_bytes())
    laid.pdf.unlink()

    with pytest.raises(SignOffError, match=r"cut off after it was recorded\. .* it waits for the Author"):
        laid.submit(LATER)

    assert laid.pdf.read_bytes() == content


def evidence_changed(laid: Laid) -> None:
    now = read_assessment(laid.assessment)
    (laid.folder / "count.csv").write_text("changed", encoding="utf-8")
    item = Evidence(id="E1", title="Count", grade="B", date=AT.date(), where="count.csv", sha256="0" * 64)
    write_assessment(laid.assessment, now.model_copy(update={"evidence": (item,), "submission": None}))


NOT_SUBMITTED: dict[str, tuple[int, Callable[[Laid], object], str]] = {
    "submitted already": (0, lambda laid: laid.submit(LATER, laid.folder / "b.pdf"), "waits for the Author"),
    "signed already": (2, lambda laid: laid.submit(LATER, laid.folder / "b.pdf"), "2 people have signed it"),
    "signed, then changed": (
        1,
        lambda laid: (answered_anew(laid), laid.submit(LATER, laid.folder / "b.pdf")),
        "1 person has signed it. To submit it anew, withdraw that first",
    ),
    "a file in the way": (0, lambda laid: (answered_anew(laid), laid.submit(LATER)), "Choose another name"),
    "evidence changed": (
        0,
        lambda laid: (evidence_changed(laid), laid.submit(LATER, laid.folder / "b.pdf")),
        r"E1 \(count.csv\)",
    ),
    "a clock that is behind": (
        0,
        lambda laid: (answered_anew(laid), laid.submit(AT - timedelta(days=1), laid.folder / "b.pdf")),
        "later time than now",
    ),
}


@pytest.mark.parametrize(("stage", "act", "words"), NOT_SUBMITTED.values(), ids=NOT_SUBMITTED)
def test_what_may_not_be_submitted_is_refused_and_nothing_is_written(
    tmp_path: Path, stage: int, act: Callable[[Laid], object], words: str
) -> None:
    laid = laid_out(tmp_path, stage)
    before = laid.ledger.read().head

    with pytest.raises(SignOffError, match=words):
        act(laid)

    assert laid.ledger.read().head == before
    assert not (tmp_path / "b.pdf").exists()
    assert not list(tmp_path.glob(".*.part"))


def overwritten(laid: Laid, content: bytes) -> None:
    laid.pdf.write_bytes(content)


def earlier_stage(laid: Laid, stage: int) -> None:
    overwritten(laid, build.stages()[stage]["plan-sign-off.pdf"])


def dismissed(laid: Laid) -> None:
    dismiss(laid.ledger, build.root_key(), "Ada Author", "Left the council", at=AT)


def with_a_key_nobody_knows(laid: Laid) -> None:
    laid.stranger("stranger", "Ada Author")


def answerer_challenges(laid: Laid) -> None:
    laid.appoint("sam", "Sam  EXAMPLE".replace("  ", " "), "challenger", at=LATER)


def author_is_director_too(laid: Laid) -> None:
    laid.appoint("second", "ada author", "director", at=LATER)


NOT_SIGNED: dict[str, tuple[int, Callable[[Laid], object], dict[str, object], str]] = {
    "not their turn": (0, lambda _: None, {"role": "challenger"}, "can’t sign yet. Next is the Author"),
    "signed in this role": (1, lambda _: None, {"role": "author"}, "The Author has signed already"),
    "after the last signature": (4, lambda _: None, {"role": "director"}, "The Director has signed already"),
    "a role that isn't needed": (0, lambda _: None, {"role": "legal", "key": "author"}, "doesn’t sign this report"),
    "a key for another role": (0, lambda _: None, {"role": "author", "key": "director"}, "may sign as Director, not"),
    "a key that nobody knows": (
        0,
        with_a_key_nobody_knows,
        {"role": "author", "key": "stranger"},
        "Nobody has been appointed with this key",
    ),
    "dismissed": (0, dismissed, {"role": "author"}, "Ada Author may not sign any more: “Left the council”"),
    "a second copy of the same base": (2, lambda laid: earlier_stage(laid, 1), {"role": "challenger"}, "older copy"),
    "rolled back to unsigned": (
        3,
        lambda laid: earlier_stage(laid, 0),
        {"role": "author"},
        r"it has 0 signatures, and the newest has 3 signatures. The last to sign was Hana Service \(Head of Service\)",
    ),
    "changed since": (
        1,
        lambda laid: overwritten(laid, laid.pdf.read_bytes() + b"\n"),
        {"role": "challenger"},
        "changed after it was submitted",
    ),
    "another file": (
        0,
        lambda laid: overwritten(laid, b"%PDF-1.7"),
        {"role": "author"},
        "The ledger doesn’t know this PDF",
    ),
    "no file": (0, lambda laid: laid.pdf.unlink(), {"role": "author"}, "There is no file"),
    "withdrawn": (
        1,
        lambda laid: withdraw("lia-example", laid.ledger, by="Ada Author", reason="A mistake", at=LATER),
        {"role": "challenger"},
        "Ada Author withdrew this report: “A mistake”",
    ),
    "a seal without an approval": (0, lambda _: None, {"role": "author", "key": "seal"}, "Say whose approval"),
    "a person's key with an approval": (
        3,
        lambda _: None,
        {"role": "director", "approval": build.approval()},
        "there is no approval to record",
    ),
    "recorded by themselves": (
        3,
        lambda _: None,
        {"role": "director", "key": "seal", "approval": build.approval("cleo clerk")},
        "by somebody else than cleo clerk",
    ),
    "an approval by somebody who signed": (
        3,
        lambda _: None,
        {"role": "director", "key": "seal", "approval": build.approval("Ada Author")},
        "Ada Author has signed this report already, as Author",
    ),
    "the same name with another key": (
        3,
        author_is_director_too,
        {"role": "director", "key": "second"},
        "ada author has signed this report already, as Author",
    ),
    "a challenger who answered": (
        1,
        answerer_challenges,
        {"role": "challenger", "key": "sam"},
        "Sam EXAMPLE answered questions",
    ),
    "a clock that is behind": (1, lambda _: None, {"role": "challenger", "at": AT}, "later time than now"),
}


@pytest.mark.parametrize(("stage", "arrange", "options", "words"), NOT_SIGNED.values(), ids=NOT_SIGNED)
def test_who_may_not_sign_is_refused_with_a_sentence_and_nothing_is_written(
    tmp_path: Path, stage: int, arrange: Callable[[Laid], object], options: dict[str, object], words: str
) -> None:
    laid = laid_out(tmp_path, stage)
    arrange(laid)
    head, content = laid.ledger.read().head, laid.pdf.read_bytes() if laid.pdf.exists() else None

    with pytest.raises(SignOffError, match=words):
        laid.sign(**options)

    assert laid.ledger.read().head == head
    assert (laid.pdf.read_bytes() if laid.pdf.exists() else None) == content
    assert not list(tmp_path.glob(".*.part"))


def test_nobody_signs_a_file_in_which_an_earlier_signer_has_changed_a_page(tmp_path: Path) -> None:
    case = attacks.signed_with_more(attacks.page_painted_over)(tmp_path)

    with pytest.raises(SignOffError, match="changed something else"):
        case.laid.sign("challenger")

    assert case.laid.pdf.read_bytes() == case.pdf


def test_the_file_that_is_written_first_is_never_written_through_a_link(tmp_path: Path) -> None:
    other, path = tmp_path / "other", tmp_path / "plan.pdf"
    other.write_bytes(b"mine")
    write_aside(path, b"new").unlink()
    path.with_name(f".plan.pdf.{sha256_of(b'new')[:16]}.part").symlink_to(other)

    assert write_aside(path, b"new").read_bytes() == b"new"
    assert other.read_bytes() == b"mine"


def test_nobody_signs_answers_that_were_changed_since_they_were_submitted(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, 1)
    unchanged = read_assessment(laid.assessment)
    answered_anew(laid)

    with pytest.raises(SignOffError, match="Withdraw this report, and submit it again"):
        laid.sign("challenger", present=read_assessment(laid.assessment))

    laid.sign("challenger", present=unchanged)


@pytest.mark.parametrize("hours", [-8, 5.5, 14])
def test_time_is_kept_in_utc_wherever_somebody_signs(tmp_path: Path, hours: float) -> None:
    laid = laid_out(tmp_path, 0)
    moment = datetime(2026, 5, 2, 23, 30, tzinfo=UTC)

    done = laid.sign("author", at=moment.astimezone(timezone(timedelta(hours=hours))))

    assert done.standing.signatures[0].at == moment
    assert PdfFileReader(BytesIO(laid.pdf.read_bytes())).embedded_signatures[0].self_reported_timestamp == moment
    assert "2 May 2026" in twin_of(laid.pdf).read_text(encoding="utf-8").split("Sign-off record")[1]


@pytest.mark.parametrize("years", [-1, 20], ids=["before", "after"])
def test_a_certificate_that_is_not_in_force_cannot_sign(tmp_path: Path, years: int) -> None:
    laid = laid_out(tmp_path, 0)

    with pytest.raises(KeyFileError, match="in force from 1 January 2026"):
        laid.sign("author", at=AT + timedelta(days=365 * years))


@pytest.mark.parametrize(("by", "reason"), [(" ", "A mistake"), ("Ada Author", "")])
def test_withdrawing_wants_a_name_and_a_reason(tmp_path: Path, by: str, reason: str) -> None:
    with pytest.raises(SignOffError, match="Say who withdraws it, and why"):
        withdraw("lia-example", laid_out(tmp_path, 0).ledger, by=by, reason=reason, at=LATER)


def test_what_was_never_submitted_cannot_be_withdrawn(tmp_path: Path) -> None:
    with pytest.raises(SignOffError, match="Nothing is submitted for assessment lia-other"):
        withdraw("lia-other", laid_out(tmp_path, 0).ledger, by="Ada Author", reason="A mistake", at=LATER)
