"""What may be published of an assessment: nothing personal, the same rating, and a list of what was left out."""

import io
import re
from datetime import date

import pikepdf
import pypdfium2
import pytest

from impact_check import api
from impact_check.model.assessment import DontKnow, Known, NotApplicable
from impact_check.model.levels import Bounds, Level
from impact_check.model.what_if import ChangeSet, Step, WhatIf
from impact_check.privacy import Place, counts_people, publishable, publishable_result, publishable_what_if
from tests.report import build
from tests.report.reading import shown_text, strings_in

from . import planted

ON = date(2026, 11, 22)
RULESET = planted.ruleset()
PLANTED = planted.planted()


@pytest.fixture(scope="module")
def html() -> str:
    return api.report_html(RULESET, PLANTED.assessment, api.evaluate(RULESET, PLANTED.assessment, ON), public=True)


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(planted.public_copy().pdf))


def leaked(text: str) -> list[str]:
    return [personal for personal in PLANTED.texts if personal in text]


# Nothing personal


def test_the_assessment_used_here_fills_in_every_field() -> None:
    assert planted.fields_left_empty(planted.full()) == set()


def test_every_planted_text_is_in_the_full_assessment() -> None:
    assert len(PLANTED.texts) >= 60
    assert sorted(leaked(PLANTED.assessment.model_dump_json())) == sorted(PLANTED.texts)


def test_nothing_personal_is_left_in_what_may_be_published() -> None:
    assert leaked(publishable(RULESET, PLANTED.assessment).assessment.model_dump_json()) == []


def test_every_page_of_a_public_copy_says_that_it_is_one() -> None:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(planted.public_copy().pdf)]

    assert len(pages) > 2
    assert all("Loneliness impact: public copy" in page for page in pages)


def test_the_full_report_shows_what_the_public_copy_withholds(html: str) -> None:
    result = api.evaluate(RULESET, PLANTED.assessment, ON)

    assert len(leaked(api.report_html(RULESET, PLANTED.assessment, result))) >= 20
    assert leaked(html) == []
    assert "[withheld]" in html


def test_the_pdf_of_the_public_copy_holds_nothing_personal_anywhere(pdf: pikepdf.Pdf) -> None:
    text = "".join(shown_text(pdf))
    assert "What was left out of this copy" in text
    assert "[withheld]" in text
    assert leaked(text) == []
    with pdf.open_metadata() as metadata:
        assert "public copy" in str(metadata["dc:title"])
        assert leaked(str(metadata)) == []
    assert leaked(str(dict(pdf.docinfo))) == []
    streams = [found.read_bytes() for found in pdf.objects if isinstance(found, pikepdf.Stream)]
    strings = [str(found) for whole in pdf.objects for found in strings_in(whole)]
    assert leaked("\n".join(stream.decode("utf-8", "replace") for stream in streams)) == []
    assert leaked("\n".join(stream.decode("utf-16-be", "replace") for stream in streams)) == []
    assert any("Meeting place" in string for string in strings)
    assert leaked("\n".join(strings)) == []


# The same rating


def test_the_public_copy_gives_the_rating_of_the_full_assessment() -> None:
    full = planted.full()
    result = api.evaluate(RULESET, full, ON)
    cards = re.compile(r'<p class="rating">(.*?)</p>', re.DOTALL)

    whole, public = (api.report_html(RULESET, full, result, public=public) for public in (False, True))

    assert cards.findall(whole)
    assert cards.findall(public) == cards.findall(whole)
    assert public.count('<div class="finding"') == whole.count('<div class="finding"')


def test_names_in_a_result_are_withheld_and_nothing_else_changes() -> None:
    full = planted.full()
    result = api.evaluate(RULESET, full, ON)
    assert planted.BY in {item.who for item in result.find_out}

    public = publishable_result(result, full)

    assert {item.who for item in public.find_out} <= {"", "[withheld]"}
    assert public.model_copy(update={"find_out": result.find_out}) == result


# By class


def answers(**given: Known | DontKnow | NotApplicable) -> api.Published:
    return publishable(RULESET, build.assessment(answers=given))


@pytest.mark.parametrize(("question", "of_class"), [("toilets", "internal"), ("comments", "personal")])
def test_an_answer_that_is_not_public_is_withheld_with_its_note_and_evidence(question: str, of_class: str) -> None:
    shown, withheld = answers(**{question: planted.known("yes", evidence=("E1",))})

    answer = shown.answers[question]
    assert isinstance(answer, Known)
    assert (answer.value, answer.note, answer.evidence) == ("[withheld]", "[withheld]", ())
    assert getattr(withheld, of_class) == (question,)
    assert withheld.notes == 1


def test_why_an_internal_question_does_not_apply_is_withheld() -> None:
    shown, withheld = answers(toilets=NotApplicable(by="Ann", at=build.AT, reason="Mr Quill has one."))

    answer = shown.answers["toilets"]
    assert isinstance(answer, NotApplicable)
    assert answer.reason == "[withheld]"
    assert withheld.internal == ("toilets",)


def test_that_an_internal_answer_is_not_known_is_shown() -> None:
    shown, withheld = answers(toilets=build.dont_know("Ann"))

    answer = shown.answers["toilets"]
    assert isinstance(answer, DontKnow)
    assert answer.who == "[withheld]"
    assert withheld.internal == ()


def test_an_answer_to_a_question_that_is_no_more_is_internal() -> None:
    shown, withheld = answers(gone=planted.known("Something"))

    assert "Something" not in shown.model_dump_json()
    assert withheld.internal == ("gone",)


