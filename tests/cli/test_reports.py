"""`impact-check reports`: many files, one command; what can't be made is listed, what is there is left."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from impact_check import api
from impact_check.cli.reports import wanted_reports
from impact_check.cli.reports_made import FILE, Made

from .conftest import NOW, PACK, Done

Run = Callable[..., Done]
ANSWERS = """\
questionnaire: core
by: Ann
given:
  proposal_title: Close Elm Hall
  change_date: 2027-04-01
"""


def laid_out(folder: Path) -> None:
    """Put two assessments, one in a folder, and one that is broken."""
    ruleset = api.load_questionnaire(PACK)
    assessment = api.read_answers(ruleset, ANSWERS, at=NOW)
    (folder / "plans" / "north").mkdir(parents=True)
    for name in ("plans/hall", "plans/north/hall"):
        api.write_assessment(folder / f"{name}.lia.json", assessment)
    (folder / "plans" / "broken.lia.json").write_text("{", encoding="utf-8")


def reports(command: Run, *more: str) -> Done:
    return command("reports", "plans", "-o", "out", "--html", "--jobs", "1", "--pack", PACK, *more)


def made(tmp_path: Path) -> list[str]:
    return sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.html"))


def test_one_that_is_broken_is_listed_and_a_second_run_makes_only_what_is_missing(command: Run, tmp_path: Path) -> None:
    laid_out(tmp_path)

    first = reports(command)
    (tmp_path / "out" / "hall.html").write_text("changed", encoding="utf-8")
    with (tmp_path / "out" / FILE).open("a", encoding="utf-8") as file:
        file.write('{"report": "cut o')
    second = reports(command)
    third = reports(command)

    assert made(tmp_path) == ["hall.html", "north/hall.html"]
    assert first.code == second.code == third.code == 3
    assert "2 reports were made." in first.out
    assert "1 could not be made:\n- plans/broken.lia.json: is not complete JSON" in first.err.replace("\\", "/")
    assert "1 report was made.\n1 was there already." in second.out
    assert "0 reports were made.\n2 were there already." in third.out


def test_a_report_is_the_one_that_is_made_alone_and_one_for_another_day_is_made_again(
    command: Run, tmp_path: Path
) -> None:
    laid_out(tmp_path)
    (tmp_path / "plans" / "broken.lia.json").unlink()
    shutil.rmtree(tmp_path / "plans" / "north")
    alone = command("report", "plans/hall.lia.json", "-o", "alone.html", "--pack", PACK, "--on", "2026-12-01")

    done = [reports(command), reports(command, "--on", "2026-12-01")]

    assert [one.code for one in (alone, *done)] == [0, 0, 0]
    assert "1 report was made." in done[1].out
    assert (tmp_path / "out" / "hall.html").read_bytes() == (tmp_path / "alone.html").read_bytes()


def test_a_pdf_has_the_bytes_of_one_made_here_and_one_that_no_font_can_show_is_told() -> None:
    ruleset = api.load_questionnaire(PACK)
    good, bad = ANSWERS, ANSWERS.replace("Elm Hall", "中 Hall")
    items = [api.ToReport(name, text.encode(), "yaml", PACK) for name, text in (("good", good), ("bad", bad))]

    found = {one.name: one for one in api.report_pdfs(items, on=date(2026, 11, 22), at=NOW)}

    assessment = api.read_answers(ruleset, good, at=NOW)
    expected = api.report_pdf(ruleset, assessment, api.evaluate(ruleset, assessment, date(2026, 11, 22)))
    assert found["good"].report == expected
    assert (found["bad"].report, found["bad"].code) == (None, "ReportError")
    assert "“中”" in found["bad"].error


def test_one_that_takes_too_long_is_told_in_a_sentence() -> None:
    (found,) = api.report_pdfs([api.ToReport("long", b"{}")], on=date(2026, 11, 22), seconds=0.01)

    assert found.code == "Lost"
    assert "takes longer than 0 seconds" in found.error


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["a/plan.lia.json", "a/Plan.yaml"], ["plan-35b2026f.pdf", "Plan-cd07c45d.pdf"]),
        (["a"], ["plan.pdf"]),
        (["a", "a/plan.lia.json"], ["plan.pdf"]),
        (["a/plan"], ["plan.pdf"]),
    ],
    ids=["the same name twice", "a folder", "the same file twice", "a name without its ending"],
)
def test_each_file_has_one_report_with_a_name_of_its_own(
    files: list[str], expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    for name in ("plan.lia.json", "Plan.yaml"):
        (tmp_path / "a" / name).write_text("", encoding="utf-8")

    assert [wanted.report for wanted in wanted_reports(files, ".pdf")] == expected


@pytest.mark.parametrize("line", ["7", "[]", '{"report": "a"}', "\x00"])
def test_a_line_that_says_nothing_is_passed_over(line: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(line, encoding="utf-8")

    assert not Made(tmp_path).has("a", "")
