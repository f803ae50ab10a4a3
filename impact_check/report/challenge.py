"""Say what a second person said: what they agreed and disagreed with, and what their answers would make of it."""

from collections.abc import Iterator

from impact_check.interview.contested import Item
from impact_check.interview.gap import FindingMoved, Gap, Looked, SecondView
from impact_check.model.assessment import Review
from impact_check.model.levels import Bounds, Level
from impact_check.report.formats import count, day, listed, lower_first, one_line, passage, sentence, shorten
from impact_check.report.lookup import Lookup
from impact_check.report.measures import mitigation_rows
from impact_check.report.parts import ChallengePart, Disagreement, ItemPart, Passage, Row, SecondPerson
from impact_check.report.wording import CHECK_STATUS, NO_CREDIT, PUBLISH, STANDINGS, credit_words, pair_words

_MOST_MOVED = 6
"""Elements of the strategy, and findings, that are named one by one."""

_NAME_LENGTH = 40
"""Characters of a name on page 1."""


def challenge_part(lookup: Lookup, found: Gap) -> ChallengePart:
    """Set out what each challenger said, or that nobody has."""
    return ChallengePart(
        nobody=""
        if found.views
        else "No second person’s view of these answers is on record. They are the word of those who gave them.",
        people=tuple(second_person(lookup, found, view) for view in found.views),
    )


def page_one_line(lookup: Lookup, found: Gap) -> str:
    """Return what page 1 must say about the challenge; empty if all see it alike, or little is at stake."""
    at_stake = lookup.result.inherent.rating.possible >= Level.MODERATE
    if found.differing:
        first, *others = found.differing
        more = f"; {count(len(others), 'more sees', 'more see')} it otherwise too" if others else ""
        return f"A second person sees it otherwise: {_differently(found, first)}{more}."
    return "No second person’s view of these answers is on record." if at_stake and not found.is_challenged else ""


def _differently(found: Gap, view: SecondView) -> str:
    is_before = view.inherent != found.inherent
    when, rating = ("as proposed", view.inherent) if is_before else ("after mitigation", view.residual)
    return f"with the answers of {shorten(view.by, _NAME_LENGTH)} the rating {when} is {_rating(rating)}"


def second_person(lookup: Lookup, found: Gap, view: SecondView) -> SecondPerson:
    """Set out what one challenger said."""
    return SecondPerson(
        name=one_line(view.by),
        tally=_tally(view),
        rating=_compared(found, view, has_mitigations=bool(lookup.assessment.mitigations)),
        in_short=_in_short(view),
        moved=(*_elements(lookup, view), *_findings(lookup, view)),
        disagreements=tuple(_disagreement(lookup, entry) for entry in view.looked if entry.review.view == "disagree"),
        look_again=tuple(
            _title(lookup, entry.review) for entry in view.looked if entry.has_changed and entry.review.view == "agree"
        ),
    )


def _tally(view: SecondView) -> str:
    """Say when they looked, and how many points they agreed with, disagreed with, and left."""
    said = [f"agreed with {count(view.agreed, 'point', 'points')}", f"disagreed with {view.disagreed or 'none'}"]
    told = f"Looked at it last on {day(view.last.date())}: {listed(said)}."
    if view.changed_since:
        told += f" {count(view.changed_since, 'point has', 'points have')} changed since and must be looked at again."
    if view.not_looked_at:
        told += f" {count(view.not_looked_at, 'contested point was', 'contested points were')} not looked at."
    if view.has_answered:
        told += " This person has given answers here too, so they don’t count as a second person."
    return told


def _compared(found: Gap, view: SecondView, *, has_mitigations: bool) -> str:
    if not any(entry.review.instead and not entry.has_changed for entry in view.looked):
        return f"They gave no other answer that stands, so the rating is the same: {_rating(found.inherent)}."
    ours, theirs = _rating(found.inherent), _rating(view.inherent)
    told = f"The author’s answers give {ours}. With the challenger’s they give {theirs}."
    if ours == theirs:
        told = f"With the challenger’s answers in place of the author’s, the rating is the same: {ours}."
    if has_mitigations and view.residual != found.residual:
        after = f"{_rating(found.residual)} with the author’s; {_rating(view.residual)} with the challenger’s"
        told += f" After the mitigations that count: {after}."
    elsewhere = any(entry.review.view == "disagree" and entry.review.kind != "question" for entry in view.looked)
    doubts = " Doubts about mitigations, checks and findings don’t change these ratings." if elsewhere else ""
    return told + doubts


def _in_short(view: SecondView) -> str:
    elements = count(len(view.elements), "element of the strategy stands", "elements of the strategy stand")
    findings = count(len(view.findings), "finding differs", "findings differ")
    told = [f"{elements} otherwise"] if view.elements else []
    told += [findings] if view.findings else []
    return f"{listed(told)}. The report says which." if told else ""


def _rating(bounds: Bounds) -> str:
    return lower_first(pair_words(bounds))


