"""Two people's copies of one assessment -> one, with every disagreement named and decided by a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeVar

from impact_check.errors import MergeError
from impact_check.interview.apart import Apart, Key, apart, last_hash
from impact_check.interview.new_ids import NewIds, new_ids, renamed, renamed_entry
from impact_check.interview.recording import is_same_answer, said
from impact_check.language import tr
from impact_check.model.assessment import (
    Alternative,
    Answer,
    Assessment,
    DontKnow,
    Evidence,
    HistoryEntry,
    Known,
    Mitigation,
    NotApplicable,
    Pinned,
    Review,
    StoppedEarly,
    Submission,
    Suggestion,
)
from impact_check.model.history import broken_at, linked

Decision = Literal["mine", "theirs", "open", "both"]
Kind = Literal["question", "mitigation", "alternative", "suggestion", "questionnaire"]
Side = Answer | Mitigation | Alternative | Suggestion | Pinned
ANSWERS = (Known, DontKnow, NotApplicable)
Named = TypeVar("Named", Evidence, Mitigation, Alternative)
Thing = TypeVar("Thing", bound=Side)
Once = TypeVar("Once", StoppedEarly, Submission)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both have changed, each in a way of their own."""

    kind: Kind
    about: str
    """The id of the question, mitigation or alternative; empty for the questionnaire."""
    mine: Side | None
    """None: taken out."""
    theirs: Side | None
    ways: tuple[Decision, ...]
    """How it can be decided: keep mine, or theirs, or leave the question open, or keep both under two ids."""

    @property
    def key(self) -> Key:
        """What the decision about it is filed under."""
        return (self.kind, self.about)


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of two copies."""

    assessment: Assessment
    from_mine: tuple[Key, ...]
    """What mine alone has changed, and so is as it is there."""
    from_theirs: tuple[Key, ...]
    decided: tuple[Conflict, ...]
    new_ids: tuple[tuple[str, str], ...]
    """Old and new id of what both had called the same; the new one is of what came from theirs."""


def merge_conflicts(mine: Assessment, theirs: Assessment) -> tuple[Conflict, ...]:
    """Return what has to be decided before two copies can be merged, in the order of mine.

    Raises MergeError if they aren't copies of one assessment under one questionnaire.
    """
    return tuple(_Together(mine, theirs, {}).conflicts)


def merge(mine: Assessment, theirs: Assessment, decisions: Mapping[Key, Decision], *, by: str, at: datetime) -> Merged:
    """Return the two copies as one: what one alone has changed is taken from that one, the rest is as decided.

    decisions: for each conflict's `key`, one of its `ways`. by, at: who merges, and when; for the history, which is
    mine, then theirs since they were one, then what was decided. Raises MergeError if a conflict is left undecided, or
    these aren't copies of one assessment under one questionnaire.
    """
    together = _Together(mine, theirs, decisions)
    conflicts = merge_conflicts(mine, theirs)
    undecided = [conflict for conflict in conflicts if decisions.get(conflict.key) not in conflict.ways]
    if undecided:
        named = ", ".join(conflict.about or conflict.kind for conflict in undecided)
        raise MergeError(
            tr("Both copies have changed {named}, each in a way of its own. Say for each which counts.", named=named)
        )
    return Merged(
        assessment=together.assessment(conflicts, by, at),
        from_mine=tuple(sorted(together.found.mine_changed - together.found.theirs_changed)),
        from_theirs=tuple(sorted(together.found.theirs_changed - together.found.mine_changed)),
        decided=conflicts,
        new_ids=together.ids.all,
    )


def in_words(side: Side | None) -> str:
    """Return one side of a conflict as one text, as the history says it; empty if it was taken out."""
    match side:
        case None:
            return ""
        case Mitigation():
            return f"{side.status}: {side.action}"
        case Alternative():
            return side.title
        case Suggestion():
            return said(side.answer)
        case Pinned():
            return f"{side.version} {side.sha256[:12]}"
        case Known() | DontKnow() | NotApplicable():
            return said(side)


class _Together:
    """Both copies, what each has changed, and what disagrees."""

    def __init__(self, mine: Assessment, theirs: Assessment, decisions: Mapping[Key, Decision]) -> None:
        """Line the two up: what each has changed, and theirs under ids that mean one thing only."""
        _check(mine, theirs)
        self.mine = mine
        self.theirs = theirs
        self.decisions = decisions
        self.conflicts: list[Conflict] = []
        both = {key for key, decision in self.decisions.items() if decision == "both"}
        found = apart(self.mine.history, self.theirs.history)
        self.ids: NewIds = new_ids(self.mine, self.theirs, found, both)
        self.apart: set[Key] = {
            (kind, id_)
            for kind, ids in (("mitigation", self.ids.mitigation), ("alternative", self.ids.alternative))
            for id_ in (*ids, *ids.values())
        }
        following = tuple(renamed_entry(entry, self.ids) for entry in self.theirs.history[found.fork :])
        self.found: Apart = apart(self.mine.history, (*self.theirs.history[: found.fork], *following))
        self.now = renamed(self.theirs, self.ids)
        self.answers = self._settled("question", self.mine.answers, self.theirs.answers, self.now.answers)
        self.mitigations = self._settled(
            "mitigation", *map(_by_id, (self.mine.mitigations, self.theirs.mitigations, self.now.mitigations))
        )
        self.alternatives = self._settled(
            "alternative", *map(_by_id, (self.mine.alternatives, self.theirs.alternatives, self.now.alternatives))
        )
        self.suggested = self._settled("suggestion", self.mine.suggested, self.theirs.suggested, self.now.suggested)
        pinned = [{"": copy.pinned} for copy in (self.mine, self.theirs, self.now)]
        self.pinned = self._settled("questionnaire", *pinned).get("", self.mine.pinned)

    def assessment(self, conflicts: Iterable[Conflict], by: str, at: datetime) -> Assessment:
        """Return the two as one; every conflict has been decided."""
        return self.mine.model_copy(
            update={
                "pinned": self.pinned,
                "answers": self.answers,
                "evidence": self._evidence(),
                "mitigations": tuple(self.mitigations.values()),
                "suggested": self.suggested,
                "reviews": _reviews(self.mine.reviews, self.now.reviews),
                "alternatives": tuple(self.alternatives.values()),
                "stopped_early": self._whole("stopped_early", self.mine.stopped_early, self.theirs.stopped_early),
                "submission": self._whole("submission", self.mine.submission, self.theirs.submission),
                "history": self._history(conflicts, by, at),
            }
        )

    def _settled(
        self, kind: Kind, mine: Mapping[str, Thing], raw: Mapping[str, Thing], now: Mapping[str, Thing]
    ) -> dict[str, Thing]:
        """Return one kind of thing as it is in both together, by id, and note what disagrees.

        raw, now: those of theirs before and after they got new ids.
        """
        settled: dict[str, Thing] = {}
        for id_ in dict.fromkeys((*mine, *now)):
            thing = self._one(kind, id_, mine.get(id_), raw.get(id_), now.get(id_))
            if thing is not None:
                settled[id_] = thing
        return settled

    def _one(self, kind: Kind, id_: str, mine: Thing | None, raw: Thing | None, now: Thing | None) -> Thing | None:
        changed = self._changed(kind, id_)
        if mine is None or now is None:
            if changed == (False, False) or (kind, id_) in self.apart:  # No history tells that it was taken out.
                return now if mine is None else mine
        elif mine == raw and changed == (False, False):
            return mine
        elif _is_alike(mine, now):
            return _earlier(mine, now)
        if changed == (True, False):
            return mine
        if changed == (False, True):
            return now
        return self._decided(kind, id_, mine, now)

    def _decided(self, kind: Kind, id_: str, mine: Thing | None, theirs: Thing | None) -> Thing | None:
        ways: tuple[Decision, ...] = ("mine", "theirs")
        if kind == "question":
            ways = (*ways, "open")
        elif kind in ("mitigation", "alternative") and mine is not None and theirs is not None:
            ways = (*ways, "both")
        self.conflicts.append(Conflict(kind, id_, mine, theirs, ways))
        match self.decisions.get((kind, id_)):
            case "theirs":
                return theirs
            case "open":
                return None
            case _:
                return mine

    def _changed(self, kind: str, id_: str) -> tuple[bool, bool]:
        """Return whether mine and whether theirs has changed it. An answer that is given settles its suggestion."""
        keys = {(kind, id_), ("question", id_)} if kind == "suggestion" else {(kind, id_)}
        return bool(keys & self.found.mine_changed), bool(keys & self.found.theirs_changed)

    def _evidence(self) -> tuple[Evidence, ...]:
        """Return all evidence of both: nothing is taken out, since something may rest on it."""
        settled = _by_id(self.mine.evidence)
        for item in self.now.evidence:
            if item.id not in settled or self._changed("evidence", item.id) == (False, True):
                settled[item.id] = item
        return tuple(settled.values())

    def _whole(self, kind: str, mine: Once | None, theirs: Once | None) -> Once | None:
        """Return what both have, or one alone has changed. Otherwise nothing: it has to be done anew."""
        if mine == theirs:
            return mine
        changed = self._changed(kind, "")
        if changed[0] == changed[1]:
            return None
        return mine if changed[0] else theirs

    def _history(self, conflicts: Iterable[Conflict], by: str, at: datetime) -> tuple[HistoryEntry, ...]:
        """Return mine, then what only theirs has, then the merge, what got a new id, and what was decided."""
        history = self.mine.history
        for entry in (*self.found.theirs, HistoryEntry(at=at, by=by, what="merged", new=self._merge_in_words())):
            history = linked(history, entry)
        for old, new in self.ids.all:
            history = linked(history, HistoryEntry(at=at, by=by, what="merged", about=new, old=old, new=new))
        for conflict in conflicts:
            mine, theirs = in_words(conflict.mine), in_words(conflict.theirs)
            decision = self.decisions[conflict.key]
            kept = {"mine": mine, "theirs": theirs, "open": "", "both": f"{mine}; {theirs}"}[decision]
            left = {"mine": theirs, "theirs": mine, "open": f"{mine}; {theirs}", "both": ""}[decision]
            decided = HistoryEntry(at=at, by=by, what="merged", about=conflict.about, old=left, new=kept)
            history = linked(history, decided)
        return history

    def _merge_in_words(self) -> str:
        count = len(self.found.theirs)
        told = (
            f"{count} {'entry' if count == 1 else 'entries'} of another copy, whose last entry has the hash "
            f"{last_hash(self.theirs) or 'none'}; both begin with the same {self.found.fork}"
        )
        broken = broken_at(self.theirs.history)
        return told if broken is None else f"{told}; its history did not fit together from entry {broken + 1}"


def _check(mine: Assessment, theirs: Assessment) -> None:
    if mine.id != theirs.id:
        raise MergeError(
            tr(
                "These are two different assessments, {mine} and {theirs}. Only copies of one assessment can be "
                "brought together.",
                mine=mine.id,
                theirs=theirs.id,
            )
        )
    if mine.pinned.questionnaire != theirs.pinned.questionnaire:
        raise MergeError(
            tr(
                "The two copies belong to two questionnaires, {mine} and {theirs}, so their answers can't be brought "
                "together.",
                mine=mine.pinned.questionnaire,
                theirs=theirs.pinned.questionnaire,
            )
        )


def _by_id(things: Iterable[Named]) -> dict[str, Named]:
    return {thing.id: thing for thing in things}


def _is_alike(mine: Side, theirs: Side) -> bool:
    """Return whether both say the same; an answer does whoever gave it and when."""
    if isinstance(mine, ANSWERS) and isinstance(theirs, ANSWERS):
        return is_same_answer(mine, theirs)
    return mine == theirs


def _earlier(mine: Thing, theirs: Thing) -> Thing:
    """Return the one that was given first, of two that say the same."""
    if not isinstance(mine, ANSWERS) or not isinstance(theirs, ANSWERS):
        return mine
    return mine if (_moment(mine.at), mine.by) <= (_moment(theirs.at), theirs.by) else theirs


def _reviews(mine: tuple[Review, ...], theirs: tuple[Review, ...]) -> tuple[Review, ...]:
    """Return the reviews of both in the order they were made; of one thing by one person, the latest."""
    latest: dict[tuple[str, str, str], datetime] = {}
    for review in (*mine, *theirs):
        key = (review.kind, review.about, review.by)
        latest[key] = max(_moment(review.at), latest.get(key, _moment(review.at)))
    kept = {
        review: None
        for review in (*mine, *theirs)
        if _moment(review.at) == latest[(review.kind, review.about, review.by)]
    }
    return tuple(sorted(kept, key=lambda review: (_moment(review.at), review.by, review.kind, review.about)))


def _moment(at: datetime) -> datetime:
    """Return a time that can be compared; one without zone is taken as UTC."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at
