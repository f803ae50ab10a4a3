"""A passphrase that must not be seen -> text: typed without showing it, or the first line of a file."""

import getpass
import sys
from pathlib import Path

from impact_check.cli.exits import Exit, Stop
from impact_check.cli.output import say_wrapped
from impact_check.errors import KeyFileError
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
    return _chosen(what) if is_new else _typed(what)


def _chosen(what: str) -> str:
    """Ask for a new passphrase, and for the same again, until it is long enough and both are the same."""
    from impact_check.signoff.passphrase import SHORTEST, check_passphrase

    say_wrapped(tr("It must have at least {count} characters. Three or four words are good.", count=SHORTEST))
    while True:
        typed = _typed(what)
        try:
            check_passphrase(typed)
        except KeyFileError as error:
            say_wrapped(str(error), to_stderr=True)
            continue
        if _typed(tr("The same again:")) == typed:
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
