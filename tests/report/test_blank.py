"""The blank form: every question with room for its answer, complete, accessible, and without a rating."""

import io
from datetime import UTC, datetime
from itertools import pairwise

import pikepdf
import pytest
from rules.build import question, questionnaire

from impact_check import api
from impact_check.report import BlankView, blank_view, render_blank, render_pdf
from impact_check.report.blank_parts import FormQuestion
from impact_check.report.pdf import print_pdf
from impact_check.rules import Ruleset, build_ruleset

from .test_html import HOSTILE, Page
from .test_pdf import SUBSETTER_MISSING, Structure
from .test_pdf_standards import failures

AT = datetime(2026, 11, 22, tzinfo=UTC)
WIDE = "change_kind == closes or V01 in groups"


def made(*more: dict, sections: tuple[tuple[dict, ...], ...] = ()) -> Ruleset:
    """Return a questionnaire whose first section, after the facts, has `more`; further sections follow."""
    content = questionnaire(*more, *(entry for entries in sections for entry in entries))
    first, rest = content.sections[0], content.sections[1]
    sizes = [len(more), *map(len, sections)]
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    split = tuple(
        rest.model_copy(
            update={
                "id": f"s{place}",
                "title": f"Section {place}",
                "order": 10 + place,
                "questions": rest.questions[start : start + size],
            }
        )
        for place, (start, size) in enumerate(zip(starts, sizes, strict=True))
    )
    built = build_ruleset(content.model_copy(update={"sections": (first, *split)}), "a" * 64)
    assert isinstance(built, Ruleset), built
    return built


def questions(view: BlankView) -> dict[str, FormQuestion]:
    return {asked.id: asked for section in view.sections for block in section.blocks for asked in block.questions}


def asked(*more: dict) -> dict[str, FormQuestion]:
    return questions(blank_view(made(*more)))


KIND = question("change_kind", "one", options=["stays", "closes"], screening=True)


@pytest.fixture(scope="module")
def rich() -> Ruleset:
    """Return a questionnaire that has something of everything."""
    return made(
        KIND,
        question("helpers", "many", options=["staff", "volunteers"], none_label="Nobody"),
        sections=(
            (
                question("only_place", "yes_no", ask_if=WIDE, evidence={"reassuring": ["no"], "min_grade": "C"}),
                question("users", "number", unit="people", maximum=500, ask_if=WIDE, allow_not_applicable=True),
                question("ends", "date", ask_if="only_place", must_know=True, help="Ask the landlord."),
            ),
            (
                question("lead", "role", ask_if=WIDE),
                question("views", "text", publish="personal", optional=True, ask_if="users >= 20"),
            ),
        ),
    )


@pytest.fixture(scope="module")
def page(rich: Ruleset) -> Page:
    return Page(api.blank_form_html(rich))


@pytest.fixture(scope="module")
def structure(rich: Ruleset) -> Structure:
    data, complaints = print_pdf(api.blank_form_html(rich))
    assert [complaint for complaint in complaints if SUBSETTER_MISSING not in complaint] == []
    return Structure(data)


# What stands in it


def test_every_question_is_there_in_order_with_its_number_and_id(rich: Ruleset, page: Page) -> None:
    places = [page.text.find(f" {number}. {q.text} ") for number, q in enumerate(rich.questions.values(), start=1)]

    assert -1 not in places
    assert places == sorted(places)
    assert all(f" {name} " in page.text for name in rich.questions)
    assert all(f"Why we ask: {q.why}" in page.text for q in rich.questions.values())


def test_every_option_is_a_tick_box(rich: Ruleset, page: Page) -> None:
    checkpoints = 1
    options = sum(map(len, rich.options.values()))
    grades = 3  # C or better.

    assert page.text.count("☐") == options + len(rich.questions) + 1 + grades + checkpoints  # One "does not apply".


