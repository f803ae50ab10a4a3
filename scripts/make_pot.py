"""Collect every text of the program that can be translated into impact_check/locale/impact_check.pot, for translators.

`make docs` runs it; tests/test_docs.py compares what it would write with what is there. Needs Babel (the extra `dev`).
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).parents[1]
POT = ROOT / "impact_check" / "locale" / "impact_check.pot"

_KEYWORDS = {"tr": None, "css_tr": None, "to_translate": None, "trn": (1, 2)}
_FOLDERS = {
    "impact_check": ([("**.py", "python")], {}),
    "templates": (
        [("**.j2", "jinja2.ext:babel_extract"), ("**.css", "jinja2.ext:babel_extract")],
        {"**": {"silent": "false"}},
    ),
}
_HEAD = """\
# The texts of impact_check for translators. Made by `make docs`; docs/translating.md tells how to use it.
# Names in braces, such as {question}, are filled in: keep each once. In texts from templates ** makes bold and
# ` a command. The months stand in one text, and so does how the number 1,234.5 is written.

"""


def pot() -> str:
    """Return the template: each text once, in order, with the files that it is in."""
    catalog = Catalog(project="impact_check", charset="utf-8")
    for folder, (methods, options) in _FOLDERS.items():
        for file, _, message, _, _ in extract_from_dir(ROOT / folder, methods, options, _KEYWORDS):
            catalog.add(message, locations=[(f"{folder}/{Path(file).as_posix()}", 0)])
    written = io.BytesIO()
    write_po(written, catalog, omit_header=True, sort_output=True, include_lineno=False, width=0)
    return _HEAD + written.getvalue().decode()


if __name__ == "__main__":
    POT.parent.mkdir(exist_ok=True)
    POT.write_text(pot(), encoding="utf-8", newline="\n")
