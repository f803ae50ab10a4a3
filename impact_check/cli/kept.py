"""The environment -> the folder in which questionnaires are kept, so that the program starts sooner next time."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "IMPACT_CHECK_CACHE"
_OFF = "off"


def cache_folder(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> Path | None:
    """Return the folder: the one that IMPACT_CHECK_CACHE names, or this system's own place for what can be made again.

    None if IMPACT_CHECK_CACHE is `off`, or nothing says where people keep such things here.
    """
    named = environment.get(VARIABLE, "").strip()
    if named:
        return None if named.lower() == _OFF else Path(named)
    home = environment.get("HOME", "")
    match system:
        case "win32":
            place = environment.get("LOCALAPPDATA", "")
        case "darwin":
            place = f"{home}/Library/Caches" if home else ""
        case _:
            place = environment.get("XDG_CACHE_HOME", "") or (f"{home}/.cache" if home else "")
    return Path(place) / "impact-check" if place and Path(place).is_absolute() else None
