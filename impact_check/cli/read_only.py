"""The commands that read an assessment and show what it means: rate, whatif, explain, report, schema."""

import json
import shlex
from pathlib import Path

from impact_check.cli.exits import Exit, Stop
from impact_check.cli.files import open_file
from impact_check.cli.output import say, say_wrapped, show
from impact_check.cli.reporting import Format, format_of, write_report
from impact_check.cli.store import beside
from impact_check.errors import MissingLibraryError
from impact_check.language import to_translate, tr
from impact_check.model.levels import Level


def rate(file: str, pack: str | None, on: str | None, *, as_json: bool) -> None:
    """Print the summary, or the result as JSON."""
    from impact_check import api

    opened = open_file(file, pack, on, may_be_kept=not as_json)  # Programs rely on JSON.
    if as_json:
        print_json(RESULT_SCHEMA, opened.result.model_dump(mode="json"))
    else:
        show(api.summary(opened.ruleset, opened.assessment, opened.result))
        if opened.result.inherent.rating.possible > Level.LOW:
            say()
            command = f"impact-check whatif {shlex.quote(str(opened.path))}"
            say(tr("To see what would bring it down: {command}", command=command))


def whatif(file: str, pack: str | None, on: str | None, target: str | None, *, as_json: bool) -> None:
    """Print what would bring the rating down, in words or as JSON."""
    from impact_check import api

    opened = open_file(file, pack, on, may_be_kept=not as_json)
    found = api.whatif(opened.ruleset, opened.assessment, Level[target.upper()] if target else None)
    if as_json:
        print_json(WHATIF_SCHEMA, found.model_dump(mode="json"))
    else:
        show(api.whatif_text(opened.ruleset, opened.assessment, opened.result, found))


def explain(file: str, about: str | None, pack: str | None, on: str | None) -> None:
    """Print the explanation of everything, or of one thing."""
    from impact_check import api

    opened = open_file(file, pack, on, may_be_kept=True)
    show(api.explain(opened.ruleset, opened.assessment, opened.result, about))


def report(file: str, output: str | None, kind: str | None, pack: str | None, on: str | None, *, public: bool) -> None:
    """Write the report, or its public copy, and say where it is."""
    asked: Format | None = "html" if kind == "html" else "pdf" if kind == "pdf" else None
    path = Path(output) if output else beside(Path(file), f"{'-public' if public else ''}.{asked or 'pdf'}")
    opened = open_file(file, pack, on)
    try:
        write_report(opened.ruleset, opened.assessment, opened.result, path, asked or format_of(path), public=public)
    except MissingLibraryError as error:
        command = f"impact-check report {file} --format html{' --public' if public else ''}"
        same = tr("For the same report as a web page: {command}", command=command)
        raise Stop(Exit.LIBRARY, f"{error}\n{same}") from error
    if str(path) != "-":
        say_wrapped(
            tr("The public copy is in {path}", path=path) if public else tr("The report is in {path}", path=path)
        )
    if public:
        say_wrapped(tr(READ_FIRST), to_stderr=True)


READ_FIRST = to_translate(
    "What was left out is listed at its end. Names and stories inside texts are not found by the program. "
    "Read the copy before you publish it."
)


def schema(kind: str) -> None:
    """Print a JSON Schema, or those of all files of a pack. Raise Stop if there is none of this kind."""
    from impact_check import api

    found = api.all_schemas()
    packs = {name: made for name, made in found.items() if name.startswith("pack/")}
    if kind == "pack":
        say(json.dumps({name.removeprefix("pack/"): made() for name, made in packs.items()}, indent=2))
    elif kind in found:
        say(json.dumps(found[kind](), indent=2))
    else:
        known = ", ".join(("pack", *found))
        told = tr("There is no schema “{kind}”. Choose one of: {known}.", kind=kind, known=known)
        raise Stop(Exit.USAGE, told)


RESULT_SCHEMA = "impact-check/result/1"
WHATIF_SCHEMA = "impact-check/whatif/1"
LINT_SCHEMA = "impact-check/lint/1"
DIFF_SCHEMA = "impact-check/diff/1"
PROVE_SCHEMA = "impact-check/prove/1"
TEST_SCHEMA = "impact-check/test/1"
EVIDENCE_SCHEMA = "impact-check/evidence/1"
DOCTOR_SCHEMA = "impact-check/doctor/1"
LEDGER_SCHEMA = "impact-check/ledger/1"


def print_json(schema_name: str, content: dict[str, object]) -> None:
    """Print one JSON document that says which schema it follows."""
    say(json.dumps({"schema": schema_name, **content}, indent=2, ensure_ascii=False))
