"""What a pack was found to be: the results of lint, prove and test, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from impact_check.errors import Fault
from impact_check.loading.check import Registry
from impact_check.loading.strict_yaml import Loc
from impact_check.model.questionnaire import NONE_OF_THESE
from impact_check.proving.reading import ReadingAge
from impact_check.proving.remedies import REMEDIES
from impact_check.rules import ABSENT, UNKNOWN, Seen


@dataclass(frozen=True, slots=True)
class Linted:
    """What reading a pack found: structure, sources, wording."""

    pack: str
    faults: tuple[Fault, ...]
    """In file order; empty means clean."""
    questions: int = 0
    """Questions read, those of core included; 0 if the pack can't be loaded."""
    reading_age: ReadingAge | None = None
    """The median over all questions; None if the pack can't be loaded."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Answers that show that something can happen. All other questions have their best answer."""

    what: str
    answers: tuple[tuple[str, str], ...]
    """Question, and the answer as a case would write it. Empty: the best answer to everything."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that holds for every use of a pack, or doesn't."""

    claim: str
    """A sentence, true if there are no faults."""
    counted: str
    """What it was tried on, and how often."""
    by: Literal["trying", "loading"] = "trying"
    """trying: answers were tried out. loading: the pack could not have been loaded otherwise."""
    faults: tuple[Fault, ...] = ()
    witnesses: tuple[Witness, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it; what is only a warning doesn't."""
        return all(fault.severity != "error" for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Proved:
    """Everything that was proved about a pack together with what it extends."""

    pack: str
    version: str
    """Of each pack, core first; empty if the pack can't be loaded."""
    proofs: tuple[Proof, ...]
    faults: tuple[Fault, ...]
    """Every fault found, in file order. If the pack can't be loaded, why."""


EntryKind = Literal["rule", "floor", "check", "element"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many entries of one kind the cases show in one state."""

    kind: EntryKind
    state: str
    """In words: `holds`, `is a gap`, `is in conflict` ..."""
    shown: int
    of: int
    """Those of this kind that can be in this state as far as their form tells."""


@dataclass(frozen=True, slots=True)
class Tested:
    """What came of the worked cases of a pack and of what it extends."""

    pack: str
    cases: int
    failed: int
    """Cases with at least one line that didn't come out, or whose answers don't fit."""
    coverage: tuple[Coverage, ...]
    faults: tuple[Fault, ...]
    """In file order. If the pack can't be loaded, why."""


def numbered(count: int, what: str) -> str:
    """Return `1 rule`, `1,200 rules`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def written(answers: Mapping[str, Seen]) -> tuple[tuple[str, str], ...]:
    """Return answers as a case would write them; questions that weren't asked are left out."""
    return tuple((question, as_written(value)) for question, value in answers.items() if value is not ABSENT)


def as_written(value: Seen) -> str:
    """Return an answer as a case would write it."""
    match value:
        case frozenset():
            return f"[{', '.join(sorted(value)) or NONE_OF_THESE}]"
        case date():
            return value.isoformat()
    return "dont_know" if value is UNKNOWN else str(value)


def found(
    registry: Registry,
    entry: tuple[str, str],
    key: Loc,
    code: str,
    message: str,
    answers: Iterable[tuple[str, str]] = (),
    *,
    severity: str = "error",
) -> Fault:
    """Make a fault at a key of an entry (kind, id), with the answers that show it and what to do about it."""
    kind, id_ = entry
    path, loc = registry.places[kind, id_]
    # A section is a file of its own, and stands under its key `section`.
    place = registry.documents[path].place(key if kind == "section" else (*loc, *key))
    return Fault(
        registry.documents[path].path,
        place.line,
        place.column,
        code,
        message,
        severity,
        tuple(answers),
        REMEDIES.get(code, ""),
    )
