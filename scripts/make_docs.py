"""Write the pages under docs/ that are made from code and content: commands, manual, schemas, what asks about what.

`make docs` runs it, and writes those that are made at a terminal (make_transcripts.py) too. tests/test_docs.py compares
what it would write with what is there.
"""

import inspect
import json
from collections.abc import Iterator
from pathlib import Path

import click
import content_map
import library_reference
import make_transcripts
from click_man.man import ManPage

import impact_check
from impact_check.cli.main import group

DOCS = Path(__file__).parents[1] / "docs"

COMMANDS = DOCS / "commands"
MAN = DOCS / "man"

_INTRODUCTION = """\
# Commands

These pages are made from the program by `make docs`. In a terminal, `impact-check --help` and
`impact-check COMMAND --help` say the same.
"""


def pages() -> dict[Path, str]:
    """Return the text of every page that is made from the code, by path."""
    return {
        **command_pages(),
        **man_pages(),
        DOCS / "content-map.md": content_map.page(),
        DOCS / "reference.md": library_reference.page(),
        **schema_pages(),
    }


def schema_pages() -> dict[Path, str]:
    """Return a page for each JSON Schema, named as its `$id` ends: `assessment-3.json`."""
    from impact_check import api

    made = (each() for each in api.all_schemas().values())
    return {DOCS / "schema" / f"{'-'.join(each['$id'].split(':')[-2:])}.json": schema_page(each) for each in made}


def schema_page(schema: dict[str, object]) -> str:
    """Return a JSON Schema as text, laid out so that differences can be read."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def command_pages() -> dict[Path, str]:
    """Return a page for each command, with its arguments and options, and one that lists them."""
    root = click.Context(group, info_name="impact-check", **group.context_settings)
    found = {
        COMMANDS / f"{child.info_name}.md": "\n".join(_command(child, level=1)).rstrip() + "\n"
        for child in _children(root)
    }
    listed = "\n".join(
        f"| [{child.info_name}]({child.info_name}.md) | {_cell(child.command.get_short_help_str(200))} |"
        for child in _children(root)
    )
    index = [_INTRODUCTION, *_text(group.help), f"| Command | What it does |\n| --- | --- |\n{listed}\n"]
    return {COMMANDS / "README.md": "\n".join([*index, *_options(root), *_text(group.epilog)]).rstrip() + "\n", **found}


def man_pages() -> dict[Path, str]:
    """Return a manual page for each command, by path. They bear no date, so that they change only with the program."""
    root = click.Context(group, info_name="impact-check", **group.context_settings)
    every = [root, *(found for child in _children(root) for found in (child, *_children(child)))]
    return {MAN / f"{context.command_path.replace(' ', '-')}.1": _man_page(context) for context in every}


def _man_page(context: click.Context) -> str:
    page = ManPage(context.command_path)
    page.version = impact_check.__version__
    page.date = ""
    page.short_help = context.command.get_short_help_str(200)
    page.description = "\n\n".join((*_man_text(context.command.help), *_man_text(context.command.epilog)))
    page.synopsis = " ".join(context.command.collect_usage_pieces(context))
    options = (entry for entry in context.command.params if isinstance(entry, click.Option) and not entry.hidden)
    page.options = [entry.get_help_record(context) for entry in options]
    page.commands = [(str(child.info_name), child.command.get_short_help_str(200)) for child in _children(context)]
    return str(page).rstrip() + "\n"


def _man_text(text: str | None) -> Iterator[str]:
    """Yield paragraphs; what click keeps in lines, the manual keeps too."""
    for paragraph in inspect.cleandoc(text or "").replace("\\", "\\e").split("\n\n"):
        if paragraph.startswith("\b"):
            yield f".nf\n{paragraph.removeprefix(chr(8)).strip(chr(10))}\n.fi"
        elif paragraph.strip():
            yield paragraph


def _children(context: click.Context) -> Iterator[click.Context]:
    """Return the commands of a group, in order, each with its context."""
    command = context.command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None and not child.hidden:
                yield click.Context(child, info_name=name, parent=context)


def _command(context: click.Context, level: int) -> Iterator[str]:
    command = context.command
    yield f"{'#' * level} {context.command_path}\n"
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f"```\n{usage}\n```\n"
    yield from _text(command.help)
    yield from _options(context)
    yield from _text(command.epilog)
    for child in _children(context):
        yield from _command(child, level + 1)


def _text(text: str | None) -> Iterator[str]:
    """Yield paragraphs; click's mark for "keep these lines" makes a block that keeps them."""
    for paragraph in inspect.cleandoc(text or "").split("\n\n"):
        if paragraph.startswith("\b"):
            kept = paragraph.removeprefix("\b").strip("\n")
            yield f"```\n{kept}\n```\n"
        elif paragraph.strip():
            yield " ".join(paragraph.split()) + "\n"


def _options(context: click.Context) -> Iterator[str]:
    parameters = context.command.get_params(context) if context.parent is None else context.command.params
    records = [
        record
        for parameter in parameters
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context))
    ]
    if records:
        yield "| Option | What it does |\n| --- | --- |"
        yield "\n".join(f"| `{_cell(names)}` | {_cell(text)} |" for names, text in records) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    made = {**pages(), **make_transcripts.pages()}
    for old in {*COMMANDS.glob("*.md"), *MAN.glob("*.1")} - made.keys():
        old.unlink()
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
