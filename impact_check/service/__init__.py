"""impact_check over HTTP, for programs that aren't written in Python: the functions of `impact_check.api`, no state."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from impact_check.errors import MissingLibraryError

__all__ = ["service_library"]

_NEEDED: Final = frozenset({"flask", "waitress", "werkzeug"})


@contextmanager
def service_library() -> Iterator[None]:
    """Import what the service is made of; raise MissingLibraryError, with what to install, if it isn't there."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED:
            raise
        told = f'The HTTP service needs the library {error.name}. Install it with: pip install "impact-check[api]"'
        raise MissingLibraryError(told) from error