def _elements(lookup: Lookup, view: SecondView) -> Iterator[str]:
    for moved in view.elements[:_MOST_MOVED]:
        author, challenger = (STANDINGS[standing].word.lower() for standing in (moved.author, moved.challenger))
        text = shorten(lookup.elements[moved.element].wordings[0].text, 90)
        yield f"“{text}”: {author} with the author’s answers, {challenger} with theirs."
    yield from _more(len(view.elements), "element of the strategy stands otherwise", "elements stand otherwise")


def _findings(lookup: Lookup, view: SecondView) -> Iterator[str]:
    """Yield the findings that differ, the certain ones first."""
    known = [moved for moved in view.findings if moved.rule in lookup.rules]
    for moved in sorted(known, key=lambda moved: moved.challenger == "unknown")[:_MOST_MOVED]:
        yield f"{_how_found(moved)}: {lower_first(sentence(lookup.rules[moved.rule].because))}"
    yield from _more(len(known), "finding differs", "findings differ")


def _how_found(moved: FindingMoved) -> str:
    if moved.challenger is None:
        return "Not found with their answers"
    if moved.author is None:
        return "Found only with their answers" if moved.challenger == "true" else "May be so only with their answers"
    return "Certain only with their answers" if moved.challenger == "true" else "Not certain with their answers"


def _more(number: int, one: str, many: str) -> Iterator[str]:
    if number > _MOST_MOVED:
        rest = number - _MOST_MOVED
        yield f"And {rest} more {one if rest == 1 else many}."


def _disagreement(lookup: Lookup, entry: Looked) -> Disagreement:
    return Disagreement(title=_title(lookup, entry.review), rows=tuple(_rows(lookup, entry)))


def _title(lookup: Lookup, review: Review) -> str:
    match review.kind:
        case "question":
            return lookup.question_text(review.about)
        case "mitigation":
            return f"Mitigation {review.about}"
        case "check":
            return f"Check: {lookup.checks[review.about].title if review.about in lookup.checks else review.about}"
        case "finding":
            return lookup.rules[review.about].because if review.about in lookup.rules else review.about


def _rows(lookup: Lookup, entry: Looked) -> Iterator[Row]:
    review = entry.review
    is_question = review.kind == "question"
    yield Row("The author’s answer" if is_question else "The assessment", _as_it_stands(lookup, review))
    if is_question:
        instead = lookup.given_words(review.about, review.instead) if review.instead else passage("None given")
        yield Row("The challenger’s answer", instead)
    yield Row("Why", passage(review.note))
    if entry.has_changed:
        yield Row("Changed since", passage(f"What they disagreed with was: {review.of}"))
    asked = lookup.questions.get(review.about) if is_question else None
    if asked and PUBLISH[asked.publish]:
        yield Row("Publishing", passage(PUBLISH[asked.publish]))


def _as_it_stands(lookup: Lookup, review: Review) -> Passage:
    match review.kind:
        case "question":
            part = lookup.answer_part(review.about)
            return (*part.answer, *passage(part.remark))
        case "mitigation":
            found = next((entry for entry in lookup.assessment.mitigations if entry.id == review.about), None)
            return passage(found.action if found else "It is no longer there.")
        case "check":
            status = next((entry.status for entry in lookup.result.checks if entry.check == review.about), None)
            return passage(CHECK_STATUS[status] if status else "It is no longer there.")
        case "finding":
            finding = lookup.findings.get(review.about)
            held = {"true": "It holds.", "unknown": "It may hold."}
            return passage(held[finding.truth] if finding else "It isn’t found any more.")


def item_part(lookup: Lookup, item: Item) -> ItemPart:
    """Put one contested thing in words, with what it rests on."""
    return ItemPart(title=_item_title(lookup, item), why=item.why, rows=tuple(_shown(lookup, item)))


def _item_title(lookup: Lookup, item: Item) -> str:
    match item.kind:
        case "question":
            return lookup.question_text(item.about)
        case "mitigation":
            action = next(entry.action for entry in lookup.assessment.mitigations if entry.id == item.about)
            return f"Mitigation {item.about}: {one_line(action)}"
        case "check":
            return f"Check: {lookup.checks[item.about].title}"


def _shown(lookup: Lookup, item: Item) -> Iterator[Row]:
    if item.kind == "mitigation":
        yield from _mitigation(lookup, item.about)
    for question in item.answers:
        part = lookup.answer_part(question)
        asked = () if item.kind == "question" else passage(part.question)
        yield Row("Answer", (*asked, *part.answer, *passage(part.remark)))
        if part.note:
            yield Row("Note", part.note)
        for line in part.evidence:
            yield Row("Evidence", passage(line))
    for rule in item.findings:
        yield Row("Finding", passage(lookup.rules[rule].because))


def _mitigation(lookup: Lookup, id_: str) -> Iterator[Row]:
    mitigation = next(entry for entry in lookup.assessment.mitigations if entry.id == id_)
    earned = next(entry for entry in lookup.result.mitigations if entry.mitigation == id_)
    yield Row("Aimed at", passage(lookup.factor_title(mitigation.factor)))
    yield from mitigation_rows(mitigation, lookup)
    reasons = " ".join(NO_CREDIT[reason] for reason in earned.reasons)
    yield Row("Credit", passage(f"{credit_words(earned.credit)}. {reasons}"))
