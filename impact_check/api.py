"""The door for software that embeds impact_check: load, answer, evaluate, report. No terminal, no clock.

Serves procurement and committee systems as well as the command line, which uses nothing else.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import JsonValue

from impact_check.engine import Route, Settled, as_assessment, compare, evaluate, route, settled
from impact_check.engine import what_if as whatif
from impact_check.engine.areas import NamedArea
from impact_check.engine.areas import named_areas as areas_in
from impact_check.errors import AnswersFileError, Fault, MissingLibraryError, TableError
from impact_check.interview import (
    DO_NOTHING,
    Brought,
    Changes,
    Conflict,
    Decision,
    Gap,
    Interview,
    Item,
    Merged,
    Misfit,
    Progress,
    accept_suggestions,
    add_alternative,
    add_evidence,
    alternative,
    answers_table_head,
    bring,
    change_alternative,
    clear,
    clear_override,
    confirm,
    contested,
    do_nothing,
    fill,
    fill_alternative,
    fill_alternatives,
    gap,
    has_changed,
    merge,
    merge_conflicts,
    new_assessment,
    next_question,
    progress,
    put_alternative_mitigation,
    put_mitigation,
    questions_to_ask,
    read_answers_table,
    read_date,
    read_text,
    read_value,
    record,
    remove_alternative,
    remove_alternative_mitigation,
    remove_mitigation,
    repin,
    review,
    same_name,
    set_override,
    still_open,
    stop_early,
    unconfirmed,
    what_changed,
    wrote,
)
from impact_check.interview.merge import in_words as side_in_words
from impact_check.language import marking, speaking, tr
from impact_check.loading import (
    AnswersFormat,
    bundled_packs,
    find_pack,
    load_ruleset,
    locate,
    name_of,
    new_pack,
    read_alternative_file,
    read_answers_file,
    table_content,
)
from impact_check.loading import archive_pack as write_archive
from impact_check.measures import AreaTable, Survey, SurveyColumn, SurveyScores, survey_sheet, survey_table
from impact_check.measures import read_area_table as find_rows
from impact_check.measures import read_survey as read_tables
from impact_check.measures import score_survey as score_responses
from impact_check.model.answers_file import NOT_STATED, AnswersFile
from impact_check.model.assessment import Assessment
from impact_check.model.comparison import Comparison
from impact_check.model.history import broken_at as history_broken_at
from impact_check.model.questionnaire import Option, Question
from impact_check.model.result import Result
from impact_check.model.text import clean_text
from impact_check.model.what_if import WhatIf
from impact_check.privacy import (
    Detail,
    Published,
    details_in_words,
    personal_details,
    publishable,
    without_details,
)
from impact_check.rules import Ruleset
from impact_check.storage import (
    EvidenceStanding,
    Holder,
    Lock,
    backup_of,
    evidence_file,
    evidence_standings,
    holder,
    host,
    is_gone,
    is_link,
    looks_like_file,
    read_assessment,
    read_backup,
    read_drafts,
    recover,
    with_evidence_files,
    with_file,
    write_assessment,
    write_drafts,
)

if TYPE_CHECKING:
    from impact_check.comparing import Moved, PackDiff
    from impact_check.loading.strict_yaml import Document
    from impact_check.model.assessment import Submission
    from impact_check.model.ledger import Appointed, Approval, Dismissed, KeyKind, Trusted, TrustedUse
    from impact_check.model.questionnaire import Role
    from impact_check.proving import Linted, Proved, Tested
    from impact_check.report.coverage import KeptText
    from impact_check.report.parts import ItemPart, OptionsPart
    from impact_check.signoff.certificates import RootKey, SigningKey
    from impact_check.signoff.folder import LedgerFolder
    from impact_check.signoff.ledger import Ledger
    from impact_check.signoff.preview import Preview
    from impact_check.signoff.publishing import Publication
    from impact_check.signoff.signing import SignOff
    from impact_check.signoff.signing_keys import KeyFile, Token
    from impact_check.signoff.standing import Authority, SubmissionStanding
    from impact_check.signoff.status import SignOffStatus
    from impact_check.signoff.verdict import Verdict

__all__ = [
    "DO_NOTHING",
    "AnswersFormat",
    "AreaTable",
    "Brought",
    "Changes",
    "Comparison",
    "Conflict",
    "Decision",
    "Detail",
    "EvidenceStanding",
    "Gap",
    "Holder",
    "Interview",
    "Item",
    "Lock",
    "Merged",
    "NamedArea",
    "Progress",
    "Published",
    "Route",
    "Ruleset",
    "Settled",
    "Survey",
    "SurveyColumn",
    "SurveyScores",
    "accept_suggestions",
    "action_plan_csv",
    "action_plan_xlsx",
    "add_alternative",
    "add_evidence",
    "alternative",
    "answers_header",
    "answers_template",
    "answers_that_fit",
    "appoint",
    "archive_pack",
    "area_table",
    "as_assessment",
    "assessment_beside",
    "assessment_schema",
    "authority",
    "backup_of",
    "blank_form_html",
    "blank_form_pdf",
    "bring",
    "bundled_packs",
    "calendar",
    "certificate_request",
    "certify",
    "challenge_text",
    "change_alternative",
    "characters_in",
    "check_publishable",
    "clear",
    "clear_override",
    "compare",
    "compare_rows",
    "compare_text",
    "comparison_schema",
    "confirm",
    "contested",
    "details_in_words",
    "diff",
    "dismiss",
    "do_nothing",
    "evaluate",
    "evidence_file",
    "evidence_standings",
    "explain",
    "find_pack",
    "gap",
    "graph",
    "graph_fits",
    "graph_page",
    "has_changed",
    "history_broken_at",
    "holder",
    "host",
    "implications",
    "integrated_form",
    "is_gone",
    "is_link",
    "item_part",
    "kept_text",
    "key_in_file",
    "key_on_token",
    "ledger_folder",
    "lint",
    "lint_report",
    "load_questionnaire",
    "locate",
    "looks_like_file",
    "merge",
    "merge_conflicts",
    "moved",
    "named_areas",
    "new_assessment",
    "new_ledger",
    "new_pack",
    "new_signing_key",
    "next_question",
    "options",
    "personal_details",
    "personal_details_in",
    "progress",
    "prove",
    "publish_report",
    "publishable",
    "put_alternative_mitigation",
    "put_mitigation",
    "questions_to_ask",
    "read_alternative",
    "read_answers",
    "read_assessment",
    "read_backup",
    "read_date",
    "read_drafts",
    "read_request",
    "read_survey",
    "read_text",
    "read_token",
    "read_value",
    "receipt_schema",
    "record",
    "recover",
    "remove_alternative",
    "remove_alternative_mitigation",
    "remove_mitigation",
    "repin",
    "report_docx",
    "report_html",
    "report_pdf",
    "result_schema",
    "review",
    "route",
    "score_survey",
    "set_override",
    "settled",
    "side_in_words",
    "sign_off_status",
    "sign_off_text",
    "sign_report",
    "speaking",
    "still_open",
    "stop_early",
    "submissions",
    "submit_report",
    "summary",
    "survey_columns",
    "survey_page",
    "survey_table",
    "test_cases",
    "trust",
    "unconfirmed",
    "verify_report",
    "what_changed",
    "what_is_signed",
    "whatif",
    "whatif_text",
    "with_evidence_files",
    "with_file",
    "withdraw_report",
    "without_details",
    "write_assessment",
    "write_drafts",
    "wrote",
]


def load_questionnaire(pack: str | Path = "kirklees", language: str = "en") -> Ruleset:
    """Load a bundled questionnaire pack by name, or the one in a folder, with its texts in a language.

    language: BCP 47, such as `cy`. Texts without a translation are English; `questionnaire.untranslated` names them.
    Reports are in the language of their questionnaire. For messages, such as those of AnswerError, use `speaking`.
    Raises ContentError with every fault found (a policy officer can mend them), LanguageError if neither the pack nor
    the program has anything in the language.
    """
    return load_ruleset(pack, language)


def lint(pack: str | Path) -> tuple[Fault, ...]:
    """Return every fault and warning of a pack as its authors wrote it, in file order: form, references, wording."""
    return lint_report(pack).faults


def lint_report(pack: str | Path) -> "Linted":
    """Return the faults that `lint` does, and the age at which the questions can be read."""
    from impact_check import proving  # Needed by authors only, so not loaded with the rest.

    return proving.lint(pack)


def prove(*packs: str | Path, jobs: int = 1) -> "tuple[Proved, ...]":
    """Return what was proved about each pack by trying answers: claims, counts, and what speaks against them.

    Several packs at once are quicker than one after the other: what they share is tried only once.
    jobs: how many processes may work at once; more than one only in a program without threads.
    """
    from impact_check import proving

    return proving.prove(packs, jobs=jobs)


def test_cases(pack: str | Path) -> "Tested":
    """Run the worked cases of a pack: how many there are, what they show, and each line that doesn't come out."""
    from impact_check import proving

    return proving.try_cases(pack)


