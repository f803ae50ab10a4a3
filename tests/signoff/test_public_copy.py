"""A public copy under the council's seal: what can be said of it, with and without the signed report."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from impact_check.engine import evaluate
from impact_check.model.ledger import Published
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.certificates import fingerprint
from impact_check.signoff.document import document
from impact_check.signoff.signing_keys import KeyFile, opened
from tests.signoff import attacks, build
from tests.signoff.attacks import Case


@cache
def _printed() -> bytes:
    """Return it before it is sealed; the first field takes the seal."""
    result = evaluate(build.ruleset(), attacks.carried(), attacks.receipt().result.on)
    return document(build.ruleset(), attacks.carried(), result, public=True, for_signing=True).pdf


def published(folder: Path) -> Case:
    laid = build.laid_out(folder, 4)
    pdf = attacks.put_signature(laid, _printed(), "author", "seal")
    with opened(KeyFile(laid.key("seal"), build.PASSPHRASE), build.AT) as key, laid.ledger.open() as ledger:
        ledger.append(
            Published,
            at=build.AT + timedelta(days=10),
            reference="lia-example",
            of_file_sha256=sha256_of(laid.pdf.read_bytes()),
            render_sha256=sha256_of(_printed()),
            render_bytes=len(_printed()),
            file_sha256=sha256_of(pdf),
            fingerprint=fingerprint(key.certificate),
        )
    return Case(pdf, laid)


def test_it_is_accepted_as_what_it_is_and_the_rating_is_left_out(tmp_path: Path) -> None:
    verdict = published(tmp_path).verdict()
    assert (verdict.conclusion, verdict.is_public_copy) == ("accepted", True)
    assert [check.id for check in verdict.checks if check.status == "skipped"] == ["rating"]
    assert verdict.says == "This is the public copy that the council published of a report that everybody has signed."


def test_with_the_signed_report_it_is_held_against_that(tmp_path: Path) -> None:
    case = published(tmp_path)
    verdict = case.verdict(full=case.laid.pdf.read_bytes())
    assert {check.status for check in verdict.checks} == {"ok"}
    other = case.verdict(full=build.stages()[3]["plan-sign-off.pdf"])
    assert [check.id for check in other.checks if check.status == "fail"] == ["rating"]


def test_one_that_the_ledger_does_not_tell_of_is_rejected(tmp_path: Path) -> None:
    case = published(tmp_path / "told")
    silent = build.laid_out(tmp_path / "silent", 4)
    verdict = replace(case, laid=silent).verdict()
    assert [check.id for check in verdict.checks if check.status == "fail"] == ["public"]


def test_without_the_ledger_it_stays_open(tmp_path: Path) -> None:
    assert published(tmp_path).verdict(with_ledger=False).conclusion == "undecided"
