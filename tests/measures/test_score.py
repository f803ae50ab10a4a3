import pytest

from impact_check.measures import Survey, read_survey, score_survey
from impact_check.measures.responses import Response, Wave
from impact_check.measures.score import loneliness
from impact_check.measures.scores import Change, Row
from impact_check.model.comparators import Comparator

FIGURE = Comparator(
    id="c",
    indicator="often_always",
    percent=6.6,
    survey="Some Survey",
    area="Elmshire",
    ages="adults aged 16 and over",
    period="2024/25",
    source="s",
)


def direct(counts: tuple[int, ...], wave: Wave = "baseline", group: str = "") -> tuple[Response, ...]:
    """Make responses to the direct question: how many gave each answer, the loneliest first."""
    codes = [code for code, count in enumerate(counts, start=1) for _ in range(count)]
    return tuple(Response(wave, "", group, {"direct": code}) for code in codes)


def ucla(*sums: int, wave: Wave = "baseline") -> tuple[Response, ...]:
    parts = [(score // 3, (score + 1) // 3, (score + 2) // 3) for score in sums]
    names = ("lack_companionship", "left_out", "isolated")
    return tuple(Response(wave, "", "", dict(zip(names, part, strict=True))) for part in parts)


def rows(survey: Survey) -> list[Row]:
    return [row for scores in score_survey(survey).measures for row in scores.rows]


# Scores


@pytest.mark.parametrize(("codes", "score"), [((1, 1, 1), 3), ((3, 2, 1), 6), ((3, 3, 3), 9)])
def test_ucla_score_is_the_sum(codes: tuple[int, int, int], score: int) -> None:
    answers = dict(zip(("lack_companionship", "left_out", "isolated"), codes, strict=True))

    assert loneliness("ucla3", Response("baseline", "", "", answers)) == score


def test_ucla_score_needs_all_three_answers() -> None:
    assert loneliness("ucla3", Response("baseline", "", "", {"left_out": 3, "isolated": 3})) is None


def test_direct_measure_is_a_share_with_its_range() -> None:
    (row,) = rows(Survey(direct((8, 12, 5, 5, 10))))

    assert (row.answered, row.often.count, row.often.percent) == (40, 8, 20)
    assert (row.some_or_more.count, row.some_or_more.percent) == (20, 50)
    assert (row.often.low, row.often.high) == pytest.approx((10.500, 34.757), abs=1e-3)


def test_ucla_measure_is_the_share_of_six_or_more_and_the_mean() -> None:
    (row,) = rows(Survey(ucla(*[3] * 10, *[6] * 5, *[9] * 5)))

    assert (row.answered, row.high.count, row.high.percent, row.mean) == (20, 10, 50, 5.2)


def test_a_measure_that_was_not_asked_is_left_out() -> None:
    assert [scores.measure for scores in score_survey(Survey(direct((9, 9, 9, 0, 0)))).measures] == ["direct"]


def test_rows_without_a_full_answer_are_counted_not_dropped() -> None:
    survey = Survey((*direct((9, 9, 9, 0, 0)), *[Response("baseline", "", "", {"left_out": 2})] * 3))

    (scores,) = score_survey(survey).measures

    assert scores.rows[0].answered == 27
    assert [(part.when, part.rows, part.of) for part in scores.incomplete] == [("baseline", 3, 30)]


# Small numbers


def test_a_small_count_is_merged_with_the_next() -> None:
    (row,) = rows(Survey(direct((4, 6, 10, 0, 0))))

    assert (row.often, row.some_or_more.count) == (None, 10)


@pytest.mark.parametrize("counts", [(9, 9, 2, 0, 0), (0, 0, 9, 9, 9), (1, 1, 1, 0, 0)])
def test_a_row_with_a_small_rest_shows_no_share(counts: tuple[int, ...]) -> None:
    (row,) = rows(Survey(direct(counts)))

    assert (row.often, row.some_or_more) == (None, None)
    assert row.answered == (sum(counts) if sum(counts) >= 5 else None)


def test_a_hidden_group_is_not_left_over_from_the_total() -> None:
    people = (
        *direct((9, 9, 9, 0, 0), group="Ash"),
        *direct((8, 8, 8, 0, 0), group="Elm"),
        *direct((9, 9, 1, 0, 0), group="Oak"),
    )

    shown = {row.group: row.answered for row in rows(Survey(people, "group"))}

    assert shown == {"": 70, "Ash": 27, "Elm": None, "Oak": None}


def test_a_blank_group_is_a_group_and_comes_last() -> None:
    people = (*direct((9, 9, 9, 0, 0), group=""), *direct((9, 9, 9, 0, 0), group="Zoar"))

    assert [row.group for row in rows(Survey(people, "group"))] == ["", "Zoar", "(not said)"]


def test_what_is_hidden_is_said() -> None:
    assert any("fewer than 5 people" in note for note in score_survey(Survey(direct((4, 6, 10, 0, 0)))).notes)
    assert not any("fewer than 5 people" in note for note in score_survey(Survey(direct((9, 9, 9, 9, 9)))).notes)


# Change


def pairs(*moves: tuple[int, int]) -> Survey:
    """Make a survey of people who gave these direct answers (codes) before and after."""
    people = [
        Response(wave, f"p{place}", "", {"direct": code})
        for place, move in enumerate(moves)
        for wave, code in zip(("baseline", "follow_up"), move, strict=True)
    ]
    return Survey(tuple(people))


def test_people_who_moved_are_counted_each_way() -> None:
    survey = pairs(*[(1, 3)] * 12, *[(2, 2)] * 6, *[(5, 4)] * 5)

    (scores,) = score_survey(survey).measures

    assert scores.change == Change(people=23, less_lonely=12, same=6, lonelier=5, chance=0.143)


@pytest.mark.parametrize(
    ("moves", "change"),
    [
        ([*[(1, 3)] * 12, *[(2, 2)] * 9], Change(people=21, less_lonely=12, same=None, lonelier=None, chance=None)),
        ([*[(1, 3)] * 3, *[(2, 2)] * 9], Change(people=12, less_lonely=None, same=None, lonelier=None, chance=None)),
    ],
    ids=["nobody-lonelier", "few-less-lonely"],
)
def test_small_counts_of_movers_are_hidden(moves: list[tuple[int, int]], change: Change) -> None:
    (scores,) = score_survey(pairs(*moves)).measures

    assert scores.change == change


def test_without_person_codes_nobody_is_said_to_have_moved() -> None:
    survey = Survey((*direct((9, 9, 9, 0, 0)), *direct((9, 9, 9, 0, 0), "follow_up")))

    assert score_survey(survey).measures[0].change is None


# The sentence and the notes


@pytest.mark.parametrize(
    ("survey", "sentence"),
    [
        (
            Survey((*direct((20, 20, 0, 0, 60)), *direct((5, 20, 0, 0, 75), "follow_up"))),
            "At baseline 20 of 100 people (20%) feel lonely often or always; at follow-up 5 of 100 (5%); "
            "the ranges don't overlap, so chance alone is an unlikely reason, but the figures don't say what is.",
        ),
        (
            Survey((*direct((20, 20, 0, 0, 60)), *direct((15, 20, 0, 0, 65), "follow_up"))),
            "At baseline 20 of 100 people (20%) feel lonely often or always; at follow-up 15 of 100 (15%); "
            "the ranges overlap, so the difference may be chance.",
        ),
        (
            Survey((*direct((6, 6, 6, 0, 0)), *direct((5, 7, 6, 0, 0), "follow_up"))),
            "At baseline 6 of 18 people (33%) feel lonely often or always; at follow-up 5 of 18 (28%), "
            "which is too few people to tell change from chance.",
        ),
        (
            Survey((*direct((20, 20, 0, 0, 60)), *direct((4, 20, 0, 0, 76), "follow_up"))),
            "At baseline 40 of 100 people (40%) feel lonely at least some of the time; at follow-up 24 of 100 (24%); "
            "the ranges overlap, so the difference may be chance.",
        ),
        (
            Survey((*direct((20, 20, 0, 0, 60)), *direct((1, 1, 0, 0, 76), "follow_up"))),
            "The two times can't be compared: fewer than 5 people stand behind some figure.",
        ),
        (Survey(direct((9, 9, 9, 0, 0))), "Of 27 people who answered, 9 (33%) feel lonely often or always."),
        (Survey(direct((1, 1, 9, 0, 0))), "The answers can't be shown: fewer than 5 people stand behind some figure."),
        (
            Survey(ucla(*[3] * 20, *[7] * 20)),
            "Of 40 people who answered, 20 (50%) score 6 or more on the UCLA scale.",
        ),
        (Survey(()), "Nobody answered any of the questions."),
    ],
    ids=["unlikely-chance", "overlap", "few", "common-indicator", "one-hidden", "once", "hidden", "ucla", "nobody"],
)
def test_one_plain_sentence(survey: Survey, sentence: str) -> None:
    assert score_survey(survey).sentence == sentence


def test_few_people_are_warned_of() -> None:
    assert (
        "Fewer than 30 is too few to tell change from chance."
        in score_survey(Survey(direct((9, 9, 11, 0, 0)))).notes[0]
    )
    assert "too few" not in " ".join(score_survey(Survey(direct((10, 10, 10, 0, 0)))).notes)


def test_the_cut_off_is_called_a_convention() -> None:
    notes = " ".join(score_survey(Survey(ucla(*[3] * 20, *[7] * 20))).notes)

    assert "6 or more is a convention of research, not an official threshold" in notes


def test_no_cause_is_claimed() -> None:
    assert any("not why" in note for note in score_survey(Survey(direct((9, 9, 9, 0, 0)))).notes)


def test_national_figures_stand_beside_the_direct_measure_only() -> None:
    assert score_survey(Survey(direct((9, 9, 9, 0, 0))), [FIGURE]).comparators == (FIGURE,)
    assert score_survey(Survey(ucla(*[3] * 20)), [FIGURE]).comparators == ()


def test_scores_are_the_same_whatever_the_order_of_rows() -> None:
    people = (*direct((9, 7, 6, 3, 1), group="Elm"), *direct((8, 8, 8, 0, 0), group="Ash"))

    assert score_survey(Survey(people, "group")) == score_survey(Survey(people[::-1], "group"))


def test_a_table_is_scored_from_start_to_end() -> None:
    content = "direct\n" + "Often/always\n" * 6 + "some of the time\n" * 6 + "5\n" * 8 + "\n"

    scores = score_survey(read_survey([("a.csv", content.encode())]))

    assert scores.sentence == "Of 20 people who answered, 6 (30%) feel lonely often or always."
