"""YAML is read so that what people write is what the program gets."""

import pytest

from impact_check.loading.strict_yaml import Place, read_yaml


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("True", "True"),
        ("NO", "NO"),
        ("Null", "Null"),
        ("~", "~"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("1.50", 1.5),
        ("01204", "01204"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("1e5", "1e5"),
        (".5", ".5"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("+5", "+5"),
        ("12:30", "12:30"),
        ("190:20:30", "190:20:30"),
        ("2026-05-01", "2026-05-01"),
        ("2026-05-01T10:00:00Z", "2026-05-01T10:00:00Z"),
        ("=", "="),
        ("Fish & chips!", "Fish & chips!"),
        ("5 * 3", "5 * 3"),
        ('"12"', "12"),
        ("'true'", "true"),
        ('"*star"', "*star"),
        ("[no, 12:30, 7]", ["no", "12:30", 7]),
        ("{no: yes}", {"no": "yes"}),
        (">-\n  two\n  lines", "two lines"),
        ("|-\n  two\n  lines", "two\nlines"),
    ],
)
def test_scalar_stays_what_it_looks_like(written: str, value: object) -> None:
    document = read_yaml(f"key: {written}\n", "x.yaml")

    assert document.faults == []
    assert document.data == {"key": value}
    assert type(document.data["key"]) is type(value)


def test_merge_key_is_a_key_like_others() -> None:
    assert read_yaml("<<: {a: 1}\n", "x.yaml").data == {"<<": {"a": 1}}


def test_keys_are_text() -> None:
    assert read_yaml("1: a\ntrue: b\nno: c\n", "x.yaml").data == {"1": "a", "true": "b", "no": "c"}


def test_json_is_read_as_the_yaml_it_is() -> None:
    assert read_yaml('{"a": [1, "two", null, true]}', "x.json").data == {"a": [1, "two", None, True]}


def test_deep_but_sane_nesting_is_read() -> None:
    document = read_yaml("[" * 90 + "]" * 90, "x.yaml")

    assert document.faults == []


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "[" * 50_000 + "]" * 50_000,
        "{a: " * 50_000,
        "- " * 50_000,
        "? " * 50_000,
        "a: [" + "[]," * 90 + "[" * 50_000,
    ],
    ids=["open-lists", "lists", "mappings", "dashes", "keys", "after-shallow-ones"],
)
def test_nesting_that_would_break_the_program_is_a_fault(text: str) -> None:
    document = read_yaml(text, "x.yaml")

    assert [fault.code for fault in document.faults] == ["yaml-too-deep"]
    assert document.data is None


@pytest.mark.parametrize(
    "text", ["a: \ud800", "é: é\nb: \x07x", "a: \ufffe"], ids=["half-a-character", "bell", "no-character"]
)
def test_characters_that_yaml_forbids_are_a_fault_at_their_place(text: str) -> None:
    (fault,) = read_yaml(text, "x.yaml").faults

    assert fault.code == "yaml-character"
    assert (fault.line, fault.column) == ((1, 4) if text.startswith("a") else (2, 4))


def test_every_alias_and_tag_is_told() -> None:
    faults = read_yaml("a: &x 1\nb: *x\nc: !y 2\n", "x.yaml").faults

    assert [(fault.line, fault.column, fault.code) for fault in faults] == [
        (1, 4, "yaml-alias"),
        (2, 4, "yaml-alias"),
        (3, 4, "yaml-tag"),
    ]


def test_every_key_written_twice_is_told() -> None:
    faults = read_yaml("a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n", "x.yaml").faults

    assert [(fault.line, fault.column) for fault in faults] == [(2, 11), (3, 1), (4, 1)]


def test_place_of_each_value_and_key_is_kept() -> None:
    document = read_yaml('a:\n  - b: "text"\n    c: >-\n      two\n      lines\n', "x.yaml")

    assert document.place(("a", 0, "b")) == Place(2, 8, 9)  # The text begins after the quotation mark.
    assert document.place(("a", 0, "c")) == Place(3, 8, 0)  # It runs over lines, so it has no column of its own.
    assert document.key_place(("a", 0, "c")) == Place(3, 5)
    assert document.place(("a", 0, "missing")) == document.place(("a", 0))
    assert document.key_place(("a", 0, "missing")) == document.place(("a", 0))
    assert read_yaml("", "x.yaml").place(("a",)) == Place(1, 1)
