"""The packages that columns need -> an error that says what to install, unless they are all here."""

from importlib.util import find_spec
from typing import Final

from impact_check.errors import MissingLibraryError
from impact_check.language import tr

NEEDED: Final = ("numpy", "pyarrow")


def check_has_columns() -> None:
    """Raise MissingLibraryError unless the packages that columns need are there."""
    if any(find_spec(name) is None for name in NEEDED):
        command = 'pip install "impact-check[bulk]"'
        raise MissingLibraryError(tr("Screening needs more packages. To get them, type: {command}", command=command))
