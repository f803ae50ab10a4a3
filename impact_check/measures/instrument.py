"""The four questions of the national loneliness indicators for adults: exact words, answers, codes and scores.

Source: Office for National Statistics (2018), *Measuring loneliness: guidance for use of the national indicators on
surveys*. The first three are the UCLA three-item loneliness scale, the fourth is the direct measure. For people aged
16 and over; the questions for children have other words.
"""

from typing import Literal, NamedTuple

QuestionId = Literal["lack_companionship", "left_out", "isolated", "direct"]

INTRODUCTION = (
    "The next four questions are about relationships with others. For each one, please say how often (if at all) "
    "you feel that way."
)
"""What to say before the questions, in the words of the Government Statistical Service's harmonised standard."""

SOURCE = (
    "Office for National Statistics (2018). Measuring loneliness: "
    "guidance for use of the national indicators on surveys"
)


class Choice(NamedTuple):
    """One answer of a question."""

    words: str
    code: int
    """What may be typed in its place; also its score, for the three indirect questions."""


class Item(NamedTuple):
    """One question with its answers, in the order they are offered."""

    id: QuestionId
    text: str
    choices: tuple[Choice, ...]


_HOW_OFTEN = (Choice("Hardly ever or never", 1), Choice("Some of the time", 2), Choice("Often", 3))

INDIRECT: tuple[Item, ...] = (
    Item("lack_companionship", "How often do you feel that you lack companionship?", _HOW_OFTEN),
    Item("left_out", "How often do you feel left out?", _HOW_OFTEN),
    Item("isolated", "How often do you feel isolated from others?", _HOW_OFTEN),
)
"""The UCLA three-item scale: scores of 1 to 3 each, added up to 3 to 9; higher is lonelier."""

DIRECT = Item(
    "direct",
    "How often do you feel lonely?",
    (
        Choice("Often/always", 1),
        Choice("Some of the time", 2),
        Choice("Occasionally", 3),
        Choice("Hardly ever", 4),
        Choice("Never", 5),
    ),
)
"""The direct measure. Its codes number the answers in the order offered, so 1 is the loneliest; they aren't scores."""

ITEMS: tuple[Item, ...] = (*INDIRECT, DIRECT)
"""All four, in the recommended order: the direct question last."""

HIGH_SCORE = 6
"""From this sum of the three indirect questions, research often counts a person as lonely."""

HIGH_SCORE_IS_CONVENTION = "6 or more is a convention of research, not an official threshold"
