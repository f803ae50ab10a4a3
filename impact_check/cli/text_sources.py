"""A text file, or an editor that the person opens -> the text of an answer."""

import contextlib
import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from impact_check.errors import AnswerError
from impact_check.language import tr

TERMINAL = os.environ.get("TERM", "")
"""As it was when the program began; line reading may call it dumb later, for itself alone."""


class NoEditorError(AnswerError):
    """There is no editor that could be opened here."""


def text_of_file(name: str) -> str:
    """Return the text in a file. Raises AnswerError that says what is wrong with it and what to do."""
    if not name:
        raise AnswerError(tr("Say which file, such as :file notes.txt"))
    path = Path(name.strip("\"'")).expanduser()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise AnswerError(tr("There is no file {path}. Check the name, or give the whole path", path=path)) from None
    except IsADirectoryError:
        raise AnswerError(tr("{path} is a folder. Give the name of a text file in it", path=path)) from None
    except UnicodeDecodeError:
        raise AnswerError(
            tr("{path} is not text in UTF-8. Save it as plain text (UTF-8), then try again", path=path)
        ) from None
    except OSError as error:
        raise AnswerError(tr("{path} can't be read: {reason}", path=path, reason=error.strerror)) from None
    if not text.strip():
        raise AnswerError(tr("There is nothing in {path}", path=path))
    return text


def edited_elsewhere(text: str) -> str:
    """Return the text as the person leaves it in an editor: $VISUAL, $EDITOR, nano, or Notepad on Windows.

    Raises NoEditorError if there is none, AnswerError if it fails.
    """
    command = _editor()
    with tempfile.TemporaryDirectory(prefix="impact-check-") as folder:
        path = Path(folder, "answer.txt")
        path.write_text(text, encoding="utf-8")
        try:
            ended = subprocess.run([*command, str(path)], env={**os.environ, "TERM": TERMINAL}, check=False)  # noqa: S603  # As the person chose.
        except OSError as error:
            raise NoEditorError(
                tr("The editor {editor} can't be opened: {reason}", editor=command[0], reason=error.strerror)
            ) from None
        if ended.returncode != 0:
            raise AnswerError(
                tr("The editor {editor} ended with an error, so the answer is as it was", editor=command[0])
            )
        with contextlib.suppress(UnicodeDecodeError):
            return path.read_text(encoding="utf-8-sig").rstrip("\n")
        raise AnswerError(tr("The editor saved something that is not text in UTF-8, so the answer is as it was"))


def _editor() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        if chosen := os.environ.get(name, "").strip():
            return shlex.split(chosen, posix=os.name != "nt")
    usual = "notepad" if os.name == "nt" else "nano"
    found = shutil.which(usual)
    if found and TERMINAL not in ("", "dumb"):
        return [found]
    raise NoEditorError(tr("There is no editor here. Put the answer in a text file, then type :file and its name"))
