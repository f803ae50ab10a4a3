"""`option` and `compare`: other ways to decide, asked beside the proposal's answers, and shown side by side."""

import csv
import io
import json
from collections.abc import Callable

import pytest

from impact_check import api
from impact_check.cli import options
from impact_check.model.assessment import DontKnow

from .conftest import CLOSURE, FACTS, PACK, ScriptedPrompter, Talk
from .test_commands import ANSWERS

BY = ("--pack", PACK, "--by", "Bo")


@pytest.fixture(autouse=True)
def _quick_pdf(monkeypatch):
    monkeypatch.setattr(api, "report_pdf", lambda *_, **__: b"%PDF-made-in-a-test")


@pytest.fixture
def plan(command, path):
    """Answer a closure; return its file."""
    (path.parent / "answers.yaml").write_text(ANSWERS)
    assert command("assess", "plan", "--pack", PACK, "--answers", "answers.yaml").code == 0
    return path


@pytest.fixture
def about(plan, monkeypatch) -> Callable[..., Talk]:
    """Talk about an option: the lines typed at `option add`, or at `option change` if an id is given."""

    def run(*lines, id_: str = "", title: str = "Keep two days", interactive: bool = True) -> Talk:
        from impact_check.cli.exits import Stop

        prompter = ScriptedPrompter(list(lines), is_interactive=interactive)
        monkeypatch.setattr(options, "TerminalPrompter", lambda _: prompter)
        code, ending = 0, ""
        try:
            if id_:
                options.change(str(plan), id_, None, None, PACK, "Bo")
            else:
                options.add(str(plan), title, "Two days stay.", None, PACK, "Bo", nothing=False)
        except Stop as stop:
            code, ending = stop.code, stop.message
        return Talk(code, "\n".join(prompter.said), ending, plan, prompter.lines)

    return run


def own(plan, id_="O1"):
    """Return what an option answers in its own way, by question."""
    answers = api.alternative(api.read_assessment(plan), id_).answers
    return {name: getattr(answer, "value", answer.state) for name, answer in answers.items()}


# Asking


def test_only_what_the_option_does_is_asked_and_enter_means_the_same(about, plan):
    done = about("", ":done")

    assert (done.code, done.left_over) == (0, [])
    assert "Question 1 of about 1 for O1" in done.said
    assert "In the proposal: Yes\nPress Enter for the same." in done.said
    assert "No answers of its own, all else as in the proposal." in done.said
    assert own(plan) == {}


def test_an_answer_of_its_own_is_the_options_alone_and_saved_at_once(about, plan):
    proposal = api.read_assessment(plan).answers

    done = about("2")

    assert done.code == 0
    assert own(plan) == {"closes": "no"}
    assert done.saved.answers == proposal
    assert done.saved.history[-1].by == "Bo"
    assert "1 answer of its own" in done.said
    assert "The rating of O1 as proposed: none found." in done.said


def test_the_proposals_value_typed_again_stays_shared_with_it(about, plan):
    about("1")

    assert own(plan) == {}


def test_another_question_can_be_gone_to_and_answered_differently(about, plan):
    done = about(":go 5", "12", "", ":done")

    assert "A question that all options share" in done.said
    assert own(plan) == {"regular_users": 12}


def test_going_back_puts_again_all_that_follows(about, plan):
    done = about(":back", "", "2")

    assert done.said.count("Would a place where people meet close?") == 2
    assert own(plan) == {"closes": "no"}


def test_what_is_not_known_of_an_option_is_its_own_answer(about, plan):
    about(":unsure", "Cy", "", "", ":done")

    assert isinstance(api.alternative(api.read_assessment(plan), "O1").answers["closes"], DontKnow)


def test_an_option_is_gone_through_again_and_an_answer_shared_again(about, plan):
    about("2")

    kept = about("", id_="o1")
    assert "For O1: No\nPress Enter to keep it. For the same as in the proposal, type -" in kept.said
    assert own(plan) == {"closes": "no"}
    about("-", "", ":done", id_="O1")
    assert own(plan) == {}


