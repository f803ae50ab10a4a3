"""Planes of bits, one bit for each decision -> the fewest steps that join them, each step once.

A plane is known by a number. Equal steps are the same plane, and what is all zeros or all ones is worked out here, so
a table that lacks a question costs nothing for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

ZERO: Final = 0
"""The plane in which nothing is set."""
ONES: Final = 1
"""The plane in which everything is set."""

Joiner = Literal["and", "or", "xor", "not"]


class Leaf(NamedTuple):
    """A plane that is read from the cells of a column.

    kind: `unknown`, `absent`, `enough` (evidence), `is` and `has` (an option), `none` (of these), `count`, `compare`
    and `between` (two columns). detail: the option; or the operator and what it is compared with.
    """

    question: str
    kind: str
    detail: tuple[str | int, ...] = ()
    other: str = ""
    """The second question of `between`."""


class Join(NamedTuple):
    """A plane made of one (`not`) or two others."""

    how: Joiner
    one: int
    two: int


@dataclass
class Planes:
    """Every plane made so far, by number."""

    made: list[Leaf | Join | None] = field(default_factory=lambda: [None, None])
    _numbers: dict[Leaf | Join, int] = field(default_factory=dict)

    def leaf(self, leaf: Leaf) -> int:
        """Return the plane that is read from a column."""
        return self._numbered(leaf)

    def both(self, one: int, two: int) -> int:
        """Return where both are set."""
        one, two = sorted((one, two))
        if one in (ZERO, two):
            return one
        return two if one == ONES else self._numbered(Join("and", one, two))

    def either(self, one: int, two: int) -> int:
        """Return where at least one is set."""
        one, two = sorted((one, two))
        if one in (ONES, two):
            return one
        return two if one == ZERO else self._numbered(Join("or", one, two))

    def one_of(self, one: int, two: int) -> int:
        """Return where exactly one is set. For `two` within `one`: where `one` is set and `two` isn't."""
        one, two = sorted((one, two))
        if one == two:
            return ZERO
        if one == ZERO:
            return two
        return self.outside(two) if one == ONES else self._numbered(Join("xor", one, two))

    def outside(self, one: int) -> int:
        """Return where it isn't set."""
        if one in (ZERO, ONES):
            return ONES - one
        made = self.made[one]
        if isinstance(made, Join) and made.how == "not":
            return made.one
        return self._numbered(Join("not", one, one))

    def all_of(self, planes: Iterable[int]) -> int:
        """Return where every one is set; of none, everywhere."""
        found = ONES
        for plane in sorted(set(planes)):  # In order, so that conditions with the same beginning share it.
            found = self.both(found, plane)
        return found

    def any_of(self, planes: Iterable[int]) -> int:
        """Return where at least one is set; of none, nowhere."""
        found = ZERO
        for plane in sorted(set(planes)):
            found = self.either(found, plane)
        return found

    def at_least(self, count: int, planes: Iterable[int]) -> int:
        """Return where at least so many (1 or more) are set."""
        reached = [ZERO] * count
        for plane in planes:
            for step in range(count - 1, 0, -1):
                reached[step] = self.either(reached[step], self.both(reached[step - 1], plane))
            reached[0] = self.either(reached[0], plane)
        return reached[-1]

    def number_set(self, planes: Iterable[int]) -> tuple[int, ...]:
        """Return how many are set, as a binary number: the plane of its ones, of its twos, of its fours, ..."""
        column = [plane for plane in planes if plane != ZERO]
        bits: list[int] = []
        while column:
            carried: list[int] = []
            while len(column) > 1:
                one, two, three = column.pop(), column.pop(), column.pop() if column else ZERO
                unequal = self.one_of(one, two)
                column.insert(0, self.one_of(unequal, three))
                carried.append(self.either(self.both(one, two), self.both(unequal, three)))
            bits.append(column[0])
            column = [plane for plane in carried if plane != ZERO]
        return tuple(bits)

    def _numbered(self, made: Leaf | Join) -> int:
        number = self._numbers.get(made)
        if number is None:
            number = self._numbers[made] = len(self.made)
            self.made.append(made)
        return number


class Step(NamedTuple):
    """One step: read a leaf, or join registers, into a register."""

    what: Leaf | Joiner
    one: int
    two: int
    into: int


@dataclass(frozen=True, slots=True)
class Tape:
    """The steps that lead to some planes, in order, over as few registers as are in use at once."""

    steps: tuple[Step, ...]
    registers: int
    """Registers 0 and 1 hold all zeros and all ones."""
    place: dict[int, int]
    """Plane wanted -> the register that holds it at the end."""

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """What is read from columns."""
        return tuple(step.what for step in self.steps if isinstance(step.what, Leaf))


def tape(planes: Planes, wanted: Sequence[int]) -> Tape:
    """Return the steps that lead to the planes wanted."""
    order = _in_order(planes, wanted)
    last = {plane: number for number, used in enumerate(order) for plane in (used, *_parts(planes, used))}
    kept = {*wanted, ZERO, ONES}
    register = {ZERO: 0, ONES: 1}
    free: list[int] = []
    registers = 2
    steps: list[Step] = []
    for number, plane in enumerate(order):
        parts = _parts(planes, plane)
        places = [register[part] for part in parts] or [0, 0]
        done = [part for part in dict.fromkeys(parts) if last[part] == number and part not in kept]
        free.extend(register.pop(part) for part in done)
        if not free:
            free.append(registers)
            registers += 1
        register[plane] = free.pop()
        made = planes.made[plane]
        what = made if isinstance(made, Leaf) else made.how if made else "and"
        steps.append(Step(what, places[0], places[-1], register[plane]))
    return Tape(tuple(steps), registers, {plane: register[plane] for plane in dict.fromkeys(wanted)})


def _parts(planes: Planes, plane: int) -> tuple[int, ...]:
    made = planes.made[plane]
    return (made.one, made.two) if isinstance(made, Join) else ()


def _in_order(planes: Planes, wanted: Sequence[int]) -> list[int]:
    """Return every plane that is needed, each after its parts, near to where it is used."""
    done = {ZERO, ONES}
    order: list[int] = []
    for plane in wanted:
        waiting = [plane]
        while waiting:
            here = waiting[-1]
            missing = [part for part in _parts(planes, here) if part not in done]
            if missing:
                waiting.extend(reversed(missing))
                continue
            waiting.pop()
            if here not in done:
                done.add(here)
                order.append(here)
    return order
