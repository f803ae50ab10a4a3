"""Rules that hold -> the JSON text of the findings, most of which is written once for each questionnaire.

The same findings as `explain.fired` and `explain.said_by`; tests hold that both agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pydantic_core import to_json

from impact_check.engine.factor_sets import ALL, set_of
from impact_check.engine.routing import Reading
from impact_check.model.result import AnswerState
from impact_check.rules import Condition, Ruleset, Scene, Seen, Truth
from impact_check.rules.tables import MOST_ORDERED, RuleFacts

_STATES: Final[tuple[AnswerState, ...]] = (
    "value",
    "no_evidence",
    "dont_know",
    "not_applicable",
    "unanswered",
    "not_asked",
)
TRUTHS: Final = ((Truth.UNKNOWN, "unknown"), (Truth.TRUE, "true"))
_TRUE, _UNKNOWN = Truth.TRUE, Truth.UNKNOWN  # Finding the member of an enum takes a while.
_MOST_KEPT: Final = 256
_NOT_SAID: Final = b',"said_by":null}'


def names_text(names: Sequence[str]) -> bytes:
    """Return a list of ids as JSON. Ids hold nothing that would have to be escaped."""
    return ('["' + '","'.join(names) + '"]').encode() if names else b"[]"


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition, ready to be written down with the answers that it rests on."""

    condition: Condition
    reads: tuple[int, ...]
    """The places of the questions that it reads."""
    always: tuple[int, ...] | None
    """The places of the questions that it rests on if it holds or may hold; None if that depends on the answers."""
    sure: bytes | None
    """Its answers if it holds: known, all of them."""
    resting: "dict[tuple[tuple[Seen, bool] | None, ...], tuple[int, ...]]"
    """The places that it was found to rest on, by what it read: each answer, and whether its question may not apply."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A rule, ready to be written down."""

    facts: RuleFacts
    reason: Reason
    factors: int
    """The set that it names."""
    is_narrowed: bool
    """It speaks only of those among them that exposure can move, or that are raised at all."""
    names: bytes
    heads: tuple[bytes, bytes, bytes]
    """By truth: all up to its factors."""
    whole: bytes | None
    """All of it, if it holds and nothing says more."""
    tail: bytes
    """The end of a finding that it says more than."""
    stronger: tuple[int, ...]
    """The places of rules that may say more, the strongest first."""


