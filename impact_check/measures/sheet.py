"""The questions -> what people fill in: a table with headings, and the content of a sheet to print or show."""

from typing import NamedTuple

from impact_check.measures.instrument import DIRECT, INDIRECT, INTRODUCTION, ITEMS, SOURCE, Item
from impact_check.measures.responses import COLUMNS
from impact_check.measures.suppress import THRESHOLD


class SurveyColumn(NamedTuple):
    """One heading of the table, and what may stand below it."""

    heading: str
    holds: str


class SurveySheet(NamedTuple):
    """All words of the survey sheet."""

    title: str
    promise: tuple[str, ...]
    """To the person who answers: what happens with the answers."""
    introduction: str
    items: tuple[Item, ...]
    """In the recommended order."""
    rules: tuple[str, ...]
    """To the person who asks."""
    columns: tuple[SurveyColumn, ...]
    """To the person who types the answers in."""
    source: str


def survey_table() -> str:
    """Return the empty table: one row of headings, as CSV."""
    return ",".join(COLUMNS) + "\r\n"


def survey_sheet() -> SurveySheet:
    """Return the sheet with the questions in exact words."""
    return SurveySheet(
        title="How are things with other people?",
        promise=(
            "You don't have to answer. You may leave out any question, and stop at any time. Whatever you answer "
            "changes nothing about the help you get.",
            "Please don't write your name. Nobody will try to find out who you are. "
            f"Figures about fewer than {THRESHOLD} people are never shown.",
        ),
        introduction=INTRODUCTION,
        items=ITEMS,
        rules=(
            "For people aged 16 and over. The questions for children have other words.",
            "Use this sheet only if you can keep the promises at its top.",
            "Let people answer for themselves. Never guess an answer, and never use the answers to judge anybody.",
            "Keep the words and the order. If there is room for one question only, ask the last.",
            "Ask in the same way both times: same people if you can, same season, on paper or aloud both times.",
            "Write a person code only if people agree to it. It should tell nobody who they are, such as a number "
            "drawn from a bag that they keep. Without it the figures still work; only who moved can't be told.",
            "Have somebody to turn to at hand, in case the questions upset somebody.",
        ),
        columns=tuple(SurveyColumn(heading, _HOLDS[heading]) for heading in COLUMNS),
        source=SOURCE,
    )


def _choices(item: Item) -> str:
    return "; ".join(f"{choice.words} ({choice.code})" for choice in item.choices)


_HOLDS: dict[str, str] = {
    "person_code": "the same code for the same person both times; may be blank",
    "when": "baseline or follow_up; may be left out if each time has a file of its own",
    "group": "anything you want to compare by, such as a place or an age band; may be blank",
    **{str(item.id): f"{_choices(item)}; blank if there is no answer" for item in INDIRECT},
    DIRECT.id: f"{_choices(DIRECT)}; blank if there is no answer. Mind that here 1 is the loneliest",
}
