"""Say what a second person said: what they agreed and disagreed with, and what their answers would make of it."""

from collections.abc import Iterator

from impact_check.interview.contesting import Item
from impact_check.interview.gaps import FindingMoved, Gap, Looked, SecondView
from impact_check.language import Translated, number, to_translate, tr, trn
from impact_check.model.assessment import Review
from impact_check.model.levels import Bounds, Level
from impact_check.report.formats import day, labelled, listed, lower_first, one_line, passage, sentence, shorten
from impact_check.report.lookup import Lookup
from impact_check.report.mitigation_rows import mitigation_rows
from impact_check.report.page_one_parts import ChallengePart, Disagreement, ItemPart, Passage, Row, SecondPerson
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
        else tr("No second person’s view of these answers is on record. They are the word of those who gave them."),
        people=tuple(second_person(lookup, found, view) for view in found.views),
    )


def page_one_line(lookup: Lookup, found: Gap) -> str:
    """Return what page 1 must say about the challenge; empty if all see it alike, or little is at stake."""
    at_stake = lookup.result.inherent.rating.possible >= Level.MODERATE
    if found.differing:
        first, *others = found.differing
        if not others:
            return tr("A second person sees it otherwise: {how}.", how=_differently(found, first))
        return trn(
            "A second person sees it otherwise: {how}; 1 more sees it otherwise too.",
            "A second person sees it otherwise: {how}; {count} more see it otherwise too.",
            len(others),
            how=_differently(found, first),
        )
    return tr("No second person’s view of these answers is on record.") if at_stake and not found.is_challenged else ""


def _differently(found: Gap, view: SecondView) -> str:
    who = shorten(view.by, _NAME_LENGTH)
    if view.inherent != found.inherent:
        return tr(
            "with the answers of {name} the rating as proposed is {rating}", name=who, rating=_rating(view.inherent)
        )
    return tr(
        "with the answers of {name} the rating after mitigation is {rating}", name=who, rating=_rating(view.residual)
    )


def second_person(lookup: Lookup, found: Gap, view: SecondView) -> SecondPerson:
    """Set out what one challenger said."""
    return SecondPerson(
        name=one_line(view.by),
        tally=" ".join(_tally(view)),
        rating=" ".join(_compared(found, view, has_mitigations=bool(lookup.assessment.mitigations))),
        in_short=_in_short(view),
        moved=(*_elements(lookup, view), *_findings(lookup, view)),
        disagreements=tuple(_disagreement(lookup, entry) for entry in view.looked if entry.review.view == "disagree"),
        look_again=tuple(
            _title(lookup, entry.review) for entry in view.looked if entry.has_changed and entry.review.view == "agree"
        ),
    )


def _tally(view: SecondView) -> Iterator[str]:
    """Say when they looked, and how many points they agreed with, disagreed with, and left: a sentence each."""
    yield trn(
        "Looked at it last on {day}: agreed with 1 point and disagreed with {disagreed}.",
        "Looked at it last on {day}: agreed with {count} points and disagreed with {disagreed}.",
        view.agreed,
        day=day(view.last.date()),
        disagreed=number(view.disagreed) if view.disagreed else tr("none"),
    )
    if view.changed_since:
        yield trn(
            "1 point has changed since and must be looked at again.",
            "{count} points have changed since and must be looked at again.",
            view.changed_since,
        )
    if view.not_looked_at:
        yield trn(
            "1 contested point was not looked at.",
            "{count} contested points were not looked at.",
            view.not_looked_at,
        )
    if view.has_answered:
        yield tr("This person has given answers here too, so they don’t count as a second person.")


def _compared(found: Gap, view: SecondView, *, has_mitigations: bool) -> Iterator[str]:
    """Hold the author's rating against the one that the challenger's answers give: a sentence or more."""
    ours, theirs = _rating(found.inherent), _rating(view.inherent)
    if not any(entry.review.instead and not entry.has_changed for entry in view.looked):
        yield tr("They gave no other answer that stands, so the rating is the same: {rating}.", rating=ours)
        return
    if ours == theirs:
        yield tr(
            "With the challenger’s answers in place of the author’s, the rating is the same: {rating}.", rating=ours
        )
    else:
        yield tr(
            "The author’s answers give {author}. With the challenger’s they give {challenger}.",
            author=ours,
            challenger=theirs,
        )
    if has_mitigations and view.residual != found.residual:
        yield tr(
            "After the mitigations that count: {author} with the author’s; {challenger} with the challenger’s.",
            author=_rating(found.residual),
            challenger=_rating(view.residual),
        )
    if any(entry.review.view == "disagree" and entry.review.kind != "question" for entry in view.looked):
        yield tr("Doubts about mitigations, checks and findings don’t change these ratings.")


def _in_short(view: SecondView) -> str:
    elements = trn(
        "1 element of the strategy stands otherwise",
        "{count} elements of the strategy stand otherwise",
        len(view.elements),
    )
    findings = trn("1 finding differs", "{count} findings differ", len(view.findings))
    told = [said for said, moved in ((elements, view.elements), (findings, view.findings)) if moved]
    return tr("{what}. The report says which.", what=listed(told)) if told else ""


def _rating(bounds: Bounds) -> str:
    return lower_first(pair_words(bounds))


