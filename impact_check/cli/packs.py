"""Which questionnaires come with this installation."""

DEFAULT_PACK = "kirklees"


def bundled_packs() -> tuple[str, ...]:
    """Return the names of the questionnaire packs that come with the package, core first."""
    from impact_check import api

    found = sorted(path.parent.name for path in api.locate("questionnaires").glob("*/pack.yaml"))
    return tuple(sorted(found, key=lambda name: name != "core"))
