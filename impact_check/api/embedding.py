"""What software that embeds impact_check needs most, from values to values: `impact_check` itself hands these on.

Of these functions only `load_questionnaire`, `load_pinned`, `gate`, `render` to PDF or Word, `verify` and `sign` touch
files or start a process. None reads the clock or the environment to decide anything, and none prints.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from impact_check.api.arguments import (
    check_all,
    check_assessment,
    check_content,
    check_day,
    check_moment,
    check_path,
    check_paths,
    check_questionnaire,
    check_result,
    check_text,
    plain_answers,
    pointer,
    raise_faults,
    wrong,
)
from impact_check.errors import ArgumentError, Fault, PinnedError
from impact_check.model.assessment import Assessment, Evidence, Mitigation
from impact_check.model.comparison import Comparison
from impact_check.model.levels import Level
from impact_check.model.result import Result
from impact_check.rules import Ruleset

if TYPE_CHECKING:
    from impact_check.model.gate import GatePolicy, GateVerdict
    from impact_check.model.questionnaire import Role
    from impact_check.model.what_if import WhatIf
    from impact_check.signoff.signing import SignOff
    from impact_check.signoff.verdict import Verdict

ReportFormat = Literal["pdf", "html", "docx", "text"]
AnswerInput = str | int | date | Sequence[str] | Mapping[str, object]
"""One answer as a program gives it: see `from_answers`."""


def load_pinned(assessment: Assessment, *, places: Sequence[Path] = (), language: str = "en") -> Ruleset:
    """Load the very questionnaire that an assessment was answered under, by its content hash.

    It comes with the program, or lies in one of `places`: folders of packs, archives, or folders of archives.
    Raises ContentError if it is nowhere, LanguageError.
    """
    from impact_check.loading import find_pinned

    check_assessment(assessment)
    check_paths("places", places)
    return find_pinned(assessment.pinned, tuple(places), language)[0]


def load_assessment(data: bytes | str) -> Assessment:
    """Read the content of an assessment file (`*.lia.json`), of this format or an earlier one.

    Raises NewerFileError if a newer version wrote it, DamagedFileError if it isn't a whole assessment.
    """
    from impact_check.storage import parse_assessment

    if not isinstance(data, str):
        check_content("data", data)
    elif data and "{" not in data:
        raise wrong("data", "the content of a file, not its name: use Path(name).read_bytes()", data)
    return parse_assessment(data, Path("assessment"))


def dump_assessment(assessment: Assessment) -> bytes:
    """Return the content of an assessment file: JSON in UTF-8. `load_assessment` gives the same assessment again."""
    from impact_check.storage import assessment_text

    check_assessment(assessment)
    return assessment_text(assessment).encode()


def migrate(content: bytes) -> bytes:
    """Return an assessment file of this or any earlier format in the present one: nothing is lost, nothing is added.

    A file of the present format comes back as the program writes it. The questionnaire it is pinned to stays.
    Raises NewerFileError and DamagedFileError as `load_assessment` does.
    """
    from impact_check import storage

    check_content("content", content)
    return storage.migrate(content)


def from_answers(
    questionnaire: Ruleset,
    answers: Mapping[str, "AnswerInput"],
    *,
    id: str,  # noqa: A002  # The field's name.
    by: str,
    at: datetime,
    evidence: Sequence[Evidence] = (),
    mitigations: Sequence[Mitigation] = (),
) -> Assessment:
    """Make an assessment from answers.

    answers: by question id: an option id, a whole number, a date (or an ISO date as text), a list of option ids, a
    text; `dont_know`; `{"value": ..., "evidence": ["E1"]}`, `{"dont_know": True, "who": ..., "by_when": ...}` or
    `{"not_applicable": reason}`. A question that is left out is unanswered, which counts as unknown, never as “no”.
    id: what the assessment is called, such as a case number. by: who answered. at: when, to note beside each answer,
    with its time zone.
    Raises AnswersFileError with every answer that doesn't fit; the path of each is a JSON pointer into what was given.
    """
    from impact_check.interview import fill
    from impact_check.model.answers_file import Given

    check_questionnaire(questionnaire)
    check_text("id", id)
    check_text("by", by)
    check_moment("at", at)
    check_all("evidence", evidence, Evidence, "impact_check.Evidence")
    check_all("mitigations", mitigations, Mitigation, "impact_check.Mitigation")
    plain, unusable = plain_answers(answers)
    given = Given(given=plain, evidence=tuple(evidence), mitigations=tuple(mitigations))
    assessment, misfits = fill(questionnaire, given, id=id, by=by, at=at)
    raise_faults((*unusable, *(Fault(_pointer(misfit.way), 0, 0, "answer", misfit.message) for misfit in misfits)))
    return assessment


def _pointer(way: tuple[str | int, ...]) -> str:
    """Return the way to what doesn't fit as a JSON pointer into the arguments."""
    return pointer(("answers", *way[1:]) if way[0] == "given" else way)


