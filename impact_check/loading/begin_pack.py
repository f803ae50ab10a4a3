"""The template pack and a name -> the files of a council's own pack, which load and lint clean as they stand."""

import json
import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from impact_check.errors import PackNameError
from impact_check.loading.bundled import locate
from impact_check.loading.pack import bundled_packs
from impact_check.model.text import clean_text

TEMPLATE = "blank"
"""The bundled pack that new ones are made from."""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_NAME = 30
"""Characters. It begins the ids of questions, which have 60 at most."""
_LONGEST_TITLE = 120


def new_pack(name: str, *, on: date, title: str | None = None) -> Mapping[str, str]:
    """Return the files of a new pack that extends core: path inside its folder -> text.

    name: the pack's id and the name of its folder; the ids of its entries begin with it. on: the day it takes effect.
    Raises PackNameError if the name or the title can't be used.
    """
    check_pack_name(name)
    written = _title(name, title)
    folder = locate("questionnaires") / TEMPLATE
    files = {
        path.relative_to(folder).as_posix(): _renamed(path.read_text(encoding="utf-8"), name)
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".yaml", ".md")
    }
    head = files["pack.yaml"]
    head = re.sub(r"^template: .*\n", "", head, flags=re.MULTILINE)
    head = re.sub(r"^effective_from: \S+", f"effective_from: {on.isoformat()}", head, flags=re.MULTILINE)
    quoted = json.dumps(written, ensure_ascii=False)
    files["pack.yaml"] = re.sub(r"^title: .*$", lambda _: f"title: {quoted}", head, flags=re.MULTILINE)
    return MappingProxyType(files)


def check_pack_name(name: str) -> None:
    """Raise PackNameError, saying which names can be used, if a new pack can't have this one."""
    if name in bundled_packs(templates=True):
        raise PackNameError(f"“{name}” is a pack that comes with the program. Choose another name.")
    if len(name) > _LONGEST_NAME:
        raise PackNameError(f"“{name}” has {len(name)} characters. A name has {_LONGEST_NAME} at most.")
    if not _NAME.fullmatch(name):
        instead = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-0123456789")
        example = instead if _NAME.fullmatch(instead) else "elmshire"
        raise PackNameError(
            f"“{name}” can't be the name of a pack. Use small letters, digits and single hyphens, and begin with a "
            f"letter: {example}, for example."
        )


def _title(name: str, title: str | None) -> str:
    if title is None:
        place = " ".join(word.capitalize() for word in name.split("-"))
        return f"Loneliness impact questionnaire for {place}"
    line = " ".join(clean_text(title).text.split())
    if not line or len(line) > _LONGEST_TITLE:
        raise PackNameError(f"A title has 1 to {_LONGEST_TITLE} characters; this one has {len(line)}.")
    return line


def _renamed(text: str, name: str) -> str:
    """Put the new name where the template's stands: in ids, and as a word; the command of that name stays."""
    text = re.sub(rf"\b{TEMPLATE}_", f"{name.replace('-', '_')}_", text)
    return re.sub(rf"(?<!impact-check )\b{TEMPLATE}\b", name, text)
