"""What answers come to -> the JSON text of it, most of which is written once for each questionnaire.

The same bytes as `as_screened` and pydantic would write; tests hold that.
"""

from collections.abc import Sequence
from typing import Final

from pydantic_core import to_json

from impact_check.engine.explain import said_by
from impact_check.engine.screening import UNKNOWN_STATES, Sight
from impact_check.model.levels import Bounds, Exposure, Level
from impact_check.model.result import AnswerState
from impact_check.rules import Condition, Ruleset, Truth
from impact_check.rules.tables import MOST_ORDERED

_STATES: Final[tuple[AnswerState, ...]] = (
    "value",
    "no_evidence",
    "dont_know",
    "not_applicable",
    "unanswered",
    "not_asked",
)
_TRUE = Truth.TRUE
_TRUTHS: Final = ((Truth.TRUE, "true"), (Truth.UNKNOWN, "unknown"))
_PAIRS: Final = {
    (low, high): f'{{"confirmed":"{low.name.lower()}","possible":"{high.name.lower()}"}}'.encode()
    for low in Level
    for high in Level
}
_EXPOSURES: Final = {
    (low, high): f'"exposure_confirmed":"{low.name.lower()}","exposure_possible":"{high.name.lower()}"'.encode()
    for low in Exposure
    for high in Exposure
}


def _names(names: Sequence[str]) -> bytes:
    """Return a list of ids as JSON. Ids hold nothing that would have to be escaped."""
    return ('["' + '","'.join(names) + '"]').encode() if names else b"[]"


class Encoder:
    """Writes what answers to one questionnaire come to. Nothing in it changes but what it has written before."""

    def __init__(self, ruleset: Ruleset) -> None:
        content, tables = ruleset.questionnaire, ruleset.tables
        self.ruleset = ruleset
        self.place = tables.place
        self.start = b'{"schema_version":1,"pinned":' + to_json(ruleset.pinned) + b',"rating":'
        self.answers = tuple(
            {state: f'{{"question":"{id_}","state":"{state}"}}'.encode() for state in _STATES} for id_ in tables.names
        )
        self.findings = {
            (rule.id, truth): b"".join(
                (
                    f'{{"rule":"{rule.id}","truth":"{said}","kind":"{facts.kind}","level":"{facts.level_name}",'.encode(),
                    b'"groups":' + _names(rule.groups),
                    b',"because":' + to_json(rule.because),
                    b',"factors":',
                )
            )
            for rule, facts in zip(content.rules, tables.rules.values(), strict=True)
            for truth, said in _TRUTHS
        }
        self.floors = {
            (floor.id, truth): f'{{"floor":"{floor.id}","truth":"{said}","level":"{floor.floor.name.lower()}",'.encode()
            + b'"because":'
            + to_json(floor.because)
            + b',"answers":'
            for floor in content.floors
            for truth, said in _TRUTHS
        }
        self.factors = {
            factor.id: f'{{"factor":"{factor.id}","title":'.encode() + to_json(factor.title) + b',"severity":'
            for factor in content.factors
        }
        self.principles = {
            element.id: f'{{"principle":"{element.id}","plain":'.encode() + to_json(element.plain) + b',"level":'
            for element, _ in tables.elements
        }
        self.tails = {id_: f',"said_by":"{id_}"}}'.encode() for id_ in tables.rules} | {None: b',"said_by":null}'}
        self.certain: dict[str, bytes] = {}
        self.known: dict[tuple[str, ...], bytes] = {}

    def encode(self, sight: Sight) -> bytes:
        """Return the JSON text."""
        states = sight.states
        return b"".join(
            (
                self.start,
                _pair(sight.rating),
                b',"principles":[',
                b",".join(
                    [
                        self.principles[element.id] + _pair(level) + f',"standing":"{standing}"}}'.encode()
                        for element, level, standing in sight.principles
                    ]
                ),
                b'],"factors":[',
                b",".join(
                    [
                        b'%b%b,%b,"level":%b}'
                        % (self.factors[id_], _PAIRS[found.severity], _EXPOSURES[found.exposure], _PAIRS[found.level])
                        for id_, found in sight.factors.items()
                    ]
                ),
                b'],"floors":[',
                b",".join(
                    [
                        self.floors[id_, floor.truth] + self._used(self.ruleset.floors[id_], floor.truth, sight) + b"}"
                        for id_, floor in sight.floors.items()
                    ]
                ),
                b'],"findings":[',
                b",".join(self._findings(sight)),
                f'],"asked":{len(states) - states.count("not_asked")}'.encode(),
                f',"unknown":{sum([state in UNKNOWN_STATES for state in states])},"set_aside":'.encode(),
                _names(sight.set_aside),
                b"}",
            )
        )

    def _findings(self, sight: Sight) -> list[bytes]:
        texts: list[bytes] = []
        lists: dict[int, bytes] = {}  # Of factors, by identity: many findings name the same ones.
        for id_, one in sight.found.items():
            rule, truth, factors = one
            # What is true because of all that its condition names is written once, but for what says more.
            is_kept = truth is _TRUE and factors is rule.factors and rule.condition.rests_on_all
            text = self.certain.get(id_) if is_kept else None
            if text is None:
                listed = lists.get(id(factors))
                if listed is None:
                    listed = lists[id(factors)] = _names(factors)
                used = self._used(rule.condition, truth, sight)
                text = b"".join((self.findings[id_, truth], listed, b',"answers":', used))
                if is_kept:
                    self.certain[id_] = text
            texts.append(text + self.tails[said_by(self.ruleset, one, sight.found)])
        return texts

    def _used(self, condition: Condition, truth: Truth, sight: Sight) -> bytes:
        names = condition.rests_on(sight.scene, truth)
        if truth is not _TRUE:
            return self._listed(names, sight.states)
        # What is true rests on answers that are known, so its text is the same wherever it rests on the same ones.
        known = self.known.get(names)
        if known is None:
            known = self._listed(names, sight.states)
            if len(self.known) < MOST_ORDERED:
                self.known[names] = known
        return known

    def _listed(self, names: tuple[str, ...], states: Sequence[AnswerState]) -> bytes:
        answers = self.answers
        places = map(self.place.__getitem__, self.ruleset.tables.in_order(names))
        return b"[%b]" % b",".join([answers[place][states[place]] for place in places])


def _pair(of: Bounds) -> bytes:
    return _PAIRS[of.confirmed, of.possible]
