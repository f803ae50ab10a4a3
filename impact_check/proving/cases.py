"""Run worked cases against the engine, and tell every line that doesn't come out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from impact_check.engine import evaluate, route
from impact_check.errors import Fault
from impact_check.interview import fill, record
from impact_check.loading.cases import Case, CaseRead
from impact_check.model.assessment import Answer, Assessment, DontKnow, Evidence, Known
from impact_check.model.levels import Bounds
from impact_check.model.questionnaire import Question
from impact_check.model.result import Result
from impact_check.proving.worlds import best_answer
from impact_check.rules import Ruleset
from impact_check.rules.mistakes import did_you_mean

_BY = "case"
_EVIDENCE = "case-evidence"


def run_case(ruleset: Ruleset, read: CaseRead) -> tuple[Result | None, tuple[Fault, ...]]:
    """Return the result of a case, and every line of it that doesn't hold. None if its answers don't fit."""
    case = read.case
    on = case.on or date.fromisoformat(ruleset.questionnaire.packs[-1].effective_from)
    at = datetime(on.year, on.month, on.day, tzinfo=UTC)
    assessment, misfits = fill(ruleset, case, id="case", by=_BY, at=at)
    if misfits:
        return None, tuple(read.fault(misfit.way, "case-answer", misfit.message) for misfit in misfits)
    result = evaluate(
        ruleset, _fill_others(ruleset, case, assessment, at), on, with_find_out=bool(case.expect.find_out)
    )
    return result, tuple(read.fault(("expect", key), code, text) for key, code, text in _compare(ruleset, case, result))


# Filling what the case leaves out


def _fill_others(ruleset: Ruleset, case: Case, assessment: Assessment, at: datetime) -> Assessment:
    if case.others == "unanswered":
        return assessment
    on_file = Evidence(id=_EVIDENCE, title="Evidence for the case", grade="A", date=at.date())
    assessment = assessment.model_copy(update={"evidence": (*assessment.evidence, on_file)})
    skipped: set[str] = {name for name, raw in case.given.items() if raw == "unanswered"}
    while open_questions := _open_questions(ruleset, assessment, skipped):
        for id_ in open_questions:
            answer = _other(case, ruleset.questions[id_], at)
            if answer is None:
                skipped.add(id_)
            else:
                assessment = record(ruleset, assessment, id_, answer)
    return assessment


def _open_questions(ruleset: Ruleset, assessment: Assessment, skipped: Collection[str]) -> Sequence[str]:
    """Return unanswered questions that can be answered in one go: those that no other answer takes off the route."""
    now = route(ruleset, assessment)
    unanswered = [id_ for id_ in now.unanswered if id_ not in skipped]
    return [id_ for id_ in unanswered if id_ not in now.may_not_apply] or unanswered[:1]


def _other(case: Case, question: Question, at: datetime) -> Answer | None:
    if case.others == "dont_know":
        return DontKnow(by=_BY, at=at)
    best = best_answer(question)
    return None if best is None else Known(by=_BY, at=at, value=best, evidence=(_EVIDENCE,))


# Comparing


def _compare(ruleset: Ruleset, case: Case, result: Result) -> Iterator[tuple[str, str, str]]:
    yield from _compare_rules(ruleset, case, result)
    yield from _compare_levels(case, result)
    yield from _compare_sets(ruleset, case, result)
    expect = case.expect
    for key, wanted, got in (
        ("outcomes", expect.outcomes, result.outcomes),
        ("signatories", expect.signatories, result.signatories),
        ("screened_out", expect.screened_out, result.is_screened_out),
        ("complete", expect.complete, result.is_complete),
    ):
        if wanted is not None and wanted != got:
            yield key, "case-differs", f"expected {_shown(wanted)}, got {_shown(got)}"
    credits_ = {mitigation.mitigation: mitigation for mitigation in result.mitigations}
    for id_, steps in expect.credit.items():
        found = credits_.get(id_)
        if found is None or found.credit != steps:
            why = f" ({', '.join(found.reasons)})" if found and found.reasons else ""
            yield "credit", "case-differs", f"{id_}: expected {steps}, got {found.credit if found else 'nothing'}{why}"


def _compare_rules(ruleset: Ruleset, case: Case, result: Result) -> Iterator[tuple[str, str, str]]:
    truths = {finding.rule: finding for finding in result.findings}
    for key, wanted in (("fires", "true"), ("may_fire", "unknown"), ("silent", "silent")):
        for rule in getattr(case.expect, key):
            if rule not in ruleset.rules:
                yield key, "case-unknown-id", f"there is no rule '{rule}'{did_you_mean(rule, ruleset.rules)}"
                continue
            found = truths.get(rule)
            got = found.truth if found else "silent"
            if got != wanted:
                answers = ", ".join(f"{used.question} ({used.state})" for used in found.answers) if found else ""
                because = f"; it rests on {answers}" if answers else ""
                yield key, "case-differs", f"rule '{rule}' is {_TRUTHS[got]}, not {_TRUTHS[wanted]}{because}"


_TRUTHS = {"true": "true", "unknown": "unknown", "silent": "false"}


def _compare_levels(case: Case, result: Result) -> Iterator[tuple[str, str, str]]:
    none = Bounds.model_validate({"confirmed": "none", "possible": "none"})
    factors = {rating.factor: rating for rating in result.factors}
    for key, pick in (("factors", "inherent"), ("residual", "residual"), ("unmitigated", "unmitigated")):
        for factor, pair in getattr(case.expect, key).items():
            found = getattr(factors[factor], pick) if factor in factors else none
            if (found.confirmed, found.possible) != pair:
                yield key, "case-differs", f"{factor}: expected {_shown(pair)}, got {_shown(found)}"
    for key, branch in (
        ("overall", result.inherent),
        ("overall_residual", result.residual),
        ("overall_unmitigated", result.unmitigated),
    ):
        pair = getattr(case.expect, key)
        if pair is not None and (branch.rating.confirmed, branch.rating.possible) != pair:
            yield key, "case-differs", f"expected {_shown(pair)}, got {_shown(branch.rating)}"


def _compare_sets(ruleset: Ruleset, case: Case, result: Result) -> Iterator[tuple[str, str, str]]:
    standings = {entry.element: entry.standing for entry in result.alignment}
    checks = {check.check: check.status for check in result.checks}
    asked = {state.question for state in result.questions if state.state != "not_asked"}
    for key, names, known in (
        ("conflicts", _where(standings, "conflicts"), standings),
        ("at_risk", _where(standings, "at_risk"), standings),
        ("not_shown", _where(standings, "not_shown"), standings),
        ("supported", _where(standings, "supported"), standings),
        ("gaps", _where(checks, "gap", "not_shown"), checks),
        ("met", _where(checks, "met"), checks),
        ("not_applicable", _where(checks, "not_applicable"), checks),
        ("floors", {floor.floor for floor in result.floors if floor.truth == "true"}, ruleset.floors),
        ("find_out", {entry.question for entry in result.find_out}, ruleset.questions),
        ("asked", asked, ruleset.questions),
        ("not_asked", set(ruleset.questions) - asked, ruleset.questions),
    ):
        for name in getattr(case.expect, key):
            if name not in known:
                yield key, "case-unknown-id", f"there is no '{name}'{did_you_mean(name, known)}"
            elif name not in names:
                actual = standings.get(name) or checks.get(name) or "not so"
                yield key, "case-differs", f"'{name}' was expected here; it is {actual}"


def _where(states: Mapping[str, str], *wanted: str) -> set[str]:
    return {name for name, state in states.items() if state in wanted}


def _shown(value: object) -> str:
    if isinstance(value, Bounds):
        return f"[{value.confirmed.name.lower()}, {value.possible.name.lower()}]"
    if isinstance(value, tuple):
        return f"[{', '.join(_shown(part) for part in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    name = getattr(value, "name", value)
    return str(name).lower() if name is not value else str(value)
