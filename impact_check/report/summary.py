"""Write page 1: the decision, its rating in a sentence, the worst harms, the unknowns, what is permitted, who signs."""

from collections.abc import Iterator, Mapping
from typing import Literal

from impact_check.model.levels import Bounds, Level
from impact_check.model.questionnaire import Question
from impact_check.model.result import ElementAlignment, FactorRating, Overall
from impact_check.model.strategy import Element
from impact_check.report.charts import scale
from impact_check.report.fit import Caps, fitted
from impact_check.report.formats import count, listed, lower_first, one_line, passage, sentence, shorten
from impact_check.report.lookup import Lookup
from impact_check.report.parts import Harm, Heading, Passage, RatingCard, Row, Summary
from impact_check.report.wording import (
    KINDS,
    LEVEL_WORDS,
    OUTCOMES,
    ROLES,
    STATES,
    STRATEGY_STATUS,
    duty,
    pair,
    pair_words,
)

_NAMED_IN_NOTE = 5
_REASON_LINES, _REASON_LENGTH = 8, 900

_STRENGTHS = 5
"""Good effects on page 1."""

_IN_CONFLICT = "Principles in conflict"

Branch = Literal["inherent", "residual", "unmitigated"]


def summary(lookup: Lookup, headings: Mapping[str, Heading], title: str, challenge: str = "") -> Summary:
    """Write page 1. `headings` are named where something goes on further in; `title` shares the page.

    challenge: the line about the second person, if there has to be one.
    """
    return fitted(lambda caps: _summary(lookup, headings, caps, challenge), title)


def _summary(lookup: Lookup, headings: Mapping[str, Heading], caps: Caps, challenge: str) -> Summary:
    result = lookup.result
    harms_heading, harms, harms_note = _harms(lookup, caps)
    conflicts_heading, conflicts, conflicts_note = _conflicts(lookup, caps)
    strengths = _strengths(lookup)
    return Summary(
        status=status(lookup),
        rows=tuple(_rows(lookup, caps)),
        facts=tuple(_facts(lookup)),
        cards=tuple(_cards(lookup)),
        unmitigated=unmitigated_sentence(lookup),
        counts=_counts(result.inherent),
        challenge=challenge,
        reasons=_reasons(lookup),
        harms_heading=harms_heading,
        harms=harms,
        harms_note=harms_note,
        strengths=strengths[:_STRENGTHS],
        strengths_note=_and_more(len(strengths) - _STRENGTHS, headings),
        conflicts_heading=conflicts_heading,
        conflicts=conflicts,
        conflicts_note=conflicts_note,
        unknown=tuple(
            shorten(lookup.question_text(item.question), caps.letters(110)) for item in result.find_out[: caps.unknowns]
        ),
        unknown_note=_unknown_note(lookup, headings, caps.unknowns),
        permitted=tuple(OUTCOMES[outcome] for outcome in result.outcomes),
        permitted_note=_permitted_note(lookup, caps),
        signatories=tuple(ROLES[role] for role in result.signatories),
        duty=duty(),
    )


def _strengths(lookup: Lookup) -> tuple[str, ...]:
    """Return the good effects of a decision that does little harm, the greatest first."""
    if lookup.result.inherent.rating.possible > Level.LOW:
        return ()
    order = {level.name.lower(): -level for level in Level}
    found = [
        finding
        for finding in lookup.result.findings
        if finding.kind == "benefit" and finding.truth == "true" and finding.said_by is None
    ]
    found.sort(key=lambda finding: order[finding.level])
    return tuple(lookup.rules[finding.rule].because for finding in found if finding.rule in lookup.rules)


def _and_more(number: int, headings: Mapping[str, Heading]) -> str:
    if number <= 0:
        return ""
    place = f": see “{headings['benefits'].text}”" if "benefits" in headings else ""
    return f"And {number} more{place}."


def _reasons(lookup: Lookup) -> Passage:
    facts = lookup.questionnaire.facts
    lines = lookup.value(facts.nil_reasons) or lookup.value(facts.reasons)
    if len(lines) <= _REASON_LINES and sum(len(line.text) for line in lines) <= _REASON_LENGTH:
        return lines or passage("No reasons are recorded.")
    return passage(shorten(" ".join(line.text for line in lines), _REASON_LENGTH))