def diff(old: str | Path, new: str | Path) -> "PackDiff":
    """Compare two versions of a pack by what they say, not how: their conditions for every answer there is.

    old, new: a bundled pack by name, or a folder. Raises ContentError if one of them has faults.
    """
    from impact_check.comparing import diff as compare

    return compare(old, new)


def moved(packs: "PackDiff", assessment: Assessment, *, on: date) -> "Moved":
    """Return what comes out differently for an assessment under the two versions, and which changes are behind it.

    on: the day it is judged for. The assessment may have been answered under either version, or another.
    """
    from impact_check.comparing import moved as compare

    return compare(packs, assessment, on)


def graph(ruleset: Ruleset, about: str | None = None) -> str:
    """Return what leads to what as a Mermaid flowchart: questions, rules, risk factors, elements of the strategy.

    about: the id of one thing, to see only what it touches. Raises AnswerError if nothing has that id.
    """
    from impact_check.comparing import graph as draw
    from impact_check.comparing import mermaid

    return mermaid(draw(ruleset, about))


def graph_fits(flowchart: str) -> bool:
    """Tell whether Mermaid draws a flowchart of this size unless it is told otherwise."""
    from impact_check.comparing import fits

    return fits(flowchart)


def graph_page(ruleset: Ruleset, about: str | None = None) -> str:
    """Return the same as a Markdown page; a whole too large for Mermaid becomes one flowchart for each section.

    Raises AnswerError if nothing has the id `about`.
    """
    from impact_check.comparing import markdown

    return markdown(ruleset, about)