def _elements(lookup: Lookup, view: SecondView) -> Iterator[str]:
    for moved in view.elements[:_MOST_MOVED]:
        author, challenger = (STANDINGS[standing].word.lower() for standing in (moved.author, moved.challenger))
        text = shorten(lookup.elements[moved.element].wordings[0].text, 90)
        yield tr(
            "“{element}”: {author} with the author’s answers, {challenger} with theirs.",
            element=text,
            author=author,
            challenger=challenger,
        )
    if len(view.elements) > _MOST_MOVED:
        yield trn(
            "And 1 more element of the strategy stands otherwise.",
            "And {count} more elements stand otherwise.",
            len(view.elements) - _MOST_MOVED,
        )


def _findings(lookup: Lookup, view: SecondView) -> Iterator[str]:
    """Yield the findings that differ, the certain ones first."""
    known = [moved for moved in view.findings if moved.rule in lookup.rules]
    for moved in sorted(known, key=lambda moved: moved.challenger == "unknown")[:_MOST_MOVED]:
        yield labelled(_how_found(moved), lower_first(sentence(lookup.rules[moved.rule].because)))
    if len(known) > _MOST_MOVED:
        yield trn("And 1 more finding differs.", "And {count} more findings differ.", len(known) - _MOST_MOVED)


def _how_found(moved: FindingMoved) -> str:
    if moved.challenger is None:
        return tr("Not found with their answers")
    if moved.author is None:
        if moved.challenger == "true":
            return tr("Found only with their answers")
        return tr("May be so only with their answers")
    if moved.challenger == "true":
        return tr("Certain only with their answers")
    return tr("Not certain with their answers")


def _disagreement(lookup: Lookup, entry: Looked) -> Disagreement:
    return Disagreement(title=_title(lookup, entry.review), rows=tuple(_rows(lookup, entry)))


def _title(lookup: Lookup, review: Review) -> str:
    match review.kind:
        case "question":
            return lookup.question_text(review.about)
        case "mitigation":
            return tr("Mitigation {id}", id=review.about)
        case "check":
            title = lookup.checks[review.about].title if review.about in lookup.checks else review.about
            return tr("Check: {title}", title=title)
        case "finding":
            return lookup.rules[review.about].because if review.about in lookup.rules else review.about


def _rows(lookup: Lookup, entry: Looked) -> Iterator[Row]:
    review = entry.review
    is_question = review.kind == "question"
    yield Row(tr("The author’s answer") if is_question else tr("The assessment"), _as_it_stands(lookup, review))
    if is_question:
        instead = lookup.given_words(review.about, review.instead) if review.instead else passage(tr("None given"))
        yield Row(tr("The challenger’s answer"), instead)
    yield Row(tr("Why"), passage(review.note))
    if entry.has_changed:
        yield Row(tr("Changed since"), passage(tr("What they disagreed with was: {state}", state=review.of)))
    asked = lookup.questions.get(review.about) if is_question else None
    if asked and PUBLISH[asked.publish]:
        yield Row(tr("Publishing"), passage(PUBLISH[asked.publish]))


def _as_it_stands(lookup: Lookup, review: Review) -> Passage:
    match review.kind:
        case "question":
            part = lookup.answer_part(review.about)
            return (*part.answer, *passage(part.remark))
        case "mitigation":
            found = next((entry for entry in lookup.assessment.mitigations if entry.id == review.about), None)
            return passage(found.action if found else tr("It is no longer there."))
        case "check":
            status = next((entry.status for entry in lookup.result.checks if entry.check == review.about), None)
            return passage(CHECK_STATUS[status] if status else tr("It is no longer there."))
        case "finding":
            finding = lookup.findings.get(review.about)
            return passage(_HELD[finding.truth] if finding else tr("It isn’t found any more."))


_HELD = Translated({"true": to_translate("It holds."), "unknown": to_translate("It may hold.")})


def item_part(lookup: Lookup, item: Item) -> ItemPart:
    """Put one contested thing in words, with what it rests on."""
    return ItemPart(title=_item_title(lookup, item), why=item.why, rows=tuple(_shown(lookup, item)))


def _item_title(lookup: Lookup, item: Item) -> str:
    match item.kind:
        case "question":
            return lookup.question_text(item.about)
        case "mitigation":
            action = next(entry.action for entry in lookup.assessment.mitigations if entry.id == item.about)
            return tr("Mitigation {id}: {action}", id=item.about, action=one_line(action))
        case "check":
            return tr("Check: {title}", title=lookup.checks[item.about].title)


def _shown(lookup: Lookup, item: Item) -> Iterator[Row]:
    if item.kind == "mitigation":
        yield from _mitigation(lookup, item.about)
    for question in item.answers:
        part = lookup.answer_part(question)
        asked = () if item.kind == "question" else passage(part.question)
        yield Row(tr("Answer"), (*asked, *part.answer, *passage(part.remark)))
        if part.note:
            yield Row(tr("Note"), part.note)
        for line in part.evidence:
            yield Row(tr("Evidence"), passage(line))
    for rule in item.findings:
        yield Row(tr("Finding"), passage(lookup.rules[rule].because))


def _mitigation(lookup: Lookup, id_: str) -> Iterator[Row]:
    mitigation = next(entry for entry in lookup.assessment.mitigations if entry.id == id_)
    earned = next(entry for entry in lookup.result.mitigations if entry.mitigation == id_)
    yield Row(tr("Aimed at"), passage(lookup.factor_title(mitigation.factor)))
    yield from mitigation_rows(mitigation, lookup)
    reasons = " ".join(NO_CREDIT[reason] for reason in earned.reasons)
    yield Row(tr("Credit"), passage(" ".join((sentence(credit_words(earned.credit)), reasons))))
