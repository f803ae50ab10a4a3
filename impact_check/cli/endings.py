"""Signals that end a program -> the same orderly end as Ctrl-C, each with its own exit code."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from impact_check.cli.exits import Exit

ENDINGS: dict[str, Exit] = {"SIGHUP": Exit.HUNG_UP, "SIGTERM": Exit.TERMINATED}
"""By the name of the signal. Windows has not all of them."""


class Ended(KeyboardInterrupt):
    """The terminal was closed, or something asked the program to end. It ends as with Ctrl-C."""

    def __init__(self, code: Exit) -> None:
        self.code = code
        super().__init__()


def exit_of(interrupt: BaseException) -> Exit:
    """Return the exit code that an interruption ends with: that of Ctrl-C, unless a signal brought it."""
    return interrupt.code if isinstance(interrupt, Ended) else Exit.INTERRUPTED


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Raise Ended for these signals while inside. One that is ignored, as `nohup` has it, stays so."""
    if threading.current_thread() is not threading.main_thread():
        yield  # Python sets signals in the main thread only: an embedder keeps its own.
        return
    here = {getattr(signal, name): code for name, code in ENDINGS.items() if hasattr(signal, name)}
    here = {number: code for number, code in here.items() if signal.getsignal(number) is not signal.SIG_IGN}

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # As signal calls it.
        raise Ended(here[signal.Signals(number)])

    before = {number: signal.signal(number, end) for number in here}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def ending_signals() -> tuple[signal.Signals, ...]:
    """Return the signals that end the program, that of Ctrl-C first, as far as this system has them."""
    return (signal.SIGINT, *(getattr(signal, name) for name in ENDINGS if hasattr(signal, name)))


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C and the signals that end the program wait until this is done, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ending_signals())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
