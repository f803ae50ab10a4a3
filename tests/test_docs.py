"""What the documents say is what the program does."""

import ast
import functools
import itertools
import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import click
import content_map
import make_docs
import make_transcripts
import pytest
import terminal

from impact_check import api, errors
from impact_check.cli.main import group
from impact_check.model.levels import Exposure
from impact_check.proving.remedies import REMEDIES

ROOT = Path(__file__).parents[1]

PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "questionnaires/**/*.md", "examples/**/*.md")
    for path in ROOT.glob(pattern)
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code_blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


# Pages made from the code


MADE = make_docs.pages()


@pytest.mark.parametrize("path", MADE, ids=name_of)
def test_page_made_from_the_code_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == MADE[path], "renew it with: make docs"


@pytest.mark.parametrize("name", ["tutorial.md", "transcript.md"])
def test_page_made_from_the_terminal_is_up_to_date(name: str) -> None:
    path = ROOT / "docs" / name
    made = typed_pages()[path]

    assert path.read_text(encoding="utf-8") == made, "renew it with: make docs"


@functools.cache
def typed_pages() -> dict[Path, str]:
    return make_transcripts.pages()


def test_tutorial_and_transcript_show_only_what_a_plain_terminal_shows() -> None:
    shown = "".join(block for name in ("tutorial", "transcript") for block in terminal_blocks(name))

    odd = {char for char in shown if char != "\n" and (not char.isprintable() or "\u2500" <= char <= "\u259f")}

    assert odd == set()
    assert max(map(len, shown.split("\n"))) <= terminal.COLUMNS


def test_each_question_in_the_transcript_says_where_it_stands_and_how_to_answer() -> None:
    asked = [
        paragraph
        for block in terminal_blocks("transcript")
        for paragraph in block.split("\n\n")
        if re.match(r"Question \d", paragraph)
    ]

    assert len(asked) == 12 + 51  # As the page says at its beginning.
    for paragraph in asked:
        assert re.match(r"Question \d+ of about \d+\n", paragraph), paragraph
        assert re.search(r"^Type (?:a |an |1 |your |the )[^>]*:unsure[^>]*\n>", paragraph, re.MULTILINE), paragraph


def terminal_blocks(name: str) -> list[str]:
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [block for language, block in blocks if not language]


def test_no_page_is_left_of_a_command_that_went() -> None:
    there = {*make_docs.COMMANDS.glob("*.md"), *make_docs.MAN.glob("*.1")}

    assert there <= MADE.keys()


def test_content_map_has_no_empty_row() -> None:
    tables = content_map.tables()

    empty = [
        f"{table.heading}: {row.id}" for table in tables for row in table.rows if not (row.questions and row.rules)
    ]

    assert not empty
    assert len(tables) >= 7


def test_every_lesson_names_checks_that_exist() -> None:
    checks = {check.id for check in api.load_questionnaire("core").questionnaire.checks}

    assert {check for _, named in content_map.LESSONS for check in named} <= checks
    assert len(content_map.LESSONS) == 23


# Commands and links


def commands_named(path: Path) -> set[str]:
    """Return the commands that a page tells its reader to type."""
    code = "\n".join(re.findall(r"`[^`\n]+`", path.read_text(encoding="utf-8")) + code_blocks(path, "sh"))
    return set(re.findall(r"(?:impact-check|-m impact_check) ([a-z][a-z-]*)", code))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_commands_named_exist(path: Path) -> None:
    assert commands_named(path) <= set(group.list_commands(click.Context(group)))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_make_targets_named_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE))

    assert named <= targets


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))

    broken = [link for link in links if "://" not in link and not (path.parent / link).exists()]

    assert broken == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))


# What lint says


def fault_codes() -> set[str]:
    """Return the code of every fault that a pack or an answers file can have.

    In these rooms each text in the form of a code is one, but for those listed. A code with a part filled in, like
    `unknown-{kind}`, stands for one code for each kind of entry.
    """
    codes: set[str] = set()
    for path in itertools.chain.from_iterable((ROOT / "impact_check" / room).glob("*.py") for room in FAULT_ROOMS):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.JoinedStr(values=[ast.Constant(value="unknown-"), ast.FormattedValue()]):
                    codes.update(f"unknown-{kind}" for kind in REFERRED_KINDS)
                case ast.Constant(value=str() as text) if re.fullmatch(r"[a-z]+(-[a-z]+)+", text) or text in ONE_WORD:
                    codes.add(text)
    return codes - NO_CODES


FAULT_ROOMS = ("loading", "rules", "proving")
REFERRED_KINDS = ("source", "factor", "group", "mitigation", "check")
ONE_WORD = ("not-utf8", "unreadable", "untested")
NO_CODES = {"case-evidence"}


