"""`impact-check merge`: two people's copies of an assessment -> one new file, each disagreement shown and decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from impact_check.cli import clock, words
from impact_check.cli.assess import NOT_NAMED
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.forms import SteppedBack, ask_choice
from impact_check.cli.output import look_here, say_wrapped, show, wrapped
from impact_check.cli.prompts import EndOfInput, Prompter, TerminalPrompter
from impact_check.cli.reading import read
from impact_check.cli.session import StoppedByUser
from impact_check.cli.store import assessment_path
from impact_check.errors import ContentError
from impact_check.model.assessment import Alternative, Assessment, Known, Mitigation, Pinned, Suggestion

if TYPE_CHECKING:
    from impact_check.api import Conflict, Decision, Merged, Ruleset
    from impact_check.interview.merge import Side

KINDS = {
    "question": "Question",
    "mitigation": "Mitigation",
    "alternative": "Alternative",
    "suggestion": "Suggested answer",
    "questionnaire": "Version of the questionnaire",
}

WAYS: "dict[Decision, str]" = {
    "mine": "Mine",
    "theirs": "Theirs",
    "open": "Leave it open: nobody's counts, and the question is asked again",
    "both": "Keep both, theirs under a new id",
}

COUNTS: "dict[Decision, str]" = {
    "mine": "mine",
    "theirs": "theirs",
    "open": "neither, so the question is asked again",
    "both": "both, theirs under a new id",
}


def merge(mine: str, theirs: str, output: str, prefer: str | None, by: str | None, pack: str | None) -> None:
    """Run the command. Raise Stop if somebody has to decide and nobody can be asked, or OUT is there already."""
    from impact_check import api

    out = assessment_path(output)
    copies = Copies(_existing(mine), _existing(theirs), pack)
    _refuse_existing(out)
    conflicts = api.merge_conflicts(copies.mine, copies.theirs)
    prompter = TerminalPrompter(look_here())
    if prefer is not None:
        decisions = {conflict.key: cast("Decision", prefer) for conflict in conflicts}
    elif prompter.is_interactive:
        decisions = _ask(copies, conflicts, prompter)
    elif conflicts:
        raise Stop(Exit.CONFLICT, _undecided(copies, conflicts, look_here().width))
    else:
        decisions = {}
    merged = api.merge(copies.mine, copies.theirs, decisions, by=_who(by, copies.mine), at=clock.now())
    _refuse_existing(out)
    api.write_assessment(out, merged.assessment)
    _tell(copies, merged, decisions, out, in_full=prefer is not None)


class Copies:
    """The two files, and the questionnaire that says their answers in words."""

    def __init__(self, mine: Path, theirs: Path, pack: str | None) -> None:
        """Read both, and the questionnaire if it is on this computer. Raise ContentError if `pack` can't be used."""
        from impact_check import api

        self.mine_path, self.theirs_path = mine, theirs
        self.mine: Assessment = read(mine)
        self.theirs: Assessment = read(theirs)
        self.ruleset: Ruleset | None = None
        try:
            self.ruleset = api.load_questionnaire(pack or self.mine.pinned.questionnaire)
        except ContentError:
            if pack is not None:
                raise

    def title(self, conflict: "Conflict") -> str:
        """Return what is disagreed about: the question's text, or the id."""
        if self.ruleset is not None and conflict.kind in ("question", "suggestion"):
            question = self.ruleset.questions.get(conflict.about)
            if question is not None:
                return question.text
        return conflict.about

    def lines(self, conflict: "Conflict", side: "Side | None", copy: Assessment) -> Iterator[str]:
        """Yield what one side has: the answer, who gave it and when, the note, the evidence."""
        match side:
            case None:
                yield "Taken out"
            case Pinned():
                yield f"{side.version} ({side.sha256[:12]})"
            case Mitigation():
                yield f"{side.action} ({dict(words.statuses())[side.status]})"
                yield f"Owner: {f'{side.owner.name}, {side.owner.role}' if side.owner else 'nobody yet'}"
                yield f"Due: {words.day(side.due) if side.due else 'no date yet'}"
                yield from _evidence(side.evidence, copy)
            case Alternative():
                yield f"{side.title}: {len(side.answers)} answers of its own, {len(side.mitigations)} mitigations"
                yield from filter(None, [side.summary])
            case Suggestion():
                yield f"{self._answer(conflict.about, side)} (from {side.source})"
            case _:
                yield self._answer(conflict.about, side)
                yield f"By {side.by}, {words.day(side.at)} at {side.at:%H:%M}"
                yield from filter(None, [f"Note: {side.note}" if side.note else ""])
                yield from _evidence(side.evidence if isinstance(side, Known) else (), copy)

    def _answer(self, question_id: str, side: "Side") -> str:
        from impact_check import api

        answer = side.answer if isinstance(side, Suggestion) else side
        if self.ruleset is not None and question_id in self.ruleset.questions:
            question = self.ruleset.questions[question_id]
            if not isinstance(answer, Mitigation | Alternative | Pinned):
                return words.answer(question, api.options(self.ruleset, question), answer)
        return api.side_in_words(answer)


