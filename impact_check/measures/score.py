"""Survey responses -> shares with their range, by time and group, with small counts hidden; and one plain sentence."""

from collections.abc import Iterable, Iterator, Mapping

from impact_check.measures.chance import sign_test, wilson_interval
from impact_check.measures.instrument import DIRECT, HIGH_SCORE, INDIRECT, ITEMS
from impact_check.measures.responses import WAVES, Response, Survey, Wave
from impact_check.measures.scores import (
    NOT_SAID,
    Change,
    Incomplete,
    MeasureId,
    MeasureScores,
    Row,
    Share,
    SurveyScores,
)
from impact_check.measures.suppress import THRESHOLD, Counts, Merging, choose_detail, merged
from impact_check.measures.wording import plain_sentence, score_notes
from impact_check.model.comparators import Comparator

_DIRECT_MERGINGS: tuple[Merging, ...] = (((0, 1), (2,)), ((0,), (1,), (2,)))
"""At least some of the time and the rest; then often/always, some of the time, the rest."""

_UCLA_MERGINGS: tuple[Merging, ...] = (((0,), (1,)),)
"""6 or more and the rest."""

_CHANGE_MERGINGS: tuple[Merging, ...] = (((0,), (1, 2)), ((0,), (1,), (2,)))
"""Less lonely and the rest; then less lonely, the same, lonelier."""


def score_survey(survey: Survey, comparators: Iterable[Comparator] = ()) -> SurveyScores:
    """Score every measure that the survey holds answers to."""
    asked = {question for response in survey.responses for question in response.answers}
    measures = tuple(
        _measure(measure, survey) for measure in _NEEDS if all(question in asked for question in _NEEDS[measure])
    )
    direct = next((scores for scores in measures if scores.measure == "direct"), None)
    return SurveyScores(
        sentence=plain_sentence(measures),
        measures=measures,
        grouped_by=survey.grouped_by,
        comparators=tuple(comparators) if direct else (),
        notes=(*survey.notes, *score_notes(measures)),
    )


_NEEDS: Mapping[MeasureId, tuple[str, ...]] = {
    "direct": (DIRECT.id,),
    "ucla3": tuple(item.id for item in INDIRECT),
}


def loneliness(measure: MeasureId, response: Response) -> int | None:
    """Return how lonely a response is on a measure, higher being lonelier; `None` if an answer is missing.

    Direct: 5 often/always down to 1 never. UCLA: the sum of the three, 3 to 9.
    """
    if measure == "direct":
        code = response.answers.get("direct")
        return None if code is None else len(DIRECT.choices) + 1 - code
    scores = [response.answers[item.id] for item in INDIRECT if item.id in response.answers]
    return sum(scores) if len(scores) == len(INDIRECT) else None


def _measure(measure: MeasureId, survey: Survey) -> MeasureScores:
    scored: dict[Wave, dict[str, list[int]]] = {}
    incomplete: dict[Wave, int] = dict.fromkeys(WAVES, 0)
    rows: dict[Wave, int] = dict.fromkeys(WAVES, 0)
    for response in survey.responses:
        rows[response.wave] += 1
        score = loneliness(measure, response)
        if score is None:
            incomplete[response.wave] += 1
        else:
            group = response.group or NOT_SAID if survey.grouped_by else ""
            scored.setdefault(response.wave, {}).setdefault(group, []).append(score)
    return MeasureScores(
        measure=measure,
        questions=tuple(item.text for item in ITEMS if item.id in _NEEDS[measure]),
        rows=tuple(_rows(measure, scored)),
        change=_change(measure, survey),
        incomplete=tuple(
            Incomplete(when=wave, rows=incomplete[wave], of=rows[wave]) for wave in WAVES if incomplete[wave]
        ),
    )


def _counts(measure: MeasureId, scores: Iterable[int]) -> Counts:
    given = tuple(scores)
    if measure == "direct":
        often, some = given.count(5), given.count(4)
        return often, some, len(given) - often - some
    high = sum(score >= HIGH_SCORE for score in given)
    return high, len(given) - high


def _rows(measure: MeasureId, scored: Mapping[Wave, Mapping[str, list[int]]]) -> Iterator[Row]:
    waves = [wave for wave in WAVES if wave in scored]
    counts = [{group: _counts(measure, scores) for group, scores in scored[wave].items()} for wave in waves]
    detail = choose_detail(counts, _DIRECT_MERGINGS if measure == "direct" else _UCLA_MERGINGS)
    for wave, level in zip(waves, detail.everyone, strict=True):
        everybody = [score for scores in scored[wave].values() for score in scores]
        yield _row(measure, "", wave, everybody, level)
    groups = [group for group in detail.groups if group]
    for group in sorted(groups, key=lambda name: (name == NOT_SAID, name.casefold())):
        for wave in waves:
            yield _row(measure, group, wave, scored[wave].get(group, []), detail.groups[group])


def _row(measure: MeasureId, group: str, wave: Wave, scores: list[int], level: int) -> Row:
    total = len(scores)
    if level == 0:
        return Row(group=group, when=wave, answered=total if not group and total >= THRESHOLD else None)
    if not total:
        return Row(group=group, when=wave, answered=0)
    counts = _counts(measure, scores)
    if measure == "ucla3":
        mean = round(sum(scores) / total, 1)
        return Row(group=group, when=wave, answered=total, high=_share(counts[0], total), mean=mean)
    some_or_more = _share(counts[0] + counts[1], total)
    often = _share(counts[0], total) if level > 1 else None
    return Row(group=group, when=wave, answered=total, often=often, some_or_more=some_or_more)


def _share(count: int, total: int) -> Share:
    low, high = wilson_interval(count, total)
    return Share(
        count=count,
        percent=round(100 * count / total, 4),
        low=round(100 * low, 4),
        high=round(100 * high, 4),
    )


def _change(measure: MeasureId, survey: Survey) -> Change | None:
    by_person: dict[Wave, dict[str, int]] = {wave: {} for wave in WAVES}
    for response in survey.responses:
        score = loneliness(measure, response)
        if response.person and score is not None:
            by_person[response.wave][response.person] = score
    before, after = by_person["baseline"], by_person["follow_up"]
    pairs = [(before[person], after[person]) for person in before if person in after]
    if not pairs:
        return None
    less = sum(later < first for first, later in pairs)
    more = sum(later > first for first, later in pairs)
    counts = (less, len(pairs) - less - more, more)
    (level,) = choose_detail([{"": counts}], _CHANGE_MERGINGS).everyone
    is_full = level == len(_CHANGE_MERGINGS)
    return Change(
        people=len(pairs),
        less_lonely=merged(counts, _CHANGE_MERGINGS[0])[0] if level else None,
        same=counts[1] if is_full else None,
        lonelier=counts[2] if is_full else None,
        chance=round(sign_test(less, more), 3) if is_full else None,
    )
