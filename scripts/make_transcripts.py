"""The program at a plain terminal, and words around it -> docs/tutorial.md and docs/transcript.md.

The words stand in scripts/transcripts/. A line such as `{{ terminal: help }}` there is replaced by what the terminal
shows in the part of this name. `{{ terminal: check, until "How", from "To change" }}` leaves out what is between two
lines that begin so. Nothing that the terminal shows is written by hand, so it can't be otherwise than the program.
`make docs` runs it.
"""

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from person import At, Example, Others, Show, Step, parts
from terminal import NOW, Terminal

from impact_check import api

ROOT = Path(__file__).parents[1]
TEXTS = Path(__file__).parent / "transcripts"
EXAMPLES = ROOT / "examples"

MARK = re.compile(
    r"^\{\{ terminal: (?P<part>[a-z-]+)"
    r'(?:, until "(?P<until>[^"]+)")?(?:, from "(?P<then>[^"]+)")? \}\}$',
    re.MULTILINE,
)
LEFT_OUT = "[…]"

JO = ("--by", "Jo Lee, commissioning manager")
SAM = ("--by", "Sam Field, Public Health")

BEGIN: tuple[Step, ...] = (
    Show("start"),
    At("Who is filling this in?", "Jo Lee, commissioning manager"),
    At("What is the proposal called?", "Ending the Thursday lunch club in Ashby Vale"),
    Show(),
    Others("On what day would the change start?"),
    Show("mistake"),
    At("On what day would the change start?", "Easter"),
    At("Enter", "26 March 2027"),
    Show("numbers"),
    At("Would the proposal do any of these?", "2"),
    Show(),
    Others("Could it get harder for anyone to find out about help"),
    Show("after-section"),
    At("Could it get harder for anyone to find out about help", "2"),
    Show("help"),
    At("How many people would notice the change", "?"),
    Show("evidence", at_prompt=True),
    At("", ":evidence"),
    At("What is the evidence?", "Attendance sheets of the lunch club, January to October 2026"),
    At("How strong is it?", "2"),
    At("Made or gathered on", "3 November 2026"),
    At("Where to find it", "Service file"),
    At("Now your answer", "34"),
    Show(),
    Others("Would each of those people have other company"),
    Show("dont-know"),
    At("Would each of those people have other company", ":unsure"),
    At("Who will find out", "Lunch club organiser"),
    At("By when", "18 December 2026"),
    Show("back"),
    At("Are the same people losing something else", ":back"),
    At("Your answer now", ""),
    Show("stop"),
    At("Are the same people losing something else", ":save"),
)

GO_ON: tuple[Step, ...] = (
    Show("come-back"),
    At("Who is filling this in?", ""),
    At("Are the same people losing something else", "2"),
    Show(),
    Others("You can stop here"),
    Show("early-stop"),
    At("You can stop here", "1"),
    Show("check"),
    At("Check your answers", ""),
    Show("risks"),
    At("What could be done about the risks", "1"),
    Show("suggestions"),
    At("What others have found to help", "1"),
    Show("action"),
    At("What will be done", "Keep one lunch each month in Meadow Hall, with the same cook and tables."),
    At("Owner's name", "Rowan Ashdale"),
    At("Owner's job", "Commissioning manager"),
    At("How far is it?", "2"),
    At("In place by", "18 March 2027"),
    At("Must another organisation deliver it?", "no"),
    At("Where the money comes from", "Contingency budget, agreed"),
    At("What shows that it will happen", "Note that the budget pays for it until September 2027"),
    At("How strong is it?", "2"),
    At("Made or gathered on", "17 November 2026"),
    At("Where to find it", "Finance"),
    Show(),
    At("Planned so far", ":done"),
    Show("rating"),
    At("Make the PDF report now?", ""),
)

CHALLENGE: tuple[Step, ...] = (
    Show("challenge"),
    At("Point 1 of", "2"),
    At("Why you disagree", "The library asks for a card, and a card needs a form and proof of address."),
    At("What should the answer be?", "1"),
    Show(),
    At("Point 2 of", ":save"),
)

OPTION: tuple[Step, ...] = (
    Show("option"),
    At("What it would do", "The club goes on in the same hall, on every second Thursday."),
    At("Would the proposal do any of these?", ""),
    Show(),
    At("Question 2", ":save"),
)


def answer_again(question: str, typed: str) -> tuple[Step, ...]:
    """Change one answer of an assessment that has all its answers, and stop."""
    return (At("Check your answers", question), At("Your answer now", typed), At("Check your answers", ":save"))


MERGE: tuple[Step, ...] = (
    Show("merge"),
    At("Which counts?", "1"),
)

