"""Every address of the service: what it takes, gives, and what can go wrong. Code and OpenAPI are made of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from impact_check.service import asked, told
from impact_check.service.gating import FORM as GATE_FORM
from impact_check.service.gating import gate
from impact_check.service.screening import screen
from impact_check.service.verifying import FORM, verify
from impact_check.service.work import assess, compare, next_questions

JSON = "application/json"
PDF = "application/pdf"
HTML = "text/html"

_TAKES_JSON = ("not-json", "does-not-fit", "wrong-media-type", "too-large")


@dataclass(frozen=True, slots=True)
class Address:
    """One thing that can be asked for."""

    method: Literal["GET", "POST"]
    path: str
    """With parameters as OpenAPI has them: `/v1/questionnaires/{name}`."""
    id: str
    """Its name in programs that are made from the description."""
    summary: str
    description: str = ""
    takes: tuple[type[BaseModel], ...] = ()
    """What a JSON body may be: for the key `assessment`, and for the key `answers`, if there are two."""
    form: dict[str, Any] | None = None
    """The schema of a form with files, instead of a JSON body or beside it."""
    gives: type[BaseModel] | None = None
    """None: see `media`."""
    media: tuple[str, ...] = (JSON,)
    """What it can give, the usual one first."""
    problems: tuple[str, ...] = ()
    """Codes of what can go wrong with it alone."""
    does: Callable[[Any, Any], BaseModel] | None = None
    """Service and request -> response, where it is as simple as that."""


ADDRESSES: tuple[Address, ...] = (
    Address("GET", "/v1/health", "health", "See whether the service answers", gives=told.HealthTold),
    Address("GET", "/v1/openapi.json", "openapi", "Get this description (OpenAPI 3.1)"),
    Address("GET", "/v1/questionnaires", "listQuestionnaires", "List the questionnaires", gives=told.PacksTold),
    Address(
        "GET",
        "/v1/questionnaires/{name}",
        "getQuestionnaire",
        "Get the questions of a questionnaire in order, and the words for all its ids",
        gives=told.QuestionnaireTold,
        problems=("no-such-questionnaire", "does-not-fit"),
    ),
    Address(
        "POST",
        "/v1/assess",
        "assess",
        "Rate one decision",
        "The result is worked out anew from the answers; what a file says of its rating counts for nothing. What isn’t "
        "answered is unknown, never “no”: each rating is a pair, what is confirmed and what is possible.",
        takes=(asked.AssessAssessment, asked.AssessAnswers),
        gives=told.AssessTold,
        problems=(*_TAKES_JSON, "newer-format"),
        does=assess,
    ),
    Address(
        "POST",
        "/v1/screen",
        "screen",
        "Rate up to 200 decisions as proposed",
        "Each decision is in the response, in the order it came: rated, or refused with every reason.",
        takes=(asked.ScreenAsked,),
        gives=told.ScreenTold,
        problems=_TAKES_JSON,
        does=screen,
    ),
    Address(
        "POST",
        "/v1/next",
        "nextQuestions",
        "See what to ask next",
        "Nothing is kept between two requests: send all answers so far each time.",
        takes=(asked.NextOfAssessment, asked.NextOfAnswers),
        gives=told.NextTold,
        problems=(*_TAKES_JSON, "newer-format"),
        does=next_questions,
    ),
    Address(
        "POST",
        "/v1/report",
        "report",
        "Make the report, as PDF or as a web page",
        "`Accept: application/pdf` (the default) or `text/html`. A PDF takes seconds; only a few are made at once.",
        takes=(asked.ReportAssessment, asked.ReportAnswers),
        media=(PDF, HTML),
        problems=(*_TAKES_JSON, "newer-format", "no-report", "missing-library", "busy"),
    ),
    Address(
        "POST",
        "/v1/compare",
        "compare",
        "Hold the proposal and its alternatives side by side",
        "Nothing is recommended.",
        takes=(asked.CompareAssessment, asked.CompareAnswers),
        gives=told.CompareTold,
        problems=(*_TAKES_JSON, "newer-format"),
        does=compare,
    ),
    Address(
        "POST",
        "/v1/gate",
        "gate",
        "Hold a decision against a policy",
        "Send an assessment as JSON, or a signed report as a form with the council’s ledger and root certificate. The "
        "status is 200 whether it passes or not: read `verdict`. What can’t be checked is `undecided`, never `passed`.",
        takes=(asked.GateAssessment,),
        form=GATE_FORM,
        gives=told.GateTold,
        problems=(*_TAKES_JSON, "bad-form", "busy", "missing-library"),
        does=gate,
    ),
    Address(
        "POST",
        "/v1/verify",
        "verify",
        "Check a signed report",
        "Send the PDF as it was published, with the council’s root certificate from a place that you trust. A file "
        "that isn’t a signed report is no bad request: the verdict says so.",
        form=FORM,
        gives=told.VerifyTold,
        problems=(
            "bad-form",
            "bad-certificate",
            "does-not-fit",
            "wrong-media-type",
            "too-large",
            "busy",
            "missing-library",
        ),
        does=verify,
    ),
)
