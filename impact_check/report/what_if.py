"""Say what would bring the rating down: a sentence or two for each way, or what stands in the way."""

from collections.abc import Iterable

from impact_check.model.assessment import Known, Value
from impact_check.model.levels import Bounds, Level
from impact_check.model.what_if import OURS, ChangeSet, InTheWay, Step, WhatIf
from impact_check.report.formats import count, listed, lower_first, sentence
from impact_check.report.lookup import Lookup
from impact_check.report.parts import WhatIfPart
from impact_check.report.wording import LEVEL_WORDS, pair_words

_NUMBERS = ("none", "one", "two", "three", "four")
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
    now = f"As proposed the rating is {_rating(found.now)}."
    target = f"“{LEVEL_WORDS[found.target]}”" + (" or better" if found.target > Level.NONE else "")
    if found.is_met:
        return f"{now} That is {target}, so nothing has to change."
    if found.sets:
        each = "This is" if len(found.sets) == 1 else "Each of these is"
        return f"{now} {each} enough to make it {target}, if you do it and can show it."
    steps = "single change" if found.searched_to == 1 else f"set of up to {_NUMBERS[found.searched_to]} changes"
    return f"{now} No {steps} makes it {target}, even if everything can be shown and all goes well."


def _rating(bounds: Bounds) -> str:
    return f"“{pair_words(bounds)}”"


def _way(lookup: Lookup, way: ChangeSet) -> str:
    """Say one way down so that a councillor understands it."""
    *others, last = (_step(lookup, step) for step in way.steps)
    told = f"{'; '.join(others)}; and {last}" if others else last
    alone = {1: "", 2: "; neither alone is enough"}.get(len(way.steps), f"; all {_NUMBERS[len(way.steps)]} are needed")
    return f"{told[0].upper()}{told[1:]}. Then the rating is {_rating(way.after)}{alone}."


def _step(lookup: Lookup, step: Step) -> str:
    question = f"“{lookup.question_text(step.question)}”"
    to = _answer(lookup, step.question, step.to) + (_better(lookup, step) if step.or_better else "")
    shown = " (with evidence)" if step.evidence else ""
    match step.kind:
        case "change":
            before = f" from {_answer(lookup, step.question, step.before)}" if step.before is not None else ""
            return f"change {question}{before} to {to}{shown}"
        case "make_sure":
            return f"make sure that {question} can be answered {to}{shown}"
        case "show":
            return f"show evidence for the answer {to} to {question}"
        case "find_out":
            return f"find out {question}, which has to turn out {to}{shown}"


def _answer(lookup: Lookup, question: str, value: Value) -> str:
    words = lookup.value_words(question, Known(by="", at=lookup.assessment.created, value=value))
    return listed(f"“{line.text}”" for line in words)


def _better(lookup: Lookup, step: Step) -> str:
    asked = lookup.questions.get(step.question)
    return {"higher": " or less", "lower": " or more"}.get(asked.worse or "" if asked else "", " or better")


def _notes(found: WhatIf) -> Iterable[str]:
    kinds = {step.kind for way in found.sets for step in way.steps}
    if kinds & OURS and "find_out" in kinds:
        yield "What has to be found out is a fact: nobody can choose it, and it may turn out otherwise."
    elif "find_out" in kinds:
        yield "These are facts: nobody can choose them, and they may turn out otherwise."
    if found.left_out:
        yield f"{count(found.left_out, 'other way', 'other ways')} with as few steps would be enough too."
    if not found.is_met and found.searched_to < len(_NUMBERS) - 1 and not found.left_out:
        yield "Ways with more steps were not all tried."


def _fixed(lookup: Lookup, entry: InTheWay) -> str:
    told = f"{_named(lookup, entry)}: no change that the questions ask about takes this away."
    answers = [_answered(lookup, used.question) for used in entry.answers]
    return f"{told} It rests on {sentence(listed(answers))}" if answers else told


def _answered(lookup: Lookup, question: str) -> str:
    part = lookup.answer_part(question)
    return f"“{part.question}” {listed(line.text for line in part.answer)}"


def _movable(lookup: Lookup, entries: list[InTheWay]) -> str:
    if not entries:
        return ""
    named = [lower_first(_named(lookup, entry)) for entry in entries[:_MOST_NAMED]]
    rest = [f"{len(entries) - len(named)} more"] if len(entries) > len(named) else []
    return f"What changes could bring down, but not with so few: {listed((*named, *rest))}."


def _named(lookup: Lookup, entry: InTheWay) -> str:
    level = LEVEL_WORDS[entry.level].lower()
    match entry.kind:
        case "factor":
            return f"{lookup.factor_title(entry.id)} ({level})"
        case "floor":
            because = lookup.floors[entry.id].because.rstrip(".") if entry.id in lookup.floors else entry.id
            return f"{because} (at least {level})"
        case "count":
            where = f" under “{lookup.elements[entry.id].wordings[0].text}”" if entry.id in lookup.elements else ""
            return f"Several moderate harms together{where} ({level})"
