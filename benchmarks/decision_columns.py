"""A ruleset -> columns of invented decisions with every question answered."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from known_decisions import Answers

from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import Ruleset

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """Invented decisions, question by question, with every question answered."""

    ruleset: Ruleset
    rows: int
    chosen: dict[str, Array]
    """Of one option: its place."""
    picked: dict[str, dict[str, Array]]
    """Of many: whether each option is chosen."""
    numbers: dict[str, Array]


def columns(ruleset: Ruleset, rows: int, seed: int = 6) -> Columns:
    chance = np.random.default_rng(seed)
    made = Columns(ruleset, rows, {}, {}, {})
    for question in read(ruleset):
        options = [option.id for option in ruleset.options[question.id]]
        match question.type:
            case "many":
                options.remove(NONE_OF_THESE)
                made.picked[question.id] = {
                    option: chance.random(rows) < 1.5 / max(len(options), 2) for option in options
                }
            case "number":
                top = min(question.maximum, question.minimum + 100)
                made.numbers[question.id] = chance.integers(question.minimum, top, rows, dtype=np.int32, endpoint=True)
            case "yes_no" | "one":
                made.chosen[question.id] = chance.integers(0, len(options), rows).astype(np.uint8)
            case _:
                raise TypeError(f"no rule reads a question of the type {question.type}")
    return made


def read(ruleset: Ruleset) -> list[Question]:
    """Return the questions that the rating depends on, in order."""
    return [question for question in ruleset.questions.values() if question.id in ruleset.bears_on_rating]


def answers(made: Columns, row: int) -> Answers:
    """Return one row as a decision, in question order."""
    found: Answers = {}
    for question in read(made.ruleset):
        if question.type == "many":
            picked = [option for option, chosen in made.picked[question.id].items() if chosen[row]]
            found[question.id] = picked or [NONE_OF_THESE]
        elif question.type == "number":
            found[question.id] = int(made.numbers[question.id][row])
        else:
            found[question.id] = made.ruleset.options[question.id][made.chosen[question.id][row]].id
    return found


def arrow(made: Columns) -> Any:
    """Return the table that we rate: words, numbered as Arrow does, with the evidence that reassuring answers need."""
    import pyarrow as pa

    table = {}
    for question in read(made.ruleset):
        options = [option.id for option in made.ruleset.options[question.id]]
        if question.type == "many":
            table[question.id] = _lists(made, question.id)
        elif question.type == "number":
            table[question.id] = pa.array(made.numbers[question.id])
        else:
            table[question.id] = pa.DictionaryArray.from_arrays(made.chosen[question.id].astype(np.int8), options)
        if question.evidence:
            table[f"{question.id}.evidence"] = pa.DictionaryArray.from_arrays(np.zeros(made.rows, np.int8), ["A"])
    return pa.table(table)


def _lists(made: Columns, question: str) -> Any:
    """Return the options chosen as lists of words, “none of these” if there are none."""
    import pyarrow as pa

    chosen = np.stack(list(made.picked[question].values()), axis=1)
    chosen = np.column_stack([chosen, ~chosen.any(axis=1)])
    offsets = np.concatenate([[0], np.cumsum(chosen.sum(axis=1))]).astype(np.int32)
    words = pa.DictionaryArray.from_arrays(
        np.nonzero(chosen)[1].astype(np.int8), [*made.picked[question], NONE_OF_THESE]
    )
    return pa.ListArray.from_arrays(offsets, words)
