"""Evidence that is a file: found, hashed, and seen to be missing or changed."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from impact_check.model.assessment import Assessment, Evidence, Pinned
from impact_check.storage import (
    evidence_file,
    evidence_standings,
    is_link,
    looks_like_file,
    with_evidence_files,
    with_file,
)

CONTENT = b"34 people came.\n"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def evidence(where: str, sha256: str = "") -> Evidence:
    return Evidence(id="E1", title="Counts", grade="B", date=date(2026, 2, 1), where=where, sha256=sha256)


def holding(item: Evidence) -> Assessment:
    pinned = Pinned(questionnaire="core", version="core 0.1.0", sha256="0" * 64)
    return Assessment(id="lia-1", created=datetime(2026, 3, 1, tzinfo=UTC), pinned=pinned, evidence=(item,))


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    path = tmp_path / "papers" / "door counts.csv"
    path.parent.mkdir()
    path.write_bytes(CONTENT)
    return path


@pytest.mark.parametrize("written", ["{}", '"{}"', "'{}'", " {} ", "file://{}"])
def test_a_path_is_found_however_it_is_handed_over(written: str, counts: Path, tmp_path: Path) -> None:
    text = written.format(str(counts).replace(" ", "%20") if written.startswith("file:") else counts)

    assert evidence_file(text, tmp_path) == counts


@pytest.mark.parametrize(
    "written", ["", "papers", "Shared drive", "https://a.example/b.csv", "x\ny", "a" * 5000, "~x/y"]
)
def test_what_names_no_file_is_none(written: str, counts: Path) -> None:
    assert evidence_file(written, counts.parent.parent) is None


def test_a_file_keeps_its_hash_and_the_way_from_the_assessment(counts: Path, tmp_path: Path) -> None:
    kept = with_file(evidence("anything"), counts, tmp_path / "plans")

    assert (kept.where, kept.sha256) == ("../papers/door counts.csv", SHA256)
    assert evidence_file(kept.where, tmp_path / "plans") is None  # That folder isn't there yet.
    (tmp_path / "plans").mkdir()
    assert evidence_file(kept.where, tmp_path / "plans") is not None


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (evidence("papers/door counts.csv", SHA256), "unchanged"),
        (evidence("papers/door counts.csv", SHA256.upper()), "unchanged"),
        (evidence("papers/door counts.csv", "0" * 64), "changed"),
        (evidence("papers/door counts.csv"), "no_hash"),
        (evidence("papers/gone.csv", SHA256), "missing"),
        (evidence("papers/gone.pdf"), "missing"),
        (evidence("Locked cabinet, room 3.2", SHA256), "missing"),
        (evidence("Locked cabinet, room 3.2"), "place"),
        (evidence("https://example.org/counts.csv"), "link"),
        (evidence(""), "nowhere"),
    ],
)
def test_every_standing_is_told(item: Evidence, found: str, counts: Path) -> None:
    (standing,) = evidence_standings(holding(item), counts.parent.parent)

    assert standing == (item, found)


def test_paths_hold_from_another_folder_and_links_stay(counts: Path, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()

    (moved,) = with_evidence_files(holding(evidence("door counts.csv")), counts.parent, tmp_path / "plans").evidence
    (link,) = with_evidence_files(holding(evidence("www.example.org/x.csv")), counts.parent, tmp_path).evidence

    assert (moved.where, moved.sha256) == ("../papers/door counts.csv", SHA256)
    assert link == evidence("www.example.org/x.csv")


def test_a_lost_file_with_a_hash_is_still_looked_for_in_its_old_folder(counts: Path, tmp_path: Path) -> None:
    (moved,) = with_evidence_files(holding(evidence("gone.csv", SHA256)), counts.parent, tmp_path).evidence

    assert moved == evidence("papers/gone.csv", SHA256)


def test_a_hash_given_before_is_not_replaced(counts: Path) -> None:
    (kept,) = with_evidence_files(holding(evidence("door counts.csv", "0" * 64)), counts.parent, counts.parent).evidence

    assert kept.sha256 == "0" * 64


@pytest.mark.parametrize(("text", "expected"), [("https://a.b", True), ("www.a.b", True), ("file:///a", False)])
def test_links_are_told_from_files(text: str, expected: bool) -> None:
    assert is_link(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("counts.pdf", True), ("C:\\Papers\\Counts.XLSX", True), ("https://a.b/c.pdf", False), ("Room 3.2", False)],
)
def test_names_of_documents_look_like_files(text: str, expected: bool) -> None:
    assert looks_like_file(text) is expected
