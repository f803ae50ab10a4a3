"""An assessment -> what may be published of it, and what was left out.

Only what people put in is withheld, never what follows from it: the rating and the findings are those of the full
assessment, so they must be worked out before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, TypeVar

from impact_check.language import number, to_translate, tr
from impact_check.measures.suppress import THRESHOLD
from impact_check.model.assessment import (
    Alternative,
    Answer,
    Assessment,
    DontKnow,
    Evidence,
    Known,
    Mitigation,
    NotApplicable,
    Owner,
    Submission,
    ThirdParty,
    Verification,
)
from impact_check.model.base import Frozen
from impact_check.model.comparison import Comparison, OptionAnswer
from impact_check.model.questionnaire import Question, Questionnaire
from impact_check.model.result import Result
from impact_check.model.what_if import WhatIf
from impact_check.privacy.counts import counts_people
from impact_check.privacy.details import DetailKind, personal_details, without_details
from impact_check.rules import Ruleset

WITHHELD = to_translate("[withheld]")
"""Stands where something was left out, in the language spoken then."""

F = TypeVar("F", bound=Frozen)


class Place(NamedTuple):
    """Where a text stands that people wrote."""

    kind: Literal["question", "evidence", "mitigation", "alternative", "condition", "submission", "assessment"]
    id: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """What was left out, so that a reader can be told."""

    internal: tuple[str, ...]
    """Questions whose answers are internal, in the order met. So are answers to questions that are no more."""
    personal: tuple[str, ...]
    """Questions whose answers are about persons."""
    small_numbers: tuple[str, ...]
    """Questions answered with a number of people so small that they might be recognised."""
    details: tuple[tuple[Place, DetailKind], ...]
    """Each personal detail found in a text that is public otherwise."""
    names: int
    """How many different names were left out: who answered, finds out, owns, agreed, checked, put it forward."""
    notes: int
    """Notes on answers that were left out."""
    evidence_places: int
    """Places of evidence that are no links."""
    history: int
    """Entries of the history."""
    reviews: int
    suggestions: int
    origins: int
    """Answers for which it was on file where they were taken over from."""
    signers: int = 0
    """Those in the sign-off record, which tells roles and days and no names."""
    ways: int = 0
    """Ways to bring the rating down that name an answer left out."""

    @property
    def questions(self) -> frozenset[str]:
        """The questions whose answers aren't shown, or not exactly."""
        return frozenset((*self.internal, *self.personal, *self.small_numbers))


class Published(NamedTuple):
    """What may be published of an assessment, and what was left out."""

    assessment: Assessment
    withheld: Withheld


def publishable(ruleset: Ruleset, assessment: Assessment) -> Published:
    """Leave out of an assessment what isn't public. It can't be rated any more: rate the full one.

    Left out: answers of class internal or personal, with their notes; numbers of people below five, which become
    words; names of people, and who sees to conditions; places of evidence that are no links; history, reviews,
    suggestions, and where answers were taken over from; and what looks like a personal detail in any other text. Job
    titles and organisations stay.
    """
    out = _LeftOut(ruleset)
    out.history, out.reviews, out.suggestions = map(len, (assessment.history, assessment.reviews, assessment.suggested))
    stopped, submission = assessment.stopped_early, assessment.submission
    public = assessment.model_copy(
        update={
            "id": out.text(assessment.id, Place("assessment", "id")),
            "answers": out.all_answers(assessment.answers),
            "evidence": tuple(map(out.evidence, assessment.evidence)),
            "mitigations": tuple(map(out.mitigation, assessment.mitigations)),
            "alternatives": tuple(map(out.alternative, assessment.alternatives)),
            "stopped_early": stopped and stopped.model_copy(update={"by": out.name(stopped.by)}),
            "submission": submission and out.submission(submission),
            "history": (),
            "reviews": (),
            "suggested": {},
        }
    )
    return Published(public, out.withheld())


