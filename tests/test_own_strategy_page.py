"""Every step of docs/your-own-strategy.md, done as the page says."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from impact_check import api
from impact_check.cli.main import run

PAGE = (Path(__file__).parents[1] / "docs" / "your-own-strategy.md").read_text(encoding="utf-8")
STEPS = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
DECISION = """
questionnaire: elmshire
given:
  proposal_title: Close the lunch club
  decision_kind: [close_place]
"""


def commands(step: str) -> list[list[str]]:
    blocks = re.findall(r"^```sh\n(.*?)^```$", step, re.MULTILINE | re.DOTALL)
    return [shlex.split(line.partition("#")[0])[1:] for block in blocks for line in block.splitlines()]


def replaced(step: str) -> dict[str, str]:
    return dict(re.findall(r"<!-- file: (\S+) -->\n\n```yaml\n(.*?)^```$", step, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Walk through the page in an empty folder; return the folder."""
    folder = tmp_path_factory.mktemp("work")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        (folder / "answers.yaml").write_text(DECISION, encoding="utf-8")
        for step in STEPS:
            for name, text in replaced(step).items():
                assert (folder / "elmshire" / name).exists(), f"{name} is not in a new pack"
                (folder / "elmshire" / name).write_text(text, encoding="utf-8")
            for command in commands(step):
                is_talk = command[0] == "assess"  # Answered from a file here; its open questions end it with 3.
                code = run([*command, "--answers", "answers.yaml"] if is_talk else command)
                assert code == (3 if is_talk else 0), command
    return folder


def test_the_page_names_the_files_that_a_new_pack_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert run(["pack", "new", "elmshire"]) == 0

    listed = re.findall(r"^\| `([\w/.]+)` \|", PAGE, re.MULTILINE)
    made = {path.relative_to(tmp_path / "elmshire").as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert set(listed) == made


def test_each_step_works(walked: Path) -> None:
    assert {path.name for path in walked.iterdir()} >= {"elmshire", "elmshire-blank.html", "lunch-club.lia.json"}
    assert "Together in Elmshire" in (walked / "lunch-club.html").read_text(encoding="utf-8")


def test_the_pack_of_the_page_says_what_its_files_say(walked: Path) -> None:
    questionnaire = api.load_questionnaire(walked / "elmshire").questionnaire

    elements = {element.id: element for element in questionnaire.strategies[0].elements}
    assert list(elements) == ["vision", "goal-look-again", "principle-places"]
    assert elements["vision"].factors == tuple(factor.id for factor in questionnaire.factors)
    assert questionnaire.packs[-1].owner == "Head of public health"


def test_a_pack_without_questions_of_its_own_is_clean(walked: Path, tmp_path: Path) -> None:
    shutil.copytree(walked / "elmshire", tmp_path / "elmshire")
    for name in ("sections", "rules", "cases"):
        shutil.rmtree(tmp_path / "elmshire" / name)

    assert [fault for fault in api.lint(tmp_path / "elmshire") if "elmshire" in fault.path] == []
