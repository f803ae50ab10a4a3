"""A graph -> a Mermaid flowchart, or a Markdown page of them; GitHub and GitLab draw both.

The language: https://mermaid.js.org/syntax/flowchart.html
"""

import re
import textwrap
from collections.abc import Iterator

from impact_check.comparing.graph import Graph, Kind, Point, graph
from impact_check.model.text import clean_text
from impact_check.rules import Ruleset

MOST_ARROWS = 500
MOST_CHARACTERS = 50_000
"""What Mermaid draws unless it is told otherwise: its settings maxEdges and maxTextSize, which a chart can't raise."""

_LABEL = 60
"""Characters of a label; what is longer is cut."""

_SHAPES: dict[Kind, tuple[str, str]] = {
    "question": ("[", "]"),
    "condition": ("{{", "}}"),
    "rule": ("(", ")"),
    "floor": ("[/", "\\]"),
    "check": ("[[", "]]"),
    "factor": ("([", "])"),
    "element": (">", "]"),
    "overall": ("((", "))"),
    "every": ("([", "])"),
}
_MEANING = (
    "%% Boxes: questions. Six corners: named conditions. Rounded: rules. Slanted: floors. Doubled sides: checks.",
    "%% Ovals: risk factors. Flags: elements of the strategy. A dotted arrow decides whether a question is asked.",
)


def mermaid(drawn: Graph) -> str:
    """Return the graph as the text of one flowchart, ending in a line feed."""
    return "\n".join(_lines(drawn)) + "\n"


def fits(text: str) -> bool:
    """Tell whether Mermaid draws this flowchart with its usual settings."""
    arrows = sum(" --> " in line or " -.-> " in line or " -->|" in line for line in text.splitlines())
    return arrows <= MOST_ARROWS and len(text) <= MOST_CHARACTERS


def markdown(ruleset: Ruleset, about: str | None) -> str:
    """Return a page with the flowchart; with one for each section if the whole is more than Mermaid draws.

    Raises AnswerError if nothing has the id `about`.
    """
    whole = graph(ruleset, about)
    text = mermaid(whole)
    charts = [("", text)]
    if about is None and not fits(text):
        sections = ((section.title, graph(ruleset, section.id)) for section in ruleset.questionnaire.sections)
        charts = [(title, mermaid(part)) for title, part in sections if part.arrows]
    blocks = (f"{f'## {_escaped(title)}{_BREAK}' if title else ''}```mermaid\n{chart}```" for title, chart in charts)
    return _BREAK.join((f"# {_escaped(whole.title)}", _LEGEND, *blocks)) + "\n"


_BREAK = "\n\n"
_LEGEND = (
    "Boxes are questions, six-cornered boxes named conditions, rounded boxes rules, slanted ones floors, those with "
    "doubled sides checks, ovals risk factors, flags elements of the strategy. A dotted arrow decides whether a "
    "question is asked."
)


def _escaped(title: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", _one_line(title))


def _lines(drawn: Graph) -> Iterator[str]:
    yield "flowchart LR"
    yield f"  %% {_one_line(drawn.title)}"
    yield from (f"  {line}" for line in _MEANING)
    names = {(point.kind, point.id): f"n{place}" for place, point in enumerate(drawn.points)}
    questions = {point.id: point for point in drawn.points if point.kind == "question"}
    for place, box in enumerate(drawn.boxes):
        yield f"  subgraph s{place}[{_quoted(box.title)}]"
        for id_ in box.questions:
            yield f"    {_node(names['question', id_], questions[id_])}"
        yield "  end"
    for point in drawn.points:
        if point.kind != "question":
            yield f"  {_node(names[point.kind, point.id], point)}"
    for arrow in drawn.arrows:
        start, end = names[arrow.start], names[arrow.end]
        if arrow.end[0] == "question":
            yield f"  {start} -.-> {end}"
        elif arrow.label:
            yield f"  {start} -->|{_quoted(arrow.label)}| {end}"
        else:
            yield f"  {start} --> {end}"


def _node(name: str, point: Point) -> str:
    """Return a node. Its name is a number, since words such as `end` mean something to Mermaid."""
    left, right = _SHAPES[point.kind]
    return f"{name}{left}{_quoted(point.label)}{right}"


def _quoted(text: str) -> str:
    """Return a text in quotes that Mermaid shows as it is.

    What could be read as code, Markdown or HTML is spelt out. So is the dot after a number at the start, which would
    make a list, and the space in `direction LR`, which Mermaid obeys even between quotes.
    """
    short = textwrap.shorten(_one_line(text), _LABEL, placeholder=" …") or "…"
    spelt = _DIRECTION.sub("#32;", _LIST.sub("#46;", "".join(map(_spelt, short))))
    return f'"{spelt}"'


def _one_line(text: str) -> str:
    return " ".join(clean_text(text).text.split())


_PLAIN = frozenset(" ,.?!'’“”–…/€£")
_LIST = re.compile(r"(?<=^\d)\.|(?<=^\d\d)\.")
_DIRECTION = re.compile(r"(?<=direction) (?=TB|BT|RL|LR|TD)", re.IGNORECASE)


def _spelt(character: str) -> str:
    """Return a letter, digit or harmless mark as it is, and every other as `#code;`, Mermaid's way of writing it."""
    return character if character.isalnum() or character in _PLAIN else f"#{ord(character)};"
