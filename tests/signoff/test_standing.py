"""What follows from the entries of a ledger, and entries that can't be true."""

from typing import Any

import pytest

from impact_check.errors import LedgerError
from impact_check.model.assessment import Pinned
from impact_check.model.ledger import (
    START,
    Appointed,
    Approval,
    Dismissed,
    Entry,
    Published,
    Signed,
    Submitted,
    Trusted,
    Withdrawn,
)
from impact_check.signoff.ledger import Ledger
from impact_check.signoff.standing import SubmissionStanding, all_submissions, authority, submissions
from tests.signoff.people import AT

RENDER, FIRST, SECOND, PUBLIC = "a" * 64, "b" * 64, "c" * 64, "d" * 64
ANN, HEAD, SEAL, AUTHORITY = "1" * 64, "2" * 64, "3" * 64, "4" * 64
NAMES = {ANN: "Ann Lee", HEAD: "Bo Ray", SEAL: "Example Council seal"}


def book(*made: tuple[type[Any], dict[str, Any]]) -> Ledger:
    """A ledger of these entries. That lines are chained and signed is proved with the file."""
    entries: tuple[Entry, ...] = tuple(
        kind(n=n, prev=START, at=AT, **told) for n, (kind, told) in enumerate(made, start=1)
    )
    return Ledger(entries, START)


def appointed(fingerprint: str, *roles: str, kind: str = "person") -> tuple[type[Any], dict[str, Any]]:
    told = {"name": NAMES[fingerprint], "kind": kind, "roles": roles, "certificate": "PEM", "fingerprint": fingerprint}
    return Appointed, {**told, "endorsement": ""}


def dismissed(fingerprint: str) -> tuple[type[Any], dict[str, Any]]:
    return Dismissed, {"fingerprint": fingerprint, "reason": "Left", "endorsement": ""}


def trusted(use: str) -> tuple[type[Any], dict[str, Any]]:
    told = {"name": "Own CA", "use": use, "certificate": f"PEM for {use}", "fingerprint": AUTHORITY, "endorsement": ""}
    return Trusted, told


def submitted(reference: str = "LIA-1", render: str = RENDER) -> tuple[type[Any], dict[str, Any]]:
    pinned = Pinned(questionnaire="elmshire", version="1", sha256="e" * 64)
    hashes = {"assessment_sha256": "f" * 64, "receipt_sha256": "f" * 64, "render_sha256": render, "render_bytes": 9}
    told = {"reference": reference, "by": "Ann Lee", "outcome": "proceed", "signatories": ("author", "legal")}
    return Submitted, {**told, **hashes, "pinned": pinned}


def signed(
    role: str = "author",
    fingerprint: str = ANN,
    before: str = RENDER,
    after: str = FIRST,
    **other: Any,
) -> tuple[type[Any], dict[str, Any]]:
    told = {"reference": "LIA-1", "role": role, "name": NAMES[fingerprint], "fingerprint": fingerprint}
    return Signed, {**told, "render_sha256": RENDER, "before_sha256": before, "file_sha256": after, **other}


def withdrawn() -> tuple[type[Any], dict[str, Any]]:
    return Withdrawn, {"reference": "LIA-1", "render_sha256": RENDER, "by": "Ann Lee", "reason": "Error on page 3"}


def published(of: str = SECOND, fingerprint: str = SEAL) -> tuple[type[Any], dict[str, Any]]:
    told = {"reference": "public-1", "of_file_sha256": of, "render_sha256": PUBLIC, "render_bytes": 9}
    return Published, {**told, "file_sha256": PUBLIC, "fingerprint": fingerprint}


PEOPLE = (appointed(ANN, "author"), appointed(HEAD, "legal"), appointed(SEAL, "legal", kind="seal"))
SECOND_SIGNED = signed("legal", HEAD, FIRST, SECOND)
APPROVAL = Approval(by="Bo Ray", recorded_by="Cy Dee", source="Minute 12")


def standing(*made: tuple[type[Any], dict[str, Any]]) -> SubmissionStanding:
    (found,) = submissions(book(*PEOPLE, *made), "LIA-1")
    return found


def test_who_may_sign_follows_the_last_word_about_each_key() -> None:
    ledger = book(appointed(ANN, "author"), appointed(HEAD, "legal"), appointed(ANN, "challenger"), dismissed(HEAD))

    now = authority(ledger)

    assert [(one.name, one.roles) for one in now.appointed] == [("Ann Lee", ("challenger",))]
    assert now.find_person(HEAD) is None
    assert now.for_role("author") == ()


@pytest.mark.parametrize(("entry", "may"), [(1, False), (2, True), (3, True), (4, False)])
def test_who_might_sign_when_an_entry_was_written(entry: int, may: bool) -> None:
    ledger = book(appointed(ANN, "author"), appointed(HEAD, "legal"), dismissed(ANN), appointed(HEAD, "author"))

    assert (authority(ledger, entry).find_person(ANN) is not None) == may


