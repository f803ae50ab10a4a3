"""Answers as written in a file -> an assessment, with every answer that doesn't fit told by question."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import JsonValue

from impact_check.errors import AnswerError
from impact_check.interview.alternatives import (
    DO_NOTHING,
    add_alternative,
    do_nothing,
    put_alternative_mitigation,
    set_override,
)
from impact_check.interview.recording import add_evidence, new_assessment, put_mitigation, record
from impact_check.interview.values import check_value, read_date
from impact_check.language import tr
from impact_check.model.answers_file import Given, GivenAlternative
from impact_check.model.assessment import Answer, Assessment, DontKnow, Known, Mitigation, NotApplicable
from impact_check.rules import Ruleset
from impact_check.rules.mistakes import did_you_mean

DONT_KNOW = "dont_know"
UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something in the file that doesn't fit: the way to it, and what to do."""

    way: tuple[str | int, ...]
    """`("given", question id)`, `("mitigations", place)` ..."""
    message: str


def fill(
    ruleset: Ruleset,
    given: Given,
    *,
    id: str,  # noqa: A002  # The field's name.
    by: str,
    at: datetime,
) -> tuple[Assessment, tuple[Misfit, ...]]:
    """Return the assessment with all answers that fit, and every one that doesn't. Answers off the route are kept."""

    def put(assessment: Assessment, question: str, answer: Answer) -> Assessment:
        return record(ruleset, assessment, question, answer)

    def plan(assessment: Assessment, mitigation: Mitigation) -> Assessment:
        return put_mitigation(ruleset, assessment, mitigation, by=by, at=at)

    started = new_assessment(ruleset, id=id, by=by, at=at)
    return _Filling(ruleset, given, (), by, at).fill(started, put, plan)


def fill_alternatives(
    ruleset: Ruleset, assessment: Assessment, alternatives: Iterable[GivenAlternative], *, by: str, at: datetime
) -> tuple[Assessment, tuple[Misfit, ...]]:
    """Return the assessment with other options as written in its file, and everything in them that doesn't fit."""
    misfits: list[Misfit] = []
    for place, given in enumerate(alternatives):
        assessment, found = fill_alternative(ruleset, assessment, given, by=by, at=at, way=("alternatives", place))
        misfits.extend(found)
    return assessment, tuple(misfits)


def fill_alternative(
    ruleset: Ruleset,
    assessment: Assessment,
    given: GivenAlternative,
    *,
    by: str,
    at: datetime,
    way: tuple[str | int, ...] = (),
) -> tuple[Assessment, tuple[Misfit, ...]]:
    """Return the assessment with one more option, the last, and everything in it that doesn't fit.

    way: the way to it in its file.
    """
    try:
        if given.nothing and given.given:
            raise AnswerError(tr("an option in which nothing changes has no answers of its own; take out 'given'"))
        if given.nothing:
            title = given.title or tr(DO_NOTHING)
            assessment = do_nothing(ruleset, assessment, title, by=by, at=at, summary=given.summary, id=given.id)
        else:
            assessment = add_alternative(assessment, given.title, by=by, at=at, summary=given.summary, id=given.id)
    except AnswerError as error:
        return assessment, (Misfit(way, str(error)),)
    added = assessment.alternatives[-1].id

    def put(assessment: Assessment, question: str, answer: Answer) -> Assessment:
        return set_override(ruleset, assessment, added, question, answer)

    def plan(assessment: Assessment, mitigation: Mitigation) -> Assessment:
        return put_alternative_mitigation(ruleset, assessment, added, mitigation, by=by, at=at)

    return _Filling(ruleset, given, way, by, at).fill(assessment, put, plan)


