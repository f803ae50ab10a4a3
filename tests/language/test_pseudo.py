"""Every text that a reader sees can be translated: in a made-up language nothing is left outside its brackets."""

import re
from pathlib import Path

import pytest

from impact_check import api
from impact_check.language import marking, speaking
from impact_check.rules import Ruleset, in_words

from .pseudo import CODE, PseudoCatalog, hard_wired, hard_wired_on_page, write_pseudo_pack


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pseudo_pack("kirklees", tmp_path_factory.mktemp("pseudo"))


@pytest.fixture(scope="module")
def ruleset(pack: Path) -> Ruleset:
    return api.load_questionnaire(pack, CODE)


@pytest.fixture(scope="module")
def form(ruleset: Ruleset) -> str:
    with speaking(CODE, catalog=PseudoCatalog()):
        return api.blank_form_html(ruleset)


def versions(ruleset: Ruleset) -> set[str]:
    """Return the words that name a version of a pack."""
    return {*(pack.id for pack in ruleset.questionnaire.packs), ruleset.sha256[:12]}


def test_a_whole_pack_can_be_translated_and_stays_what_it_is(ruleset: Ruleset) -> None:
    assert ruleset.questionnaire.untranslated == frozenset()
    assert ruleset.sha256 == api.load_questionnaire("kirklees").sha256


def test_no_text_of_the_blank_form_is_hard_wired(ruleset: Ruleset, form: str) -> None:
    assert hard_wired_on_page(form, versions(ruleset)) == []


def test_no_text_of_a_condition_is_hard_wired(ruleset: Ruleset) -> None:
    conditions = (ruleset.ask_if, ruleset.rules, ruleset.floors, ruleset.fails_when, ruleset.applies_if)
    with speaking(CODE, catalog=PseudoCatalog()):
        said = [in_words(c.node, ruleset.texts) for each in conditions for c in each.values()]

    assert hard_wired("\n".join(said), {"none", "low", "moderate", "high", "severe"}) == []


def test_a_form_in_a_language_is_that_of_the_english_but_for_its_words(form: str) -> None:
    english = api.blank_form_html(api.load_questionnaire("kirklees"))

    assert re.findall(r"<(\w+)", form) == re.findall(r"<(\w+)", english)
    assert form.startswith(f'<!doctype html>\n<html lang="{CODE}" dir="ltr">')


# The checker itself


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("Who filled this in", "Who"),
        ("Tick one.", "Tick"),
    ],
)
def test_a_text_without_translation_is_found(ruleset: Ruleset, good: str, bad: str) -> None:
    with speaking(CODE, catalog=PseudoCatalog(good)):
        page = api.blank_form_html(ruleset)

    assert bad in hard_wired_on_page(page, versions(ruleset))


def test_a_text_of_a_pack_without_translation_is_found(tmp_path: Path) -> None:
    text = "How many people would notice the change in a usual month?"
    loaded = api.load_questionnaire(write_pseudo_pack("core", tmp_path, leave_out={text}), CODE)
    with speaking(CODE, catalog=PseudoCatalog()), marking():
        page = api.blank_form_html(loaded)

    assert loaded.questionnaire.untranslated == {text}
    assert (
        " ".join(hard_wired_on_page(page, versions(loaded))) == "How many people would notice the change in usual month"
    )
    assert f'<span lang="en" dir="ltr">{text}</span>' in page


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>⟦Tick⟧ one</p>", ["one"]),
        ("<p>⟦Tick <strong>one⟧</strong></p><p>two</p>", ["two"]),
        ("<h1>⟦A long title that was…</h1><p>cut</p>", ["cut"]),
        ('<p title="Hover">⟦x⟧</p>', ["Hover"]),
        ('<meta name="description" content="A form"><p>1 B</p>', ["form"]),
        ('<style>@page { @top-left { content: "Blank form"; } }</style>', ["Blank", "form"]),
        ("<p>⟦Part {number}. ⟦The proposal⟧⟧ 12 <code>decision_kind</code></p>", []),
    ],
)
def test_words_outside_brackets_are_named(html: str, words: list[str]) -> None:
    assert hard_wired_on_page(html) == words