def _cards(lookup: Lookup) -> Iterator[RatingCard]:
    result = lookup.result
    heading = "As proposed"
    before = result.inherent.rating
    yield RatingCard(heading, pair(before), _why(result.inherent, "inherent", lookup), scale(heading, before))
    if lookup.assessment.mitigations:
        heading = "After the mitigations that count"
        after = result.residual.rating
        yield RatingCard(heading, pair(after), _why(result.residual, "residual", lookup), scale(heading, after))


def status(lookup: Lookup) -> str:
    """Say whether the assessment may be signed, and if not, why."""
    result = lookup.result
    if result.can_be_final and result.blocked_by:
        return "Complete, but it can’t go ahead as it is."
    if result.can_be_final:
        return "Complete. Ready for sign-off."
    open_questions = sum(
        state.state == "unanswered"
        and not _is_optional(lookup, state.question)
        and state.question not in result.left_unasked
        for state in result.questions
    )
    if open_questions:
        return f"Draft. {count(open_questions, 'question is', 'questions are')} not answered yet."
    return "Draft. Something that must be known isn’t known yet."


def unmitigated_sentence(lookup: Lookup) -> str:
    """Say what holds if no unverified mitigation happens; empty if no mitigation is on record."""
    if not lookup.assessment.mitigations:
        return ""
    words = lower_first(pair_words(lookup.result.unmitigated.rating))
    return f"If no mitigation happens except those somebody else has already checked: {words}."


def fact(lookup: Lookup, question: str | None) -> Passage:
    """Return the answer to one of the basic facts, or say that it isn't known; empty if it isn't a question here."""
    if question is None or question not in lookup.questions:
        return ()
    state = lookup.states.get(question)
    if state is None or state.state == "not_asked":
        return ()
    return lookup.value(question) or passage(STATES[state.state])


def fact_line(lookup: Lookup, question: str | None, limit: int) -> str:
    """Return a basic fact on one line, shortened."""
    return shorten(" ".join(line.text for line in fact(lookup, question)), limit)


def groups_sentence(lookup: Lookup) -> str:
    """Say who is affected, or that it isn't known."""
    titles = lookup.group_titles(lookup.result.affected_groups)
    if lookup.result.groups_not_known:
        return (
            f"Not known in full. Named so far: {lower_first(titles)}."
            if titles
            else "Not known, so it may be any group."
        )
    return titles or "No group is named."


def _is_optional(lookup: Lookup, question: str) -> bool:
    return question in lookup.questions and lookup.questions[question].optional


def _rows(lookup: Lookup, caps: Caps) -> list[Row]:
    facts = lookup.questionnaire.facts
    rows = [
        ("What is decided", fact_line(lookup, facts.summary, caps.letters(260))),
        ("Groups affected", shorten(groups_sentence(lookup), caps.letters(170))),
    ]
    return [Row(label, passage(value)) for label, value in rows if value]


def _facts(lookup: Lookup) -> list[Row]:
    facts = lookup.questionnaire.facts
    rows = [
        ("Decision", _decision(lookup)),
        ("Takes effect", fact_line(lookup, facts.change_date, 40)),
        ("People who use it now", fact_line(lookup, facts.people, 40)),
        ("EqIA or IIA", fact_line(lookup, facts.reference, 40)),
    ]
    return [Row(label, passage(value)) for label, value in rows if value]


def _decision(lookup: Lookup) -> str:
    facts = lookup.questionnaire.facts
    who, when = fact_line(lookup, facts.decision_maker, 50), fact_line(lookup, facts.decision_date, 40)
    return f"{who}; {lower_first(when)}" if who and when and who != when else who or when


def _why(overall: Overall, branch: Branch, lookup: Lookup) -> str:
    """Explain an overall rating to a councillor in a sentence or two."""
    rating = overall.rating
    if rating.possible is Level.NONE:
        if branch == "inherent" or lookup.result.inherent.rating.possible is Level.NONE:
            return "No answer raises a risk of loneliness."
        return "The mitigations that count take away every harm found."
    if rating.is_settled:
        return _settled(rating.confirmed, branch, lookup)
    return f"{_known(rating.confirmed, branch, lookup)} {_open(overall, branch, lookup)}"


def _known(level: Level, branch: Branch, lookup: Lookup) -> str:
    if level is Level.NONE:
        return "Nothing is confirmed yet."
    confirmed = [_branch(item, branch).confirmed for item in lookup.result.factors]
    if level in confirmed or _floor_because(level, "true", lookup):
        return f"What is known makes it {_small(level)}."
    moderate = count(confirmed.count(Level.MODERATE), "moderate harm", "moderate harms")
    return f"{moderate}, all known, together count as {_small(level)}."


