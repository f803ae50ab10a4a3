"""Planes of bits: what joining and counting them comes to, tried with every combination of truths."""

from itertools import product

import pytest

from impact_check.bulk.planes import ONES, ZERO, Join, Leaf, Planes, tape


def worked_out(planes: Planes, wanted: list[int], leaves: dict[int, int]) -> list[int]:
    """Follow a tape with whole numbers as planes; `leaves`: leaf -> its bits."""
    everything = (1 << 64) - 1
    steps = tape(planes, wanted)
    registers = [0, everything, *[0] * (steps.registers - 2)]
    named = {planes.made[plane]: bits for plane, bits in leaves.items()}
    for what, one, two, into in steps.steps:
        a, b = registers[one], registers[two]
        if isinstance(what, Leaf):
            registers[into] = named[what]
        else:
            registers[into] = {"and": a & b, "or": a | b, "xor": a ^ b, "not": a ^ everything}[what]
    return [registers[steps.place[plane]] for plane in wanted]


COMBINATIONS = list(product((False, True), repeat=6))
"""One for each of the 64 bits."""


@pytest.fixture
def six() -> tuple[Planes, list[int], dict[int, int]]:
    planes = Planes()
    leaves = [planes.leaf(Leaf(f"q{n}", "unknown")) for n in range(6)]
    bits = [sum(truths[n] << place for place, truths in enumerate(COMBINATIONS)) for n in range(6)]
    return planes, leaves, dict(zip(leaves, bits, strict=True))


def test_counting_is_exact(six: tuple[Planes, list[int], dict[int, int]]) -> None:
    planes, leaves, bits = six
    number = planes.number_set(leaves)
    reached = [planes.at_least(count, leaves) for count in range(1, 8)]

    found = worked_out(planes, [*number, *reached], bits)

    for place, truths in enumerate(COMBINATIONS):
        count = sum(truths)
        assert sum((found[n] >> place & 1) << n for n in range(len(number))) == count
        assert [plane >> place & 1 for plane in found[len(number) :]] == [count >= least for least in range(1, 8)]


def test_joining_is_exact_and_equal_planes_are_one(six: tuple[Planes, list[int], dict[int, int]]) -> None:
    planes, (a, b, c, *_), bits = six

    wanted = [planes.all_of((a, b, c)), planes.any_of((a, b, c)), planes.one_of(a, b), planes.outside(a)]
    for place, (x, y, z, *_others) in enumerate(COMBINATIONS):
        found = [plane >> place & 1 for plane in worked_out(planes, wanted, bits)]
        assert found == [x and y and z, x or y or z, x != y, not x]
    assert planes.all_of((c, b, a)) == wanted[0]
    assert planes.outside(wanted[3]) == a


def test_what_is_always_so_costs_no_step(six: tuple[Planes, list[int], dict[int, int]]) -> None:
    planes, (a, b, *_), _bits = six

    assert (planes.both(a, ZERO), planes.both(ONES, a), planes.either(a, ONES), planes.either(ZERO, a)) == (
        ZERO, a, ONES, a,
    )  # fmt: skip
    assert (planes.one_of(a, a), planes.one_of(a, ZERO), planes.all_of(()), planes.any_of(())) == (ZERO, a, ONES, ZERO)
    assert not any(isinstance(made, Join) for made in planes.made)
    assert len(tape(planes, [b]).steps) == 1