@pytest.mark.parametrize(
    ("kind", "keys", "area", "hint"),
    [
        ("yes_no", {}, "choices", "Tick one."),
        ("one", {"options": ["a", "b"]}, "choices", "Tick one."),
        (
            "many",
            {"options": ["a", "b"], "none_label": "Neither"},
            "choices",
            "Tick all that apply. If you tick “Neither”, tick nothing else.",
        ),
        ("number", {}, "number", "A whole number."),
        ("number", {"minimum": 1, "maximum": 5000}, "number", "A whole number, from 1 to 5,000."),
        ("date", {}, "date", ""),
        ("text", {}, "box", ""),
        ("role", {}, "line", "Give a job, not the name of a resident."),
    ],
)
def test_each_type_has_room_of_its_own(kind: str, keys: dict, area: str, hint: str) -> None:
    found = asked(question("x", kind, **keys))["x"]

    assert (found.area, found.hint) == (area, hint)


def test_the_name_of_the_proposal_needs_one_line_only() -> None:
    assert asked(KIND)["title"].area == "line"


def test_remarks_say_what_must_be_known_may_be_blank_and_is_not_published() -> None:
    found = asked(
        question("a", "yes_no", must_know=True),
        question("b", "text", optional=True, publish="internal"),
        question("c", "text", publish="personal"),
        question("d", "text"),
    )

    assert found["a"].remarks == ("This must be known before anyone can sign.",)
    assert found["b"].remarks == ("You may leave this blank.", "The answer is left out of a published copy.")
    assert "may be about a person" in found["c"].remarks[0]
    assert found["d"].remarks == ()


@pytest.mark.parametrize(
    ("evidence", "lead", "grades", "note"),
    [
        ({"reassuring": ["no"]}, "If you answer “No”, say what shows it.", "ABCD", ""),
        (
            {"reassuring": ["no"], "min_grade": "C"},
            "If you answer “No”",
            "ABC",
            "(D doesn’t count)",
        ),
        ({"reassuring": "any", "min_grade": "B"}, "Say what shows your answer.", "AB", "(C and D don’t count)"),
        (
            {"reassuring": ["yes", "no"], "min_grade": "A"},
            "If you answer “Yes” or “No”",
            "A",
            "(B, C and D",
        ),
    ],
    ids=["any grade", "C", "any answer", "A"],
)
def test_evidence_is_asked_for_where_an_answer_needs_it(evidence: dict, lead: str, grades: str, note: str) -> None:
    space = asked(question("x", "yes_no", evidence=evidence))["x"].evidence

    assert space is not None
    assert space.lead.startswith(lead)
    assert "".join(space.grades) == grades
    assert space.note.startswith(note)
    assert bool(space.note) == bool(note)


def test_none_of_these_that_needs_evidence_is_named_by_its_label() -> None:
    space = asked(
        question("x", "many", options=["a"], none_label="Nobody", evidence={"reassuring": ["none_of_these"]})
    )["x"].evidence

    assert space is not None
    assert space.lead == "If you tick “Nobody”, say what shows it."


@pytest.mark.parametrize(
    ("options", "columns"),
    [(2, False), (6, True), (12, True)],
    ids=["few", "many and short", "too many"],
)
def test_many_choices_stand_in_two_columns(options: int, columns: bool) -> None:
    words = [f"option_{'long_' * 12 if options == 12 else ''}{n}"[:50] + str(n) for n in range(options)]

    assert asked(question("x", "one", options=words))["x"].in_columns is columns


def test_groups_are_explained_once(rich: Ruleset, page: Page) -> None:
    assert page.text.count("A group.") == len(rich.questionnaire.groups)
    assert all(choice.help == "" for choice in questions(blank_view(rich))["groups"].choices)


def test_a_form_without_evidence_or_groups_says_nothing_of_them() -> None:
    ruleset = made(KIND)
    facts = ruleset.questionnaire.sections[0]
    alone = facts.model_copy(update={"questions": tuple(q for q in facts.questions if q.id != "groups")})
    content = ruleset.questionnaire.model_copy(update={"sections": (alone, *ruleset.questionnaire.sections[1:])})
    built = build_ruleset(content, "a" * 64)
    assert isinstance(built, Ruleset)

    text = Page(render_blank(blank_view(built))).text

    assert "Annex A. To have it rated" in text
    assert "count only with evidence" not in text
    assert "The groups of people" not in text


# When to answer


