"""Random questionnaires and assessments for the properties.

A world is a small questionnaire (questions of all types, nested `ask_if`, negation, named conditions, evidence
demands) with an assessment (values, don't know, not applicable, unanswered, with and without evidence; mitigations in
all states). Both are made from bytes, one for each choice, of which 0 takes the plainest. Hypothesis chooses the bytes
of the assessment, and the number of the questionnaire: the first are the plainest, and each is compiled only once.
That makes a world a tenth as dear as drawing its parts would, affords hundreds for each property, and still shrinks.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from impact_check.engine.branches import Branches, lifted_floors
from impact_check.engine.mitigate import circumstances, credit
from impact_check.engine.rate import factor_levels, rule_truths
from impact_check.engine.routing import Route, route
from impact_check.model.assessment import (
    Answer,
    Assessment,
    DontKnow,
    Known,
    Mitigation,
    NotApplicable,
    Value,
    Verification,
)
from impact_check.model.levels import Level
from impact_check.model.questionnaire import Check, Floor, Question, Questionnaire, Rule
from impact_check.model.result import MitigationResult
from impact_check.rules import Ruleset
from tests.engine import build
from tests.engine.build import AT, AUTHOR, CHANGE, GROUPS, HIGH, LOW, MODERATE, ON, SEVERE, SOMEBODY_ELSE

T = TypeVar("T")

hundreds = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""Some hundreds of examples, the same in every run."""


class Choices:
    """Choices read from bytes, one each; when they run out, the first of all."""

    def __init__(self, data: bytes) -> None:
        self._bytes = iter(data)

    def below(self, number: int) -> int:
        return next(self._bytes, 0) % number

    def pick(self, options: Sequence[T]) -> T:
        return options[self.below(len(options))]

    def yes(self, out_of: int = 2) -> bool:
        """Say yes once out of so many times."""
        return self.below(out_of) == out_of - 1


def choices(size: int = 60) -> st.SearchStrategy[Choices]:
    return st.binary(min_size=size, max_size=size).map(Choices)


# Content

