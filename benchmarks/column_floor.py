"""The rules of a questionnaire -> one straight loop in C over plain columns: about as fast as one core can go."""

import ctypes
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
from decisions import NO_NUMBER, UNKNOWN, Decisions

from impact_check.bulk.compile import EVIDENCE, NOT_NONE, Compiler
from impact_check.bulk.planes import Leaf, Tape, tape
from impact_check.rules import Ruleset


class Floor:
    """The compiled loop."""

    def __init__(self, ruleset: Ruleset, data: Decisions, folder: Path) -> None:
        """Compile it. Raises FileNotFoundError without gcc."""
        if shutil.which("gcc") is None:
            raise FileNotFoundError("gcc isn't installed")
        source, self.columns = _source(ruleset, data)
        (folder / "floor.c").write_text(source)
        library = folder / "floor.so"
        subprocess.run(
            ["gcc", "-O3", "-march=native", "-shared", "-fPIC", "-o", str(library), str(folder / "floor.c")],
            check=True,
            timeout=240,
        )
        self.function = ctypes.CDLL(str(library)).rate

    def __call__(self, data: Decisions) -> tuple[np.ndarray[Any, Any], ...]:
        """Return the rating confirmed and possible, and the unknown answers."""
        held = [data.codes[name] for name in self.columns]
        rows = len(held[0])
        out = [np.empty(rows, np.uint8) for _ in range(3)]
        pointers = (ctypes.c_void_p * len(held))(*(column.ctypes.data for column in held))
        self.function(ctypes.c_long(rows), pointers, *(ctypes.c_void_p(column.ctypes.data) for column in out))
        return tuple(out)


def _source(ruleset: Ruleset, data: Decisions) -> tuple[str, list[str]]:
    answered = [name for name in data.table.schema.names if name != "id"]
    compiler = Compiler(ruleset, answered)
    outcome = compiler.outcome()
    rating = [outcome.rating[level] for level in NOT_NONE]
    wanted = [*(plane for sides in rating for plane in sides), *outcome.unknown]
    steps = tape(compiler.planes, wanted)
    columns: dict[str, int] = {}
    body = _body(ruleset, steps, columns, data)
    sums = [" + ".join(f"r{steps.place[sides[side]]}" for sides in rating) for side in (0, 1)]
    unknown = " + ".join(f"(r{steps.place[plane]} << {bit})" for bit, plane in enumerate(outcome.unknown))
    heads = "\n".join(
        f"  const {_type(data, name)} *restrict c{number} = in[{number}];" for name, number in columns.items()
    )
    registers = ", ".join(f"r{number}" for number in range(2, steps.registers))
    source = f"""#include <stdint.h>
#define OUT uint8_t *restrict
void rate(long rows, const void **in, OUT confirmed, OUT possible, OUT unknown) {{
{heads}
#pragma GCC ivdep
  for (long i = 0; i < rows; i++) {{
    const uint8_t r0 = 0, r1 = 1; uint8_t {registers};
{body}
    confirmed[i] = {sums[0]}; possible[i] = {sums[1]}; unknown[i] = {unknown};
  }}
}}
"""
    return source, list(columns)


def _type(data: Decisions, name: str) -> str:
    return "int32_t" if data.codes[name].dtype == np.int32 else "uint8_t"


def _body(ruleset: Ruleset, steps: Tape, columns: dict[str, int], data: Decisions) -> str:
    def cell(name: str) -> str:
        return f"c{columns.setdefault(name, len(columns))}[i]"

    lines = []
    for what, one, two, into in steps.steps:
        if isinstance(what, Leaf):
            found = _leaf(ruleset, what, cell, data)
        else:
            found = {
                "and": f"r{one} & r{two}",
                "or": f"r{one} | r{two}",
                "xor": f"r{one} ^ r{two}",
                "not": f"r{one} ^ 1",
            }[what]
        lines.append(f"    r{into} = {found};")
    return "\n".join(lines)


def _leaf(ruleset: Ruleset, leaf: Leaf, cell: Any, data: Decisions) -> str:
    id_ = leaf.question
    is_number = data.codes[id_].dtype == np.int32
    match leaf.kind, leaf.detail:
        case "unknown", _:
            return f"{cell(id_)} == {NO_NUMBER if is_number else UNKNOWN}"
        case "absent", _:
            return "0"
        case "enough", _:
            least = ruleset.questions[id_].evidence
            return f"{cell(id_ + EVIDENCE)} <= {'ABCD'.index(least.min_grade if least else 'D')}"
        case "is", (option,):
            return f"{cell(id_)} == {[each.id for each in ruleset.options[id_]].index(option)}"
        case "has", (option,):
            return cell(f"{id_}.{option}")
        case "none", _:
            return f"{cell(id_)} == 0"
        case "count", (how, number):
            return f"({cell(id_)} != {UNKNOWN}) & ({cell(id_)} {how} {number})"
        case "compare", (how, number):
            return f"({cell(id_)} != {NO_NUMBER}) & ({cell(id_)} {how} {number})"
        case "between", (how,):
            one, other = cell(id_), cell(leaf.other)
            return f"({one} != {NO_NUMBER}) & ({other} != {NO_NUMBER}) & ({one} {how} {other})"
    raise ValueError(leaf)
