"""An assessment with something personal in every text that people can write. All of it is invented."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count
from typing import Any

from impact_check.engine import evaluate
from impact_check.model.assessment import (
    Alternative,
    Assessment,
    Condition,
    DontKnow,
    Evidence,
    HistoryEntry,
    Known,
    Mitigation,
    NotApplicable,
    Owner,
    Review,
    StoppedEarly,
    Submission,
    Suggestion,
    ThirdParty,
    Verification,
)
from impact_check.model.base import Frozen
from impact_check.rules import Ruleset, build_ruleset
from impact_check.signoff.document import Document, document
from tests.report import build

BY = "Doris Quillfeather"
DAY = date(2026, 11, 2)


def ruleset() -> Ruleset:
    """The small questionnaire: `toilets` is internal, `comments` personal, `displaced` counts people."""
    built = build_ruleset(build.questionnaire(), build.PINNED.sha256)
    assert isinstance(built, Ruleset)
    return built


def known(value: str | int | tuple[str, ...], **more: Any) -> Known:
    return Known(by=BY, at=build.AT, value=value, **{"note": "A note.", "brought_from": "lia-2025", **more})


def mitigation(id_: str) -> Mitigation:
    return Mitigation(
        id=id_,
        factor="M01",
        action="Keep one weekly session.",
        library="keep-one-session",
        status="verified",
        owner=Owner(name=BY, role="service manager"),
        due=DAY,
        in_place_on=DAY,
        evidence=("E1",),
        funding="Public health grant",
        delivered_by=ThirdParty(organisation="Example Trust", agreed_by=BY, agreed_on=DAY),
        verified=Verification(by="Ezra Nettlefold", on=DAY, evidence=("E1",)),
    )


def full() -> Assessment:
    """An assessment in which every field of every part is filled in somewhere."""
    plain = build.assessment()
    not_known = DontKnow(by=BY, at=build.AT, note="Asked.", brought_from="lia-2025", who=BY, by_when=DAY)
    return plain.model_copy(
        update={
            "answers": {
                **plain.answers,
                "title": known("Close the day centre"),
                "summary": known("The centre would close and people would go to the hub."),
                "organisation": known("Example Council"),
                "decision_maker": known("Cabinet"),
                "reference": known("EqIA 117"),
                "reasons": known("The building is costly to heat."),
                "people": known(42, evidence=("E1",)),
                "displaced": known(3),
                "closes": known("yes", evidence=("E1",)),
                "toilets": known("no"),
                "comments": known("I come for the faces."),
                "only_place": not_known,
                "old_bus": NotApplicable(
                    by=BY, at=build.AT, note="Looked it up.", brought_from="lia-2025", reason="No bus came here."
                ),
            },
            "evidence": (
                Evidence(id="E1", title="Door counts", grade="B", date=DAY, where="The red folder", sha256="c" * 64),
            ),
            "mitigations": (mitigation("X1"),),
            "history": (
                HistoryEntry(at=build.AT, by=BY, what="changed", about="title", old="Old", new="New", hash="d" * 64),
            ),
            "suggested": {"charges": Suggestion(answer=known("no"), source="lia-2025, Doris")},
            "reviews": (
                Review(
                    kind="question",
                    about="closes",
                    by=BY,
                    at=build.AT,
                    view="disagree",
                    note="It would not close.",
                    instead=known("no"),
                    of="yes",
                ),
            ),
            "alternatives": (
                Alternative(
                    id="A1",
                    title="Open on two days",
                    summary="It stays open on two days.",
                    answers={"closes": known("no"), "summary": known("Fewer days.")},
                    mitigations=(mitigation("Y1"),),
                ),
            ),
            "stopped_early": StoppedEarly(by=BY, at=build.AT, left=("reach",)),
            "submission": Submission(
                by=BY,
                at=build.AT,
                on=DAY,
                outcome="proceed_with_conditions",
                conditions=(Condition(id="C1", what="Open on one evening.", owner=BY, due=DAY),),
                reasons="The building is costly to heat.",
            ),
            "language": "en-GB",
        }
    )


CHOSEN = frozenset(
    (
        *("pinned", "schema_version", "factor", "library", "status", "grade", "state", "kind", "view", "what"),
        *("about", "language", "left", "sha256", "hash", "instead", "outcome"),
    )
)
"""Fields that nobody writes into as they like: ids, hashes, one of a few words."""


@dataclass(frozen=True)
class Planted:
    """An assessment, and every personal text that was put into it."""

    assessment: Assessment
    texts: tuple[str, ...]


def planted() -> Planted:
    """Add a phone number of its own to every text in every part of an assessment."""
    numbers = (f"07700 900{number:03}" for number in count(100))
    texts: list[str] = []

    def plant(value: Any, name: str, *, is_top: bool) -> Any:
        if isinstance(value, Frozen):
            chosen = CHOSEN if is_top else CHOSEN | {"id"}
            parts = {part: plant(inside, part, is_top=False) for part, inside in value if part not in chosen}
            return value.model_copy(update=parts)
        if isinstance(value, dict):
            return {key: plant(inside, name, is_top=False) for key, inside in value.items()}
        if isinstance(value, tuple) and value and isinstance(value[0], Frozen):
            return tuple(plant(inside, name, is_top=False) for inside in value)
        if isinstance(value, str) and value not in ("yes", "no", "near", "far") and not value.startswith("20"):
            texts.append(next(numbers))
            return f"{value} {texts[-1]}"
        return value

    return Planted(plant(full(), "", is_top=True), (*texts, BY, "Ezra Nettlefold", "The red folder", "I come for"))


@cache
def public_copy() -> Document:
    """The public copy of the report on it, with its data."""
    assessment = planted().assessment
    return document(ruleset(), assessment, evaluate(ruleset(), assessment, build.ON), public=True)


def fields_left_empty(value: Frozen) -> set[str]:
    """Return the fields that no part of a value fills in, as `Owner.role`."""
    filled: dict[str, set[str]] = {}
    for part in _parts(value):
        names = {name for name, inside in part if inside not in ("", None, (), {})}
        filled.setdefault(type(part).__name__, set()).update(names)
    wanted = {(type(part).__name__, name) for part in _parts(value) for name in type(part).model_fields}
    return {f"{kind}.{name}" for kind, name in wanted if name not in filled[kind]}


def _parts(value: object) -> Iterator[Frozen]:
    if isinstance(value, Frozen):
        yield value
        for _, inside in value:
            yield from _parts(inside)
    elif isinstance(value, dict):
        for inside in value.values():
            yield from _parts(inside)
    elif isinstance(value, tuple):
        for inside in value:
            yield from _parts(inside)
