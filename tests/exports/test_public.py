"""What isn't public is in no export for the public."""

import pytest

from tests.privacy.planted import planted

from .examples import given

KINDS = (
    *("actions-csv", "actions-xlsx", "csv", "docx", "fragment", "ics", "iia", "implications"),
    *("kpis-csv", "kpis-json", "markdown", "xlsx"),
)
PLANTED = planted()


@pytest.fixture(scope="module")
def public() -> dict[str, bytes]:
    return given(PLANTED.assessment).every_export(public=True)


@pytest.fixture(scope="module")
def full() -> dict[str, bytes]:
    return given(PLANTED.assessment).every_export()


def planted_in(content: bytes) -> list[str]:
    told = content.decode(errors="replace")
    return [text for text in PLANTED.texts if text in told]


def test_many_texts_are_planted_and_every_export_is_looked_at(public: dict[str, bytes]) -> None:
    assert len(PLANTED.texts) > 20
    assert sorted(public) == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_no_planted_text_is_in_a_public_export(public: dict[str, bytes], kind: str) -> None:
    assert planted_in(public[kind]) == []


@pytest.mark.parametrize("kind", KINDS)
def test_one_would_be_there_otherwise(full: dict[str, bytes], kind: str) -> None:
    assert planted_in(full[kind])