def assess(questionnaire: Ruleset, assessment: Assessment, *, on: date, any_version: bool = False) -> Result:
    """Rate an assessment: findings, ratings as pairs (confirmed, possible), alignment, what is permitted, and why.

    on: the day it is judged for; commitments due before it and not kept have lapsed. any_version: rate it although it
    was answered under another questionnaire, or another version of this one. The same values give the same result.
    Raises PinnedError if it was, and `any_version` doesn't say so.
    """
    from impact_check.engine import evaluate

    check_pinned(questionnaire, assessment, any_version=any_version)
    check_day("on", on)
    return evaluate(questionnaire, assessment, on)


def compare(questionnaire: Ruleset, assessment: Assessment, *, on: date, any_version: bool = False) -> Comparison:
    """Rate the proposal and each of its alternatives, and say what differs and what is the same for all.

    on, any_version: as for `assess`. Raises PinnedError.
    """
    from impact_check import engine

    check_pinned(questionnaire, assessment, any_version=any_version)
    check_day("on", on)
    return engine.compare(questionnaire, assessment, on)


def what_if(
    questionnaire: Ruleset,
    assessment: Assessment,
    target: Level | None = None,
    *,
    most_looks: int = 4_000,
    any_version: bool = False,
) -> "WhatIf":
    """Find the smallest sets of steps that bring the possible rating, as proposed, down to the target.

    target: the worst level that is good enough; None for the next better band. Facts are never changed, only found
    out. Every better answer is taken to be known and evidenced. most_looks: outlooks to try before the search ends.
    any_version: as for `assess`. Raises PinnedError.
    """
    from impact_check import engine

    check_pinned(questionnaire, assessment, any_version=any_version)
    if target is not None and not isinstance(target, Level):
        raise wrong("target", "a Level, such as Level.LOW, or None", target)
    return engine.what_if(questionnaire, assessment, target, most_looks=most_looks)


def explain(questionnaire: Ruleset, assessment: Assessment, result: Result, about: str | None = None) -> str:
    """Say why, as plain text: everything, or the one factor, rule, principle, check or question that `about` names.

    result: of `assess`, for the same values. Raises AnswerError if nothing has that id.
    """
    from impact_check.api import reports

    check_rated(questionnaire, assessment, result)
    return reports.explain(questionnaire, assessment, result, about)


def check_rated(questionnaire: Ruleset, assessment: Assessment, result: Result) -> None:
    """Raise ArgumentError unless this is the result of these answers: rating them again is the only sure test."""
    from impact_check.engine import evaluate

    check_questionnaire(questionnaire)
    check_assessment(assessment)
    check_result(result)
    if evaluate(questionnaire, assessment, result.on) != result:
        raise ArgumentError(
            "result",
            "it isn’t what these answers come to under this questionnaire: it is another decision’s, or something was "
            "changed since. Call assess(...) again, for the values that you give here",
        )


