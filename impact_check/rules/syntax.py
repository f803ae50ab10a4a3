"""Pieces of Python's syntax tree, for functions that are put together from checked conditions."""

import ast
import types
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

_AT: Final[Any] = {"lineno": 1, "col_offset": 0}
"""Python wants a place in a file for each piece; these have none."""

_LOAD, _STORE = ast.Load(), ast.Store()
_COMPARE: Final[Mapping[str, ast.cmpop]] = {
    "==": ast.Eq(),
    "!=": ast.NotEq(),
    "<": ast.Lt(),
    "<=": ast.LtE(),
    ">": ast.Gt(),
    ">=": ast.GtE(),
    "in": ast.In(),
    "is": ast.Is(),
    "is not": ast.IsNot(),
}


@lru_cache(maxsize=4096, typed=True)
def constant(value: int | str | None) -> ast.expr:
    """Return a constant."""
    return ast.Constant(value, **_AT)


@lru_cache(maxsize=4096)
def name(of: str) -> ast.expr:
    """Return the value of a variable."""
    return ast.Name(of, _LOAD, **_AT)


def at(variable: str, place: int) -> ast.expr:
    """Return `variable[place]`."""
    return ast.Subscript(name(variable), constant(place), _LOAD, **_AT)


def row(table: ast.expr, key: ast.expr) -> ast.expr:
    """Return `table[key]`."""
    return ast.Subscript(table, key, _LOAD, **_AT)


def compare(one: ast.expr, operator: str, other: ast.expr) -> ast.expr:
    """Return a comparison; also `in`, `is` and `is not`."""
    return ast.Compare(one, [_COMPARE[operator]], [other], **_AT)


def either(test: ast.expr, then: ast.expr, otherwise: ast.expr) -> ast.expr:
    """Return `then if test else otherwise`."""
    return ast.IfExp(test, then, otherwise, **_AT)


def joined(values: list[ast.expr], *, by_and: bool) -> ast.expr:
    """Return the values joined by `and`, or by `or`."""
    return values[0] if len(values) == 1 else ast.BoolOp(ast.And() if by_and else ast.Or(), values, **_AT)


def minus(one: ast.expr, other: ast.expr) -> ast.expr:
    """Return `one - other`."""
    return ast.BinOp(one, ast.Sub(), other, **_AT)


def times(one: ast.expr, other: ast.expr) -> ast.expr:
    """Return `one * other`."""
    return ast.BinOp(one, ast.Mult(), other, **_AT)


def attribute(of: ast.expr, called: str) -> ast.expr:
    """Return `of.called`."""
    return ast.Attribute(of, called, _LOAD, **_AT)


def call(function: ast.expr, argument: ast.expr) -> ast.expr:
    """Return `function(argument)`."""
    return ast.Call(function, [argument], [], **_AT)


def listed(values: Iterable[ast.expr]) -> ast.expr:
    """Return a list."""
    return ast.List(list(values), _LOAD, **_AT)


def assign(variables: Iterable[str], value: ast.expr) -> ast.stmt:
    """Return `one = other = value`."""
    return ast.Assign([ast.Name(variable, _STORE, **_AT) for variable in variables], value, **_AT)


def unpack(variables: Iterable[str], value: ast.expr) -> ast.stmt:
    """Return `(one, other) = value`."""
    names: list[ast.expr] = [ast.Name(variable, _STORE, **_AT) for variable in variables]
    return ast.Assign([ast.Tuple(names, _STORE, **_AT)], value, **_AT)


def put(variable: str, place: int, value: ast.expr) -> ast.stmt:
    """Return `variable[place] = value`."""
    return ast.Assign([ast.Subscript(name(variable), constant(place), _STORE, **_AT)], value, **_AT)


def when(test: ast.expr, then: list[ast.stmt], otherwise: Iterable[ast.stmt] = ()) -> ast.stmt:
    """Return `if test: ...`."""
    return ast.If(test, then or [ast.Pass(**_AT)], list(otherwise), **_AT)


def function(
    called: str,
    parameters: Iterable[str],
    body: list[ast.stmt],
    results: Iterable[str],
    values: Mapping[str, object],
    fixed: Mapping[str, object],
) -> Callable[..., Any]:
    """Return the function that runs the body and returns the variables named, as a tuple.

    values: what it may name besides its variables; nothing else is within its reach. fixed: those that it needs often.
    """
    returned = ast.Return(ast.Tuple([name(result) for result in results], _LOAD, **_AT), **_AT)
    arguments = ast.arguments(
        [], [ast.arg(each, **_AT) for each in (*parameters, *fixed)], None, [], [], None, [constant(None)] * len(fixed)
    )
    definition = ast.FunctionDef(called, arguments, [*body, returned], [], **_AT)
    code = compile(ast.Module([definition], []), f"<{called}>", "exec")
    made = next(each for each in code.co_consts if isinstance(each, types.CodeType))
    return types.FunctionType(made, {**values, "__builtins__": {}}, called, tuple(fixed.values()))
