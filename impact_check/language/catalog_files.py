"""The catalogs of translations that come with the package: `locale/<code>/LC_MESSAGES/impact_check.mo`."""

from functools import cache
from pathlib import Path
from typing import Protocol

from impact_check.language.codes import shortened

_DOMAIN = "impact_check"


class Catalog(Protocol):
    """Translations of one language. `gettext.GNUTranslations` is one; what it lacks it returns as it is."""

    def gettext(self, message: str, /) -> str:
        """Return the translation of a message."""

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        """Return the translation of the message in the form that goes with a number."""


@cache
def find_catalog(code: str) -> Catalog | None:
    """Return the catalog of a language, or of a wider one (`cy` for `cy-GB`); None if there is none."""
    import gettext  # Not needed by those who read English.

    for candidate in shortened(code):
        path = _folder() / candidate / "LC_MESSAGES" / f"{_DOMAIN}.mo"
        if path.is_file():
            with path.open("rb") as file:
                return gettext.GNUTranslations(file)
    return None


def catalogs() -> tuple[str, ...]:
    """Return the codes of the languages that have a catalog, in order. English needs none."""
    return tuple(sorted(path.parents[1].name for path in _folder().glob(f"*/LC_MESSAGES/{_DOMAIN}.mo")))


def _folder() -> Path:
    return Path(__file__).parents[1] / "locale"
