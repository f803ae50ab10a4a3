"""`impact-check --version`: the version of the program and of each questionnaire."""

import sys

import impact_check
from impact_check.cli.output import say
from impact_check.errors import ImpactCheckError


def show_version() -> None:
    """Print one line for the program and one for each questionnaire."""
    from impact_check import api

    say(f"impact-check {impact_check.__version__} (Python {sys.version.split()[0]})")
    for name in api.bundled_packs():
        try:
            pinned = api.load_questionnaire(name).pinned
        except ImpactCheckError:
            say(f"questionnaire {name}: can't be used; run impact-check lint {name}")
        else:
            say(f"questionnaire {name}: {pinned.version} (sha256 {pinned.sha256[:12]})")
