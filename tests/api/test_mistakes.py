"""What a programmer types wrongly in the first hour: each is told by its argument, with what belongs there."""

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import impact_check as ic
from impact_check import errors

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
POLICY = ic.GatePolicy(policy=1, packs=("core",), sign_off="not_required")
CORE: Any = ic.load_questionnaire("core")


def answered(answers: Any, **changed: Any) -> ic.Assessment:
    return ic.from_answers(CORE, answers, **{"id": "CASE-1", "by": "System", "at": AT, **changed})


FILLED: Any = answered({"people_now": 34})
RATED: Any = ic.assess(CORE, FILLED, on=ON)
SAVED: Any = ic.dump_assessment(FILLED)

MISTAKES: dict[str, tuple[str, Callable[[], object]]] = {
    "questionnaire-by-name": ("questionnaire", lambda: ic.assess("core", FILLED, on=ON)),  # type: ignore[arg-type]
    "bytes-for-assessment": ("assessment", lambda: ic.assess(CORE, SAVED, on=ON)),
    "day-as-text": ("on", lambda: ic.assess(CORE, FILLED, on="2026-11-22")),  # type: ignore[arg-type]
    "moment-for-day": ("on", lambda: ic.compare(CORE, FILLED, on=AT)),
    "moment-without-zone": ("at", lambda: answered({}, at=datetime(2026, 11, 22))),
    "day-for-moment": ("at", lambda: answered({}, at=ON)),
    "empty-id": ("id", lambda: answered({}, id="")),
    "number-as-id": ("id", lambda: answered({}, id=14)),
    "nobody-answered": ("by", lambda: answered({}, by="")),
    "answers-as-json": ("answers", lambda: answered('{"people_now": 3}')),
    "evidence-as-dicts": ("evidence", lambda: answered({}, evidence=[{"id": "E1"}])),
    "name-of-file": ("data", lambda: ic.load_assessment("my-decision.lia.json")),
    "path-of-file": ("data", lambda: ic.load_assessment(Path("a.lia.json"))),  # type: ignore[arg-type]
    "migrate-path": ("content", lambda: ic.migrate(Path("a.lia.json"))),  # type: ignore[arg-type]
    "policy-as-text": ("content", lambda: ic.read_policy("policy = 1")),  # type: ignore[arg-type]
    "gate-text": ("content", lambda: ic.gate(SAVED.decode(), POLICY, now=AT)),
    "gate-policy-not-read": ("policy", lambda: ic.gate(SAVED, b"policy = 1", now=AT)),  # type: ignore[arg-type]
    "gate-without-zone": ("now", lambda: ic.gate(SAVED, POLICY, now=datetime(2026, 11, 22))),
    "gate-no-reference": ("reference", lambda: ic.gate(SAVED, POLICY, now=AT, reference=None)),  # type: ignore[arg-type]
    "gate-ledger-path": ("ledger", lambda: ic.gate(SAVED, POLICY, now=AT, ledger=Path("l"))),  # type: ignore[arg-type]
    "places-as-text": ("places", lambda: ic.load_pinned(FILLED, places="packs")),  # type: ignore[arg-type]
    "pack-none": ("pack", lambda: ic.load_questionnaire(None)),  # type: ignore[arg-type]
    "cache-as-text": ("cache", lambda: ic.load_questionnaire("core", cache="x")),  # type: ignore[arg-type]
    "format-in-capitals": ("kind", lambda: ic.render(CORE, FILLED, RATED, "PDF")),  # type: ignore[arg-type]
    "result-left-out": ("result", lambda: ic.render(CORE, FILLED, "html")),  # type: ignore[arg-type]
    "level-by-name": ("target", lambda: ic.what_if(CORE, FILLED, "low")),  # type: ignore[arg-type]
    "unknown-role": ("role", lambda: ic.sign(Path("a"), Path("l"), "boss", Path("k"), "", at=AT)),  # type: ignore[arg-type]
    "one-root-not-a-list": ("roots", lambda: ic.verify(b"%PDF", now=AT, roots=b"root")),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_told_by_its_argument(name: str) -> None:
    argument, call = MISTAKES[name]

    with pytest.raises(ic.ArgumentError) as raised:
        call()

    assert raised.value.code == "argument-invalid"
    assert raised.value.path == argument
    assert raised.value.message.startswith(f"{argument}: expected ")


@pytest.mark.parametrize("about", ["answers-changed", "other-decision"])
def test_result_of_other_answers_is_never_put_in_a_report(about: str) -> None:
    changed = answered({"place_changes": "no"} if about == "answers-changed" else {"people_now": 34})
    if about == "other-decision":
        changed = changed.model_copy(update={"id": "CASE-2"})

    for call in (lambda: ic.render(CORE, changed, RATED, "html"), lambda: ic.explain(CORE, changed, RATED)):
        with pytest.raises(ic.ArgumentError, match="Call assess") as raised:
            call()
        assert raised.value.path == "result"


def test_steps_are_not_looked_for_under_another_questionnaire() -> None:
    with pytest.raises(ic.PinnedError):
        ic.what_if(ic.load_questionnaire("norfolk"), FILLED)


def test_days_and_tuples_count_as_their_json() -> None:
    groups = [option.id for option in CORE.options["groups_affected"]][:2]

    given = answered({"change_date": date(2027, 4, 1), "groups_affected": tuple(groups)})

    assert given == answered({"change_date": "2027-04-01", "groups_affected": groups})


@pytest.mark.parametrize(
    ("value", "says"),
    [(None, "dont_know"), ({"a"}, "got a set"), (AT, "got "), (Decimal(3), "got a Decimal"), ([None], "None")],
    ids=["none", "set", "moment", "decimal", "none-in-list"],
)
def test_answer_that_json_cannot_have_is_one_of_the_faults(value: object, says: str) -> None:
    with pytest.raises(ic.AnswersFileError) as raised:
        answered({"people_now": value, "people_nwo": 3})

    assert [fault.path for fault in raised.value.faults] == ["/answers/people_now", "/answers/people_nwo"]
    assert says in raised.value.faults[0].message


def test_long_and_binary_arguments_are_not_printed() -> None:
    with pytest.raises(ic.ArgumentError) as raised:
        ic.gate("secret " * 100, POLICY, now=AT)  # type: ignore[arg-type]

    assert len(raised.value.message) < 200


def test_rating_prints_in_words_as_json_has_them() -> None:
    bounds = ic.Bounds(confirmed=ic.Level.NONE, possible=ic.Level.HIGH)

    assert f"{bounds}; {bounds.possible:>6}" == "confirmed none, possible high;   high"
    assert bounds.model_dump(mode="json") == {"confirmed": "none", "possible": "high"}


# Between processes

ERRORS = [
    errors.AnswerError("wrong", question="people_now"),
    errors.ArgumentError("on", "expected a date"),
    errors.AnswersFileError((errors.Fault("/answers/x", 0, 0, "answer", "wrong"),)),
    errors.DamagedFileError(Path("a.lia.json"), "is damaged"),
    errors.LanguageError("xx"),
    errors.PinnedError("this", "that"),
    errors.LedgerError(3, "is broken"),
    errors.MissingLibraryError("missing"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_error_comes_whole_from_another_process(error: ic.ImpactCheckError) -> None:
    came = pickle.loads(pickle.dumps(error))  # noqa: S301  # Our own bytes.

    assert type(came) is type(error)
    assert (came.code, came.path, came.message, vars(came)) == (error.code, error.path, error.message, vars(error))


def test_questionnaire_goes_to_another_process_and_rates_the_same() -> None:
    came = pickle.loads(pickle.dumps(CORE))  # noqa: S301  # Our own bytes.

    assert came.pinned == CORE.pinned
    assert ic.assess(came, FILLED, on=ON) == RATED


def test_questionnaire_prints_as_one_line() -> None:
    assert repr(CORE).startswith("<Ruleset core (core ")
    assert len(repr(CORE)) < 200
