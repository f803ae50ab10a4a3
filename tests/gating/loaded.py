"""Questionnaires that are looked for once for all tests of a process: loading them takes longest."""

from functools import cache
from typing import Any

import pytest

from impact_check.api import gating
from impact_check.errors import ContentError
from impact_check.loading import find_pinned


@cache
def _found(pinned: Any, places: Any) -> Any:
    try:
        return find_pinned(pinned, places)
    except ContentError as error:
        return error


def load_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `gate_file` look for each questionnaire only once."""

    def find(pinned: Any, places: Any = ()) -> Any:
        found = _found(pinned, tuple(places))
        if isinstance(found, ContentError):
            raise found
        return found

    monkeypatch.setattr(gating, "find_pinned", find)
