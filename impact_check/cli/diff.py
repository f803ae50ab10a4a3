"""`impact-check diff`: what differs between two versions of a questionnaire, and for whom it matters."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from impact_check.cli import words
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.files import open_for_both
from impact_check.cli.output import show
from impact_check.cli.read_only import DIFF_SCHEMA, print_json

if TYPE_CHECKING:
    from impact_check.api import Ruleset
    from impact_check.comparing import Moved, PackDiff
    from impact_check.comparing.change import Change, Witness
    from impact_check.comparing.moved import Move
    from impact_check.comparing.versions import VersionCheck


def diff(old: str, new: str, files: tuple[str, ...], on: str | None, fail_on: str | None, *, as_json: bool) -> None:
    """Print what differs. Raise Stop if a change is at least as heavy as `fail_on`."""
    from impact_check import api

    packs = api.diff(old, new)
    opened = [(file, *open_for_both(file, packs.old, packs.new, on)) for file in files]
    results = [(file, api.moved(packs, assessment, on=day)) for file, assessment, day in opened]
    if as_json:
        print_json(DIFF_SCHEMA, _content(packs, results))
    else:
        show("\n".join((*_summary(packs), *_changes(packs), *_files(results))))
    if (fail_on == "major" and packs.weight == "major") or (fail_on == "minor" and packs.weight in ("major", "minor")):
        raise Stop(Exit.NOT_HELD)


def _content(packs: "PackDiff", results: "list[tuple[str, Moved]]") -> dict[str, object]:
    return {
        "old": _pinned(packs.old),
        "new": _pinned(packs.new),
        "weight": packs.weight,
        "counts": dict(packs.counts),
        "versions": [asdict(check) for check in packs.versions],
        "changes": [asdict(change) for change in packs.changes],
        "files": [{"file": file, **asdict(moved), "on": moved.on.isoformat()} for file, moved in results],
    }


def _pinned(ruleset: "Ruleset") -> dict[str, str]:
    return ruleset.pinned.model_dump()


# In words


def _summary(packs: "PackDiff") -> Iterator[str]:
    if not packs.weight:
        yield "no change: both say the same."
    else:
        major, minor, patch = packs.counts.values()
        parts = [f"{_count(major)} can move a rating or leave an answer without its question"]
        if minor:
            parts.append(f"{minor} {'adds or changes' if minor == 1 else 'add or change'} something else")
        if patch:
            parts.append(f"{patch} {'changes' if patch == 1 else 'change'} no result")
        yield f"{packs.weight}: {'; '.join(parts)}."
    yield from map(_version, packs.versions)


def _count(number: int) -> str:
    return f"{number or 'no'} change{'s' if number > 1 else ''}"


def _version(check: "VersionCheck") -> str:
    numbers = f"{check.pack} {check.old} -> {check.new}"
    if not check.is_enough:
        what = f"a {check.weight} change needs" if check.weight else "the number can't go down: use"
        return f"{numbers} is not enough: {what} {check.wanted} or higher."
    if check.weight is None:
        return (
            f"{check.pack} {check.new}: nothing changed in it." if check.old == check.new else f"{numbers}, unchanged."
        )
    return f"{numbers} is enough for a {check.weight} change."


def _changes(packs: "PackDiff") -> Iterator[str]:
    for weight in packs.counts:
        found = [change for change in packs.changes if change.weight == weight and not change.through]
        if found:
            yield ""
            yield weight.capitalize()
        for change in found:
            yield from _change(change)
            if change.kind == "condition":
                yield from _reached([other for other in packs.changes if change.id in other.through])


def _change(change: "Change") -> Iterator[str]:
    where = f" ({change.path}:{change.line})" if change.line else ""
    key = f", {change.key}" if change.key not in ("", change.id) else ""
    yield f"- {change.kind} {change.id}{key}: {change.what}{where}"
    if change.witness:
        yield from _witness(change.witness)


def _witness(witness: "Witness") -> Iterator[str]:
    yield "    With these answers:" if witness.answers else "    Whatever is answered:"
    for told in witness.answers:
        yield f"      - {told.text} {told.answer} ({told.question})"
    yield f"    Then it {witness.new}; before, it {_BEFORE[witness.old]}."


def _reached(changes: "list[Change]") -> Iterator[str]:
    """Say what comes out differently because of a named condition."""
    if changes:
        yield "    Through it:"
        for change in changes:
            yield f"      - {change.kind} {change.id}, {change.key} ({change.weight}): {change.what}"


_BEFORE = {"holds": "held", "may hold": "might hold", "does not hold": "did not hold"}


def _files(results: "list[tuple[str, Moved]]") -> Iterator[str]:
    for file, moved in results:
        yield ""
        under = {"old": "the old version", "new": "the new version", "other": "neither of the two"}[moved.pinned]
        yield f"{file}, rated for {words.day(moved.on)} (answered under {moved.version}: {under})"
        if not moved.moves:
            yield "- nothing comes out differently"
        for move in moved.moves:
            yield from _move(move)


def _move(move: "Move") -> Iterator[str]:
    title = f" “{move.title}”" if move.title else ""
    name = (
        _ABOUT.get(move.id) if move.about == "overall" else f"{_ABOUT[move.about]} {move.id}{title}".replace("  ", " ")
    )
    yield f"- {(name or '').strip()}: {move.old} -> {move.new}"
    if move.because:
        yield f"    because of {words.listed(move.because)}"


_ABOUT = {
    "inherent": "Overall, as proposed",
    "residual": "Overall, after mitigation",
    "unmitigated": "Overall, if only what is verified happens",
    "factor": "Risk",
    "floor": "Floor",
    "element": "Element",
    "check": "Check",
    "outcomes": "Permitted",
    "signatories": "Who signs",
    "rule": "Rule",
    "unanswered": "Open now:",
    "orphaned": "Left without its question:",
}
