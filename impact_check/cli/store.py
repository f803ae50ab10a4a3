"""Keep one assessment in one file, after each change, and notice when somebody else writes it too."""

from pathlib import Path

from impact_check.cli import clock
from impact_check.cli.exits import Exit, Stop
from impact_check.model.assessment import Assessment

ENDING = ".lia.json"


class ChangedElsewhereError(Exception):
    """Another program wrote the file since we last did. `aside` is where ours was kept instead."""

    def __init__(self, path: Path, aside: Path) -> None:
        self.path = path
        self.aside = aside
        super().__init__(
            f"Someone else changed {path} while it was open here. Nothing of theirs was overwritten. "
            f"Your answers, up to the last one, are in {aside}."
        )


def assessment_path(name: str) -> Path:
    """Return the file that a name means: `lunch-club` is lunch-club.lia.json."""
    path = Path(name)
    if path.suffix == "":
        return path.with_name(path.name + ENDING)
    if path.suffix.lower() != ".json":
        raise Stop(
            Exit.USAGE,
            f"{path} does not look like an assessment file. Give a name that ends in {ENDING}, "
            f"such as {_stem(path)}{ENDING}.",
        )
    return path


def beside(path: Path, ending: str) -> Path:
    """Return the file of the same name with another ending: lunch-club.lia.json, .pdf -> lunch-club.pdf."""
    return path.with_name(_stem(path) + ending)


def _stem(path: Path) -> str:
    name = path.name
    return name[: -len(ENDING)] if name.lower().endswith(ENDING) else path.stem


class Store:
    """The file of one assessment."""

    def __init__(self, path: Path) -> None:
        """Take the path; nothing is read or written yet."""
        self.path = path
        self._seen = _fingerprint(path)

    @property
    def exists(self) -> bool:
        """There is such a file."""
        return self.path.exists()

    def load(self) -> Assessment:
        """Read the file. Raise AssessmentFileError or NewerFileError."""
        from impact_check import api

        self._seen = _fingerprint(self.path)
        return api.read_assessment(self.path)

    def save(self, assessment: Assessment) -> None:
        """Write the file.

        Raise AssessmentFileError if that can't be done, and ChangedElsewhereError if the file isn't as we left it;
        the assessment is then kept in a new file beside it.
        """
        from impact_check import api

        if self.exists and _fingerprint(self.path) != self._seen:
            aside = beside(self.path, f".kept-{clock.now():%Y%m%d-%H%M%S}{ENDING}")
            api.write_assessment(aside, assessment)
            raise ChangedElsewhereError(self.path, aside)
        api.write_assessment(self.path, assessment)
        self._seen = _fingerprint(self.path)

    def move(self, path: Path) -> None:
        """Keep the assessment in another file from now on."""
        self.path = path
        self._seen = _fingerprint(path)


def _fingerprint(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns, found.st_size)
