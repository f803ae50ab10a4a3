"""The public surface: what is loaded, what is touched, what comes out, for software that embeds it."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import impact_check as ic
from impact_check import errors

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
ANSWERS = {"change_kind": "close"}


@pytest.fixture(scope="module")
def kirklees() -> ic.Ruleset:
    return ic.load_questionnaire("kirklees")


@pytest.fixture(scope="module")
def answered(kirklees: ic.Ruleset) -> ic.Assessment:
    from impact_check import api

    return api.read_answers(kirklees, EXAMPLES / "lunch-club.yaml", at=AT)


def run(code: str) -> str:
    """Run a program in a new process and return what it printed."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


# What is loaded

HEAVY = ("weasyprint", "click", "numpy", "pyarrow", "jinja2", "pyhanko", "flask", "prompt_toolkit", "pydantic")


def test_importing_loads_nothing_heavy() -> None:
    code = f"import sys, impact_check; print([name for name in {HEAVY!r} if name in sys.modules])"

    assert run(code) == "[]\n"


def test_rating_loads_nothing_that_only_reports_or_commands_need() -> None:
    unwanted = [name for name in HEAVY if name != "pydantic"]
    code = f"""\
import sys
import impact_check as ic
from datetime import UTC, date, datetime
questionnaire = ic.load_questionnaire("kirklees")
assessment = ic.from_answers(questionnaire, {{}}, id="A", by="B", at=datetime(2026, 11, 22, tzinfo=UTC))
ic.assess(questionnaire, assessment, on=date(2026, 11, 22))
print([name for name in {unwanted!r} if name in sys.modules])
"""

    assert run(code) == "[]\n"


def test_example_for_embedders_blocks_and_lets_through(kirklees: ic.Ruleset) -> None:
    import runpy

    from impact_check import api

    example = runpy.run_path(str(EXAMPLES / "before_tender.py"))
    saved = ic.dump_assessment(api.read_answers(kirklees, EXAMPLES / "community-hub.yaml", at=AT))
    strict = b'policy = 1\npacks = ["kirklees"]\n'
    open_ = b"""policy = 1
packs = ["kirklees"]
sign_off = "not_required"
fail_on = "never"
no_conflict_with = []
must_know = false
must_checks = false
complete = false
mitigations = "counted"
outcomes = ["proceed", "proceed_with_conditions", "proceed_despite", "revise", "stop"]
"""

    with pytest.raises(example["BlockedError"], match="sign-off-not-checked: "):
        example["before_tender"](saved, strict, AT)

    assert example["before_tender"](saved, open_, AT).startswith(b"%PDF-")


def test_content_that_is_no_file_of_ours_is_a_verdict_and_no_error() -> None:
    verdict = ic.gate(b"no such thing", ic.GatePolicy(packs=("kirklees",)), now=AT)

    assert [reason.code for reason in verdict.reasons] == ["file-not-valid"]


def test_every_public_name_is_there_and_is_listed_once() -> None:
    listed = [name for names in ic._HOMES.values() for name in names]

    assert sorted([*listed, "__version__"]) == sorted(ic.__all__)
    assert dir(ic) == sorted(ic.__all__)
    for name in listed:
        assert getattr(ic, name).__doc__, name


