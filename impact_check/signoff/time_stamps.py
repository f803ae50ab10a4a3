"""The address of a time-stamp authority -> its word when something was signed (RFC 3161)."""

import asyncio
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from asn1crypto import tsp  # type: ignore[import-untyped]  # It comes with pyHanko, without types.
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

from impact_check.errors import SignOffError
from impact_check.language import tr

SECONDS = 20
MAX_BYTES = 1024 * 1024


class Authority(TimeStamper):
    """A time-stamp authority on the network. Nothing but a hash is sent to it."""

    def __init__(self, url: str) -> None:
        """Take its address. Raises SignOffError if it is no web address."""
        super().__init__()  # type: ignore[no-untyped-call]
        if urlsplit(url).scheme not in ("http", "https"):
            raise SignOffError(tr("“{url}” is no web address. A time-stamp authority’s begins with https://.", url=url))
        self._url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask it. Raises TimestampRequestError if it can't be reached or answers something else."""
        return await asyncio.to_thread(self._ask, req.dump())

    def _ask(self, question: bytes) -> tsp.TimeStampResp:
        headers = {"Content-Type": "application/timestamp-query"}
        request = Request(self._url, question, headers)  # noqa: S310  # Its scheme was checked.
        try:
            with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                content = answer.read(MAX_BYTES)
            return tsp.TimeStampResp.load(content)
        except HTTPError as error:
            error.close()
            raise TimestampRequestError(str(error.reason)) from error
        except (OSError, HTTPException) as error:
            raise TimestampRequestError(str(getattr(error, "reason", "") or error)) from error
        except ValueError as error:
            raise TimestampRequestError(tr("its answer can’t be read")) from error
