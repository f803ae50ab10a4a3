"""`impact-check blank`: every question of a questionnaire on paper, with room for the answers."""

from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.cli.assess import DEFAULT_PACK
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.language import load
from impact_check.cli.output import say_wrapped
from impact_check.cli.reporting import Format, format_of
from impact_check.cli.written import write_file
from impact_check.errors import MissingLibraryError
from impact_check.language import tr, trn

if TYPE_CHECKING:
    from impact_check.api import Ruleset


def blank(pack: str | None, output: str | None, kind: Format | None) -> None:
    """Write the blank form and say where it is; `-` is standard output."""
    from impact_check import api

    ruleset = load(pack or DEFAULT_PACK)
    path = Path(output or f"{ruleset.questionnaire.id}-blank.{kind or 'pdf'}")
    if (kind or format_of(path)) == "html":
        write_file(path, api.blank_form_html(ruleset).encode())
    else:
        write_file(path, _pdf(ruleset, pack))
    if str(path) != "-":
        questions = trn("1 question", "{count} questions", len(ruleset.questions))
        say_wrapped(tr("The blank form, with {questions}, is in {path}", questions=questions, path=path))


def _pdf(ruleset: "Ruleset", pack: str | None) -> bytes:
    from impact_check import api

    try:
        return api.blank_form_pdf(ruleset, apart=True)
    except MissingLibraryError as error:
        again = f"impact-check blank {pack or DEFAULT_PACK} --format html"
        same = tr("For the same form as a web page: {command}", command=again)
        raise Stop(Exit.LIBRARY, f"{error}\n{same}") from error
