"""Gather everything a report rests on: all answers, answers set aside, evidence and sources in full."""

from collections.abc import Iterator
from dataclasses import replace

from impact_check.language import number, tr, trn
from impact_check.model.assessment import HistoryEntry
from impact_check.model.history import broken_at
from impact_check.report.formats import day, one_line, passage
from impact_check.report.lookup import Lookup, grade_words, signature
from impact_check.report.page_one_parts import AnswerPart
from impact_check.report.parts import Annex, EvidencePart, SectionPart, SourcePart


def annex(lookup: Lookup) -> Annex:
    """Set out every question on the route with its answer, then what was set aside, the evidence and the sources."""
    signed = _signed_alike(lookup)
    return Annex(
        answered=tr("All answers: {signed}.", signed=signed) if signed else "",
        history=history_sentence(lookup.assessment.history),
        sections=tuple(_sections(lookup, signed)),
        set_aside=tuple(lookup.set_aside_part(state.question) for state in lookup.result.questions if state.set_aside),
        evidence=tuple(
            EvidencePart(
                item.id, passage(item.title), grade_words(item.grade), day(item.date), passage(item.where), item.sha256
            )
            for item in lookup.assessment.evidence
        ),
        sources=tuple(_sources(lookup)),
    )


def history_sentence(history: tuple[HistoryEntry, ...]) -> str:
    """Say whether the history is whole, with the beginning of its last hash, by which a cut at its end can be seen."""
    if not history:
        return tr("The file has no history of the changes to its answers.")
    place = broken_at(history)
    if place is not None:
        entry = history[place]
        return tr(
            "The history of the file does not fit together from entry {entry} of {all} on ({day}, {name}): it was "
            "changed outside the program.",
            entry=number(place + 1),
            all=number(len(history)),
            day=day(entry.at.date()),
            name=one_line(entry.by),
        )
    last = history[-1]
    return trn(
        "The history of the file is whole: 1 entry, the last of {day} (mark {mark}).",
        "The history of the file is whole: {count} entries, the last of {day} (mark {mark}).",
        len(history),
        day=day(last.at.date()),
        mark=last.hash[:12],
    )


def _signed_alike(lookup: Lookup) -> str:
    """Return who answered and when, if that is the same for every answer on the route; else nothing."""
    signed = {
        signature(answer)
        for question, answer in lookup.assessment.answers.items()
        if question in lookup.states and lookup.states[question].state != "not_asked"
    }
    return signed.pop() if len(signed) == 1 else ""


def _unsigned(part: AnswerPart, signed: str) -> AnswerPart:
    """Leave out who answered and when, where that is said once for all."""
    return replace(part, meta=part.meta.removeprefix(signed).removeprefix("; ")) if signed else part


def _sections(lookup: Lookup, signed: str) -> Iterator[SectionPart]:
    for section in lookup.questionnaire.sections:
        answers = tuple(
            _unsigned(lookup.answer_part(question.id, in_full=True), signed)
            for question in section.questions
            if question.id in lookup.states and lookup.states[question.id].state != "not_asked"
        )
        if answers:
            yield SectionPart(section.title, answers)


def _sources(lookup: Lookup) -> Iterator[SourcePart]:
    for source in sorted(_cited(lookup)):
        if source in lookup.sources:
            found = lookup.sources[source]
            yield SourcePart(
                one_line(found.citation), grade_words(found.grade), found.says, found.note or "", found.link or ""
            )


def _cited(lookup: Lookup) -> set[str]:
    """Return the ids of the sources that the report names."""
    cited = {source for finding in lookup.result.findings for source in _rule_sources(finding.rule, lookup)}
    cited.update(
        source
        for floor in lookup.result.floors
        if floor.floor in lookup.floors
        for source in lookup.floors[floor.floor].sources
    )
    cited.update(element.wordings[0].source for element in lookup.elements.values())
    parameters = lookup.questionnaire.parameters
    for policy in (parameters.level_table, parameters.accumulation, parameters.alignment, parameters.requirements):
        cited.update(policy.sources)
    return cited


def _rule_sources(rule: str, lookup: Lookup) -> tuple[str, ...]:
    return lookup.rules[rule].sources if rule in lookup.rules else ()
