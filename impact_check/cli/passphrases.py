"""A passphrase that must not be seen -> text: typed without showing it, or the first line of a file."""

import getpass
import sys
from pathlib import Path

from impact_check.cli.exits import Exit, Stop
from impact_check.cli.output import say_wrapped
from impact_check.language import tr


def passphrase(what: str, file: str | None, option: str, *, is_new: bool = False) -> str:
    """Return a passphrase. Raise Stop if there is none.

    what: what it opens, as a question. file: the file that was named with `option`. is_new: it is typed twice.
    """
    if file is not None:
        return _in_file(Path(file), option)
    if not sys.stdin.isatty():
        told = tr(
            "{what} Nobody can be asked here. Put it in a file, and name that with {option}.", what=what, option=option
        )
        raise Stop(Exit.USAGE, told)
    while True:
        typed = _typed(what)
        if not is_new or _typed(tr("The same again:")) == typed:
            return typed
        say_wrapped(tr("These were not the same. Please type both again."), to_stderr=True)


def _typed(prompt: str) -> str:
    try:
        return getpass.getpass(f"{prompt} ")
    except EOFError:
        raise Stop(Exit.USAGE, tr("Nothing was typed.")) from None


def _in_file(path: Path, option: str) -> str:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else tr("it is not text in UTF-8")
        told = tr("{option}: {path} can’t be read: {reason}", option=option, path=path, reason=reason)
        raise Stop(Exit.INVALID, told) from error
    if not lines or not lines[0]:
        raise Stop(Exit.INVALID, tr("{option}: the first line of {path} is empty.", option=option, path=path))
    return lines[0]
