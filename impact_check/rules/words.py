"""Say a condition in words, with the questions' and options' own texts."""

from collections.abc import Callable, Mapping
from datetime import date

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

_SAYS: dict[Operator, tuple[str, str]] = {
    "==": ("is", "is not"),
    "!=": ("is not", "is"),
    "<": ("is less than", "is at least"),
    "<=": ("is at most", "is more than"),
    ">": ("is more than", "is at most"),
    ">=": ("is at least", "is less than"),
}
_SAYS_DATE: dict[Operator, tuple[str, str]] = {
    **_SAYS,
    "<": ("is before", "is not before"),
    "<=": ("is not after", "is after"),
    ">": ("is after", "is not after"),
    ">=": ("is not before", "is before"),
}


class Texts:
    """The texts that conditions are said with."""

    def __init__(self, questions: Mapping[str, str], options: Mapping[str, Mapping[str, str]], dates: set[str]) -> None:
        """Take question id -> text, question id -> option id -> label, and the ids of the date questions."""
        self._questions = questions
        self._options = options
        self.dates = dates

    def question(self, name: str) -> str:
        """Return the question's text in quotes, or the name of a fact in plain words."""
        return f"“{self._questions[name]}”" if name in self._questions else name.replace("_", " ")

    def labels(self, name: str, options: tuple[str, ...], joiner: str) -> str:
        """Return the labels of options in quotes, joined by `and` or `or`."""
        known = self._options.get(name, {})
        labels = [f"“{known.get(option, option)}”" for option in options]
        return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} {joiner} {labels[-1]}"


def in_words(node: Node, texts: Texts) -> str:
    """Return the condition as one phrase, e.g. `“Is this the only place?” is “Yes” and ...`."""
    match node:
        case Test(atom, negated):
            return _atom(atom, texts, negated=negated)
        case All(parts):
            return _joined(parts, " and ", lambda part: isinstance(part, Any), texts)
        case Any(parts):
            return _joined(parts, " or ", lambda part: isinstance(part, All), texts)


def _joined(parts: tuple[Node, ...], joiner: str, needs_brackets: Callable[[Node], bool], texts: Texts) -> str:
    said = (in_words(part, texts) for part in parts)
    return joiner.join(f"({s})" if needs_brackets(part) else s for part, s in zip(parts, said, strict=True))


def _atom(atom: Atom, texts: Texts, *, negated: bool) -> str:
    match atom:
        case Chosen(question, options):
            return f"{texts.question(question)} {'is not' if negated else 'is'} {texts.labels(question, options, 'or')}"
        case Picked(question, options, how):
            verb = "does not name" if negated else "names"
            return (
                f"{texts.question(question)} {verb} {texts.labels(question, options, 'and' if how == 'all' else 'or')}"
            )
        case Counted(question, op, number):
            return f"the number chosen in {texts.question(question)} {_SAYS[op][negated]} {number}"
        case Compared(question, op, constant, other):
            says = _SAYS_DATE if question in texts.dates else _SAYS
            against = texts.question(other) if other else _constant(constant)
            return f"{texts.question(question)} {says[op][negated]} {against}"
        case Elapsed(start, end, op, days):
            between = f"the number of days from {texts.question(start)} to {texts.question(end)}"
            return f"{between} {_SAYS[op][negated]} {days}"
        case IsKnown(question):
            return f"{texts.question(question)} is {'not known' if negated else 'known'}"


def _constant(constant: int | date | None) -> str:
    return f"{constant.day} {constant:%B %Y}" if isinstance(constant, date) else str(constant)
