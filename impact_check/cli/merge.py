"""`impact-check merge`: two people's copies of an assessment -> one new file, each disagreement shown and decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from impact_check.cli import clock, words
from impact_check.cli.assess import NOT_NAMED
from impact_check.cli.characters import given_name
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.forms import SteppedBack, ask_choice
from impact_check.cli.language import load
from impact_check.cli.output import look_here, say_wrapped, show, wrapped
from impact_check.cli.prompts import EndOfInput, Prompter, TerminalPrompter
from impact_check.cli.reading import read
from impact_check.cli.session import StoppedByUser
from impact_check.cli.store import assessment_path
from impact_check.errors import ContentError
from impact_check.language import Translated, to_translate, tr, trn
from impact_check.model.assessment import Alternative, Assessment, Known, Mitigation, Pinned, Suggestion

if TYPE_CHECKING:
    from impact_check.api import Conflict, Decision, Merged, Ruleset
    from impact_check.interview.merging import Side

KINDS = {
    "question": to_translate("Question: {title}"),
    "mitigation": to_translate("Mitigation: {title}"),
    "alternative": to_translate("Alternative: {title}"),
    "suggestion": to_translate("Suggested answer: {title}"),
    "questionnaire": to_translate("Version of the questionnaire: {title}"),
}

WAYS: "Mapping[Decision, str]" = Translated(
    {
        "mine": to_translate("Mine"),
        "theirs": to_translate("Theirs"),
        "open": to_translate("Leave it open: nobody's counts, and the question is asked again"),
        "both": to_translate("Keep both, theirs under a new id"),
    }
)

COUNTS: "Mapping[Decision, str]" = Translated(
    {
        "mine": to_translate("What counts: mine."),
        "theirs": to_translate("What counts: theirs."),
        "open": to_translate("What counts: neither, so the question is asked again."),
        "both": to_translate("What counts: both, theirs under a new id."),
    }
)


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
        self.mine_path, self.theirs_path = mine, theirs
        self.mine: Assessment = read(mine)
        self.theirs: Assessment = read(theirs)
        self.ruleset: Ruleset | None = None
        try:
            self.ruleset = load(pack or self.mine.pinned.questionnaire, self.mine)
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
                yield tr("Taken out")
            case Pinned():
                yield f"{side.version} ({side.sha256[:12]})"
            case Mitigation():
                yield f"{side.action} ({dict(words.statuses())[side.status]})"
                yield _owner(side)
                yield tr("Due: {day}", day=words.day(side.due)) if side.due else tr("Due: no date yet")
                yield from _evidence(side.evidence, copy)
            case Alternative():
                answers, mitigations = len(side.answers), len(side.mitigations)
                yield tr(
                    "{title}: {answers} answers of its own, {mitigations} mitigations",
                    title=side.title,
                    answers=answers,
                    mitigations=mitigations,
                )
                yield from filter(None, [side.summary])
            case Suggestion():
                yield tr("{answer} (from {source})", answer=self._answer(conflict.about, side), source=side.source)
            case _:
                yield self._answer(conflict.about, side)
                time = f"{side.at:%H:%M}"
                yield tr("By {name}, {day} at {time}", name=side.by, day=words.day(side.at), time=time)
                yield from filter(None, [tr("Note: {note}", note=side.note) if side.note else ""])
                yield from _evidence(side.evidence if isinstance(side, Known) else (), copy)

    def _answer(self, question_id: str, side: "Side") -> str:
        from impact_check import api

        answer = side.answer if isinstance(side, Suggestion) else side
        if self.ruleset is not None and question_id in self.ruleset.questions:
            question = self.ruleset.questions[question_id]
            if not isinstance(answer, Mitigation | Alternative | Pinned):
                return words.answer(question, api.options(self.ruleset, question), answer)
        return api.side_in_words(answer)


def _owner(side: Mitigation) -> str:
    if side.owner is None:
        return tr("Owner: nobody yet")
    return tr("Owner: {name}, {job}", name=side.owner.name, job=side.owner.role)


def _evidence(ids: tuple[str, ...], copy: Assessment) -> Iterator[str]:
    known = {item.id: item for item in copy.evidence}
    for id_ in ids:
        yield tr("Evidence {evidence}", evidence=words.evidence(known[id_]) if id_ in known else id_)


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
        place = tr("{number} of {count}.", number=at + 1, count=len(conflicts))
        prompter.say(f"{place} {_named(copies, conflict)}", heading=True)
        for text in _sides(copies, conflict):
            prompter.show(text)
        ways = [(way, WAYS[way]) for way in conflict.ways]
        try:
            chosen = ask_choice(_Asking(prompter), tr("Which counts? :back goes back, :save stops."), ways)
        except SteppedBack:
            at = max(0, at - 1)
        except (StoppedByUser, EndOfInput):
            stopped = tr("Stopped. Nothing was written, and both files are as they were.")
            raise Stop(Exit.CONFLICT, stopped) from None
        else:
            decisions[conflict.key] = cast("Decision", chosen)
            at += 1
    return decisions


def _sides(copies: Copies, conflict: "Conflict") -> Iterator[str]:
    """Yield both sides as laid-out text, one below the other, so that it reads well in any window and aloud."""
    sides = ((tr("Mine:"), conflict.mine, copies.mine), (tr("Theirs:"), conflict.theirs, copies.theirs))
    width = max(len(name) for name, _, _ in sides) + 1
    for name, side, copy in sides:
        first, *others = copies.lines(conflict, side, copy)
        yield "\n".join([f"  {name:<{width}}{first}", *(f"  {'':<{width}}{line}" for line in others)])


def _named(copies: Copies, conflict: "Conflict") -> str:
    """Return what is disagreed about, with its kind."""
    return tr(KINDS[conflict.kind], title=copies.title(conflict))


def _how_many(conflicts: "tuple[Conflict, ...]") -> str:
    return trn(
        "1 thing was changed in both copies, each in a way of its own.",
        "{count} things were changed in both copies, each in a way of its own.",
        len(conflicts),
    )


def _undecided(copies: Copies, conflicts: "tuple[Conflict, ...]", width: int) -> str:
    listed = [
        "\n".join([wrapped(_named(copies, conflict), width), *_sides(copies, conflict)]) for conflict in conflicts
    ]
    return "\n".join(
        [
            " ".join((_how_many(conflicts), tr("Nothing was written."))),
            *listed,
            tr("Run the same command in a terminal to decide each, or add --prefer mine or --prefer theirs."),
        ]
    )


def _tell(
    copies: Copies, merged: "Merged", decisions: "dict[tuple[str, str], Decision]", out: Path, *, in_full: bool
) -> None:
    """Say what came from whom, what was decided and what has a new id. in_full: with both sides of each decision."""
    say_wrapped(
        tr(
            "Changed in {mine_path} alone: {mine}. Changed in {theirs_path} alone: {theirs}. "
            "Changed in both, and decided: {decided}.",
            mine_path=copies.mine_path,
            mine=len(merged.from_mine),
            theirs_path=copies.theirs_path,
            theirs=len(merged.from_theirs),
            decided=len(merged.decided),
        )
    )
    for conflict in merged.decided:
        say_wrapped(_named(copies, conflict))
        for text in _sides(copies, conflict) if in_full else ():
            show(text)
        show(f"  {COUNTS[decisions[conflict.key]]}")
    for old, new in merged.new_ids:
        say_wrapped(
            tr("Both copies had something of their own called {old}. Theirs is called {new} now.", old=old, new=new)
        )
    say_wrapped(tr("Both together are in {path}. The two files are as they were.", path=out))


def _existing(name: str) -> Path:
    """Return the file that a name means; a name that is a file already is taken as it is."""
    path = Path(name)
    return path if path.is_file() else assessment_path(name)


def _refuse_existing(out: Path) -> None:
    if out.exists():
        raise Stop(
            Exit.CONFLICT, tr("{path} exists already, so it is left as it is. Give another name with -o.", path=out)
        )


def _who(by: str | None, mine: Assessment) -> str:
    last = mine.history[-1].by if mine.history else ""
    return given_name(by) or last or NOT_NAMED