def _evidence(ids: tuple[str, ...], copy: Assessment) -> Iterator[str]:
    known = {item.id: item for item in copy.evidence}
    for id_ in ids:
        yield f"Evidence {words.evidence(known[id_]) if id_ in known else id_}"


@dataclass(frozen=True, slots=True)
class _Asking:
    prompter: Prompter


def _ask(copies: Copies, conflicts: "tuple[Conflict, ...]", prompter: Prompter) -> "dict[tuple[str, str], Decision]":
    """Show each conflict with both sides and ask what counts; `:back` goes to the one before. Nothing is saved yet."""
    decisions: dict[tuple[str, str], Decision] = {}
    at = 0
    if conflicts:
        prompter.say(_how_many(conflicts))
    while at < len(conflicts):
        conflict = conflicts[at]
        prompter.say()
        prompter.say(f"{at + 1} of {len(conflicts)}. {KINDS[conflict.kind]}: {copies.title(conflict)}", heading=True)
        for text in _sides(copies, conflict):
            prompter.show(text)
        ways = [(way, WAYS[way]) for way in conflict.ways]
        try:
            chosen = ask_choice(_Asking(prompter), "Which counts? :back goes back, :save stops.", ways)
        except SteppedBack:
            at = max(0, at - 1)
        except (StoppedByUser, EndOfInput):
            raise Stop(Exit.CONFLICT, "Stopped. Nothing was written, and both files are as they were.") from None
        else:
            decisions[conflict.key] = cast("Decision", chosen)
            at += 1
    return decisions


def _sides(copies: Copies, conflict: "Conflict") -> Iterator[str]:
    """Yield both sides as laid-out text, one below the other, so that it reads well in any window and aloud."""
    for name, side, copy in (("Mine", conflict.mine, copies.mine), ("Theirs", conflict.theirs, copies.theirs)):
        first, *others = copies.lines(conflict, side, copy)
        yield "\n".join([f"  {name + ':':<8}{first}", *(f"          {line}" for line in others)])


def _how_many(conflicts: "tuple[Conflict, ...]") -> str:
    count = len(conflicts)
    things = "1 thing was" if count == 1 else f"{count} things were"
    return f"{things} changed in both copies, each in a way of its own."


def _undecided(copies: Copies, conflicts: "tuple[Conflict, ...]", width: int) -> str:
    listed = [
        "\n".join([wrapped(f"{KINDS[conflict.kind]}: {copies.title(conflict)}", width), *_sides(copies, conflict)])
        for conflict in conflicts
    ]
    return "\n".join(
        [
            f"{_how_many(conflicts)} Nothing was written.",
            *listed,
            "Run the same command in a terminal to decide each, or add --prefer mine or --prefer theirs.",
        ]
    )


def _tell(
    copies: Copies, merged: "Merged", decisions: "dict[tuple[str, str], Decision]", out: Path, *, in_full: bool
) -> None:
    """Say what came from whom, what was decided and what has a new id. in_full: with both sides of each decision."""
    mine, theirs = len(merged.from_mine), len(merged.from_theirs)
    say_wrapped(
        f"Changed in {copies.mine_path} alone: {mine}. Changed in {copies.theirs_path} alone: {theirs}. "
        f"Changed in both, and decided: {len(merged.decided)}."
    )
    for conflict in merged.decided:
        say_wrapped(f"{KINDS[conflict.kind]}: {copies.title(conflict)}")
        for text in _sides(copies, conflict) if in_full else ():
            show(text)
        show(f"  What counts: {COUNTS[decisions[conflict.key]]}.")
    for old, new in merged.new_ids:
        say_wrapped(f"Both copies had something of their own called {old}. Theirs is called {new} now.")
    say_wrapped(f"Both together are in {out}. The two files are as they were.")


def _existing(name: str) -> Path:
    """Return the file that a name means; a name that is a file already is taken as it is."""
    path = Path(name)
    return path if path.is_file() else assessment_path(name)


def _refuse_existing(out: Path) -> None:
    if out.exists():
        raise Stop(Exit.CONFLICT, f"{out} exists already, so it is left as it is. Give another name with -o.")


def _who(by: str | None, mine: Assessment) -> str:
    last = mine.history[-1].by if mine.history else ""
    return (by or clock.named_user()).strip() or last or NOT_NAMED
