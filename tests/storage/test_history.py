"""The history is a chain: an entry that was changed, taken out or moved shows."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from impact_check.model.assessment import Assessment, HistoryEntry, Pinned
from impact_check.model.history import broken_at, chained, linked
from impact_check.storage import read_assessment, write_assessment

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=timezone(timedelta(hours=1)))
ENTRIES = tuple(
    HistoryEntry(at=NOON.replace(minute=minute), by="Ann", what="answered", about=f"q{minute}", new="ŵ yes")
    for minute in range(5)
)


def test_a_chain_holds_after_a_round_trip_through_a_file(tmp_path):
    pinned = Pinned(questionnaire="core", version="core 1", sha256="0" * 64)
    made = Assessment(id="a", created=NOON, pinned=pinned, history=chained(ENTRIES))
    write_assessment(tmp_path / "a.lia.json", made)

    assert broken_at(read_assessment(tmp_path / "a.lia.json").history) is None


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        pytest.param(lambda all_: (*all_[:2], all_[2].model_copy(update={"new": "no"}), *all_[3:]), 2, id="changed"),
        pytest.param(lambda all_: (*all_[:1], *all_[2:]), 1, id="removed"),
        pytest.param(lambda all_: (*all_[:3], all_[4], all_[3]), 3, id="swapped"),
        pytest.param(lambda all_: all_[1:], 0, id="cut at the start"),
        pytest.param(lambda all_: (*all_, ENTRIES[0]), 5, id="added without a hash"),
    ],
)
def test_a_break_is_found_where_it_is(changed, place):
    assert broken_at(changed(chained(ENTRIES))) == place


def test_linking_one_by_one_gives_the_same_chain():
    history: tuple[HistoryEntry, ...] = ()
    for entry in ENTRIES:
        history = linked(history, entry)

    assert history == chained(ENTRIES)


def test_a_file_of_the_first_format_is_read_and_its_history_chained(tmp_path):
    path = tmp_path / "old.lia.json"
    path.write_text(
        '{"schema_version": 1, "id": "a", "created": "2026-05-01T12:00:00Z", "pinned": {"questionnaire": "core", '
        '"version": "core 1", "sha256": "' + "0" * 64 + '"}, "history": [{"at": "2026-05-01T12:00:00Z", "by": "Ann", '
        '"what": "started", "about": "", "old": "", "new": "core 1"}]}',
        encoding="utf-8",
    )

    read = read_assessment(path)

    assert read.schema_version == 3
    assert read.history[0].at == datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
    assert broken_at(read.history) is None
