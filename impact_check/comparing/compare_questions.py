"""A question in two versions of a pack -> what changed, and whether an answer on file still fits."""

from collections.abc import Iterator

from impact_check.comparing.change import Change, Weight, compare
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import Ruleset

_PLAIN: tuple[tuple[str, Weight, str], ...] = (
    ("text", "patch", "the question is worded differently"),
    ("help", "patch", "the help is worded differently"),
    ("why", "patch", "why it is asked is worded differently"),
    ("none_label", "patch", "“none of these” is worded differently"),
    ("sources", "patch", "it names other sources"),
    ("unit", "major", "the unit is another: the numbers on file may mean something else"),
    ("ordered", "minor", "whether its options run from best to worst is said differently"),
    ("worse", "minor", "another answer is the worse one: no rating changes, but what is proved and what is advised"),
    (
        "screening",
        "minor",
        "whether it belongs to screening changed: short reports may become long ones, or long short",
    ),
    ("optional", "minor", "whether it may stay blank changed: what was complete may be incomplete, or the reverse"),
    ("must_know", "minor", "whether it must be known changed: what was final may be open, or the reverse"),
    ("publish", "minor", "who may read the answer changed"),
    ("carry", "patch", "whether answers are suggested to later assessments is said differently"),
    ("role", "minor", "what kind of question it is changed (fact, lever, context)"),
)


def new_question(ruleset: Ruleset, question: Question) -> Change:
    """Tell a question that was added. What reads it is told by itself."""
    asked = "asked of every decision" if question.ask_if is None else "asked if its condition holds"
    blank = "may stay blank" if question.optional else "until it is answered, an assessment is incomplete"
    bears = "; the rating depends on it" if question.id in ruleset.bears_on_rating else ""
    return Change("minor", "question", question.id, "", f"new: “{question.text}” ({asked}; {blank}{bears})")


def removed_question(question: Question) -> Change:
    """Tell a question that was removed."""
    what = f"gone: “{question.text}” Its answers are left without a question"
    return Change("major", "question", question.id, "", what)


def compare_questions(old: Ruleset, new: Ruleset, id_: str) -> Iterator[Change]:
    """Yield what changed in a question that both versions have."""
    before, after = old.questions[id_], new.questions[id_]
    for key, weight, what in _PLAIN:
        if getattr(before, key) != getattr(after, key):
            yield Change(weight, "question", id_, key, what)
    if before.type != after.type:
        what = f"of type {after.type} now, no longer {before.type}: answers on file don't fit"
        yield Change("major", "question", id_, "type", what)
        return
    yield from _compare_options(old, new, before, after)
    yield from _compare_range(before, after)
    yield from _compare_ask_if(old, new, before, after)
    if _demanded(old, before) != _demanded(new, after):
        yield Change("major", "question", id_, "evidence", _evidence_words(old, new, before, after))
    elif before.evidence != after.evidence:
        yield Change(
            "patch", "question", id_, "evidence", "the evidence is asked for in other words, of the same answers"
        )
    if before.allow_not_applicable != after.allow_not_applicable:
        allowed = after.allow_not_applicable
        what = "may be answered “does not apply” now" if allowed else "“does not apply” is no answer any more"
        yield Change("minor" if allowed else "major", "question", id_, "allow_not_applicable", what)


def _compare_options(old: Ruleset, new: Ruleset, before: Question, after: Question) -> Iterator[Change]:
    had, has = ({option.id: option for option in ruleset.options[before.id]} for ruleset in (old, new))
    key = "options_from" if after.options_from else "options"
    for option in (option for option in had if option not in has):
        what = f"the option '{option}' (“{had[option].label}”) is gone: answers that chose it don't fit"
        yield Change("major", "question", before.id, key, what)
    for option in (option for option in has if option not in had):
        yield Change("minor", "question", before.id, key, f"new option '{option}' (“{has[option].label}”)")
    common = [option for option in has if option in had]
    if any(had[option] != has[option] and option != NONE_OF_THESE for option in common) and not after.options_from:
        yield Change("patch", "question", before.id, key, "options are worded differently")
    if common != [option for option in had if option in has]:
        yield Change("patch", "question", before.id, key, "the options are in another order")


def _compare_range(before: Question, after: Question) -> Iterator[Change]:
    if before.type != "number" or (before.minimum, before.maximum) == (after.minimum, after.maximum):
        return
    is_tighter = after.minimum > before.minimum or after.maximum < before.maximum
    what = f"takes {after.minimum:,} to {after.maximum:,} now; it was {before.minimum:,} to {before.maximum:,}"
    key = "minimum" if after.minimum != before.minimum else "maximum"
    if is_tighter:
        what += ": numbers on file may not fit"
    yield Change("major" if is_tighter else "minor", "question", before.id, key, what)


def _compare_ask_if(old: Ruleset, new: Ruleset, before: Question, after: Question) -> Iterator[Change]:
    nodes = [r.ask_if[before.id].node if before.id in r.ask_if else None for r in (old, new)]
    differs, why, witness = compare(old, new, *nodes)
    if differs:
        what = f"asked in other cases than before{_because(why)}{_dependants(old, new, before.id)}"
        yield Change("major", "question", before.id, "ask_if", what, witness)
    elif before.ask_if != after.ask_if:
        what = "the condition is written differently; it is asked in the same cases"
        yield Change("patch", "question", before.id, "ask_if", what)
    if before.only_if_certain != after.only_if_certain:
        weight: Weight = "major" if after.ask_if else "patch"
        what = "whether it is asked while its condition is undecided changed"
        yield Change(weight, "question", before.id, "only_if_certain", what)


def _because(why: str) -> str:
    return f", as far as can be told: it {why}" if why else ""


def _dependants(old: Ruleset, new: Ruleset, id_: str) -> str:
    found = {
        name
        for ruleset in (old, new)
        for conditions in (ruleset.rules, ruleset.floors)
        for name, condition in conditions.items()
        if any(id_ in ruleset.reached_through[question] for question in condition.questions)
    }
    names = sorted(found)
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return f"; this bears on {', '.join(names[:5])}{more}" if names else "; no rule depends on it"


def _demanded(ruleset: Ruleset, question: Question) -> tuple[object, ...]:
    """Return which answers count only with evidence, and of which grade; the same for ways to write the same."""
    demand = question.evidence
    if demand is None:
        return ()
    offered = [option.id for option in ruleset.options[question.id]]
    if demand.reassuring == "any":
        return ("any", demand.min_grade)
    wanted = frozenset(demand.reassuring)
    if not wanted:
        return ()
    return ("any" if wanted >= set(offered) else wanted, demand.min_grade)


def _evidence_words(old: Ruleset, new: Ruleset, before: Question, after: Question) -> str:
    return f"evidence: {_demand_words(new, after)}; it was: {_demand_words(old, before)}"


def _demand_words(ruleset: Ruleset, question: Question) -> str:
    demand = question.evidence
    if demand is None or demand.reassuring == ():
        return "none asked for"
    labels = {option.id: option.label for option in ruleset.options[question.id]}
    if demand.reassuring == "any":
        return f"for every answer, grade {demand.min_grade} or better"
    answers = ", ".join(f"“{labels.get(id_, id_)}”" for id_ in demand.reassuring)
    return f"for {answers}, grade {demand.min_grade} or better"
