"""Answers that come from files: what the command line says about them, what is brought, what is left to do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.cli import clock, words
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.files import Earlier, read_earlier
from impact_check.cli.session import Session, command_for, to_go_on
from impact_check.language import to_translate, tr, trn
from impact_check.model.assessment import Answer, Assessment

if TYPE_CHECKING:
    from impact_check.api import AnswersFormat, Brought, EvidenceStanding, Ruleset


@dataclass(frozen=True)
class Given:
    """What the command line says about answers that come from files."""

    written_as: "AnswersFormat | None" = None
    """How the file of answers is written, if it doesn't tell."""
    data: str | None = None
    """An earlier assessment, or a file of answers, to bring suggestions from."""
    accept_data: bool = False
    """Take every suggestion as an answer."""
    strict: bool = False
    """Save nothing unless all is right."""

    @property
    def brings(self) -> bool:
        """Something is to be brought, or taken."""
        return self.data is not None or self.accept_data


NOTHING_GIVEN = Given()


# What is brought


MOST_NAMED = 12
"""Questions. A longer list is only counted: nobody would read it."""


def brought(
    ruleset: "Ruleset", assessment: Assessment, given: Given, *, folder: Path, by: str
) -> tuple[Assessment, tuple[str, ...]]:
    """Return the assessment with what was brought and what was taken of it, and what to tell the person.

    folder: of the assessment, where paths to evidence begin. Nothing is saved.
    """
    from impact_check import api

    told: list[str] = []
    if given.data is not None:
        earlier = read_earlier(given.data, ruleset)
        moved = api.with_evidence_files(earlier.assessment, earlier.path.parent, folder)
        found = api.bring(
            ruleset, assessment, moved, source=lambda answer: _source(earlier, answer), by=by, at=clock.now()
        )
        assessment = found.assessment
        told.extend(_told(earlier, found, is_taken=given.accept_data))
    if given.accept_data:
        assessment, taken = api.accept_suggestions(ruleset, assessment, by=by, at=clock.now())
        told.append(
            trn(
                "1 answer brought from elsewhere was taken, as you asked.",
                "{count} answers brought from elsewhere were taken, as you asked.",
                len(taken),
            )
        )
    return assessment, tuple(told)


def _source(earlier: Earlier, answer: Answer) -> str:
    """Return where an answer comes from: `lia-2025-014, Ann Lee, 3 May 2025`; of a file of answers no day is known."""
    parts = [earlier.assessment.id, answer.by, words.day(answer.at.date())]
    if not earlier.is_assessment:
        parts = [earlier.path.name, answer.by]
    source = ", ".join(parts)
    if answer.brought_from:
        return tr("{source} (there from {before})", source=source, before=answer.brought_from)
    return source


def _told(earlier: Earlier, found: "Brought", *, is_taken: bool) -> Iterator[str]:
    """Yield what was brought, what was not, and why."""
    count = len(found.questions)
    what = {"path": earlier.path, "answers": _answers(count)}
    if found.evidence:
        evidence = words.listed(found.evidence)
        yield tr("Brought from {path}: {answers}, with {evidence} as evidence.", **what, evidence=evidence)
    else:
        yield tr("Brought from {path}: {answers}.", **what)
    if count and not is_taken:
        yield tr("None of them counts until somebody confirms it. To take them all: --accept-data.")
    why: dict[str, list[str]] = {}
    for left in found.not_brought:
        why.setdefault(left.why, []).append(left.question)
    for reason, questions in why.items():
        left_out = {"answers": _answers(len(questions)), "reason": tr(reason)}
        if len(questions) <= MOST_NAMED:
            yield tr("Not brought: {answers} ({reason}): {questions}.", **left_out, questions=", ".join(questions))
        else:
            yield tr("Not brought: {answers} ({reason}).", **left_out)
    for fault in earlier.misfits:
        yield tr("Not brought: {what}", what=fault)


# What is left to do


