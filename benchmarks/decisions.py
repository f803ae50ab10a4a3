"""A questionnaire -> made-up decisions in columns: as Arrow texts, and as plain numbers for other engines."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from impact_check.bulk.compile import EVIDENCE
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import Ruleset

UNKNOWN, ABSENT = 255, 254
"""Codes that stand in place of an option, and of a number."""
NO_NUMBER, NO_PLACE = -1, -2
GRADES = ("A", "B", "C", "D", "")


@dataclass(frozen=True)
class Decisions:
    """The same decisions twice."""

    table: pa.Table
    """Options as numbered texts, numbers as numbers."""
    codes: dict[str, np.ndarray[Any, Any]]
    """Option or grade by its place as a byte; numbers; for `many`, `question.option` as one byte each."""


def decisions(ruleset: Ruleset, rows: int, seed: int = 1) -> Decisions:
    """Make decisions in which about an eighth of the answers isn't known, and most have evidence."""
    some = np.random.default_rng(seed)
    columns: dict[str, pa.Array] = {"id": pa.array(np.arange(rows))}
    codes: dict[str, np.ndarray[Any, Any]] = {}
    for id_, question in ruleset.questions.items():
        if id_ not in ruleset.bears_on_rating:
            continue
        options = [option.id for option in ruleset.options[id_]]
        match question.type:
            case "one" | "yes_no":
                columns[id_], codes[id_] = _one(some, options, rows)
            case "many":
                columns[id_], found = _many(some, options, rows)
                codes |= {f"{id_}.{option}": column for option, column in found.items()}
                codes[id_] = found[""]
            case "number":
                columns[id_], codes[id_] = _numbers(some, question, rows)
            case kind:
                raise ValueError(f"no made-up answers to {id_}, of type {kind}")
        if question.evidence:
            grades = some.choice(5, rows, p=(0.3, 0.2, 0.2, 0.1, 0.2)).astype(np.uint8)
            columns[id_ + EVIDENCE] = pa.DictionaryArray.from_arrays(pa.array(grades.view(np.int8)), pa.array(GRADES))
            codes[id_ + EVIDENCE] = grades
    return Decisions(pa.table(columns), codes)


def _one(some: Any, options: list[str], rows: int) -> tuple[pa.Array, np.ndarray[Any, Any]]:
    places = some.integers(0, 8 * len(options), rows) // 7 % (len(options) + 1)
    places = places.astype(np.uint8)
    texts = pa.DictionaryArray.from_arrays(pa.array(places.view(np.int8)), pa.array([*options, "dont_know"]))
    return texts, np.where(places == len(options), UNKNOWN, places).astype(np.uint8)


def _many(some: Any, options: list[str], rows: int) -> tuple[pa.Array, dict[str, np.ndarray[Any, Any]]]:
    named = [option for option in options if option != NONE_OF_THESE]
    sets = [tuple(some.permutation(len(named))[: 1 + place % min(4, len(named))]) for place in range(40)]
    sets = list({frozenset(int(n) for n in each): None for each in sets})
    texts = [";".join(named[n] for n in sorted(each)) for each in sets] + [NONE_OF_THESE, "dont_know"]
    places = some.integers(0, len(texts), rows)
    column = pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int8)), pa.array(texts))
    member = np.array([[n in each for each in sets] + [False, False] for n in range(len(named))], np.uint8)
    found = {option: member[n][places] for n, option in enumerate(named)}
    state = np.array([len(each) for each in sets] + [0, UNKNOWN], np.uint8)
    return column, {**found, "": state[places]}


def _numbers(some: Any, question: Question, rows: int) -> tuple[pa.Array, np.ndarray[Any, Any]]:
    numbers = some.integers(question.minimum, min(question.maximum, 200) + 1, rows).astype(np.int32)
    known = some.random(rows) < 0.9
    return pa.array(numbers, mask=~known), np.where(known, numbers, NO_NUMBER).astype(np.int32)
