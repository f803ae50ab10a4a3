"""A council's own pack, made from the template, is complete and clean, and bears its own name throughout."""

from datetime import date
from pathlib import Path

import pytest

from impact_check import api
from impact_check.errors import ContentError, PackNameError
from impact_check.loading import locate, new_pack
from impact_check.proving import lint
from loading.planted import write_out

ON = date(2027, 1, 5)


def written(folder: Path, name: str, title: str | None = None) -> Path:
    files = new_pack(name, on=ON, title=title)
    write_out({f"{name}/{path}": text for path, text in files.items()}, folder)
    return folder / name


def test_new_pack_is_clean_in_a_folder_of_its_own(tmp_path: Path) -> None:
    faults = lint(written(tmp_path, "east-elmshire-2")).faults

    assert [str(fault) for fault in faults if fault.severity == "error"] == []  # Warnings are for its authors.


def test_new_pack_is_the_template_but_for_its_name(tmp_path: Path) -> None:
    """What `make test` proves of the template, and how its cases come out, is so of every new pack."""
    folder = written(tmp_path, "east-elmshire-2")

    own, template = (api.load_questionnaire(pack).questionnaire for pack in (folder, "blank"))
    text = own.model_dump_json(exclude={"packs"})
    cases = (folder / "cases" / "local.yaml").read_text("utf-8")
    assert "east_elmshire_2_" in text
    assert unnamed(text) == template.model_dump_json(exclude={"packs"})
    assert unnamed(cases) == (locate("questionnaires") / "blank" / "cases" / "local.yaml").read_text("utf-8")


def unnamed(text: str) -> str:
    return text.replace("east_elmshire_2_", "blank_").replace("east-elmshire-2", "blank")


def test_new_pack_has_all_of_core_and_its_own(tmp_path: Path) -> None:
    core, own = api.load_questionnaire("core"), api.load_questionnaire(written(tmp_path, "east-elmshire"))

    assert set(own.questions) - set(core.questions) == {"east_elmshire_areas", "east_elmshire_warm_space"}
    assert set(own.rules) - set(core.rules) == {"east-elmshire-warm-space-touched"}
    assert {"vision", "goal", "principle"} == {e.kind for s in own.questionnaire.strategies for e in s.elements}
    head = own.questionnaire.packs[-1]
    assert (head.id, head.effective_from, head.version) == ("east-elmshire", "2027-01-05", "0.1.0")
    assert not head.template


def test_the_name_of_the_template_is_nowhere_left_but_as_a_command() -> None:
    text = "\n".join(new_pack("elmshire", on=ON).values())

    assert text.replace("impact-check blank elmshire", "").count("blank") == 0
    assert "template:" not in text


def test_notes_of_the_template_are_kept() -> None:
    files = new_pack("elmshire", on=ON)

    notes = [path for path, text in files.items() if path.endswith(".yaml") and "\n# " in f"\n{text}"]
    assert notes == [path for path in files if path.endswith(".yaml")]
    assert all("EXAMPLE" in files[path] for path in notes if path != "pack.yaml")


@pytest.mark.parametrize(
    ("title", "read"),
    [
        (None, "Loneliness impact questionnaire for East Elmshire"),
        ("  Together:  in\n'Elm' # \"shire\" \\1 ", "Together: in 'Elm' # \"shire\" \\1"),
        ("Tref-y-clawdd / ŵ\u202e", "Tref-y-clawdd / ŵ"),
    ],
    ids=["made from the name", "signs that mean something in YAML", "control characters"],
)
def test_title_is_read_back_as_given(title: str | None, read: str, tmp_path: Path) -> None:
    folder = written(tmp_path, "east-elmshire", title)

    assert api.load_questionnaire(folder).questionnaire.packs[-1].title == read


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("East Elmshire", "east-elmshire, for example"),
        ("elm_shire", "elm-shire, for example"),
        ("2elms", "elms, for example"),
        ("elm--shire", "elm-shire, for example"),
        ("../elms", "elms, for example"),
        ("", "elmshire, for example"),
        ("中", "elmshire, for example"),
        ("e" * 31, "has 31 characters"),
        ("core", "comes with the program"),
        ("kirklees", "comes with the program"),
        ("blank", "comes with the program"),
    ],
)
def test_name_that_cannot_be_used_is_refused_with_one_that_can(name: str, words: str) -> None:
    with pytest.raises(PackNameError, match=words):
        new_pack(name, on=ON)


@pytest.mark.parametrize("title", ["", " \n", "x" * 121], ids=["empty", "blanks", "too long"])
def test_title_that_cannot_be_used_is_refused(title: str) -> None:
    with pytest.raises(PackNameError, match="1 to 120 characters"):
        new_pack("elmshire", on=ON, title=title)


# Templates


def test_a_template_is_listed_only_when_asked_for() -> None:
    assert "blank" not in api.bundled_packs()
    assert set(api.bundled_packs(templates=True)) == {*api.bundled_packs(), "blank"}
    assert api.bundled_packs(templates=True)[0] == "core"


def test_only_the_template_is_one() -> None:
    templates = [
        path.parent.name
        for path in locate("questionnaires").glob("*/pack.yaml")
        if api.load_questionnaire(path.parent).questionnaire.packs[-1].template
    ]

    assert templates == ["blank"]


# Elements against which every factor goes


def test_all_factors_stands_for_every_factor(files: dict[str, str], here: Path) -> None:
    strategy = files["elmshire/strategy.yaml"].replace("kind: value", "kind: vision", 1)
    assert "checks: [alternatives, funding]" in strategy
    files["elmshire/strategy.yaml"] = strategy.replace("checks: [alternatives, funding]", "factors: all")
    write_out(files, here)

    questionnaire = api.load_questionnaire(here / "elmshire").questionnaire

    assert questionnaire.strategies[0].elements[1].factors == tuple(factor.id for factor in questionnaire.factors)


def test_a_factor_added_to_core_breaks_no_pack_with_all_factors(files: dict[str, str], here: Path) -> None:
    text = files["elmshire/strategy.yaml"]
    files["elmshire/strategy.yaml"] = text.replace("kind: value", "kind: vision", 1).replace(
        "checks: [alternatives, funding]", "factors: all"
    )
    files["risk_factors.yaml"] += "  - {id: M99, title: New, plain: New harm., area: New, sources: [made-up-1]}\n"
    files["core/rules/place.yaml"] = files["core/rules/place.yaml"].replace("factors: [M02]", "factors: [M02, M99]")
    write_out(files, here)

    faults = lint(here / "elmshire").faults

    assert "factor-without-principle" not in {fault.code for fault in faults}


def test_a_principle_names_its_factors(files: dict[str, str], here: Path) -> None:
    files["elmshire/strategy.yaml"] = files["elmshire/strategy.yaml"].replace("factors: [M01, M02]", "factors: all")
    write_out(files, here)

    with pytest.raises(ContentError) as raised:
        api.load_questionnaire(here / "elmshire")

    (fault,) = raised.value.faults
    assert (fault.path, fault.code) == ("elmshire/strategy.yaml", "wrong-value")
    assert "name the factors that this principle speaks of" in fault.message