@dataclass(frozen=True, slots=True)
class _Filling:
    """What is written about one option, to be put in."""

    ruleset: Ruleset
    given: Given
    way: tuple[str | int, ...]
    """To it in its file."""
    by: str
    at: datetime

    def fill(
        self,
        assessment: Assessment,
        put: Callable[[Assessment, str, Answer], Assessment],
        plan: Callable[[Assessment, Mitigation], Assessment],
    ) -> tuple[Assessment, tuple[Misfit, ...]]:
        """Put in evidence, answers and mitigations; `put` and `plan` raise AnswerError for what doesn't fit."""
        given, misfits = self.given, list[Misfit]()
        for place, evidence in enumerate(given.evidence):
            try:
                assessment = add_evidence(assessment, evidence, by=self.by, at=self.at)
            except AnswerError as error:
                misfits.append(self.misfit(str(error), "evidence", place, "id"))
        known = {evidence.id for evidence in assessment.evidence}
        for name in given.given:
            if name not in self.ruleset.questions:
                no_question = tr("there is no question '{name}'", name=name)
                message = f"{no_question}{did_you_mean(name, self.ruleset.questions)}"
                misfits.append(self.misfit(message, "given", name))
        for name in self.ruleset.questions:
            if given.given.get(name, UNANSWERED) == UNANSWERED:
                continue
            try:
                assessment = put(
                    assessment, name, read_given(self.ruleset, name, given.given[name], known, self.by, self.at)
                )
            except AnswerError as error:
                misfits.append(self.misfit(f"{name}: {error}", "given", name))
        for place, mitigation in enumerate(given.mitigations):
            misfits.extend(
                self.misfit(message, "mitigations", place) for message in _missing_evidence(mitigation, known)
            )
            try:
                if any(mitigation.id == earlier.id for earlier in given.mitigations[:place]):
                    raise AnswerError(tr("There is already a mitigation {id}; use another id", id=mitigation.id))
                assessment = plan(assessment, mitigation)
            except AnswerError as error:
                misfits.append(self.misfit(str(error), "mitigations", place))
        return assessment, tuple(misfits)

    def misfit(self, message: str, *way: str | int) -> Misfit:
        """Return something that doesn't fit; way: to it within what is written about the option."""
        return Misfit((*self.way, *way), message)


def _missing_evidence(mitigation: Mitigation, known: Collection[str]) -> Iterator[str]:
    verified = mitigation.verified.evidence if mitigation.verified else ()
    for reference in (*mitigation.evidence, *verified):
        if reference not in known:
            yield f"{_no_evidence(reference)}{did_you_mean(reference, known)}"


def read_given(
    ruleset: Ruleset,
    name: str,
    raw: JsonValue,
    known: Collection[str],
    by: str,
    at: datetime,
) -> Answer:
    """Return the answer to a question that somebody wrote plainly (model.answers_file). Raises AnswerError.

    known: the ids of the evidence on file.
    """
    if raw == DONT_KNOW:
        return DontKnow(by=by, at=at)
    if not isinstance(raw, dict):
        if isinstance(raw, bool):
            raise AnswerError(tr("write yes or no, not true or false"))
        return Known(by=by, at=at, value=check_value(ruleset, ruleset.questions[name], raw))
    note = _text(raw, "note")
    if "value" in raw:
        if raw["value"] == DONT_KNOW and ruleset.questions[name].type not in ("text", "role"):
            raise AnswerError(tr("to say more about an answer that isn't known, write {dont_know: true, note: ...}"))
        _only(raw, "value", "evidence", "note")
        value = check_value(ruleset, ruleset.questions[name], raw["value"])
        return Known(by=by, at=at, note=note, value=value, evidence=_ids(raw, known))
    if raw.get(DONT_KNOW) is True:
        _only(raw, DONT_KNOW, "who", "by_when", "note")
        return DontKnow(by=by, at=at, note=note, who=_text(raw, "who"), by_when=_date(raw))
    if isinstance(raw.get("not_applicable"), str):
        _only(raw, "not_applicable", "note")
        reason = _text(raw, "not_applicable").strip()
        if not reason:
            raise AnswerError(tr("say why it does not apply: {not_applicable: reason}"))
        return NotApplicable(by=by, at=at, note=note, reason=reason)
    raise AnswerError(tr("write a value, dont_know, {value: ...}, {dont_know: true, ...} or {not_applicable: reason}"))


def _only(raw: dict[str, JsonValue], *keys: str) -> None:
    for key in raw:
        if key not in keys:
            no_key = tr("there is no key '{key}' here", key=key)
            raise AnswerError(f"{no_key}{did_you_mean(key, keys)}")


def _text(raw: dict[str, JsonValue], key: str) -> str:
    value = raw.get(key, "")
    if not isinstance(value, str):
        raise AnswerError(tr("'{key}' must be text", key=key))
    return value


def _date(raw: dict[str, JsonValue]) -> date | None:
    text = _text(raw, "by_when")
    return read_date(text) if text else None


def _ids(raw: dict[str, JsonValue], known: Collection[str]) -> tuple[str, ...]:
    value = raw.get("evidence", [])
    if not isinstance(value, list):
        raise AnswerError(tr("'evidence' must be a list of ids: [E1]"))
    for id_ in value:
        if str(id_) not in known:
            raise AnswerError(f"{_no_evidence(str(id_))}{did_you_mean(str(id_), known)}")
    return tuple(str(id_) for id_ in value)


def _no_evidence(id_: str) -> str:
    return tr("there is no evidence '{id}'", id=id_)
