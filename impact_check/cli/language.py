"""What was asked for -> the language that a command speaks: `--language`, the file, the environment, English."""

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from impact_check.api import Ruleset
    from impact_check.model.assessment import Assessment

VARIABLE = "IMPACT_CHECK_LANGUAGE"
_ASKED = "impact_check.asked_language"
_SAID = "The language, such as cy for Welsh. The default is that of FILE, then IMPACT_CHECK_LANGUAGE, then English."


def choose(context: click.Context, parameter: click.Parameter, code: str | None) -> None:  # noqa: ARG001
    """Speak the language asked for until the command ends."""
    context.meta[_ASKED] = code is not None
    wanted = code or os.environ.get(VARIABLE, "").strip()
    if not wanted:
        return
    from impact_check.language import is_code, speaking

    if not is_code(wanted):
        where = "--language" if code else VARIABLE
        raise click.UsageError(f"{where}: “{wanted}” is not the code of a language. Write it as cy, ur or pa-Arab.")
    context.with_resource(speaking(wanted))


LANGUAGE = click.option("--language", metavar="CODE", callback=choose, expose_value=False, is_eager=True, help=_SAID)


def load(pack: str, assessment: "Assessment | None" = None, *, may_be_kept: bool = False) -> "Ruleset":
    """Load a questionnaire in the language spoken; for an assessment on file, in its own unless another was asked for.

    A language that is only preferred, by the file or the environment, gives way to English with a note. Raises
    LanguageError if nothing is written in one that was asked for.
    may_be_kept: what was kept of it when it was read before will do, since only the person here looks at what comes of
    it. What others rely on, such as a report, is made from the questionnaire itself.
    """
    from impact_check import api
    from impact_check.cli.kept import cache_folder
    from impact_check.cli.output import say_wrapped
    from impact_check.errors import LanguageError
    from impact_check.language import current, speaking

    cache = cache_folder() if may_be_kept else None

    context = click.get_current_context(silent=True)
    if context is not None and assessment is not None and not _was_asked() and assessment.language != current():
        context.with_resource(speaking(assessment.language))
    try:
        return api.load_questionnaire(pack, current(), cache=cache)
    except LanguageError:
        if context is None or _was_asked():
            raise
        say_wrapped(
            f"Note: there are no texts in the language “{current()}” here, so this is in English.", to_stderr=True
        )
        context.with_resource(speaking("en"))
        return api.load_questionnaire(pack, cache=cache)


def in_language(ruleset: "Ruleset", assessment: "Assessment") -> "Assessment":
    """Return an assessment that is filled in and reported in the language asked for from now on, if one was."""
    if not _was_asked():
        return assessment
    return assessment.model_copy(update={"language": ruleset.questionnaire.language})


def _was_asked() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_ASKED, False))
