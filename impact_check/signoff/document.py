"""An assessment and its result -> the report as a PDF that carries both as data, and may have signature fields."""

from dataclasses import dataclass

from impact_check.errors import SignOffError
from impact_check.interview import check_permitted
from impact_check.language import day, speaking, tr
from impact_check.model.assessment import Assessment
from impact_check.model.receipt import Receipt
from impact_check.model.result import Result
from impact_check.privacy import publishable, publishable_result
from impact_check.report import SignedPart, check_characters, render_pdf, report_page
from impact_check.report.toolchain import toolchain
from impact_check.rules import Ruleset
from impact_check.signoff.receipt import as_file, attachments, make_receipt


@dataclass(frozen=True, slots=True)
class Document:
    """A report and the two files inside it."""

    pdf: bytes
    receipt: Receipt
    assessment_json: bytes
    """Canonical JSON; of a public copy without what isn't public."""
    receipt_json: bytes
    """Canonical JSON."""


def document(
    ruleset: Ruleset,
    assessment: Assessment,
    result: Result,
    *,
    public: bool = False,
    for_signing: bool = False,
    record: tuple[SignedPart, ...] | None = None,
    seal_of: str = "",
    apart: bool = False,
) -> Document:
    """Make a report that carries its data.

    result: with its `find_out`, as `evaluate` gives it. public: leave out what isn't public, on the pages and in the
    files. for_signing: with an empty signature field for each person who must sign. record, seal_of: of a public copy
    that is to be sealed: who signed the full report (see `public_signed_part`), and the council, for whose seal there
    is an empty field. apart: lay it out in a process of its own, with limits.
    The same values give the same bytes with the same toolchain.
    Raises SignOffError if it is for signing and may not be signed; ReportError if a text can't be printed or a number
    can't be written; MissingLibraryError if this computer lacks Pango.
    """
    if for_signing:
        _check_signable(ruleset, assessment, result)
    with speaking(ruleset.questionnaire.language):
        carried, told = assessment, result
        if public:
            carried = publishable(ruleset, assessment).assessment
            told = publishable_result(result, carried)
        receipt = make_receipt(ruleset, carried, told, toolchain=toolchain(), is_public_copy=public)
        assessment_json, receipt_json = as_file(carried), as_file(receipt)
        inside = attachments(carried, assessment_json, receipt_json)
    has_fields = for_signing or bool(seal_of)
    page, html = report_page(
        ruleset,
        assessment,
        result,
        public=public,
        for_signing=has_fields,
        receipt=receipt if has_fields else None,
        record=record,
        seal_of=seal_of,
    )
    check_characters(page)
    return Document(render_pdf(html, inside, apart=apart), receipt, assessment_json, receipt_json)


def _check_signable(ruleset: Ruleset, assessment: Assessment, result: Result) -> None:
    submission = assessment.submission
    if submission is None:
        raise SignOffError(tr("Nothing is put forward yet. First say which outcome is to be signed."))
    if result.on != submission.on:
        raise SignOffError(
            tr(
                "It was put forward as rated for {then}, and this is for {now}. Use the same day.",
                then=day(submission.on),
                now=day(result.on),
            )
        )
    check_permitted(ruleset, result, submission)
