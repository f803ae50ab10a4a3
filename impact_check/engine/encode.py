"""What answers come to -> the JSON text of it, most of which is written once for each questionnaire.

The same bytes as `as_screened` and pydantic would write; tests hold that.
"""

from collections.abc import Sequence
from typing import Final

from pydantic_core import to_json

from impact_check.engine.explain import Fired, said_by
from impact_check.engine.screen import UNKNOWN_STATES, Sight
from impact_check.model.levels import Bounds, Exposure, Level
from impact_check.model.result import AnswerState
from impact_check.rules import Condition, Ruleset, Truth

_STATES: Final[tuple[AnswerState, ...]] = (
    "value",
    "no_evidence",
    "dont_know",
    "not_applicable",
    "unanswered",
    "not_asked",
)
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
        self.factor_lists = {facts.factors: _names(facts.factors) for facts in tables.rules.values()}
        self.tails = {id_: f',"said_by":"{id_}"}}'.encode() for id_ in tables.rules} | {None: b',"said_by":null}'}
        self.certain: dict[str, bytes] = {}

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
                b",".join([self._finding(one, sight) for one in sight.found.values()]),
                f'],"asked":{len(states) - states.count("not_asked")}'.encode(),
                f',"unknown":{sum([state in UNKNOWN_STATES for state in states])},"set_aside":'.encode(),
                _names(sight.set_aside),
                b"}",
            )
        )

    def _finding(self, one: Fired, sight: Sight) -> bytes:
        rule, truth = one.rule, one.truth
        # What is true because of all that its condition names is written once, but for what says more.
        is_kept = truth is Truth.TRUE and one.factors is rule.factors and rule.condition.rests_on_all
        text = self.certain.get(rule.id) if is_kept else None
        if text is None:
            factors = self.factor_lists.get(one.factors) or _names(one.factors)
            text = b'%b%b,"answers":%b' % (
                self.findings[rule.id, truth],
                factors,
                self._used(rule.condition, truth, sight),
            )
            if is_kept:
                self.certain[rule.id] = text
        return text + self.tails[said_by(self.ruleset, one, sight.found)]

    def _used(self, condition: Condition, truth: Truth, sight: Sight) -> bytes:
        states, answers = sight.states, self.answers
        names = self.ruleset.tables.in_order(condition.rests_on(sight.scene, truth))
        return b"[%b]" % b",".join([answers[place][states[place]] for place in map(self.place.__getitem__, names)])


def _pair(of: Bounds) -> bytes:
    return _PAIRS[of.confirmed, of.possible]
