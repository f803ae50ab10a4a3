"""The template for translators is made from the program, and what they make of it is spoken."""

import gettext
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from impact_check import api
from impact_check.language import catalog_files, catalogs, speaking, tr, trn

from .pseudo import CODE, PseudoCatalog

pofile = pytest.importorskip("babel.messages.pofile", reason="Babel is a tool of those who change the program")
mofile = pytest.importorskip("babel.messages.mofile")

EXAMPLES = Path(__file__).parents[2] / "examples"
POT = Path(__file__).parents[2] / "impact_check" / "locale" / "impact_check.pot"


def test_the_template_is_up_to_date() -> None:
    import make_pot

    assert POT.read_text("utf-8") == make_pot.pot(), "renew it with: make docs"


def template() -> Any:
    with POT.open("rb") as file:
        return pofile.read_po(file, locale="cy")


def test_a_catalog_made_from_the_template_is_spoken() -> None:
    catalog = template()
    catalog["High"].string = "Uchel"
    catalog["1 part"].string = tuple(f"{{count}} rhan {form}" for form in range(catalog.num_plurals))
    made = io.BytesIO()
    mofile.write_mo(made, catalog)
    made.seek(0)

    with speaking("cy", catalog=gettext.GNUTranslations(made)):
        said, forms = (tr("High"), tr("Low")), [trn("1 part", "{count} parts", n) for n in (1, 2, 3, 6, 40)]

    assert said == ("Uchel", "Low")
    assert [form.split()[:2] for form in forms] == [[n, "rhan"] for n in ("1", "2", "3", "6", "40")]
    assert len({form.split()[2] for form in forms}) == 5  # Welsh counts one, two, three, six and others differently.


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty folder that stands in for that of the package."""
    monkeypatch.setattr(catalog_files, "_folder", lambda: tmp_path)
    catalog_files.find_catalog.cache_clear()
    yield tmp_path
    catalog_files.find_catalog.cache_clear()


def test_a_catalog_of_the_package_is_found_by_its_code(locale: Path) -> None:
    catalog = pofile.read_po(io.StringIO('msgid "High"\nmsgstr "Uchel"\n'), locale="cy")
    folder = locale / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "impact_check.mo").open("wb") as file:
        mofile.write_mo(file, catalog)

    with speaking("cy-GB"):
        said = tr("High")

    assert (said, catalogs()) == ("Uchel", ("cy",))
    assert api.load_questionnaire("core", "cy").questionnaire.language == "cy"


def test_every_text_that_is_said_was_collected() -> None:
    known = {id_ for message in template() for id_ in ([message.id] if isinstance(message.id, str) else message.id)}
    spoken = PseudoCatalog()

    with speaking(CODE, catalog=spoken):
        ruleset = api.load_questionnaire("kirklees", CODE)
        api.blank_form_html(ruleset)
        for example in EXAMPLES.glob("*.yaml"):
            assessment = api.read_answers(ruleset, example, at=datetime(2026, 11, 22, tzinfo=UTC))
            result = api.evaluate(ruleset, assessment, date(2026, 11, 22))
            api.report_html(ruleset, assessment, result)
            api.report_html(ruleset, assessment, result, public=True)
            api.summary(ruleset, assessment, result)
            api.explain(ruleset, assessment, result)
            api.answers_template(ruleset, assessment)

    assert spoken.asked - known == set()
