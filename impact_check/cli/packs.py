"""`impact-check pack`: list the questionnaires, and begin one of your own."""

import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.cli import clock
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.output import say, say_wrapped
from impact_check.errors import ContentError

if TYPE_CHECKING:
    from impact_check.api import Ruleset


def list_packs() -> None:
    """Print each pack that comes with the program: title, version, owner, and how much is in it."""
    from impact_check import api

    loaded: dict[str, Ruleset] = {}
    for name in api.bundled_packs(templates=True):
        try:
            loaded[name] = api.load_questionnaire(name)
        except ContentError as error:
            say_wrapped(f"{name} can't be used: it has {len(error.faults)} mistakes. Run impact-check lint {name}")
            continue
        _show(loaded[name], loaded.get("core"))


def _show(ruleset: "Ruleset", core: "Ruleset | None") -> None:
    content = ruleset.questionnaire
    head = content.packs[-1]
    base = core if head.extends else None
    elements = sum(len(strategy.elements) for strategy in content.strategies)
    say(f"{head.id} {head.version}: {head.title}")
    counts = (
        _count(len(content.questions), len(base.questionnaire.questions) if base else None, "question"),
        _count(len(content.rules), len(base.questionnaire.rules) if base else None, "rule"),
        f"{elements} element{'' if elements == 1 else 's'} of strategy" if elements else "no strategy",
    )
    say(f"    {', '.join(counts)}")
    say(f"    Owner: {head.owner}")
    if head.template:
        say("    A template. To make your own questionnaire from it: impact-check pack new NAME")


def _count(total: int, of_core: int | None, noun: str) -> str:
    said = f"{total} {noun}{'' if total == 1 else 's'}"
    return said if of_core is None else f"{said} ({total - of_core} of its own)"


def new(name: str, title: str | None, output: str) -> None:
    """Write the folder of a new pack, whole or not at all, and say what to do next."""
    from impact_check import api

    files = api.new_pack(name, title=title, on=clock.today())
    folder = Path(output) / name
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir()
    except FileExistsError as error:
        there = f"{folder} exists already" if folder.exists() else f"{error.filename} is a file, not a folder"
        raise Stop(Exit.CONFLICT, f"{there}, so nothing was written. Give another name, or a folder with -o.") from None
    except OSError as error:
        raise Stop(Exit.CONFLICT, f"{folder} can't be made: {error.strerror}.") from error
    try:
        for path, text in files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise Stop(Exit.CONFLICT, f"{folder} can't be written: {error.strerror}. Nothing was left there.") from error
    _say_next(folder, len(files))


def archive(pack: str, output: str) -> None:
    """Write a pack into one zip, and say where it is and what its content hash is."""
    from impact_check import api

    path = api.archive_pack(pack, Path(output))
    say_wrapped(f"The questionnaire is in {path}, whole. The hash in the name is that of what it says.")


def _say_next(folder: Path, count: int) -> None:
    shown = shlex.quote(str(folder))
    say(
        f"Your questionnaire is in {folder}: {count} files. It asks all that core asks, and has an example of the rest."
    )
    say()
    say("What to do next:")
    say(f"  1. Replace all that is marked EXAMPLE or REPLACE ME. Begin with {folder / 'strategy.yaml'}")
    say(f"  2. Check it after each change:   impact-check lint {shown}")
    say(f"  3. Answer its questions:         impact-check assess my-plan --pack {shown}")
    say(f"  4. Print them as a form:         impact-check blank {shown}")
