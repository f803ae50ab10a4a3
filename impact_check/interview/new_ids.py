"""Things of two copies that have one id but are not the same -> new ids for those of the other copy."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from impact_check.interview.apart import Apart
from impact_check.model.assessment import (
    Alternative,
    Answer,
    Assessment,
    Evidence,
    HistoryEntry,
    Known,
    Mitigation,
    Review,
)

Thing = TypeVar("Thing", Evidence, Mitigation, Alternative)

LONGEST = 34
"""Characters of an old id that are kept in a new one, so that there is room for a number."""


@dataclass(frozen=True, slots=True)
class NewIds:
    """For each kind of thing, old id -> new id."""

    evidence: Mapping[str, str] = field(default_factory=dict)
    mitigation: Mapping[str, str] = field(default_factory=dict)
    alternative: Mapping[str, str] = field(default_factory=dict)

    @property
    def all(self) -> tuple[tuple[str, str], ...]:
        """Every pair of old and new id."""
        return (*self.evidence.items(), *self.mitigation.items(), *self.alternative.items())


def new_ids(mine: Assessment, theirs: Assessment, found: Apart, both: Collection[tuple[str, str]] = ()) -> NewIds:
    """Give a new id to what the two copies call the same and isn't.

    Evidence: unless one copy alone has changed it. Mitigations and alternatives: those that each copy has added for
    itself, and those in `both`, (kind, id), of which both are wanted.
    """
    said = {entry.about for entry in (*mine.history, *theirs.history)}
    evidence = _clashing(mine.evidence, theirs.evidence)
    kept = {
        id_
        for id_ in evidence
        if (("evidence", id_) in found.mine_changed) != (("evidence", id_) in found.theirs_changed)
    }
    ids = _given(mine.evidence, [thing for id_, thing in evidence.items() if id_ not in kept], said, theirs.evidence)
    following = renamed(theirs, NewIds(evidence=ids))
    return NewIds(
        evidence=ids,
        mitigation=_own(mine.mitigations, following.mitigations, "mitigation", found, both, said),
        alternative=_own(mine.alternatives, following.alternatives, "alternative", found, both, said),
    )


def _own(
    mine: tuple[Thing, ...],
    theirs: tuple[Thing, ...],
    kind: str,
    found: Apart,
    both: Collection[tuple[str, str]],
    said: set[str],
) -> dict[str, str]:
    """Return new ids for what each copy has added for itself, or of which both are wanted."""
    clashing = _clashing(mine, theirs).items()
    apart = {*(found.mine_changed & found.theirs_changed - found.before), *both}
    return _given(mine, [thing for id_, thing in clashing if (kind, id_) in apart], said, theirs)


def _clashing(mine: tuple[Thing, ...], theirs: tuple[Thing, ...]) -> dict[str, Thing]:
    own = {thing.id: thing for thing in mine}
    return {thing.id: thing for thing in theirs if thing.id in own and own[thing.id] != thing}


def _given(
    mine: tuple[Thing, ...], things: Iterable[Thing], said: set[str], theirs: tuple[Thing, ...]
) -> dict[str, str]:
    """Return old id -> new id; where mine holds the same thing under another id already, that one."""
    taken = {*said, *(thing.id for thing in (*mine, *theirs))}
    given: dict[str, str] = {}
    for thing in things:
        same = (own.id for own in mine if own == thing.model_copy(update={"id": own.id}))
        given[thing.id] = next(same, None) or _fresh(thing.id, taken)
        taken.add(given[thing.id])
    return given


def _fresh(id_: str, taken: Collection[str]) -> str:
    """Return the next free id: E2 -> E5, counts -> counts-2."""
    stem = id_.rstrip("0123456789")[:LONGEST]
    stem = stem if stem != id_ else f"{stem}-"
    return next(new for number in range(2, len(taken) + 3) if (new := f"{stem}{number}") not in taken)


def renamed(theirs: Assessment, ids: NewIds) -> Assessment:
    """Return the copy with its things, and all that refers to them, under their new ids. The history stays."""
    return theirs.model_copy(
        update={
            "answers": {name: _answer(answer, ids) for name, answer in theirs.answers.items()},
            "evidence": tuple(
                item.model_copy(update={"id": ids.evidence.get(item.id, item.id)}) for item in theirs.evidence
            ),
            "mitigations": tuple(_mitigation(item, ids, ids.mitigation) for item in theirs.mitigations),
            "suggested": {
                name: item.model_copy(update={"answer": _answer(item.answer, ids)})
                for name, item in theirs.suggested.items()
            },
            "reviews": tuple(_review(item, ids) for item in theirs.reviews),
            "alternatives": tuple(_alternative(item, ids) for item in theirs.alternatives),
        }
    )


def renamed_entry(entry: HistoryEntry, ids: NewIds) -> HistoryEntry:
    """Return a history entry about the new id of what it is about."""
    new = {"evidence": ids.evidence, "mitigation": ids.mitigation, "alternative": ids.alternative}.get(entry.what, {})
    return entry.model_copy(update={"about": new.get(entry.about, entry.about)})


def _answer(answer: Answer, ids: NewIds) -> Answer:
    if not isinstance(answer, Known):
        return answer
    return answer.model_copy(update={"evidence": _evidence(answer.evidence, ids)})


def _evidence(references: tuple[str, ...], ids: NewIds) -> tuple[str, ...]:
    return tuple(ids.evidence.get(reference, reference) for reference in references)


def _mitigation(item: Mitigation, ids: NewIds, own: Mapping[str, str]) -> Mitigation:
    verified = item.verified
    if verified is not None:
        verified = verified.model_copy(update={"evidence": _evidence(verified.evidence, ids)})
    return item.model_copy(
        update={"id": own.get(item.id, item.id), "evidence": _evidence(item.evidence, ids), "verified": verified}
    )


def _alternative(item: Alternative, ids: NewIds) -> Alternative:
    return item.model_copy(
        update={
            "id": ids.alternative.get(item.id, item.id),
            "answers": {name: _answer(answer, ids) for name, answer in item.answers.items()},
            "mitigations": tuple(_mitigation(each, ids, {}) for each in item.mitigations),
        }
    )


def _review(item: Review, ids: NewIds) -> Review:
    about = ids.mitigation.get(item.about, item.about) if item.kind == "mitigation" else item.about
    return item.model_copy(
        update={"about": about, "instead": _answer(item.instead, ids) if item.instead is not None else None}
    )
