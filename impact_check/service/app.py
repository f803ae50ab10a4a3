"""The addresses -> a WSGI application (Flask), in which every refusal is a problem in words (RFC 9457)."""

import re
import time
import traceback
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from flask import Flask, Response, g, request
from pydantic import BaseModel
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from impact_check.errors import ContentError, ImpactCheckError, MissingLibraryError, ReportError
from impact_check.service.bodies import read_body
from impact_check.service.forms import Form
from impact_check.service.openapi import openapi_json
from impact_check.service.problems import MEDIA_TYPE, FaultTold, Problem
from impact_check.service.routes import ADDRESSES, HTML, JSON, PDF, Address
from impact_check.service.service import Service
from impact_check.service.work import health, questionnaire, questionnaires, report_html, report_pdf

HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
)
_PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'; sandbox"
)
_PLAIN: Final = {
    400: ("bad-request", "The request can’t be read. Look at its headers and parameters."),
    404: ("no-such-page", "What there is stands in /v1/openapi.json."),
    413: ("too-large", "Send less at once: 4 MB of JSON, or 32 MB of files."),
}
_FORM = "multipart/form-data"
_MOST_PARTS = 64
_LONGEST_FIELD = 100_000


def make_app(service: Service, log: Callable[[str], None] | None = None) -> Flask:
    """Return the application. log: takes one line for each request, without bodies, names or addresses of people."""
    app = Flask("impact_check.service", static_folder=None, template_folder=None)
    app.url_map.merge_slashes = False
    app.config.update(MAX_FORM_PARTS=_MOST_PARTS, MAX_FORM_MEMORY_SIZE=_LONGEST_FIELD)
    for address in ADDRESSES:
        rule = address.path.replace("{", "<").replace("}", ">")
        view = _view(service, address)
        app.add_url_rule(rule, address.id, view, methods=[address.method], provide_automatic_options=False)
    app.before_request(_begin)
    app.register_error_handler(Exception, _refused)
    app.after_request(lambda response: _finished(response, service, log))
    return app


def _view(service: Service, address: Address) -> Callable[..., Response]:
    simple: dict[str, Callable[..., Response]] = {
        "health": lambda: _json(health(service)),
        "openapi": lambda: Response(openapi_json(), mimetype=JSON),
        "listQuestionnaires": lambda: _json(questionnaires(service)),
        "getQuestionnaire": lambda name: _json(questionnaire(service, name, _language())),
        "report": lambda: _report(service, address),
        "verify": lambda: _done(service, address, _form(service)),
        "gate": lambda: _done(
            service, address, _form(service) if request.mimetype == _FORM else _body(service, address)
        ),
    }
    does = simple.get(address.id) or (lambda: _done(service, address, _body(service, address)))

    def view(**names: str) -> Response:
        known = ("language",) if address.id == "getQuestionnaire" else ()
        _check_parameters(known)
        if request.accept_mimetypes and not request.accept_mimetypes.best_match(address.media):
            raise Problem("not-acceptable", f"It can be given as {' or '.join(address.media)}.")
        return does(**names)

    return view


def _done(service: Service, address: Address, asked: object) -> Response:
    assert address.does  # noqa: S101  # The other addresses have views of their own.
    return _json(address.does(service, asked))


def _json(told: BaseModel, status: int = 200, mimetype: str = JSON) -> Response:
    return Response(told.model_dump_json(), status=status, mimetype=mimetype)


def _report(service: Service, address: Address) -> Response:
    media = request.accept_mimetypes.best_match((PDF, HTML), default=PDF)
    asked = _body(service, address)
    make = report_html if media == HTML else report_pdf
    about, content = make(service, asked)  # type: ignore[arg-type]  # What the address takes.
    response = Response(content, mimetype=media)
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", about.assessment.id).strip("-.")[:80] or "report"
    response.headers["Content-Disposition"] = f'inline; filename="{name}.{"html" if media == HTML else "pdf"}"'
    response.headers["Impact-Check-On"] = about.on.isoformat()
    response.headers["Impact-Check-On-From"] = about.on_from
    response.headers["Impact-Check-Notes"] = ", ".join(note.code for note in about.notes) or "none"
    if media == HTML:
        response.headers["Content-Security-Policy"] = _PAGE_POLICY
    return response


def _begin() -> None:
    g.began = time.monotonic()
    if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
        raise Problem("cross-site", "A web page of another site may not use this service.")


def _check_parameters(known: tuple[str, ...]) -> None:
    faults = tuple(
        FaultTold(path="", code="unknown-parameter", detail=f"There is no parameter “{name[:80]}” here.")
        for name in request.args
        if name not in known
    )
    if faults:
        raise Problem("unknown-parameter", faults[0].detail, faults)
    if any(len(request.args.getlist(name)) > 1 for name in known):
        raise Problem("unknown-parameter", "A parameter stands here twice. Keep one.")


def _language() -> str:
    return request.args.get("language", "en")


def _body(service: Service, address: Address) -> BaseModel:
    _check_media(JSON)
    request.max_content_length = service.limits.body
    return read_body(request.get_data(cache=False), address.takes, service.limits)


def _form(service: Service) -> Form:
    _check_media(_FORM)
    request.max_content_length = service.limits.upload
    files = {name: tuple(part.read() for part in parts) for name, parts in request.files.lists()}
    return Form(files, {name: tuple(values) for name, values in request.form.lists()})


def _check_media(wanted: str) -> None:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != wanted or charset not in ("utf-8", "utf8"):
        raise Problem("wrong-media-type", f"Send {wanted} (UTF-8), and say so in the header Content-Type.")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Problem("wrong-media-type", "Send the body as it is, without Content-Encoding.")


def _refused(error: Exception) -> Response:
    """Return what went wrong in words. Nothing of a traceback or of this computer's files gets out."""
    problem = error if isinstance(error, Problem) else _problem(error)
    response = _json(problem.told, problem.told.status, MEDIA_TYPE)
    response.headers.update(problem.headers)
    return response


def _problem(error: Exception) -> Problem:
    match error:
        case MethodNotAllowed():
            allowed = ", ".join(sorted(error.valid_methods or ()))
            return Problem("wrong-method", f"Use {allowed} here.", headers={"Allow": allowed})
        case HTTPException(code=int(code)) if code in _PLAIN:
            return Problem(*_PLAIN[code])
        case MissingLibraryError():
            return Problem("missing-library", str(error))
        case ReportError():
            return Problem("no-report", str(error))
        case ContentError():
            g.failed = error
            return Problem("internal", "A questionnaire of this server has faults. Its log says more.")
        case ImpactCheckError():
            return Problem("does-not-fit", str(error))
    g.failed = error
    return Problem("internal", "This is a fault of the program. The server’s log says where.")


def _finished(response: Response, service: Service, log: Callable[[str], None] | None) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if log:
        taken = round((time.monotonic() - g.began) * 1000)
        rule = request.url_rule.rule if request.url_rule else "-"
        at = service.now().isoformat(timespec="seconds")
        method = request.method if request.method in _METHODS else "(other)"
        log(f"{at} {method} {rule} {response.status_code} {response.content_length} bytes {taken} ms")
        if failed := g.pop("failed", None):
            log("".join(traceback.format_tb(failed.__traceback__)) + type(failed).__name__)
    return response


_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
