"""Parse a condition as written into tests, refusing by name whatever the language doesn't have.

The text is parsed by Python's `ast` and then allow-listed node by node; nothing is ever evaluated as Python.
"""

import ast
import re
import unicodedata
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from impact_check.rules.conditions import (
    All,
    Any,
    Chosen,
    Compared,
    Counted,
    Elapsed,
    IsKnown,
    Node,
    Operator,
    Picked,
    Test,
    negate,
)
from impact_check.rules.mistakes import Mistake, described, did_you_mean, syntax_mistake
from impact_check.rules.shapes import Shape

_SPLIT = "Give a part of it a name under 'conditions' and use the name."

MAX_LENGTH = 400
MAX_DEPTH = 12

_OPERATORS: dict[type[ast.cmpop], Operator] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_MIRRORED: dict[Operator, Operator] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_FUNCTIONS = ("any_of", "all_of", "none_of", "count", "days_between", "known", "is_unknown")
_ISO_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a condition may name."""

    shapes: Mapping[str, Shape]
    """Questions (and, for checks, facts of the result) that may be named here."""
    conditions: Mapping[str, Node] = field(default_factory=dict)
    """Named conditions, parsed."""
    later: frozenset[str] = frozenset()
    """Questions and named conditions that exist, but come later."""
    is_workflow: bool = False
    """Whether known() and is_unknown() may be used."""
    broken: frozenset[str] = frozenset()
    """Named conditions that hold a mistake of their own, told elsewhere."""
    facts: frozenset[str] = frozenset()
    """Facts of the result that exist but may not be named here."""


class _RefusedError(Exception):
    """Raised inside the parser to leave a part that has a mistake; never leaves this module."""


def parse(text: str, scope: Scope) -> Node | tuple[Mistake, ...]:
    """Return the parsed condition, or every mistake in it in the order written.

    The tuple is empty if the only mistake is that of a named condition it uses.
    """
    if len(text) > MAX_LENGTH:
        return (Mistake("condition-too-long", f"has {len(text)} characters; the limit is {MAX_LENGTH}. {_SPLIT}", 0),)
    if "#" in text:
        return (Mistake("condition-syntax", "# can't be used: what follows it would be left out", text.index("#")),)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # What Python only frowns upon, such as `20and`, is refused.
            tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return (syntax_mistake(text, error),)
    reader = _Reader(text, scope)
    try:
        node = reader.read(tree.body, 0)
    except _RefusedError:
        node = None
    if reader.mistakes or node is None:
        return tuple(sorted(reader.mistakes, key=lambda mistake: mistake.offset))
    return node


class _Reader:
    """Reads one parsed expression; collects mistakes and goes on where it can."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text = text
        self.scope = scope
        self.mistakes: list[Mistake] = []

    def refuse(self, node: ast.AST, code: str, message: str) -> _RefusedError:
        column = getattr(node, "col_offset", 0)
        offset = len(self.text.encode()[:column].decode(errors="ignore"))
        self.mistakes.append(Mistake(code, message, offset))
        return _RefusedError()

    # Joining

    def read(self, node: ast.expr, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise self.refuse(node, "condition-too-deep", f"is nested more than {MAX_DEPTH} deep. {_SPLIT}")
        match node:
            case ast.BoolOp(op=op, values=values):
                parts = self.read_each(values, depth + 1)
                return All(parts) if isinstance(op, ast.And) else Any(parts)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return negate(self.read(operand, depth + 1))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self.compare(node, left, op, right)
            case ast.Compare():
                raise self.refuse(node, "condition-chain", "compares twice in a row; join two comparisons with 'and'")
            case ast.Name(id=name):
                return self.bare(node, name)
            case ast.Call():
                return self.call(node)
            case ast.Constant():
                raise self.refuse(
                    node, "condition-constant", "a bare value is always the same; compare a question with it"
                )
        raise self.refuse(node, "condition-not-allowed", f"{described(node)} can't be used in a condition")

    def read_each(self, nodes: Iterable[ast.expr], depth: int) -> tuple[Node, ...]:
        parts: list[Node] = []
        is_refused = False
        for node in nodes:
            try:
                parts.append(self.read(node, depth))
            except _RefusedError:
                is_refused = True  # The mistake is noted; the other parts may have more.
        if is_refused:
            raise _RefusedError
        return tuple(parts)

    # Names

    def shape(self, node: ast.expr) -> Shape:
        """Return the question that a name stands for, or refuse."""
        if not isinstance(node, ast.Name):
            raise self.refuse(node, "condition-not-allowed", f"expected the id of a question, not {described(node)}")
        name = node.id
        self.refuse_look_alikes(node)
        if name in self.scope.shapes:
            return self.scope.shapes[name]
        if name in self.scope.conditions:
            raise self.refuse(node, "condition-type", f"'{name}' is a named condition; it can only stand by itself")
        raise self.unknown_name(node, name)

    def refuse_look_alikes(self, node: ast.Name) -> None:
        """Refuse letters that only look like those of an id; Python takes some of them for the same."""
        written = self.text.encode()[node.col_offset : node.end_col_offset].decode(errors="ignore")
        for letter in written:
            if not letter.isascii():
                what = f"{letter} ({unicodedata.name(letter, 'no name').lower()})"
                message = f"'{written}' holds {what}, which no id has; type it again with the letters a to z"
                raise self.refuse(node, "unknown-name", message)

    def unknown_name(self, node: ast.expr, name: str) -> _RefusedError:
        if name in self.scope.broken:
            return _RefusedError()
        if name in self.scope.later:
            return self.refuse(
                node, "forward-reference", f"'{name}' comes later; a condition can only name what was asked before it"
            )
        if name in self.scope.facts:
            return self.refuse(node, "fact-in-rule", f"'{name}' is a fact about the result; only checks may name it")
        known = (*self.scope.shapes, *self.scope.conditions)
        return self.refuse(
            node, "unknown-name", f"there is no question or condition '{name}'{did_you_mean(name, known)}"
        )

    def bare(self, node: ast.Name, name: str) -> Node:
        self.refuse_look_alikes(node)
        if name in self.scope.conditions:
            return self.scope.conditions[name]
        shape = self.shape(node)
        if shape.type != "yes_no":
            hint = {
                "one": f"compare it: {name} == {next(iter(shape.options), 'option')}",
                "many": f"write any_of({name}, ...) or count({name}) >= 1",
                "number": f"compare it: {name} >= 1",
                "date": f"compare it with another date: {name} < other_date",
            }.get(shape.type, "free text can't be used in a condition")
            raise self.refuse(node, "condition-type", f"'{name}' is of type {shape.type}; {hint}")
        return Test(Chosen(name, ("yes",)))

    def option(self, node: ast.expr, shape: Shape) -> str:
        match node:
            case ast.Name(id=value):
                self.refuse_look_alikes(node)
            case ast.Constant(value=str() as value):
                pass
            case _:
                raise self.refuse(
                    node, "condition-type", f"'{shape.name}' is compared with its options, not with {described(node)}"
                )
        if value not in shape.options:
            raise self.refuse(
                node, "unknown-option", f"'{value}' is no option of '{shape.name}'{did_you_mean(value, shape.options)}"
            )
        return value

    def option_list(self, nodes: Iterable[ast.expr], shape: Shape) -> tuple[str, ...]:
        chosen: list[str] = []
        for node in nodes:
            try:
                value = self.option(node, shape)
            except _RefusedError:
                continue
            if value in chosen:
                self.refuse(node, "option-twice", f"'{value}' is named twice")
            chosen.append(value)
        if self.mistakes:
            raise _RefusedError
        return tuple(chosen)

    # Comparisons

    def compare(self, node: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Node:
        if isinstance(op, ast.Is | ast.IsNot):
            raise self.refuse(node, "condition-not-allowed", "write == instead of 'is' and != instead of 'is not'")
        if isinstance(op, ast.In | ast.NotIn):
            found = self.membership(node, left, right)
            return negate(found) if isinstance(op, ast.NotIn) else found
        operator = _OPERATORS[type(op)]
        if isinstance(left, ast.Call):
            return self.compare_call(left, operator, right)
        if isinstance(left, ast.Constant | ast.UnaryOp) and isinstance(right, ast.Name | ast.Call):
            return self.compare(node, right, _swap(op), left)
        shape = self.shape(left)
        match shape.type:
            case "yes_no" | "one":
                if operator not in ("==", "!="):
                    raise self.refuse(
                        node, "condition-type", f"options of '{shape.name}' can't be compared with {operator}"
                    )
                return Test(Chosen(shape.name, (self.option(right, shape),)), negated=operator == "!=")
            case "number":
                return self.compare_number(shape, operator, right)
            case "date":
                return self.compare_date(shape, operator, right)
            case "many":
                raise self.refuse(
                    node, "condition-type", f"write 'option in {shape.name}' or any_of({shape.name}, ...)"
                )
        raise self.refuse(node, "condition-type", f"'{shape.name}' is free text, which can't be used in a condition")

    def membership(self, node: ast.Compare, left: ast.expr, right: ast.expr) -> Node:
        if isinstance(right, ast.Tuple | ast.List | ast.Set):
            shape = self.shape(left)
            if shape.type not in ("yes_no", "one"):
                hint = f"any_of({shape.name}, ...)" if shape.type == "many" else "< or >"
                raise self.refuse(node, "condition-type", f"'{shape.name}' is of type {shape.type}; use {hint}")
            if not right.elts:
                raise self.refuse(right, "condition-empty", "the list of options is empty")
            return Test(Chosen(shape.name, self.option_list(right.elts, shape)))
        if isinstance(right, ast.Name) and right.id not in self.scope.shapes and isinstance(left, ast.Name):
            known = self.scope.shapes.get(left.id)
            if known and right.id in known.options:
                raise self.refuse(right, "condition-type", f"put the option in brackets: {left.id} in ({right.id},)")
        shape = self.shape(right)
        if shape.type != "many":
            raise self.refuse(
                node, "condition-type", f"'in' needs a list of options or a question of type many, not '{shape.name}'"
            )
        return Test(Picked(shape.name, (self.option(left, shape),), "any"))

    def compare_number(self, shape: Shape, operator: Operator, right: ast.expr) -> Node:
        if isinstance(right, ast.Name):
            other = self.shape(right)
            if other.type != "number":
                raise self.refuse(
                    right, "condition-type", f"'{shape.name}' is a number, '{other.name}' is of type {other.type}"
                )
            return Test(Compared(shape.name, operator, None, other.name))
        return Test(Compared(shape.name, operator, self.whole_number(right)))

    def compare_date(self, shape: Shape, operator: Operator, right: ast.expr) -> Node:
        if isinstance(right, ast.Name):
            other = self.shape(right)
            if other.type != "date":
                raise self.refuse(
                    right, "condition-type", f"'{shape.name}' is a date, '{other.name}' is of type {other.type}"
                )
            return Test(Compared(shape.name, operator, None, other.name))
        if isinstance(right, ast.Constant) and isinstance(right.value, str) and _ISO_DATE.match(right.value):
            try:
                return Test(Compared(shape.name, operator, date.fromisoformat(right.value)))
            except ValueError:
                raise self.refuse(right, "condition-type", f"{right.value} is not a date of the calendar") from None
        raise self.refuse(right, "condition-type", f"compare '{shape.name}' with a date in quotes, like '2026-05-01'")

    def whole_number(self, node: ast.expr) -> int:
        sign = 1
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            sign, node = -1, node.operand
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return sign * node.value
        raise self.refuse(node, "condition-type", f"expected a whole number, not {described(node)}")

    # Functions

    def compare_call(self, call: ast.Call, operator: Operator, right: ast.expr) -> Node:
        name = self.function(call)
        if name == "count":
            shape = self.argument(call, "many", exactly=1)
            return Test(Counted(shape.name, operator, self.whole_number(right)))
        if name == "days_between":
            if len(call.args) != 2:
                raise self.refuse(call, "condition-call", "days_between needs two dates: days_between(first, second)")
            start, end = (self.shape(argument) for argument in call.args)
            for shape, argument in zip((start, end), call.args, strict=True):
                if shape.type != "date":
                    raise self.refuse(argument, "condition-type", f"'{shape.name}' is of type {shape.type}, not a date")
            return Test(Elapsed(start.name, end.name, operator, self.whole_number(right)))
        raise self.refuse(call, "condition-call", f"{name}(...) is true or false by itself; don't compare it")

    def call(self, call: ast.Call) -> Node:
        name = self.function(call)
        match name:
            case "any_of" | "all_of" | "none_of":
                shape = self.argument(call, "many")
                if len(call.args) < 2:
                    raise self.refuse(
                        call, "condition-call", f"{name} needs options: {name}({shape.name}, option, ...)"
                    )
                options = self.option_list(call.args[1:], shape)
                return Test(
                    Picked(shape.name, options, "all" if name == "all_of" else "any"), negated=name == "none_of"
                )
            case "known" | "is_unknown":
                if not self.scope.is_workflow:
                    raise self.refuse(
                        call,
                        "workflow-only",
                        f"{name}() is for checks only: a rule must not change by learning something",
                    )
                if len(call.args) != 1:
                    raise self.refuse(call, "condition-call", f"{name} needs one question: {name}(question)")
                return Test(IsKnown(self.shape(call.args[0]).name), negated=name == "is_unknown")
        example = "count(question) >= 2" if name == "count" else "days_between(first, second) > 14"
        raise self.refuse(call, "condition-call", f"{name}(...) gives a number; compare it: {example}")

    def function(self, call: ast.Call) -> str:
        if not isinstance(call.func, ast.Name):
            raise self.refuse(call, "condition-not-allowed", f"{described(call.func)} can't be used in a condition")
        self.refuse_look_alikes(call.func)
        name = call.func.id
        if name not in _FUNCTIONS:
            raise self.refuse(
                call, "unknown-function", f"there is no function '{name}'{did_you_mean(name, _FUNCTIONS)}"
            )
        if call.keywords or any(isinstance(argument, ast.Starred) for argument in call.args):
            raise self.refuse(call, "condition-call", f"{name} takes plain names only")
        return name

    def argument(self, call: ast.Call, kind: str, exactly: int | None = None) -> Shape:
        if not call.args or (exactly is not None and len(call.args) != exactly):
            raise self.refuse(call, "condition-call", f"{ast.unparse(call.func)} needs a question of type {kind}")
        shape = self.shape(call.args[0])
        if shape.type != kind:
            raise self.refuse(call.args[0], "condition-type", f"'{shape.name}' is of type {shape.type}, not {kind}")
        return shape


def _swap(op: ast.cmpop) -> ast.cmpop:
    mirrored = _MIRRORED[_OPERATORS[type(op)]]
    return next(kind() for kind, operator in _OPERATORS.items() if operator == mirrored)
