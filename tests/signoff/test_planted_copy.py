"""A signed report with something personal in every text is published: nothing of it is left anywhere."""

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from impact_check.model.assessment import Assessment, Known
from impact_check.model.history import chained
from impact_check.model.ledger import Approval
from impact_check.model.questionnaire import Outcome
from impact_check.rules import Ruleset, build_ruleset
from impact_check.signoff.inside import files_inside
from impact_check.signoff.publishing import Publication, publish
from impact_check.signoff.signing import sign
from impact_check.signoff.signing_keys import KeyFile, opened
from impact_check.signoff.submitting import submit
from impact_check.signoff.twin import twin_of
from tests.privacy import planted
from tests.privacy.search import found_in_pdf, found_in_text
from tests.report import build as report
from tests.report.test_pdf_standards import failures

from . import build

PLANTED = planted.planted()
APPROVAL = Approval(by="Wilf Osgathorpe", recorded_by="Cleo Clerk", source="Minute 12, taken by Isolde Penhaligon")
SIGNERS = ("Ada Author", *APPROVAL.model_dump().values())
PERSONAL = (*PLANTED.texts, *SIGNERS)


@dataclass(frozen=True)
class Both:
    """The signed report and its public copy."""

    signed: bytes
    copy: bytes
    pages: tuple[str, ...]
    """The web page of each."""
    done: Publication


OUTCOME: Outcome = "proceed_with_conditions"


def ruleset() -> Ruleset:
    """Return the small questionnaire, which permits conditions whatever the rating."""
    plain = report.questionnaire()
    asked = plain.parameters.requirements
    levels = tuple(level.model_copy(update={"outcomes": (OUTCOME,)}) for level in asked.levels)
    eased = asked.model_copy(update={"levels": levels, "gap_outcomes": (OUTCOME,)})
    parameters = plain.parameters.model_copy(update={"requirements": eased})
    built = build_ruleset(plain.model_copy(update={"parameters": parameters}), report.PINNED.sha256)
    assert isinstance(built, Ruleset)
    return built


RULESET = ruleset()


def assessment() -> Assessment:
    """Return the planted one, complete, so that it can be put forward."""
    full = PLANTED.assessment
    told = {"by": planted.BY, "at": build.AT, "evidence": ("E1",)}
    answers = {
        "charges": full.answers["only_place"],  # That it isn't known, with who finds out.
        "only_place": Known(value="yes", **told),
        "reach": Known(value="near", **told),
        "old_bus": Known(value="no", **told),
    }
    return full.model_copy(
        update={
            "pinned": RULESET.pinned,
            "history": chained(full.history),
            "evidence": tuple(item.model_copy(update={"sha256": ""}) for item in full.evidence),
            "answers": {**full.answers, **answers},
            "stopped_early": None,
        }
    )


@cache
def both() -> Both:
    with tempfile.TemporaryDirectory(prefix="impact-check-tests-") as name:
        laid = build.laid_out(Path(name), None)
        path, days = laid.folder / "planted.pdf", (build.AT + timedelta(days=day) for day in range(9))
        _submit(laid, path, next(days))
        with opened(KeyFile(laid.key("author"), build.PASSPHRASE), build.AT) as own:
            sign(path, laid.ledger, "author", own, at=next(days), ruleset=RULESET)
        with opened(KeyFile(laid.key("seal"), build.PASSPHRASE), build.AT) as seal:
            sign(path, laid.ledger, "head_of_service", seal, at=next(days), approval=APPROVAL, ruleset=RULESET)
            done = publish(path, laid.ledger, seal, at=next(days), ruleset=RULESET)
        pages = tuple(twin_of(found).read_text("utf-8") for found in (path, done.path))
        return Both(path.read_bytes(), done.path.read_bytes(), pages, done)


def _submit(laid: build.Laid, path: Path, at: datetime) -> None:
    put = assessment()
    assert put.submission
    submission = put.submission.model_copy(update={"outcome": OUTCOME, "at": at})
    submit(
        RULESET,
        put,
        submission,
        laid.ledger,
        path,
        pack=build.PACK,
        evidence_in=laid.folder,
        save=lambda _: None,
    )


def test_no_planted_text_is_in_the_public_copy_wherever_one_looks() -> None:
    found = found_in_pdf(both().copy, PERSONAL)

    assert {way: texts for way, texts in found.items() if texts} == {}
    assert found_in_text(both().pages[1], PERSONAL) == set()
    assert found_in_text("\n".join(both().done.withheld), PERSONAL) == set()


def test_each_way_of_looking_finds_planted_texts_in_the_signed_report() -> None:
    found = found_in_pdf(both().signed, PERSONAL)

    in_data = found_in_text(files_inside(both().signed)["assessment.json"].decode(), PERSONAL)
    assert len(in_data) >= 90
    assert found["streams"] >= in_data
    assert found["strings"] >= set(SIGNERS)
    assert found["stamps"] == set(SIGNERS)
    assert found["bytes"] >= set(SIGNERS)
    assert min(len(found["pages"]), len(found["extraction"]), len(found_in_text(both().pages[0], PERSONAL))) >= 70
    assert len(found["metadata"]) >= 3


def test_the_public_copy_conforms_to_both_standards_under_its_seal() -> None:
    # A compressed stream that happens to end like a line is a false alarm; those that signing adds may be any.
    assert set(failures(both().copy)) <= {"PDFA3A-STREAM-LENGTH-001"}


def test_it_is_told_what_was_left_out_also_of_the_sign_off_record() -> None:
    told = "\n".join(both().done.withheld)

    assert "Answers about particular people: 1." in told
    assert "Names in the sign-off record: 2. " in told
    assert "Personal details in texts" in told
