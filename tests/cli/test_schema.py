"""`impact-check schema`: every schema is printed, bears its name and version, and fits what is written."""

import json

import pytest
from jsonschema import Draft202012Validator

from impact_check import api

NAMES = tuple(api.all_schemas())


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_schema_with_a_lasting_name(command, name):
    printed = json.loads(command("schema", name).out)

    Draft202012Validator.check_schema(printed)
    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    kind, version = printed["$id"].removeprefix("urn:impact-check:schema:").split(":")
    assert kind.replace("-", "").isalnum()
    assert int(version) >= 1


def test_no_two_have_the_same_name():
    assert len({made()["$id"] for made in api.all_schemas().values()}) == len(NAMES)


def test_all_of_a_pack_are_printed_together(command):
    printed = json.loads(command("schema", "pack").out)

    assert {f"pack/{name}" for name in printed} == {name for name in NAMES if name.startswith("pack/")}


def test_another_name_is_refused_with_those_that_there_are(command):
    done = command("schema", "moods")

    assert done.code == 2
    assert all(name in " ".join(done.err.split()) for name in ("“moods”", "assessment", "event-rated"))