def test_authorities_are_trusted_for_one_use_until_they_are_dismissed() -> None:
    both = (trusted("signing"), trusted("timestamps"))

    assert authority(book(both[0])).roots("timestamps") == ()
    assert authority(book(*both)).roots("signing") == ("PEM for signing",)
    assert authority(book(*both, dismissed(AUTHORITY))).trusted == ()


def test_signatures_bring_a_submission_forward_until_it_is_complete() -> None:
    steps = (standing(submitted()), standing(submitted(), signed()), standing(submitted(), signed(), SECOND_SIGNED))

    assert [one.next_role for one in steps] == ["author", "legal", None]
    assert [one.missing for one in steps] == [("author", "legal"), ("legal",), ()]
    assert [one.is_complete for one in steps] == [False, False, True]
    assert [one.last_file_sha256 for one in steps] == [RENDER, FIRST, SECOND]


def test_what_was_withdrawn_waits_for_nobody_and_is_never_complete() -> None:
    early, late = standing(submitted(), withdrawn()), standing(submitted(), signed(), SECOND_SIGNED, withdrawn())

    assert (early.next_role, early.is_open, early.is_complete) == (None, False, False)
    assert (late.next_role, late.is_open, late.is_complete) == (None, False, False)


def test_submissions_of_an_assessment_are_told_apart() -> None:
    ledger = book(*PEOPLE, submitted(), withdrawn(), submitted(render=PUBLIC), submitted("LIA-2", "e" * 64))

    first, second = submissions(ledger, "LIA-1")

    assert (first.withdrawn is None, second.withdrawn is None) == (False, True)
    assert len(all_submissions(ledger)) == 3
    assert submissions(ledger, "LIA-3") == ()


def test_a_public_copy_belongs_to_the_signed_file_that_it_is_of() -> None:
    assert len(standing(submitted(), signed(), SECOND_SIGNED, published()).published) == 1


def test_a_seal_may_record_an_approval() -> None:
    sealed = signed("legal", SEAL, FIRST, SECOND, approval=APPROVAL)

    assert standing(submitted(), signed(), sealed).is_complete


@pytest.mark.parametrize(
    ("made", "told"),
    [
        pytest.param((signed(),), "never submitted", id="signed, never submitted"),
        pytest.param((withdrawn(),), "never submitted", id="withdrawn, never submitted"),
        pytest.param((submitted(), withdrawn(), signed()), "withdrawn before", id="signed after withdrawal"),
        pytest.param((submitted(), withdrawn(), withdrawn()), "withdrawn before", id="withdrawn twice"),
        pytest.param((submitted(), signed("legal", HEAD)), "turn", id="out of turn"),
        pytest.param((submitted(), signed(), signed()), "turn", id="same role again"),
        pytest.param(
            (submitted(), signed(), SECOND_SIGNED, signed("legal", HEAD, SECOND, PUBLIC)), "turn", id="one too many"
        ),
        pytest.param((submitted(), signed(before=SECOND)), "another file", id="another base"),
        pytest.param((submitted(), signed(fingerprint=HEAD)), "by whom it says", id="another's role"),
        pytest.param((submitted(), signed(name="Bo Ray")), "by whom it says", id="another's name"),
        pytest.param((dismissed(ANN), submitted(), signed()), "appointed", id="dismissed"),
        pytest.param((submitted(), signed(approval=APPROVAL)), "seal", id="person with an approval"),
        pytest.param((submitted(), signed(), signed("legal", SEAL, FIRST, SECOND)), "seal", id="seal as a person"),
        pytest.param(
            (appointed(ANN, "author", "legal"), submitted(), signed(), signed("legal", ANN, FIRST, SECOND)),
            "same key",
            id="same key twice",
        ),
        pytest.param((submitted(), withdrawn(), submitted()), "submitted before", id="withdrawn, and submitted again"),
        pytest.param(
            (
                submitted(),
                signed(),
                signed("legal", SEAL, FIRST, SECOND, approval=APPROVAL.model_copy(update={"by": "ann  LEE"})),
            ),
            "second time",
            id="signed, and approved in another role",
        ),
        pytest.param(
            (
                submitted(),
                signed(),
                signed("legal", SEAL, FIRST, SECOND, approval=APPROVAL.model_copy(update={"by": "Cy Dee"})),
            ),
            "nobody else recorded",
            id="own approval recorded",
        ),
        pytest.param((submitted(), signed(), published(FIRST)), "not everybody", id="published too early"),
        pytest.param(
            (submitted(), signed(), SECOND_SIGNED, published(fingerprint=ANN)), "seal", id="published by a person"
        ),
    ],
)
def test_entries_that_cannot_be_true_are_found_out(made: tuple[Any, ...], told: str) -> None:
    ledger = book(*PEOPLE, *made)

    with pytest.raises(LedgerError, match=told) as caught:
        all_submissions(ledger)

    assert caught.value.line == len(ledger.entries)
