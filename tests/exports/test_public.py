"""What isn't public is in no export for the public."""

import pytest

from tests.privacy.planted import planted

from .examples import given

PLANTED = planted()
EXPORTS = given(PLANTED.assessment).every_export(public=True)
FULL = given(PLANTED.assessment).every_export()


def test_many_texts_are_planted() -> None:
    assert len(PLANTED.texts) > 20


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_no_planted_text_is_in_it(name: str) -> None:
    told = EXPORTS[name].decode(errors="replace")
    assert [text for text in PLANTED.texts if text in told] == []


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_it_would_be_there_otherwise(name: str) -> None:
    told = FULL[name].decode(errors="replace")
    assert any(text in told for text in PLANTED.texts)
