"""What leads to what, and its drawing: every point and arrow once, and no text that Mermaid takes for code."""

import re

import pytest
from rules.build import check, floor, question, rule
from rules.build import ruleset as build

from impact_check.comparing import fits, graph, markdown, mermaid
from impact_check.comparing.graph import Arrow, Box, Graph, Point
from impact_check.errors import AnswerError
from impact_check.model.text import clean_text
from impact_check.rules import Ruleset


@pytest.fixture(scope="module")
def pack() -> Ruleset:
    return build(
        question("closes", "yes_no"),
        question("moves", "yes_no"),
        question("reach", "one", options=["near", "moves"], ask_if="changes"),
        question("users", "number", ask_if="closes"),
        conditions={"changes": "closes or moves"},
        rules=(
            rule("too-far", "reach == moves and changes", severity="high"),
            rule("many", "users >= 20", factors="all", exposure="raised"),
        ),
        floors=(floor("last", "reach != near"),),
        checks=(check("counted", "users == 0"),),
        shown_when="moves",
    )


def arrows(found: Graph) -> set[tuple[str, str]]:
    return {(arrow.start[1], arrow.end[1]) for arrow in found.arrows}


def test_the_whole_runs_from_questions_to_elements_without_checks(pack: Ruleset) -> None:
    assert arrows(graph(pack)) == {
        ("closes", "changes"),
        ("moves", "changes"),
        ("changes", "reach"),
        ("closes", "users"),
        ("reach", "too-far"),
        ("changes", "too-far"),
        ("too-far", "M01"),
        ("users", "many"),
        ("many", "every"),
        ("reach", "last"),
        ("last", "overall"),
        ("M01", "P1"),
        ("moves", "P1"),
    }


def test_an_option_is_not_taken_for_the_question_of_that_name(pack: Ruleset) -> None:
    assert ("moves", "too-far") not in arrows(graph(pack))


def test_questions_stand_in_their_sections(pack: Ruleset) -> None:
    assert [(box.title, box.questions) for box in graph(pack).boxes] == [
        ("The proposal", ("title", "summary", "change_date", "groups")),
        ("More", ("closes", "moves", "reach", "users")),
    ]


def test_arrows_say_what_a_rule_raises(pack: Ruleset) -> None:
    labels = {arrow.start[1]: arrow.label for arrow in graph(pack).arrows if arrow.label}

    assert labels == {"too-far": "severity high", "many": "exposure raised", "last": "at least high"}


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (
            "reach",
            {
                ("closes", "changes"),
                ("moves", "changes"),
                ("changes", "reach"),
                ("reach", "too-far"),
                ("too-far", "M01"),
                ("M01", "P1"),
                ("reach", "last"),
                ("last", "overall"),
            },
        ),
        ("many", {("closes", "users"), ("users", "many"), ("many", "every")}),
        ("counted", {("closes", "users"), ("users", "counted")}),
        (
            "M01",
            {
                ("closes", "changes"),
                ("moves", "changes"),
                ("changes", "reach"),
                ("changes", "too-far"),
                ("reach", "too-far"),
                ("too-far", "M01"),
                ("M01", "P1"),
            },
        ),
        ("proposal", set()),
    ],
)
def test_about_one_thing_it_shows_what_that_touches(pack: Ruleset, about: str, expected: set[tuple[str, str]]) -> None:
    assert arrows(graph(pack, about)) == expected


def test_a_question_asked_because_of_another_is_shown_without_what_it_raises(pack: Ruleset) -> None:
    found = arrows(graph(pack, "closes"))

    assert ("closes", "users") in found
    assert ("users", "many") not in found


def test_an_unknown_id_is_told_with_the_nearest(pack: Ruleset) -> None:
    with pytest.raises(AnswerError, match=r"nothing with the id 'to-far'.*did you mean 'too-far'"):
        graph(pack, "to-far")


# The drawing


def test_every_point_and_arrow_is_drawn_once(pack: Ruleset) -> None:
    found = graph(pack)

    text = mermaid(found)

    nodes = re.findall(r'^ +(n\d+)[^\s"]+"', text, re.MULTILINE)
    drawn = re.findall(r"^  n\d+ (?:-->|-\.->)(?:\|[^|]+\|)? n\d+$", text, re.MULTILINE)
    assert sorted(nodes) == sorted({f"n{place}" for place in range(len(found.points))})
    assert len(drawn) == len(found.arrows)
    assert text.startswith("flowchart LR\n")
    assert text.count("  subgraph ") == text.count("\n  end\n") == 2


def test_dotted_arrows_decide_whether_a_question_is_asked(pack: Ruleset) -> None:
    text = mermaid(graph(pack, "many"))

    assert text.count("-.->") == 1
    assert '-->|"exposure raised"|' in text


NASTY = [
    "end",
    "1. First",
    "12. Twelfth",
    "- a list",
    "# head",
    "`code` **bold** _it_",
    "\"double\" 'single' “curly”",
    "[x](y) {z} |p|",
    "a; b",
    "<script>alert(1)</script> &amp; #quot;",
    "style a fill:#f9f;",
    "%% c %%{init: {}}%%",
    "日本語 ગ ŵ é",
    "x --> y",
    "direction LR",
    "click n1 javascript:1",
    "::: class @{ shape: x }",
    "a\nb\u2028c",
    "\u202eevil",
    "",
]


def shown(label: str) -> str:
    """Return a label as Mermaid shows it: `#59;` is a semicolon."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label)


@pytest.mark.parametrize("text", NASTY)
def test_a_text_is_shown_as_it_is_and_never_taken_for_code(text: str) -> None:
    drawn = mermaid(Graph("t", (Point("question", "q", text),), (), (Box("s", text, ("q",)),)))

    labels = re.findall(r'^ +(?:s0|n0|subgraph s0)\["(.*)"\]$', drawn, re.MULTILINE)
    assert len(labels) == 2
    for label in labels:
        assert shown(label) == (" ".join(clean_text(text).text.split()) or "…")
        assert not re.search(r'["`;<>{}|\[\]():*_&@~^=\\-]|%%|^\d+\.|direction LR', re.sub(r"#\d+;", "", label))


def test_long_texts_are_cut() -> None:
    drawn = mermaid(Graph("t", (Point("rule", "r", "word " * 40),), ()))

    (label,) = re.findall(r'n0\("(.*)"\)', drawn)
    assert len(label) <= 60
    assert label.endswith(" …")


def test_what_mermaid_does_not_draw_is_known() -> None:
    points = tuple(Point("factor", f"M{place}", "x") for place in range(2))
    arrow = Arrow(("factor", "M0"), ("factor", "M1"))

    assert fits(mermaid(Graph("t", points, (arrow,) * 500)))
    assert not fits(mermaid(Graph("t", points, (arrow,) * 501)))
    assert not fits(mermaid(Graph("t", (Point("rule", "r", "ગ" * 60),) * 1000, ())))


# The page


def test_a_page_holds_the_drawing_in_a_fenced_block(pack: Ruleset) -> None:
    page = markdown(pack, None)

    assert page.startswith("# Tests\n\n")
    assert page.count("```mermaid\nflowchart LR\n") == page.count("\n```\n") == 1
    assert mermaid(graph(pack)) in page


def test_a_whole_too_large_becomes_one_drawing_for_each_section() -> None:
    rules = tuple(rule(f"r{place}", "closes and not moves") for place in range(170))
    pack = build(question("closes", "yes_no"), question("moves", "yes_no"), rules=rules)

    page = markdown(pack, None)

    assert not fits(mermaid(graph(pack)))
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == ["More"]
    assert page.count("```mermaid\n") == 1
