"""Whether more is waiting to be read: the rest of a paste."""

import os
import select
import sys

PASTE_PAUSE = 0.05
"""Seconds. What arrives this soon after a line was pasted with it; people do not type so fast."""


def is_waiting() -> bool:
    """Tell whether standard input has more, now or in a moment."""
    if os.name == "nt":
        import msvcrt
        import time

        time.sleep(PASTE_PAUSE)
        return bool(msvcrt.kbhit())  # type: ignore[attr-defined]
    return bool(select.select([sys.stdin], [], [], PASTE_PAUSE)[0])
