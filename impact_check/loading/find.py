"""The name of a pack, or a folder -> the folder to read, and those that it is read with."""

from pathlib import Path

from impact_check.errors import ContentError, Fault
from impact_check.loading.bundled import locate

LIBRARY = ("evidence.yaml", "groups.yaml", "risk_factors.yaml", "mitigations.yaml", "comparators.yaml")
"""What packs share: files beside the folder of core."""


def find_pack(pack: str | Path) -> Path:
    """Return the folder of a pack. A bare name is a bundled pack. Raises ContentError if there is none."""
    bundled = locate("questionnaires")
    name = str(pack)
    if name.isidentifier() or name.replace("-", "").isalnum():
        folder = bundled / name
        if (folder / "pack.yaml").is_file():
            return folder
    folder = Path(pack)
    if (folder / "pack.yaml").is_file():
        return folder.resolve()
    raise _not_found(name)


def core_of(folder: Path) -> Path:
    """Return the core that the pack in a folder extends, if it extends one: beside it, or the bundled one."""
    beside = folder.parent / "core"
    return beside if (beside / "pack.yaml").is_file() else locate("questionnaires") / "core"


def _not_found(name: str) -> ContentError:
    from impact_check.loading.pack import bundled_packs
    from impact_check.rules.mistakes import did_you_mean

    known = bundled_packs()
    message = f"no questionnaire pack here; name one of {', '.join(known)} or a folder that holds pack.yaml"
    return ContentError((Fault(name, 0, 0, "no-pack", message + did_you_mean(name, known)),))
