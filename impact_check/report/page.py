"""An assessment and its result -> the whole report as a view and as HTML, or the public copy of it."""

from collections.abc import Mapping
from dataclasses import replace

from impact_check.engine import compare, what_if
from impact_check.interview import gap
from impact_check.language import marking, speaking
from impact_check.model.assessment import Assessment
from impact_check.model.receipt import Receipt
from impact_check.model.result import Result
from impact_check.model.translated import marked
from impact_check.privacy import publishable, publishable_comparison, publishable_result, publishable_what_if
from impact_check.report.html import render_html
from impact_check.report.parts import ReportView, SignedPart
from impact_check.report.sign_off import Signing
from impact_check.report.viewing import view
from impact_check.rules import Ruleset, in_words


def report_page(
    ruleset: Ruleset,
    assessment: Assessment,
    result: Result,
    *,
    public: bool = False,
    for_signing: bool = False,
    receipt: Receipt | None = None,
    record: tuple[SignedPart, ...] | None = None,
    seal_of: str = "",
) -> tuple[ReportView, str]:
    """Return a report as a view and as HTML, in the language of its questionnaire.

    public: leave out what isn't public. for_signing: with fields that `render_pdf` makes signature fields of, in the
    place of boxes to sign by hand. receipt: what the PDF carries; how to check it is then told. record: who has signed
    so far, in order (see `signed_part`), for a page beside the signed PDF: it is printed in the place of the fields.
    seal_of: for a public copy that is sealed: the council; with for_signing it has a field for the seal.
    """
    with speaking(ruleset.questionnaire.language), marking():
        signing = Signing(for_signing, receipt, record, seal_of)
        page = _report_view(with_marks(ruleset), assessment, result, signing, public=public)
        return page, render_html(page)


def with_marks(ruleset: Ruleset) -> Ruleset:
    """Return a ruleset whose texts are marked where they stayed English, for a page that says so."""
    questionnaire = ruleset.questionnaire
    if not questionnaire.untranslated:
        return ruleset
    return replace(ruleset, questionnaire=marked(questionnaire, questionnaire.untranslated))


def _report_view(
    ruleset: Ruleset, assessment: Assessment, result: Result, signing: Signing, *, public: bool
) -> ReportView:
    words = rule_words(ruleset)
    found = what_if(ruleset, assessment)
    options = compare(ruleset, assessment, result.on) if assessment.alternatives else None
    if not public:
        apart = gap(ruleset, assessment, result)
        return view(
            ruleset.questionnaire,
            assessment,
            result,
            words=words,
            what_if=found,
            gap=apart,
            options=options,
            signing=signing,
        )
    shown, withheld = publishable(ruleset, assessment)
    ways, withheld = publishable_what_if(found, replace(withheld, signers=len(signing.record or ())))
    told = publishable_result(result, shown)
    side_by_side = publishable_comparison(options, shown, ruleset.questionnaire.facts.title) if options else None
    return view(
        ruleset.questionnaire,
        shown,
        told,
        words=words,
        what_if=ways,
        withheld=withheld,
        options=side_by_side,
        signing=signing,
    )


def rule_words(ruleset: Ruleset) -> Mapping[str, str]:
    """Return the condition of each rule in words, by its id."""
    return {id_: in_words(condition.node, ruleset.texts) for id_, condition in ruleset.rules.items()}
