import pytest

from impact_check.signoff import passphrase


@pytest.fixture(autouse=True)
def _few_rounds(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Lock keys quickly: what many rounds are for is proved once."""
    if "many_rounds" not in request.fixturenames:
        monkeypatch.setattr(passphrase, "ROUNDS", 1000)


@pytest.fixture
def many_rounds() -> None:
    """Lock keys as the program does."""