def test_a_reassuring_answer_of_an_option_needs_its_own_evidence(about, plan):
    done = about(":go 6", "2", ":evidence", "Door counts", "2", "1 May 2026", "", "", ":done")

    assert "counts as unknown until evidence" in done.said
    saved = api.read_assessment(plan)
    assert saved.alternatives[0].answers["only_place"].evidence == ("E1",)
    assert [item.title for item in saved.evidence] == ["Door counts"]
    assert saved.answers["only_place"].value == "yes"


def test_actions_planned_are_the_options_own(about, plan):
    done = about("", "1", "1", "", "", "", "", "", "", "", "", "", ":done")

    saved = api.read_assessment(plan)
    assert saved.mitigations == ()
    assert len(saved.alternatives[0].mitigations) == 1
    assert "What could be done about the risks" in done.said


@pytest.mark.parametrize(("line", "code"), [(KeyboardInterrupt, 130), (":save", 0)])
def test_stopping_keeps_all_and_says_how_to_go_on(about, plan, line, code):
    done = about(":go 5", "12", line)

    assert done.code == code
    assert f"To go on: impact-check option change {plan} O1" in done.ending
    assert own(plan) == {"regular_users": 12}


def test_what_only_the_option_opens_is_asked_and_told_if_it_stays_open(command, path):
    command("assess", "plan", "--pack", PACK, "--by", "Ann", typed="\n".join((*FACTS, "2", "no")) + "\n")

    done = command("option", "add", "plan", "Close it", *BY, typed="1\n25\n")

    assert done.code == 3
    assert own(path) == {"closes": "yes", "regular_users": 25}
    assert "Not answered yet, so they count as not known:\n  only_place:" in done.err
    assert "To answer them: impact-check option change plan.lia.json O1" in done.err


# From a file, and without questions


def test_an_option_is_read_from_a_file(command, plan):
    (plan.parent / "half.yaml").write_text("summary: Two days stay.\ngiven:\n  regular_users: 12\n")

    done = command("option", "add", "plan", "Keep two days", "--answers", "half.yaml", *BY)

    assert (done.code, done.err) == (0, "")
    (added,) = api.read_assessment(plan).alternatives
    assert (added.title, added.summary) == ("Keep two days", "Two days stay.")
    assert own(plan) == {"regular_users": 12}


def test_what_does_not_fit_in_the_file_is_told_with_its_place_and_nothing_is_added(command, plan):
    (plan.parent / "half.yaml").write_text("title: Keep two days\ngiven:\n  regular_users: many\n")

    done = command("option", "add", "plan", "--answers", "half.yaml", *BY)

    assert done.code == 3
    assert "half.yaml:3:18" in done.err
    assert api.read_assessment(plan).alternatives == ()


def test_doing_nothing_asks_nothing(command, plan):
    done = command("option", "add", "plan", "--nothing", *BY)

    assert (done.code, done.err) == (0, "")
    assert "Option O1: Do nothing" in done.out
    assert own(plan) == {"closes": "no"}
    assert command("option", "add", "plan", "--nothing", *BY).code == 2


def test_title_and_summary_are_changed_without_questions(command, plan):
    command("option", "add", "plan", "--nothing", *BY)

    done = command("option", "change", "plan", "O1", "--title", "Leave it", "--summary", "As now.", *BY)

    assert "It is now O1: Leave it." in done.out
    (changed,) = api.read_assessment(plan).alternatives
    assert (changed.title, changed.summary) == ("Leave it", "As now.")


def test_an_option_is_removed(command, plan):
    command("option", "add", "plan", "--nothing", *BY)

    assert "Removed O1: Do nothing." in command("option", "remove", "plan", "O1", *BY).out
    assert api.read_assessment(plan).alternatives == ()
    assert command("option", "remove", "plan", "O1", *BY).err == "There is no option O1.\n"


def test_a_person_is_asked_before_an_option_is_removed(command, plan, monkeypatch):
    command("option", "add", "plan", "--nothing", *BY)
    monkeypatch.setattr(options, "TerminalPrompter", lambda _: ScriptedPrompter([""]))

    assert "Nothing was removed." in command("option", "remove", "plan", "O1", *BY).out
    assert len(api.read_assessment(plan).alternatives) == 1


@pytest.mark.usefixtures("plan")
def test_the_options_are_listed(command):
    command("option", "add", "plan", "--nothing", *BY)

    done = command("option", "list", "plan", "--pack", PACK)

    assert done.out == (
        "Proposal: Close Elm Hall\n  High as proposed\nO1: Do nothing\n  None found as proposed, 1 answer of its own\n"
    )


