import pytest

from impact_check.cli.output import printable, read_look, wrapped


@pytest.mark.parametrize(
    ("environment", "is_terminal", "bold", "plain"),
    [
        ({"TERM": "xterm"}, True, True, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False, False),
        ({"TERM": "dumb"}, True, False, True),
        ({}, True, False, True),
        ({"TERM": "xterm", "ACCESSIBLE": "1"}, True, False, True),
        ({"TERM": "xterm", "ACCESSIBLE": "0"}, True, True, False),
        ({"TERM": "xterm"}, False, False, True),
    ],
    ids=["terminal", "no colour", "dumb", "no TERM", "accessible", "accessible off", "pipe"],
)
def test_the_environment_decides_the_look(environment, is_terminal, bold, plain):
    look = read_look(environment, is_terminal=is_terminal, columns=80)

    assert (look.bold, look.plain) == (bold, plain)


def test_very_narrow_and_very_wide_windows_are_kept_readable():
    assert read_look({}, is_terminal=True, columns=3).width == 20
    assert read_look({}, is_terminal=True, columns=400).width == 88


def test_text_from_a_file_cannot_command_the_terminal():
    assert printable("a\x1b[2Jb\x07\x9bc\r\nd\te") == "a[2Jbc\nd\te"


def test_wrapped_text_keeps_its_label_indent_and_paragraphs():
    text = wrapped("one two three four five\nsix", 20, first=" 1. ")

    assert text == " 1. one two three\n    four five\n    six"


def test_long_words_such_as_paths_are_never_broken():
    path = "/home/somebody/a-rather-long-folder/plan.lia.json"

    assert path in wrapped(f"Your answers are in {path}", 30)
