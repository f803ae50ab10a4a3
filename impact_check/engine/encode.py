"""What answers count as -> what they come to, as JSON text, most of which is written once for each questionnaire.

The same bytes as `screen.as_screened` and pydantic would write; tests hold that. Factors are sets here, and what is
written doesn't become a value first.
"""

from collections.abc import Iterable, Sequence
from itertools import compress
from typing import Final

from pydantic_core import to_json

from impact_check.engine.encode_findings import TRUTHS, Answers, Findings, names_text
from impact_check.engine.factor_sets import ALL, FactorSets, Standing, heights_of
from impact_check.engine.rate import FactorLevels, bounds, height_of
from impact_check.engine.routing import Reading
from impact_check.engine.screening import standing_of
from impact_check.model.levels import Exposure, Level
from impact_check.model.questionnaire import Floor
from impact_check.model.strategy import Element
from impact_check.rules import UNKNOWN, Ruleset, Truth

_TRUE = Truth.TRUE
_Pair = tuple[Level, Level]
_PAIRS: Final = tuple(
    tuple(f'{{"confirmed":"{low.name.lower()}","possible":"{high.name.lower()}"}}'.encode() for high in Level)
    for low in Level
)
"""By confirmed, then by possible level. Looking up an enum's member by place is faster than by hash."""
_EXPOSURES: Final = {
    (low, high): f'"exposure_confirmed":"{low.name.lower()}","exposure_possible":"{high.name.lower()}"'.encode()
    for low in Exposure
    for high in Exposure
}
_Line = tuple[int, int, str, bytes]
"""A factor's text, after what it is sorted by: the worst possible level first, then the worst confirmed, then id."""


class Encoder:
    """Writes what answers to one questionnaire come to. Nothing in it changes but what it has written before."""

    def __init__(self, ruleset: Ruleset) -> None:
        content, tables = ruleset.questionnaire, ruleset.tables
        self.ruleset, self.tables, self.counts = ruleset, tables, content.parameters.accumulation
        self.start = b'{"schema_version":1,"pinned":' + to_json(ruleset.pinned) + b',"rating":'
        self.moved = tuple(tables.moved_by_exposure)
        self.sets = FactorSets(ruleset)
        self.answers = Answers(ruleset)
        self.findings = Findings(ruleset, self.answers)
        self.rules = range(len(tables.listed))
        self.floors = tuple(
            (floor.floor, self.answers.reason(ruleset.floors[floor.id]), _floor_heads(floor))
            for floor in content.floors
        )
        self.principles = tuple(
            (
                factors,
                tuple(tuple(_principle(ruleset, element, low, high) for high in Level) for low in Level),
            )
            for element, factors in tables.principles
        )
        self.lines: dict[int, tuple[_Line, ...]] = {}

    def encode(self, readings: Sequence[Reading], answered: Iterable[int]) -> bytes:
        """Return the JSON text.

        readings: of each question, in order (engine.route.read). answered: the places of those with an answer on file.
        """
        seen = [reading[1] for reading in readings]
        asked, rules, floors = self.ruleset.replay(seen)
        places = list(compress(self.rules, rules))
        standings = self.sets.standings(rules, places)
        levels, principles = self._principles(standings)
        floor_levels, floor_texts = self._floors(floors, readings, asked)
        confirmed, possible = zip(*levels, *floor_levels, strict=True)
        counted = list(compress(seen, asked))
        texts = self.findings.write(rules, places, self._weighed(standings), readings, asked)
        off = sorted([place for place in answered if not asked[place]])
        return b"".join(
            (
                self.start,
                _PAIRS[max(confirmed)][max(possible)],
                b',"principles":[',
                b",".join(principles),
                b'],"factors":[',
                b",".join(self._factors(standings)),
                b'],"floors":[',
                b",".join(floor_texts),
                b'],"findings":[',
                b",".join(texts),
                b'],"asked":%d,"unknown":%d,"set_aside":' % (len(counted), counted.count(UNKNOWN)),
                names_text([self.tables.names[place] for place in off]),
                b"}",
            )
        )

    def _principles(self, standings: Sequence[tuple[Standing, int]]) -> tuple[list[_Pair], list[bytes]]:
        """Return the level of all factors together and of each principle, and the text of the latter."""
        (confirmed, possible), count = heights_of(standings), self.counts.principle
        levels = [
            (height_of(factors, confirmed, count), height_of(factors, possible, count))
            for factors, _ in self.principles
        ]
        texts = [texts[low][high] for (_, texts), (low, high) in zip(self.principles, levels, strict=True)]
        count = self.counts.overall
        return [(height_of(ALL, confirmed, count), height_of(ALL, possible, count)), *levels], texts

    def _floors(
        self, truths: Sequence[Truth], readings: Sequence[Reading], asked: Sequence[Truth]
    ) -> tuple[list[_Pair], list[bytes]]:
        """Return what each floor that holds or may hold bounds the rating to, and its text."""
        levels, texts = [], []
        for (level, reason, heads), truth in zip(self.floors, truths, strict=True):
            if truth:
                levels.append((level if truth is _TRUE else Level.NONE, level))
                texts.append(b"%b%b}" % (heads[truth], self.answers.write(reason, truth, readings, asked)))
        return levels, texts

    def _weighed(self, standings: Sequence[tuple[Standing, int]]) -> tuple[int, tuple[str, ...]]:
        """Return the factors that are raised and whose level exposure can change, as a set and in library order."""
        moved, movable = self.moved, 0
        for (levels, _), factors in standings:
            if levels.level[1] and levels.severity[1] in moved:
                movable |= factors
        return movable, tuple([name for name, bit in self.tables.bits.items() if bit & movable])

    def _factors(self, standings: Sequence[tuple[Standing, int]]) -> list[bytes]:
        """Return the text of each factor that is raised or may be, the worst first."""
        found: list[_Line] = []
        for (levels, number), factors in standings:
            if levels.level[1]:
                lines = self.lines.get(number) or self.lines.setdefault(number, self._lines(levels))
                while factors:
                    found.append(lines[(factors & -factors).bit_length() - 1])
                    factors &= factors - 1
        found.sort()
        return [line[3] for line in found]

    def _lines(self, levels: FactorLevels) -> tuple[_Line, ...]:
        """Return the text of each factor, in library order, if it stands so."""
        low, high = levels.level
        severity, exposure, level = _pair(*levels.severity), _EXPOSURES[levels.exposure], _pair(*levels.level)
        return tuple(
            (
                -high,
                -low,
                factor.id,
                f'{{"factor":"{factor.id}","title":'.encode()
                + to_json(factor.title)
                + b',"severity":%b,%b,"level":%b}' % (severity, exposure, level),
            )
            for factor in self.tables.factors.values()
        )


def _pair(low: Level, high: Level) -> bytes:
    return _PAIRS[low][high]


def _principle(ruleset: Ruleset, element: Element, low: Level, high: Level) -> bytes:
    if low > high:
        return b""
    standing = standing_of(ruleset, bounds(low, high))
    plain = to_json(element.plain)
    return b'{"principle":"%b","plain":%b,"level":%b,"standing":"%b"}' % (
        element.id.encode(),
        plain,
        _pair(low, high),
        standing.encode(),
    )


def _floor_heads(floor: Floor) -> tuple[bytes, ...]:
    """Return the text of a floor up to its answers, by truth."""
    id_, level, because = floor.id, floor.floor.name.lower(), to_json(floor.because)
    return b"", *(
        f'{{"floor":"{id_}","truth":"{said}","level":"{level}","because":'.encode() + because + b',"answers":'
        for _, said in TRUTHS
    )