def publishable_result(result: Result, assessment: Assessment) -> Result:
    """Return a result without the names in it. assessment: the one that may be published."""
    find_out = tuple(item.model_copy(update={"who": tr(WITHHELD) if item.who else ""}) for item in result.find_out)
    return result.model_copy(update={"assessment": assessment.id, "find_out": find_out})


def publishable_what_if(found: WhatIf, withheld: Withheld) -> tuple[WhatIf | None, Withheld]:
    """Leave out the ways that name an answer that isn't shown, and account for them. None if no other way is left."""
    shown = tuple(way for way in found.sets if withheld.questions.isdisjoint(step.question for step in way.steps))
    account = replace(withheld, ways=len(found.sets) - len(shown))
    return (found.model_copy(update={"sets": shown}) if shown or not found.sets else None), account


def publishable_comparison(compared: Comparison, assessment: Assessment, title: str) -> Comparison:
    """Return a comparison of options with its texts and answers as they may be published; the ratings stay.

    compared: of the full assessment, since what isn't shown counts all the same. assessment: the one to be published.
    title: the question that names the proposal.
    """
    titled = {entry.id: entry for entry in assessment.alternatives}
    own = {entry.id: entry.answers for entry in assessment.alternatives}
    named = assessment.answers.get(title)

    def shown(question: str, option: str, given: OptionAnswer) -> OptionAnswer:
        found = own.get(option, {}).get(question, assessment.answers.get(question))
        return given.model_copy(update={"answer": found if given.answer else None})

    return compared.model_copy(
        update={
            "options": tuple(
                option.model_copy(update={"title": entry.title, "summary": entry.summary})
                if (entry := titled.get(option.id))
                else option.model_copy(update={"title": str(named.value) if isinstance(named, Known) else ""})
                for option in compared.options
            ),
            "differing": tuple(
                entry.model_copy(
                    update={"answers": {id_: shown(entry.question, id_, given) for id_, given in entry.answers.items()}}
                )
                for entry in compared.differing
            ),
        }
    )


_NOT_WRITTEN = frozenset({"id", "evidence", "factor", "library", "sha256"})
"""Fields that hold ids and hashes, which no person can be known by."""