FACTORS = ("M1", "M2", "M3", "M4")
_STRICT_TABLE = (
    (LOW, LOW, MODERATE),
    (MODERATE, MODERATE, HIGH),
    (HIGH, HIGH, SEVERE),
    (SEVERE, SEVERE, SEVERE),
)
_PARAMETERS = (
    build.PARAMETERS,
    build.parameters(in_principle=2, overall=3),
    build.parameters(table=_STRICT_TABLE, in_principle=2, overall=4),
)
_LIBRARY = (build.library("L1", "M1 M2"), build.library("L2", "M3 M4"))
_TYPES = ("yes_no", "one", "many", "number", "date")
_MONOTONE_TYPES = ("yes_no", "one", "many", "number")
_OPTIONS = {"one": "best middle worst", "many": "p q r"}
_REASSURING = {
    "yes_no": ("no", "yes", "any"),
    "one": ("best", "best middle", "any"),
    "many": ("none_of_these", "p q none_of_these", "any"),
    "number": ("any",),
    "date": ("any",),
}
_WORSE = {"yes_no": {"worse": "yes"}, "one": {"ordered": True}, "number": {"worse": "higher"}}
_RAISES = (
    {"severity": "moderate"},
    {"severity": "low"},
    {"severity": "moderate"},
    {"severity": "high"},
    {"severity": "high"},
    {"severity": "severe"},
    {"exposure": "raised"},
    {"exposure": "acute"},
    {"benefit": "moderate"},
)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes conditions. monotone: only such as get truer, never falser, with worse answers."""

    choices: Choices
    monotone: bool

    def condition(self, questions: Sequence[Question], named: Sequence[str]) -> str:
        shape = self.choices.below(6 if self.monotone else 9)
        a, b, c = (self.literal(questions, named) for _ in range(3))
        return (
            a,
            a,
            f"{a} and {b}",
            f"{a} or {b}",
            f"{a} and ({b} or {c})",
            f"{a} or {b} and {c}",
            f"not ({a} and {b})",
            f"not ({a} or {b} and {c})",
            f"{a} and not ({b} or {c})",
        )[shape]

    def literal(self, questions: Sequence[Question], named: Sequence[str]) -> str:
        place = self.choices.below(len(questions) + len(named))
        if place >= len(questions):
            name = named[place - len(questions)]
            return name if self.monotone else self.choices.pick((name, f"not {name}"))
        asked = questions[place]
        written = list(_literals(asked.id, asked.type, monotone=self.monotone))
        if not self.monotone:
            others = [other.id for other in questions if other.type == asked.type and other.id != asked.id]
            written += 2 * [text for other in others for text in _pairs(asked.id, other, asked.type)]
        return self.choices.pick(written)


def _literals(q: str, type_: str, *, monotone: bool) -> tuple[str, ...]:
    worse, other = {
        "yes_no": ((q, f"{q} == yes", f"not {q} == no"), (f"not {q}", f"{q} != yes", f"{q} == no")),
        "one": (
            (f"{q} == worst", f"{q} in (middle, worst)", f"{q} != best", f"not {q} in (best, middle)"),
            (f"{q} == middle", f"{q} != middle", f"{q} not in (middle, worst)", f"{q} in (best, worst)"),
        ),
        "many": (
            (f"p in {q}", f"any_of({q}, p, q)", f"all_of({q}, q, r)", f"count({q}) >= 2", f"not count({q}) == 0"),
            (f"p not in {q}", f"none_of({q}, q, r)", f"count({q}) == 1", f"not all_of({q}, p, q)", f"count({q}) < 3"),
        ),
        "number": (
            (f"{q} >= 3", f"{q} > 6", f"not {q} < 5", f"{q} != 0"),
            (f"{q} < 3", f"{q} == 4", f"not {q} >= 7", f"3 <= {q}"),
        ),
        "date": ((), (f"{q} < '2027-04-01'", f"not {q} <= '2026-12-01'", f"{q} == '2027-04-01'")),
    }[type_]
    if q == "groups_affected":
        worse, other = (
            tuple(text.replace("p,", "V01,").replace("p in", "V01 in") for text in texts if "q, r" not in text)
            for texts in ((f"V01 in {q}", f"any_of({q}, V01, V02)", f"count({q}) >= 2"), (f"V01 not in {q}",))
        )
    return worse if monotone else (*worse, *other)


def _pairs(q: str, other: str, type_: str) -> tuple[str, ...]:
    match type_:
        case "number":
            return (f"{q} < {other}", f"not {q} >= {other}")
        case "date":
            return (f"{q} < {other}", f"days_between({q}, {other}) > 14", f"not days_between({other}, {q}) >= 60")
    return ()


NUMBER_OF_CONTENTS = 500


@cache
def content(number: int, *, monotone: bool) -> Ruleset:
    """Return random questionnaire number so-and-so. monotone: its conditions only get truer with worse answers."""
    some = random.Random(number).randbytes(min(16 + number, 240))  # noqa: S311  # Nothing secret.
    return build.compiled(_questionnaire(Choices(some), monotone=monotone))


def _questionnaire(chosen: Choices, *, monotone: bool) -> Questionnaire:
    write = _Writer(chosen, monotone)
    questions: list[Question] = []
    named: dict[str, str] = {}
    groups = build.question("groups_affected", "many", options_from="groups", optional=True)
    for number in range(1, 3 + chosen.below(5)):
        type_ = chosen.pick(_MONOTONE_TYPES if monotone else _TYPES)
        earlier = questions[-4:]
        if questions and chosen.yes(4):
            named[f"c{number}"] = write.condition(earlier, tuple(named))
        ask_if = write.condition(earlier, tuple(named)) if questions and not chosen.yes(3) else None
        questions.append(_question(chosen, f"q{number}", type_, ask_if, monotone=monotone))
        if chosen.yes(8) and groups not in questions:
            questions.append(groups)
    return build.questionnaire(
        *questions,
        conditions=named,
        rules=_rules(chosen, write, questions, tuple(named)),
        floors=_floors(chosen, write, questions, tuple(named)),
        checks=_checks(chosen, questions),
        elements=_elements(chosen, questions),
        factors=[
            build.factor("M1", groups="V01", residual_floor=chosen.pick(("none", "moderate", "high"))),
            *(build.factor(id_) for id_ in FACTORS[1:]),
        ],
        mitigations=_LIBRARY,
        parameters=chosen.pick(_PARAMETERS),
    )


def _question(chosen: Choices, id_: str, type_: str, ask_if: str | None, *, monotone: bool) -> Question:
    demanded = (_REASSURING[type_][-1] if type_ == "number" else _REASSURING[type_][0],)
    reassuring = chosen.pick(("", "", *(demanded if monotone else _REASSURING[type_])))
    grade = chosen.pick(("D", "B", "A")) if reassuring else "D"
    return build.question(
        id_,
        type_,
        _OPTIONS.get(type_, ""),
        reassuring,
        min_grade=grade,
        ask_if=ask_if,
        allow_not_applicable=chosen.yes(4),
        screening=chosen.yes(4),
        must_know=chosen.yes(4),
        **(_WORSE.get(type_, {}) if monotone else {}),
        **({"maximum": 9} if type_ == "number" else {}),
    )


def _rules(chosen: Choices, write: _Writer, questions: Sequence[Question], named: Sequence[str]) -> list[Rule]:
    rules = []
    for number in range(1, 3 + chosen.below(6)):
        raises = chosen.pick(_RAISES)
        targets = ("M1", *FACTORS, "M1 M2", "M3 M4", *(("all",) if "exposure" in raises else ()))
        when = write.condition(questions, named)
        rules.append(build.rule(f"r{number}", when, chosen.pick(targets), chosen.pick(("", "V02")), **raises))
    return rules


def _floors(chosen: Choices, write: _Writer, questions: Sequence[Question], named: Sequence[str]) -> list[Floor]:
    return [
        build.floor(
            f"f{number}",
            write.condition(questions, named),
            chosen.pick(("high", "low", "moderate", "severe")),
            chosen.pick(("L1", "", "L1 L2")),
        )
        for number in range(chosen.pick((0, 0, 1, 1, 2)))
    ]


def _checks(chosen: Choices, questions: Sequence[Question]) -> list[Check]:
    write = _Writer(chosen, monotone=False)
    checks = []
    for number in (1, 2):
        about = chosen.pick(questions).id
        fails_when = chosen.pick(
            (
                write.condition(questions, ()),
                f"is_unknown({about})",
                "rating_possible in (high, severe) and mitigations_claimed == 0",
                "mitigations_without_credit >= 1",
                f"unknown_answers > 1 or not known({about})",
            )
        )
        applies_if = write.condition(questions, ()) if chosen.yes() else None
        checks.append(build.check(f"k{number}", fails_when, applies_if, chosen.pick(("must", "should"))))
    return checks


def _elements(chosen: Choices, questions: Sequence[Question]) -> tuple[build.Element, ...]:
    shown_when = _Writer(chosen, monotone=False).condition(questions, ()) if chosen.yes() else None
    return (
        build.element("P1", chosen.pick(("M1 M2 M3", "M1", "M1 M2 M3 M4")), "k1"),
        build.element("P2", chosen.pick(("M3 M4", "M4", "")), shown_when=shown_when),
        build.element("P3"),
        build.element("goal", "M1 M2", "k2", kind="goal"),
    )


# Assessments

_DATES = (CHANGE, date(2026, 12, 1), date(2027, 4, 10), date(2027, 8, 1))


def values(asked: Question) -> tuple[Value, ...]:
    """Return answers of every kind to a question, better before worse where it has a worse end."""
    match asked.type:
        case "yes_no":
            return ("no", "yes")
        case "one":
            return ("best", "middle", "worst")
        case "many" if asked.options_from:
            return (("none_of_these",), ("V01",), ("V02",), GROUPS)
        case "many":
            return (("none_of_these",), ("p",), ("q",), ("p", "q"), ("q", "r"), ("p", "q", "r"))
        case "number":
            return (0, 2, 3, 4, 5, 7, 9)
        case "date":
            return tuple(day.isoformat() for day in _DATES)
    return ("Something",)


E0 = build.on_file("E0", "A")
"""Evidence that is always on file, of the best grade; no mitigation rests on it."""


def backed(value: Value, by: str = AUTHOR) -> Known:
    """Return an answer with evidence that is good enough for every demand."""
    return build.known(value, "E0", by=by)


def _answer(chosen: Choices, asked: Question, by: str) -> Answer | None:
    kind = chosen.below(14)
    if kind == 0:
        return None
    if kind <= 2:
        return DontKnow(by=by, at=AT)
    if kind == 3:  # Where that isn't allowed, the answer no longer fits: stale.
        return NotApplicable(by=by, at=AT, reason="There is none.")
    value = chosen.pick(values(asked))
    if kind == 4:
        return build.known("gone" if asked.type != "number" else -1, by=by)
    evidence = ((), (), ("E1",), ("E2",), ("E0",), ("E0",), ("E0",), ("E0",), ("E0",))[kind - 5]
    return build.known(value, *evidence, by=by)


_FLAWS: tuple[dict[str, object], ...] = (
    {"status": "idea"},
    {"owner": None},
    {"due": None},
    {"due": date(2026, 10, 15)},
    {"due": CHANGE},
    {"due": date(2027, 6, 1)},
    {"evidence": ()},
    {"evidence": ("E9",)},
    {"evidence": ("E2",)},
    {"delivered_by": build.third_party()},
    {"delivered_by": build.third_party("")},
    {"delivered_by": build.third_party(agreed_on=None)},
    {"delivered_by": build.third_party(agreed_on=date(2027, 1, 10))},
    {"in_place_on": None},
    {"in_place_on": date(2026, 12, 1)},
    {"in_place_on": date(2027, 5, 1)},
    {"verified": None},
    *(
        {"verified": Verification(by=by, on=on, evidence=evidence)}
        for by, on, evidence in (
            (SOMEBODY_ELSE, date(2026, 11, 1), ()),
            (SOMEBODY_ELSE, date(2026, 11, 1), ("E2", "E9")),
            (SOMEBODY_ELSE, date(2026, 12, 24), ("E1",)),
            (AUTHOR.upper(), date(2026, 11, 1), ("E1",)),
            ("alex example ", date(2026, 11, 1), ("E1",)),
        )
    ),
)
"""What may be wrong with a mitigation, or only different."""


def random_mitigation(chosen: Choices, id_: str, factors: Sequence[str] = FACTORS) -> Mitigation:
    made = chosen.pick((build.mitigation, build.verified, build.verified))(id_, chosen.pick(factors))
    flaws: dict[str, object] = {"library": chosen.pick((None, "L1", "L1", "L2"))}
    for _ in range(chosen.pick((0, 0, 0, 1, 1, 2))):
        flaws |= chosen.pick(_FLAWS)
    if made.status == "verified" and chosen.yes(6):
        flaws["status"] = "in_place"
    return made.model_copy(update=flaws)


def _assessment(chosen: Choices, content: Questionnaire) -> Assessment:
    by = chosen.pick((AUTHOR, AUTHOR, AUTHOR, SOMEBODY_ELSE))
    answers: dict[str, Answer] = {}
    for asked in content.questions:
        if asked.id == "change_date" and not chosen.yes(4):
            answers[asked.id] = build.known(CHANGE.isoformat(), by=by)
            continue
        answer = _answer(chosen, asked, by)
        if answer is not None:
            answers[asked.id] = answer
    on_file = chosen.pick((("E1", "E2"), ("E1", "E2"), ("E1",), ("E1",), ("E1", "E2"), ("E2",), ()))
    grades = {"E1": "B", "E2": "D"}
    severe = tuple(id_ for rule in content.rules if rule.raises.severity for id_ in rule.factors)
    mitigations = tuple(
        random_mitigation(chosen, f"X{number}", severe or FACTORS) for number in range(1, 1 + chosen.below(4))
    )
    return build.assessment(change_date=None).model_copy(
        update={
            "answers": answers,
            "evidence": (E0, *(build.on_file(id_, grades[id_]) for id_ in on_file)),
            "mitigations": mitigations,
        }
    )


# Worlds


@dataclass(frozen=True)
class World:
    """A questionnaire and an assessment."""

    ruleset: Ruleset
    assessment: Assessment

    @property
    def content(self) -> Questionnaire:
        return self.ruleset.questionnaire

    @cached_property
    def route(self) -> Route:
        return route(self.ruleset, self.assessment)

    @cached_property
    def rated(self) -> "Rated":
        return Rated(self.ruleset, self.assessment, self.route)

    @property
    def by(self) -> str:
        """Who answered: in a random world all answers are by one person."""
        return next((answer.by for answer in self.assessment.answers.values()), AUTHOR)

    def answered(self, **answers: Answer) -> "World":
        """Return the world with these answers instead."""
        return self.given(answers={**self.assessment.answers, **answers})

    def given(self, **fields: object) -> "World":
        """Return the world with other fields of the assessment."""
        return World(self.ruleset, self.assessment.model_copy(update=fields))

    def with_content(self, **fields: object) -> "World":
        """Return the world with other fields of the questionnaire."""
        return World(build.compiled(self.content.model_copy(update=fields)), self.assessment)

    def with_the_same_conditions(self, **fields: object) -> "World":
        """Return the world with other fields of the questionnaire, none of which holds a new condition."""
        return World(replace(self.ruleset, questionnaire=self.content.model_copy(update=fields)), self.assessment)

    def __repr__(self) -> str:
        lines = [f"{asked.id}: {asked.type} ask_if={asked.ask_if} {asked.evidence}" for asked in self.content.questions]
        lines += [f"{name} := {text}" for name, text in self.content.conditions.items()]
        lines += [f"{r.id}: {r.factors} {r.raises!r} when {r.when}" for r in self.content.rules]
        lines += [f"{f.id}: floor {f.floor.name} when {f.when}, lifted by {f.lifted_by}" for f in self.content.floors]
        lines += [f"{id_} = {_said(answer)}" for id_, answer in self.assessment.answers.items()]
        lines += [repr(mitigation) for mitigation in self.assessment.mitigations]
        return "World:\n  " + "\n  ".join(lines)


def _said(answer: Answer) -> str:
    return f"{answer.value} {answer.evidence}" if isinstance(answer, Known) else answer.state


def world(number: int, data: bytes, *, monotone: bool) -> World:
    ruleset = content(number, monotone=monotone)
    return World(ruleset, _assessment(Choices(data), ruleset.questionnaire))


_NUMBERS = st.integers(0, NUMBER_OF_CONTENTS - 1)
_BYTES = st.binary(min_size=60, max_size=60)


def worlds() -> st.SearchStrategy[World]:
    """Draw a world whose conditions are of every form."""
    return st.builds(lambda number, data: world(number, data, monotone=False), _NUMBERS, _BYTES)


def monotone_worlds() -> st.SearchStrategy[World]:
    """Draw a world in which every condition gets truer, never falser, with worse answers."""
    return st.builds(lambda number, data: world(number, data, monotone=True), _NUMBERS, _BYTES)


# Ratings

Pair = tuple[Level, Level]


class Rated:
    """The ratings of an assessment, worked out as `evaluate` does: a property says that the two agree.

    Each branch holds, for every factor (none if it isn't raised) and `overall`, confirmed and possible. Only what is
    looked at is worked out, and nothing that a rating doesn't need.
    """

    def __init__(self, ruleset: Ruleset, file: Assessment, now: Route, on: date = ON) -> None:
        self._ruleset = ruleset
        self._file = file
        self._on = on
        self._route = now
        found = factor_levels(ruleset, rule_truths(ruleset, now.scene))
        self._raised = {id_: levels for id_, levels in found.items() if levels.level[1] > Level.NONE}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rated) and self._all() == other._all()

    __hash__ = None

    def _all(self) -> tuple[dict[str, tuple[int, int]], ...]:
        return self.inherent, self.residual, self.unmitigated, self.severity, self.exposure

    @property
    def mitigations(self) -> tuple[MitigationResult, ...]:
        return self._branches.mitigated

    @property
    def severity(self) -> dict[str, Pair]:
        return {id_: levels.severity for id_, levels in self._raised.items()}

    @property
    def exposure(self) -> dict[str, tuple[int, int]]:
        return {id_: levels.exposure for id_, levels in self._raised.items()}

    @cached_property
    def inherent(self) -> dict[str, Pair]:
        levels = {id_: levels.level for id_, levels in self._raised.items()}
        return self._pairs(Branches(self._ruleset, self._route, levels, (), {}), None)

    @cached_property
    def residual(self) -> dict[str, Pair]:
        return self._pairs(self._branches, self._branches.residual)

    @cached_property
    def unmitigated(self) -> dict[str, Pair]:
        return self._pairs(self._branches, self._branches.unmitigated)

    @cached_property
    def _branches(self) -> Branches:
        change_date = self._route.scene.values["change_date"]
        at = circumstances(self._file, self._on, change_date if isinstance(change_date, date) else None, self._raised)
        mitigated = tuple(credit(mitigation, at) for mitigation in self._file.mitigations)
        lifted = lifted_floors(self._ruleset, self._file, mitigated)
        levels = {id_: levels.level for id_, levels in self._raised.items()}
        return Branches(self._ruleset, self._route, levels, mitigated, lifted)

    def _pairs(self, branches: Branches, levels: Mapping[str, Pair] | None) -> dict[str, Pair]:
        nothing = (Level.NONE, Level.NONE)
        chosen = branches.inherent if levels is None else levels
        bounds = branches.overall(levels).rating
        factors = {entry.id: chosen.get(entry.id, nothing) for entry in self._ruleset.questionnaire.factors}
        return {**factors, "overall": (bounds.confirmed, bounds.possible)}


def rated(ruleset: Ruleset, file: Assessment, on: date = ON) -> Rated:
    return Rated(ruleset, file, route(ruleset, file), on)
