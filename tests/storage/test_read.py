"""A file that isn't a whole assessment of this version is refused with what to do, and left as it is."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from impact_check.errors import AssessmentFileError, NewerFileError
from impact_check.model.assessment import SCHEMA_VERSION, Assessment, Pinned
from impact_check.storage import read_assessment, write_assessment
from impact_check.storage.strict_json import DATE_KEYS

PINNED = Pinned(questionnaire="core", version="core 1.2.3", sha256="0" * 64)
ASSESSMENT = Assessment(id="case-7", created=datetime(2026, 3, 1, tzinfo=UTC), pinned=PINNED)
MITIGATION = {"id": "X1", "factor": "M1", "action": "Keep one session."}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.lia.json"


def as_json(**changed: Any) -> str:
    return json.dumps({**ASSESSMENT.model_dump(mode="json"), **changed})


def test_what_was_written_is_read(path: Path) -> None:
    write_assessment(path, ASSESSMENT)

    assert read_assessment(path) == ASSESSMENT


def test_file_is_text_that_people_can_read(path: Path) -> None:
    write_assessment(path, ASSESSMENT.model_copy(update={"id": "Café –\u202f1"}))

    text = path.read_text("utf-8")
    assert '"id": "Café –\u202f1",\n' in text
    assert text.endswith("}\n")
    assert json.loads(text)["schema_version"] == SCHEMA_VERSION


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is not complete JSON"),
        (as_json()[: len(as_json()) // 2], "is not complete JSON"),
        (as_json() + "}", "is not complete JSON"),
        ("[" * 100_000, "is not complete JSON"),
        ('{"schema_version": ' + "9" * 5000 + "}", "is not complete JSON"),
        ("case: 7\n", "is not complete JSON"),
        ("%PDF-1.7", "is not complete JSON"),
        ("[]", "it has no schema_version"),
        ('"text"', "it has no schema_version"),
        ("null", "it has no schema_version"),
        ('{"name": "something else"}', "it has no schema_version"),
        (as_json(schema_version="1"), "it has no schema_version"),
        (as_json(schema_version=True), "it has no schema_version"),
        (as_json(schema_version=1.0), "it has no schema_version"),
        (as_json(schema_version=0), "does not fit the file format at schema_version"),
        (as_json(id=""), "does not fit the file format at id"),
        (as_json(mood="good"), "does not fit the file format at mood"),
        (as_json(answers={"a b": {}}), "does not fit the file format at answers"),
        (
            as_json(answers={"a": {"state": "value", "by": "Ann", "at": "2026-03-01T00:00:00Z", "value": 1.5}}),
            "does not fit the file format at answers.a.value",
        ),
        (as_json(created="yesterday"), "does not fit the file format at created"),
        (as_json(created="1777593600"), "has no day at created"),
        (as_json(created=0), "has no day at created"),
        (as_json(mitigations=[{**MITIGATION, "due": "1777593600"}]), "has no day at mitigations.0.due"),
    ],
)
def test_file_that_is_no_assessment_is_refused(content: str, words: str, path: Path) -> None:
    path.write_text(content, "utf-8")

    with pytest.raises(AssessmentFileError) as told:
        read_assessment(path)

    assert words in str(told.value)
    assert str(told.value).startswith(f"{path}: ")
    assert told.value.file == path
    assert path.read_text("utf-8") == content


def test_every_day_and_time_in_the_file_is_looked_at() -> None:
    schema = Assessment.model_json_schema(mode="serialization")
    keys = {
        key
        for part in (schema, *schema["$defs"].values())
        for key, told in part.get("properties", {}).items()
        if any(branch.get("format") in ("date", "date-time") for branch in (told, *told.get("anyOf", ())))
    }

    assert keys == DATE_KEYS


def test_missing_file_is_told(path: Path) -> None:
    with pytest.raises(AssessmentFileError, match=r"there is no such file\. Check the name, or start one with: assess"):
        read_assessment(path)


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssessmentFileError, match="can't be read: Is a directory"):
        read_assessment(tmp_path)


def test_file_that_may_not_be_read_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)

    with pytest.raises(AssessmentFileError, match="can't be read: Permission denied"):
        read_assessment(path)


def test_file_in_another_encoding_is_refused(path: Path) -> None:
    path.write_bytes(as_json(id="Caf\xe9").replace("\\u00e9", "\xe9").encode("latin-1"))

    with pytest.raises(AssessmentFileError, match="is not UTF-8 text"):
        read_assessment(path)


@pytest.mark.parametrize("damage", [lambda text: text[:-40], lambda _: "\x00" * 200], ids=["torn", "zeros"])
def test_damaged_file_points_to_the_copy_before_it(damage: Callable[[str], str], path: Path) -> None:
    write_assessment(path, ASSESSMENT)
    write_assessment(path, ASSESSMENT)
    path.write_text(damage(path.read_text("utf-8")), "utf-8")

    with pytest.raises(AssessmentFileError, match=r"The copy before the last change is .*plan\.lia\.json\.bak"):
        read_assessment(path)

    assert read_assessment(path.with_name("plan.lia.json.bak")) == ASSESSMENT


def test_damaged_file_without_a_copy_says_that_nothing_was_changed(path: Path) -> None:
    path.write_text("{", "utf-8")

    with pytest.raises(AssessmentFileError, match="Nothing was changed"):
        read_assessment(path)


def test_newer_file_is_refused_and_untouched(path: Path) -> None:
    newer = as_json(schema_version=SCHEMA_VERSION + 1, added_later=1)
    path.write_text(newer, "utf-8")

    with pytest.raises(
        NewerFileError, match=r"file format 4; this one knows 3.* left untouched. Install the newer version"
    ):
        read_assessment(path)
    with pytest.raises(NewerFileError, match="was written by a newer version"):
        write_assessment(path, ASSESSMENT)

    assert path.read_text("utf-8") == newer
    assert list(path.parent.iterdir()) == [path]