def test_a_question_says_when_to_answer_it(rich: Ruleset) -> None:
    found = questions(blank_view(rich))["ends"].only_if

    assert found is not None
    assert (found.lead, found.items) == ("Answer this only if you answered “Yes” to question 7.", ())


def test_a_condition_that_many_share_is_worked_out_once(rich: Ruleset) -> None:
    view = blank_view(rich)
    (checkpoint,) = view.sections[1].checkpoints
    leads = [block.only_if.lead for section in view.sections for block in section.blocks if block.only_if]

    assert checkpoint.letter == "A"
    assert checkpoint.says.lead == "Tick A if at least one of these is true:"
    assert checkpoint.says.items == ("you answered “Closes” to question 5", "you ticked “Group 1” in question 4")
    assert leads == []
    for name in ("only_place", "users", "lead"):
        only_if = questions(view)[name].only_if
        assert only_if is not None
        assert (only_if.lead, only_if.items) == ("Answer this only if you ticked checkpoint A.", ())


def test_a_condition_that_few_share_is_said_in_full() -> None:
    view = blank_view(
        made(KIND, sections=((question("a", "yes_no", ask_if=WIDE), question("b", "yes_no", ask_if=WIDE)),))
    )

    (block,) = view.sections[2].blocks
    assert block.only_if is not None
    assert block.only_if.lead == "Answer questions 6 and 7 only if at least one of these is true:"
    assert len(block.only_if.items) == 2
    first, second = block.questions
    assert first.only_if is None
    assert second.only_if is not None
    assert second.only_if.lead == "Answer this only if the box above question 6 says so."
    assert not any(section.checkpoints for section in view.sections)


def test_a_condition_used_before_its_section_ends_is_no_checkpoint() -> None:
    used = tuple(question(name, "yes_no", ask_if=WIDE) for name in ("a", "b", "c"))

    view = blank_view(made(KIND, *used))

    assert not any(section.checkpoints for section in view.sections)
    assert view.sections[1].blocks[1].only_if is not None


def test_what_is_left_out_while_in_doubt_asks_to_be_sure() -> None:
    only_if = asked(KIND, question("a", "text", ask_if="change_kind == stays", only_if_certain=True))["a"].only_if

    assert only_if is not None
    assert only_if.lead == "Answer this only if you are sure that you answered “Stays” to question 5."


@pytest.mark.parametrize(
    ("screening", "first"),
    [
        ((), "Begin with question 1."),
        ((0,), "Everybody answers questions 1 to 8. Begin with question 5: "),
        ((0, 1), "Everybody answers questions 1 to 8. Begin with questions 5 and 6: "),
        ((0, 1, 3), "Everybody answers questions 1 to 8. Begin with questions 5, 6 and 8: "),
    ],
    ids=["none", "one", "two", "apart"],
)
def test_it_says_where_to_begin(screening: tuple[int, ...], first: str) -> None:
    more = (question(name, "yes_no", screening=place in screening) for place, name in enumerate("abcd"))

    assert blank_view(made(*more)).first.startswith(first)


# From paper back into the program


def test_the_first_page_says_that_a_form_gives_no_rating(page: Page) -> None:
    assert "This form gives no rating." in page.text
    assert "Annex B, at the end, says how." in page.text


def test_the_file_to_begin_with_can_be_read_as_it_stands(rich: Ruleset) -> None:
    assessment = api.read_answers(rich, blank_view(rich).sample, at=AT)

    assert set(assessment.answers) == {"title", "change_date", "groups", "only_place"}
    assert [item.grade for item in assessment.evidence] == ["C"]


def test_how_each_answer_is_written_names_every_option(rich: Ruleset) -> None:
    rows = {row.id: row.write for row in blank_view(rich).typed_as}

    assert list(rows) == list(rich.questions)
    assert rows["change_kind"] == "one of: stays, closes"
    assert rows["helpers"] == "a list in square brackets, of: staff, volunteers; or none_of_these"


# The page


def test_elements_nest_and_headings_skip_no_level(page: Page) -> None:
    levels = [level for level, _ in page.headings]

    assert page.open == []
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_links_lead_to_places_in_the_page(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]

    assert len(ids) == len(set(ids))
    assert {attributes["href"] for attributes in page.all("a")} <= {f"#{id_}" for id_ in ids}