class Answers:
    """Writes the answers that a truth rests on. Nothing in it changes but what it has found before."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.tables = ruleset.tables
        self.texts = tuple(
            {state: f'{{"question":"{id_}","state":"{state}"}}'.encode() for state in _STATES}
            for id_ in self.tables.names
        )

    def reason(self, condition: Condition) -> Reason:
        """Prepare a condition."""
        reads = self._places(condition.questions)
        if not condition.rests_on_all:
            return Reason(condition, reads, None, None, {})
        return Reason(condition, reads, reads, self._text([self.texts[place]["value"] for place in reads]), {})

    def write(self, reason: Reason, truth: Truth, readings: Sequence[Reading], asked: Sequence[Truth]) -> bytes:
        """Return the answers that a truth rests on, in question order. The truth is that it holds, or may hold.

        So each of its questions is asked: a test about any other is false, and nothing that is true rests on that.
        """
        places, texts = reason.always, self.texts
        if places is None:
            places = self._resting(reason, truth, readings, asked)
        elif truth is _TRUE and reason.sure is not None:
            return reason.sure
        return b"[%b]" % b",".join([texts[place][readings[place][0]] for place in places])

    def _resting(
        self, reason: Reason, truth: Truth, readings: Sequence[Reading], asked: Sequence[Truth]
    ) -> tuple[int, ...]:
        """Return the places of the questions that a truth rests on where that depends on the answers."""
        key = tuple(
            [(readings[place][1], asked[place] is _UNKNOWN) if asked[place] else None for place in reason.reads]
        )
        found = reason.resting.get(key)
        if found is None:
            names = self.tables.names
            read = [(names[place], each) for place, each in zip(reason.reads, key, strict=True) if each is not None]
            scene = Scene({name: seen for name, (seen, _) in read}, {name for name, (_, may_not) in read if may_not})
            found = self._places(reason.condition.rests_on(scene, truth))
            if len(reason.resting) < _MOST_KEPT:
                reason.resting[key] = found
        return found

    def _places(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(map(self.tables.place.__getitem__, self.tables.in_order(names)))

    def _text(self, answers: list[bytes]) -> bytes:
        return b"[%b]" % b",".join(answers)


class Findings:
    """Writes the findings of one questionnaire. Nothing in it changes but what it has written before."""

    def __init__(self, ruleset: Ruleset, answers: Answers) -> None:
        self.answers = answers
        self.bits = ruleset.tables.bits
        places = {rule.id: place for place, rule in enumerate(ruleset.tables.listed)}
        because = {rule.id: rule.because for rule in ruleset.questionnaire.rules}
        self.entries = tuple(
            self._entry(
                rule,
                set_of(ruleset, rule),
                because[rule.id],
                tuple(places[other] for other in ruleset.tables.may_be_said_by(rule.id)),
            )
            for rule in ruleset.tables.listed
        )
        self.narrowed: dict[tuple[int, int], bytes] = {}

    def _entry(self, rule: RuleFacts, factors: int, because: str, stronger: tuple[int, ...]) -> _Entry:
        reason, is_narrowed = self.answers.reason(rule.condition), rule.factors == "all" or rule.kind == "exposure"
        names = names_text(rule.factors) if factors != ALL else b""
        unknown, certain = (
            f'{{"rule":"{rule.id}","truth":"{said}","kind":"{rule.kind}","level":"{rule.level_name}","groups":'.encode()
            + names_text(rule.groups)
            + b',"because":'
            + to_json(because)
            + b',"factors":'
            for _, said in TRUTHS
        )
        whole = reason.sure and b"".join((certain, names, b',"answers":', reason.sure, _NOT_SAID))
        tail = f',"said_by":"{rule.id}"}}'.encode()
        return _Entry(rule, reason, factors, is_narrowed, names, (b"", unknown, certain), whole, tail, stronger)

    def write(
        self,
        rules: Sequence[Truth],
        places: Sequence[int],
        weighed: tuple[int, tuple[str, ...]],
        readings: Sequence[Reading],
        asked: Sequence[Truth],
    ) -> list[bytes]:
        """Return the text of each finding, in questionnaire order.

        rules: the truth of each rule. places: of those that hold or may hold. weighed: the factors whose level exposure
        can change, as a set and in library order.
        """
        entries, answers = self.entries, self.answers.write
        movable, every = weighed[0], names_text(weighed[1])
        texts: list[bytes] = []
        for place in places:
            entry, truth = entries[place], rules[place]
            factors = entry.factors & movable if entry.is_narrowed else entry.factors
            if not factors:
                continue
            said_by = self._said_by(entry, truth, factors, rules, movable) if entry.stronger else _NOT_SAID
            names = entry.names
            if factors != entry.factors:
                names = every if entry.factors == ALL else self._narrowed(place, factors)
            elif said_by is _NOT_SAID and truth is _TRUE and entry.whole is not None:
                texts.append(entry.whole)
                continue
            reason = entry.reason
            used = (reason.sure if truth is _TRUE else None) or answers(reason, truth, readings, asked)
            texts.append(b'%b%b,"answers":%b%b' % (entry.heads[truth], names, used, said_by))
        return texts

    def _said_by(self, entry: _Entry, truth: Truth, factors: int, rules: Sequence[Truth], movable: int) -> bytes:
        """Return which finding says more: one that is as certain, and speaks of all the same factors."""
        for place in entry.stronger:
            holds = rules[place]
            if holds and (holds is truth or truth is not _TRUE):
                other = self.entries[place]
                if not factors & ~(other.factors & movable if other.is_narrowed else other.factors):
                    return other.tail
        return _NOT_SAID

    def _narrowed(self, place: int, factors: int) -> bytes:
        """Return the names of those in a set that a rule names, in its order."""
        text = self.narrowed.get((place, factors))
        if text is None:
            text = names_text([name for name in self.entries[place].facts.factors if self.bits[name] & factors])
            if len(self.narrowed) < MOST_ORDERED:
                self.narrowed[place, factors] = text
        return text