def test_what_type_checkers_see_is_what_is_loaded() -> None:
    import ast

    tree = ast.parse(Path(str(ic.__file__)).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    seen = {
        entry.module: tuple(alias.name for alias in entry.names)
        for entry in block.body
        if isinstance(entry, ast.ImportFrom)
    }

    assert seen == ic._HOMES


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = ic.nothing  # type: ignore[attr-defined]


# What is touched

WATCHED = HERE / "watched.py"


def test_pure_functions_touch_no_file_socket_environment_or_clock() -> None:
    done = subprocess.run([sys.executable, str(WATCHED)], capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert json.loads(done.stdout)["touched"] == []


@pytest.mark.parametrize("what", ["open", "environ", "clock", "socket", "process"])
def test_the_watch_sees_what_it_watches_for(what: str) -> None:
    done = subprocess.run([sys.executable, str(WATCHED), what], capture_output=True, text=True, check=False)

    assert json.loads(done.stdout)["touched"] != []


# What comes out


def everything(questionnaire: ic.Ruleset, assessment: ic.Assessment) -> bytes:
    """Return all that one assessment comes to."""
    read = ic.load_assessment(ic.dump_assessment(assessment))
    result = ic.assess(questionnaire, read, on=ON)
    compared = ic.compare(questionnaire, read, on=ON)
    return result.model_dump_json().encode() + compared.model_dump_json().encode()


def test_many_threads_come_to_the_same_bytes_as_one(kirklees: ic.Ruleset, answered: ic.Assessment) -> None:
    different = [answered.model_copy(update={"id": f"A{number}"}) for number in range(4)]
    alone = [everything(kirklees, assessment) for assessment in different]

    with ThreadPoolExecutor(16) as pool:
        together = list(pool.map(lambda turn: everything(kirklees, different[turn % 4]), range(16 * 4)))

    assert all(made == alone[turn % 4] for turn, made in enumerate(together))


def test_threads_may_load_the_questionnaire_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        loaded = list(pool.map(lambda _: ic.load_questionnaire("core").sha256, range(4)))

    assert len(set(loaded)) == 1


def test_assessment_comes_back_as_it_was(answered: ic.Assessment) -> None:
    assert ic.load_assessment(ic.dump_assessment(answered)) == answered


def test_its_own_questionnaire_is_found(answered: ic.Assessment, kirklees: ic.Ruleset) -> None:
    assert ic.load_pinned(answered).sha256 == kirklees.sha256


@pytest.mark.parametrize(("kind", "begins"), [("html", b"<!DOCTYPE html>"), ("docx", b"PK"), ("text", b"")])
def test_report_in_each_form(kind: str, begins: bytes, kirklees: ic.Ruleset, answered: ic.Assessment) -> None:
    result = ic.assess(kirklees, answered, on=ON)

    made = ic.render(kirklees, answered, result, kind)  # type: ignore[arg-type]

    assert made.lower().startswith(begins.lower())
    assert len(made) > 1000
    assert made == ic.render(kirklees, answered, result, kind)  # type: ignore[arg-type]


def test_form_that_does_not_exist_is_refused(kirklees: ic.Ruleset, answered: ic.Assessment) -> None:
    with pytest.raises(ValueError, match='expected "pdf", "html", "docx" or "text"'):
        ic.render(kirklees, answered, ic.assess(kirklees, answered, on=ON), "rtf")  # type: ignore[arg-type]


def test_answers_that_are_left_out_count_as_unknown(kirklees: ic.Ruleset) -> None:
    nothing = ic.from_answers(kirklees, {}, id="A", by="Ann Lee", at=AT)

    rating = ic.assess(kirklees, nothing, on=ON).inherent.rating

    assert rating.confirmed is ic.Level.NONE
    assert rating.possible is ic.Level.SEVERE


# Errors

BAD = {
    "not-json": (b"{", errors.DamagedFileError, "assessment-damaged"),
    "not-utf8": (b"\xff\xfe", errors.DamagedFileError, "assessment-damaged"),
    "a-list": (b"[]", errors.DamagedFileError, "assessment-damaged"),
    "no-version": (b"{}", errors.DamagedFileError, "assessment-damaged"),
    "newer": (b'{"schema_version": 99}', errors.NewerFileError, "assessment-newer"),
    "incomplete": (b'{"schema_version": 3}', errors.DamagedFileError, "assessment-damaged"),
    "twice": (b'{"schema_version": 3, "schema_version": 2}', errors.DamagedFileError, "assessment-damaged"),
    "deep": (b"[" * 100_000, errors.DamagedFileError, "assessment-damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_told_with_code_path_and_message(name: str) -> None:
    data, kind, code = BAD[name]

    with pytest.raises(kind) as told:
        ic.load_assessment(data)

    assert (told.value.code, told.value.path) == (code, "assessment")
    assert told.value.message.startswith("assessment: ")


def test_answers_that_do_not_fit_are_told_by_json_pointer(kirklees: ic.Ruleset) -> None:
    bad = {"people_now": "many", "no_such/question": "yes"}

    with pytest.raises(ic.AnswersFileError) as told:
        ic.from_answers(kirklees, bad, id="A", by="B", at=AT)

    assert sorted(fault.path for fault in told.value.faults) == ["/answers/no_such~1question", "/answers/people_now"]
    assert told.value.code == "answers-invalid"


def test_another_questionnaire_is_refused_unless_it_is_meant(answered: ic.Assessment) -> None:
    norfolk = ic.load_questionnaire("norfolk")

    with pytest.raises(ic.PinnedError, match=r"answered under kirklees .* not under norfolk") as told:
        ic.assess(norfolk, answered, on=ON)
    with pytest.raises(ic.PinnedError):
        ic.compare(norfolk, answered, on=ON)

    assert told.value.code == "other-questionnaire"
    assert ic.assess(norfolk, answered, on=ON, any_version=True).pinned.questionnaire == "norfolk"


CODES = {
    "answer-invalid",
    "answers-invalid",
    "argument-invalid",
    "assessment-damaged",
    "assessment-file",
    "assessment-newer",
    "error",
    "gate-policy-invalid",
    "key-file",
    "language-unknown",
    "ledger",
    "ledger-busy",
    "library-missing",
    "merge",
    "other-questionnaire",
    "pack-name",
    "questionnaire-invalid",
    "report",
    "sign-off",
    "table-invalid",
}
"""Released codes: add to them, never take one away or give it to another error."""


def test_every_error_has_a_code_of_its_own() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ic.ImpactCheckError)]

    assert sorted(kind.code for kind in kinds) == sorted(CODES)
