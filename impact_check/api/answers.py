"""Files of answers <-> assessments, with what doesn't fit by line and column."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import JsonValue

from impact_check.api.kept_texts import kept_text
from impact_check.errors import AnswersFileError, Fault, TableError
from impact_check.interview import (
    Misfit,
    answers_table_head,
    fill,
    fill_alternative,
    fill_alternatives,
    read_answers_table,
)
from impact_check.language import speaking, tr
from impact_check.loading import (
    AnswersFormat,
    name_of,
    read_alternative_file,
    read_answers_file,
    table_content,
)
from impact_check.model.answers_file import NOT_STATED, AnswersFile
from impact_check.model.assessment import Assessment
from impact_check.model.text import clean_text
from impact_check.privacy import (
    details_in_words,
    personal_details,
)
from impact_check.rules import Ruleset

if TYPE_CHECKING:
    from impact_check.loading.strict_yaml import Document


def answers_header(source: Path | str | bytes, *, written_as: AnswersFormat | None = None) -> AnswersFile:
    """Read an answers file without a questionnaire: which one it is for, who answered, for which day.

    source: a path, or the content itself. written_as: what it is, if neither its name nor its beginning tells.
    Raises AnswersFileError with every fault in its form.
    """
    table = table_content(source, written_as)
    if table is None:
        return read_answers_file(source).answers
    try:
        return answers_table_head(table, name_of(source))
    except TableError as error:
        raise AnswersFileError(error.faults) from error


def read_answers(
    ruleset: Ruleset,
    source: Path | str | bytes,
    *,
    at: datetime,
    by: str = "",
    written_as: AnswersFormat | None = None,
) -> Assessment:
    """Turn an answers file into an assessment.

    source: a path, or the content itself (YAML, JSON or a table as CSV). at: the time to note beside each answer.
    by: who answered, if the file doesn't say. written_as: what it is, if neither its name nor its beginning tells.
    Raises AnswersFileError with every answer that doesn't fit, by file, line and column; of a table, row and column.
    """
    assessment, faults = answers_that_fit(ruleset, source, at=at, by=by, written_as=written_as)
    if faults:
        raise AnswersFileError(faults)
    return assessment


def answers_that_fit(
    ruleset: Ruleset,
    source: Path | str | bytes,
    *,
    at: datetime,
    by: str = "",
    written_as: AnswersFormat | None = None,
) -> tuple[Assessment, tuple[Fault, ...]]:
    """Turn what fits of an answers file into an assessment, and tell what doesn't.

    As `read_answers`; raises AnswersFileError only if the file as a whole can't be read.
    """
    content = table_content(source, written_as)
    if content is None:
        answers, document = read_answers_file(source)
        named = _who(answers, by)
        assessment, misfits = fill(ruleset, answers, id=answers.id, by=named, at=at)
        assessment, more = fill_alternatives(ruleset, assessment, answers.alternatives, by=named, at=at)
        return assessment, _faults((*misfits, *more), document)
    try:
        table = read_answers_table(ruleset, content, name_of(source))
    except TableError as error:
        raise AnswersFileError(error.faults) from error
    assessment, misfits = fill(ruleset, table.given, id=table.given.id, by=_who(table.given, by), at=at)
    found = (table.fault(misfit.way, misfit.message) for misfit in misfits)
    return assessment, tuple(sorted((*table.faults, *found)))


def _who(answers: AnswersFile, by: str) -> str:
    named = by if by and answers.by == NOT_STATED else answers.by
    return " ".join(clean_text(named).text.split()) or NOT_STATED


def answers_template(
    ruleset: Ruleset, assessment: Assessment | None = None, *, written_as: AnswersFormat = "yaml"
) -> str:
    """Return an answers file with every question in order, and beside each what one needs to answer it.

    assessment: whose answers to fill in; those that don't fit their question any more are only told. Without it every
    question is `unanswered`. A table (`csv`) holds no mitigations.
    """
    from impact_check.report.answers_template import answers_table, answers_yaml

    with speaking(ruleset.questionnaire.language):
        return answers_table(ruleset, assessment) if written_as == "csv" else answers_yaml(ruleset, assessment)


def personal_details_in(
    ruleset: Ruleset, source: Path | str | bytes, *, written_as: AnswersFormat | None = None
) -> tuple[Fault, ...]:
    """Return a warning for each text of an answers file that looks as if it held a personal detail, in file order.

    source, written_as: as for `read_answers`.
    """
    return _warnings_in(ruleset, source, written_as, "personal-detail", _looks_personal)


def characters_in(
    ruleset: Ruleset, source: Path | str | bytes, *, written_as: AnswersFormat | None = None
) -> tuple[Fault, ...]:
    """Return a warning for each text of an answers file with characters that aren't kept, or that the PDF can't show.

    source, written_as: as for `read_answers`.
    """
    return _warnings_in(ruleset, source, written_as, "characters", _characters_told)


def _warnings_in(
    ruleset: Ruleset,
    source: Path | str | bytes,
    written_as: AnswersFormat | None,
    code: str,
    look: Callable[..., str],
) -> tuple[Fault, ...]:
    """Return a warning wherever `look` has something to say of the texts there."""
    content = table_content(source, written_as)
    if content is None:
        document = read_answers_file(source).document
        return tuple(
            document.fault(way, code, told, severity="warning")
            for way, text in document.texts()
            if (told := look(text))
        )
    table = read_answers_table(ruleset, content, name_of(source))
    faults = (
        table.fault(("given", question), told)
        for question, given in table.given.given.items()
        if (told := look(*_texts_in(given)))
    )
    return tuple(replace(fault, code=code, severity="warning") for fault in faults)


def _looks_personal(*texts: str) -> str:
    found = tuple(detail for text in texts for detail in personal_details(text))
    return tr("this looks like {details}", details=details_in_words(found)) if found else ""


def _characters_told(*texts: str) -> str:
    return " ".join(kept_text("\n".join(texts)).told)


def _texts_in(given: JsonValue) -> Iterator[str]:
    match given:
        case str():
            yield given
        case dict():
            for value in given.values():
                yield from _texts_in(value)


def read_alternative(
    ruleset: Ruleset, assessment: Assessment, source: Path | str, *, title: str = "", by: str, at: datetime
) -> Assessment:
    """Add another option from a file with its title and the answers that differ from the proposal's.

    source: a path, or the text itself (YAML or JSON). title: used instead of the file's, unless it is empty.
    Raises AnswersFileError with everything that doesn't fit, by file, line and column.
    """
    given, document = read_alternative_file(source)
    given = given.model_copy(update={"title": title or given.title})
    assessment, misfits = fill_alternative(ruleset, assessment, given, by=by, at=at)
    if misfits:
        raise AnswersFileError(_faults(misfits, document))
    return assessment


def _faults(misfits: Iterable[Misfit], document: "Document") -> tuple[Fault, ...]:
    return tuple(sorted(document.fault(misfit.way, "answer", misfit.message) for misfit in misfits))