def options(ruleset: Ruleset, question: Question) -> tuple[Option, ...]:
    """Return the options that a question offers, in order: yes and no, its own, the groups, none of these."""
    return ruleset.options[question.id]


def answers_header(source: Path | str | bytes, *, written_as: AnswersFormat | None = None) -> AnswersFile:
    """Read an answers file without a questionnaire: which one it is for, who answered, for which day.

    source: a path, or the content itself. written_as: what it is, if neither its name nor its beginning tells.
    Raises AnswersFileError with every fault in its form.
    """
    table = table_content(source, written_as)
    if table is None:
        return read_answers_file(source).answers
    try:
        return answers_table_head(table, name_of(source))
    except TableError as error:
        raise AnswersFileError(error.faults) from error


def read_answers(
    ruleset: Ruleset,
    source: Path | str | bytes,
    *,
    at: datetime,
    by: str = "",
    written_as: AnswersFormat | None = None,
) -> Assessment:
    """Turn an answers file into an assessment.

    source: a path, or the content itself (YAML, JSON or a table as CSV). at: the time to note beside each answer.
    by: who answered, if the file doesn't say. written_as: what it is, if neither its name nor its beginning tells.
    Raises AnswersFileError with every answer that doesn't fit, by file, line and column; of a table, row and column.
    """
    assessment, faults = answers_that_fit(ruleset, source, at=at, by=by, written_as=written_as)
    if faults:
        raise AnswersFileError(faults)
    return assessment


def answers_that_fit(
    ruleset: Ruleset,
    source: Path | str | bytes,
    *,
    at: datetime,
    by: str = "",
    written_as: AnswersFormat | None = None,
) -> tuple[Assessment, tuple[Fault, ...]]:
    """Turn what fits of an answers file into an assessment, and tell what doesn't.

    As `read_answers`; raises AnswersFileError only if the file as a whole can't be read.
    """
    content = table_content(source, written_as)
    if content is None:
        answers, document = read_answers_file(source)
        named = _who(answers, by)
        assessment, misfits = fill(ruleset, answers, id=answers.id, by=named, at=at)
        assessment, more = fill_alternatives(ruleset, assessment, answers.alternatives, by=named, at=at)
        return assessment, _faults((*misfits, *more), document)
    try:
        table = read_answers_table(ruleset, content, name_of(source))
    except TableError as error:
        raise AnswersFileError(error.faults) from error
    assessment, misfits = fill(ruleset, table.given, id=table.given.id, by=_who(table.given, by), at=at)
    found = (table.fault(misfit.way, misfit.message) for misfit in misfits)
    return assessment, tuple(sorted((*table.faults, *found)))


def _who(answers: AnswersFile, by: str) -> str:
    named = by if by and answers.by == NOT_STATED else answers.by
    return " ".join(clean_text(named).text.split()) or NOT_STATED


def answers_template(
    ruleset: Ruleset, assessment: Assessment | None = None, *, written_as: AnswersFormat = "yaml"
) -> str:
    """Return an answers file with every question in order, and beside each what one needs to answer it.

    assessment: whose answers to fill in; those that don't fit their question any more are only told. Without it every
    question is `unanswered`. A table (`csv`) holds no mitigations.
    """
    from impact_check.report.answers_template import answers_table, answers_yaml

    with speaking(ruleset.questionnaire.language):
        return answers_table(ruleset, assessment) if written_as == "csv" else answers_yaml(ruleset, assessment)


def personal_details_in(
    ruleset: Ruleset, source: Path | str | bytes, *, written_as: AnswersFormat | None = None
) -> tuple[Fault, ...]:
    """Return a warning for each text of an answers file that looks as if it held a personal detail, in file order.

    source, written_as: as for `read_answers`.
    """
    return _warnings_in(ruleset, source, written_as, "personal-detail", _looks_personal)


def characters_in(
    ruleset: Ruleset, source: Path | str | bytes, *, written_as: AnswersFormat | None = None
) -> tuple[Fault, ...]:
    """Return a warning for each text of an answers file with characters that aren't kept, or that the PDF can't show.

    source, written_as: as for `read_answers`.
    """
    return _warnings_in(ruleset, source, written_as, "characters", _characters_told)


def kept_text(text: str) -> "KeptText":
    """Return a text that somebody wrote as it is kept and printed, and sentences on what was lost or can't be shown."""
    from impact_check.report.coverage import kept_text as look_over

    return look_over(text)


