"""What somebody might do to get through a gate with a file that isn't signed. None of it passes."""

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from impact_check import api
from impact_check.gating.read import LARGEST_ASSESSMENT
from impact_check.model.assessment import SCHEMA_VERSION, Assessment
from impact_check.model.gate import GatePolicy, GateVerdict
from tests.engine.build import mitigation, verified
from tests.gating.build import found
from tests.signoff import build as council

TODAY = date(2026, 5, 2)
NOW = datetime(2026, 5, 2, 12, tzinfo=UTC)
HONEST = council.assessment()
"""Rated high: a closure, complete."""
ASKED: dict[str, Any] = {"sign_off": "not_required", "pack_sha256": (council.ruleset().sha256,)}
PERMISSIVE = GatePolicy(**ASKED, fail_on="never", outcomes=("proceed_despite",))
STRICT_LEVEL = GatePolicy(**ASKED, outcomes=("revise",))


def gated(path: Path, policy: GatePolicy = PERMISSIVE, *packs: Path) -> GateVerdict:
    return api.gate_file(path, policy, today=TODAY, now=NOW, packs=(council.PACK, *packs))


def judged(path: Path, policy: GatePolicy = PERMISSIVE) -> GateVerdict:
    """Do the same without looking for the questionnaire, which takes longest."""
    return api.gate(council.ruleset(), path.read_bytes(), policy, today=TODAY, source="elsewhere")


def written(path: Path, assessment: Assessment = HONEST, **changed: Any) -> Path:
    data = {**assessment.model_dump(mode="json"), **changed}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.lia.json"


def test_the_honest_file_passes_a_policy_that_lets_it(path: Path) -> None:
    done = gated(written(path))
    assert (done.verdict, done.reasons) == ("passed", ())
    assert done.reference == "lia-example"


# Each changes what is in the file.

LOW = {"rating": {"confirmed": "none", "possible": "none"}}
SIGNED = {
    "by": "Ada Author",
    "at": "2026-05-01T09:30:00Z",
    "on": "2026-05-01",
    "outcome": "proceed",
    "conditions": [],
    "reasons": "",
}
CONTENT: dict[str, tuple[dict[str, Any], str]] = {
    "a result typed in": ({"result": {"residual": LOW}}, "file-not-valid"),
    "a verdict typed in": ({"verdict": "passed"}, "file-not-valid"),
    "a sign-off typed in": ({"sign_off": {"state": "complete"}}, "file-not-valid"),
    "a newer format": ({"schema_version": SCHEMA_VERSION + 1}, "file-newer"),
    "a format rolled back": ({"schema_version": 1}, "file-older"),
    "no format": ({"schema_version": None}, "file-not-valid"),
    "a format that is no number": ({"schema_version": True}, "file-not-valid"),
    "another questionnaire of the same name": (
        {"pinned": {**HONEST.pinned.model_dump(), "sha256": "cd" * 32}},
        "pack-other-version",
    ),
    "a version made up": (
        {"pinned": {**HONEST.pinned.model_dump(), "version": "core 9.9.9"}},
        "pack-other-version",
    ),
    "a name that leads elsewhere": (
        {"pinned": {**HONEST.pinned.model_dump(), "questionnaire": "../../core"}},
        "file-not-valid",
    ),
    "made tomorrow": ({"created": "2027-01-01T00:00:00Z"}, "date-in-future"),
    "the history changed": (
        {"history": [{**entry.model_dump(mode="json"), "by": "Jo"} for entry in HONEST.history]},
        "history-broken",
    ),
}


@pytest.mark.parametrize(("changed", "code"), CONTENT.values(), ids=CONTENT)
def test_a_file_that_was_tampered_with_does_not_pass(changed: dict[str, Any], code: str, path: Path) -> None:
    done = judged(written(path, **changed))
    assert done.verdict != "passed"
    assert code in {reason.code for reason in done.reasons}


def test_a_claim_that_it_is_put_forward_and_signed_counts_for_nothing(path: Path) -> None:
    wants = PERMISSIVE.model_copy(update={"sign_off": "required"})
    done = judged(written(path, submission=SIGNED), wants)
    assert found(done) == [("sign-off-not-checked", "submission")]
    assert (done.verdict, done.signed, done.outcome) == ("undecided", (), None)


def test_a_claim_of_an_outcome_is_not_taken_for_the_decision(path: Path) -> None:
    only_proceed = PERMISSIVE.model_copy(update={"outcomes": ("proceed",)})
    done = judged(written(path, submission=SIGNED), only_proceed)
    assert found(done) == [("outcome-not-permitted", "outcomes")]


def test_an_early_stop_that_does_not_hold_leaves_the_questions_open(path: Path) -> None:
    answers = {id_: answer for id_, answer in HONEST.answers.items() if id_ != "only_place"}
    claimed = {"by": "Ada Author", "at": "2026-05-01T08:00:00Z", "left": ["only_place"]}
    open_ = HONEST.model_copy(update={"answers": answers})
    done = judged(written(path, open_, stopped_early=claimed), PERMISSIVE.model_copy(update={"outcomes": ("revise",)}))
    assert ("questions-open", "answers") in found(done)


