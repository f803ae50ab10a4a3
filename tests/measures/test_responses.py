import pytest

from impact_check.errors import TableError
from impact_check.measures import Survey, read_survey
from impact_check.measures.responses import Response

HEAD = "person_code,when,group,lack_companionship,left_out,isolated,direct"
TABLE = f"""{HEAD}
a1,baseline,Elm,Often,Some of the time,Hardly ever or never,Often/always
a1,follow_up,Elm,Some of the time,Some of the time,Hardly ever or never,Occasionally
"""
FIRST = {"lack_companionship": 3, "left_out": 2, "isolated": 1, "direct": 1}
SECOND = {"lack_companionship": 2, "left_out": 2, "isolated": 1, "direct": 3}


def read(text: str | bytes, *, by: str | None = None, encoding: str = "utf-8") -> Survey:
    return read_survey([("survey.csv", text if isinstance(text, bytes) else text.encode(encoding))], by)


def faults(*texts: str | bytes, by: str | None = None) -> list[str]:
    files = [(f"{name}.csv", text if isinstance(text, bytes) else text.encode()) for name, text in zip("ab", texts)]  # noqa: B905
    with pytest.raises(TableError) as told:
        read_survey(files, by)
    return [f"{fault.path} {fault.message}" for fault in told.value.faults]


def answers(survey: Survey) -> list[dict[str, int]]:
    return [dict(response.answers) for response in survey.responses]


# What is read


def test_answers_are_read_by_person_time_and_group() -> None:
    assert read(TABLE, by="group").responses == (
        Response("baseline", "a1", "Elm", FIRST),
        Response("follow_up", "a1", "Elm", SECOND),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.encode("utf-16"),
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").encode(),
        b"sep=;\r\n" + TABLE.replace(",", ";").encode(),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        f"\n\n{TABLE}\n\n,,,,,,\n".encode(),
        TABLE.replace("\na1,follow_up", "\n,,,,,,\n\na1,follow_up").encode(),
        TABLE.replace("Elm", '"Elm"').encode(),
        TABLE.replace("\n", ",\n").encode(),
    ],
    ids=[
        "byte-order-mark",
        "utf-16",
        "semicolons",
        "tabs",
        "sep-line",
        "windows-line-ends",
        "old-mac-line-ends",
        "blank-rows-around",
        "blank-rows-between",
        "quotes",
        "comma-at-every-end",
    ],
)
def test_table_is_read_whichever_spreadsheet_saved_it(content: bytes) -> None:
    assert answers(read(content)) == [FIRST, SECOND]


def test_windows_1252_is_read() -> None:
    survey = read(TABLE.replace("Elm", "Café"), by="group", encoding="cp1252")

    assert {response.group for response in survey.responses} == {"Café"}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Often/always", 1),
        ("OFTEN or ALWAYS", 1),
        (" often / always ", 1),
        ("1", 1),
        ("some  of the time", 2),
        ("Hardly ever", 4),
        ("never", 5),
        ("5", 5),
    ],
)
def test_direct_answers_may_be_words_or_codes(written: str, code: int) -> None:
    assert answers(read(f"direct\n{written}\n")) == [{"direct": code}]


@pytest.mark.parametrize(
    ("written", "code"), [("Hardly ever or never", 1), ("hardly ever/never", None), ("2", 2), ("OFTEN", 3)]
)
def test_indirect_answers_may_be_words_or_codes(written: str, code: int | None) -> None:
    if code is None:
        assert "none of the answers" in faults(f"left_out\n{written}\n")[0]
    else:
        assert answers(read(f"left_out\n{written}\n")) == [{"left_out": code}]


@pytest.mark.parametrize("written", ["prefer not to say", "Don't know", "N/A", "No answer", "refused"])
def test_no_answer_is_no_answer(written: str) -> None:
    assert answers(read(f"direct,left_out\n{written},Often\n")) == [{"left_out": 3}]


@pytest.mark.parametrize(
    "heading", ["Direct", "How often do you feel lonely?", " LONELY ", '"How often do you feel lonely"']
)
def test_headings_may_be_the_words_of_the_question(heading: str) -> None:
    assert answers(read(f"{heading}\nNever\n")) == [{"direct": 5}]


def test_two_files_are_baseline_and_follow_up() -> None:
    survey = read_survey([("a.csv", b"direct\nNever\n"), ("b.csv", b"direct\nOccasionally\n")])

    assert [(response.wave, response.answers["direct"]) for response in survey.responses] == [
        ("baseline", 5),
        ("follow_up", 3),
    ]


