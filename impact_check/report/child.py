"""The name of a module, and who asked -> the module run as a program that only who asked, or their end, brings to one.

Run as a file, so that nothing is imported before signals are seen to.
"""

import os
import runpy
import signal
import sys
from contextlib import suppress

_SET_PARENT_DEATH_SIGNAL = 1
"""Of prctl, in linux/prctl.h."""


def stay(parent: int) -> None:
    """Ignore what asks programs to end: Ctrl-C and service managers tell all processes at once, and `parent` waits.

    Whoever asked ends this process when it is no longer wanted. Should they be killed themselves, Linux ends it at
    once; elsewhere it ends when asked to, or when its time is up.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if _ends_with(parent):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _ends_with(parent: int) -> bool:
    """Tell whether the system ends this process as soon as the one that started it is gone."""
    if sys.platform != "linux":
        return False
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        if ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0) == 0:
            if os.getppid() != parent:  # It was gone before we asked.
                os._exit(1)
            return True
    return False


if __name__ == "__main__":
    stay(int(sys.argv[2]))
    runpy.run_module(sys.argv[1], run_name="__main__")