def test_a_mitigation_that_its_author_calls_verified_lowers_nothing_by_itself(path: Path) -> None:
    factor = api.evaluate(council.ruleset(), HONEST, TODAY).factors[0].factor
    own = verified(factor=factor, by="Sam  EXAMPLE")
    claimed = HONEST.model_copy(update={"mitigations": (own, mitigation("X2", factor))})
    done = judged(written(path, claimed), STRICT_LEVEL)
    assert ("mitigation-self-verified", "mitigations.X1.verified") in found(done)


# Each changes how the file is written.

RAW: dict[str, tuple[Callable[[str], str], str]] = {
    "a key that stands twice": (
        lambda text: text.replace('"regular_users":', '"regular_users": {"state": "dont_know"}, "regular_users":', 1),
        "the key “regular_users” stands twice",
    ),
    "no number": (lambda text: text.replace('"value": 25', '"value": NaN'), "NaN is no number"),
    "a number that some programs round": (
        lambda text: text.replace('"value": 25', '"value": 9007199254740993'),
        "9007199254740993 is too large for a number",
    ),
    "infinity": (lambda text: text.replace('"value": 25', '"value": -Infinity'), "-Infinity is no number"),
    "a day as a count of seconds": (
        lambda text: re.sub(r'"created": "[^"]+"', '"created": "1777593600"', text),
        "no day at created",
    ),
    "a time as a number": (lambda text: re.sub(r'"at": "[^"]+"', '"at": 0', text, count=1), "no day at answers."),
    "cut off": (lambda text: text[:-20], "neither a PDF nor an assessment"),
    "something after it": (lambda text: text + "{}", "neither a PDF nor an assessment"),
    "nested without end": (lambda text: '{"a":' + "[" * 200_000, "neither a PDF nor an assessment"),  # noqa: ARG005
    "a list": (lambda text: f"[{text}]", "no schema_version"),
    "half a character": (lambda text: text.replace("Elm Hall", "\\ud800", 1), "neither a PDF nor an assessment"),
    "a file of answers": (lambda text: council.ANSWERS.decode(), "neither a PDF nor an assessment"),  # noqa: ARG005
    "nothing": (lambda text: "", "neither a PDF nor an assessment"),  # noqa: ARG005
}


@pytest.mark.parametrize(("change", "told"), RAW.values(), ids=RAW)
def test_a_file_that_can_be_read_in_two_ways_or_none_is_not_judged(
    change: Callable[[str], str], told: str, path: Path
) -> None:
    before = written(path).read_text(encoding="utf-8")
    path.write_text(change(before), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != before
    done = judged(path)
    assert (found(done), done.verdict) == ([("file-not-valid", "file")], "undecided")
    assert told in done.reasons[0].message


# Each names something that is no file.


def link(path: Path) -> Path:
    path.symlink_to(written(path.with_name("real.lia.json")))
    return path


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def huge(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(LARGEST_ASSESSMENT + 1)
    return path


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (link, "file-unreadable"),
        (pipe, "file-unreadable"),
        (lambda path: path.parent, "file-unreadable"),
        (lambda path: path, "file-missing"),
        (lambda path: written(path) / "x", "file-missing"),
        (huge, "file-too-large"),
        (lambda path: Path("/dev/zero"), "file-unreadable"),  # noqa: ARG005
    ],
    ids=["a link", "a pipe", "a folder", "nothing", "below a file", "a huge file", "a device"],
)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files.")
def test_what_is_no_whole_file_is_not_judged(make: Callable[[Path], Path], code: str, path: Path) -> None:
    done = gated(make(path))
    assert (found(done), done.verdict) == ([(code, "file")], "undecided")


def test_a_weaker_questionnaire_of_the_same_name_is_not_accepted(path: Path, tmp_path: Path) -> None:
    weaker = tmp_path / "content" / "core"
    shutil.copytree(council.PACK.parent, weaker.parent)
    rules = weaker / "rules" / "place.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("severity: severe", "severity: low"), encoding="utf-8")
    ruleset = api.load_questionnaire(weaker)
    done = gated(written(path, pinned=ruleset.pinned.model_dump()), PERMISSIVE, weaker)
    assert found(done) == [("pack-not-accepted", "pinned.sha256")]


def test_a_questionnaire_that_comes_with_the_program_is_the_one_in_force(path: Path) -> None:
    pinned = api.load_questionnaire("kirklees").pinned
    done = gated(written(path, pinned=pinned.model_dump()), PERMISSIVE.model_copy(update={"packs": ("kirklees",)}))
    codes = {reason.code for reason in done.reasons}
    assert done.pinned == pinned
    assert not codes & {"pack-not-found", "pack-not-accepted", "pack-other-version"}


def test_a_questionnaire_that_is_nowhere_leaves_it_open(path: Path) -> None:
    done = gated(written(path, pinned={**HONEST.pinned.model_dump(), "sha256": "cd" * 32}))
    assert (found(done), done.verdict) == ([("pack-not-found", "pinned")], "undecided")
    assert done.residual is None
