"""`impact-check answers-template`: a file of answers to fill in, with every question and what one needs for it."""

from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.cli.assess import DEFAULT_PACK
from impact_check.cli.files import open_file
from impact_check.cli.language import load
from impact_check.cli.output import say_wrapped
from impact_check.cli.written import write_file
from impact_check.language import tr, trn

if TYPE_CHECKING:
    from impact_check.api import AnswersFormat


def answers_template(pack: str | None, output: str, kind: "AnswersFormat | None", file: str | None) -> None:
    """Write the template; `-` is standard output. file: the assessment whose answers to fill in."""
    from impact_check import api

    path = Path(output)
    written_as = kind or ("csv" if path.suffix.lower() == ".csv" else "yaml")
    opened = open_file(file, pack, None) if file else None
    ruleset = opened.ruleset if opened else load(pack or DEFAULT_PACK)
    folder = Path.cwd() if output == "-" else path.parent
    assessment = api.with_evidence_files(opened.assessment, opened.path.parent, folder) if opened else None
    text = api.answers_template(ruleset, assessment, written_as=written_as)
    write_file(path, text.encode())
    if assessment and assessment.mitigations and written_as == "csv":
        say_wrapped(tr("A table has no room for what is planned against the risks. YAML has."), to_stderr=True)
    if output != "-":
        count = len(ruleset.questions)
        say_wrapped(
            trn(
                "A file of answers with {count} question is in {path}",
                "A file of answers with {count} questions is in {path}",
                count,
                path=path,
            )
        )
