"""Assessments -> the same answers as a table of columns; and what the engine makes of each."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

import pyarrow as pa

from impact_check.bulk.compile import EVIDENCE
from impact_check.engine import evaluate, route
from impact_check.engine.rate import rule_truths
from impact_check.engine.routing import read
from impact_check.model.assessment import Assessment, DontKnow, Known, NotApplicable
from impact_check.model.questionnaire import Question
from impact_check.rules import ABSENT, UNKNOWN, Ruleset, Truth
from tests.engine.build import ON

Written = Literal["text", "numbered", "typed"]
"""Plain texts; texts numbered in a dictionary; or numbers, dates, lists and truth values where they can be."""


def table(ruleset: Ruleset, assessments: Sequence[Assessment], written: Written) -> pa.Table:
    """Return a row for each assessment and a column for each question and for its evidence."""
    columns: dict[str, pa.Array] = {"id": pa.array([str(number) for number in range(len(assessments))])}
    for id_, question in ruleset.questions.items():
        if id_ not in ruleset.bears_on_rating:
            continue  # It would be passed through as it is.
        columns[id_] = _column(question, [_cell(ruleset, question, given) for given in assessments], written)
        if question.evidence:
            columns[id_ + EVIDENCE] = pa.array([_grade(given, id_) for given in assessments], pa.string())
    return pa.table(columns)


def _cell(ruleset: Ruleset, question: Question, given: Assessment) -> Any:
    """Return what was answered: a value, one of the words that stand for none, or nothing."""
    answer = given.answers.get(question.id)
    state, _, stale = read(ruleset, question, answer, {})
    if stale or state == "unanswered":
        return None
    match answer:
        case DontKnow():
            return "dont_know"
        case NotApplicable():
            return "not_applicable: there is none"
        case Known(value=value):
            return value
    raise AssertionError(answer)


def _column(question: Question, cells: list[Any], written: Written) -> pa.Array:
    has_words = any(isinstance(cell, str) and cell.startswith(("dont_know", "not_app")) for cell in cells)
    if written == "typed":
        if question.type == "many":
            lists = [list(cell) if isinstance(cell, tuple) else None if cell is None else [cell] for cell in cells]
            return pa.array(lists, pa.list_(pa.string()))
        if question.type == "number" and not has_words:
            return pa.array(cells, pa.int32())
        if question.type == "date" and not has_words:
            return pa.array([date.fromisoformat(cell) if cell else None for cell in cells], pa.date32())
        if question.type == "yes_no" and not has_words:
            return pa.array([None if cell is None else cell == "yes" for cell in cells], pa.bool_())
    texts = pa.array([None if cell is None else _text(cell) for cell in cells], pa.string())
    return texts if written == "text" else texts.dictionary_encode()


def _text(cell: Any) -> str:
    return ";".join(cell) if isinstance(cell, tuple) else str(cell)


def _grade(given: Assessment, question: str) -> str:
    answer = given.answers.get(question)
    cited = answer.evidence if isinstance(answer, Known) else ()
    return min((evidence.grade for evidence in given.evidence if evidence.id in cited), default="")


def expected(ruleset: Ruleset, given: Assessment) -> dict[str, Any]:
    """Return what a screening should say of an assessment, by the engine."""
    bare = given.model_copy(update={"mitigations": ()})
    result = evaluate(ruleset, bare, ON, with_find_out=False)
    now = route(ruleset, bare)
    truths = rule_truths(ruleset, now.scene)
    rated = {factor.factor: factor.inherent for factor in result.factors}
    said: dict[str, Any] = {
        "rating": (result.inherent.rating.confirmed, result.inherent.rating.possible),
        "unknown_answers": sum(now.scene.values[id_] is UNKNOWN for id_ in now.asked if id_ in ruleset.bears_on_rating),
        "lifted_by_count": result.inherent.lifted_by_count,
        "lifted_by_floor": result.inherent.lifted_by_floor,
    }
    assert all(now.scene.values[id_] is ABSENT for id_ in ruleset.questions if id_ not in now.asked)
    for id_, condition in ruleset.floors.items():
        said[f"floor.{id_}"] = _word(condition.holds(now.scene))
    for id_, truth in truths.items():
        said[f"rule.{id_}"] = _word(truth)
    for factor in ruleset.raised_by:
        levels = rated.get(factor)
        said[f"factor.{factor}"] = (levels.confirmed, levels.possible) if levels else (0, 0)
    bands = ruleset.questionnaire.parameters.alignment
    kinds = {e.id: e.kind for strategy in ruleset.questionnaire.strategies for e in strategy.elements}
    for alignment in result.alignment:
        if kinds[alignment.element] == "principle":
            levels = alignment.inherent
            said[f"principle.{alignment.element}"] = (levels.confirmed, levels.possible)
            in_conflict, at_risk = levels.confirmed >= bands.conflicts_from, levels.possible >= bands.at_risk_from
            standing = "conflicts" if in_conflict else "at_risk" if at_risk else "none_raised"
            said[f"principle.{alignment.element}.standing"] = standing
            assert (alignment.standing in ("conflicts", "at_risk")) == (standing != "none_raised")
    return said


def _word(truth: Truth) -> str:
    return truth.name.lower()


def found(rated: pa.Table) -> list[dict[str, Any]]:
    """Return what a screening said of each row, with its pairs of levels joined."""
    levels = {"none": 0, "low": 1, "moderate": 2, "high": 3, "severe": 4}
    rows = []
    for row in rated.to_pylist():
        said: dict[str, Any] = {}
        for name, value in row.items():
            head, _, side = name.replace("rating_", "rating.").rpartition(".")
            if side == "confirmed":
                said[head] = (levels[value], None)
            elif side == "possible":
                said[head] = (said[head][0], levels[value])
            elif name not in ("id", "faults", "rated_with"):
                said[name] = value
        rows.append(said)
    return rows