def test_one_file_without_times_is_the_baseline() -> None:
    assert [response.wave for response in read("direct\nNever\n").responses] == ["baseline"]


def test_groups_spelt_alike_are_one_group() -> None:
    survey = read("direct,Area\nNever,Elm  Hill\nNever,elm hill\nNever,\n", by="area")

    assert [response.group for response in survey.responses] == ["Elm Hill", "Elm Hill", ""]


def test_groups_spelt_alike_in_two_files_are_one_group() -> None:
    survey = read_survey([("a.csv", b"direct,group\n1,Elm\n"), ("b.csv", b"direct,group\n1,ELM\n")], "group")

    assert [response.group for response in survey.responses] == ["Elm", "Elm"]


def test_groups_are_not_read_unless_asked_for() -> None:
    assert [response.group for response in read(TABLE).responses] == ["", ""]


# What is noted


def test_columns_that_are_not_read_are_named() -> None:
    assert read("direct,Postcode,Name\nNever,X,Y\n").notes == (
        "survey.csv: not read: column B (Postcode), column C (Name).",
    )


def test_codes_of_the_direct_question_are_spelt_out() -> None:
    (note,) = read("direct\n1\n").notes

    assert "1 Often/always, 2 Some of the time" in note


def test_blank_rows_between_are_counted() -> None:
    assert read("direct\n\nNever\n\n\nNever\n\n").notes == ("survey.csv: blank rows passed over: 3.",)


@pytest.mark.parametrize("person", ["ann@example.org", "Ann Example"])
def test_person_codes_that_look_like_names_are_noted_without_repeating_them(person: str) -> None:
    (note,) = read(f"person_code,direct\n{person},Never\n").notes

    assert "look like names" in note
    assert person not in note


# What is refused


def test_every_mistake_is_told_at_once_with_row_and_column() -> None:
    text = f"{HEAD}\na,before,,Sometimes,2,2,7\n\na,before,,1,2,2,\nb,soon,,1,4,2,Never\n"

    assert faults(text) == [
        "a.csv row 2, column D (lack_companionship): “Sometimes” is none of the answers; write one of: "
        "Hardly ever or never (1); Some of the time (2); Often (3)",
        "a.csv row 2, column G (direct): “7” is none of the answers; write one of: Often/always (1); "
        "Some of the time (2); Occasionally (3); Hardly ever (4); Never (5)",
        "a.csv row 4, column A (person_code): row 2 has the same code at the same time. Keep one row, or mend the code",
        "a.csv row 5, column B (when): “soon” is neither; write baseline or follow_up",
        "a.csv row 5, column E (left_out): “4” is none of the answers; write one of: "
        "Hardly ever or never (1); Some of the time (2); Often (3)",
    ]


def test_mistakes_of_both_files_are_told() -> None:
    told = faults("direct\nnow and then\n", "when,direct\nbaseline,Never\n")

    assert told[0].startswith("a.csv row 2, column A (direct)")
    assert told[1] == "b.csv row 2, column A (when): “baseline” stands in the file of the follow-up; " + (
        "move the row to the other file"
    )


def test_a_time_left_blank_is_refused_where_the_column_is_there() -> None:
    assert faults("when,direct\n,Never\n") == [
        "a.csv row 2, column A (when): this says neither; write baseline or follow_up"
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the table is empty"),
        (b"\n , ,\n", "the table is empty"),
        (b"PK\x03\x04rest", "workbook, not CSV"),
        (b"\x81\x8d\x8f", "not text"),
        (b"name,age\nx,3\n", "none of the headings is a question"),
        (b"direct,Direct\nNever,Never\n", "row 1, column B (Direct): column A has this heading too"),
        (b"direct\nNever,stray\n", "row 2: there are more cells than headings"),
        (b'direct\n"' + b"x" * 140_000, "can't be read as a table"),
        (b"direct\n" + b"x" * 10_000_000, "larger than 10,000,000 bytes"),
    ],
    ids=[
        "empty",
        "only-blanks",
        "workbook",
        "not-text",
        "no-question",
        "heading-twice",
        "too-many-cells",
        "quote-never-closed",
        "too-large",
    ],
)
def test_what_is_no_such_table_is_refused_in_words(content: bytes, words: str) -> None:
    (told,) = faults(content)

    assert words in told


def test_a_group_column_that_is_not_there_is_told_with_those_that_are() -> None:
    (told,) = faults("direct,area\nNever,Elm\n", by="ward")

    assert "no column ward to group by; there are direct, area" in told
