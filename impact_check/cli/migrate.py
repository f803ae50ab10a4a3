"""`impact-check migrate`: an assessment file of an earlier format -> the same in the present format."""

from pathlib import Path

from impact_check.cli.exits import Exit, Stop
from impact_check.cli.output import look_here, say_wrapped
from impact_check.cli.prompts import TerminalPrompter
from impact_check.cli.store import Store, assessment_path
from impact_check.cli.written import write_file
from impact_check.errors import AssessmentFileError
from impact_check.language import tr


def migrate(file: str, output: str | None) -> None:
    """Run the command. Raise Stop if OUT is there already, or an AssessmentFileError about the file."""
    from impact_check import api
    from impact_check.cli.holding import held

    path = assessment_path(file)
    if output is not None:
        _write_elsewhere(path, output)
        return
    store = Store(path)
    with held(store, TerminalPrompter(look_here()), None):
        assessment = api.read_assessment(path)
        if _content(path) == api.migrate(_content(path)):
            say_wrapped(tr("{path} is in the present format already, so it was left as it is.", path=path))
            return
        api.write_assessment(path, assessment)
    say_wrapped(
        tr("{path} is in the present format now. As it was before, it is {copy}.", path=path, copy=api.backup_of(path))
    )


def _write_elsewhere(path: Path, output: str) -> None:
    from impact_check import api

    api.read_assessment(path)  # Its messages name the file.
    out = Path(output)
    if output != "-" and out.exists():
        raise Stop(Exit.CONFLICT, tr("There is a file {path} already. Give another name.", path=out))
    write_file(out, api.migrate(_content(path)))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AssessmentFileError(path, tr("can't be read: {reason}.", reason=error.strerror)) from error
