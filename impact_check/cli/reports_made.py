"""What a folder of reports was made from: a line for each report, so that a run that was stopped goes on.

A line is added once its report is there whole. One that was cut off, or whose report was changed or is gone, counts as
not made.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from impact_check import __version__

FILE = "reports.made.jsonl"


class Made:
    """The reports of a folder that are there and whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / FILE
        self._made: dict[str, tuple[str, str]] = {}
        for line in self._lines():
            self._made[line["report"]] = (line["made_from"], line["sha256"])

    def _lines(self) -> list[dict[str, str]]:
        try:
            text = self._file.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return []
        found = []
        for line in text.splitlines():
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict) and all(
                isinstance(entry.get(k), str) for k in ("report", "made_from", "sha256")
            ):
                found.append(entry)
        return found

    def has(self, report: str, made_from: str) -> bool:
        """Tell whether a report is there as it was made, and was made from the same."""
        before, digest = self._made.get(report, ("", ""))
        if before != made_from:
            return False
        try:
            return sha256(self._folder.joinpath(report).read_bytes()) == digest
        except OSError:
            return False

    def add(self, report: str, made_from: str, content: bytes) -> None:
        """Note that a report is there. Raises OSError."""
        entry = {"report": report, "made_from": made_from, "sha256": sha256(content)}
        self._made[report] = (made_from, entry["sha256"])
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"\n{json.dumps(entry)}\n" if self._is_cut_off() else f"{json.dumps(entry)}\n")

    def _is_cut_off(self) -> bool:
        content = self._file.read_bytes() if self._file.exists() else b""
        return bool(content) and not content.endswith(b"\n")


def made_from(content: bytes, asked: Mapping[str, object]) -> str:
    """Return a hash over all that a report is made from: the file, the questionnaire, what was asked, this version."""
    whole = {"file": sha256(content), "version": __version__, **asked}
    return sha256(json.dumps(whole, sort_keys=True, default=str).encode())


def sha256(content: bytes) -> str:
    """Return the SHA-256 as text."""
    return hashlib.sha256(content).hexdigest()