@pytest.mark.parametrize(
    ("number", "said"), [(0, "fewer than 5 people"), (4, "fewer than 5 people"), (5, 5), (42, 42)], ids=str
)
def test_a_number_of_people_below_five_is_said_in_words(number: int, said: str | int) -> None:
    shown, withheld = answers(displaced=build.known(number, note="Two of them are sisters."))

    answer = shown.answers["displaced"]
    assert isinstance(answer, Known)
    assert answer.value == said
    assert withheld.small_numbers == (() if said == number else ("displaced",))
    assert ("sisters" in answer.note) == (said == number)


def test_a_small_number_is_printed_with_its_unit_and_counts_as_answered() -> None:
    full = build.assessment(answers={**build.assessment().answers, "people": build.known(3)})
    html = api.report_html(RULESET, full, api.evaluate(RULESET, full, ON), public=True)

    assert "fewer than 5 people" in html
    assert "3 people" not in html


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("https://example.org/counts", "https://example.org/counts"),
        ("The red folder", "[withheld]"),
        ("C:\\Users\\doris\\counts.xlsx", "[withheld]"),
        ("https://example.org ask Doris", "[withheld]"),
        ("", ""),
    ],
)
def test_a_place_of_evidence_is_kept_only_if_it_is_a_link(where: str, said: str) -> None:
    item = build.assessment().evidence[0].model_copy(update={"where": where})

    shown, withheld = publishable(RULESET, build.assessment(evidence=(item,)))

    assert shown.evidence[0].where == said
    assert withheld.evidence_places == (said == "[withheld]")


def test_jobs_and_organisations_stay_and_names_go() -> None:
    shown, _ = publishable(RULESET, planted.full())

    (mitigation,) = shown.mitigations
    assert mitigation.owner is not None
    assert (mitigation.owner.name, mitigation.owner.role) == ("[withheld]", "service manager")
    assert mitigation.delivered_by is not None
    assert (mitigation.delivered_by.organisation, mitigation.delivered_by.agreed_by) == ("Example Trust", "[withheld]")


def test_a_detail_in_a_public_text_is_taken_out_and_the_rest_stays() -> None:
    shown, withheld = answers(summary=build.known("Ring 07700 900123 or come to HD1 2TT."))

    answer = shown.answers["summary"]
    assert isinstance(answer, Known)
    assert answer.value == "Ring [withheld] or come to [withheld]."
    place = Place("question", "summary")
    assert withheld.details == ((place, "phone_number"), (place, "postcode"))


def test_publishing_twice_takes_nothing_more_out() -> None:
    once = publishable(RULESET, planted.full()).assessment
    twice, withheld = publishable(RULESET, once)

    assert withheld.details == ()
    assert twice.answers["summary"] == once.answers["summary"]


# What would bring the rating down


def way(question: str) -> ChangeSet:
    step = Step(question=question, kind="change", state="value", before="no", to="yes", or_better=False, evidence=None)
    return ChangeSet(steps=(step,), after=Bounds(confirmed=Level.LOW, possible=Level.LOW))


@pytest.mark.parametrize(
    ("questions", "shown", "hidden"),
    [(("toilets", "closes"), ("closes",), 1), (("closes",), ("closes",), 0), ((), (), 0), (("toilets",), None, 1)],
    ids=["one-of-two", "none-withheld", "no-way", "all-withheld"],
)
def test_a_way_down_that_shows_a_withheld_answer_is_left_out(
    questions: tuple[str, ...], shown: tuple[str, ...] | None, hidden: int
) -> None:
    found = WhatIf(
        assessment="a",
        pinned=build.PINNED,
        now=Bounds(confirmed=Level.HIGH, possible=Level.HIGH),
        target=Level.LOW,
        is_met=False,
        sets=tuple(map(way, questions)),
        left_out=0,
        searched_to=1,
        in_the_way=(),
    )
    account = answers(toilets=build.known("no")).withheld

    public, account = publishable_what_if(found, account)

    assert (public and tuple(way.steps[0].question for way in public.sets)) == shown
    assert account.ways == hidden


# The list of what was left out


def test_the_list_says_what_was_left_out_by_class_and_question(html: str) -> None:
    said = " ".join(re.sub(r"<[^>]+>", " ", html.rpartition("What was left out of this copy")[2]).split())

    assert "Internal answers: 1 Does the new place have toilets that everybody can use?" in said
    assert "Answers about particular people: 1 What did people say?" in said
    assert "recognised: 1 How many people would have to go elsewhere?" in said
    assert "“What would change, in a few sentences?”: 4 phone numbers" in said  # An alternative has the question too.
    assert "Evidence E1: 1 phone number" in said
    assert "Entries of the history: 1 " in said
    assert "Reviews: 1 " in said


def test_a_copy_from_which_nothing_had_to_be_left_out_says_so() -> None:
    nothing = build.assessment(answers={}, evidence=(), mitigations=(), history=())
    html = api.report_html(RULESET, nothing, api.evaluate(RULESET, nothing, ON), public=True)

    assert "Nothing had to be left out." in html


def test_few_people_are_withheld_in_a_language_whose_unit_has_another_word_for_them() -> None:
    content = RULESET.questionnaire
    first = next(question for question in content.questions if question.id == content.facts.people)
    units = {"people": "o bobl", "places": "lle"}
    sections = tuple(
        section.model_copy(
            update={
                "questions": tuple(
                    question.model_copy(update={"unit": units.get(question.unit or "", question.unit)})
                    for question in section.questions
                )
            }
        )
        for section in content.sections
    )
    welsh = content.model_copy(update={"sections": sections})
    renamed = {question.id: question for question in welsh.questions}

    assert counts_people(welsh, renamed[first.id])
    assert [question.id for question in welsh.questions if counts_people(welsh, question)] == [
        question.id for question in content.questions if counts_people(content, question)
    ]