def _warnings_in(
    ruleset: Ruleset,
    source: Path | str | bytes,
    written_as: AnswersFormat | None,
    code: str,
    look: Callable[..., str],
) -> tuple[Fault, ...]:
    """Return a warning wherever `look` has something to say of the texts there."""
    content = table_content(source, written_as)
    if content is None:
        document = read_answers_file(source).document
        return tuple(
            document.fault(way, code, told, severity="warning")
            for way, text in document.texts()
            if (told := look(text))
        )
    table = read_answers_table(ruleset, content, name_of(source))
    faults = (
        table.fault(("given", question), told)
        for question, given in table.given.given.items()
        if (told := look(*_texts_in(given)))
    )
    return tuple(replace(fault, code=code, severity="warning") for fault in faults)


def _looks_personal(*texts: str) -> str:
    found = tuple(detail for text in texts for detail in personal_details(text))
    return tr("this looks like {details}", details=details_in_words(found)) if found else ""


def _characters_told(*texts: str) -> str:
    return " ".join(kept_text("\n".join(texts)).told)


def _texts_in(given: JsonValue) -> Iterator[str]:
    match given:
        case str():
            yield given
        case dict():
            for value in given.values():
                yield from _texts_in(value)


def read_alternative(
    ruleset: Ruleset, assessment: Assessment, source: Path | str, *, title: str = "", by: str, at: datetime
) -> Assessment:
    """Add another option from a file with its title and the answers that differ from the proposal's.

    source: a path, or the text itself (YAML or JSON). title: used instead of the file's, unless it is empty.
    Raises AnswersFileError with everything that doesn't fit, by file, line and column.
    """
    given, document = read_alternative_file(source)
    given = given.model_copy(update={"title": title or given.title})
    assessment, misfits = fill_alternative(ruleset, assessment, given, by=by, at=at)
    if misfits:
        raise AnswersFileError(_faults(misfits, document))
    return assessment


def _faults(misfits: Iterable[Misfit], document: "Document") -> tuple[Fault, ...]:
    return tuple(sorted(document.fault(misfit.way, "answer", misfit.message) for misfit in misfits))


def explain(ruleset: Ruleset, assessment: Assessment, result: Result, about: str | None = None) -> str:
    """Say why, as plain text: everything, or the one factor, rule, principle, check or question that `about` names.

    Raises AnswerError if nothing has that id.
    """
    from impact_check.report import rule_words
    from impact_check.report.plain import explain_text

    with speaking(ruleset.questionnaire.language):
        return explain_text(ruleset.questionnaire, assessment, result, rule_words(ruleset), about)


def summary(ruleset: Ruleset, assessment: Assessment, result: Result) -> str:
    """Return page 1 of the report as plain text."""
    from impact_check.report import rule_words, view
    from impact_check.report.plain import summary_text

    found = gap(ruleset, assessment, result)
    with speaking(ruleset.questionnaire.language):
        return summary_text(view(ruleset.questionnaire, assessment, result, words=rule_words(ruleset), gap=found))


def whatif_text(ruleset: Ruleset, assessment: Assessment, result: Result, found: WhatIf) -> str:
    """Say what would bring the rating down, as plain text: a line for each way. found: what `whatif` returns."""
    from impact_check.report.lookup import Lookup
    from impact_check.report.plain import what_if_text
    from impact_check.report.what_if import what_if_part

    with speaking(ruleset.questionnaire.language):
        return what_if_text(what_if_part(Lookup(ruleset.questionnaire, assessment, result, {}), found))


def item_part(ruleset: Ruleset, assessment: Assessment, result: Result, item: Item) -> "ItemPart":
    """Put one contested thing in words: its title, why it is contested, and rows of what it rests on."""
    from impact_check.report.challenge import item_part as put_in_words
    from impact_check.report.lookup import Lookup

    with speaking(ruleset.questionnaire.language):
        return put_in_words(Lookup(ruleset.questionnaire, assessment, result, {}), item)


def challenge_text(ruleset: Ruleset, assessment: Assessment, result: Result, by: str) -> str:
    """Say what one challenger has said and what their answers make of the rating, as plain text; empty if nothing."""
    from impact_check.report.challenge import challenge_part
    from impact_check.report.lookup import Lookup
    from impact_check.report.plain import second_person_text

    found = gap(ruleset, assessment, result)
    with speaking(ruleset.questionnaire.language):
        part = challenge_part(Lookup(ruleset.questionnaire, assessment, result, {}), found)
        return "\n".join(second_person_text(person) for person in part.people if same_name(person.name, by))


def compare_text(
    ruleset: Ruleset, assessment: Assessment, comparison: Comparison, *, width: int = 80, in_blocks: bool = False
) -> str:
    """Say the proposal and its alternatives side by side, as plain text with lines of at most `width` characters.

    comparison: what `compare` returns. in_blocks: one option after the other, as where the width is too small.
    """
    from impact_check.report.plain import options_text

    with speaking(ruleset.questionnaire.language):
        return options_text(_options_part(ruleset, assessment, comparison), width, in_blocks=in_blocks)


def compare_rows(ruleset: Ruleset, assessment: Assessment, comparison: Comparison) -> tuple[tuple[str, ...], ...]:
    """Return the same as rows for a spreadsheet, with headings: what is compared, then a column for each option."""
    from impact_check.report.plain import options_rows

    with speaking(ruleset.questionnaire.language):
        return options_rows(_options_part(ruleset, assessment, comparison))


