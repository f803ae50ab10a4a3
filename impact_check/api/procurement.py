"""An assessment and its result -> what procurement systems take: release fragments, contract indicators, registers."""

from datetime import datetime
from typing import TYPE_CHECKING

from impact_check.language import speaking
from impact_check.model.assessment import Assessment
from impact_check.model.result import Result
from impact_check.rules import Ruleset

if TYPE_CHECKING:
    from impact_check.exports.ocds import DocumentType


def planning_fragment(
    ruleset: Ruleset,
    assessment: Assessment,
    result: Result,
    *,
    url: str,
    published: datetime,
    modified: datetime | None = None,
    media_type: str = "application/pdf",
    sha256: str = "",
    document_type: "DocumentType" = "needsAssessment",
    signed: datetime | None = None,
    tender_id: str = "",
    rationale: bool = True,
) -> dict[str, object]:
    """Return a fragment to merge into a release of the Open Contracting Data Standard (OCDS) 1.1.

    It holds `planning` with the reason in a few sentences (`rationale`), the published report (`documents`), and the
    days of sign-off, decision, review and conditions (`milestones`). Only what may be published is in it: give the
    full assessment and its result all the same. Names and stories inside texts are not found by the program.

    url: where anybody can read the report: the public copy, an absolute web address. sha256: of the file there.
    published, modified: of that file, with a time zone. signed: when the last of those who must sign did; only the
    caller can know it. tender_id: of the tender that the report goes with; the document is then under `tender`.
    document_type: `lonelinessImpactAssessment` isn't in the standard's open list; document it if you use it.
    rationale: without it, a release keeps the one it has.
    Raises ReportError if the address, the hash or a time can't be used.
    """
    from impact_check.exports import ocds, shown

    publication = ocds.Publication(
        url=url,
        published=published,
        modified=modified,
        media_type=media_type,
        sha256=sha256,
        document_type=document_type,
        signed=signed,
        tender_id=tender_id,
    )
    with speaking(ruleset.questionnaire.language):
        lookup = shown(ruleset, assessment, result, public=True)
        return ocds.planning_fragment(lookup, publication, rationale=rationale).as_json()


def contract_kpis_json(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> bytes:
    """Return the conditions put forward, and the mitigations that earn credit, as JSON (see `kpis_schema`).

    They are what a contract or a grant can be held to; none binds anybody until it is written in there.
    """
    from impact_check.exports import kpis, shown

    with speaking(ruleset.questionnaire.language):
        return kpis.kpis_json(kpis.kpis(shown(ruleset, assessment, result, public=public)))


def contract_kpis_csv(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> bytes:
    """Return the same as a table (CSV in UTF-8 with a byte order mark)."""
    from impact_check.exports import kpis, shown

    with speaking(ruleset.questionnaire.language):
        lookup = shown(ruleset, assessment, result, public=public)
        return kpis.kpis_csv(kpis.kpis(lookup), lookup)


def register_csv(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> bytes:
    """Return an assessment as a row of a register, with headings (CSV in UTF-8 with a byte order mark)."""
    from impact_check.exports import register, shown

    with speaking(ruleset.questionnaire.language):
        return register.register_csv((register.register_row(shown(ruleset, assessment, result, public=public)),))


def register_xlsx(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> bytes:
    """Return the same as a workbook. Raises MissingLibraryError without XlsxWriter."""
    from impact_check import exports

    with exports.office_library():
        from impact_check.exports.workbook import register_workbook
    with speaking(ruleset.questionnaire.language):
        return register_workbook(exports.shown(ruleset, assessment, result, public=public))
