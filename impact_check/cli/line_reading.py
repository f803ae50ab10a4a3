"""One line typed at a terminal with readline, kept as a draft while it is typed."""

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

from impact_check.cli.drafts import PAUSE, Typing


def set_up(*, plain: bool) -> None:
    """Load readline: without it a terminal cuts a pasted line at 4,095 characters, or at 1,024."""
    if plain:
        os.environ["TERM"] = "dumb"  # Readline then writes no escape codes.
    try:
        import readline
    except ImportError:  # Windows: its console has no such limit.
        return
    readline.parse_and_bind(f"set enable-bracketed-paste {'off' if plain else 'on'}")
    readline.parse_and_bind("tab: self-insert")
    readline.set_auto_history(False)


def read_line(prompt: str, *, start: str = "", typing: Typing | None = None) -> str:
    """Return a line; `start` is in it to begin with. Raise EOFError at the end, and KeyboardInterrupt on Ctrl-C."""
    with _beginning_with(start), _kept_while_typed(typing):
        return input(prompt)


@contextlib.contextmanager
def _beginning_with(start: str) -> Iterator[None]:
    if not start:
        yield
        return
    import readline

    readline.set_startup_hook(lambda: readline.insert_text(start))
    try:
        yield
    finally:
        readline.set_startup_hook()


@contextlib.contextmanager
def _kept_while_typed(typing: Typing | None) -> Iterator[None]:
    """Look into the line every half second: readline waits for keys in C, and only a signal reaches Python there.

    The same signal makes it notice a Ctrl-C that came in the moment before it began to wait.
    """
    look = _line_so_far()
    is_main = threading.current_thread() is threading.main_thread()
    if typing is None or look is None or not is_main or not hasattr(signal, "setitimer"):
        yield
        return

    def keep(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # As signal calls it.
        typing.keep(look())

    before = signal.signal(signal.SIGALRM, keep)
    signal.setitimer(signal.ITIMER_REAL, PAUSE, PAUSE)
    try:
        yield
    except KeyboardInterrupt:
        typing.keep(look())
        raise
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _line_so_far() -> Callable[[], str] | None:
    try:
        import readline
    except ImportError:
        return None
    return readline.get_line_buffer
