"""Read YAML 1.2 scalars with the place of every value; refuse what would silently change its meaning.

Text stays text (`no`, `12:30`, `2026-05-01`); repeated keys, anchors, aliases and tags are faults.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from impact_check.errors import Fault

Loc = tuple[str | int, ...]
"""The way to a value: keys and positions from the top of the document."""

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LARGEST = 2_000_000
_DEEPEST = 100
_LONGEST_NUMBER = 18


class _Strict(_Base):  # type: ignore[misc]
    """Composes nodes with the scalars of YAML 1.2's core schema, less the odd ones."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # PyYAML's own name.


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|)$", ["n", ""]),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", "-0123456789"),
):
    _Strict.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands. Line and column start at 1."""

    line: int
    column: int
    text_column: int = 0
    """Column of the first character of a one-line text, after any quotation mark; 0 if it runs over lines."""


@dataclass
class Document:
    """One YAML file: its data, and where everything in it stands."""

    path: str
    data: Any = None
    faults: list[Fault] = field(default_factory=list)
    values: dict[Loc, Place] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)

    def place(self, loc: Loc) -> Place:
        """Return where the value at `loc` stands, or the nearest value around it."""
        while loc and loc not in self.values:
            loc = loc[:-1]
        return self.values.get(loc, Place(1, 1))

    def key_place(self, loc: Loc) -> Place:
        """Return where the key at `loc` stands, or the value around it."""
        return self.keys.get(loc) or self.place(loc)

    def texts(self) -> Iterator[tuple[Loc, str]]:
        """Yield each text that stands as a value, with the way to it, in the order they stand."""
        ahead: list[tuple[Loc, Any]] = [((), self.data)]
        while ahead:
            loc, value = ahead.pop()
            if isinstance(value, str):
                yield loc, value
            elif isinstance(value, dict | list):
                inside = value.items() if isinstance(value, dict) else enumerate(value)
                ahead.extend(reversed([((*loc, key), part) for key, part in inside]))

    def fault(self, loc: Loc, code: str, message: str, *, at_key: bool = False, severity: str = "error") -> Fault:
        """Make a fault at the value (or key) at `loc`."""
        place = self.key_place(loc) if at_key else self.place(loc)
        return Fault(self.path, place.line, place.column, code, message, severity)


def read_yaml(text: str, path: str) -> Document:
    """Read one document. Never raises for bad YAML: the faults are in `faults`, and `data` is then None."""
    document = Document(path)
    if len(text) > _LARGEST:
        document.faults.append(Fault(path, 1, 1, "yaml-too-large", f"is larger than {_LARGEST:,} characters"))
        return document
    try:
        _refuse_odd(text, document)
        node = None if document.faults else _Strict(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        document.faults.append(_syntax_fault(error, path))
        return document
    except (yaml.YAMLError, UnicodeEncodeError) as error:  # Characters that YAML forbids.
        document.faults.append(_character_fault(error, text, path))
        return document
    if document.faults:
        return document
    if node is None:
        document.faults.append(Fault(path, 1, 1, "yaml-empty", "the file is empty"))
        return document
    data = _Builder(document).build(node, ())
    if not document.faults:
        document.data = data
    return document


def read_yaml_file(file: Path, path: str) -> Document:
    """Read a file as `read_yaml` does; that it can't be read is a fault like others."""
    try:
        return read_yaml(file.read_text(encoding="utf-8-sig"), path)
    except UnicodeDecodeError:
        fault = Fault(path, 1, 1, "not-utf8", "is not UTF-8 text; save it as UTF-8")
    except OSError as error:
        fault = Fault(path, 0, 0, "unreadable", f"can't be read: {error.strerror}")
    return Document(path, faults=[fault])


