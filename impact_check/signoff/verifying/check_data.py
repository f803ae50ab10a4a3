"""The data inside a report -> whether they are whole, and whether all that follows from the answers is as told."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from impact_check.engine import evaluate
from impact_check.errors import ContentError, ImpactCheckError, LanguageError, SignOffError
from impact_check.interview import submit
from impact_check.language import listed, tr
from impact_check.loading import find_pinned
from impact_check.model.assessment import Assessment
from impact_check.model.history import broken_at
from impact_check.model.ledger import Submitted
from impact_check.model.questionnaire import Role
from impact_check.model.receipt import Receipt
from impact_check.model.result import Result
from impact_check.rules import Ruleset
from impact_check.signoff.canonical import canonical, sha256_of
from impact_check.signoff.check_words import failed, passed, role_in_words, skipped, warned
from impact_check.signoff.limits import Limits, UnsafeFileError
from impact_check.signoff.opened import Opened, attached_files
from impact_check.signoff.receipt import ASSESSMENT_FILE, RECEIPT_FILE, make_receipt
from impact_check.signoff.verdict import Check

Files = Mapping[str, bytes]
"""What is attached, by name."""


@dataclass(frozen=True, slots=True)
class Data:
    """What a report carries."""

    assessment: Assessment
    receipt: Receipt


def check_attachments(opened: Opened, limits: Limits) -> tuple[Files, Check]:
    """Check that exactly our two files are inside, the same in the newest revision as in the first."""
    try:
        now = attached_files(opened.reader, limits)
        then = attached_files(opened.reader, limits, revision=0)
    except UnsafeFileError as error:
        return {}, failed("attachments", str(error))
    files = {file.name: file.content for file in now}
    if [file.name for file in now] != [ASSESSMENT_FILE, RECEIPT_FILE] or not all(file.is_associated for file in now):
        told = tr(
            "It should have the files {one} and {other} inside, and no others.", one=ASSESSMENT_FILE, other=RECEIPT_FILE
        )
        return files, failed("attachments", told)
    if now != then:
        return files, failed("attachments", tr("The data inside are others than those that were submitted."))
    return files, passed("attachments")


def check_data(files: Files, submitted: Submitted | None, engine: str) -> tuple[Data | None, Check]:
    """Read the data strictly, and check that they fit together and to the ledger. engine: our own version."""
    if set(files) != {ASSESSMENT_FILE, RECEIPT_FILE}:
        return None, skipped("data", tr("There are no data that could be read."))
    try:
        assessment = Assessment.model_validate_json(files[ASSESSMENT_FILE])
        receipt = Receipt.model_validate_json(files[RECEIPT_FILE])
        written = canonical(assessment), canonical(receipt)
    except (ValidationError, ValueError):
        return None, _unreadable(files[RECEIPT_FILE], engine)
    if written != (files[ASSESSMENT_FILE], files[RECEIPT_FILE]):
        return None, failed("data", tr("They aren’t written as the program writes them."))
    data = Data(assessment, receipt)
    told = (receipt.reference, receipt.assessment_sha256, receipt.result.assessment, receipt.result.pinned)
    if told != (assessment.id, sha256_of(files[ASSESSMENT_FILE]), assessment.id, assessment.pinned):
        return data, failed("data", tr("The receipt belongs to another assessment."))
    if submitted is not None and _as_submitted(submitted) != (
        assessment.id,
        assessment.submission.outcome if assessment.submission else None,
        assessment.pinned,
        sha256_of(files[ASSESSMENT_FILE]),
        sha256_of(files[RECEIPT_FILE]),
    ):
        return data, failed("data", tr("The ledger tells that other data were submitted."))
    return data, passed("data")


def check_history(data: Data) -> Check:
    """Check that each entry of the assessment's history follows from the one before, and the last is the submission."""
    history, put = data.assessment.history, data.assessment.submission
    place = broken_at(history)
    if place is not None:
        return failed("history", tr("From entry {entry} on it doesn’t follow from what was before.", entry=place + 1))
    last = [(entry.what, entry.at, entry.by, entry.new) for entry in history[-1:]]
    if put and last != [("submitted", put.at, put.by, put.outcome)]:
        return failed("history", tr("It doesn’t end with what was put forward."))
    return passed("history")