@dataclass
class _LeftOut:
    """Takes out what isn't public, and keeps account of it."""

    ruleset: Ruleset
    internal: dict[str, None] = field(default_factory=dict)
    personal: dict[str, None] = field(default_factory=dict)
    small_numbers: dict[str, None] = field(default_factory=dict)
    details: list[tuple[Place, DetailKind]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    notes: int = 0
    evidence_places: int = 0
    history: int = 0
    reviews: int = 0
    suggestions: int = 0
    origins: int = 0

    def withheld(self) -> Withheld:
        """Return the account."""
        return Withheld(
            internal=tuple(self.internal),
            personal=tuple(self.personal),
            small_numbers=tuple(self.small_numbers),
            details=tuple(self.details),
            names=len(self.names),
            notes=self.notes,
            evidence_places=self.evidence_places,
            history=self.history,
            reviews=self.reviews,
            suggestions=self.suggestions,
            origins=self.origins,
        )

    def all_answers(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """Return every answer as it may be shown."""
        return {name: self.answer(name, answer) for name, answer in answers.items()}

    def answer(self, name: str, answer: Answer) -> Answer:
        """Return an answer as it may be shown, without who gave it."""
        question = self.ruleset.questions.get(name)
        answer = answer.model_copy(update={"by": self.name(answer.by), "brought_from": self.origin(answer)})
        if isinstance(answer, DontKnow):
            answer = answer.model_copy(update={"who": self.name(answer.who)})
        if question is None or question.publish == "internal":
            return self.hidden(name, answer, self.internal)
        if question.publish == "personal":
            return self.hidden(name, answer, self.personal)
        if isinstance(answer, Known) and _is_small(self.ruleset.questionnaire, question, answer):
            self.small_numbers[name] = None
            words = tr("fewer than {number} {unit}", number=number(THRESHOLD), unit=question.unit)
            return answer.model_copy(update={"value": words, "note": self.note(answer.note)})
        return self.written(answer, Place("question", name))

    def hidden(self, name: str, answer: Answer, of_class: dict[str, None]) -> Answer:
        """Return an answer that says no more than that it was left out. That something isn't known is shown."""
        note = self.note(answer.note)
        match answer:
            case Known():
                of_class[name] = None
                return answer.model_copy(update={"value": tr(WITHHELD), "evidence": (), "note": note})
            case NotApplicable():
                of_class[name] = None
                return answer.model_copy(update={"reason": tr(WITHHELD), "note": note})
            case DontKnow():
                return answer.model_copy(update={"note": note})

    def evidence(self, item: Evidence) -> Evidence:
        """Return evidence with its place only if that is a link."""
        if item.where and not _is_link(item.where):
            self.evidence_places += 1
            item = item.model_copy(update={"where": tr(WITHHELD)})
        return self.written(item, Place("evidence", item.id))

    def mitigation(self, mitigation: Mitigation) -> Mitigation:
        """Return a mitigation with jobs and organisations, and without names."""
        changed: dict[str, Owner | ThirdParty | Verification] = {}
        if owner := mitigation.owner:
            changed["owner"] = owner.model_copy(update={"name": self.name(owner.name)})
        if third := mitigation.delivered_by:
            changed["delivered_by"] = third.model_copy(update={"agreed_by": self.name(third.agreed_by)})
        if verified := mitigation.verified:
            changed["verified"] = verified.model_copy(update={"by": self.name(verified.by)})
        return self.written(mitigation.model_copy(update=changed), Place("mitigation", mitigation.id))

    def alternative(self, alternative: Alternative) -> Alternative:
        """Return an alternative with its answers and mitigations as they may be shown."""
        parts = {
            "answers": self.all_answers(alternative.answers),
            "mitigations": tuple(map(self.mitigation, alternative.mitigations)),
        }
        return self.written(alternative, Place("alternative", alternative.id)).model_copy(update=parts)

    def submission(self, submission: Submission) -> Submission:
        """Return what was put forward without names. Who sees to a condition may be a name, so it isn't shown."""
        conditions = tuple(
            self.written(each.model_copy(update={"owner": self.name(each.owner)}), Place("condition", each.id))
            for each in submission.conditions
        )
        nameless = submission.model_copy(update={"by": self.name(submission.by), "conditions": conditions})
        return self.written(nameless, Place("submission", "reasons"))

    def written(self, value: F, place: Place) -> F:
        """Return a value without the personal details in its texts, at any depth."""
        changed: dict[str, object] = {}
        for name, part in value:
            if isinstance(part, Frozen):
                changed[name] = self.written(part, place)
            elif isinstance(part, str) and name not in _NOT_WRITTEN:
                changed[name] = self.text(part, place)
        return value.model_copy(update=changed)

    def text(self, text: str, place: Place) -> str:
        """Return a text without the personal details in it."""
        found = personal_details(text)
        self.details += [(place, detail.kind) for detail in found]
        return without_details(text, found, tr(WITHHELD))

    def name(self, name: str) -> str:
        """Return what stands for a name; nothing if there is none."""
        if not name.strip():
            return ""
        self.names.add(name.strip().casefold())
        return tr(WITHHELD)

    def note(self, note: str) -> str:
        """Return what stands for a note; nothing if there is none."""
        self.notes += bool(note)
        return tr(WITHHELD) if note else ""

    def origin(self, answer: Answer) -> str:
        """Return what stands for where an answer was taken over from; nothing if it was given here."""
        self.origins += bool(answer.brought_from)
        return tr(WITHHELD) if answer.brought_from else ""


def _is_small(questionnaire: Questionnaire, question: Question, answer: Known) -> bool:
    """Tell whether an answer counts so few people that they might be recognised. None counts as few."""
    is_few = isinstance(answer.value, int) and answer.value < THRESHOLD
    return is_few and counts_people(questionnaire, question)


def _is_link(where: str) -> bool:
    return where.startswith(("https://", "http://")) and not any(letter.isspace() for letter in where)