def _settled(level: Level, branch: Branch, lookup: Lookup) -> str:
    titles = [
        lookup.factor_title(item.factor) for item in lookup.result.factors if _branch(item, branch).confirmed == level
    ]
    if titles:
        return _harms_are(titles, "is", "are", level)
    if because := _floor_because(level, "true", lookup):
        return because
    moderate = [item for item in lookup.result.factors if _branch(item, branch).confirmed == Level.MODERATE]
    return f"{count(len(moderate), 'moderate harm', 'moderate harms')} together count as {_small(level)}."


def _open(overall: Overall, branch: Branch, lookup: Lookup) -> str:
    level = overall.rating.possible
    if overall.lifted_by_floor and (because := _floor_because(level, "unknown", lookup)):
        return f"It would be {_small(level)} if this holds, which isn’t known: {lower_first(because)}"
    if overall.lifted_by_count:
        return f"If what isn’t known turns out badly, several moderate harms together count as {_small(level)}."
    titles = [
        lookup.factor_title(item.factor) for item in lookup.result.factors if _branch(item, branch).possible == level
    ]
    if not titles:
        return f"What isn’t known could make it {_small(level)}."
    return _harms_are(titles, "may be", "may be", level)


def _harms_are(titles: list[str], one: str, many: str, level: Level) -> str:
    first = lower_first(titles[0])
    if len(titles) == 1:
        return f"One harm {one} {_small(level)}: {first}."
    return f"{len(titles)} harms {many} {_small(level)}, among them: {first}."


def _small(level: Level) -> str:
    return LEVEL_WORDS[level].lower()


def _floor_because(level: Level, truth: str, lookup: Lookup) -> str:
    """Return what the floor says that sets a level; empty if none of this truth does."""
    for floor in lookup.result.floors:
        if floor.level == level and floor.truth == truth and floor.lifted_by is None and floor.floor in lookup.floors:
            return sentence(lookup.floors[floor.floor].because)
    return ""


def _branch(rating: FactorRating, branch: Branch) -> Bounds:
    return {"inherent": rating.inherent, "residual": rating.residual, "unmitigated": rating.unmitigated}[branch]


def _counts(overall: Overall) -> str:
    confirmed, possible = _count_words(overall.counts_confirmed), _count_words(overall.counts_possible)
    if possible == confirmed:
        return f"Harms as proposed: {confirmed}."
    return f"Harms as proposed: {confirmed} confirmed; {possible} if every unknown turns out badly."


def _count_words(counts: tuple[int, int, int, int]) -> str:
    words = zip(counts, ("severe", "high", "moderate", "low"), strict=True)
    return listed(f"{number} {word}" for number, word in words if number) or "none"


def _harms(lookup: Lookup, caps: Caps) -> tuple[str, tuple[Harm, ...], str]:
    ratings = lookup.result.factors
    if not ratings:
        return "Harms", (), "No harm was found."
    serious = [rating for rating in ratings if rating.inherent.possible >= Level.MODERATE]
    heading = "The worst harms" if serious else "Harms found: low only"
    shown = (serious or list(ratings))[: caps.harms]
    rest = [rating for rating in ratings if rating not in shown]
    high = [lookup.factor_title(rating.factor) for rating in rest if rating.inherent.possible >= Level.HIGH]
    others = len(rest) - len(high)
    notes = []
    if high:
        named = _first_named(high, caps.letters(_NAMED_IN_NOTE))
        notes.append(f"Also high or severe, or possibly so: {named}.")
    if others:
        notes.append(f"{count(others, 'lesser harm stands', 'lesser harms stand')} further on.")
    return heading, tuple(_harm(rating, lookup, caps) for rating in shown), " ".join(notes)


def _harm(rating: FactorRating, lookup: Lookup, caps: Caps) -> Harm:
    return Harm(
        title=lookup.factor_title(rating.factor),
        pair=pair(rating.inherent),
        sentence=shorten(_reason(rating, lookup), caps.letters(300)),
        number=_number(rating, lookup),
    )


def _reason(rating: FactorRating, lookup: Lookup) -> str:
    """Say what is known of a harm, then what would make it worse if it turned out so: never as if it were known."""
    findings = [lookup.findings[rule] for rule in rating.findings if rule in lookup.findings and rule in lookup.rules]
    worst = next((finding for finding in findings if finding.kind == "severity"), None)
    if worst is None:
        return lookup.factors[rating.factor].plain if rating.factor in lookup.factors else ""
    known = next((finding for finding in findings if finding.kind == "severity" and finding.truth == "true"), None)
    sentences = [sentence(lookup.rules[known.rule].because)] if known else []
    if worst is not known:
        sentences.append(f"If it turns out so: {lower_first(sentence(lookup.rules[worst.rule].because))}")
    return " ".join(sentences)


