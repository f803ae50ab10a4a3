"""One assessment after the other -> its report, in a child process of `many_reports`, which runs this with `-m`."""

import gc
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from impact_check import api
from impact_check.errors import ImpactCheckError, LanguageError
from impact_check.language import speaking, tr
from impact_check.model.assessment import Assessment
from impact_check.model.history import broken_at
from impact_check.report.apart import limit_this_process, too_large
from impact_check.report.crew import Message, serve
from impact_check.report.pdf import load_weasyprint
from impact_check.rules import Ruleset


def main() -> None:
    """Answer until standard input ends."""
    serve(answer)


def answer(asked: Message) -> Message:
    """Return the report that is asked for, or what keeps it from being made."""
    told = asked.told
    with speaking(told["language"]):
        try:
            _prepare(told["kind"], told["megabytes"])
            return _report(told, asked.content)
        except ImpactCheckError as error:
            return _failed(type(error).__name__, str(error))
        except MemoryError:
            return _failed("ReportError", str(too_large(told["megabytes"])), is_last=True)
        except Exception as error:  # noqa: BLE001  # Whatever it is, the next assessment must not suffer.
            why = f"{type(error).__name__}: {error}"
            message = tr("Something went wrong that should not ({why}). Please report it.", why=why)
            return _failed("Bug", message, is_last=True)


def _failed(code: str, message: str, *, is_last: bool = False) -> Message:
    return Message({"error": code, "message": message, "is_last": is_last})


@cache
def _prepare(kind: str, megabytes: int) -> None:
    """Import what is slow before memory is limited, and keep it from being looked through for garbage."""
    if kind == "pdf":
        load_weasyprint()
    limit_this_process(megabytes, None)
    gc.collect()
    gc.freeze()


def _report(told: Mapping[str, Any], content: bytes) -> Message:
    day = date.fromisoformat(told["on"]) if told["on"] else None
    if told["written_as"] == "assessment":
        assessment = api.parse_assessment(content, Path(told["name"]))
        ruleset = _in_language(told["pack"] or assessment.pinned.questionnaire, assessment.language)
    else:
        header = api.answers_header(content, written_as=told["written_as"])
        day = day or header.on
        ruleset = _in_language(told["pack"] or header.questionnaire, told["language"])
        at = datetime.fromisoformat(told["at"])
        assessment = api.read_answers(ruleset, content, at=at, written_as=told["written_as"])
    result = api.evaluate(ruleset, assessment, day or date.fromisoformat(told["on_else"]))
    if told["kind"] == "html":
        made = api.report_html(ruleset, assessment, result, public=told["public"]).encode()
    else:
        made = api.report_pdf(ruleset, assessment, result, public=told["public"])
    return Message({"notes": _notes(ruleset, assessment)}, made)


def _notes(ruleset: Ruleset, assessment: Assessment) -> list[str]:
    notes = ["history-changed"] if broken_at(assessment.history) is not None else []
    return [*notes, "other-version"] if ruleset.sha256 != assessment.pinned.sha256 else notes


@cache
def _in_language(pack: str, language: str) -> Ruleset:
    """Return a questionnaire, loaded once, in a language or else in English."""
    try:
        return api.load_questionnaire(pack, language)
    except LanguageError:
        return api.load_questionnaire(pack)


if __name__ == "__main__":
    main()
