"""What is wrong with a request -> problem details (RFC 9457), every fault with its place."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import AfterValidator

from impact_check.model.base import Frozen

MEDIA_TYPE: Final = "application/problem+json"

Code = str

TITLES: Final[Mapping[str, tuple[int, str]]] = MappingProxyType(
    {
        "not-json": (400, "The body isn’t JSON as it is needed here"),
        "bad-request": (400, "The request isn’t HTTP as it is needed here"),
        "unknown-parameter": (400, "There is no such parameter"),
        "bad-form": (400, "The form isn’t complete, or has parts that aren’t known"),
        "cross-site": (403, "A web page of another site asked for this"),
        "no-such-page": (404, "There is nothing at this address"),
        "no-such-questionnaire": (404, "There is no such questionnaire"),
        "wrong-method": (405, "This address isn’t used with this method"),
        "not-acceptable": (406, "The answer can’t be given in a form that you accept"),
        "too-slow": (408, "The request took too long to arrive"),
        "too-large": (413, "The body is too large"),
        "wrong-media-type": (415, "The body isn’t of the kind that is needed here"),
        "does-not-fit": (422, "The content can’t be used as it is"),
        "newer-format": (422, "A newer version of impact-check wrote this assessment"),
        "no-report": (422, "The report can’t be made"),
        "bad-certificate": (422, "A certificate can’t be used"),
        "headers-too-large": (431, "The headers are too large"),
        "internal": (500, "Something went wrong that should not"),
        "missing-library": (501, "This server can’t do that yet"),
        "busy": (503, "The server has too much to do"),
        "stopping": (503, "The server is about to stop"),
    }
)
"""By code: the status and the title. A code never changes its meaning."""


_LONGEST: Final = 1_000
"""Characters of what is said of a fault: what was sent may stand in it."""


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


Said = Annotated[str, AfterValidator(_shortened)]


class FaultTold(Frozen):
    """One thing that is wrong."""

    path: Said
    """Where, as a JSON pointer (RFC 6901) into the body: `/answers/given/place`. Empty: all of it."""
    code: str
    """Of what kind. Codes never change their meaning; new ones may come."""
    detail: Said
    """What is wrong, and what to do."""


class ProblemTold(Frozen):
    """Why a request wasn't done (RFC 9457)."""

    type: str
    """`urn:impact-check:problem:` and the code."""
    title: str
    status: int
    detail: Said
    code: str
    """Of what kind. Codes never change their meaning; new ones may come."""
    path: Said = ""
    """Where the first fault is, as a JSON pointer into the body. Empty: all of it, or no part of it."""
    errors: tuple[FaultTold, ...] = ()
    """Every fault, in order; at most 50."""


class Problem(Exception):  # noqa: N818  # The RFC's word.
    """A request that isn't done."""

    def __init__(
        self, code: str, detail: str, faults: Iterable[FaultTold] = (), *, headers: Mapping[str, str] | None = None
    ) -> None:
        self.told = told(code, detail, tuple(faults))
        self.headers = dict(headers or {})
        super().__init__(detail)


def told(code: str, detail: str, faults: tuple[FaultTold, ...] = (), *, listed: int = 50) -> ProblemTold:
    """Put a problem in words. listed: how many faults are named."""
    status, title = TITLES[code]
    return ProblemTold(
        type=f"urn:impact-check:problem:{code}",
        title=title,
        status=status,
        detail=detail,
        code=code,
        path=faults[0].path if faults else "",
        errors=faults[:listed],
    )


def reason(status: int) -> str:
    """Return a status as the first line of an answer has it: `404 Not Found`."""
    return f"{status} {HTTPStatus(status).phrase}"


def pointer(way: Iterable[str | int]) -> str:
    """Return the way to a value as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in way)