PAYROLL: tuple[Step, ...] = (
    Show("payroll"),
    At("Who is filling this in?", "Jo Lee, payroll manager"),
    At("What is the proposal called?", "New payroll software"),
    At("What would change?", "The payroll team would use another program. Pay day and payslips stay as they are."),
    At("Which job is in charge of the proposal?", "Payroll manager"),
    At("On what day would the change start?", "1 April 2027"),
    At("Would the proposal do any of these?", "13"),
    Others("Why would nobody's contact with others change?", typed="2"),
    At("Why would nobody's contact with others change?", "Only the payroll team works with it."),
    At("Check your answers", ""),
    At("Make the PDF report now?", ""),
)

BEFRIENDING: tuple[Step, ...] = (
    Show("befriending"),
    At("Who is filling this in?", "Jo Lee, commissioning manager"),
    Others("You can stop here"),
    At("You can stop here", "1"),
    At("Check your answers", ""),
    At("What could be done about the risks", "2"),
    At("Risk 2 of", "1"),
    At("What will be done", ""),
    At("Owner's name", "Rowan Ashdale"),
    At("Owner's job", "Head of communities"),
    At("How far is it?", "2"),
    At("In place by", "1 March 2027"),
    At("Must another organisation deliver it?", "no"),
    At("Where the money comes from", ""),
    At("What shows that it will happen", ""),
    At("Planned so far", ":done"),
    At("Make the PDF report now?", ""),
)


def pages() -> dict[Path, str]:
    """Return the text of both pages, by path."""
    return {
        ROOT / "docs" / "tutorial.md": page(TEXTS / "tutorial.in.md", tutorial_parts()),
        ROOT / "docs" / "transcript.md": page(TEXTS / "transcript.in.md", transcript_parts()),
    }


def page(text: Path, shown: Mapping[str, str]) -> str:
    """Return a text with each mark replaced by its part of the terminal.

    Raise KeyError for a part that isn't there, and StopIteration for a line that isn't in it.
    """

    def block(mark: re.Match[str]) -> str:
        lines = shown[mark["part"]].strip("\n").split("\n")
        if mark["until"]:
            end = _place(lines, mark["until"])
            rest = [LEFT_OUT, *lines[_place(lines, mark["then"]) :]] if mark["then"] else []
            lines = [*lines[:end], *rest]
        return "\n".join(("```", *lines, "```"))

    return MARK.sub(block, text.read_text(encoding="utf-8"))


def _place(lines: list[str], beginning: str) -> int:
    return next(place for place, line in enumerate(lines) if line.lstrip().startswith(beginning))


def tutorial_parts() -> dict[str, str]:
    """Type what the tutorial tells of: one assessment from its start to the copies that are brought together."""
    with tempfile.TemporaryDirectory() as folder:
        at = Terminal(Path(folder))
        example = _example(EXAMPLES / "lunch-club.yaml")
        example.named["E1"] = "E1"  # Typed in the open, to show how.
        shown = parts(at, ["assess", "lunch-club"], BEGIN, example)
        shown |= parts(at, ["assess", "lunch-club"], GO_ON, example)
        shown |= parts(at, ["challenge", "lunch-club", *SAM], CHALLENGE)
        shown |= parts(at, ["option", "add", "lunch-club", "Keep the club every second week", *JO], OPTION)
        shown |= parts(at, ["option", "add", "lunch-club", "--nothing", *JO], (Show("nothing"),))
        shutil.copy(EXAMPLES / "lunch-club.yaml", folder)
        shown |= parts(at, ["compare", "lunch-club.yaml"], (Show("compare"),))
        shutil.copy(Path(folder, "lunch-club.lia.json"), Path(folder, "sam.lia.json"))
        parts(at, ["assess", "sam", *SAM], answer_again("18", "3"))
        parts(at, ["assess", "lunch-club", *JO], answer_again("18", "1"))
        shown |= parts(at, ["merge", "lunch-club.lia.json", "sam.lia.json", "-o", "both.lia.json"], MERGE)
    return shown


def transcript_parts() -> dict[str, str]:
    """Type two whole assessments: one that touches nobody, and one that ends early since nothing can change it."""
    with tempfile.TemporaryDirectory() as folder:
        at = Terminal(Path(folder))
        return {
            **parts(at, ["assess", "payroll"], PAYROLL),
            **parts(at, ["assess", "befriending"], BEFRIENDING, _example(TEXTS / "befriending.yaml")),
        }


def _example(path: Path) -> Example:
    ruleset = api.load_questionnaire("kirklees")
    return Example(ruleset, api.read_answers(ruleset, path, at=NOW))


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
