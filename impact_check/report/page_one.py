"""Turn a questionnaire, an assessment and its result into the first page of a report."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from impact_check.errors import ReportError
from impact_check.interview.gaps import Gap
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
from impact_check.model.questionnaire import Questionnaire
from impact_check.model.result import Result
from impact_check.model.text import check_size, clean_text
from impact_check.report.assurance import assurance, benefits
from impact_check.report.challenge import challenge_part, page_one_line
from impact_check.report.formats import passage, shorten
from impact_check.report.lookup import Lookup
from impact_check.report.page_one_parts import ChallengePart, Heading, PageOne, Written
from impact_check.report.summary import fact_line, summary
from impact_check.report.wording import unnamed

MAX_REPORT_WORDS = 60_000
"""Words that people wrote, over a whole report. More takes minutes to lay out."""
_TITLE_LENGTH = 105
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


def page_one(
    questionnaire: Questionnaire, assessment: Assessment, result: Result, *, gap: Gap | None = None
) -> PageOne:
    """Write only the first page of a report: the same as `view` says there without words and ways down, but sooner.

    Raises ReportError as `view` does.
    """
    lookup = Lookup(questionnaire, assessment, result, {})
    check_sizes(tuple(written_in(lookup)))
    challenge = challenge_on(lookup, gap)
    left_out = {"what-if", "options"} if challenge else {"what-if", "options", "challenge"}
    headings = headings_of(lookup, has_findings=False, has_set_aside=False, left_out=left_out, has_withheld=False)
    title = title_of(lookup)
    return PageOne(
        heading=passage(title)[0],
        is_short=result.is_screened_out,
        summary=summary(lookup, headings, title, page_one_line(lookup, gap) if gap else ""),
        assurance=assurance(lookup),
        challenge=challenge,
        benefits=benefits(lookup),
    )


def challenge_on(lookup: Lookup, gap: Gap | None) -> ChallengePart | None:
    """Say what a second person said; None if that isn't worked out, or in a short form that nobody has challenged."""
    return challenge_part(lookup, gap) if gap and (gap.views or not lookup.result.is_screened_out) else None


def title_of(lookup: Lookup) -> str:
    """Return what the decision is called, short enough for a heading."""
    question = lookup.questionnaire.facts.title
    return (fact_line(lookup, question, _TITLE_LENGTH) if lookup.value(question) else "") or unnamed()


def headings_of(
    lookup: Lookup, *, has_findings: bool, has_set_aside: bool, left_out: Collection[str], has_withheld: bool
) -> dict[str, Heading]:
    """Return the numbered headings of this form by name, in order, without those left out."""
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
        "withheld": has_withheld,
    }
    annexes = [(name, text) for name, text in _ANNEXES if wanted[name]]
    for letter, (name, text) in zip("ABCDEF", annexes, strict=False):
        headings[name] = Heading(name, tr("Annex {letter}. {heading}", letter=letter, heading=tr(text)))
    return headings


def written_in(lookup: Lookup) -> Iterator[Written]:
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


def check_sizes(written: tuple[Written, ...]) -> None:
    """Raise ReportError, which names the answer, if a text is too large to print."""
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
