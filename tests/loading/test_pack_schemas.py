"""The schemas of a pack's files let through what the packs hold, and nothing that the loader refuses by its shape."""

from fnmatch import fnmatch
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from impact_check.api.schemas import pack_schemas
from impact_check.loading.strict_yaml import read_yaml_file

ROOT = Path(__file__).parents[2] / "questionnaires"
SCHEMAS = {pattern: Draft202012Validator(schema) for pattern, schema in pack_schemas().items()}
FOLDERS = (ROOT, *(ROOT / name for name in ("core", "kirklees", "norfolk", "hammersmith-fulham", "blank")))
CASES = ("core/cases/checks.yaml", "kirklees/cases/whole-decisions.yaml")
FILES = [
    *(
        path
        for folder in FOLDERS
        for kind in ("", "sections/", "rules/")
        for path in sorted(folder.glob(f"{kind}*.yaml"))
    ),
    *(ROOT / name for name in CASES),
]


def kind_of(path: Path) -> str:
    folder = path.parent.name if path.parent.name in ("sections", "rules", "cases") else ""
    name = f"{folder}/{path.name}" if folder else path.name
    (kind,) = [pattern for pattern in SCHEMAS if fnmatch(name, pattern) and ("/" in pattern) == bool(folder)]
    return kind


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_one_and_has_a_lasting_name(kind: str) -> None:
    schema = SCHEMAS[kind].schema

    Draft202012Validator.check_schema(schema)
    assert schema["$id"].startswith("urn:impact-check:schema:pack-")
    assert schema["$id"].endswith(":1")
    assert any(kind_of(path) == kind for path in FILES)


def test_every_file_of_the_packs_fits_the_schema_of_its_kind() -> None:
    faults = {
        str(path.relative_to(ROOT)): [error.json_path for error in SCHEMAS[kind_of(path)].iter_errors(document.data)]
        for path in FILES
        for document in (read_yaml_file(path, path.name),)
    }

    assert {path: found[:3] for path, found in faults.items() if found} == {}
    assert len(faults) > 50


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("rules/*.yaml", {"ruels": []}),
        ("sections/*.yaml", {"section": "a", "title": "A", "order": 1, "questions": []}),
        ("sections/*.yaml", {"section": "a", "title": "", "order": 1, "questions": [{"id": "q"}]}),
        ("pack.yaml", {"id": "a", "title": "A", "version": "one", "effective_from": "2026-01-01", "owner": "B"}),
    ],
    ids=["unknown-key", "no-questions", "empty-title", "version"],
)
def test_what_the_loader_refuses_by_its_shape_the_schema_refuses(kind: str, data: dict[str, object]) -> None:
    assert not SCHEMAS[kind].is_valid(data)
