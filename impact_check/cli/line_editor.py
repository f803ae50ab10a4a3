"""One text answer, typed and changed at a terminal: Enter ends it, Alt-Enter begins a line, a paste stays whole."""

import asyncio
import os
import shutil
import sys
from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING

from impact_check.cli.drafts import Typing
from impact_check.cli.waiting import is_waiting

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.data_structures import Size
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.key_binding.key_processor import KeyPress
    from prompt_toolkit.output import Output


def edit_line(prompt: str, *, start: str = "", typing: Typing | None = None) -> tuple[str, bool]:
    """Return the text, and whether lines that came together were taken as one answer though nothing marked a paste.

    `start` is there to begin with. Raise EOFError on Ctrl-D at an empty line, and KeyboardInterrupt on Ctrl-C.
    """
    editor = _Editor(typing)
    try:
        text = editor.session(prompt).prompt(default=start)
    except KeyboardInterrupt:
        editor.keep()
        raise
    return text, editor.was_pasted


class _Editor:
    """One line being edited."""

    def __init__(self, typing: Typing | None) -> None:
        self.typing = typing
        self.was_pasted = False
        self._buffer: Buffer | None = None
        self._is_due = False

    def session(self, prompt: str) -> "PromptSession[str]":
        from prompt_toolkit import PromptSession
        from prompt_toolkit.layout.processors import TabsProcessor
        from prompt_toolkit.output import ColorDepth

        session: PromptSession[str] = PromptSession(
            prompt,
            multiline=True,
            key_bindings=self.bindings(),
            input_processors=[TabsProcessor(char1=" ", char2=" ")],
            color_depth=ColorDepth.DEPTH_1_BIT,
            enable_suspend=True,
            input=_input(self.note_paste),
            output=_output(),
        )
        self._buffer = session.default_buffer
        session.default_buffer.on_text_changed += self.changed
        return session

    def bindings(self) -> "KeyBindings":
        from prompt_toolkit.key_binding import KeyBindings

        bindings = KeyBindings()

        @bindings.add("enter")
        def end_or_go_on(event: "KeyPressEvent") -> None:
            """End the answer, unless more came with this key: then it was pasted, and this ends a line of it."""
            if event.key_processor.input_queue or is_waiting():
                self.was_pasted = True
                event.current_buffer.newline(copy_margin=False)
            else:
                event.current_buffer.validate_and_handle()

        @bindings.add("escape", "enter")
        def begin_a_line(event: "KeyPressEvent") -> None:
            event.current_buffer.newline(copy_margin=False)

        @bindings.add("tab")
        def insert_tab(event: "KeyPressEvent") -> None:
            event.current_buffer.insert_text("\t")

        return bindings

    def note_paste(self) -> None:
        """Lines came together that nothing marked as a paste."""
        self.was_pasted = True

    def changed(self, buffer: "Buffer") -> None:
        """Keep what is typed, now or as soon as it is due again."""
        if self.typing is None or self._is_due or not buffer.text:
            return
        self._is_due = True
        asyncio.get_running_loop().call_later(self.typing.wait, self.keep)

    def keep(self) -> None:
        self._is_due = False
        if self.typing is not None and self._buffer is not None:
            self.typing.keep(self._buffer.text)


def _input(note_paste: Callable[[], None]) -> "Input":
    """Return the keyboard. Text that comes in one piece is taken in one piece: key by key, a page takes a minute."""
    from prompt_toolkit.input import create_input

    if os.name == "nt":  # There it is done already.
        return create_input()
    from prompt_toolkit.input.vt100 import Vt100Input

    class InPieces(Vt100Input):
        def read_keys(self) -> "list[KeyPress]":
            keys = super().read_keys()
            pieces = _in_pieces(keys)
            if sum(map(_ends_line, pieces)) < sum(map(_ends_line, keys)):
                note_paste()
            return pieces

    return InPieces(sys.stdin)


def _in_pieces(keys: "list[KeyPress]") -> "list[KeyPress]":
    """Join text and line ends that follow each other; an Enter that comes last stays a key of its own."""
    from prompt_toolkit.key_binding.key_processor import KeyPress
    from prompt_toolkit.keys import Keys

    def is_text(key: KeyPress) -> bool:
        return not isinstance(key.key, Keys) or key.key is Keys.ControlI or _ends_line(key)

    last = keys[-1:] if keys and _ends_line(keys[-1]) else []
    pieces: list[KeyPress] = []
    for joins, group in groupby(keys[: len(keys) - len(last)], is_text):
        run = list(group)
        pieces += [KeyPress(Keys.BracketedPaste, "".join(key.data for key in run))] if joins and run[1:] else run
    return pieces + last


def _ends_line(key: "KeyPress") -> bool:
    return key.data in ("\r", "\n")


def _output() -> "Output":
    """Return the terminal, which is never asked where its cursor is: not all answer, and some show the answer."""
    if os.name == "nt":
        from prompt_toolkit.output import create_output

        return create_output()
    from prompt_toolkit.output.vt100 import Vt100_Output

    return Vt100_Output(sys.stdout, _size, term=os.environ.get("TERM"), enable_cpr=False)


def _size() -> "Size":
    from prompt_toolkit.data_structures import Size

    columns, rows = shutil.get_terminal_size((80, 24))
    return Size(rows=rows, columns=columns)
