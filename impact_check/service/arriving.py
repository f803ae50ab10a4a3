"""Bytes from a connection -> a request as waitress reads it, but for what has two meanings, or no end.

A request with two lengths may end elsewhere for a server in front of this one, which then takes the rest for another.
"""

from typing import Any, Final

from waitress.parser import HTTPRequestParser, ParsingError  # type: ignore[import-untyped]
from waitress.utilities import BadRequest  # type: ignore[import-untyped]

_LONGEST_LINE: Final = 8 * 1024
"""Bytes of a line between two chunks, and of what follows the last. Waitress goes through it with every packet."""


class Parser(HTTPRequestParser):  # type: ignore[misc]  # Waitress has no types.
    """Reads one request."""

    completed: bool = False

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers. Raises ParsingError."""
        try:
            super().parse_header(header_plus)
        except ValueError:  # More digits than Python reads.
            raise ParsingError("Content-Length is invalid") from None
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("It has both Content-Length and Transfer-Encoding")

    def received(self, data: bytes) -> int:
        """Take what has come, and return how many bytes of it belong to this request."""
        consumed = int(super().received(data))
        body: Any = self.body_rcv
        if self.chunked and not self.completed and max(len(body.control_line), len(body.trailer)) > _LONGEST_LINE:
            self.error = BadRequest("A line between two chunks, or after the last, is too long")
            self.completed = True
        return consumed
