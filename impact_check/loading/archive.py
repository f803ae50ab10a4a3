"""A pack <-> one zip of every file that it is loaded from, so that old answers can be read with their own questions.

What an archive is known by is its content hash, the one that assessments pin. A pack brings the core that it extended
then, since today's may ask something else.
"""

import io
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from impact_check.errors import ContentError, Fault
from impact_check.language import is_english, tr
from impact_check.loading.bundled import locate
from impact_check.loading.find import find_pack
from impact_check.loading.pack import ReadPack, bundled_packs, read_pack
from impact_check.loading.ruleset import load_ruleset
from impact_check.loading.strict_yaml import shown_path
from impact_check.model.assessment import Pinned
from impact_check.rules import Ruleset

ARCHIVE: Final = "archive"
"""The folder beside the bundled packs with those of earlier releases."""
LARGEST: Final = 20 * 1024 * 1024
"""Bytes of an archive, and of all that is in it."""
MOST_FILES: Final = 1000
_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""Of every file in an archive, so that the same pack always gives the same bytes."""
_MEMBER: Final = re.compile(r"(?:\w[\w. -]*/){0,2}\w[\w. -]*\.yaml")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def archive_pack(folder: Path, into: Path) -> Path:
    """Write the pack in a folder, with what it extends, as a zip into another folder; return it.

    It is named `<pack>-<version>-<beginning of the hash>.zip`; one that is there and whole is left as it is.
    Raises ContentError if the pack has faults, OSError if it can't be written.
    """
    folder = folder.resolve()
    read = read_pack(folder)
    if read.ruleset is None or read.faults:
        raise ContentError(read.faults)
    head, sha256 = read.ruleset.questionnaire.packs[-1], read.ruleset.sha256
    path, content = into / f"{head.id}-{head.version}-{sha256[:16]}.zip", _zipped(read, folder)
    if path.is_file() and (path.read_bytes() == content or _is_whole(path, sha256)):
        return path
    into.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=into)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        load_archived(temporary, sha256)
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def load_archived(source: Path, sha256: str, language: str = "en") -> Ruleset:
    """Load the pack in an archive, or in a folder, whose content has this hash, with its texts in a language.

    Raises ContentError if it can't be read, or is another; LanguageError as `load_ruleset`.
    """
    if source.is_dir():
        return _checked(load_ruleset(source, language), sha256, source)
    with tempfile.TemporaryDirectory(prefix="impact-check-pack-") as name:
        packs = _extract(source, Path(name))
        return _checked(load_ruleset(packs, language), sha256, source)


def find_pinned(
    pinned: Pinned, places: tuple[Path, ...] = (), language: str = "en"
) -> tuple[Ruleset, Literal["bundled", "archive"]]:
    """Find the very questionnaire that answers belong to: a bundled pack, or an archived one.

    places: where else to look: folders of archives, archives, or folders of packs. Those of earlier releases, which
    come with the program, are looked through before. Raises ContentError if it is nowhere, LanguageError.
    """
    if not _SHA256.fullmatch(pinned.sha256):
        raise _error(pinned.questionnaire, tr("the hash of this questionnaire isn’t one, so it can’t be found"))
    if pinned.questionnaire in bundled_packs(templates=True):
        bundled = find_pack(pinned.questionnaire)
        ruleset = load_ruleset(bundled)
        if ruleset.sha256 == pinned.sha256:
            return (ruleset if is_english(language) else load_ruleset(bundled, language)), "bundled"
    damaged: list[Fault] = []
    for source in _candidates(pinned, (locate("questionnaires") / ARCHIVE, *places)):
        try:
            return load_archived(source, pinned.sha256, language), "archive"
        except ContentError as error:
            damaged.extend(error.faults)
    if damaged:
        raise ContentError(tuple(damaged))
    raise _error(
        pinned.questionnaire,
        tr(
            "the version that was answered ({version}, content hash {hash}) isn’t here. Name the folder of the "
            "sign-off ledger, which keeps it, or the folder of the pack",
            version=pinned.version,
            hash=pinned.sha256[:16],
        ),
    )


def _candidates(pinned: Pinned, places: tuple[Path, ...]) -> Iterator[Path]:
    for place in places:
        if place.is_file() or (place / "pack.yaml").is_file():
            yield place
        else:
            yield from sorted(place.glob(f"{pinned.questionnaire}-*-{pinned.sha256[:16]}.zip"))


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        load_archived(path, sha256)
    except ContentError:
        return False
    return True


def _checked(ruleset: Ruleset, sha256: str, source: Path) -> Ruleset:
    if ruleset.sha256 != sha256:
        told = tr(
            "this is another questionnaire than was asked for: its content hash is {found}, not {wanted}",
            found=ruleset.sha256[:16],
            wanted=sha256[:16],
        )
        raise _error(shown_path(source), told)
    return ruleset


def _zipped(read: ReadPack, folder: Path) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for member, content in sorted(_members(read, folder)):
            info = zipfile.ZipInfo(member, _DAY)
            info.create_system, info.external_attr = 3, 0o644 << 16  # As if made on Unix, whatever this is.
            archive.writestr(info, content, zipfile.ZIP_DEFLATED, 9)
    return whole.getvalue()


def _members(read: ReadPack, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file that was read, under the name that puts core beside the pack and the library above both."""
    assert read.ruleset is not None  # noqa: S101  # Its caller has told the faults otherwise.
    core = read.folders[0]
    tops = {core: "core", folder: read.ruleset.questionnaire.packs[-1].id}
    for path in read.models:
        top = next((found for found in tops if found in path.parents), None)
        member = f"{tops[top]}/{path.relative_to(top).as_posix()}" if top else path.relative_to(core.parent).as_posix()
        yield member, path.read_bytes()


def _extract(source: Path, folder: Path) -> Path:
    """Write what is in an archive into an empty folder, and return the folder of the pack."""
    shown = shown_path(source)
    try:
        if source.stat().st_size > LARGEST:
            raise _error(shown, tr("this archive is too large to be an archived questionnaire"))
        with zipfile.ZipFile(source) as archive:
            _extract_all(archive, folder, shown)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _error(shown, tr("this isn’t an archive that can be read")) from error
    found = [path.parent for path in sorted(folder.glob("*/pack.yaml"))]
    own = [path for path in found if path.name != "core"]
    if len(own) > 1 or not found:
        raise _error(shown, tr("this archive must hold one questionnaire, and the core that it extends"))
    return own[0] if own else found[0]


def _extract_all(archive: zipfile.ZipFile, folder: Path, shown: str) -> None:
    members, left = archive.infolist(), LARGEST
    if len(members) > MOST_FILES:
        raise _error(shown, tr("this archive holds more than {count} files", count=MOST_FILES))
    for member in members:
        if not _MEMBER.fullmatch(member.filename):
            raise _error(shown, tr("this archive holds a file that belongs to no questionnaire"))
        with archive.open(member) as file:
            content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            raise _error(shown, tr("this archive holds more than {size} MB", size=LARGEST // 1024 // 1024))
        path = folder / member.filename
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as written:
                written.write(content)
        except FileExistsError as error:
            raise _error(shown, tr("this archive holds a file twice")) from error


def _error(where: str, message: str) -> ContentError:
    return ContentError((Fault(where, 0, 0, "no-archive", message),))
