"""A made-up language: every text of the program and of a pack stands in ⟦double brackets⟧, so that what doesn't shows.

For any page or output in it, `hard_wired` names the words outside brackets.
"""

import re
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

from impact_check.loading.find import find_pack
from impact_check.loading.pack import read_pack
from impact_check.loading.validate import untranslated_texts

CODE = "qps"
"""Codes from qaa to qtz are for private use: no real language ever gets one."""

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # In C it takes a tenth of the time.
_ACCENTED = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")


class PseudoCatalog:
    """Translates each message to itself, in brackets and with accents; what is filled in stays."""

    def __init__(self, *missing: str) -> None:
        """Take messages that it lacks."""
        self.missing = missing
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        if message in self.missing or not re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", message)):
            return message
        if message.startswith("January"):
            return " ".join(f"⟦{month}⟧" for month in message.split())
        return "".join(part if part.startswith("{") else part.translate(_ACCENTED) for part in _split(f"⟦{message}⟧"))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def _split(message: str) -> list[str]:
    return re.split(r"(\{\w+\})", message)


def write_pseudo_pack(pack: str, folder: Path, *, leave_out: Collection[str] = ()) -> Path:
    """Write a bundled pack, and what it extends, with each text in both languages; return its folder.

    leave_out: English texts that stay without a translation.
    """
    found = find_pack(pack)
    read = read_pack(found)
    assert read.faults == ()
    root = found.parent
    for path, model in read.models.items():
        document = read.registry.documents[path]
        for way in untranslated_texts(document, model, CODE):
            _translate(document.data, way, leave_out)
        if path.name == "pack.yaml":
            document.data["languages"] = ["en", CODE]
        copy = folder / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.dump(document.data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
        copy.write_text(text, "utf-8")
    return folder / found.name


def _translate(data: Any, way: tuple[str | int, ...], leave_out: Collection[str]) -> None:
    for part in way[:-1]:
        data = data[part]
    english = data[way[-1]].strip()
    if english not in leave_out:
        data[way[-1]] = {"en": english, CODE: f"⟦{english}⟧"}


def hard_wired(text: str, data: Collection[str] = ()) -> list[str]:
    """Return the words of a text in the made-up language that stand outside brackets and are no data.

    data: words that are the same in every language: versions, names that somebody typed. A single letter is one.
    A bracket that is never closed, since its text was cut, ends with its line.
    """
    words: list[str] = []
    for line in text.splitlines():
        words += _outside(line)
    return [word for word in words if word not in data and sum(map(str.isalpha, word)) > 1]


def hard_wired_on_page(html: str, data: Collection[str] = ()) -> list[str]:
    """Return the words of a page that stand outside brackets: in texts, attributes that are read out, running heads.

    What is there to be copied (`code`, `pre`) and what the page calls an id are data.
    """
    page = _Texts()
    page.feed(html)
    page.close()
    return hard_wired("\n".join(page.lines), data)


def _outside(line: str) -> Iterator[str]:
    depth = 0
    kept = []
    for character in line:
        depth += (character == "⟦") - (character == "⟧")
        kept.append(character if depth == 0 and character != "⟧" else " ")
    for word in "".join(kept).split():
        yield word.strip("“”‘’'\"()[]{},.:;?!…–•☐")


_INLINE = frozenset(["a", "bdi", "br", "code", "em", "span", "strong"])
_EMPTY = frozenset(["br", "meta"])
_COPIED = frozenset(["code", "pre"])
_READ_OUT = frozenset(["alt", "aria-label", "data-reference", "data-short", "title"])
_SPOKEN_META = frozenset(["description", "author"])


class _Texts(HTMLParser):
    """The texts of a page, one line for each element that isn't inline."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self.is_style = False
        self.copied = 0
        """Elements open around what is there to be copied."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.lines += [value for name, value in attrs if name in _READ_OUT and value]
        if tag == "meta" and given.get("name") in _SPOKEN_META:
            self.lines.append(given.get("content") or "")
        self.is_style = tag == "style"
        if self.copied and tag not in _EMPTY:
            self.copied += 1
        elif tag in _COPIED or "id" in (given.get("class") or "").split():
            self.copied = 1
        if tag not in _INLINE:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self.is_style = False
        self.copied = max(0, self.copied - 1)
        if tag not in _INLINE:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self.is_style:
            self.lines += re.findall(r'content:[^;]*?"([^"]*)"', data)
        elif not self.copied:
            self.lines[-1] += data.replace("\n", " ")
