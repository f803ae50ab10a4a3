"""Write page 1: the decision, its rating in a sentence, the worst harms, the unknowns, what is permitted, who signs."""

from collections.abc import Iterator, Mapping
from typing import Literal

from impact_check.language import number, tr, trn
from impact_check.model.levels import Bounds, Level
from impact_check.model.result import ElementAlignment, FactorRating, Overall, Result
from impact_check.model.strategy import Element
from impact_check.privacy import counts_people
from impact_check.report.fit import Caps, fitted
from impact_check.report.formats import labelled, listed, lower_first, one_line, passage, sentence, shorten
from impact_check.report.lookup import Lookup
from impact_check.report.page_one_parts import Harm, Heading, Passage, RatingCard, Row, Summary
from impact_check.report.put_forward import put_forward_line
from impact_check.report.rating_scale import scale
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
        strengths_note=_and_more(len(strengths) - _STRENGTHS, headings.get("benefits")),
        conflicts_heading=conflicts_heading,
        conflicts=conflicts,
        conflicts_note=conflicts_note,
        unknown=tuple(
            shorten(lookup.question_text(item.question), caps.letters(110)) for item in result.find_out[: caps.unknowns]
        ),
        unknown_note=_unknown_note(lookup, headings, caps.unknowns),
        permitted=tuple(OUTCOMES[outcome] for outcome in result.outcomes),
        permitted_note=_permitted_note(lookup, caps),
        put_forward=put_forward_line(lookup, headings["sign-off"].text),
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


def _and_more(rest: int, place: Heading | None) -> str:
    """Say how many more there are, and under which heading they stand, if one is there; empty if there are none."""
    if rest <= 0:
        return ""
    if place is None:
        return trn("And 1 more.", "And {count} more.", rest)
    return trn("And 1 more: see “{heading}”.", "And {count} more: see “{heading}”.", rest, heading=place.text)


def _reasons(lookup: Lookup) -> Passage:
    facts = lookup.questionnaire.facts
    lines = lookup.value(facts.nil_reasons) or lookup.value(facts.reasons)
    if len(lines) <= _REASON_LINES and sum(len(line.text) for line in lines) <= _REASON_LENGTH:
        return lines or passage(tr("No reasons are recorded."))
    return passage(shorten(" ".join(line.text for line in lines), _REASON_LENGTH))


def _cards(lookup: Lookup) -> Iterator[RatingCard]:
    result = lookup.result
    heading = tr("As proposed")
    before = result.inherent.rating
    yield RatingCard(heading, pair(before), _why(result.inherent, "inherent", lookup), scale(heading, before))
    if lookup.assessment.mitigations:
        heading = tr("After the mitigations that count")
        after = result.residual.rating
        yield RatingCard(heading, pair(after), _why(result.residual, "residual", lookup), scale(heading, after))


def status(lookup: Lookup) -> str:
    """Say whether the assessment may be signed, and if not, why."""
    result = lookup.result
    if result.can_be_final and result.blocked_by:
        return _with_left(tr("Complete, but it can’t go ahead as it is."), result)
    if result.can_be_final:
        return _with_left(tr("Complete. Ready for sign-off."), result)
    open_questions = sum(
        state.state == "unanswered"
        and not _is_optional(lookup, state.question)
        and state.question not in result.left_unasked
        for state in result.questions
    )
    if open_questions:
        return trn(
            "Draft. 1 question is not answered yet.", "Draft. {count} questions are not answered yet.", open_questions
        )
    return tr("Draft. Something that must be known isn’t known yet.")


def _with_left(status: str, result: Result) -> str:
    """Add how many questions an early stop left."""
    count = len(result.left_unasked)
    if not count:
        return status
    left = trn(
        "1 question was left, since no answer could change the result.",
        "{count} questions were left, since no answer could change the result.",
        count,
    )
    return f"{status} {left}"


def unmitigated_sentence(lookup: Lookup) -> str:
    """Say what holds if no unverified mitigation happens; empty if no mitigation is on record."""
    if not lookup.assessment.mitigations:
        return ""
    words = lower_first(pair_words(lookup.result.unmitigated.rating))
    return tr("If no mitigation happens except those somebody else has already checked: {rating}.", rating=words)


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
            tr("Not known in full. Named so far: {groups}.", groups=lower_first(titles))
            if titles
            else tr("Not known, so it may be any group.")
        )
    return titles or tr("No group is named.")


def _is_optional(lookup: Lookup, question: str) -> bool:
    return question in lookup.questions and lookup.questions[question].optional


def _rows(lookup: Lookup, caps: Caps) -> list[Row]:
    facts = lookup.questionnaire.facts
    rows = [
        (tr("What is decided"), fact_line(lookup, facts.summary, caps.letters(260))),
        (tr("Groups affected"), shorten(groups_sentence(lookup), caps.letters(170))),
    ]
    return [Row(label, passage(value)) for label, value in rows if value]


