"""Parsed conditions <-> lists that JSON can hold, so that what was parsed and checked once need not be again."""

from collections.abc import Sequence
from datetime import date
from typing import get_args

from impact_check.rules.conditions import (
    All,
    Any,
    Atom,
    Chosen,
    Compared,
    Counted,
    Elapsed,
    IsKnown,
    Node,
    Operator,
    Picked,
    Test,
)

Stored = list[object]
"""A word that says what it is, and what belongs to it; `not` before the word of a test that is negated."""


def stored(node: Node) -> Stored:
    """Return a condition as lists, texts and numbers."""
    match node:
        case All(parts):
            return ["all", *map(stored, parts)]
        case Any(parts):
            return ["any", *map(stored, parts)]
        case Test(atom, negated):
            return ["not", *_stored_atom(atom)] if negated else _stored_atom(atom)


def restored(content: Sequence[object]) -> Node:
    """Return the condition that `stored` wrote so. Raises ValueError, KeyError or TypeError for anything else."""
    word, *rest = content
    if word in ("all", "any"):
        if not rest:
            raise ValueError("parts are missing")
        parts = tuple(restored(_list(part)) for part in rest)
        return All(parts) if word == "all" else Any(parts)
    return Test(_restored_atom(rest), negated=True) if word == "not" else Test(_restored_atom(content))


def _stored_atom(atom: Atom) -> Stored:
    match atom:
        case Chosen(question, options):
            return ["chosen", question, *options]
        case Picked(question, options, how):
            return ["picked", how, question, *options]
        case Counted(question, operator, number):
            return ["counted", question, operator, number]
        case Compared(question, operator, constant, other):
            written = constant.isoformat() if isinstance(constant, date) else constant
            return ["compared", question, operator, written, other]
        case Elapsed(start, end, operator, days):
            return ["elapsed", start, end, operator, days]
        case IsKnown(question):
            return ["known", question]


def _restored_atom(content: Sequence[object]) -> Atom:
    match content:
        case ["chosen", str() as question, *options]:
            return Chosen(question, _texts(options))
        case ["picked", "any" | "all" as how, str() as question, *options]:
            return Picked(question, _texts(options), how)
        case ["counted", str() as question, operator, int() as number]:
            return Counted(question, _OPERATORS[operator], number)
        case ["compared", str() as question, operator, str() as day, None]:
            return Compared(question, _OPERATORS[operator], date.fromisoformat(day))
        case ["compared", str() as question, operator, int() | None as constant, str() | None as other]:
            return Compared(question, _OPERATORS[operator], constant, other)
        case ["elapsed", str() as start, str() as end, operator, int() as days]:
            return Elapsed(start, end, _OPERATORS[operator], days)
        case ["known", str() as question]:
            return IsKnown(question)
    raise ValueError("no test")


def _list(part: object) -> list[object]:
    if not isinstance(part, list):
        raise TypeError("no list")
    return part


def _texts(parts: list[object]) -> tuple[str, ...]:
    texts = tuple(part for part in parts if isinstance(part, str))
    if not texts or len(texts) != len(parts):
        raise ValueError("no texts")
    return texts


_OPERATORS: dict[object, Operator] = {operator: operator for operator in get_args(Operator)}
