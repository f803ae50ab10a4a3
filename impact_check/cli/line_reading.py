"""One line typed at a terminal with readline, kept as a draft while it is typed."""

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

from impact_check.cli.drafts import PAUSE, Typing
from impact_check.cli.endings import ending_signals

SOON = 0.001
"""Seconds."""


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
    line_so_far = _line_so_far()
    is_main = threading.current_thread() is threading.main_thread()
    if line_so_far is None or not is_main or not hasattr(signal, "setitimer"):
        return input(prompt)
    with _beginning_with(start):
        return _Reading(typing, line_so_far).read(prompt)


class _Reading:
    """A line while it is read: looked into every half second, which is also when signals are acted on.

    Readline waits for keys in C, and only a signal reaches Python there. One that comes just before it begins to wait
    would be noticed at the next key only; the timer brings it up. All of them are acted on in the timer's handler,
    since Python calls the handlers of other signals while what the first has raised is still on its way.
    """

    def __init__(self, typing: Typing | None, line_so_far: Callable[[], str]) -> None:
        self.typing = typing
        self.line_so_far = line_so_far
        self.noted: int | None = None
        self.is_looking = False
        self.is_over = False
        self.handlers: dict[int, Callable[[int, FrameType | None], object]] = {}

    def read(self, prompt: str) -> str:
        """Return the line."""
        for number in ending_signals():
            handler = signal.getsignal(number)
            if callable(handler):
                self.handlers[number] = handler
        before = [(number, signal.signal(number, self.note)) for number in self.handlers]
        before.append((signal.SIGALRM, signal.signal(signal.SIGALRM, self.look)))
        signal.setitimer(signal.ITIMER_REAL, PAUSE, PAUSE)
        try:
            line = input(prompt)
        except SystemError:
            # Python called a handler again while what it had raised was on its way, and lost that: raise it anew.
            if self.noted is None or not self.is_over:
                raise
            self.handlers[self.noted](self.noted, None)
            raise
        finally:
            self.is_over = True
            signal.setitimer(signal.ITIMER_REAL, 0)
            for which, handler_before in before:
                signal.signal(which, handler_before)
        if self.noted is not None:  # It came with the key that ended the line.
            self.keep(line)
            self.handlers[self.noted](self.noted, None)
        return line

    def note(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002  # As signal calls it.
        """Remember a signal that ends the program, and act on it soon."""
        if self.noted is None and not self.is_over:
            self.noted = number
            signal.setitimer(signal.ITIMER_REAL, SOON, PAUSE)

    def look(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Keep what is in the line; then act on the signal that was noted, if there was one."""
        if self.is_over or self.is_looking:
            return
        self.is_looking = True
        self.keep(self.line_so_far())
        self.is_looking = False
        if self.noted is not None:
            self.is_over = True
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.handlers[self.noted](self.noted, frame)

    def keep(self, text: str) -> None:
        if self.typing is not None:
            self.typing.keep(text)


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


def _line_so_far() -> Callable[[], str] | None:
    try:
        import readline
    except ImportError:
        return None
    return readline.get_line_buffer
