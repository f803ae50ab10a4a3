"""Turn a questionnaire, an assessment and its result into a ReportView: all wording, ordering and formatting."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from impact_check.interview.gaps import Gap
from impact_check.language import tr
from impact_check.model.assessment import (
    Assessment,
)
from impact_check.model.comparison import Comparison
from impact_check.model.questionnaire import Questionnaire
from impact_check.model.result import Result
from impact_check.model.what_if import WhatIf
from impact_check.privacy import Withheld
from impact_check.report.alignment import strategies
from impact_check.report.annex import annex
from impact_check.report.areas import area_rows
from impact_check.report.assurance import assurance, benefits
from impact_check.report.challenge import page_one_line
from impact_check.report.formats import moment, one_line, passage, shorten
from impact_check.report.lookup import Lookup
from impact_check.report.measures import mitigations
from impact_check.report.method import method
from impact_check.report.options import options_part
from impact_check.report.page_one import challenge_on, check_sizes, headings_of, title_of, written_in
from impact_check.report.page_one_parts import Row
from impact_check.report.parts import Proposal, ReportView
from impact_check.report.risks import risks
from impact_check.report.sign_off import BY_HAND, Signing, sign_off, signed_status
from impact_check.report.summary import fact, fact_line, groups_sentence, summary
from impact_check.report.unknowns import unknowns
from impact_check.report.what_if import what_if_part
from impact_check.report.withheld import withheld_part

_RUNNING_TITLE_LENGTH = 70


def view(
    questionnaire: Questionnaire,
    assessment: Assessment,
    result: Result,
    *,
    words: Mapping[str, str] | None = None,
    what_if: WhatIf | None = None,
    withheld: Withheld | None = None,
    gap: Gap | None = None,
    options: Comparison | None = None,
    signing: Signing = BY_HAND,
) -> ReportView:
    """Write a report about an assessment.

    words: rule id -> its condition in words (`impact_check.rules` says them); findings go without if it is missing.
    what_if: what would bring the rating down; its section is left out without it, or if nothing has to come down.
    withheld: for a public copy, what was left out of the assessment before it came here; it is listed at the end.
    gap: how far those who challenged it and its author are apart; its section is left out without it, and in the short
    form if nobody has challenged it.
    options: the proposal and its alternatives side by side; their section is left out without it.
    signing: how it is to be signed.
    Raises ReportError, which names the answer, if a text is too large to print. Characters that the bundled fonts
    lack matter to a PDF only: see `coverage.check_characters`.
    """
    lookup = Lookup(questionnaire, assessment, result, words or {})
    written = tuple(written_in(lookup))
    check_sizes(written)
    parts_of_annex = annex(lookup)
    if withheld and withheld.history:
        parts_of_annex = replace(parts_of_annex, history=tr("The history of the changes is left out of this copy."))
    risk_part = risks(lookup)
    ways_down = what_if_part(lookup, what_if) if what_if and not what_if.is_met else None
    challenge = challenge_on(lookup, gap)
    parts = (("what-if", ways_down), ("options", options), ("challenge", challenge))
    left_out = {name for name, part in parts if part is None}
    headings = headings_of(
        lookup,
        has_findings=bool(risk_part.findings),
        has_set_aside=bool(parts_of_annex.set_aside),
        left_out=left_out,
        has_withheld=withheld is not None,
    )
    title = title_of(lookup)
    reference = one_line(assessment.id)
    page_one = summary(lookup, headings, title, page_one_line(lookup, gap) if gap else "")
    if signing.record is not None:
        page_one = replace(page_one, status=signed_status(lookup, signing.record))
    return ReportView(
        heading=passage(title)[0],
        running_title=shorten(title, _RUNNING_TITLE_LENGTH),
        document_title=tr("Loneliness impact assessment, public copy: {title}", title=title)
        if withheld
        else tr("Loneliness impact assessment: {title}", title=title),
        reference=reference,
        created=moment(assessment.created),
        modified=moment(max([assessment.created, *(entry.at for entry in assessment.history)], key=moment)),
        description=tr("Loneliness impact assessment {id}: how the decision could leave people lonelier", id=reference),
        author=_author(lookup),
        is_short=result.is_screened_out,
        headings=MappingProxyType(headings),
        summary=page_one,
        proposal=_proposal(lookup),
        reasons=lookup.value(questionnaire.facts.nil_reasons) or lookup.value(questionnaire.facts.reasons),
        risks=risk_part,
        strategies=strategies(lookup),
        mitigations=mitigations(lookup),
        what_if=ways_down,
        options=options_part(lookup, options) if options else None,
        assurance=assurance(lookup),
        challenge=challenge,
        benefits=benefits(lookup),
        unknowns=unknowns(lookup),
        method=method(lookup),
        sign_off=sign_off(lookup, signing),
        annex=parts_of_annex,
        written=written,
        withheld=withheld_part(lookup, withheld) if withheld else None,
    )


def _author(lookup: Lookup) -> str:
    facts = lookup.questionnaire.facts
    organisation = fact_line(lookup, facts.organisation, 100) if lookup.value(facts.organisation) else ""
    return organisation or tr("Not named")


def _proposal(lookup: Lookup) -> Proposal:
    facts = lookup.questionnaire.facts
    rows = [
        (tr("Decision"), facts.title),
        (tr("Organisation"), facts.organisation),
        (tr("Service"), facts.service),
        (tr("Places"), facts.places),
        (tr("People who use it now"), facts.people),
        (tr("Who decides"), facts.decision_maker),
        (tr("Day of the decision"), facts.decision_date),
        (tr("Takes effect"), facts.change_date),
        (tr("Lead officer"), facts.lead_officer),
        (tr("The council’s own equality or integrated impact assessment"), facts.reference),
        (tr("Next review"), facts.review_date),
    ]
    affected = [lookup.groups[group] for group in lookup.result.affected_groups if group in lookup.groups]
    return Proposal(
        summary=fact(lookup, facts.summary),
        rows=(
            *(Row(label, value) for label, question in rows if (value := fact(lookup, question))),
            *area_rows(lookup),
        ),
        groups_note=groups_sentence(lookup) if lookup.result.groups_not_known or not affected else "",
        groups=tuple(Row(group.title, passage(group.plain)) for group in affected),
    )
