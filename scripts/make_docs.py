"""Write the pages under docs/ that are made from code and content: commands, schemas, what asks about what.

`make docs` runs it; tests/test_docs.py compares what it would write with what is there.
"""

import inspect
import json
from collections.abc import Iterator
from pathlib import Path

import click
import content_map

from impact_check.cli.main import group

DOCS = Path(__file__).parents[1] / "docs"

_INTRODUCTION = """\
# Commands

This page is made from the program by `make docs`. In a terminal, `impact-check --help` and
`impact-check COMMAND --help` say the same.
"""


def pages() -> dict[Path, str]:
    """Return the text of every page that is made from the code, by path."""
    from impact_check import api

    return {
        DOCS / "commands.md": commands_page(),
        DOCS / "content-map.md": content_map.page(),
        DOCS / "schema" / "assessment-2.json": schema_page(api.assessment_schema()),
        DOCS / "schema" / "result-1.json": schema_page(api.result_schema()),
        DOCS / "schema" / "compare-1.json": schema_page(api.comparison_schema()),
    }


def schema_page(schema: dict[str, object]) -> str:
    """Return a JSON Schema as text, laid out so that differences can be read."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def commands_page() -> str:
    """Return the page of every command with its arguments and options."""
    root = click.Context(group, info_name="impact-check", **group.context_settings)
    return "\n".join([_INTRODUCTION, *_command(root, level=2)]).rstrip() + "\n"


def _command(context: click.Context, level: int) -> Iterator[str]:
    command = context.command
    yield f"{'#' * level} {context.command_path}\n"
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f"```\n{usage}\n```\n"
    yield from _text(command.help)
    yield from _options(context)
    yield from _text(command.epilog)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None and not child.hidden:
                yield from _command(click.Context(child, info_name=name, parent=context), level + 1)


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
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
