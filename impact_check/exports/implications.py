"""An assessment -> “Loneliness implications”: half a page of plain text to paste into a committee report."""

from collections.abc import Iterator

from impact_check.language import tr, trn
from impact_check.model.assessment import Submission
from impact_check.report.formats import day, labelled, listed, lower_first, one_line, quoted, sentence, shorten
from impact_check.report.lookup import Lookup
from impact_check.report.measures import mitigations_tally
from impact_check.report.parts import ReportView
from impact_check.report.summary import groups_sentence
from impact_check.report.wording import OUTCOMES
from impact_check.report.write_view import view

_HARMS, _CONDITIONS = 3, 2
"""How many are named; the others are counted or stand in the full assessment."""
_GROUPS_LENGTH, _CONDITION_LENGTH, _REASONS_LENGTH = 120, 80, 300


def implications(lookup: Lookup) -> str:
    """Return a heading and a few paragraphs, in the language spoken. Raises ReportError if a text is too large."""
    paragraphs = (tr("Loneliness implications"), *implication_paragraphs(lookup), _duty())
    return "\n\n".join(paragraphs) + "\n"


def implication_paragraphs(lookup: Lookup) -> tuple[str, ...]:
    """Return the paragraphs, each on one line."""
    page = view(lookup.questionnaire, lookup.assessment, lookup.result)
    paragraphs = (
        rating_sentences(page),
        _harms(page, lookup),
        _unknown(page, lookup),
        _mitigations(page, lookup),
        _outcome(page, lookup),
        _where(page, lookup),
    )
    return tuple(" ".join(sentences) for sentences in map(tuple, paragraphs) if sentences)


def rating_sentences(page: ReportView) -> Iterator[str]:
    """Yield what the decision is called, how far the assessment is, and each branch of the rating in a sentence."""
    yield sentence(page.heading.text)
    yield page.summary.status
    proposed, *after = page.summary.cards
    yield tr("{heading}: {rating}. {why}", heading=proposed.heading, rating=proposed.pair.words, why=proposed.sentence)
    for card in after:
        yield sentence(labelled(card.heading, lower_first(card.pair.words)))


def _harms(page: ReportView, lookup: Lookup) -> Iterator[str]:
    if page.is_short:
        reasons = shorten(" ".join(line.text for line in page.summary.reasons), _REASONS_LENGTH)
        yield sentence(tr("Why no impact is expected: {reasons}", reasons=reasons))
        return
    named = [
        tr("{harm} ({rating})", harm=harm.title, rating=lower_first(harm.pair.words))
        for harm in page.summary.harms[:_HARMS]
    ]
    if not named:
        yield page.summary.harms_note
        return
    yield tr("The worst ways in which it could leave people lonelier: {harms}.", harms="; ".join(named))
    rest = len(lookup.result.factors) - len(named)
    if rest:
        yield trn("1 other is in the full assessment.", "{count} others are in the full assessment.", rest)
    groups = shorten(groups_sentence(lookup), _GROUPS_LENGTH)
    yield sentence(tr("Groups affected: {groups}", groups=lower_first(groups)))


def _unknown(page: ReportView, lookup: Lookup) -> Iterator[str]:
    found = [lookup.question_text(item.question) for item in lookup.result.find_out]
    if not found:
        yield page.unknowns.intro
        return
    yield trn(
        "1 unknown could change the rating or must be known.",
        "{count} unknowns could change the rating or must be known.",
        len(found),
    )
    yield tr("The most telling: {question}", question=quoted(one_line(found[0])))


def _mitigations(page: ReportView, lookup: Lookup) -> Iterator[str]:
    if not page.is_short:
        yield mitigations_tally(lookup)
    if page.summary.unmitigated:
        yield page.summary.unmitigated


def _outcome(page: ReportView, lookup: Lookup) -> Iterator[str]:
    yield tr("What is permitted: {outcomes}.", outcomes="; ".join(map(lower_first, page.summary.permitted)))
    submission = lookup.assessment.submission
    if submission is None:
        yield tr("No outcome has been put forward for sign-off yet.")
    else:
        yield tr("Put forward: {outcome}.", outcome=lower_first(OUTCOMES[submission.outcome]))
        if not (lookup.result.can_be_final and submission.outcome in lookup.result.outcomes):
            yield tr("The answers as they are now don’t permit this.")
        yield from _conditions(submission)
    yield tr("Who must sign, in this order: {roles}.", roles=listed(page.summary.signatories))


def _conditions(submission: Submission) -> Iterator[str]:
    for condition in submission.conditions[:_CONDITIONS]:
        what = shorten(condition.what, _CONDITION_LENGTH)
        yield tr("Condition {id}, by {day}: {what}", id=condition.id, day=day(condition.due), what=sentence(what))
    rest = len(submission.conditions[_CONDITIONS:])
    if rest:
        yield trn("1 more condition is in the action plan.", "{count} more conditions are in the action plan.", rest)
    if submission.reasons:
        yield sentence(tr("Reasons put forward: {reasons}", reasons=shorten(submission.reasons, _REASONS_LENGTH)))


def _where(page: ReportView, lookup: Lookup) -> Iterator[str]:
    result = lookup.result
    yield tr(
        "The full assessment is {id}, judged for {day} under the questionnaire “{questionnaire}” ({version}).",
        id=page.reference,
        day=day(result.on),
        questionnaire=result.pinned.questionnaire,
        version=result.pinned.version,
    )


def _duty() -> str:
    return tr(
        "A loneliness assessment does not discharge the Public Sector Equality Duty, and does not replace the "
        "council’s own equality or integrated impact assessment."
    )
