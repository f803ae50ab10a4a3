"""The door for software that embeds impact_check: load, answer, evaluate, report. No terminal, no clock.

Serves procurement and committee systems as well as the command line, which uses nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from impact_check.engine import Route, evaluate, route
from impact_check.engine import what_if as whatif
from impact_check.engine.areas import NamedArea
from impact_check.engine.areas import named_areas as areas_in
from impact_check.errors import AnswersFileError, Fault, TableError
from impact_check.interview import (
    Progress,
    add_evidence,
    clear,
    fill,
    new_assessment,
    next_question,
    progress,
    put_mitigation,
    read_date,
    read_text,
    read_value,
    record,
    remove_mitigation,
    repin,
)
from impact_check.language import marking, speaking
from impact_check.loading import bundled_packs, find_pack, load_ruleset, locate, new_pack, read_answers_file
from impact_check.measures import AreaTable, Survey, SurveyColumn, SurveyScores, survey_sheet, survey_table
from impact_check.measures import read_area_table as find_rows
from impact_check.measures import read_survey as read_tables
from impact_check.measures import score_survey as score_responses
from impact_check.model.answers_file import AnswersFile
from impact_check.model.assessment import Assessment
from impact_check.model.questionnaire import Option, Question
from impact_check.model.result import Result
from impact_check.model.translated import marked
from impact_check.model.what_if import WhatIf
from impact_check.rules import Ruleset, in_words
from impact_check.storage import read_assessment, write_assessment

if TYPE_CHECKING:
    from impact_check.comparing import Moved, PackDiff
    from impact_check.proving import Linted, Proved, Tested
    from impact_check.report.parts import ReportView

__all__ = [
    "AreaTable",
    "NamedArea",
    "Progress",
    "Route",
    "Ruleset",
    "Survey",
    "SurveyColumn",
    "SurveyScores",
    "add_evidence",
    "answers_header",
    "area_table",
    "assessment_schema",
    "blank_form_html",
    "blank_form_pdf",
    "bundled_packs",
    "clear",
    "diff",
    "evaluate",
    "explain",
    "find_pack",
    "graph",
    "graph_fits",
    "graph_page",
    "lint",
    "lint_report",
    "load_questionnaire",
    "locate",
    "moved",
    "named_areas",
    "new_assessment",
    "new_pack",
    "next_question",
    "options",
    "progress",
    "prove",
    "put_mitigation",
    "read_answers",
    "read_assessment",
    "read_date",
    "read_survey",
    "read_text",
    "read_value",
    "record",
    "remove_mitigation",
    "repin",
    "report_html",
    "report_pdf",
    "result_schema",
    "route",
    "score_survey",
    "speaking",
    "summary",
    "survey_columns",
    "survey_page",
    "survey_table",
    "test_cases",
    "whatif",
    "whatif_text",
    "write_assessment",
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


def answers_header(source: Path | str) -> AnswersFile:
    """Read an answers file without a questionnaire: which one it is for, who answered, for which day.

    source: a path, or the text itself. Raises AnswersFileError with every fault in its form.
    """
    return read_answers_file(source).answers


def read_answers(ruleset: Ruleset, source: Path | str, *, at: datetime) -> Assessment:
    """Turn an answers file into an assessment.

    source: a path, or the text itself (YAML or JSON). at: the time to note beside each answer.
    Raises AnswersFileError with every answer that doesn't fit, by file, line and column.
    """
    answers, document = read_answers_file(source)
    assessment, misfits = fill(ruleset, answers, id=answers.id, by=answers.by, at=at)
    if misfits:
        faults = (document.fault(misfit.way, "answer", misfit.message) for misfit in misfits)
        raise AnswersFileError(tuple(sorted(faults)))
    return assessment


def explain(ruleset: Ruleset, assessment: Assessment, result: Result, about: str | None = None) -> str:
    """Say why, as plain text: everything, or the one factor, rule, principle, check or question that `about` names.

    Raises AnswerError if nothing has that id.
    """
    from impact_check.report.plain import explain_text

    with speaking(ruleset.questionnaire.language):
        return explain_text(ruleset.questionnaire, assessment, result, _rule_words(ruleset), about)


def summary(ruleset: Ruleset, assessment: Assessment, result: Result) -> str:
    """Return page 1 of the report as plain text."""
    from impact_check.report import view
    from impact_check.report.plain import summary_text

    with speaking(ruleset.questionnaire.language):
        return summary_text(view(ruleset.questionnaire, assessment, result, words=_rule_words(ruleset)))


def whatif_text(ruleset: Ruleset, assessment: Assessment, result: Result, found: WhatIf) -> str:
    """Say what would bring the rating down, as plain text: a line for each way. found: what `whatif` returns."""
    from impact_check.report.lookup import Lookup
    from impact_check.report.plain import what_if_text
    from impact_check.report.what_if import what_if_part

    with speaking(ruleset.questionnaire.language):
        return what_if_text(what_if_part(Lookup(ruleset.questionnaire, assessment, result, {}), found))


def report_html(ruleset: Ruleset, assessment: Assessment, result: Result) -> str:
    """Return the report as one HTML page that refers to nothing outside itself.

    Raises ReportError, which names the answer, if a text is too large to print.
    """
    return _report_page(ruleset, assessment, result)[1]


def report_pdf(ruleset: Ruleset, assessment: Assessment, result: Result) -> bytes:
    """Return the report as an accessible PDF (PDF/UA-1, A4).

    Raises ReportError if a text can't be printed, MissingLibraryError if this computer lacks Pango.
    """
    from impact_check.report import check_characters, render_pdf

    page, html = _report_page(ruleset, assessment, result)
    check_characters(page)
    return render_pdf(html)


def survey_columns() -> tuple[SurveyColumn, ...]:
    """Return each heading of the survey table with what may stand below it, in order."""
    return survey_sheet().columns


def survey_page() -> str:
    """Return the survey sheet with the four questions in exact words, as one HTML page to print or show."""
    from impact_check.report.survey_sheet import render_survey_sheet

    return render_survey_sheet(survey_sheet())


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
    from impact_check.report import blank_view, render_blank

    with speaking(ruleset.questionnaire.language), marking():
        return render_blank(blank_view(_marked(ruleset)))


def blank_form_pdf(ruleset: Ruleset) -> bytes:
    """Return the same form as an accessible PDF (PDF/UA-1, A4).

    Raises ReportError if a text can't be printed, MissingLibraryError if this computer lacks Pango.
    """
    from impact_check.report import render_pdf

    return render_pdf(blank_form_html(ruleset))


def assessment_schema() -> dict[str, Any]:
    """Return the JSON Schema of an assessment file."""
    return Assessment.model_json_schema(mode="serialization")


def result_schema() -> dict[str, Any]:
    """Return the JSON Schema of a result."""
    return Result.model_json_schema(mode="serialization")


def _report_page(ruleset: Ruleset, assessment: Assessment, result: Result) -> "tuple[ReportView, str]":
    """Return a report as a view and as HTML, in the language of its questionnaire."""
    from impact_check.report import render_html

    with speaking(ruleset.questionnaire.language), marking():
        page = _report_view(_marked(ruleset), assessment, result)
        return page, render_html(page)


def _marked(ruleset: Ruleset) -> Ruleset:
    """Return a ruleset whose texts are marked where they stayed English, for a page that says so."""
    questionnaire = ruleset.questionnaire
    if not questionnaire.untranslated:
        return ruleset
    return replace(ruleset, questionnaire=marked(questionnaire, questionnaire.untranslated))


def _report_view(ruleset: Ruleset, assessment: Assessment, result: Result) -> "ReportView":
    from impact_check.report import view

    found = whatif(ruleset, assessment)
    return view(ruleset.questionnaire, assessment, result, words=_rule_words(ruleset), what_if=found)


def _rule_words(ruleset: Ruleset) -> Mapping[str, str]:
    return {id_: in_words(condition.node, ruleset.texts) for id_, condition in ruleset.rules.items()}
