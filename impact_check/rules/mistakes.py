"""What is wrong with a condition, said so that its author can mend it."""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass

from impact_check.language import tr


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in a condition. `offset` counts characters from its start, from 0."""

    code: str
    message: str
    offset: int


_SLIPS = (
    ("&&", "and"),
    ("||", "or"),
    ("“", '"'),
    ("”", '"'),
    ("‘", "'"),
    ("’", "'"),
    ("=<", "<="),
    ("=>", ">="),
    ("<>", "!="),
)


def syntax_mistake(text: str, error: Exception) -> Mistake:
    """Say what is probably meant by a text that Python's parser refuses."""
    offset = max((getattr(error, "offset", 1) or 1) - 1, 0)
    for wrong, right in _SLIPS:
        if wrong in text:
            return Mistake("condition-syntax", f"write {right} instead of {wrong}", text.index(wrong))
    single = re.search(r"(?<![=!<>])=(?!=)", text)
    if single:
        return Mistake("condition-syntax", "write == for 'is', not a single =", single.start())
    bang = re.search(r"!(?!=)", text)
    if bang:
        return Mistake("condition-syntax", "write not instead of !", bang.start())
    if text.count("(") != text.count(")"):
        return Mistake("condition-syntax", "the brackets don't match: count ( and )", offset)
    words = re.search(r"\b(is|AND|OR|NOT)\b", text)
    if words and words.group() != "is":
        return Mistake("condition-syntax", f"write {words.group().lower()} in small letters", words.start())
    return Mistake(
        "condition-syntax", "can't be read as a condition; see 'Conditions' in questionnaires/README.md", offset
    )


def described(node: ast.AST) -> str:
    """Name a part of an expression in plain words."""
    match node:
        case ast.Constant(value=value):
            return f"the value {value!r}"
        case ast.Attribute():
            return "a dot between names"
        case ast.Subscript():
            return "square brackets after a name"
        case ast.BinOp() | ast.UnaryOp():
            return "arithmetic"
        case ast.Lambda() | ast.NamedExpr() | ast.IfExp():
            return "programming"
        case ast.JoinedStr():
            return "a formatted text"
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return "a loop"
        case ast.Tuple() | ast.List() | ast.Set() | ast.Dict():
            return "a list"
        case ast.Compare() | ast.BoolOp():
            return "another condition"
        case ast.Name(id=name):
            return f"'{name}'"
        case ast.Call():
            return "a function call"
    return "this"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the nearest known word, or nothing."""
    import difflib  # Only who made a mistake needs it.

    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return tr("; did you mean '{word}'?", word=near[0]) if near else ""