def _options_part(ruleset: Ruleset, assessment: Assessment, comparison: Comparison) -> "OptionsPart":
    from impact_check.report.lookup import Lookup
    from impact_check.report.options import options_part

    result = evaluate(ruleset, assessment, comparison.on, with_find_out=False)
    return options_part(Lookup(ruleset.questionnaire, assessment, result, {}), comparison)


def report_html(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> str:
    """Return the report as one HTML page that refers to nothing outside itself.

    public: leave out what isn't public, as `publishable` does, and list what was left out. Give the full assessment
    and its result all the same.
    Raises ReportError, which names the answer, if a text is too large to print.
    """
    from impact_check.report import report_page

    return report_page(ruleset, assessment, result, public=public)[1]


def report_pdf(
    ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False, apart: bool = False
) -> bytes:
    """Return the report as an accessible PDF to keep (PDF/A-3a and PDF/UA-1, A4), with its data as files inside.

    public: as for `report_html`; the data are then those of the public copy.
    apart: lay its pages out in a process of its own, which ends at a limit of time and memory.
    Raises ReportError if a text can't be printed, MissingLibraryError if this computer lacks Pango.
    """
    from impact_check.signoff.document import document

    return document(ruleset, assessment, result, public=public, apart=apart).pdf


def survey_columns() -> tuple[SurveyColumn, ...]:
    """Return each heading of the survey table with what may stand below it, in order."""
    return survey_sheet().columns


def survey_page() -> str:
    """Return the survey sheet with the four questions in exact words, as one HTML page to print or show."""
    from impact_check.report.survey_sheet import render_survey_sheet

    return render_survey_sheet(survey_sheet())


def report_docx(
    ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False, appendix: str = ""
) -> bytes:
    """Return the report as a Word document (DOCX, A4), to attach to a committee paper. public: as for `report_html`.

    appendix: such as `Appendix 2`: this heading comes first, and all headings of the report go down one level.
    Raises ReportError if a text is too large, MissingLibraryError without python-docx.
    """
    from impact_check.exports import office_library
    from impact_check.report import report_page

    with office_library():
        from impact_check.exports.docx import report_docx as write
    with speaking(ruleset.questionnaire.language):
        return write(report_page(ruleset, assessment, result, public=public)[1], appendix=appendix)


def implications(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> str:
    """Return “Loneliness implications”, half a page of plain text to paste into a committee report."""
    from impact_check import exports

    with speaking(ruleset.questionnaire.language):
        return exports.implications(exports.shown(ruleset, assessment, result, public=public))


def integrated_form(
    ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False, case: str = ""
) -> str:
    """Return what goes into the fields of a council's own integrated impact assessment form, as plain text.

    case: the number of that assessment, such as `IIA-123456789`; without it, the one among the answers.
    """
    from impact_check import exports

    with speaking(ruleset.questionnaire.language):
        return exports.integrated_form(exports.shown(ruleset, assessment, result, public=public), case=case)


def calendar(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> bytes:
    """Return the days on which something is due as a calendar file (ICS), with alarms.

    Raises ReportError if no day is on file, MissingLibraryError without icalendar.
    """
    from impact_check import exports

    with exports.office_library():
        from impact_check.exports.calendar import calendar as write
    with speaking(ruleset.questionnaire.language):
        return write(exports.shown(ruleset, assessment, result, public=public))


def action_plan_csv(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> bytes:
    """Return what must be done, by whom and when, as a table (CSV in UTF-8 with a byte order mark)."""
    from impact_check import exports

    with speaking(ruleset.questionnaire.language):
        return exports.plan_csv(exports.action_plan(exports.shown(ruleset, assessment, result, public=public)))


def action_plan_xlsx(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> bytes:
    """Return the same as a workbook. Raises MissingLibraryError without XlsxWriter."""
    from impact_check import exports

    with exports.office_library():
        from impact_check.exports.workbook import action_workbook as write
    with speaking(ruleset.questionnaire.language):
        return write(exports.shown(ruleset, assessment, result, public=public))


def read_survey(baseline: Path, follow_up: Path | None = None, *, by: str | None = None) -> Survey:
    """Read survey answers from one CSV file, or from one for each time.

    by: heading of the column to group by. Raises TableError with every fault, by row and column.
    """
    return read_tables([(str(path), _content(path)) for path in (baseline, follow_up) if path], by)


def score_survey(ruleset: Ruleset, survey: Survey) -> SurveyScores:
    """Score a survey: shares with 95% intervals, small counts hidden, beside the questionnaire's national figures."""
    return score_responses(survey, ruleset.questionnaire.comparators)


def named_areas(ruleset: Ruleset, assessment: Assessment, result: Result) -> tuple[NamedArea, ...]:
    """Return the wards and other areas that the answers name, and whether each is in force on the day of the change."""
    return areas_in(ruleset.questionnaire, assessment, result)


def area_table(
    ruleset: Ruleset, table: Path, areas: Iterable[str], *, source: str | None = None, day: str | None = None
) -> AreaTable:
    """Find what a table of figures (CSV) says about some areas, given by id.

    source, day: where all figures come from and what they are of, if the table has no columns for that.
    Raises TableError with every fault, by row and column.
    """
    lists = ruleset.questionnaire.area_lists
    return find_rows(_content(table), str(table), areas, lists, source=source, day=day)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"can't be read: {error.strerror}"
        raise TableError((Fault(str(path), 0, 0, "unreadable", message),)) from error


def blank_form_html(ruleset: Ruleset) -> str:
    """Return a form with every question of a questionnaire, to fill in by hand, as one HTML page."""
    from impact_check.report import blank_view, render_blank, with_marks

    with speaking(ruleset.questionnaire.language), marking():
        return render_blank(blank_view(with_marks(ruleset)))


def blank_form_pdf(ruleset: Ruleset, *, apart: bool = False) -> bytes:
    """Return the same form as an accessible PDF to keep (PDF/A-3a and PDF/UA-1, A4). apart: as for `report_pdf`.

    Raises ReportError if a text can't be printed, MissingLibraryError if this computer lacks Pango.
    """
    from impact_check.report import render_pdf

    return render_pdf(blank_form_html(ruleset), apart=apart)


def archive_pack(pack: str | Path, into: Path) -> Path:
    """Write a bundled pack, or the one in a folder, with all it is loaded from, as a zip into a folder; return it.

    Raises ContentError if the pack has faults, OSError if it can't be written.
    """
    return write_archive(find_pack(pack), into)


def new_ledger(path: Path, council: str, passphrase: str, *, at: datetime) -> "LedgerFolder":
    """Make the folder of a council's sign-off ledger, with its keys. passphrase: locks the council's root key.

    Raises SignOffError if there is something at that path, KeyFileError if the name or the passphrase can't be used,
    LedgerError if the folder can't be written.
    """
    _check_can_sign()
    from impact_check.signoff.folder import create

    return create(path, council, passphrase, at)


def ledger_folder(path: Path, roots: Path | None = None) -> "LedgerFolder":
    """Find a ledger: its folder, or the file ledger.jsonl alone. `.read()` checks its lines.

    roots: the council's root certificate, if it isn't beside the ledger. Raises LedgerError, KeyFileError.
    """
    _check_can_sign()
    from impact_check.signoff.folder import load

    return load(path, roots)


def verify_report(
    pdf: bytes,
    *,
    now: datetime,
    ledger: Path | None = None,
    roots: tuple[Path, ...] = (),
    head: str = "",
    against: Assessment | None = None,
    full: bytes | None = None,
    packs: tuple[Path, ...] = (),
) -> "Verdict":
    """Check a signed report, or a public copy of one, in a process of its own with limits of time and memory.

    ledger: its folder, or the file ledger.jsonl. roots: the council's root certificate, if it isn't in that folder or a
    copy from elsewhere is to be relied on; without a ledger also those of other authorities that the council trusts.
    head: the hash of a ledger line that was published. against: an assessment file of today, to see whether it is what
    was signed. full: the signed file that a public copy was made from. packs: where questionnaires are kept, besides
    those of the program and of the ledger's folder.
    Raises KeyFileError, LedgerError if what is relied on isn't there, MissingLibraryError. A ledger that was tampered
    with is a check that fails.
    """
    _check_can_sign()
    from impact_check.signoff.certificates import as_pem, read_certificate
    from impact_check.signoff.folder import read_key_file
    from impact_check.signoff.ledger import read_lines
    from impact_check.signoff.verify_apart import Given, verify_apart

    if ledger is None:
        trusted = tuple(as_pem(read_certificate(read_key_file(root))) for root in roots)
        given = Given(trusted, head=head, packs=tuple(map(str, packs)), against=against, full=full)
    else:
        found = ledger_folder(ledger, roots[0] if roots else None)
        places = tuple(map(str, (*packs, found.packs)))
        given = Given((as_pem(found.root),), read_lines(found.file), head, places, against, full)
    return verify_apart(pdf, given, now=now)


def authority(ledger: "Ledger", at_entry: int | None = None) -> "Authority":
    """Return who may sign now; at_entry: when the entry of that number was written."""
    from impact_check.signoff import standing

    return standing.authority(ledger, at_entry)


def submissions(ledger: "Ledger", reference: str | None = None) -> "tuple[SubmissionStanding, ...]":
    """Return what was submitted for an assessment, or for all, in order, and how far each has come.

    Raises LedgerError if the entries can't all be true.
    """
    from impact_check.signoff import standing

    return standing.all_submissions(ledger) if reference is None else standing.submissions(ledger, reference)


def new_signing_key(
    folder: "LedgerFolder",
    root: "RootKey",
    path: Path,
    *,
    name: str,
    roles: "tuple[Role, ...]",
    passphrase: str,
    kind: "KeyKind" = "person",
    at: datetime,
) -> "Appointed":
    """Make a key file (.p12) for a person or a seal, and let it sign in these roles: both or neither.

    Raises KeyFileError, SignOffError, LedgerError.
    """
    from impact_check.signoff.appoint import appoint
    from impact_check.signoff.keys import make_key

    key = make_key(root, name, passphrase, at)
    return appoint(folder, root, key.certificate, roles, kind=kind, at=at, write=(path, key.p12))


def certificate_request(path: Path, name: str, council: str, passphrase: str) -> tuple[Path, Path]:
    """Make a key for a person, and a request for the certificate that somebody else issues.

    Returns the two new files: `<path>.key`, which is locked, and `<path>.csr`. Raises KeyFileError.
    """
    _check_can_sign()
    from impact_check.signoff.keys import make_request, write_request

    return write_request(path, make_request(name, council, passphrase))


def read_request(path: Path) -> "tuple[SigningKey, str]":
    """Return the public key and the name in a request for a certificate (PEM). Raises KeyFileError."""
    from impact_check.signoff.certificates import requested
    from impact_check.signoff.folder import read_key_file

    return requested(read_key_file(path))


def read_token(library: str, token: str, label: str, pin: str) -> "SigningKey":
    """Return the public half of a key on a smart card or in a security module (PKCS#11). Raises KeyFileError."""
    from impact_check.signoff.tokens import public_key

    return public_key(library, token, label, pin)


def certify(
    folder: "LedgerFolder",
    root: "RootKey",
    public: "SigningKey",
    path: Path,
    *,
    name: str,
    roles: "tuple[Role, ...]",
    kind: "KeyKind" = "person",
    at: datetime,
) -> "Appointed":
    """Write a certificate for a public key, and let it sign in these roles: both or neither.

    Raises KeyFileError, SignOffError, LedgerError.
    """
    from impact_check.signoff.appoint import appoint
    from impact_check.signoff.certificates import as_pem, issue

    certificate = issue(root, public, name, at)
    return appoint(folder, root, certificate, roles, kind=kind, at=at, write=(path, as_pem(certificate).encode()))


def appoint(
    folder: "LedgerFolder",
    root: "RootKey",
    certificate: Path,
    roles: "tuple[Role, ...]",
    *,
    kind: "KeyKind" = "person",
    at: datetime,
) -> "Appointed":
    """Let a certificate that somebody has already sign in these roles.

    Raises KeyFileError, SignOffError, LedgerError.
    """
    from impact_check.signoff import appoint as appointing
    from impact_check.signoff.certificates import read_certificate
    from impact_check.signoff.folder import read_key_file

    found = read_certificate(read_key_file(certificate))
    return appointing.appoint(folder, root, found, roles, kind=kind, at=at)


def trust(folder: "LedgerFolder", root: "RootKey", certificate: Path, use: "TrustedUse", *, at: datetime) -> "Trusted":
    """Accept certificates, or timestamps, of another authority. Raises KeyFileError, SignOffError, LedgerError."""
    from impact_check.signoff import appoint as appointing
    from impact_check.signoff.certificates import read_certificate
    from impact_check.signoff.folder import read_key_file

    return appointing.trust(folder, root, read_certificate(read_key_file(certificate)), use, at=at)


def dismiss(folder: "LedgerFolder", root: "RootKey", who: str, reason: str, *, at: datetime) -> "Dismissed":
    """Let a key sign no more. who: a name, or the beginning of a fingerprint. Raises SignOffError, LedgerError."""
    from impact_check.signoff import appoint as appointing

    return appointing.dismiss(folder, root, who, reason, at=at)


def submit_report(
    ruleset: Ruleset,
    assessment: Assessment,
    submission: "Submission",
    folder: "LedgerFolder",
    path: Path,
    *,
    pack: str | Path,
    evidence_in: Path,
    save: Callable[[Assessment], None],
) -> "SignOff":
    """Make the PDF that is to be signed, with its web page, and record it in the ledger.

    path: of the new PDF. pack: the questionnaire, as it was loaded. evidence_in: the folder from which evidence files
    are named. save: keeps the assessment with what is put forward.
    Raises SignOffError if it can't be submitted so, ReportError, LedgerError, OSError; nothing is then recorded.
    """
    _check_can_sign()
    from impact_check.signoff.submitting import submit

    return submit(ruleset, assessment, submission, folder, path, pack=pack, evidence_in=evidence_in, save=save)


def what_is_signed(path: Path, folder: "LedgerFolder", role: "Role", approval: "Approval | None" = None) -> "Preview":
    """Say what somebody is about to sign in a role. Raises SignOffError if nobody can, LedgerError, ContentError."""
    from impact_check.signoff.preview import preview

    return preview(path, folder, role, approval)


def key_in_file(path: Path, passphrase: str, certificate: Path | None = None) -> "KeyFile":
    """Name a signing key: PKCS#12 (.p12, .pfx), or PEM with its certificate in another file."""
    from impact_check.signoff.signing_keys import KeyFile

    return KeyFile(path, passphrase, certificate)


def key_on_token(library: Path, token: str, label: str, certificate: Path, pin: str) -> "Token":
    """Name a signing key on a smart card or in a security module (PKCS#11), with the file of its certificate."""
    from impact_check.signoff.signing_keys import Token

    return Token(library, token, label, certificate, pin)


def sign_report(
    path: Path,
    folder: "LedgerFolder",
    role: "Role",
    key: "KeyFile | Token",
    *,
    at: datetime,
    approval: "Approval | None" = None,
    present: Assessment | None = None,
    tsa: str = "",
    ruleset: Ruleset | None = None,
) -> "SignOff":
    """Sign a submitted PDF in a role, and record it in the ledger.

    approval: for a seal only, whose approval it records. present: the assessment as it is now, if its file is at hand:
    what was changed since isn't signed. tsa: the address of a time-stamp authority. ruleset: the questionnaire, if it
    was loaded already. Raises SignOffError, KeyFileError, LedgerError, OSError; the PDF is then as it was.
    """
    _check_can_sign()
    from impact_check.signoff.signing import sign
    from impact_check.signoff.signing_keys import opened
    from impact_check.signoff.time_stamps import Authority as TimeStamps

    timestamper = TimeStamps(tsa) if tsa else None
    with opened(key, at) as signer:
        return sign(
            path,
            folder,
            role,
            signer,
            at=at,
            approval=approval,
            present=present,
            timestamper=timestamper,
            ruleset=ruleset,
        )


def withdraw_report(path: Path, folder: "LedgerFolder", *, by: str, reason: str, at: datetime) -> "SignOff":
    """Record that what was submitted may not be signed or relied on any more. path: the PDF or the assessment file.

    Raises SignOffError if nothing is submitted, AssessmentFileError, LedgerError.
    """
    _check_can_sign()
    from impact_check.signoff.named_file import named
    from impact_check.signoff.submitting import withdraw

    return withdraw(named(path, folder.read()).reference, folder, by=by, reason=reason, at=at)


def check_publishable(path: Path, folder: "LedgerFolder") -> None:
    """Raise SignOffError unless a signed PDF may be published now; LedgerError. Nothing is written."""
    _check_can_sign()
    from impact_check.signoff.publishing import check_publishable

    check_publishable(path, folder)


def publish_report(
    path: Path,
    folder: "LedgerFolder",
    key: "KeyFile | Token",
    *,
    at: datetime,
    out: Path | None = None,
    tsa: str = "",
    ruleset: Ruleset | None = None,
) -> "Publication":
    """Make the public copy of a PDF that everybody has signed, under the council's seal, and record it in the ledger.

    It has no names and nothing else that isn't public; its web page is put beside it. Nothing is uploaded.
    key: of a seal. out: the new PDF; by default the report's name with `-public`. tsa: the address of a time-stamp
    authority. ruleset: the questionnaire, if it was loaded already.
    Raises SignOffError, KeyFileError, ContentError, ReportError, LedgerError, OSError; nothing is then recorded.
    """
    _check_can_sign()
    from impact_check.signoff.publishing import publish
    from impact_check.signoff.signing_keys import opened
    from impact_check.signoff.time_stamps import Authority as TimeStamps

    timestamper = TimeStamps(tsa) if tsa else None
    with opened(key, at) as seal:
        return publish(path, folder, seal, at=at, out=out, timestamper=timestamper, ruleset=ruleset, apart=True)


def sign_off_status(path: Path, folder: "LedgerFolder") -> "tuple[SignOffStatus, tuple[str, ...]]":
    """Return how far a sign-off has come, and sentences about what was seen besides. path: the PDF or the assessment.

    Raises SignOffError if the ledger doesn't know the PDF, AssessmentFileError, LedgerError.
    """
    _check_can_sign()
    from impact_check.signoff.named_file import status_of

    return status_of(path, folder)


def sign_off_text(status: "SignOffStatus") -> str:
    """Say how far a sign-off has come, in lines."""
    from impact_check.signoff.status import status_text

    return status_text(status)


def assessment_beside(path: Path, reference: str) -> Assessment | None:
    """Return the assessment whose file is beside the PDF of its sign-off, as it is now; None if there is none."""
    from impact_check.signoff.named_file import beside_pdf

    return beside_pdf(path, reference)


def _check_can_sign() -> None:
    """Raise MissingLibraryError unless the packages that signing needs are there."""
    if any(find_spec(name) is None for name in ("cryptography", "filelock", "pyhanko")):
        raise MissingLibraryError(
            tr("Signing needs more packages. To get them, type: {command}", command='pip install "impact-check[sign]"')
        )


def assessment_schema() -> dict[str, Any]:
    """Return the JSON Schema of an assessment file."""
    return Assessment.model_json_schema(mode="serialization")


def result_schema() -> dict[str, Any]:
    """Return the JSON Schema of a result."""
    return Result.model_json_schema(mode="serialization")


def comparison_schema() -> dict[str, Any]:
    """Return the JSON Schema of a comparison of options."""
    return Comparison.model_json_schema(mode="serialization")


def receipt_schema() -> dict[str, Any]:
    """Return the JSON Schema of the receipt that a report's PDF carries."""
    from impact_check.model.receipt import Receipt

    return Receipt.model_json_schema(mode="serialization")
