"""A pack in several languages: each text as written, English where one is missing, and the same rules and hash."""

from pathlib import Path

import pytest

from impact_check.errors import LanguageError
from impact_check.loading import load_ruleset
from impact_check.proving import lint
from impact_check.rules import Ruleset
from loading.planted import write_out

BUS = "elmshire/sections/bus.yaml"


@pytest.fixture
def welsh(files: dict[str, str], here: Path) -> Path:
    """Return the small pack with a few texts in a made-up second language."""
    head = files["elmshire/pack.yaml"]
    files["elmshire/pack.yaml"] = head.replace("extends: core", "extends: core\nlanguages: [en, cy]")
    files[BUS] = files[BUS].replace("title: The bus", "title: {en: The bus, cy: Y bws}")
    place = files["core/sections/20-place.yaml"]
    files["core/sections/20-place.yaml"] = place.replace("unit: people", "unit: {en: people, cy: o bobl}").replace(
        "help: Ask the staff.", "help: {en: Ask the staff., cy: Gofynnwch.}"
    )
    write_out(files, here)
    return here / "elmshire"


def section(ruleset: Ruleset, name: str) -> str:
    return next(section.title for section in ruleset.questionnaire.sections if section.id == name)


def test_texts_are_in_the_language_asked_for_and_english_where_it_lacks_them(welsh: Path) -> None:
    loaded = load_ruleset(welsh, "cy")

    assert loaded.questionnaire.language == "cy"
    assert section(loaded, "bus") == "Y bws"
    assert loaded.questions["regular_users"].unit == "o bobl"
    assert section(loaded, "place") == "The place where people meet"
    assert "The place where people meet" in loaded.questionnaire.untranslated
    assert not {"Y bws", "The bus", "people"} & loaded.questionnaire.untranslated


def test_english_is_the_text_without_a_language_and_the_one_called_en(welsh: Path) -> None:
    loaded = load_ruleset(welsh)

    assert section(loaded, "bus") == "The bus"
    assert (loaded.questionnaire.language, loaded.questionnaire.untranslated) == ("en", frozenset())


@pytest.mark.parametrize(("asked", "title"), [("cy-GB", "Y bws"), ("en-GB", "The bus")])
def test_a_language_of_a_country_is_that_language(welsh: Path, asked: str, title: str) -> None:
    assert section(load_ruleset(welsh, asked), "bus") == title


def test_the_hash_is_that_of_the_english(welsh: Path, files: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    plain = {path: text.replace("{en: The bus, cy: Y bws}", "The bus") for path, text in files.items()}
    plain = {path: text.replace("{en: people, cy: o bobl}", "people") for path, text in plain.items()}
    plain = {
        path: text.replace("{en: Ask the staff., cy: Gofynnwch.}", "Ask the staff.") for path, text in plain.items()
    }
    write_out({path: text.replace("languages: [en, cy]\n", "") for path, text in plain.items()}, tmp_path / "plain")

    hashes = {load_ruleset(welsh).sha256, load_ruleset(welsh, "cy").sha256}

    assert hashes == {load_ruleset(tmp_path / "plain" / "elmshire").sha256}


def test_the_conditions_are_the_same_in_every_language(welsh: Path) -> None:
    english, spoken = load_ruleset(welsh), load_ruleset(welsh, "cy")

    assert {id_: c.node for id_, c in spoken.rules.items()} == {id_: c.node for id_, c in english.rules.items()}
    assert list(spoken.questions) == list(english.questions)


def test_help_of_core_and_pack_is_english_if_one_of_them_is(welsh: Path, files: dict[str, str]) -> None:
    pack = files["elmshire/pack.yaml"]
    (welsh / "pack.yaml").write_text(pack.replace("  reach: In Elm", "  only_place: In Elm"), "utf-8")

    loaded = load_ruleset(welsh, "cy")

    assert loaded.questions["only_place"].help == "Ask the staff. In Elmshire, ask the library."
    assert "Ask the staff. In Elmshire, ask the library." in loaded.questionnaire.untranslated


@pytest.mark.parametrize("code", ["fr", "Welsh", ""])
def test_a_language_that_nothing_is_written_in_is_refused(welsh: Path, code: str) -> None:
    with pytest.raises(LanguageError, match="Choose one of: en, cy"):
        load_ruleset(welsh, code)


def test_lint_names_each_text_without_translation(welsh: Path) -> None:
    faults = [fault for fault in lint(welsh).faults if fault.code == "not-translated"]

    places = {(fault.path, fault.line, fault.column) for fault in faults}
    assert (BUS, 6, 11) in places  # The text of its question,
    assert (BUS, 2, 8) not in places  # but not its title.
    assert {fault.severity for fault in faults} == {"warning"}
    assert {fault.message for fault in faults} == {"there is no 'cy' of this text; readers of 'cy' get it in English"}
