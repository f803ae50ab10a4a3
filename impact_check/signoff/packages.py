"""The packages that signing needs -> an error that says what to install, unless they are all here."""

from importlib.util import find_spec
from typing import Final

from impact_check.errors import MissingLibraryError
from impact_check.language import tr

NEEDED: Final = ("cryptography", "filelock", "pyhanko")


def check_can_sign() -> None:
    """Raise MissingLibraryError unless the packages that signing needs are there."""
    if any(find_spec(name) is None for name in NEEDED):
        raise MissingLibraryError(
            tr("Signing needs more packages. To get them, type: {command}", command='pip install "impact-check[sign]"')
        )