def test_every_fault_is_explained_and_none_that_does_not_exist() -> None:
    rows = re.findall(r"^\| `([a-z0-9-]+)` \|", (ROOT / "docs" / "faults.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(rows) == sorted(fault_codes())


def test_remedies_in_the_docs_are_those_the_program_gives() -> None:
    rows = re.findall(
        r"^\| `([a-z0-9-]+)` \|.*\| ([^|]+) \|$",
        (ROOT / "docs" / "faults.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )

    assert {code: remedy for code, remedy in rows if code in REMEDIES} == REMEDIES


# The rating


def rating_table() -> list[list[str]]:
    """Return the rows of the level table in docs/rating.md."""
    text = (ROOT / "docs" / "rating.md").read_text(encoding="utf-8")
    lines = text.split("<!-- table: level -->")[1].strip().split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_level_table_in_the_docs_is_the_one_in_force() -> None:
    head, _, *rows = rating_table()

    table = api.load_questionnaire("core").questionnaire.parameters.level_table
    names = [exposure.name.lower() for exposure in Exposure]
    assert head == ["Severity", *(f"Exposure {name}" for name in names)]
    assert rows == [
        [level.name.lower() for level in (row.severity, *(getattr(row, name) for name in names))] for row in table.rows
    ]


def test_counts_in_the_docs_are_those_in_force() -> None:
    parameters = api.load_questionnaire("core").questionnaire.parameters

    assert (parameters.accumulation.principle, parameters.accumulation.overall) == (3, 5)  # "three", "five"
    assert parameters.alignment.conflicts_from.name == "HIGH"
    assert parameters.alignment.at_risk_from.name == "MODERATE"
    assert parameters.requirements.gap_outcomes == ("revise", "stop")


# Examples that readers copy


def test_python_in_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ruleset = api.load_questionnaire("kirklees")
    answered = api.read_answers(ruleset, ROOT / "examples" / "lunch-club.yaml", at=datetime(2026, 11, 22, tzinfo=UTC))
    api.write_assessment(tmp_path / "my-decision.lia.json", answered)
    monkeypatch.chdir(tmp_path)

    (block,) = code_blocks(ROOT / "README.md", "python")
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102  # Our own text.

    assert "</html>" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_python_for_embedders_runs_and_is_the_example(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, listing, step = code_blocks(ROOT / "docs" / "library.md", "python")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(first, "library.md", "exec"), names)  # noqa: S102  # Our own text.

    assert re.fullmatch(r"confirmed [a-z]+, possible [a-z]+\nFind out first: .+\?\n", capsys.readouterr().out)

    exec(compile(listing, "library.md", "exec"), names)  # noqa: S102  # Our own text.

    assert "\nplace_changes yes_no ['yes', 'no']\n" in capsys.readouterr().out
    assert json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))["assessment"] == "CASE-2026-014"
    assert (ROOT / "examples" / "before_tender.py").read_text(encoding="utf-8").endswith(step)


def test_python_of_the_gate_runs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sign-off").mkdir()
    for name in ("plan-sign-off.pdf", "sign-off/ledger.jsonl", "council.pem"):
        (tmp_path / name).write_bytes(b"%PDF-1.7 cut off")
    (tmp_path / "gate.toml").write_text(api.gate_example(), encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    (block,) = code_blocks(ROOT / "docs" / "gate.md", "python")
    exec(compile(block, "gate.md", "exec"), {})  # noqa: S102  # Our own text.

    assert capsys.readouterr().out.split()[0] in api.gate_meanings()


def test_error_codes_in_the_docs_are_those_there_are() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "docs" / "library.md").read_text(encoding="utf-8"), re.MULTILINE)
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]

    assert rows == sorted(kind.code for kind in kinds if kind is not errors.ImpactCheckError)


@pytest.fixture
def contributed(tmp_path: Path) -> Path:
    """Return a copy of the questionnaires with the files that CONTRIBUTING.md has its reader make."""
    shutil.copytree(ROOT / "questionnaires", tmp_path / "questionnaires")
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    files = re.findall(r"Make a file `(\S+)`:\n\n```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(files) == 3
    for path, content in files:
        (tmp_path / path).write_text(content, encoding="utf-8")
    return tmp_path


def test_question_added_as_contributing_says_passes_lint_prove_and_test(contributed: Path) -> None:
    pack = contributed / "questionnaires" / "kirklees"
    for path in pack.parent.glob("*/cases/*.yaml"):
        if path.name != "seats.yaml":
            path.unlink()  # All others are tried by `make test`.

    faults = [*api.lint(pack), *api.prove(pack)[0].faults, *api.test_cases(pack).faults]

    assert [str(fault) for fault in faults if fault.path.endswith("seats.yaml")] == []


def test_fault_shown_in_the_docs_is_what_lint_says(contributed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = contributed / "questionnaires" / "kirklees" / "rules" / "seats.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("not seats_on_the_way", "not seats_on_way"), "utf-8")
    monkeypatch.chdir(contributed)

    (fault,) = api.lint("questionnaires/kirklees")

    for page in (ROOT / "CONTRIBUTING.md", ROOT / "docs" / "faults.md"):
        assert f"\n{fault}\n" in page.read_text(encoding="utf-8")
