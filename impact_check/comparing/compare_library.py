"""What a pack's conditions speak of, in two versions -> what changed: its head, its libraries, its policy choices."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from impact_check.comparing.change import Change, Weight
from impact_check.model.base import Frozen
from impact_check.model.questionnaire import (
    Group,
    LibraryMitigation,
    Policy,
    Questionnaire,
    RiskFactor,
    Source,
)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


E = TypeVar("E", bound=_HasId)
_Entry = RiskFactor | Group | LibraryMitigation | Source


def pairs(before: Iterable[E], after: Iterable[E]) -> tuple[list[E], list[tuple[E, E]], list[E]]:
    """Return the entries that were removed, those that both have, and those that were added."""
    old, new = {entry.id: entry for entry in before}, {entry.id: entry for entry in after}
    removed = [entry for id_, entry in old.items() if id_ not in new]
    added = [entry for id_, entry in new.items() if id_ not in old]
    return removed, [(old[id_], entry) for id_, entry in new.items() if id_ in old], added


def compare_heads(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    """Yield what changed in the heads of the packs, and in which questions hold which facts."""
    was = {pack.id: pack for pack in old.packs}
    for pack in new.packs:
        before = was.get(pack.id)
        for key in ("title", "effective_from", "owner") if before else ():
            if getattr(before, key) != getattr(pack, key):
                yield Change("patch", "pack", pack.id, key, f"'{key}' is another")
        if before and before.no_change != pack.no_change:
            what = "other answers mean that nothing changes; options on file keep theirs"
            yield Change("minor", "pack", pack.id, "no_change", what)
    for name, question in new.facts:
        before_question = getattr(old.facts, name)
        if question != before_question:
            weight: Weight = "major" if name in ("change_date", "groups") else "minor"
            what = f"'{name}' is taken from {question or 'no question'} now; it was {before_question or 'no question'}"
            yield Change(weight, "pack", new.packs[0].id, "facts", what)


def compare_libraries(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    """Yield what changed among factors, groups, library mitigations and sources."""
    libraries: tuple[tuple[str, Sequence[_Entry], Sequence[_Entry], Weight, str], ...] = (
        ("factor", old.factors, new.factors, "major", "; mitigations on file against it are left without it"),
        ("group", old.groups, new.groups, "major", "; answers that name it don't fit"),
        ("mitigation", old.mitigations, new.mitigations, "minor", ""),
        ("source", old.sources, new.sources, "patch", ""),
    )
    for kind, mine, theirs, weight, consequence in libraries:
        removed, common, added = pairs(mine, theirs)
        for entry in removed:
            yield Change(weight, kind, entry.id, "", f"gone: {_name(entry)}{consequence}")
        for before, after in common:
            yield from _entry(kind, before, after, new)
        for entry in added:
            yield Change("patch" if kind == "source" else "minor", kind, entry.id, "", f"new: {_name(entry)}")


def _name(entry: _Entry) -> str:
    return f"“{entry.citation if isinstance(entry, Source) else entry.title}”"


def _entry(kind: str, before: _Entry, after: _Entry, new: Questionnaire) -> Iterator[Change]:
    """Yield what changed in a factor, group, mitigation or source."""
    id_ = after.id
    weights: Mapping[str, Weight] = {"groups": "minor", "third_party": "minor"}
    for key, value in after:
        was = getattr(before, key)
        if value == was:
            continue
        if isinstance(after, RiskFactor) and key == "residual_floor":
            what = f"mitigation can't bring it below {value.name.lower()} now; it was {was.name.lower()}"
            yield Change("major", kind, id_, key, what)
        elif isinstance(after, LibraryMitigation) and key == "factors" and set(value) != set(was):
            lifts = any(id_ in floor.lifted_by for floor in new.floors)
            what = "it is against other factors" + (", so it may no longer lift a floor" if lifts else "")
            yield Change("major" if lifts else "minor", kind, id_, key, what)
        else:
            weight = weights.get(key, "patch")
            yield Change(
                weight, kind, id_, key, f"'{key}' is {'another' if weight == 'minor' else 'worded differently'}"
            )


def compare_parameters(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    """Yield what changed among the policy choices. Their values decide the rating, or what follows from it."""
    for name, part in new.parameters:
        was = getattr(old.parameters, name)
        if part == was:
            continue
        if isinstance(part, Policy) and _values(part) != _values(was):
            yield Change("major", "parameters", name, name, f"other values: {_differing(was, part)}")
        else:
            what = "its reason or sources are others" if isinstance(part, Policy) else "is another"
            yield Change("patch", "parameters", name, name, what)


def _values(part: Frozen) -> dict[str, object]:
    return part.model_dump(mode="json", exclude={"reason", "sources"})


def _differing(before: Frozen, after: Frozen) -> str:
    was, now = _values(before), _values(after)
    simple = [f"{key} {now[key]}, was {was[key]}" for key in now if now[key] != was[key] and not _is_table(now[key])]
    tables = [key for key in now if now[key] != was[key] and _is_table(now[key])]
    return "; ".join((*simple, *tables))


def _is_table(value: object) -> bool:
    return isinstance(value, list)
