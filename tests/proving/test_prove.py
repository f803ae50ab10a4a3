"""What prove says about a pack, and how it comes to it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from loading.planted import small_files, write_out
from rules.build import check, floor, question, rule
from rules.build import ruleset as build

from impact_check.loading import load_ruleset
from impact_check.loading.pack import read_pack
from impact_check.model.levels import Level
from impact_check.model.questionnaire import Questionnaire
from impact_check.proving import Proof, Proved, prove
from impact_check.proving.answers import TooManyStepsError
from impact_check.proving.ground import Ground
from impact_check.proving.kept import Searches
from impact_check.proving.logic import Tally
from impact_check.proving.overlay import changed, laxer_tables, weaker_results
from impact_check.proving.seek import form_rated, form_supporting
from impact_check.proving.worlds import assess, blank, doubted, nothing_known, rated, world
from impact_check.rules import Ruleset, Truth, build_ruleset

SMALL = Path(__file__).parents[1] / "loading" / "small"


def claim(proved: Proved, words: str) -> Proof:
    (proof,) = (proof for proof in proved.proofs if words in proof.claim)
    return proof


@pytest.fixture(scope="module")
def proved() -> tuple[Proved, ...]:
    return prove([SMALL / "core", SMALL / "elmshire"])


# What is said


def test_every_claim_about_a_good_pack_holds(proved: tuple[Proved, ...]) -> None:
    assert [proof.claim for pack in proved for proof in pack.proofs if not proof.holds] == []
    assert [(pack.pack, pack.version, pack.faults) for pack in proved] == [
        ("core", "core 0.1.0", ()),
        ("elmshire", "core 0.1.0, elmshire 0.2.0", ()),
    ]


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        ("Every rule and every floor", "6 rules and 1 floor;"),
        ("Every question can be asked", "10 questions, 7 of them always asked"),
        ("Every risk factor", "2 factors: 1 as far as severe, 1 as far as high"),
        ("can be in conflict", "1 part with factors: 1 can be in conflict, 0 at most at risk"),
        ("can be supported", "2 parts"),
        (
            "nothing is known",
            "an empty form: confirmed none, possible severe; don't know to everything:",
        ),
        ("Every rule that raises a severity", "3 rules"),
        ("library", "2 mitigations"),
        ("of core is unchanged", "entries and conditions of core"),
    ],
)
def test_what_was_tried_is_counted(proved: tuple[Proved, ...], words: str, counted: str) -> None:
    assert counted in claim(proved[1], words).counted


def test_each_level_has_answers_that_lead_to_it(proved: tuple[Proved, ...]) -> None:
    proof = claim(proved[0], "overall rating")

    assert [witness.what for witness in proof.witnesses] == ["none", "low", "moderate", "high", "severe"]
    ruleset = load_ruleset(SMALL / "core")
    for witness in proof.witnesses:
        given = {name: _seen(text) for name, text in witness.answers}
        rating = rated(ruleset, assess(ruleset, given)).inherent.rating
        assert (rating.confirmed.name.lower(), rating.possible.name.lower()) == (witness.what, witness.what)


def _seen(text: str) -> frozenset[str] | str | int:
    if text.startswith("["):
        return frozenset(text.strip("[]").split(", "))
    return int(text) if text.isdigit() else text


def test_what_only_loading_can_refuse_is_said_to_be_proved_by_loading(proved: tuple[Proved, ...]) -> None:
    by_loading = [proof for proof in proved[1].proofs if proof.by == "loading"]

    assert len(by_loading) == 6
    assert all("(" in proof.counted for proof in by_loading)  # The codes that loading tells.


def test_pack_that_cannot_be_loaded_is_told_its_faults_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = small_files() | {"elmshire/rules/bus.yaml": "rules: 3\n"}
    write_out(files, tmp_path)
    monkeypatch.chdir(tmp_path)

    first, second = prove([tmp_path / "elmshire", "nowhere"])

    assert (first.proofs, [fault.code for fault in first.faults]) == ((), ["wrong-type"])
    assert (second.proofs, [fault.code for fault in second.faults]) == ((), ["no-pack"])


def test_mitigation_of_the_shared_library_may_be_suggested_by_another_pack(tmp_path: Path) -> None:
    files = dict(small_files())
    files["mitigations.yaml"] += (
        "  - {id: bell, title: A bell, action: Ring., factors: [M01], verify_by: Rings., sources: [made-up-2026]}\n"
    )
    files["elmshire/rules/bus.yaml"] = files["elmshire/rules/bus.yaml"].replace("[minibus]", "[minibus, bell]")
    write_out(files, tmp_path)

    (alone,), (together, _) = prove([tmp_path / "core"]), prove([tmp_path / "core", tmp_path / "elmshire"])

    assert [fault.code for fault in alone.faults] == ["never-suggested"]
    assert together.faults == ()


def test_overlay_is_proved_against_its_core_even_if_core_is_not_named() -> None:
    (alone,) = prove([SMALL / "elmshire"])

    assert claim(alone, "never rated lower").holds


def test_packs_proved_side_by_side_are_proved_alike(tmp_path: Path) -> None:
    files = dict(small_files())
    files |= {name.replace("elmshire/", "oakshire/"): text for name, text in small_files().items()}
    files["oakshire/pack.yaml"] = files["oakshire/pack.yaml"].replace("id: elmshire", "id: oakshire")
    write_out(files, tmp_path)
    program = (
        "from pathlib import Path\n"
        "from impact_check import api\n"
        "packs = [Path.cwd() / name for name in ('core', 'elmshire', 'oakshire')]\n"
        "alone, together = api.prove(*packs), api.prove(*packs, jobs=2)\n"
        "assert alone == together\n"
        "print([(pack.pack, len(pack.faults)) for pack in together])"
    )

    # In a process of its own, which has no other threads.
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, env=HERE)

    assert done.stderr == ""
    assert done.stdout == "[('core', 0), ('elmshire', 0), ('oakshire', 0)]\n"


HERE = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


# Searches that are kept


QUESTIONS = (question("closes", "yes_no", worse="yes"), question("users", "number", worse="higher", ask_if="closes"))


def test_what_two_packs_share_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (build(*QUESTIONS, rules=(rule("r", "users >= 20"),)) for _ in range(2))
    searches = Searches()
    before, after = Tally(), Tally()
    found = searches.example(first, first.rules["r"], Truth.TRUE, before)
    monkeypatch.setattr("impact_check.proving.kept.example", None)  # It would fail if it searched again.

    again = searches.example(second, second.rules["r"], Truth.TRUE, after)

    assert found == again == {"closes": "yes", "users": 20}
    assert before == after
    assert before.steps > 0


@pytest.mark.parametrize(
    "changed_",
    [
        (QUESTIONS[0], {**QUESTIONS[1], "maximum": 10}),
        (QUESTIONS[0], {**QUESTIONS[1], "ask_if": "not closes"}),
        ({**QUESTIONS[0], "worse": "no"}, QUESTIONS[1]),
    ],
    ids=["limits", "asked", "worse-end"],
)
def test_questions_that_differ_are_searched_anew(changed_: tuple[dict[str, object], ...]) -> None:
    searches = Searches()
    first = build(*QUESTIONS, rules=(rule("r", "users >= 20"),))
    second = build(*changed_, rules=(rule("r", "users >= 20"),))

    searches.example(first, first.rules["r"], Truth.TRUE)
    searches.example(second, second.rules["r"], Truth.TRUE)

    assert len(searches.kept) == 2


def test_search_that_gave_up_gives_up_again() -> None:
    many = question("things", "many", options=[f"b{n}" for n in range(18)])
    ruleset = build(many, rules=(rule("r", " or ".join(f"b{n} in things" for n in range(18))),))
    searches = Searches()

    for _ in range(2):
        with pytest.raises(TooManyStepsError):
            searches.example(ruleset, ruleset.rules["r"], Truth.TRUE)


# Whole forms


def test_form_has_the_best_answer_to_all_that_is_asked() -> None:
    ruleset = build(*QUESTIONS, question("things", "many", options=["bus"]), question("when", "date"))

    form = world(ruleset, "test", {})

    values = {name: answer.value for name, answer in form.assessment.answers.items()}  # type: ignore[union-attr]
    assert (values["closes"], values["things"], values["when"]) == ("no", ("none_of_these",), "2026-01-01")
    assert "users" not in values  # It isn't asked.
    assert form.given == ()


def test_form_names_only_the_answers_that_are_not_the_best() -> None:
    ruleset = build(*QUESTIONS)

    form = world(ruleset, "test", {"closes": "yes", "users": 0})

    assert form.given == (("closes", "yes"),)
    assert "users" in form.assessment.answers


def test_answers_to_what_is_not_asked_are_left_out() -> None:
    form = world(build(*QUESTIONS), "test", {"closes": "no", "users": 50})

    assert "users" not in form.assessment.answers


def test_everything_on_a_form_is_known_with_evidence() -> None:
    ruleset = build(question("counted", "yes_no", worse="no", evidence={"reassuring": ["yes"], "min_grade": "A"}))

    assert {state.state for state in world(ruleset, "test", {}).result.questions} == {"value"}


# The worst that a factor can reach


@pytest.mark.parametrize(
    ("rules", "level"),
    [
        ((rule("a", "closes", severity="moderate"), rule("b", "closes", severity="high")), Level.HIGH),
        ((rule("a", "closes", severity="low"), rule("b", "closes and not closes", severity="severe")), Level.LOW),
        ((rule("a", "closes and not closes", severity="low"),), None),
        ((rule("a", "closes", benefit="high"),), None),
    ],
    ids=["worst-rule", "rule-that-never-holds", "never", "benefit"],
)
def test_worst_level_of_a_factor(rules: tuple[dict[str, object], ...], level: Level | None) -> None:
    ruleset = build(*QUESTIONS, rules=rules)

    found = Ground(ruleset, read_pack(SMALL / "core").registry, Searches()).highest

    assert (found["M01"][0] if "M01" in found else None) is level


def test_severity_and_exposure_that_exclude_each_other_are_not_put_together() -> None:
    ruleset = load_ruleset(SMALL / "core")
    content = ruleset.questionnaire.model_dump(mode="json")
    for entry in content["rules"]:
        if entry["raises"]["exposure"]:
            entry["when"] = "not only_place and closes_something"
    excluded = _built(content)

    found = Ground(excluded, read_pack(SMALL / "core").registry, Searches()).highest

    assert found["M02"][0] is Level.HIGH  # Severe only with an exposure.


def _built(content: dict[str, object]) -> Ruleset:
    built = build_ruleset(Questionnaire.model_validate(content), "0" * 64)
    assert isinstance(built, Ruleset), built
    return built


# A pack that weakens core. Loading refuses each of these, so they are made from values.


@pytest.fixture(scope="module")
def core() -> Ruleset:
    return load_ruleset(SMALL / "core")


def weakened(core: Ruleset, **keys: object) -> Ruleset:
    return _built(core.questionnaire.model_dump(mode="json") | keys)


def test_core_itself_is_no_weakening(core: Ruleset) -> None:
    assert list(changed(core, core)) == []
    assert list(laxer_tables(core, core)) == []


def test_pack_that_extends_core_changes_nothing_of_it(core: Ruleset) -> None:
    assert list(changed(core, load_ruleset(SMALL / "elmshire"))) == []  # Though it adds help to a question.


def test_entry_that_is_gone_is_told(core: Ruleset) -> None:
    rules = core.questionnaire.model_dump(mode="json")["rules"]

    assert list(changed(core, weakened(core, rules=rules[1:]))) == ["rule only-place-closes of core is gone"]


def test_entry_that_says_something_else_is_told(core: Ruleset) -> None:
    floors = core.questionnaire.model_dump(mode="json")["floors"]
    floors[0]["floor"] = "low"

    assert list(changed(core, weakened(core, floors=floors))) == ["floor last-place is not as it is in core"]


def test_condition_that_means_something_else_is_told(core: Ruleset) -> None:
    own = weakened(core, conditions={"closes_something": "change_place == close"})

    found = list(changed(core, own))

    assert "condition closes_something is not as it is in core" in found
    assert "the condition of rule only-place-closes does not mean what it means in core" in found
    assert "the condition of question reach does not mean what it means in core" in found


def test_questions_in_another_order_are_told(core: Ruleset) -> None:
    sections = core.questionnaire.model_dump(mode="json")["sections"]

    assert list(changed(core, weakened(core, sections=[sections[1], sections[0]]))) == [
        "core's questions are asked in another order"
    ]


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("level_table", "rows", 3, "limited"), "moderate", "severity severe at exposure limited is rated lower"),
        (("accumulation", "principle"), 4, "more factors than in core are needed to make high (principle)"),
        (("alignment", "at_risk_from"), "high", "at_risk_from is a higher level"),
        (("requirements", "levels", 3, "signatories"), ["author"], "at high, fewer sign or more is permitted"),
        (("requirements", "levels", 4, "outcomes"), ["proceed"], "at severe, fewer sign or more is permitted"),
        (("requirements", "gap_outcomes"), ["proceed"], "more is permitted with an open check"),
    ],
    ids=lambda value: "-".join(map(str, value)) if isinstance(value, tuple) else None,
)
def test_laxer_table_is_told(core: Ruleset, path: tuple[str | int, ...], value: object, words: str) -> None:
    parameters = core.questionnaire.model_dump(mode="json")["parameters"]
    part = parameters
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value

    (told,) = laxer_tables(core, weakened(core, parameters=parameters))

    assert words in told


def test_lower_results_of_the_same_answers_are_told_with_the_answers(core: Ruleset) -> None:
    content = core.questionnaire.model_dump(mode="json")
    content["rules"][0]["when"] = "only_place and change_place == close"
    content["floors"] = []
    content["checks"][0]["fails_when"] = "alternatives == none_costed"
    own = _built(content)
    answers = {
        "change_place": "reduce_hours",
        "only_place": "yes",
        "reach": "none_within",
        "regular_users": 30,
        "alternatives": "one_other",
    }
    form = world(core, "a closure", answers)

    found = dict(weaker_results([(form, rated(own, form.assessment))]))

    assert set(found) == {
        "a closure: the overall confirmed rating falls from severe to low",
        "a closure: the overall possible rating falls from severe to low",
        "a closure: the confirmed level of factor M02 falls",
        "a closure: the possible level of factor M02 falls",
        "a closure: check 'alternatives' is no longer open",
        "a closure: fewer must sign",
    }
    assert set(found.values()) == {form.given}
    assert dict(form.given)["change_place"] == "reduce_hours"


def test_pack_that_is_stricter_is_not_told(core: Ruleset) -> None:
    content = core.questionnaire.model_dump(mode="json")
    content["rules"][1]["raises"] = {"severity": "severe"}
    own = _built(content)
    form = world(core, "far away", {"change_place": "close", "reach": "far"})

    assert list(weaker_results([(form, rated(own, form.assessment))])) == []


# What isn't known


def test_blank_form_and_one_that_says_dont_know_are_as_bad_as_any(core: Ruleset) -> None:
    for assessment in (blank(core), nothing_known(core)):
        rating = rated(core, assessment).inherent.rating
        assert (rating.confirmed, rating.possible) == (Level.NONE, Level.SEVERE)


def test_doubt_takes_one_answer_back() -> None:
    ruleset = build(*QUESTIONS, checks=(check("c", "closes"),), floors=(floor("f", "closes"),))
    form = world(ruleset, "test", {"closes": "yes"})

    states = {state.question: state.state for state in rated(ruleset, doubted(form.assessment, "closes")).questions}

    assert states["closes"] == "dont_know"
    assert states["users"] == "value"


# Forms that are sought


@pytest.mark.parametrize(
    ("rules", "level", "reached"),
    [
        # The best number of users fires the exposure; another doesn't.
        ((rule("a", "closes", severity="high"), rule("b", "users < 20", exposure="acute")), Level.HIGH, True),
        ((rule("a", "closes", severity="high"), rule("b", "closes", exposure="acute")), Level.HIGH, False),
        ((rule("a", "closes", severity="low"), rule("b", "colour == red", severity="severe")), Level.LOW, True),
        ((rule("a", "closes", severity="low"), rule("b", "closes", severity="severe")), Level.LOW, False),
        ((rule("b", "colour == red", severity="severe"),), Level.NONE, True),
        ((rule("b", "colour in (red, blue)", severity="severe"),), Level.NONE, False),
    ],
    ids=["other-number", "always-together", "other-colour", "always-worse", "nothing-raised", "always-raised"],
)
def test_form_with_a_rating_is_found_if_there_is_one(
    rules: tuple[dict[str, object], ...], level: Level, reached: bool
) -> None:
    colour = question("colour", "one", options=["red", "blue"])
    content = build(*QUESTIONS, colour, rules=rules).questionnaire.model_dump(mode="json")
    content["parameters"]["level_table"]["rows"][2]["acute"] = "severe"  # High and acute is severe.

    found = form_rated(Ground(_built(content), read_pack(SMALL / "core").registry, Searches()), level)

    assert (found is not None) is reached
    if found:
        rating = found.result.inherent.rating
        assert (rating.confirmed, rating.possible) == (level, level)


@pytest.mark.parametrize(
    ("when", "rules", "supported"),
    [
        ("closes and users >= 20", (rule("r", "closes and colour == red", severity="high"),), True),
        ("closes and users >= 20", (rule("r", "users >= 10", severity="high"),), False),
    ],
    ids=["another-answer-lowers-the-risk", "shown-only-where-harmed"],
)
def test_form_that_supports_an_element_is_found_if_there_is_one(
    when: str, rules: tuple[dict[str, object], ...], supported: bool
) -> None:
    colour = question("colour", "one", options=["red", "blue"])
    ruleset = build(*QUESTIONS, colour, rules=rules, shown_when=when)
    ((element,),) = (strategy.elements for strategy in ruleset.questionnaire.strategies)

    found = form_supporting(Ground(ruleset, read_pack(SMALL / "core").registry, Searches()), element)

    assert (found is not None) is supported
