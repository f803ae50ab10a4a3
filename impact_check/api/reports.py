"""An assessment and its result -> what people read: texts, web pages, PDF."""

from typing import TYPE_CHECKING

from impact_check.engine import evaluate
from impact_check.interview import (
    Item,
    gap,
    same_name,
)
from impact_check.language import marking, speaking
from impact_check.model.assessment import Assessment
from impact_check.model.result import Result
from impact_check.rules import Ruleset

if TYPE_CHECKING:
    from impact_check.model.comparison import Comparison
    from impact_check.model.what_if import WhatIf
    from impact_check.report.page_one_parts import ItemPart
    from impact_check.report.parts import OptionsPart


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
    from impact_check.report.page_one import page_one
    from impact_check.report.plain import summary_text

    found = gap(ruleset, assessment, result)
    with speaking(ruleset.questionnaire.language):
        return summary_text(page_one(ruleset.questionnaire, assessment, result, gap=found))


def whatif_text(ruleset: Ruleset, assessment: Assessment, result: Result, found: "WhatIf") -> str:
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
    ruleset: Ruleset, assessment: Assessment, comparison: "Comparison", *, width: int = 80, in_blocks: bool = False
) -> str:
    """Say the proposal and its alternatives side by side, as plain text with lines of at most `width` characters.

    comparison: what `compare` returns. in_blocks: one option after the other, as where the width is too small.
    """
    from impact_check.report.plain import options_text

    with speaking(ruleset.questionnaire.language):
        return options_text(_options_part(ruleset, assessment, comparison), width, in_blocks=in_blocks)


def compare_rows(ruleset: Ruleset, assessment: Assessment, comparison: "Comparison") -> tuple[tuple[str, ...], ...]:
    """Return the same as rows for a spreadsheet, with headings: what is compared, then a column for each option."""
    from impact_check.report.plain import options_rows

    with speaking(ruleset.questionnaire.language):
        return options_rows(_options_part(ruleset, assessment, comparison))


def _options_part(ruleset: Ruleset, assessment: Assessment, comparison: "Comparison") -> "OptionsPart":
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


def report_markdown(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> str:
    """Return the report as Markdown for GitHub and pandoc, a copy to paste. public and errors: as for `report_html`."""
    from impact_check.exports.markdown import report_markdown as write
    from impact_check.report import report_page

    with speaking(ruleset.questionnaire.language):
        return write(report_page(ruleset, assessment, result, public=public)[1])


def report_fragment(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool = False) -> str:
    """Return the report as a piece of HTML to paste into a page of a web site: no style, no script, headings from h2.

    public and errors: as for `report_html`.
    """
    from impact_check.exports.fragment import report_fragment as write
    from impact_check.report import report_page

    with speaking(ruleset.questionnaire.language):
        return write(report_page(ruleset, assessment, result, public=public)[1])


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
