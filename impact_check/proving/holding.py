"""Conditions -> proofs that each can hold and can fail, and that a worse answer never makes a harm stop counting."""

from collections.abc import Iterable, Iterator, Mapping

from impact_check.errors import Fault
from impact_check.proving.answers import TooManyStepsError
from impact_check.proving.ground import Ground
from impact_check.proving.logic import Reversal, Tally
from impact_check.proving.proofs import Proof, found, numbered, written
from impact_check.rules import Condition, Seen, Truth

_Conditions = Mapping[str, Condition]


def prove_conditions(ground: Ground) -> Iterator[Proof]:
    """Yield the proofs about single conditions."""
    ruleset = ground.ruleset
    harms = {rule.id: ruleset.rules[rule.id] for rule in ruleset.questionnaire.rules if not rule.raises.benefit}
    yield _can_go_both_ways(
        ground,
        "Every rule and every floor can hold, and can fail",
        (("rule", "when", ruleset.rules), ("floor", "when", ruleset.floors)),
        f"{numbered(len(ruleset.rules), 'rule')} and {numbered(len(ruleset.floors), 'floor')}",
    )
    always = len(ruleset.questions) - len(ruleset.ask_if)
    yield _can_go_both_ways(
        ground,
        "Every question can be asked, and every one with `ask_if` can be left out",
        (("question", "ask_if", ruleset.ask_if),),
        f"{numbered(len(ruleset.questions), 'question')}, {always} of them always asked",
    )
    yield _can_go_both_ways(
        ground,
        "Every named condition, and every `shown_when`, can hold and can fail",
        (("condition", "", ruleset.named), ("element", "shown_when", ruleset.shown_when)),
        f"{numbered(len(ruleset.named), 'named condition')} and {len(ruleset.shown_when)} `shown_when`",
    )
    yield _worse_never_helps(ground, harms)


def _can_go_both_ways(
    ground: Ground, claim: str, groups: Iterable[tuple[str, str, _Conditions]], counted: str
) -> Proof:
    tally = Tally()
    faults: list[Fault] = []
    for kind, key, conditions in groups:
        for id_, condition in conditions.items():
            for code, message, answers in _both_ways(ground, condition, tally):
                way = (key,) if key else ()
                faults.append(found(ground.registry, (kind, id_), way, code, f"{kind} '{id_}': {message}", answers))
    return Proof(claim, f"{counted}; {numbered(tally.steps, 'set')} of answers tried", faults=tuple(faults))


def _both_ways(
    ground: Ground, condition: Condition, tally: Tally
) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    try:
        holding = ground.searches.example(ground.ruleset, condition, Truth.TRUE, tally)
        failing = ground.searches.example(ground.ruleset, condition, Truth.FALSE, tally)
    except TooManyStepsError:
        yield "too-many-answers", TOO_MANY, ()
        return
    if holding is None:
        yield (
            "never-true",
            f"no answers make this condition hold; these are some{_read(condition)}",
            written(failing or {}),
        )
    if failing is None:
        yield (
            "never-false",
            "this condition holds whatever is answered; these are the best answers",
            written(holding or {}),
        )


TOO_MANY = "depends on too many answers to be proved; split it into simpler conditions"


def _read(condition: Condition) -> str:
    return f" to {', '.join(condition.questions)}"


def _worse_never_helps(ground: Ground, harms: _Conditions) -> Proof:
    tally = Tally()
    faults: list[Fault] = []
    for kind, conditions in (("rule", harms), ("floor", ground.ruleset.floors)):
        for id_, condition in conditions.items():
            try:
                for reversal in ground.searches.reversals(ground.ruleset, condition, tally):
                    message = f"{kind} '{id_}': {_in_words(reversal)}"
                    answers = _shown(ground, reversal)
                    faults.append(found(ground.registry, (kind, id_), ("when",), "worse-helps", message, answers))
            except TooManyStepsError:
                message = f"{kind} '{id_}': {TOO_MANY}"
                faults.append(found(ground.registry, (kind, id_), ("when",), "too-many-answers", message))
    worse = sum(question.ordered or bool(question.worse) for question in ground.ruleset.questions.values())
    return Proof(
        "A worse answer never makes a harm stop counting, neither by itself nor by what is asked after it",
        f"{numbered(worse, 'question')} with a worse end; {numbered(tally.pairs, 'pair')} of neighbouring answers, "
        f"{numbered(tally.steps, 'set')} of other answers tried",
        faults=tuple(faults),
    )


def _in_words(reversal: Reversal) -> str:
    change = " -> ".join(value for _, value in written({"better": reversal.better, "worse": reversal.worse}))
    words = f"a worse answer to '{reversal.question}' ({change}) makes it stop holding"
    if reversal.hidden:
        words += f", because then {' and '.join(reversal.hidden)} {'is' if len(reversal.hidden) == 1 else 'are'}"
        words += " not asked (see ask_if)"
    return words


def _shown(ground: Ground, reversal: Reversal) -> tuple[tuple[str, str], ...]:
    """Return the answers with the better one in its place: with it the condition holds."""
    values: dict[str, Seen] = {**reversal.others, reversal.question: reversal.better}
    return written({name: values[name] for name in ground.ruleset.questions if name in values})