def _facts(lookup: Lookup) -> list[Row]:
    facts = lookup.questionnaire.facts
    rows = [
        (tr("Decision"), _decision(lookup)),
        (tr("Takes effect"), fact_line(lookup, facts.change_date, 40)),
        (tr("People who use it now"), fact_line(lookup, facts.people, 40)),
        (tr("EqIA or IIA"), fact_line(lookup, facts.reference, 40)),
    ]
    return [Row(label, passage(value)) for label, value in rows if value]


def _decision(lookup: Lookup) -> str:
    facts = lookup.questionnaire.facts
    who, when = fact_line(lookup, facts.decision_maker, 50), fact_line(lookup, facts.decision_date, 40)
    return tr("{who}; {when}", who=who, when=lower_first(when)) if who and when and who != when else who or when


def _why(overall: Overall, branch: Branch, lookup: Lookup) -> str:
    """Explain an overall rating to a councillor in a sentence or two."""
    rating = overall.rating
    if rating.possible is Level.NONE:
        if branch == "inherent" or lookup.result.inherent.rating.possible is Level.NONE:
            return tr("No answer raises a risk of loneliness.")
        return tr("The mitigations that count take away every harm found.")
    if rating.is_settled:
        return _settled(rating.confirmed, branch, lookup)
    return f"{_known(rating.confirmed, branch, lookup)} {_open(overall, branch, lookup)}"


def _known(level: Level, branch: Branch, lookup: Lookup) -> str:
    if level is Level.NONE:
        return tr("Nothing is confirmed yet.")
    confirmed = [_branch(item, branch).confirmed for item in lookup.result.factors]
    if level in confirmed or _floor_because(level, "true", lookup):
        return tr("What is known makes it {level}.", level=_small(level))
    return trn(
        "1 moderate harm, all known, together count as {level}.",
        "{count} moderate harms, all known, together count as {level}.",
        confirmed.count(Level.MODERATE),
        level=_small(level),
    )


def _settled(level: Level, branch: Branch, lookup: Lookup) -> str:
    titles = [
        lookup.factor_title(item.factor) for item in lookup.result.factors if _branch(item, branch).confirmed == level
    ]
    if titles:
        return trn(
            "One harm is {level}: {harm}.",
            "{count} harms are {level}, among them: {harm}.",
            len(titles),
            level=_small(level),
            harm=lower_first(titles[0]),
        )
    if because := _floor_because(level, "true", lookup):
        return because
    moderate = [item for item in lookup.result.factors if _branch(item, branch).confirmed == Level.MODERATE]
    return trn(
        "1 moderate harm together count as {level}.",
        "{count} moderate harms together count as {level}.",
        len(moderate),
        level=_small(level),
    )


def _open(overall: Overall, branch: Branch, lookup: Lookup) -> str:
    level = overall.rating.possible
    if overall.lifted_by_floor and (because := _floor_because(level, "unknown", lookup)):
        return tr(
            "It would be {level} if this holds, which isn’t known: {because}",
            level=_small(level),
            because=lower_first(because),
        )
    if overall.lifted_by_count:
        return tr(
            "If what isn’t known turns out badly, several moderate harms together count as {level}.",
            level=_small(level),
        )
    titles = [
        lookup.factor_title(item.factor) for item in lookup.result.factors if _branch(item, branch).possible == level
    ]
    if not titles:
        return tr("What isn’t known could make it {level}.", level=_small(level))
    return trn(
        "One harm may be {level}: {harm}.",
        "{count} harms may be {level}, among them: {harm}.",
        len(titles),
        level=_small(level),
        harm=lower_first(titles[0]),
    )


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
        return tr("Harms as proposed: {counts}.", counts=confirmed)
    return tr(
        "Harms as proposed: {confirmed} confirmed; {possible} if every unknown turns out badly.",
        confirmed=confirmed,
        possible=possible,
    )


def _count_words(counts: tuple[int, int, int, int]) -> str:
    severe, high, moderate, low = counts
    words = (
        trn("1 severe", "{count} severe", severe),
        trn("1 high", "{count} high", high),
        trn("1 moderate", "{count} moderate", moderate),
        trn("1 low", "{count} low", low),
    )
    return listed(word for word, found in zip(words, counts, strict=True) if found) or tr("none")


def _harms(lookup: Lookup, caps: Caps) -> tuple[str, tuple[Harm, ...], str]:
    ratings = lookup.result.factors
    if not ratings:
        return tr("Harms"), (), tr("No harm was found.")
    serious = [rating for rating in ratings if rating.inherent.possible >= Level.MODERATE]
    heading = tr("The worst harms") if serious else tr("Harms found: low only")
    shown = (serious or list(ratings))[: caps.harms]
    rest = [rating for rating in ratings if rating not in shown]
    high = [lookup.factor_title(rating.factor) for rating in rest if rating.inherent.possible >= Level.HIGH]
    others = len(rest) - len(high)
    notes = []
    if high:
        named = _first_named(high, caps.letters(_NAMED_IN_NOTE))
        notes.append(tr("Also high or severe, or possibly so: {harms}.", harms=named))
    if others:
        notes.append(trn("1 lesser harm stands further on.", "{count} lesser harms stand further on.", others))
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
        because = lower_first(sentence(lookup.rules[worst.rule].because))
        sentences.append(tr("If it turns out so: {because}", because=because))
    return " ".join(sentences)


