import pytest

from impact_check.cli.typed import Command, UnknownCommandError, read_typed


@pytest.mark.parametrize(
    ("line", "means"),
    [
        ("2", "2"),
        ("  two words ", "two words"),
        ("", ""),
        ("back", "back"),
        ("?", Command("help")),
        ("really?", "really?"),
        (":back", Command("back")),
        (" :BACK ", Command("back")),
        (":go 7", Command("go", "7")),
        (":note  she asked: why? ", Command("note", "she asked: why?")),
        ("::colon first", ":colon first"),
        ("::", ":"),
    ],
)
def test_a_line_is_an_answer_or_a_command(line, means):
    assert read_typed(line) == means


def test_an_unknown_command_is_explained_with_the_nearest_one():
    with pytest.raises(UnknownCommandError, match=r"“:bakc”.*:back.*two colons"):
        read_typed(":bakc")


def test_a_smiley_is_not_recorded_as_a_command_and_the_way_out_is_said():
    with pytest.raises(UnknownCommandError, match="two colons"):
        read_typed(":-)")
