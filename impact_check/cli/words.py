"""Values and codes -> the words the terminal shows; those that the report shows too come from there."""

from collections.abc import Mapping
from datetime import date

from impact_check.language import Translated, day, listed, number, to_translate, tr, trn, without_marks
from impact_check.model.assessment import Answer, Evidence, Known, NotApplicable, Value
from impact_check.model.levels import Bounds, Grade
from impact_check.model.questionnaire import Option, Question
from impact_check.model.result import MitigationResult, NoCredit, QuestionState, Result

__all__ = [
    "answer",
    "bounds",
    "credit",
    "day",
    "evidence",
    "grades",
    "label",
    "listed",
    "next_step",
    "quoted",
    "sentence",
    "signers",
    "so_far",
    "state_remark",
    "statuses",
    "value",
]

_STATUSES = Translated(
    {
        "idea": to_translate("An idea"),
        "committed": to_translate("Committed to: it is decided and will happen"),
        "in_place": to_translate("In place"),
        "verified": to_translate("In place, and someone else has checked that it works"),
    }
)


def statuses() -> tuple[tuple[str, str], ...]:
    """Return how far a mitigation may be, as (key, words)."""
    return tuple(_STATUSES.items())


def bounds(pair: Bounds) -> str:
    """Return a rating in words: `high`, or `low, may be severe`."""
    from impact_check.report.wording import pair_words

    said = pair_words(pair)
    return said[0].lower() + said[1:]


def so_far(pair: Bounds) -> str:
    """Return a rating while questions are still open, as sentences."""
    from impact_check.report.wording import LEVEL_WORDS

    confirmed, possible = (LEVEL_WORDS[level].lower() for level in (pair.confirmed, pair.possible))
    if pair.is_settled:
        return tr("Rating so far: {level}.", level=confirmed)
    return tr("Confirmed so far: {confirmed}. Possible: {possible}.", confirmed=confirmed, possible=possible)


def grades() -> tuple[tuple[Grade, str], ...]:
    """Return each grade of evidence with what it means, the strongest first."""
    from impact_check.report.wording import GRADES

    return tuple(GRADES.items())


def signers(result: Result) -> str:
    """Return who signs, in order."""
    from impact_check.report.wording import ROLES

    first, *others = (ROLES[role].lower() for role in result.signatories)
    if others:
        return tr("First to sign: {first}. Then: {others}.", first=first, others=listed(others))
    return tr("First to sign: {first}.", first=first)


def quoted(text: str) -> str:
    """Return a text in quotation marks, as the language spoken has them."""
    return tr("“{text}”", text=text)


def label(text: str) -> str:
    """Return a label that something follows on the same line."""
    return f"{text} "


ENDS = (".", "?", "!", "。", "؟", "۔", "।")
"""What a sentence ends with, in any language."""


def sentence(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if without_marks(text).endswith(ENDS) else tr("{sentence}.", sentence=text)


def value(question: Question, options: tuple[Option, ...], given: Value) -> str:
    """Return an answer's value with the labels of its options."""
    labels = {option.id: option.label for option in options}
    if isinstance(given, tuple):
        return "; ".join(labels.get(chosen, chosen) for chosen in given)
    if isinstance(given, int):
        return tr("{number} {unit}", number=number(given), unit=question.unit) if question.unit else number(given)
    if question.type == "date":
        return _day_or_text(given)
    return labels.get(given, given)


def _day_or_text(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def answer(question: Question, options: tuple[Option, ...], given: Answer | None) -> str:
    """Return an answer in words, with who will find out if it isn't known."""
    if given is None:
        return tr("Left blank") if question.optional else tr("Not answered yet")
    if isinstance(given, Known):
        return value(question, options, given.value)
    if isinstance(given, NotApplicable):
        return tr("Does not apply: {reason}", reason=given.reason)
    if given.by_when:
        who, by_when = given.who or tr("someone"), day(given.by_when)
        return tr("Don't know ({who} will find out by {day})", who=who, day=by_when)
    if given.who:
        return tr("Don't know ({who} will find out)", who=given.who)
    return tr("Don't know (nobody named to find out)")


def state_remark(standing: QuestionState) -> str:
    """Return what has to be said about an answer beyond its words, or nothing."""
    if standing.state == "no_evidence":
        return tr("Counts as unknown until evidence is added.")
    if standing.stale:
        return tr("The question has changed since, so this needs a new answer.")
    return tr("Asked because an earlier answer is not known.") if standing.may_not_apply else ""


def evidence(item: Evidence) -> str:
    """Return one piece of evidence on one line."""
    said = {"id": item.id, "title": item.title, "grade": item.grade, "day": day(item.date), "where": item.where}
    if item.where:
        return tr("{id}: {title} (grade {grade}, {day}, {where})", **said)
    return tr("{id}: {title} (grade {grade}, {day})", **said)


def credit(result: MitigationResult) -> str:
    """Return what a mitigation earns, and every reason why it earns no more."""
    if result.credit:
        return trn(
            "It earns credit: one step down on this risk.",
            "It earns credit: two steps down on this risk.",
            result.credit,
        )
    from impact_check.report.wording import NO_CREDIT

    return " ".join((tr("It earns no credit yet."), *(NO_CREDIT[reason] for reason in result.reasons)))


def next_step(result: MitigationResult) -> str:
    """Return in one sentence what would earn a mitigation credit, or more of it; empty if nothing would."""
    if result.is_verified or "factor_not_raised" in result.reasons:
        return ""
    if result.credit:
        return tr(
            "A second step is earned once it is in place, and somebody who neither answered here nor owns it has "
            "checked that it works, with evidence."
        )
    return tr("To earn credit: {steps}.", steps=listed(EARNS[reason] for reason in result.reasons))


EARNS: Mapping[NoCredit, str] = Translated(
    {
        "idea_only": to_translate("commit to it"),
        "no_owner": to_translate("name its owner and their job"),
        "no_due_date": to_translate("give it a date"),
        "no_evidence": to_translate("add evidence that it will happen and can work"),
        "starts_too_late": to_translate("have it in place before the change"),
        "no_change_date": to_translate("find out the date of the change"),
        "third_party_not_agreed": to_translate("say who agreed for those who must deliver it, and when"),
        "lapsed": to_translate("put it in place, or give it a new date"),
    }
)
"""Why a mitigation earns nothing -> what to do. A harm that isn't raised can't be brought lower."""
