"""Turn a questionnaire, an assessment and its result into a ReportView: all wording, ordering and formatting."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from impact_check.errors import ReportError
from impact_check.interview.gap import Gap
from impact_check.language import number, to_translate, tr, without_marks
from impact_check.model.assessment import (
    Answer,
    Assessment,
    DontKnow,
    Known,
    Mitigation,
    NotApplicable,
    Review,
    Submission,
)
from impact_check.model.comparison import Comparison
from impact_check.model.questionnaire import Questionnaire
from impact_check.model.result import Result
from impact_check.model.text import check_size, clean_text
from impact_check.model.what_if import WhatIf
from impact_check.privacy import Withheld
from impact_check.report.alignment import strategies
from impact_check.report.annex import annex
from impact_check.report.areas import area_rows
from impact_check.report.assurance import assurance, benefits
from impact_check.report.challenge import challenge_part, page_one_line
from impact_check.report.formats import moment, one_line, passage, shorten
from impact_check.report.lookup import Lookup
from impact_check.report.measures import mitigations
from impact_check.report.method import method
from impact_check.report.options import options_part
from impact_check.report.parts import ChallengePart, Heading, PageOne, Proposal, ReportView, Row, Written
from impact_check.report.risks import risks
from impact_check.report.sign_off import BY_HAND, Signing, sign_off, signed_status
from impact_check.report.summary import fact, fact_line, groups_sentence, summary
from impact_check.report.unknowns import unknowns
from impact_check.report.what_if import what_if_part
from impact_check.report.withheld import withheld_part
from impact_check.report.wording import unnamed

MAX_REPORT_WORDS = 60_000
"""Words that people wrote, over a whole report. More takes minutes to lay out."""

_TITLE_LENGTH = 105
_RUNNING_TITLE_LENGTH = 70
_FULL = (
    ("proposal", to_translate("The proposal")),
    ("risks", to_translate("How people could be left lonelier")),
    ("strategy", to_translate("The strategy, principle by principle")),
    ("mitigations", to_translate("Mitigations: before and after")),
    ("what-if", to_translate("The smallest change that would bring the rating down")),
    ("options", to_translate("Options compared")),
    ("assurance", to_translate("How well the decision was assessed")),
    ("challenge", to_translate("What a second person said")),
    ("benefits", to_translate("Benefits")),
    ("unknowns", to_translate("What isn’t known")),
    ("not-considered", to_translate("What was not considered")),
    ("method", to_translate("How the rating works")),
    ("sign-off", to_translate("Sign-off")),
)
_SHORT = (
    ("answers", to_translate("What was asked, and what was answered")),
    ("options", to_translate("Options compared")),
    ("assurance", to_translate("How well the decision was assessed")),
    ("challenge", to_translate("What a second person said")),
    ("not-considered", to_translate("What was not considered")),
    ("sign-off", to_translate("Sign-off")),
)
_ANNEXES = (
    ("findings", to_translate("Each finding with its reasons")),
    ("answers", to_translate("All answers")),
    ("set-aside", to_translate("Answers set aside")),
    ("evidence", to_translate("Evidence")),
    ("sources", to_translate("Sources")),
    ("withheld", to_translate("What was left out of this copy")),
)


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
    written = tuple(_written(lookup))
    _check_sizes(written)
    parts_of_annex = annex(lookup)
    if withheld and withheld.history:
        parts_of_annex = replace(parts_of_annex, history=tr("The history of the changes is left out of this copy."))
    risk_part = risks(lookup)
    ways_down = what_if_part(lookup, what_if) if what_if and not what_if.is_met else None
    challenge = _challenge(lookup, gap)
    parts = (("what-if", ways_down), ("options", options), ("challenge", challenge))
    left_out = {name for name, part in parts if part is None}
    headings = _headings(
        lookup,
        has_findings=bool(risk_part.findings),
        has_set_aside=bool(parts_of_annex.set_aside),
        left_out=left_out,
        withheld=withheld,
    )
    title = _title(lookup)
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


def page_one(
    questionnaire: Questionnaire, assessment: Assessment, result: Result, *, gap: Gap | None = None
) -> PageOne:
    """Write only the first page of a report: the same as `view` says there without words and ways down, but sooner.

    Raises ReportError as `view` does.
    """
    lookup = Lookup(questionnaire, assessment, result, {})
    _check_sizes(tuple(_written(lookup)))
    challenge = _challenge(lookup, gap)
    left_out = {"what-if", "options"} if challenge else {"what-if", "options", "challenge"}
    headings = _headings(lookup, has_findings=False, has_set_aside=False, left_out=left_out, withheld=None)
    title = _title(lookup)
    return PageOne(
        heading=passage(title)[0],
        is_short=result.is_screened_out,
        summary=summary(lookup, headings, title, page_one_line(lookup, gap) if gap else ""),
        assurance=assurance(lookup),
        challenge=challenge,
        benefits=benefits(lookup),
    )


def _challenge(lookup: Lookup, gap: Gap | None) -> ChallengePart | None:
    return challenge_part(lookup, gap) if gap and (gap.views or not lookup.result.is_screened_out) else None


def _title(lookup: Lookup) -> str:
    question = lookup.questionnaire.facts.title
    return (fact_line(lookup, question, _TITLE_LENGTH) if lookup.value(question) else "") or unnamed()


def _headings(
    lookup: Lookup, *, has_findings: bool, has_set_aside: bool, left_out: Collection[str], withheld: Withheld | None
) -> dict[str, Heading]:
    form = _SHORT if lookup.result.is_screened_out else _FULL
    main = [entry for entry in form if entry[0] not in left_out]
    headings = {
        name: Heading(name, tr("{number}. {heading}", number=place, heading=tr(text)))
        for place, (name, text) in enumerate(main, start=1)
    }
    is_short = lookup.result.is_screened_out
    wanted = {
        "findings": has_findings and not is_short,
        "answers": not is_short,
        "set-aside": has_set_aside,
        "evidence": bool(lookup.assessment.evidence),
        "sources": not is_short,
        "withheld": withheld is not None,
    }
    annexes = [(name, text) for name, text in _ANNEXES if wanted[name]]
    for letter, (name, text) in zip("ABCDEF", annexes, strict=False):
        headings[name] = Heading(name, tr("Annex {letter}. {heading}", letter=letter, heading=tr(text)))
    return headings


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


def _written(lookup: Lookup) -> Iterator[Written]:
    """Yield every text that people wrote, with where it stands."""
    assessment = lookup.assessment
    yield from _written_answers(lookup, assessment.answers)
    for item in assessment.evidence:
        yield Written(tr("the title of evidence {id}", id=item.id), item.title)
        yield Written(tr("the place of evidence {id}", id=item.id), item.where)
    yield from _written_mitigations(assessment.mitigations)
    for option in assessment.alternatives:
        yield Written(tr("the title of option {id}", id=option.id), option.title)
        yield Written(tr("the summary of option {id}", id=option.id), option.summary)
        yield from _written_answers(lookup, option.answers, option.id)
        yield from _written_mitigations(option.mitigations, option.id)
    yield from _written_reviews(assessment.reviews)
    if assessment.submission:
        yield from _written_submission(assessment.submission)
    yield Written(tr("the id of the assessment"), assessment.id)


def _written_answers(lookup: Lookup, answers: Mapping[str, Answer], option: str = "") -> Iterator[Written]:
    for question, answer in answers.items():
        asked = without_marks(shorten(lookup.question_text(question), 80))
        where = (
            tr("the answer to “{question}” for option {id}", question=asked, id=option)
            if option
            else tr("the answer to “{question}”", question=asked)
        )
        match answer:
            case Known(value=str() as text):
                yield Written(where, text)
            case DontKnow():
                yield Written(where, answer.who)
            case NotApplicable():
                yield Written(where, answer.reason)
        yield Written(tr("the note to {what}", what=where), answer.note)
        yield Written(tr("the name beside {what}", what=where), answer.by)


def _written_mitigations(mitigations: Iterable[Mitigation], option: str = "") -> Iterator[Written]:
    for mitigation in mitigations:
        where = (
            tr("mitigation {id} of option {option}", id=mitigation.id, option=option)
            if option
            else tr("mitigation {id}", id=mitigation.id)
        )
        yield Written(tr("the action of {what}", what=where), mitigation.action)
        yield Written(tr("the money of {what}", what=where), mitigation.funding)
        if mitigation.owner:
            yield Written(tr("the owner of {what}", what=where), f"{mitigation.owner.name} {mitigation.owner.role}")
        if mitigation.delivered_by:
            yield Written(
                tr("the partner of {what}", what=where),
                f"{mitigation.delivered_by.organisation} {mitigation.delivered_by.agreed_by}",
            )
        if mitigation.verified:
            yield Written(tr("the check of {what}", what=where), mitigation.verified.by)


def _written_reviews(reviews: Iterable[Review]) -> Iterator[Written]:
    for review in reviews:
        where = tr("what {name} said about {id}", name=shorten(review.by, 40), id=review.about)
        yield Written(where, review.note)
        yield Written(tr("the name beside {what}", what=where), review.by)
        yield Written(tr("the state beside {what}", what=where), review.of)
        match review.instead:
            case Known(value=str() as text) | NotApplicable(reason=text):
                yield Written(tr("the answer in {what}", what=where), text)


def _written_submission(submission: Submission) -> Iterator[Written]:
    yield Written(tr("the name of who put it forward"), submission.by)
    yield Written(tr("the reasons for what is put forward"), submission.reasons)
    for condition in submission.conditions:
        yield Written(tr("condition {id}", id=condition.id), condition.what)
        yield Written(tr("who sees to condition {id}", id=condition.id), condition.owner)


def _check_sizes(written: tuple[Written, ...]) -> None:
    total = 0
    for item in written:
        text = clean_text(item.text).text
        problem = check_size(text)
        if problem is not None:
            told = tr("The report can’t be made because of {where}. {problem}", where=item.where, problem=problem)
            raise ReportError(without_marks(told))
        total += len(text.split())
    if total > MAX_REPORT_WORDS:
        told = tr(
            "The report can’t be made: all answers and notes together have {words} words. The limit is {limit}. "
            "Shorten the longest, or attach them as evidence.",
            words=number(total),
            limit=number(MAX_REPORT_WORDS),
        )
        raise ReportError(without_marks(told))
