"""What software that embeds impact_check needs most, from values to values: `impact_check` itself hands these on.

Of these functions only `load_questionnaire`, `load_pinned`, `render` to PDF, `verify` and `sign` touch files or start
a process. None reads the clock or the environment to decide anything, and none prints.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import JsonValue

from impact_check.errors import AnswersFileError, Fault, PinnedError
from impact_check.model.assessment import Assessment, Evidence, Mitigation
from impact_check.model.comparison import Comparison
from impact_check.model.result import Result
from impact_check.rules import Ruleset

if TYPE_CHECKING:
    from impact_check.model.questionnaire import Role
    from impact_check.signoff.signing import SignOff
    from impact_check.signoff.verdict import Verdict

ReportFormat = Literal["pdf", "html", "docx", "text"]


def load_pinned(assessment: Assessment, *, places: Sequence[Path] = (), language: str = "en") -> Ruleset:
    """Load the very questionnaire that an assessment was answered under, by its content hash.

    It comes with the program, or lies in one of `places`: folders of packs, archives, or folders of archives.
    Raises ContentError if it is nowhere, LanguageError.
    """
    from impact_check.loading import find_pinned

    return find_pinned(assessment.pinned, tuple(places), language)[0]


def load_assessment(data: bytes | str) -> Assessment:
    """Read the content of an assessment file (`*.lia.json`), of this format or an earlier one.

    Raises NewerFileError if a newer version wrote it, DamagedFileError if it isn't a whole assessment.
    """
    from impact_check.storage import parse_assessment

    return parse_assessment(data, Path("assessment"))


def dump_assessment(assessment: Assessment) -> bytes:
    """Return the content of an assessment file: JSON in UTF-8. `load_assessment` gives the same assessment again."""
    from impact_check.storage import assessment_text

    return assessment_text(assessment).encode()


def from_answers(
    questionnaire: Ruleset,
    answers: Mapping[str, JsonValue],
    *,
    id: str,  # noqa: A002  # The field's name.
    by: str,
    at: datetime,
    evidence: Sequence[Evidence] = (),
    mitigations: Sequence[Mitigation] = (),
) -> Assessment:
    """Make an assessment from answers.

    answers: by question id: an option id, a whole number, an ISO date, a list of option ids, a text; `dont_know`;
    `{"value": ..., "evidence": ["E1"]}`, `{"dont_know": True, "who": ..., "by_when": ...}` or
    `{"not_applicable": reason}`. A question that is left out is unanswered, which counts as unknown, never as “no”.
    id: what the assessment is called, such as a case number. by: who answered. at: when, to note beside each answer.
    Raises AnswersFileError with every answer that doesn't fit; the path of each is a JSON pointer into what was given.
    """
    from impact_check.interview import fill
    from impact_check.model.answers_file import Given

    given = Given(given=dict(answers), evidence=tuple(evidence), mitigations=tuple(mitigations))
    assessment, misfits = fill(questionnaire, given, id=id, by=by, at=at)
    if misfits:
        raise AnswersFileError(tuple(Fault(_pointer(misfit.way), 0, 0, "answer", misfit.message) for misfit in misfits))
    return assessment


def _pointer(way: tuple[str | int, ...]) -> str:
    """Return the way to a thing as a JSON pointer (RFC 6901)."""
    names = ("answers" if part == "given" and place == 0 else part for place, part in enumerate(way))
    return "".join("/" + str(name).replace("~", "~0").replace("/", "~1") for name in names)


def assess(questionnaire: Ruleset, assessment: Assessment, *, on: date, any_version: bool = False) -> Result:
    """Rate an assessment: findings, ratings as pairs (confirmed, possible), alignment, what is permitted, and why.

    on: the day it is judged for; commitments due before it and not kept have lapsed. any_version: rate it although it
    was answered under another questionnaire, or another version of this one. The same values give the same result.
    Raises PinnedError if it was, and `any_version` doesn't say so.
    """
    from impact_check.engine import evaluate

    check_pinned(questionnaire, assessment, any_version=any_version)
    return evaluate(questionnaire, assessment, on)


def compare(questionnaire: Ruleset, assessment: Assessment, *, on: date, any_version: bool = False) -> Comparison:
    """Rate the proposal and each of its alternatives, and say what differs and what is the same for all.

    on, any_version: as for `assess`. Raises PinnedError.
    """
    from impact_check import engine

    check_pinned(questionnaire, assessment, any_version=any_version)
    return engine.compare(questionnaire, assessment, on)


def check_pinned(questionnaire: Ruleset, assessment: Assessment, *, any_version: bool = False) -> None:
    """Raise PinnedError unless this is the questionnaire that was answered, or `any_version`."""
    pinned, given = assessment.pinned, questionnaire.pinned
    if pinned.sha256 != given.sha256 and not any_version:
        raise PinnedError(*(f"{one.questionnaire} ({one.version}; {one.sha256[:16]})" for one in (pinned, given)))


def render(
    questionnaire: Ruleset,
    assessment: Assessment,
    result: Result,
    kind: ReportFormat = "pdf",
    *,
    public: bool = False,
    apart: bool = False,
) -> bytes:
    """Return the report: an accessible PDF to keep and sign, one web page, a Word file, or page 1 as plain text.

    result: of `assess`, for the same values. public: leave out what isn't public. apart: lay out the PDF in a process
    of its own, which ends at a limit of time and memory. The same values give the same bytes on the same computer.
    Texts are in UTF-8. Raises ReportError if a text can't be printed, MissingLibraryError.
    """
    from impact_check.api import committee, reports

    match kind:
        case "pdf":
            return reports.report_pdf(questionnaire, assessment, result, public=public, apart=apart)
        case "html":
            return reports.report_html(questionnaire, assessment, result, public=public).encode()
        case "docx":
            return committee.report_docx(questionnaire, assessment, result, public=public)
        case "text":
            return _summary(questionnaire, assessment, result, public=public).encode()
    raise ValueError(f"there is no report as {kind!r}: choose pdf, html, docx or text")


def _summary(questionnaire: Ruleset, assessment: Assessment, result: Result, *, public: bool) -> str:
    from impact_check.api.reports import summary
    from impact_check.privacy import publishable, publishable_result

    if not public:
        return summary(questionnaire, assessment, result)
    published = publishable(questionnaire, assessment).assessment
    return summary(questionnaire, published, publishable_result(result, published))


def sign(
    pdf: Path,
    ledger: Path,
    role: "Role",
    key: Path,
    passphrase: str,
    *,
    at: datetime,
    present: Assessment | None = None,
) -> "SignOff":
    """Sign a submitted PDF in a role, and record it in the council's ledger.

    It works on files, not on bytes: a signature counts only once the ledger has it, so both change together or not at
    all, and one signer at a time. pdf: as `submit` made it. ledger: its folder. key: PKCS#12. present: the assessment
    as it is now; what was changed since it was submitted isn't signed.
    Raises SignOffError, KeyFileError, LedgerError, OSError; the PDF is then as it was. MissingLibraryError.
    """
    from impact_check.api.keys import ledger_folder
    from impact_check.api.sign_off import key_in_file, sign_report

    return sign_report(pdf, ledger_folder(ledger), role, key_in_file(key, passphrase), at=at, present=present)


def verify(
    pdf: bytes,
    *,
    now: datetime,
    roots: Sequence[bytes],
    ledger: bytes | None = None,
    head: str = "",
    against: Assessment | None = None,
    full: bytes | None = None,
    places: Sequence[Path] = (),
) -> "Verdict":
    """Check a signed report, or a public copy of one, in a process of its own with limits of time and memory.

    roots: the council's root certificate (PEM or DER), which you have from the council and not from the sender;
    without a ledger also those of other authorities that it trusts. ledger: the content of `ledger.jsonl`. head: the
    hash of a ledger line that was published. against: the assessment as it is today, to see whether it is what was
    signed. full: the signed file that a public copy was made from. places: as for `load_pinned`.
    Nothing wrong found is not the same as accepted: look at `.accepted`. Raises KeyFileError, MissingLibraryError.
    """
    from impact_check.signoff.packages import check_can_sign

    check_can_sign()
    from impact_check.signoff.certificates import as_pem, read_certificate
    from impact_check.signoff.verifying.verify_apart import Given, verify_apart

    trusted = tuple(as_pem(read_certificate(root)) for root in roots)
    given = Given(trusted, ledger, head, tuple(map(str, places)), against, full)
    return verify_apart(pdf, given, now=now)
