import pytest

from impact_check import api
from impact_check.measures import survey_sheet
from impact_check.measures.instrument import DIRECT, INDIRECT, ITEMS


def test_questions_have_the_exact_words_in_the_recommended_order() -> None:
    assert [item.text for item in ITEMS] == [
        "How often do you feel that you lack companionship?",
        "How often do you feel left out?",
        "How often do you feel isolated from others?",
        "How often do you feel lonely?",
    ]


@pytest.mark.parametrize("item", INDIRECT, ids=lambda item: item.id)
def test_indirect_questions_score_one_to_three(item) -> None:
    assert item.choices == (("Hardly ever or never", 1), ("Some of the time", 2), ("Often", 3))


def test_direct_question_has_five_answers() -> None:
    assert [choice.words for choice in DIRECT.choices] == [
        "Often/always",
        "Some of the time",
        "Occasionally",
        "Hardly ever",
        "Never",
    ]


def test_sheet_has_every_question_and_answer_and_no_name_field() -> None:
    page = api.survey_page()

    for item in survey_sheet().items:
        assert item.text in page
        for choice in item.choices:
            assert f'name="{item.id}" value="{choice.code}">{choice.words}</label>' in page
    assert "write your name" in page
    assert 'type="text"' not in page
    assert "Never guess an answer" in page


def test_sheet_refers_to_nothing_outside_itself() -> None:
    page = api.survey_page()

    assert '<html lang="en-GB">' in page
    assert not any(mark in page for mark in ("http", "src=", "<script", "<form"))


def test_every_column_of_the_table_is_explained() -> None:
    assert api.survey_table().strip().split(",") == [column.heading for column in api.survey_columns()]