def check_pinned(questionnaire: Ruleset, assessment: Assessment, *, any_version: bool = False) -> None:
    """Raise PinnedError unless this is the questionnaire that was answered, or `any_version`."""
    check_questionnaire(questionnaire)
    check_assessment(assessment)
    pinned, given = assessment.pinned, questionnaire.pinned
    if pinned.sha256 != given.sha256 and not any_version:
        raise PinnedError(*(f"{one.questionnaire} ({one.version}; {one.sha256[:16]})" for one in (pinned, given)))


def gate(
    content: bytes,
    policy: "GatePolicy",
    *,
    now: datetime,
    ledger: bytes | None = None,
    root: bytes | None = None,
    against: bytes | None = None,
    head: str = "",
    places: Sequence[Path] = (),
    reference: str = "",
) -> "GateVerdict":
    """Say whether the decision in a file goes through, with every reason why it doesn't. See docs/gate.md.

    content: of an assessment file, or of a signed report (PDF). It is rated anew; what it says of its own rating or
    sign-off counts for nothing. now: rated for this day; certificates hold at this time. ledger, root: the content of
    `ledger.jsonl`, and of the council's root certificate (PEM or DER), which you have from the council: a PDF can't be
    checked without them. against: the content of the assessment file as it is today. head: the hash of a published
    ledger line. places: as for `load_pinned`; the policy must name the hashes of what is only there. reference: the id
    of the decision that is to go through; empty if any may.
    Whatever the content is, there is a verdict. Raises MissingLibraryError if a PDF can't be checked here.
    """
    from impact_check.api.gating import gate_content
    from impact_check.model.gate import GatePolicy

    check_content("content", content)
    if not isinstance(policy, GatePolicy):
        raise wrong("policy", "what read_policy(...) gives, or a GatePolicy", policy)
    check_moment("now", now)
    if not isinstance(reference, str):
        raise wrong("reference", "the id of a decision as text, or an empty text", reference)
    for name, file in (("ledger", ledger), ("root", root), ("against", against)):
        if file is not None:
            check_content(name, file)
    check_paths("places", places)
    return gate_content(
        content,
        policy,
        today=now.date(),
        now=now,
        ledger=ledger,
        root=root,
        against=against,
        head=head,
        packs=tuple(places),
        reference=reference,
    )


def read_policy(content: bytes) -> "GatePolicy":
    """Read a gate's policy (TOML). Raises GatePolicyError with every mistake, by line."""
    from impact_check.gating import read_policy as read

    check_content("content", content)
    return read(content, "policy")


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

    if kind not in get_args(ReportFormat):
        raise wrong("kind", '"pdf", "html", "docx" or "text"', kind)
    check_rated(questionnaire, assessment, result)
    match kind:
        case "pdf":
            return reports.report_pdf(questionnaire, assessment, result, public=public, apart=apart)
        case "html":
            return reports.report_html(questionnaire, assessment, result, public=public).encode()
        case "docx":
            return committee.report_docx(questionnaire, assessment, result, public=public)
        case "text":
            return _summary(questionnaire, assessment, result, public=public).encode()


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
    from impact_check.model.questionnaire import Role

    for name, path in (("pdf", pdf), ("ledger", ledger), ("key", key)):
        check_path(name, path)
    if role not in get_args(Role):
        raise wrong("role", f"one of {', '.join(get_args(Role))}", role)
    check_moment("at", at)
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
    from impact_check.api.verifying import verify_pdf

    check_content("pdf", pdf)
    check_moment("now", now)
    check_all("roots", roots, bytes, "the content of each certificate, as Path(name).read_bytes() gives it")
    for name, file in (("ledger", ledger), ("full", full)):
        if file is not None:
            check_content(name, file)
    if against is not None:
        check_assessment(against, "against")
    check_paths("places", places)
    return verify_pdf(
        pdf, roots=tuple(roots), now=now, ledger=ledger, head=head, against=against, full=full, packs=tuple(places)
    )