def test_nothing_is_loaded_or_run(page: Page) -> None:
    assert not any(page.all(tag) for tag in ("script", "link", "img", "iframe", "object", "form", "input"))


def test_tables_have_captions_and_scopes_and_lists_are_never_empty(page: Page) -> None:
    tags = [name for name, _ in page.elements]

    assert len(page.all("caption")) == len(page.all("table"))
    assert all(attributes.get("scope") in ("row", "col") for attributes in page.all("th"))
    assert all(tags[place + 1] == "li" for place, name in enumerate(tags) if name in ("ul", "ol"))


def test_what_a_questionnaire_says_is_never_markup_nor_a_template() -> None:
    page = Page(api.blank_form_html(made(KIND | {"text": HOSTILE, "help": HOSTILE, "why": HOSTILE})))

    assert page.open == []
    assert page.all("script") + page.all("img") + page.all("link") == []
    assert "{{ 7*7 }} {% raw %}" in page.text


# The PDF


def test_the_file_says_what_it_is(structure: Structure) -> None:
    root = structure.pdf.Root
    with structure.pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Tests: blank form"
    assert str(root.Lang) == "en-GB"
    assert root.MarkInfo.Marked


def test_it_conforms_to_both_standards(structure: Structure) -> None:
    assert failures(structure.data) == []


def test_headings_lists_and_tables_are_tagged(rich: Ruleset, structure: Structure) -> None:
    levels = [int(str(element.S)[2]) for element in structure.all("/H1", "/H2", "/H3")]

    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert levels.count(3) == len(rich.questions) + 1  # And the checkpoints.
    assert {str(kid.S) for element in structure.all("/L") for kid in element.K} <= {"/LI", "/L"}
    assert {str(cell.A.Scope) for cell in structure.all("/TH")} == {"/Row", "/Column"}


def test_headers_and_footers_are_artifacts_and_all_else_is_tagged(structure: Structure) -> None:
    tree = structure.pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(tree[place]): tree[place + 1] for place in range(0, len(tree), 2)}
    for page in structure.pdf.pages:
        paginations = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) != "BDC":
                continue
            if str(operands[0]) == "/Artifact":
                paginations += operands[1].get("/Type") == "/Pagination"
            else:
                assert parents[int(page.StructParents)][int(operands[1].MCID)] is not None
        assert paginations >= 2


def test_pages_are_a4(structure: Structure) -> None:
    sizes = {tuple(round(float(side)) for side in page.mediabox) for page in structure.pdf.pages}

    assert sizes == {(0, 0, 595, 842)}


def test_the_outline_leads_to_the_parts(structure: Structure) -> None:
    with structure.pdf.open_outline() as outline:
        titles = [item.title for item in outline.root[0].children]

    assert [title for title in titles if title.startswith("Part")] == [
        "Part 1. The proposal",
        "Part 2. Section 0",
        "Part 3. Section 1",
        "Part 4. Section 2",
    ]


def test_no_question_that_fits_on_a_page_is_split() -> None:
    filler = tuple(question(f"q{n}", "many", options=[f"a{n}", f"b{n}", f"c{n}"]) for n in range(12))

    data = api.blank_form_pdf(made(KIND, *filler))

    structure = Structure(data)
    # Each page has its own part of the tag tree: what goes on from the page before begins without a heading.
    sections = [[str(kid.S) for kid in element.K] for element in structure.all("/Sect")]
    beginnings = [tags[0] for tags in sections if "/Sect" not in tags]
    assert beginnings.count("/H3") == len(filler) + 5
    assert set(beginnings) <= {"/H1", "/H2", "/H3", "/Table"}


def test_the_same_form_is_the_same_bytes(rich: Ruleset) -> None:
    html = api.blank_form_html(rich)

    assert html == api.blank_form_html(rich)
    assert render_pdf(html) == render_pdf(html)


def test_it_can_be_opened(rich: Ruleset) -> None:
    assert len(pikepdf.open(io.BytesIO(api.blank_form_pdf(rich))).pages) >= 4
