"""Values and codes -> the words the terminal shows; those that the report shows too come from there."""

from collections.abc import Iterable
from datetime import date

from impact_check.model.assessment import Answer, Evidence, Known, NotApplicable, Value
from impact_check.model.levels import Bounds, Grade
from impact_check.model.questionnaire import Option, Question
from impact_check.model.result import MitigationResult, NoCredit, QuestionState, Result

STATUSES: tuple[tuple[str, str], ...] = (
    ("idea", "An idea"),
    ("committed", "Committed to: it is decided and will happen"),
    ("in_place", "In place"),
    ("verified", "In place, and someone else has checked that it works"),
)
"""How far a mitigation is, as (key, words)."""


def day(value: date) -> str:
    """Return a date as people write it: 1 September 2026."""
    return f"{value.day} {value:%B %Y}"


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
        return f"Rating so far: {confirmed}."
    return f"Confirmed so far: {confirmed}. Possible: {possible}."


def grades() -> tuple[tuple[Grade, str], ...]:
    """Return each grade of evidence with what it means, the strongest first."""
    from impact_check.report.wording import GRADES

    return tuple(GRADES.items())


def signers(result: Result) -> str:
    """Return who signs, in order."""
    from impact_check.report.wording import ROLES

    first, *others = (ROLES[role].lower() for role in result.signatories)
    return f"First to sign: {first}. {f'Then: {listed(others)}.' if others else ''}".strip()


def listed(parts: Iterable[str], joiner: str = "and") -> str:
    """Return the parts as one phrase: `a, b and c`."""
    *most, last = list(parts) or [""]
    return f"{', '.join(most)} {joiner} {last}" if most else last


def sentence(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def value(question: Question, options: tuple[Option, ...], given: Value) -> str:
    """Return an answer's value with the labels of its options."""
    labels = {option.id: option.label for option in options}
    if isinstance(given, tuple):
        return "; ".join(labels.get(chosen, chosen) for chosen in given)
    if isinstance(given, int):
        return f"{given:,} {question.unit}" if question.unit else f"{given:,}"
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
        return "Left blank" if question.optional else "Not answered yet"
    if isinstance(given, Known):
        return value(question, options, given.value)
    if isinstance(given, NotApplicable):
        return f"Does not apply: {given.reason}"
    by_when = f"by {day(given.by_when)}" if given.by_when else ""
    finds_out = f"{given.who or 'someone'} will find out" if given.who or by_when else "nobody named to find out"
    return f"Don't know ({' '.join(part for part in (finds_out, by_when) if part)})"


def state_remark(standing: QuestionState) -> str:
    """Return what has to be said about an answer beyond its words, or nothing."""
    if standing.state == "no_evidence":
        return "Counts as unknown until evidence is added."
    if standing.stale:
        return "The question has changed since, so this needs a new answer."
    return "Asked because an earlier answer is not known." if standing.may_not_apply else ""


def evidence(item: Evidence) -> str:
    """Return one piece of evidence on one line."""
    where = f", {item.where}" if item.where else ""
    return f"{item.id}: {item.title} (grade {item.grade}, {day(item.date)}{where})"


def credit(result: MitigationResult) -> str:
    """Return what a mitigation earns, and every reason why it earns no more."""
    if result.credit:
        return f"It earns credit: {'one step' if result.credit == 1 else 'two steps'} down on this risk."
    from impact_check.report.wording import NO_CREDIT

    return " ".join(("It earns no credit yet.", *(NO_CREDIT[reason] for reason in result.reasons)))


def next_step(result: MitigationResult) -> str:
    """Return in one sentence what would earn a mitigation credit, or more of it; empty if nothing would."""
    if result.is_verified or "factor_not_raised" in result.reasons:
        return ""
    if result.credit:
        return (
            "A second step is earned once it is in place, and somebody who neither answered here nor owns it has "
            "checked that it works, with evidence."
        )
    return f"To earn credit: {listed(EARNS[reason] for reason in result.reasons)}."


EARNS: dict[NoCredit, str] = {
    "idea_only": "commit to it",
    "no_owner": "name its owner and their job",
    "no_due_date": "give it a date",
    "no_evidence": "add evidence that it will happen and can work",
    "starts_too_late": "have it in place before the change",
    "no_change_date": "find out the date of the change",
    "third_party_not_agreed": "say who agreed for those who must deliver it, and when",
    "lapsed": "put it in place, or give it a new date",
}
"""Why a mitigation earns nothing -> what to do. A harm that isn't raised can't be brought lower."""