def noticed(ruleset: "Ruleset", assessment: Assessment, folder: Path) -> Iterator[str]:
    """Yield what should be known about answers that were read, though they can be used."""
    from impact_check import api

    aside = api.route(ruleset, assessment).set_aside
    if aside:
        yield tr(
            "Set aside, since earlier answers leave them out: {questions}. They are kept, but don't count.",
            questions=", ".join(aside),
        )
    yield from lost_evidence(api.evidence_standings(assessment, folder))


def lost_evidence(standings: Iterable["EvidenceStanding"]) -> Iterator[str]:
    """Yield a sentence for each piece of evidence whose file is missing, changed or can't be read."""
    for item, found in standings:
        if found in LOST_EVIDENCE:
            yield tr(LOST_EVIDENCE[found], id=item.id, where=item.where)


LOST_EVIDENCE = {
    "missing": to_translate("{id}: the file {where} is not there."),
    "changed": to_translate("{id}: the file {where} is not as it was when it was added."),
    "unreadable": to_translate("{id}: the file {where} can't be read."),
}


def open_questions(session: Session) -> str:
    """Return what is not answered yet, what was brought for it, and how to go on."""
    waiting = session.needed()
    lines = [
        trn(
            "Saved, but 1 question is not answered yet:",
            "Saved, but {count} questions are not answered yet:",
            len(waiting),
        )
    ]
    lines += [_open_question(session, name) for name in waiting]
    what_to_do = tr(
        "Add them to the answers file, with dont_know for what is not known, and give another name for the assessment. "
        "Or answer them here."
    )
    lines.append(f"{what_to_do} {to_go_on(session.store.path)}")
    if any(name in session.assessment.suggested for name in waiting):
        command = f"{command_for(session.store.path)} --accept-data"
        lines.append(tr("To take all that was brought: {command}", command=command))
    return "\n".join(lines)


def _open_question(session: Session, name: str) -> str:
    question = session.question(name)
    suggestion = session.assessment.suggested.get(name)
    if suggestion is None:
        return f"  {name}: {question.text}"
    said = words.answer(question, session.options(name), suggestion.answer)
    brought = tr("Brought, not confirmed: {answer} (from {source})", answer=said, source=suggestion.source)
    return f"  {name}: {question.text}\n    {brought}"


def refuse_unless_right(ruleset: "Ruleset", assessment: Assessment, folder: Path) -> None:
    """Raise Stop with all that is left to do, if there is anything."""
    found = [f"{what}\n{_indented(lines)}" for what, lines in _left(ruleset, assessment, folder) if lines]
    if found:
        raise Stop(
            Exit.INVALID, "\n".join((tr("Nothing was saved: --strict was given, and not all is right."), *found))
        )


def _left(ruleset: "Ruleset", assessment: Assessment, folder: Path) -> Iterator[tuple[str, list[str]]]:
    from impact_check import api

    now = api.route(ruleset, assessment)
    unconfirmed = api.unconfirmed(ruleset, assessment)

    def named(names: Iterable[str]) -> list[str]:
        return [f"{name}: {ruleset.questions[name].text}" for name in names]

    def in_state(state: str) -> list[str]:
        return [name for name in now.asked if now.states[name].state == state]

    needed = (name for name in now.unanswered if not ruleset.questions[name].optional and name not in unconfirmed)
    must_know = (name for name in in_state("dont_know") if ruleset.questions[name].must_know)
    yield tr("Not answered:"), named(needed)
    yield tr("Brought from elsewhere and not confirmed (--accept-data takes them):"), named(unconfirmed)
    yield tr("Answered, but left out by earlier answers:"), named(now.set_aside)
    yield tr("Counts as unknown until evidence is added that is strong enough:"), named(in_state("no_evidence"))
    yield tr("Must be known before anyone can sign:"), named(must_know)
    yield tr("Evidence:"), list(lost_evidence(api.evidence_standings(assessment, folder)))


def _indented(lines: Iterable[str]) -> str:
    return "\n".join(f"  {line}" for line in lines)


def _answers(count: int) -> str:
    return trn("1 answer", "{count} answers", count)