def check_questionnaire(data: Data, packs: tuple[Path, ...]) -> tuple[Ruleset | None, Check]:
    """Find the questionnaire by its hash: one that comes with the program, or one that was kept beside the ledger.

    It is never taken from the file itself.
    """
    pinned = data.assessment.pinned
    try:
        ruleset, source = find_pinned(pinned, packs, language=data.assessment.language)
    except LanguageError as error:
        return None, warned("questionnaire", str(error))
    except (ContentError, ImpactCheckError) as error:
        told = tr(
            "{version} with the hash {hash} neither comes with the program nor is kept beside the ledger.",
            version=pinned.version,
            hash=pinned.sha256[:16],
        )
        return None, warned("questionnaire", f"{told} {error}".strip() if not isinstance(error, ContentError) else told)
    if ruleset.pinned != pinned:
        told = tr("With this hash it is {found}, not {told}.", found=ruleset.pinned.version, told=pinned.version)
        return None, failed("questionnaire", told)
    if source == "bundled":
        return ruleset, passed("questionnaire", tr("It comes with this program: {version}.", version=pinned.version))
    return ruleset, passed(
        "questionnaire",
        tr("It doesn’t come with this program, but was kept elsewhere: {version}.", version=pinned.version),
    )


def check_rating(data: Data, ruleset: Ruleset, engine: str) -> tuple[Result, Check]:
    """Work the whole result out again from the answers, and compare it with what the receipt tells."""
    receipt = data.receipt
    result = evaluate(ruleset, data.assessment, receipt.result.on)
    again = make_receipt(ruleset, data.assessment, result, toolchain=receipt.toolchain)
    submission = data.assessment.submission
    if again == receipt and (submission is None or submission.on == result.on):
        return result, passed("rating")
    if receipt.engine != engine and submission is not None and submission.on == result.on:
        told = tr(
            "Another version of impact_check ({theirs}) worked it out, and with this one ({ours}) it comes out "
            "differently. Install that version to check it.",
            theirs=receipt.engine,
            ours=engine,
        )
        return result, warned("rating", told)
    parts = [name for name in Result.model_fields if getattr(result, name) != getattr(receipt.result, name)]
    if parts:
        return result, failed("rating", tr("The answers lead to something else in: {parts}.", parts=listed(parts)))
    return result, failed(
        "rating", tr("It was worked out from something other than these answers, or for another day.")
    )


def check_outcome(data: Data, ruleset: Ruleset) -> Check:
    """Check that what was put forward was permitted, with all that it needs."""
    submission = data.assessment.submission
    if submission is None:
        return failed("outcome", tr("Nothing was put forward: this report was not made to be signed."))
    try:
        submit(ruleset, data.assessment, submission)
    except SignOffError as error:
        return failed("outcome", str(error))
    return passed("outcome")


def check_signatories(result: Result, asked: tuple[Role, ...]) -> Check:
    """Check that those were asked to sign who must, given the rating."""
    if result.signatories == asked:
        return passed("signatories")
    wanted = listed([role_in_words(role) for role in result.signatories])
    return failed("signatories", tr("With this rating, these must sign: {roles}.", roles=wanted))


def _as_submitted(submitted: Submitted) -> tuple[object, ...]:
    return (
        submitted.reference,
        submitted.outcome,
        submitted.pinned,
        submitted.assessment_sha256,
        submitted.receipt_sha256,
    )


def _unreadable(receipt: bytes, engine: str) -> Check:
    """Say why the data can't be read. The version is the file's own word, so the check is never passed on it."""
    try:
        theirs = str(json.loads(receipt)["engine"])[:40]
    except (ValueError, KeyError, TypeError, RecursionError):
        theirs = engine
    if theirs == engine:
        return failed("data", tr("They aren’t an assessment and its receipt as the program writes them."))
    told = tr(
        "Another version of impact_check wrote them ({theirs}). Install that version to check them.", theirs=theirs
    )
    return warned("data", told)
