"""A ruleset -> straight Python source for the same questions and rules, as somebody would write it by hand.

Two-valued: an answer that isn't known counts as no answer, so a test about it fails. It is written from the parsed
conditions and knows nothing of how the program compiles them. A yardstick only: it can't tell what may hold.
"""

from collections.abc import Callable, Sequence

from impact_check.rules import ABSENT, UNKNOWN, Ruleset, Seen
from impact_check.rules.conditions import All, Chosen, Compared, Counted, Elapsed, Node, Picked, Test

Yardstick = Callable[[Sequence[object]], tuple[list[int], list[int], list[int]]]
"""From answers in question order (None: not known) to the places of what is asked, and of what holds."""


def two_valued(ruleset: Ruleset) -> Yardstick:
    """Return the function."""
    names: dict[str, Yardstick] = {}
    exec(two_valued_source(ruleset), names)  # noqa: S102  # Our own packs, in a benchmark.
    return names["decide"]


def plain(values: Sequence[Seen]) -> list[object]:
    """Return answers as the function takes them."""
    return [None if value is UNKNOWN or value is ABSENT else value for value in values]


def two_valued_source(ruleset: Ruleset) -> str:
    """Return the source. Named conditions are worked out once, as soon as all that they read is."""
    writer = _Writer(ruleset)
    return "\n".join(["from datetime import date", "def decide(answers):", *(f"    {line}" for line in writer.lines())])


class _Writer:
    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.place = {id_: place for place, id_ in enumerate(ruleset.questions)}
        self.named = {condition.node: name for name, condition in ruleset.named.items()}

    def lines(self) -> list[str]:
        ruleset = self.ruleset
        due: list[list[str]] = [[] for _ in self.place]
        for name, condition in ruleset.named.items():
            last = max(self.place[question] for question in condition.questions)
            due[last].append(f"c_{name} = {self.said(condition.node, is_definition=True)}")
        lines = ["asked, rules, floors = [], [], []"]
        for place, id_ in enumerate(self.place):
            if id_ in ruleset.ask_if:
                lines += [f"if {self.said(ruleset.ask_if[id_].node)}:", f"    asked.append({place})"]
                lines += [f"    q_{id_} = answers[{place}]", "else:", f"    q_{id_} = None"]
            else:
                lines += [f"asked.append({place})", f"q_{id_} = answers[{place}]"]
            lines += due[place]
        for kind, conditions in (("rules", ruleset.rules), ("floors", ruleset.floors)):
            for place, condition in enumerate(conditions.values()):
                lines += [f"if {self.said(condition.node)}:", f"    {kind}.append({place})"]
        return [*lines, "return asked, rules, floors"]

    def said(self, node: Node, *, is_definition: bool = False) -> str:
        if node in self.named and not is_definition and not isinstance(node, Test):
            return f"c_{self.named[node]}"
        match node:
            case Test():
                return _test(node)
            case All(parts):
                return "(" + " and ".join(map(self.said, parts)) + ")"
            case _:
                return "(" + " or ".join(map(self.said, node.parts)) + ")"


def _test(test: Test) -> str:
    known = " and ".join(f"q_{question} is not None" for question in dict.fromkeys(test.questions))
    value = f"q_{test.questions[0]}"
    match test.atom:
        case Chosen(_, (option,)):
            holds = f"{value} {'!=' if test.negated else '=='} {option!r}"
            return f"({known} and {holds})" if test.negated else holds
        case Chosen(_, options):
            holds = f"{value} {'not ' if test.negated else ''}in {options!r}"
            return f"({known} and {holds})" if test.negated else holds
        case Picked(_, options, how):
            joined = (" or " if how == "any" else " and ").join(f"{option!r} in {value}" for option in options)
            holds = f"({joined})"
        case Counted(_, operator, number):
            holds = f"len({value}) {operator} {number}"
        case Compared(_, operator, None, str() as other):
            holds = f"{value} {operator} q_{other}"
        case Compared(_, operator, constant):
            against = str(constant) if isinstance(constant, int) else f"date.fromisoformat({str(constant)!r})"
            holds = f"{value} {operator} {against}"
        case Elapsed(_, end, operator, days):
            holds = f"(q_{end} - {value}).days {operator} {days}"
        case _:
            raise ValueError("only checks ask whether an answer is known")
    return f"({known} and {'not ' if test.negated else ''}{holds})"
