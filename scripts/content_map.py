"""What stands for each strategy element, risk, group and check: a page that shows no gap.

A row names the questions that establish it and the rules or checks that speak of it. tests/test_docs.py fails on an
empty row.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from impact_check import api
from impact_check.rules import Ruleset

PACKS = ("core", "kirklees", "norfolk", "hammersmith-fulham")

LESSONS = (
    ("Those who decide did not know of the duty", ("decision-maker-aware", "decision-maker-reads")),
    ("Only a summary was read", ("decision-maker-reads",)),
    ("It was looked at after the choice", ("timing",)),
    ("A form was filled in, with little known", ("evidence-about-users", "unknowns")),
    ("Nobody could see how severe it was", ("severity-plain",)),
    ("Users were set against the whole population", ("comparator",)),
    ("Mitigations were not shown to work", ("mitigation-real",)),
    ("People were asked about a model, not about this place", ("consultation-specific",)),
    ("Alternatives were not explained", ("alternatives", "consultation-fair")),
    ("The option changed late, and knock-on effects were missed", ("drift", "knock-on")),
    ("Members were pointed at a formula", ("duty-prompt", "boilerplate")),
    ("The gap in between did the harm", ("gap-days",)),
    ("Bus cuts without consultation or tested journeys", ("transport-duty", "duty-buses")),
    ("The choice was framed too narrowly", ("frame",)),
    ("Money was the only reason", ("reasons",)),
    ("Other decisions on the same people were not counted", ("cumulative",)),
    ("Need was studied after closing", ("needs-first",)),
    ("Everybody and everywhere hid who was hit", ("specific-places",)),
    ("The same words stood in every box", ("boilerplate",)),
    ("Nobody owned it, nobody looked back", ("owner", "review-date")),
    ("No impact was found, and no reason given", ("nil-reasons",)),
    ("Support ended with no plan for what follows", ("exit-plan",)),
    ("Not known was taken for no", ("unknowns",)),
)
"""How assessments have failed, in courts and in practice, and the checks that ask about it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that the content must serve, with what serves it."""

    id: str
    title: str
    questions: tuple[str, ...]
    rules: tuple[str, ...]
    """Rules, or for a strategy element the risks, checks and questions that show it."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one heading."""

    heading: str
    columns: tuple[str, str, str]
    rows: tuple[Row, ...]


def tables() -> tuple[Table, ...]:
    """Return every table of the page, core first."""
    rulesets = {pack: api.load_questionnaire(pack) for pack in PACKS}
    core = rulesets["core"]
    found = [
        Table("Risk factors", ("Risk", "Questions", "Rules"), tuple(_factors(core))),
        Table("Groups", ("Group", "Questions", "Rules"), tuple(_groups(core))),
        Table("Process checks", ("Check", "Questions", "Standing for"), tuple(_checks(core))),
    ]
    for pack, ruleset in rulesets.items():
        for strategy in ruleset.questionnaire.strategies:
            rows = tuple(_elements(ruleset, strategy.id))
            found.append(
                Table(f"{strategy.title} (`{pack}`)", ("Element", "Questions", "Risks, checks, shown by"), rows)
            )
    return tuple(found)


def page() -> str:
    """Return docs/content-map.md."""
    return "\n".join(_page())


def _page() -> Iterator[str]:
    yield "# What asks about what"
    yield ""
    yield "This page is made from the questionnaires by `make docs`. It lists every risk factor, group, process check"
    yield "and element of a strategy, with the questions that establish it and the rules that speak of it. Ids are"
    yield "those of the YAML files."
    for table in tables():
        yield from ("", f"## {table.heading}", "", f"| {' | '.join(table.columns)} |", "| --- | --- | --- |")
        for row in table.rows:
            yield f"| {row.id} {_cell(row.title)} | {_codes(row.questions)} | {_codes(row.rules)} |"
    yield from ("", "## How assessments have failed", "", "| Lesson | Checks |", "| --- | --- |")
    for lesson, checks in LESSONS:
        yield f"| {lesson} | {_codes(checks)} |"
    yield ""


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _factors(ruleset: Ruleset) -> Iterator[Row]:
    for factor in ruleset.questionnaire.factors:
        rules = tuple(
            rule.id
            for rule in ruleset.questionnaire.rules
            if rule.raises.severity and rule.factors != "all" and factor.id in rule.factors
        )
        yield Row(factor.id, factor.title, _questions(ruleset, rules), rules)


def _groups(ruleset: Ruleset) -> Iterator[Row]:
    for group in ruleset.questionnaire.groups:
        rules = tuple(rule.id for rule in ruleset.questionnaire.rules if group.id in rule.groups)
        asked = tuple(id_ for id_, condition in ruleset.ask_if.items() if _names(condition.node, group.id))
        yield Row(group.id, group.title, (ruleset.questionnaire.facts.groups, *asked), rules)


def _names(node: object, group: str) -> bool:
    parts = getattr(node, "parts", None)
    if parts is not None:
        return any(_names(part, group) for part in parts)
    return group in getattr(getattr(node, "atom", None), "options", ())


def _checks(ruleset: Ruleset) -> Iterator[Row]:
    for check in ruleset.questionnaire.checks:
        condition = ruleset.fails_when[check.id]
        applies = ruleset.applies_if.get(check.id)
        names = (*condition.questions, *(applies.questions if applies else ()))
        yield Row(check.id, check.title, _asked(ruleset, names), check.sources)


def _elements(ruleset: Ruleset, strategy_id: str) -> Iterator[Row]:
    strategy = next(entry for entry in ruleset.questionnaire.strategies if entry.id == strategy_id)
    for element in strategy.elements:
        factors = () if element.factors == "all" else element.factors
        rules = tuple(
            rule.id
            for rule in ruleset.questionnaire.rules
            if rule.factors != "all"
            and set(rule.factors) & set(factors)
            and (rule.raises.severity or rule.raises.benefit)
        )
        shown = ruleset.shown_when.get(element.id)
        asked = [name for check in element.checks for name in ruleset.fails_when[check].questions]
        names = (*(shown.questions if shown else ()), *asked, *_questions(ruleset, rules))
        serving = (*factors, *element.checks, *(("shown_when",) if shown else ()))
        yield Row(element.id, element.wordings[0].text, _asked(ruleset, names), serving)


def _questions(ruleset: Ruleset, rules: Iterable[str]) -> tuple[str, ...]:
    return _asked(ruleset, (name for rule in rules for name in ruleset.rules[rule].questions))


def _asked(ruleset: Ruleset, names: Iterable[str]) -> tuple[str, ...]:
    """Return the questions among names, each once, in the order they are asked; facts of the result are left out."""
    wanted = set(names)
    return tuple(id_ for id_ in ruleset.questions if id_ in wanted)
