"""Tell what to install where an optional part of the program is missing."""

from importlib.util import find_spec

from impact_check.errors import MissingLibraryError
from impact_check.language import tr


def check_can_sign() -> None:
    """Raise MissingLibraryError unless the packages that signing needs are there."""
    if any(find_spec(name) is None for name in ("cryptography", "filelock", "pyhanko")):
        raise MissingLibraryError(
            tr("Signing needs more packages. To get them, type: {command}", command='pip install "impact-check[sign]"')
        )