def _number(rating: FactorRating, lookup: Lookup) -> str:
    """Return the first number of people that the findings of a factor rest on: `34 people (“How many ...?”).`."""
    for rule in rating.findings:
        for used in lookup.findings[rule].answers if rule in lookup.findings else ():
            question = lookup.questions.get(used.question)
            people = lookup.number(used.question)
            if question is not None and people is not None and counts_people(lookup.questionnaire, question):
                return tr(
                    "{number} {unit} (“{question}”).",
                    number=number(people),
                    unit=question.unit,
                    question=shorten(question.text, 100),
                )
    return ""


def _conflicts(lookup: Lookup, caps: Caps) -> tuple[str, tuple[str, ...], str]:
    alignment = lookup.result.alignment
    against = [item for item in alignment if item.standing == "conflicts"]
    heading, in_conflict = tr("Principles in conflict"), bool(against)
    if not against:
        against = [item for item in alignment if item.standing == "at_risk"]
        heading = tr("Principles at risk (none in conflict)")
    if not against:
        note = " ".join(filter(None, (tr("None is in conflict or at risk."), _supported(lookup))))
        return tr("Principles of the strategy"), (), note
    against.sort(key=lambda item: (_KIND_ORDER.get(_kind(item, lookup), len(_KIND_ORDER)), -item.inherent.possible))
    rest = len(against) - caps.conflicts
    notes = [_and_more(rest, None)] if rest > 0 else []
    if lookup.assessment.mitigations and in_conflict:
        still = sum(item.standing_residual == "conflicts" for item in alignment)
        notes.append(_still_in_conflict(still))
    shown = against[: caps.conflicts]
    titles = listed(dict.fromkeys(_strategy_title(item, lookup) for item in shown))
    notes.append(tr("From: {strategies}.", strategies=titles))
    lines = (_element_line(lookup.elements[item.element]) for item in shown)
    return heading, tuple(shorten(line, caps.letters(90)) for line in lines), " ".join(notes)


def _still_in_conflict(still: int) -> str:
    if not still:
        return tr("After the mitigations that count: none in conflict.")
    return trn(
        "After the mitigations that count: 1 in conflict.",
        "After the mitigations that count: {count} in conflict.",
        still,
    )


def _supported(lookup: Lookup) -> str:
    """Say how many principles the answers support; empty if the strategy has none."""
    principles = [item for item in lookup.result.alignment if _kind(item, lookup) == "principle"]
    if not principles:
        return ""
    supported = sum(item.standing == "supported" for item in principles)
    return trn(
        "The answers show support for {supported} of 1 principle.",
        "The answers show support for {supported} of {count} principles.",
        len(principles),
        supported=number(supported) if supported else tr("none"),
    )


_KIND_ORDER = {"principle": 0, "goal": 1}
"""What page 1 names first; the other elements of the strategy come after."""


def _element_line(element: Element) -> str:
    text = element.wordings[0].text
    return text if element.kind == "principle" else labelled(KINDS[element.kind], text)


def _kind(item: ElementAlignment, lookup: Lookup) -> str:
    return lookup.elements[item.element].kind


def _strategy_title(item: ElementAlignment, lookup: Lookup) -> str:
    strategy = next(
        strategy
        for strategy in lookup.questionnaire.strategies
        if any(element.id == item.element for element in strategy.elements)
    )
    return tr("{strategy} ({status})", strategy=one_line(strategy.title), status=STRATEGY_STATUS[strategy.status])


def _unknown_note(lookup: Lookup, headings: Mapping[str, Heading], most: int) -> str:
    found = len(lookup.result.find_out)
    if not found:
        return tr("Nothing that could change the rating is unknown.")
    return _and_more(found - most, headings["unknowns"]) if "unknowns" in headings else ""


def _permitted_note(lookup: Lookup, caps: Caps) -> str:
    blocked = [lookup.checks[check].title for check in lookup.result.blocked_by if check in lookup.checks]
    if not blocked:
        return ""
    note = tr("More is permitted only once these are shown: {checks}.", checks=_first_named(blocked, 3))
    return shorten(note, caps.letters(230))


def _first_named(titles: list[str], most: int) -> str:
    """Name the first few titles in running text and count the rest."""
    named = [lower_first(title) for title in titles[:most]]
    rest = len(titles) - most
    return listed((*named, trn("1 more", "{count} more", rest)) if rest > 0 else named)