def test_a_file_that_is_not_there_is_told(command):
    assert "There is no file none.lia.json." in command("option", "add", "none", "--nothing", *BY).err


# Side by side


@pytest.fixture
def compared(command, plan):
    """Compare with two options; return how."""
    (plan.parent / "half.yaml").write_text("title: =Keep two days\ngiven:\n  regular_users: 12\n")
    command("option", "add", "plan", "--answers", "half.yaml", *BY)
    command("option", "add", "plan", "--nothing", *BY)
    return lambda *more: command("compare", "plan", "--pack", PACK, *more)


def test_the_options_are_shown_in_columns_within_80(compared):
    done = compared()

    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "No option is recommended here." in done.out
    heads = next(line for line in lines if line.startswith("What is compared"))
    assert heads.split()[-3:] == ["Proposal", "O1", "O2"]
    rated = next(line for line in lines if line.startswith("Rating as"))
    assert rated.split()[2:] == ["High", "High", "None", "found"]
    assert "Loneliness that is there already is not in it" in " ".join(lines)


@pytest.mark.parametrize("columns", [20, 40, 60, 80])
def test_no_line_is_longer_than_the_window(compared, monkeypatch, columns):
    from impact_check.cli.output import Look

    monkeypatch.setattr(options, "look_here", lambda: Look(width=columns, bold=False, plain=False))
    monkeypatch.setattr(options, "is_at_terminal", lambda: True)

    lines = compared().out.splitlines()

    assert max(map(len, lines)) <= columns
    assert ("  - Rating as" in "\n".join(lines)) == (columns < 60)


def test_a_plain_terminal_gets_one_option_after_the_other(compared, monkeypatch):
    from impact_check.cli.output import Look

    monkeypatch.setattr(options, "look_here", lambda: Look(width=80, bold=False, plain=True))
    monkeypatch.setattr(options, "is_at_terminal", lambda: True)

    assert "  - Rating as proposed: High\n" in compared().out


def test_as_json_it_is_one_document_that_its_schema_describes(compared):
    document = json.loads(compared("--format", "json").out)

    assert document.pop("schema") == "impact-check/compare/1"
    assert [option["id"] for option in document["options"]] == ["proposal", "O1", "O2"]
    assert [row["question"] for row in document["differing"]] == ["closes", "regular_users"]
    schema = api.comparison_schema()
    assert set(document) == set(schema["properties"])


def test_as_csv_it_opens_in_a_spreadsheet_and_holds_no_formula(compared):
    rows = list(csv.reader(io.StringIO(compared("--format", "csv").out)))

    assert rows[0] == ["What is compared", "Proposal: Close Elm Hall", "O1: =Keep two days", "O2: Do nothing"]
    assert rows[1] == ["Rating as proposed", "High", "High", "None found"]
    assert ["How many people come at least once a month?", "25 people", "12 people", "Not asked"] in rows
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.usefixtures("plan")
def test_without_other_options_there_is_nothing_to_compare(command):
    done = command("compare", "plan", "--pack", PACK)

    assert done.code == 3
    assert "To add one: impact-check option add plan.lia.json" in done.err
    assert "under “alternatives:” in answers.yaml" in command("compare", "answers.yaml", "--pack", PACK).err


def test_comparing_changes_no_file(compared, plan):
    compared()
    before = plan.read_bytes()
    compared("--format", "json")

    assert plan.read_bytes() == before


def test_options_in_an_answers_file_are_compared_and_reported(command, tmp_path):
    (tmp_path / "answers.yaml").write_text(ANSWERS + "alternatives:\n  - nothing: true\n")

    assert "O1: Do nothing" in command("compare", "answers.yaml", "--pack", PACK).out
    command("report", "answers.yaml", "--pack", PACK, "-o", "out.html")
    assert "Options compared" in (tmp_path / "out.html").read_text()


# What assess says of it


def test_assess_says_how_to_compare_what_does_harm(talk):
    done = talk(*CLOSURE, "", ":done", "no")

    assert f"or with doing nothing: impact-check option add {done.path}" in done.said


def test_assess_says_nothing_of_it_where_nothing_has_to_come_down(talk):
    assert "option add" not in talk(*FACTS, "2", "", "no").said
