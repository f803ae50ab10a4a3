"""Small counts are hidden, and can't be worked out: an attacker who knows every shown figure tries to."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from impact_check.measures.suppress import Counts, Detail, Merging, choose_detail, merged

DIRECT: tuple[Merging, ...] = (((0, 1), (2,)), ((0,), (1,), (2,)))
TWO: tuple[Merging, ...] = (((0,), (1,)),)

Time = Mapping[str, Counts]
Vector = tuple[int, ...]


# The attacker


def shown_sums(time: Time, detail: Detail, place: int, mergings: Sequence[Merging]) -> Iterator[Vector]:
    """Yield every sum of cells that is printed for one time, as a vector over its groups and counts."""
    names = list(time)
    width = len(time[names[0]])
    for rows, level in [(names, detail.everyone[place]), *(([name], detail.groups[name]) for name in names)]:
        for places in mergings[level - 1] if level else ():
            yield tuple(int(name in rows and cell in places) for name in names for cell in range(width))


def small_sums(time: Time, mergings: Sequence[Merging], threshold: int) -> Iterator[Vector]:
    """Yield every sum that must not be known: any merging of any group whose row isn't empty, below the threshold."""
    names = list(time)
    width = len(time[names[0]])
    for name, merging in itertools.product(names, mergings):
        for places, count in zip(merging, merged(time[name], merging), strict=True):
            if count < threshold and any(time[name]):
                yield tuple(int(name == other and cell in places) for other in names for cell in range(width))


def follows_from(wanted: Vector, known: Sequence[Vector]) -> bool:
    """Tell whether a sum is a combination of known sums."""

    def rank(rows: Sequence[Vector]) -> int:
        matrix = [[Fraction(value) for value in row] for row in rows]
        found = 0
        for column in range(len(wanted)):
            pivot = next((row for row in range(found, len(matrix)) if matrix[row][column]), None)
            if pivot is None:
                continue
            matrix[found], matrix[pivot] = matrix[pivot], matrix[found]
            for row in range(found + 1, len(matrix)):
                factor = matrix[row][column] / matrix[found][column]
                matrix[row] = [a - factor * b for a, b in zip(matrix[row], matrix[found], strict=True)]
            found += 1
        return found

    return rank([*known, wanted]) == rank(known)


def worked_out(times: Sequence[Time], mergings: Sequence[Merging], threshold: int = 5) -> list[Vector]:
    """Return the small sums that follow from what is shown."""
    detail = choose_detail(times, mergings, threshold)
    return [
        wanted
        for place, time in enumerate(times)
        for wanted in small_sums(time, mergings, threshold)
        if follows_from(wanted, list(shown_sums(time, detail, place, mergings)))
    ]


def test_the_attacker_succeeds_where_only_the_small_group_is_hidden() -> None:
    time = {"a": (9, 9), "b": (9, 2)}
    careless = Detail((1,), {"a": 1, "b": 0})

    known = list(shown_sums(time, careless, 0, TWO))

    assert [wanted for wanted in small_sums(time, TWO, 5) if follows_from(wanted, known)] == [(0, 0, 0, 1)]


def tables(width: int) -> st.SearchStrategy[list[Time]]:
    counts = st.tuples(*[st.integers(0, 14)] * width)
    return st.lists(st.dictionaries(st.sampled_from("abcde"), counts, min_size=1), min_size=1, max_size=2)


@given(tables(3))
@settings(max_examples=150, deadline=None)
def test_no_small_count_of_three_answers_can_be_worked_out(times: list[Time]) -> None:
    assert worked_out(times, DIRECT) == []


@given(tables(2))
@settings(max_examples=150, deadline=None)
def test_no_small_count_of_two_answers_can_be_worked_out(times: list[Time]) -> None:
    assert worked_out(times, TWO) == []


@given(tables(3))
@settings(deadline=None)
def test_every_shown_count_is_large_or_of_nobody(times: list[Time]) -> None:
    detail = choose_detail(times, DIRECT)

    for time in times:
        for name, counts in time.items():
            shown = merged(counts, DIRECT[detail.groups[name] - 1]) if detail.groups[name] else ()
            assert not any(shown) or min(shown) >= 5


def splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to share a total among so many groups."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for others in splits(total - first, parts - 1):
            yield (first, *others)


def fitting(time: Time, detail: Detail, mergings: Sequence[Merging]) -> Iterator[Vector]:
    """Yield every table of whole numbers that would print the same figures, all counts being shown for everyone."""
    names = list(time)
    columns = list(zip(*time.values(), strict=True))
    truth = [count for name in names for count in time[name]]
    known = list(shown_sums(time, detail, 0, mergings))
    for split in itertools.product(*(splits(sum(column), len(names)) for column in columns)):
        table = tuple(count for row in zip(*split, strict=True) for count in row)
        if all(total(sum_, table) == total(sum_, truth) for sum_ in known):
            yield table


def total(wanted: Vector, table: Sequence[int]) -> int:
    return sum(count for count, is_in in zip(table, wanted, strict=True) if is_in)


@given(st.dictionaries(st.sampled_from("abc"), st.tuples(*[st.integers(0, 3)] * 3), min_size=2))
@settings(max_examples=25, deadline=None)
def test_every_small_count_could_be_another_whole_number(time: dict[str, Counts]) -> None:
    detail = choose_detail([time], DIRECT, threshold=2)
    assume(detail.everyone == (2,))
    tables = list(fitting(time, detail, DIRECT))

    assert [
        wanted
        for wanted in small_sums(time, DIRECT, threshold=2)
        if len({total(wanted, table) for table in tables}) == 1
    ] == []


# By example


@pytest.mark.parametrize(
    ("times", "mergings", "detail"),
    [
        ([{"": (5, 5, 5)}], DIRECT, Detail((2,), {"": 2})),
        ([{"": (4, 6, 9)}], DIRECT, Detail((1,), {"": 1})),
        ([{"": (9, 9, 4)}], DIRECT, Detail((0,), {"": 0})),
        ([{"": (0, 0, 30)}], DIRECT, Detail((0,), {"": 0})),
        ([{"a": (9, 9), "b": (9, 9)}], TWO, Detail((1,), {"a": 1, "b": 1})),
        ([{"a": (8, 8), "b": (9, 2), "c": (9, 9)}], TWO, Detail((1,), {"a": 0, "b": 0, "c": 1})),
        ([{"a": (9, 2), "b": (9, 3), "c": (9, 9)}], TWO, Detail((1,), {"a": 0, "b": 0, "c": 1})),
        ([{"a": (9, 9), "b": (9, 9)}, {"a": (9, 2), "b": (9, 9)}], TWO, Detail((1, 1), {"a": 0, "b": 0})),
        ([{"": (9, 9, 9)}, {"": (2, 9, 9)}], DIRECT, Detail((2, 1), {"": 1})),
        ([{"a": (9, 9)}, {"b": (9, 9)}], TWO, Detail((1, 1), {"a": 1, "b": 1})),
    ],
    ids=[
        "all-large",
        "merged-when-one-is-small",
        "hidden-when-the-rest-is-small",
        "all-alike-is-hidden",
        "groups-large",
        "second-group-hidden-to-cover-the-first",
        "two-small-groups-cover-each-other",
        "hidden-at-both-times",
        "everyone-as-fine-as-each-time-allows",
        "group-at-one-time-only",
    ],
)
def test_detail(times: list[Time], mergings: tuple[Merging, ...], detail: Detail) -> None:
    assert choose_detail(times, mergings) == detail
