"""Find the content that comes with the package: in a wheel, or in a checkout."""

from pathlib import Path
from typing import Literal

import impact_check
from impact_check.errors import ImpactCheckError

Kind = Literal["questionnaires", "templates", "examples"]


def locate(kind: Kind) -> Path:
    """Return the folder of bundled content. Raises ImpactCheckError if the installation lacks it."""
    package = Path(impact_check.__file__).parent
    installed = package / "_content" / kind
    if installed.is_dir():
        return installed
    checkout = package.parent / kind
    # Only beside our own pyproject.toml: site-packages may hold somebody else's folder of that name.
    if checkout.is_dir() and (package.parent / "pyproject.toml").is_file():
        return checkout
    raise ImpactCheckError(f"This installation lacks its {kind} folder. Install impact-check again.")
