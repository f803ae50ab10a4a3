"""The parts of a form with files, and whether they are those that an address takes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from impact_check.service.problems import FaultTold, Problem

FILE: Final[Mapping[str, str]] = {"type": "string", "format": "binary"}
HASH: Final[Mapping[str, str]] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_LONGEST_TEXT = 200


def form_schema(properties: Mapping[str, Mapping[str, Any]], *required: str) -> dict[str, Any]:
    """Return the schema of a form: files, lists of files, and texts."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


@dataclass(frozen=True, slots=True)
class Form:
    """The parts of a form, as they came."""

    files: Mapping[str, tuple[bytes, ...]]
    fields: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> bytes | None:
        """Return a file, if it was sent."""
        return self.files.get(name, (None,))[0]

    def text(self, name: str) -> str:
        """Return a text; empty if it wasn't sent."""
        return self.fields.get(name, ("",))[0]

    def check(self, schema: Mapping[str, Any]) -> None:
        """Raise Problem unless the parts are those of a schema."""
        faults = tuple(self._faults(schema["properties"], schema["required"]))
        if faults:
            told = "; ".join(f"{fault.path[1:]}: {fault.detail}" for fault in faults[:5])
            raise Problem("bad-form", told, faults)
        for name, values in self.fields.items():
            form = schema["properties"][name].get("pattern", "")
            if not re.search(form, values[0]) or len(values[0]) > _LONGEST_TEXT:
                detail = f"This must be a text of at most {_LONGEST_TEXT} characters"
                detail += f" that fits {form}." if form else "."
                raise Problem("does-not-fit", f"{name}: {detail}", (part_fault(name, "wrong-value", detail),))

    def _faults(self, properties: Mapping[str, Mapping[str, Any]], required: list[str]) -> Iterator[FaultTold]:
        are_files = {name: part.get("format") == "binary" or "items" in part for name, part in properties.items()}
        for name in self.files:
            if not are_files.get(name, False):
                yield part_fault(name, "unknown-part", "There is no such part, or it must be a text.")
        for name in self.fields:
            if are_files.get(name, True):
                yield part_fault(name, "unknown-part", "There is no such part, or it must be a file.")
        for name in required:
            if name not in self.files:
                yield part_fault(name, "missing-part", "This file is missing.")
        for name, parts in (*self.files.items(), *self.fields.items()):
            most = properties.get(name, {}).get("maxItems", 1)
            if len(parts) > most:
                yield part_fault(name, "too-many", f"There are {len(parts)} of it. The limit is {most}.")


def part_fault(name: str, code: str, detail: str) -> FaultTold:
    """Return a fault in one part of a form."""
    shown = name[:80].replace("~", "~0").replace("/", "~1")
    return FaultTold(path=f"/{shown}", code=code, detail=detail)
