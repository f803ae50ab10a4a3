"""A condition said in words, for the person who reads the report."""

import pytest

from impact_check.rules import Ruleset, in_words
from rules.build import check, question, rule, ruleset

QUESTIONS = (
    question("only_place", "yes_no"),
    question("funded", "yes_no"),
    question("reach", "one", options=["near", "far", "none_within"]),
    question("users", "number"),
    question("places", "number"),
    question("ends", "date"),
    question("starts", "date"),
)


def said(text: str) -> str:
    built = ruleset(*QUESTIONS, rules=(rule("r", text),))
    return in_words(built.rules["r"].node, built.texts)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("only_place", "“Only place?” is “Yes”"),
        ("not only_place", "“Only place?” is not “Yes”"),
        ("only_place == no", "“Only place?” is “No”"),
        ("reach == far", "“Reach?” is “Far”"),
        ("reach != far", "“Reach?” is not “Far”"),
        ("reach in (near, far)", "“Reach?” is “Near” or “Far”"),
        ("reach in (near, far, none_within)", "“Reach?” is “Near”, “Far” or “None within”"),
        ("reach not in (near, far)", "“Reach?” is not “Near” or “Far”"),
        ("V01 in groups", "“Groups?” names “Group 1”"),
        ("V01 not in groups", "“Groups?” does not name “Group 1”"),
        ("any_of(groups, V01, V02, V03)", "“Groups?” names “Group 1”, “Group 2” or “Group 3”"),
        ("all_of(groups, V01, V02)", "“Groups?” names “Group 1” and “Group 2”"),
        ("none_of(groups, V01, V02)", "“Groups?” does not name “Group 1” or “Group 2”"),
        ("count(groups) >= 2", "the number chosen in “Groups?” is at least 2"),
        ("not count(groups) >= 2", "the number chosen in “Groups?” is less than 2"),
        ("count(groups) == 0", "the number chosen in “Groups?” is 0"),
        ("users == 20", "“Users?” is 20"),
        ("users != 20", "“Users?” is not 20"),
        ("not users != 20", "“Users?” is 20"),
        ("users < 20", "“Users?” is less than 20"),
        ("not users < 20", "“Users?” is at least 20"),
        ("users <= 20", "“Users?” is at most 20"),
        ("not users <= 20", "“Users?” is more than 20"),
        ("users > 20", "“Users?” is more than 20"),
        ("users >= -1", "“Users?” is at least -1"),
        ("places < users", "“Places?” is less than “Users?”"),
        ("ends < '2026-05-01'", "“Ends?” is before 1 May 2026"),
        ("not ends < '2026-05-01'", "“Ends?” is not before 1 May 2026"),
        ("ends <= '2026-12-31'", "“Ends?” is not after 31 December 2026"),
        ("ends > '2026-05-01'", "“Ends?” is after 1 May 2026"),
        ("ends >= '2026-05-01'", "“Ends?” is not before 1 May 2026"),
        ("ends == '2026-05-01'", "“Ends?” is 1 May 2026"),
        ("starts > ends", "“Starts?” is after “Ends?”"),
        ("days_between(ends, starts) > 14", "the number of days from “Ends?” to “Starts?” is more than 14"),
        ("only_place and funded", "“Only place?” is “Yes” and “Funded?” is “Yes”"),
        ("only_place or funded", "“Only place?” is “Yes” or “Funded?” is “Yes”"),
        (
            "(only_place or funded) and users > 3",
            "(“Only place?” is “Yes” or “Funded?” is “Yes”) and “Users?” is more than 3",
        ),
        (
            "only_place and funded or users > 3",
            "(“Only place?” is “Yes” and “Funded?” is “Yes”) or “Users?” is more than 3",
        ),
        ("not (only_place and funded)", "“Only place?” is not “Yes” or “Funded?” is not “Yes”"),
    ],
)
def test_condition_is_said_in_words(text: str, words: str) -> None:
    assert said(text) == words


def test_checks_are_said_in_words_too() -> None:
    built: Ruleset = ruleset(
        *QUESTIONS,
        checks=(
            check("known", "is_unknown(reach) or not is_unknown(users)"),
            check("facts", "rating_possible in (high, severe) and mitigations_claimed < 2"),
        ),
    )

    assert in_words(built.fails_when["known"].node, built.texts) == "“Reach?” is not known or “Users?” is known"
    assert (
        in_words(built.fails_when["facts"].node, built.texts)
        == "rating possible is “high” or “severe” and mitigations claimed is less than 2"
    )
