"""The public names of `impact_check` -> docs/reference.md: what each takes, gives and raises, from the code itself."""

import ast
import inspect
import itertools
import textwrap
from collections.abc import Iterator
from enum import Enum
from typing import Any, cast

from pydantic import BaseModel

import impact_check

_INTRODUCTION = """\
# Reference of the library

What `import impact_check` gives, made from the code by `make docs`. How to use it is told in
[library.md](library.md). Names that aren't here may change in any release.
"""


def page() -> str:
    """Return the page."""
    public = {name: getattr(impact_check, name) for name in impact_check.__all__ if not name.startswith("__")}
    kinds = (
        ("Functions", [name for name, value in public.items() if inspect.isfunction(value)]),
        ("Values", [name for name, value in public.items() if inspect.isclass(value) and not _is_error(value)]),
        ("Errors", [name for name, value in public.items() if inspect.isclass(value) and _is_error(value)]),
    )
    parts = [_INTRODUCTION]
    for heading, names in kinds:
        parts.append(f"## {heading}\n")
        for name in sorted(names, key=str.lower):
            parts.append(f"### {name}\n")
            parts.extend(_entry(name, public[name]))
    return "\n".join(parts).rstrip() + "\n"


def _is_error(value: type) -> bool:
    return issubclass(value, Exception)


def _entry(name: str, value: Any) -> Iterator[str]:
    if inspect.isfunction(value):
        yield f"```python\n{_signature(name, value)}\n```\n"
    yield inspect.cleandoc(value.__doc__ or "") + "\n"
    if inspect.isclass(value) and issubclass(value, impact_check.ImpactCheckError):
        yield f"Its code is `{value.code}`.\n"
    elif inspect.isclass(value) and issubclass(value, Enum):
        yield "\n".join(f"- `{member.name}`" for member in value) + "\n"
    elif inspect.isclass(value) and (issubclass(value, BaseModel) or value is impact_check.Fault):
        yield from _fields(value)


def _signature(name: str, function: Any) -> str:
    """Return the head of a function as it is written, a line for each parameter if it is long."""
    written = cast("ast.FunctionDef", _unquoted(_parsed(function)))
    gives = ast.unparse(written.returns or ast.Constant(None))
    parameters = list(_parameters(written.args))
    line = f"{name}({', '.join(parameters)}) -> {gives}"
    if len(line) <= 100:
        return line
    inside = "".join(f"    {parameter},\n" for parameter in parameters)
    return f"{name}(\n{inside}) -> {gives}"


def _parameters(arguments: ast.arguments) -> Iterator[str]:
    defaults = [None] * (len(arguments.args) - len(arguments.defaults)) + list(arguments.defaults)
    for argument, default in zip(arguments.args, defaults, strict=True):
        yield _parameter(argument, default)
    if arguments.kwonlyargs:
        yield "*"
    for argument, given in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield _parameter(argument, given)


def _parameter(argument: ast.arg, default: ast.expr | None) -> str:
    return ast.unparse(argument) + (f" = {ast.unparse(default)}" if default else "")


def _parsed(thing: Any) -> ast.stmt:
    return ast.parse(textwrap.dedent(inspect.getsource(thing))).body[0]


def _unquoted(tree: ast.stmt) -> ast.stmt:
    """Return the same with annotations that stand in quotes as if they didn't."""
    for node in ast.walk(tree):
        for key in ("annotation", "returns"):
            match getattr(node, key, None):
                case ast.Constant(value=str() as text):
                    setattr(node, key, ast.parse(text, mode="eval").body)
    return tree


def _fields(model: type) -> Iterator[str]:
    """Yield a table of the fields, with the types and the docstrings that their class gives them."""
    written = cast("ast.ClassDef", _unquoted(_parsed(model)))
    rows = []
    for field, after in itertools.pairwise([*written.body, ast.Pass()]):
        match field, after:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind), ast.Expr(value=ast.Constant(value=said)):
                rows.append((name, ast.unparse(kind), str(said)))
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind), _:
                rows.append((name, ast.unparse(kind), ""))
    listed = "\n".join(f"| `{name}` | `{_cell(kind)}` | {_cell(said)} |" for name, kind, said in rows)
    yield f"| Field | Type | What it is |\n| --- | --- | --- |\n{listed}\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