def _number(rating: FactorRating, lookup: Lookup) -> str:
    """Return the first number of people that the findings of a factor rest on: `34 people (“How many ...?”).`."""
    for rule in rating.findings:
        for used in lookup.findings[rule].answers if rule in lookup.findings else ():
            question = lookup.questions.get(used.question)
            number = lookup.number(used.question)
            if question is not None and number is not None and _counts_people(question, lookup):
                return f"{number:,} {question.unit} (“{shorten(question.text, 100)}”)."
    return ""


def _counts_people(question: Question, lookup: Lookup) -> bool:
    """Tell whether a number is of people: the unit says so in English, or is that of how many people use it now."""
    unit = question.unit or ""
    people = lookup.questions.get(lookup.questionnaire.facts.people or "")
    return "people" in unit or bool(people and unit and unit == people.unit)


def _conflicts(lookup: Lookup, caps: Caps) -> tuple[str, tuple[str, ...], str]:
    alignment = lookup.result.alignment
    against = [item for item in alignment if item.standing == "conflicts"]
    heading = _IN_CONFLICT
    if not against:
        against = [item for item in alignment if item.standing == "at_risk"]
        heading = "Principles at risk (none in conflict)"
    if not against:
        return "Principles of the strategy", (), f"None is in conflict or at risk. {_supported(lookup)}".strip()
    against.sort(key=lambda item: (_KIND_ORDER.get(_kind(item, lookup), len(_KIND_ORDER)), -item.inherent.possible))
    rest = len(against) - caps.conflicts
    notes = [f"And {rest} more."] if rest > 0 else []
    if lookup.assessment.mitigations and heading == _IN_CONFLICT:
        still = sum(item.standing_residual == "conflicts" for item in alignment)
        notes.append(f"After the mitigations that count: {still or 'none'} in conflict.")
    shown = against[: caps.conflicts]
    notes.append(f"From: {listed(dict.fromkeys(_strategy_title(item, lookup) for item in shown))}.")
    lines = (_element_line(lookup.elements[item.element]) for item in shown)
    return heading, tuple(shorten(line, caps.letters(90)) for line in lines), " ".join(notes)


def _supported(lookup: Lookup) -> str:
    """Say how many principles the answers support; empty if the strategy has none."""
    principles = [item for item in lookup.result.alignment if _kind(item, lookup) == "principle"]
    if not principles:
        return ""
    supported = sum(item.standing == "supported" for item in principles)
    return f"The answers show support for {supported or 'none'} of {count(len(principles), 'principle', 'principles')}."


_KIND_ORDER = {"principle": 0, "goal": 1}
"""What page 1 names first; the other elements of the strategy come after."""


def _element_line(element: Element) -> str:
    text = element.wordings[0].text
    return text if element.kind == "principle" else f"{KINDS[element.kind]}: {text}"


def _kind(item: ElementAlignment, lookup: Lookup) -> str:
    return lookup.elements[item.element].kind


def _strategy_title(item: ElementAlignment, lookup: Lookup) -> str:
    strategy = next(
        strategy
        for strategy in lookup.questionnaire.strategies
        if any(element.id == item.element for element in strategy.elements)
    )
    return f"{one_line(strategy.title)} ({STRATEGY_STATUS[strategy.status]})"


def _unknown_note(lookup: Lookup, headings: Mapping[str, Heading], most: int) -> str:
    found = len(lookup.result.find_out)
    if not found:
        return "Nothing that could change the rating is unknown."
    rest = found - most
    where = headings["unknowns"].text if "unknowns" in headings else ""
    return f"And {rest} more: see “{where}”." if rest > 0 and where else ""


def _permitted_note(lookup: Lookup, caps: Caps) -> str:
    blocked = [lookup.checks[check].title for check in lookup.result.blocked_by if check in lookup.checks]
    if not blocked:
        return ""
    return shorten(f"More is permitted only once these are shown: {_first_named(blocked, 3)}.", caps.letters(230))


def _first_named(titles: list[str], most: int) -> str:
    """Name the first few titles in running text and count the rest."""
    named = [lower_first(title) for title in titles[:most]]
    rest = len(titles) - most
    return f"{', '.join(named)} and {rest} more" if rest > 0 else listed(named)
