"""A pack that was read and checked once -> the same Ruleset from what was kept of it, while nothing changed.

What is kept is data, never code: JSON of the questionnaire and of its parsed conditions. It is kept by the SHA-256 of
every byte that the pack is loaded from, and of what reads it; with a checksum of its own, so that what was damaged or
isn't ours is read anew. Whoever must not be fooled loads from the YAML: see docs/decisions/0019.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import impact_check
from impact_check.language import has_catalog, is_english, shortened
from impact_check.loading.find import LIBRARY, core_of
from impact_check.model.questionnaire import Questionnaire
from impact_check.rules import Condition, Ruleset
from impact_check.rules.stored import restored, stored

_FORMAT = "impact-check questionnaire 1"
_READERS = ("language", "loading", "model", "rules")
"""The rooms whose code decides what a pack says."""
_PARTS = ("ask_if", "named", "rules", "floors", "applies_if", "fails_when", "shown_when")


def key_of(folder: Path, language: str) -> str:
    """Return the SHA-256 of all that a pack, in a language, is loaded from, and of the program that reads it.

    Raises OSError if something of it can't be read.
    """
    digest = hashlib.sha256(f"{_FORMAT}\0{impact_check.__version__}\0{_spoken(language)}\0".encode())
    for path in _code():
        found = path.stat()
        digest.update(f"{path.name}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    for name, path in _sources(folder):  # Of the worked cases, only that they are there matters.
        is_read = path.suffix == ".yaml" and path.parent.name != "cases" and path.is_file()
        content = path.read_bytes() if is_read else b""
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def read_kept(cache: Path, folder: Path, language: str, key: str) -> Ruleset | None:
    """Return the ruleset that was kept of the pack in a folder, None if it wasn't or is another. Never raises."""
    try:
        if not _is_ours(cache):
            return None
        head, checksum, *body = _file(cache, folder, language).read_bytes().split(b"\n", 3)
        if head.decode() != f"{_FORMAT} {key}" or checksum.decode() != _checksum(body):
            return None
        ruleset = _ruleset(body[0], body[1])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # A pydantic ValidationError is a ValueError.
        return None
    return ruleset if _is_spoken(language, ruleset.questionnaire) else None


def keep(cache: Path, folder: Path, language: str, key: str, ruleset: Ruleset) -> None:
    """Keep a ruleset that has no faults, whole or not at all. Where it can't be kept, nothing happens."""
    conditions = {part: {id_: stored(c.node) for id_, c in getattr(ruleset, part).items()} for part in _PARTS}
    body = (
        ruleset.questionnaire.model_dump_json(exclude_defaults=True).encode(),
        json.dumps({"sha256": ruleset.sha256, **conditions}, separators=(",", ":")).encode(),
    )
    content = b"\n".join((f"{_FORMAT} {key}".encode(), _checksum(body).encode(), *body))
    with suppress(OSError):
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_ours(cache):
            _write(_file(cache, folder, language), content)


def _ruleset(questionnaire: bytes, conditions: bytes) -> Ruleset:
    found = json.loads(conditions)
    parts = {part: {id_: Condition(restored(node)) for id_, node in found[part].items()} for part in _PARTS}
    return Ruleset(Questionnaire.model_validate_json(questionnaire), str(found["sha256"]), **parts)


def _checksum(body: list[bytes] | tuple[bytes, ...]) -> str:
    digest = hashlib.sha256()
    for part in body:
        digest.update(part)
    return digest.hexdigest()


def _file(cache: Path, folder: Path, language: str) -> Path:
    """Return the one file of a pack in a language; when the pack changes, it is written over."""
    place = hashlib.sha256(f"{folder.resolve()}\0{_spoken(language)}".encode()).hexdigest()
    return cache / f"{folder.name}-{place[:16]}.json"


def _spoken(language: str) -> str:
    return "en" if is_english(language) else language


def _is_spoken(language: str, questionnaire: Questionnaire) -> bool:
    """Tell whether there is still something in this language: the program's own texts may have gone."""
    codes = shortened(language)
    return is_english(language) or not set(codes).isdisjoint(questionnaire.languages) or has_catalog(language)


def _is_ours(cache: Path) -> bool:
    """Tell whether nobody else can write into the folder. Windows keeps a user's folders apart by itself."""
    if os.name == "nt":
        return True
    found = cache.stat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _code() -> Iterator[Path]:
    package = Path(impact_check.__file__).parent
    for room in _READERS:
        yield from sorted((package / room).glob("*.py"))


def _sources(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each file that may be read or refused with the pack, with a name, in order.

    Whether a pack extends core is not known before it is read, so core is always among them.
    """
    core = core_of(folder)
    for number, library in enumerate(dict.fromkeys((folder.parent, core.parent))):
        yield from ((f"library {number} {name}", library / name) for name in LIBRARY if (library / name).is_file())
    for number, pack in enumerate(dict.fromkeys((folder, core))):
        for path in sorted(pack.rglob("*")):
            yield f"pack {number} {path.relative_to(pack).as_posix()}", path