def shown_path(path: Path) -> str:
    """Return a path as people know it: relative to where they are, if it is below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


_MAYBE_ODD = re.compile(r"[&*!]|^[-? \t]{100}", re.MULTILINE)


def _refuse_odd(text: str, document: Document) -> None:
    """Tell aliases, tags and nesting so deep that composing it would break the program."""
    if not _MAYBE_ODD.search(text) and text.count("[") + text.count("{") <= _DEEPEST:
        return  # A second look at every file would take a fifth of the time.
    depth = 0
    for event in yaml.parse(text, Loader=_Strict):
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if anchor:
            what = f"alias *{anchor}" if isinstance(event, yaml.AliasEvent) else f"anchor &{anchor}"
            message = f"{what}: write the text out, or put it in double quotes if it is meant as text"
            document.faults.append(_fault_at(event, document, "yaml-alias", message))
        if tag:
            message = f"the tag {tag} is not allowed; put text that begins with ! in double quotes"
            document.faults.append(_fault_at(event, document, "yaml-tag", message))
        if depth > _DEEPEST:
            message = f"is nested more than {_DEEPEST} deep; look for a bracket that is never closed"
            document.faults.append(_fault_at(event, document, "yaml-too-deep", message))
            return


def _fault_at(part: Any, document: Document, code: str, message: str) -> Fault:
    mark = part.start_mark
    return Fault(document.path, mark.line + 1, mark.column + 1, code, message)


_HINTS = (
    ("found a tab character", "indent with spaces, not tabs"),
    (
        "mapping values are not allowed",
        "a ': ' inside a text, or a wrongly indented line? Put the text in double quotes",
    ),
    ("cannot start any token", "indent with spaces, not tabs; put text that begins with @ ` or % in double quotes"),
    ("could not find expected ':'", "a key without a colon, or a text whose next line isn't indented"),
    ("expected <block end>", "this line is indented differently from those around it"),
    (
        "did not find expected key",
        "this line is indented differently from those around it, or a quotation mark is missing",
    ),
    ("did not find expected '-' indicator", "this line is indented differently from those around it"),
    ("did not find expected ',' or ']'", "a [ list is not closed, or holds a text that needs double quotes"),
    ("did not find expected node content", "a [ or { is opened and never closed, or two commas stand in a row"),
    ("did not find expected ',' or '}'", "a { mapping is not closed, or holds a text that needs double quotes"),
    ("unexpected end of stream", "a quotation mark is opened and never closed"),
    ("but found another document", "the file holds two documents; take out the line ---"),
    ("undefined alias", "put text that begins with * in double quotes"),
    ("unknown escape character", "write \\\\ for a backslash inside double quotes"),
)


def _syntax_fault(error: yaml.MarkedYAMLError, path: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or error.context or "can't be read"
    hint = next((hint for part, hint in _HINTS if part in problem), None)
    message = f"{hint} ({problem})" if hint else problem
    return Fault(path, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, "yaml-syntax", message)


def _character_fault(error: yaml.YAMLError | UnicodeEncodeError, text: str, path: str) -> Fault:
    if isinstance(error, UnicodeEncodeError):
        position = error.start
    else:  # PyYAML's position counts bytes or characters, as it happens.
        position = max(text.find(chr(getattr(error, "character", 0))), 0)
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return Fault(path, line, column, "yaml-character", "a control character that YAML doesn't allow; delete it")


class _Builder:
    """Turns nodes into plain data, noting where each value stands."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def build(self, node: Node, loc: Loc) -> Any:
        self.document.values[loc] = _place(node)
        if isinstance(node, MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, SequenceNode):
            return [self.build(child, (*loc, place)) for place, child in enumerate(node.value)]
        assert isinstance(node, ScalarNode)  # noqa: S101  # PyYAML has three kinds of node.
        return self.scalar(node)

    def mapping(self, node: MappingNode, loc: Loc) -> dict[str, Any]:
        data: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            mark = key_node.start_mark
            if not isinstance(key_node, ScalarNode):
                fault = _fault_at(key_node, self.document, "yaml-key", "a key must be a plain word")
                self.document.faults.append(fault)
                continue
            key = str(key_node.value)
            if key in first:
                message = f"the key '{key}' is written twice (first in line {first[key]}); keep one"
                self.document.faults.append(_fault_at(key_node, self.document, "duplicate-key", message))
                continue
            first[key] = mark.line + 1
            self.document.keys[(*loc, key)] = Place(mark.line + 1, mark.column + 1)
            data[key] = self.build(value_node, (*loc, key))
        return data

    def scalar(self, node: ScalarNode) -> str | int | float | bool | None:
        value: str = node.value
        match node.tag:
            case "tag:yaml.org,2002:int":
                if len(value) > _LONGEST_NUMBER:
                    message = f"the number has {len(value)} digits; put it in double quotes if it is meant as text"
                    self.document.faults.append(_fault_at(node, self.document, "yaml-too-large", message))
                    return None
                return int(value)
            case "tag:yaml.org,2002:float":
                return float(value)
            case "tag:yaml.org,2002:bool":
                return value == "true"
            case "tag:yaml.org,2002:null":
                return None
        return value


def _place(node: Node) -> Place:
    start, end = node.start_mark, node.end_mark
    text_column = 0
    if isinstance(node, ScalarNode) and start.line == end.line and node.style in (None, "", "'", '"'):
        text_column = start.column + (2 if node.style in ("'", '"') else 1)
    return Place(start.line + 1, start.column + 1, text_column)
