"""Say what would bring the rating down: a sentence or two for each way, or what stands in the way."""

from collections.abc import Iterable

from impact_check.language import Translated, to_translate, tr, trn
from impact_check.model.assessment import Known, Value
from impact_check.model.levels import Bounds, Level
from impact_check.model.what_if import OURS, ChangeSet, InTheWay, Step, WhatIf
from impact_check.report.formats import listed, lower_first, quoted, sentence, unended, upper_first
from impact_check.report.lookup import Lookup
from impact_check.report.parts import WhatIfPart
from impact_check.report.wording import LEVEL_WORDS, pair_words

_NUMBERS = Translated({2: to_translate("two"), 3: to_translate("three"), 4: to_translate("four")})
_MOST_STEPS = 4
"""No way down with more steps is ever looked for."""
_MOST_NAMED = 5


def what_if_part(lookup: Lookup, found: WhatIf) -> WhatIfPart:
    """Set out the ways down, or what stands in the way."""
    fixed = [entry for entry in found.in_the_way if not entry.can_move]
    movable = [entry for entry in found.in_the_way if entry.can_move]
    return WhatIfPart(
        intro=_intro(found),
        ways=tuple(_way(lookup, way) for way in found.sets),
        notes=tuple(_notes(found)),
        fixed=tuple(_fixed(lookup, entry) for entry in fixed[:_MOST_NAMED]),
        movable=_movable(lookup, movable),
    )


def _intro(found: WhatIf) -> str:
    now = tr("As proposed the rating is {rating}.", rating=_rating(found.now))
    return " ".join((now, _outlook(found)))


def _outlook(found: WhatIf) -> str:
    """Say whether the rating can be brought to where it should be."""
    target = quoted(LEVEL_WORDS[found.target])
    if found.target > Level.NONE:
        target = tr("{rating} or better", rating=target)
    if found.is_met:
        return tr("That is {target}, so nothing has to change.", target=target)
    if len(found.sets) == 1:
        return tr("This is enough to make it {target}, if you do it and can show it.", target=target)
    if found.sets:
        return tr("Each of these is enough to make it {target}, if you do it and can show it.", target=target)
    if found.searched_to == 1:
        return tr(
            "No single change makes it {target}, even if everything can be shown and all goes well.", target=target
        )
    return tr(
        "No set of up to {number} changes makes it {target}, even if everything can be shown and all goes well.",
        number=_NUMBERS[found.searched_to],
        target=target,
    )


def _rating(bounds: Bounds) -> str:
    return quoted(pair_words(bounds))


def _way(lookup: Lookup, way: ChangeSet) -> str:
    """Say one way down so that a councillor understands it."""
    *others, last = (_step(lookup, step) for step in way.steps)
    told = upper_first(tr("{steps}; and {last}", steps="; ".join(others), last=last) if others else last)
    rating = _rating(way.after)
    match len(way.steps):
        case 1:
            return tr("{steps}. Then the rating is {rating}.", steps=told, rating=rating)
        case 2:
            return tr("{steps}. Then the rating is {rating}; neither alone is enough.", steps=told, rating=rating)
        case steps:
            return tr(
                "{steps}. Then the rating is {rating}; all {number} are needed.",
                steps=told,
                rating=rating,
                number=_NUMBERS[steps],
            )


def _step(lookup: Lookup, step: Step) -> str:
    question = quoted(lookup.question_text(step.question))
    to = _answer(lookup, step.question, step.to)
    if step.or_better:
        to = _or_better(lookup, step, to)
    if step.kind == "show":
        return tr("show evidence for the answer {answer} to {question}", answer=to, question=question)
    done = _done(lookup, step, question, to)
    return tr("{step} (with evidence)", step=done) if step.evidence else done


def _done(lookup: Lookup, step: Step, question: str, to: str) -> str:
    """Say what is to be done about a question. to: what it must come to."""
    if step.kind == "make_sure":
        return tr("make sure that {question} can be answered {answer}", question=question, answer=to)
    if step.kind == "find_out":
        return tr("find out {question}, which has to turn out {answer}", question=question, answer=to)
    if step.before is None:
        return tr("change {question} to {answer}", question=question, answer=to)
    before = _answer(lookup, step.question, step.before)
    return tr("change {question} from {before} to {answer}", question=question, before=before, answer=to)


def _answer(lookup: Lookup, question: str, value: Value) -> str:
    words = lookup.value_words(question, Known(by="", at=lookup.assessment.created, value=value))
    return listed(quoted(line.text) for line in words)


def _or_better(lookup: Lookup, step: Step, answer: str) -> str:
    asked = lookup.questions.get(step.question)
    match asked.worse if asked else None:
        case "higher":
            return tr("{answer} or less", answer=answer)
        case "lower":
            return tr("{answer} or more", answer=answer)
        case _:
            return tr("{answer} or better", answer=answer)


def _notes(found: WhatIf) -> Iterable[str]:
    kinds = {step.kind for way in found.sets for step in way.steps}
    if kinds & OURS and "find_out" in kinds:
        yield tr("What has to be found out is a fact: nobody can choose it, and it may turn out otherwise.")
    elif "find_out" in kinds:
        yield tr("These are facts: nobody can choose them, and they may turn out otherwise.")
    if found.left_out:
        yield trn(
            "1 other way with as few steps would be enough too.",
            "{count} other ways with as few steps would be enough too.",
            found.left_out,
        )
    if not found.is_met and found.searched_to < _MOST_STEPS and not found.left_out:
        yield tr("Ways with more steps were not all tried.")


def _fixed(lookup: Lookup, entry: InTheWay) -> str:
    told = tr("{what}: no change that the questions ask about takes this away.", what=_named(lookup, entry))
    answers = listed(_answered(lookup, used.question) for used in entry.answers)
    return " ".join((told, sentence(tr("It rests on {answers}", answers=answers)))) if answers else told


def _answered(lookup: Lookup, question: str) -> str:
    part = lookup.answer_part(question)
    return tr("“{question}” {answer}", question=part.question, answer=listed(line.text for line in part.answer))


def _movable(lookup: Lookup, entries: list[InTheWay]) -> str:
    if not entries:
        return ""
    named = [lower_first(_named(lookup, entry)) for entry in entries[:_MOST_NAMED]]
    if len(entries) > len(named):
        named.append(trn("1 more", "{count} more", len(entries) - len(named)))
    return tr("What changes could bring down, but not with so few: {what}.", what=listed(named))


def _named(lookup: Lookup, entry: InTheWay) -> str:
    level = LEVEL_WORDS[entry.level].lower()
    match entry.kind:
        case "factor":
            return tr("{harm} ({level})", harm=lookup.factor_title(entry.id), level=level)
        case "floor":
            because = unended(lookup.floors[entry.id].because) if entry.id in lookup.floors else entry.id
            return tr("{because} (at least {level})", because=because, level=level)
        case "count" if entry.id in lookup.elements:
            element = lookup.elements[entry.id].wordings[0].text
            return tr("Several moderate harms together under “{element}” ({level})", element=element, level=level)
        case "count":
            return tr("Several moderate harms together ({level})", level=level)
