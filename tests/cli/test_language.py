"""The language of a command: what was asked for, what the file says, the environment, English."""

from pathlib import Path

import pytest

from impact_check import api
from impact_check.cli.main import run
from impact_check.language import current

from .conftest import PACK

WELSH, ENGLISH = 'lang="cy" dir="ltr"', 'lang="en-GB"'


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a copy of the small pack that says it is in Welsh too, and has a title in it."""
    folder = tmp_path_factory.mktemp("packs")
    for path in Path(PACK).parent.rglob("*.yaml"):
        copy = folder / path.relative_to(Path(PACK).parent)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    head = folder / "core" / "pack.yaml"
    lines = head.read_text("utf-8").splitlines()
    titled = [f"title: {{en: {line[7:]}, cy: Teitl}}" if line.startswith("title: ") else line for line in lines]
    head.write_text("\n".join(["languages: [en, cy]", *titled]), "utf-8")
    return str(folder / "core")


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "given.yaml").write_text('by: "Tests"\ngiven: {proposal_title: Elm Hall}\n', "utf-8")
    return tmp_path


def language_of(page: Path) -> str:
    return page.read_text("utf-8").partition("<html ")[2].partition(">")[0]


@pytest.mark.parametrize(
    ("option", "variable", "said"),
    [
        ((), "", ENGLISH),
        (("--language", "cy"), "", WELSH),
        ((), "cy", WELSH),
        (("--language", "en"), "cy", ENGLISH),
        (("--language", "cy-GB"), "", 'lang="cy-GB" dir="ltr"'),
    ],
)
def test_the_blank_form_is_in_the_language_asked_for(
    option: tuple[str, ...], variable: str, said: str, pack: str, in_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPACT_CHECK_LANGUAGE", variable)

    code = run(["blank", pack, "-o", "form.html", *option])

    assert code == 0
    assert language_of(in_folder / "form.html") == said
    assert current() == "en"


def test_an_assessment_is_reported_in_the_language_it_was_begun_in_unless_another_is_asked_for(
    pack: str, in_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = run(["assess", "plan", "--pack", pack, "--answers", "given.yaml", "--language", "cy"])
    monkeypatch.setenv("IMPACT_CHECK_LANGUAGE", "fr")  # Somebody else's.

    code = run(["report", "plan.lia.json", "--pack", pack, "-o", "plan.html"])
    other = run(["report", "plan.lia.json", "--pack", pack, "-o", "other.html", "--language", "en"])

    assert begun == 3  # Questions are open.
    assert api.read_assessment(in_folder / "plan.lia.json").language == "cy"
    assert (code, other) == (0, 0)
    assert language_of(in_folder / "plan.html") == WELSH
    assert language_of(in_folder / "other.html") == ENGLISH


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("fr", "There are no texts in the language “fr” here. Choose one of: en, cy."),
        ("French", "--language: “French” is not the code of a language. Write it as cy, ur or pa-Arab."),
    ],
)
def test_a_language_that_is_not_there_is_told(
    code: str, words: str, pack: str, in_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["blank", pack, "-o", "form.html", "--language", code]) == 2
    assert words in capsys.readouterr().err
    assert not (in_folder / "form.html").exists()


def test_a_language_that_is_only_preferred_gives_way_to_english_with_a_note(
    in_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IMPACT_CHECK_LANGUAGE", "fr")

    code = run(["blank", PACK, "-o", "form.html"])

    assert code == 0
    assert language_of(in_folder / "form.html") == ENGLISH
    assert "there are no texts in the language “fr” here, so this is in English" in capsys.readouterr().err


def test_a_file_in_a_language_that_is_not_there_can_be_opened_and_keeps_its_language(
    pack: str, in_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["assess", "plan", "--pack", pack, "--answers", "given.yaml", "--language", "cy"])

    code = run(["report", "plan.lia.json", "--pack", PACK, "-o", "plan.html"])

    assert code == 0
    assert language_of(in_folder / "plan.html") == ENGLISH
    assert "there are no texts in the language “cy” here" in capsys.readouterr().err
    assert api.read_assessment(in_folder / "plan.lia.json").language == "cy"


@pytest.mark.parametrize(
    "arguments",
    [
        ("answers-template", "PACK"),
        ("evidence", "plan", "--pack", "PACK"),
        ("merge", "plan", "plan", "-o", "both", "--pack", "PACK"),
        ("option", "add", "plan", "--nothing", "--pack", "PACK"),
        ("option", "change", "plan", "O1", "--title", "Other", "--pack", "PACK"),
        ("option", "remove", "plan", "O1", "--pack", "PACK"),
        ("option", "list", "plan", "--pack", "PACK"),
        ("compare", "plan", "--pack", "PACK"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_every_command_of_an_assessment_takes_the_language_asked_for(
    arguments: tuple[str, ...], pack: str, in_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["assess", "plan", "--pack", pack, "--answers", "given.yaml"])
    before = (in_folder / "plan.lia.json").read_bytes()

    code = run([pack if argument == "PACK" else argument for argument in arguments] + ["--language", "fr"])

    assert code == 2
    assert "There are no texts in the language “fr” here. Choose one of: en, cy." in capsys.readouterr().err
    assert (in_folder / "plan.lia.json").read_bytes() == before
