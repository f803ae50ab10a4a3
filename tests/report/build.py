"""Small hand-made questionnaires, assessments and results: everything is invented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from impact_check.interview import Gap
from impact_check.model.assessment import (
    Answer,
    Assessment,
    DontKnow,
    Evidence,
    HistoryEntry,
    Known,
    Mitigation,
    NotApplicable,
    Owner,
    Pinned,
    ThirdParty,
    Verification,
)
from impact_check.model.history import chained
from impact_check.model.levels import Bounds, Exposure, Level
from impact_check.model.questionnaire import (
    Accumulation,
    AlignmentBands,
    Check,
    EvidenceDemand,
    Facts,
    Floor,
    Group,
    LevelTable,
    LibraryMitigation,
    Option,
    PackInfo,
    Parameters,
    Question,
    Questionnaire,
    Raises,
    Requirement,
    Requirements,
    RiskFactor,
    Rule,
    Section,
    Source,
    TableRow,
)
from impact_check.model.result import (
    AnswerUsed,
    CheckResult,
    ElementAlignment,
    FactorRating,
    Finding,
    FindOut,
    FloorResult,
    MitigationResult,
    Overall,
    QuestionState,
    Result,
)
from impact_check.model.strategy import Element, Strategy, Wording
from impact_check.report import ReportView, view

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ON = date(2026, 11, 22)
PINNED = Pinned(questionnaire="testshire", version="core 0.1.0, testshire 0.1.0", sha256="ab" * 32)
NONE, LOW, MODERATE, HIGH, SEVERE = Level


@dataclass(frozen=True)
class Case:
    """The three inputs of a report."""

    questionnaire: Questionnaire
    assessment: Assessment
    result: Result

    def view(self, gap: Gap | None = None, **words: str) -> ReportView:
        return view(self.questionnaire, self.assessment, self.result, words=words, gap=gap)

    def answered(self, **answers: Answer) -> "Case":
        """Return the case with more answers, which stand as known if they have a value."""
        merged = {**self.assessment.answers, **answers}
        states = tuple(
            state.model_copy(update={"state": answers[state.question].state}) if state.question in answers else state
            for state in self.result.questions
        )
        return Case(
            self.questionnaire,
            self.assessment.model_copy(update={"answers": merged}),
            self.result.model_copy(update={"questions": states}),
        )

    def changed(self, **fields: Any) -> "Case":
        """Return the case with other fields of the result."""
        return Case(self.questionnaire, self.assessment, self.result.model_copy(update=fields))


def known(value: str | int | tuple[str, ...], *evidence: str, note: str = "") -> Known:
    return Known(by="Sam Example, commissioner", at=AT, value=value, evidence=evidence, note=note)


def dont_know(who: str = "", by_when: date | None = None) -> DontKnow:
    return DontKnow(by="Sam Example, commissioner", at=AT, who=who, by_when=by_when)


def bounds(confirmed: Level, possible: Level | None = None) -> Bounds:
    return Bounds(confirmed=confirmed, possible=confirmed if possible is None else possible)


def _question(id_: str, text: str, type_: str = "yes_no", **more: Any) -> Question:
    return Question(id=id_, text=text, type=type_, why="It tells who would be left lonelier.", **more)


def questionnaire(factors: int = 6, groups: int = 4, elements: int = 9) -> Questionnaire:
    reaches = (Option(id="near", label="Within a short walk"), Option(id="far", label="More than a bus ride away"))
    return Questionnaire(
        packs=(
            PackInfo(
                id="testshire", title="Test pack", version="0.1.0", effective_from="2026-11-01", owner="Policy team"
            ),
        ),
        facts=Facts(
            title="title",
            summary="summary",
            change_date="change_date",
            groups="groups",
            organisation="organisation",
            decision_maker="decision_maker",
            decision_date="decision_date",
            people="people",
            reference="reference",
            reasons="reasons",
        ),
        sections=(
            Section(
                id="about",
                title="About the decision",
                order=10,
                questions=(
                    _question("title", "What is the decision called?", "text"),
                    _question("summary", "What would change, in a few sentences?", "text"),
                    _question("organisation", "Which organisation decides?", "text"),
                    _question("decision_maker", "Who decides?", "role"),
                    _question("decision_date", "When is it decided?", "date"),
                    _question("change_date", "When does the change take effect?", "date"),
                    _question("people", "How many people use it in a usual week?", "number", unit="people"),
                    _question("groups", "Which groups would feel the change?", "many", options_from="groups"),
                    _question(
                        "reference", "What is the number of the equality impact assessment?", "text", optional=True
                    ),
                    _question("closes", "Does it close or cut anything that people use to meet?", screening=True),
                    _question("charges", "Does it bring in or raise a charge?", screening=True),
                    _question("reasons", "Why do you expect what you expect?", "text"),
                ),
            ),
            Section(
                id="place",
                title="The place where people meet",
                order=20,
                questions=(
                    _question("only_place", "Is this the only place where some people meet others?", must_know=True),
                    _question(
                        "reach",
                        "How far away is the next place that people could go to?",
                        "one",
                        options=reaches,
                        ordered=True,
                        evidence=EvidenceDemand(reassuring=("near",), min_grade="C"),
                    ),
                    _question("displaced", "How many people would have to go elsewhere?", "number", unit="people"),
                    _question("toilets", "Does the new place have toilets that everybody can use?", publish="internal"),
                    _question("comments", "What did people say?", "text", publish="personal", optional=True),
                    _question("old_bus", "Does a bus still stop at the old place?"),
                ),
            ),
        ),
        rules=(
            *(
                Rule(
                    id=f"rule-{number}",
                    factors=(f"M{number:02}",),
                    when="only_place",
                    raises=Raises(severity="severe" if number == 1 else "high"),
                    because="Some people would lose the only place where they meet others, with nothing in its stead."
                    if number == 1
                    else f"People who come today would find the way to others harder, in way number {number}.",
                    sources=("example-2020",),
                    suggests=("keep-one-session",) if number <= 3 else (),
                )
                for number in range(1, factors + 1)
            ),
            Rule(
                id="two-vulnerabilities",
                factors="all",
                when="only_place",
                raises=Raises(exposure="acute"),
                because="Two or more vulnerabilities come together in the same people.",
                sources=("impact-check-convention",),
            ),
            Rule(
                id="new-place-opens",
                factors=("M01",),
                when="charges",
                raises=Raises(benefit="moderate"),
                because="The plan opens a place where people can meet.",
                sources=("example-2020",),
                groups=("V01",),
            ),
        ),
        floors=(
            Floor(
                id="last-free-place",
                when="only_place",
                floor="high",
                because="The last free meeting place in a ward would close.",
                sources=("impact-check-convention",),
            ),
        ),
        checks=(
            Check(
                id="alternatives",
                title="Real alternatives were looked at",
                fails_when="closes",
                grade="must",
                because="Fewer than two other ways were costed, so nobody can tell whether this one is needed.",
                fix="Cost at least two other ways and put them before those affected.",
                sources=("impact-check-convention",),
            ),
            Check(
                id="review",
                title="A review is planned",
                fails_when="closes",
                grade="should",
                because="Nobody will look again at how people are.",
                fix="Set a day for a review and name who does it.",
                sources=("impact-check-convention",),
            ),
            Check(
                id="asked",
                title="The people who use it were asked",
                fails_when="closes",
                grade="must",
                because="Nobody asked the people who use it.",
                fix="Ask them.",
                sources=("impact-check-convention",),
            ),
            Check(
                id="funding",
                title="The grant has an exit plan",
                fails_when="closes",
                grade="should",
                because="The grant ends without a plan.",
                fix="Make a plan.",
                sources=("impact-check-convention",),
            ),
        ),
        groups=tuple(
            Group(
                id=f"V{number:02}",
                title=_GROUPS[(number - 1) % len(_GROUPS)] + (f" {number}" if number > len(_GROUPS) else ""),
                plain="People who meet others less often than they wish, and for whom getting out takes more.",
                sources=("example-2020",),
            )
            for number in range(1, groups + 1)
        ),
        factors=tuple(
            RiskFactor(
                id=f"M{number:02}",
                title=_FACTORS[(number - 1) % len(_FACTORS)] + (f" {number}" if number > len(_FACTORS) else ""),
                plain="People who met here each week lose the habit, the faces and the reason to go out.",
                area="Place",
                groups=("V01",),
                sources=("example-2020",),
            )
            for number in range(1, factors + 1)
        ),
        mitigations=(
            LibraryMitigation(
                id="keep-one-session",
                title="Keep one session until the new place works",
                action="Keep one weekly session in the old place until those who want to have moved.",
                factors=("M01", "M02", "M03"),
                verify_by="The same people come, counted at three months.",
                sources=("example-2020",),
            ),
        ),
        sources=(
            Source(
                id="example-2020",
                citation="Example A, Sample B (2020). Places where people meet: an invented study. Testshire Press.",
                year=2020,
                grade="A",
                link="https://example.org/study",
                says="Closing a meeting place left regular visitors with fewer contacts.",
                note="Small.",
            ),
            Source(
                id="testshire-2019",
                citation="Testshire Council (2019). Draft strategy.",
                year=2019,
                grade="C",
                says="The wording.",
            ),
            Source(
                id="impact-check-convention",
                citation="Impact check, conventions (2026)",
                year=2026,
                grade="D",
                says="A choice made for this tool.",
            ),
        ),
        strategies=(
            Strategy(
                id="testshire-loneliness",
                title="Testshire Loneliness Strategy",
                status="draft",
                elements=tuple(
                    Element(
                        id=f"TP{number}",
                        kind="principle",
                        wordings=(
                            Wording(source="testshire-2019", text=f"Build on what is there already, in way {number}"),
                        ),
                        plain="Build on the places, groups and people that are there already.",
                        factors=("M01",),
                        checks=("asked",) if number == 4 else ("alternatives",),
                    )
                    for number in range(1, elements + 1)
                ),
            ),
        ),
        parameters=Parameters(
            effective_from="2026-11-01",
            owner="Policy team",
            level_table=LevelTable(
                reason="A published table keeps the same harm at the same level everywhere",
                rows=(
                    TableRow(severity=LOW, limited=LOW, raised=LOW, acute=LOW),
                    TableRow(severity=MODERATE, limited=LOW, raised=MODERATE, acute=MODERATE),
                    TableRow(severity=HIGH, limited=MODERATE, raised=MODERATE, acute=HIGH),
                    TableRow(severity=SEVERE, limited=HIGH, raised=SEVERE, acute=SEVERE),
                ),
            ),
            accumulation=Accumulation(
                reason="Several moderate harms wear people down together.", principle=3, overall=5
            ),
            alignment=AlignmentBands(
                reason="A principle that is set aside should be named.", conflicts_from=HIGH, at_risk_from=MODERATE
            ),
            requirements=Requirements(
                reason="The worse the harm, the more people look at it.",
                levels=tuple(
                    Requirement(
                        level=level, signatories=("author", "head_of_service"), outcomes=("proceed", "revise", "stop")
                    )
                    for level in Level
                ),
                gap_outcomes=("revise", "stop"),
            ),
        ),
    )


_GROUPS = (
    "Unpaid carers",
    "Disabled people and people with a long-term condition",
    "People who live alone",
    "Young adults",
    "Refugees, people seeking asylum and recent migrants",
    "Care leavers",
)
_FACTORS = (
    "Meeting place closes",
    "No way to get there",
    "Friends are split up",
    "It costs more than people have",
    "Nobody tells people what there is",
    "A trusted worker leaves",
    "Only online",
    "Fewer hours",
)


def assessment(**more: Any) -> Assessment:
    fields: dict[str, Any] = {
        "id": "LIA-2026-001",
        "created": AT,
        "pinned": PINNED,
        "answers": {
            "title": known("Close the Example Street day centre and move people to the hub"),
            "summary": known(
                "The day centre on Example Street would close. Its groups would move to the hub two miles away.\n"
                "The building would be sold."
            ),
            "organisation": known("Testshire Council"),
            "decision_maker": known("Cabinet"),
            "decision_date": known("2026-12-15"),
            "change_date": known("2027-04-01"),
            "people": known(42, "E1"),
            "groups": known(("V01", "V02", "V03")),
            "reference": known("EqIA 117"),
            "closes": known("yes"),
            "charges": known("no"),
            "reasons": known("The building is costly to heat."),
            "only_place": known("yes", "E1", note="Staff named seven people."),
            "reach": known("near"),
            "displaced": dont_know("Service manager", date(2026, 12, 1)),
            "toilets": NotApplicable(by="Sam Example, commissioner", at=AT, reason="There is no new building."),
            "comments": known("“I come for the faces.”"),
            "old_bus": known("yes"),
        },
        "evidence": (
            Evidence(
                id="E1", title="Door counts", grade="B", date=date(2026, 9, 30), where="https://example.org/counts"
            ),
        ),
        "mitigations": (
            Mitigation(
                id="X1",
                factor="M01",
                action="Keep one weekly session in the old place until the new one works.",
                library="keep-one-session",
                status="committed",
                owner=Owner(name="Alex Example", role="service manager"),
                due=date(2027, 3, 1),
                evidence=("E1",),
                funding="Public health grant",
                delivered_by=ThirdParty(
                    organisation="Example Trust", agreed_by="Director", agreed_on=date(2026, 10, 1)
                ),
                verified=Verification(by="Jo Sample, auditor", on=date(2026, 11, 1), evidence=("E1",)),
            ),
            Mitigation(id="X2", factor="M02", action="A minibus, perhaps."),
        ),
        "history": chained([HistoryEntry(at=AT, by="Sam Example", what="started")]),
    }
    return Assessment(**{**fields, **more})


def rating(number: int, confirmed: Level, possible: Level, residual: Bounds | None = None, **more: Any) -> FactorRating:
    inherent = bounds(confirmed, possible)
    fields: dict[str, Any] = {
        "factor": f"M{number:02}",
        "severity": inherent,
        "exposure_confirmed": Exposure.RAISED,
        "exposure_possible": Exposure.ACUTE,
        "inherent": inherent,
        "residual": residual or inherent,
        "unmitigated": inherent,
        "credit": 0,
        "findings": (f"rule-{number}", "two-vulnerabilities"),
        "groups": ("V01", "V02") if number % 2 else ("V01",),
    }
    return FactorRating(**{**fields, **more})


def result(of: Questionnaire, given: Assessment, ratings: tuple[FactorRating, ...], **more: Any) -> Result:
    used = (AnswerUsed(question="only_place", state="value"), AnswerUsed(question="displaced", state="dont_know"))
    worst = max((item.inherent.possible for item in ratings), default=NONE)
    confirmed = max((item.inherent.confirmed for item in ratings), default=NONE)
    overall = Overall(
        rating=bounds(confirmed, worst),
        counts_confirmed=_counts([item.inherent.confirmed for item in ratings]),
        counts_possible=_counts([item.inherent.possible for item in ratings]),
        lifted_by_count=False,
        lifted_by_floor=False,
    )
    states = {
        "reach": QuestionState(question="reach", state="no_evidence"),
        "old_bus": QuestionState(question="old_bus", state="not_asked", set_aside=True),
    }
    fields: dict[str, Any] = {
        "assessment": given.id,
        "pinned": given.pinned,
        "on": ON,
        "is_screened_out": False,
        "is_complete": True,
        "can_be_final": True,
        "inherent": overall,
        "residual": overall,
        "unmitigated": overall,
        "questions": tuple(
            states.get(question.id)
            or QuestionState(
                question=question.id,
                state=given.answers[question.id].state if question.id in given.answers else "unanswered",
            )
            for question in of.questions
        ),
        "factors": ratings,
        "findings": (
            *(
                Finding(
                    rule=f"rule-{int(item.factor[1:])}",
                    truth="true" if item.inherent.confirmed else "unknown",
                    kind="severity",
                    level="high",
                    factors=(item.factor,),
                    answers=used,
                )
                for item in sorted(ratings, key=lambda item: item.factor)
            ),
            Finding(
                rule="two-vulnerabilities",
                truth="true",
                kind="exposure",
                level="acute",
                factors=tuple(item.factor for item in ratings),
                answers=used[:1],
            ),
            Finding(
                rule="new-place-opens",
                truth="true",
                kind="benefit",
                level="moderate",
                factors=("M01",),
                groups=("V01",),
                answers=(AnswerUsed(question="charges", state="value"),),
            ),
        ),
        "floors": (FloorResult(floor="last-free-place", level=HIGH, truth="true", answers=used[:1]),),
        "mitigations": (
            MitigationResult(mitigation="X1", factor="M01", credit=1, reasons=(), is_verified=False),
            MitigationResult(
                mitigation="X2",
                factor="M02",
                credit=0,
                reasons=("idea_only", "no_owner", "no_due_date"),
                is_verified=False,
            ),
        )[: len(given.mitigations)],
        "alignment": tuple(
            ElementAlignment(
                element=element.id,
                standing=_STANDINGS[number % 4],
                standing_residual=_STANDINGS[number % 4],
                inherent=overall.rating,
                residual=overall.rating,
                factors=tuple(item.factor for item in ratings[:2]) if number % 4 < 2 else (),
                open_checks=("alternatives",) if number % 4 < 3 else (),
                benefits=("new-place-opens",) if number % 4 == 3 else (),
                is_shown=number % 4 == 3,
            )
            for number, element in enumerate(of.strategies[0].elements)
        ),
        "checks": (
            CheckResult(check="alternatives", grade="must", status="gap", answers=used[:1]),
            CheckResult(check="review", grade="should", status="not_shown", answers=()),
            CheckResult(check="asked", grade="must", status="met", answers=used[:1]),
            CheckResult(check="funding", grade="should", status="not_applicable", answers=()),
        ),
        "find_out": (
            FindOut(
                question="reach",
                state="no_evidence",
                who="",
                by_when=None,
                possible_if_good=MODERATE,
                factors=("M01",),
                must_know=False,
            ),
            FindOut(
                question="displaced",
                state="dont_know",
                who="Service manager",
                by_when=date(2026, 12, 1),
                possible_if_good=HIGH,
                factors=("M01",),
                must_know=True,
            ),
        ),
        "left_unasked": (),
        "affected_groups": ("V01", "V02", "V03"),
        "groups_not_known": False,
        "signatories": ("author", "challenger", "head_of_service", "director", "portfolio_holder"),
        "outcomes": ("revise", "stop"),
        "blocked_by": ("alternatives",),
        "not_considered": (of.factors[-1].id,),
    }
    return Result(**{**fields, **more})


_STANDINGS = ("conflicts", "at_risk", "not_shown", "supported")


def _counts(levels: list[Level]) -> tuple[int, int, int, int]:
    return (levels.count(SEVERE), levels.count(HIGH), levels.count(MODERATE), levels.count(LOW))


def closure() -> Case:
    """A day centre closes: some harms confirmed, some possible, one mitigation that counts."""
    of, given = questionnaire(), assessment()
    ratings = (
        rating(1, SEVERE, SEVERE, bounds(HIGH, HIGH), credit=1),
        rating(2, LOW, HIGH),
        rating(3, MODERATE, MODERATE),
        rating(4, NONE, MODERATE),
        rating(5, LOW, LOW),
    )
    residual = Overall(
        rating=bounds(HIGH),
        counts_confirmed=(0, 1, 1, 2),
        counts_possible=(0, 2, 2, 1),
        lifted_by_count=False,
        lifted_by_floor=False,
    )
    return Case(of, given, result(of, given, ratings, residual=residual))


def many() -> Case:
    """As much as there can be: many harms, groups, principles, unknowns, all as long as they get."""
    of = questionnaire(factors=30, groups=21, elements=45)
    groups = tuple(group.id for group in of.groups)
    given = assessment(
        mitigations=tuple(
            Mitigation(id=f"X{number}", factor=f"M{number:02}", action="A minibus, perhaps.") for number in range(1, 21)
        )
    )
    answers = {
        **given.answers,
        "title": known("Close " + "every one of the places where people in Example Ward meet " * 5),
        "summary": known("A long story about a long plan, told once more. " * 60),
        "groups": known(groups),
    }
    given = given.model_copy(update={"answers": answers})
    ratings = tuple(
        rating(number, *((HIGH, SEVERE) if number < 12 else (LOW, MODERATE)), groups=groups[number % 3 :: 3])
        for number in range(1, 31)
    )
    find_out = tuple(
        FindOut(
            question=question.id,
            state="unanswered",
            who="",
            by_when=None,
            possible_if_good=HIGH,
            factors=("M01",),
            must_know=True,
        )
        for question in of.questions
    )
    signatories = ("author", "challenger", "head_of_service", "legal", "director", "portfolio_holder")
    return Case(
        of,
        given,
        result(
            of,
            given,
            ratings,
            can_be_final=False,
            affected_groups=groups,
            find_out=find_out,
            signatories=signatories,
            outcomes=("proceed_with_conditions", "proceed_despite", "revise", "stop"),
            blocked_by=("alternatives", "asked", "review", "funding"),
            mitigations=tuple(
                MitigationResult(
                    mitigation=item.id, factor=item.factor, credit=0, reasons=("idea_only",), is_verified=False
                )
                for item in given.mitigations
            ),
        ),
    )


def nothing() -> Case:
    """Screening opens nothing: the short form."""
    of = questionnaire()
    answers = assessment().answers
    kept = (
        "title",
        "summary",
        "organisation",
        "decision_maker",
        "decision_date",
        "change_date",
        "closes",
        "charges",
        "reasons",
    )
    given = assessment(
        answers={**{name: answers[name] for name in kept}, "closes": known("no")}, mitigations=(), evidence=()
    )
    states = tuple(
        QuestionState(question=question.id, state="value" if question.id in given.answers else "not_asked")
        for question in of.questions
    )
    return Case(
        of,
        given,
        result(
            of,
            given,
            (),
            is_screened_out=True,
            questions=states,
            findings=(),
            floors=(),
            mitigations=(),
            find_out=(),
            affected_groups=(),
            signatories=("author", "head_of_service"),
            outcomes=("proceed", "revise", "stop"),
            blocked_by=(),
            not_considered=tuple(factor.id for factor in of.factors),
            checks=(CheckResult(check="asked", grade="must", status="met", answers=()),),
        ),
    )


def blank() -> Case:
    """Nothing is answered yet, so everything may be."""
    of = questionnaire()
    given = assessment(answers={}, mitigations=(), evidence=())
    ratings = tuple(rating(number, NONE, SEVERE, groups=()) for number in range(1, 7))
    states = tuple(QuestionState(question=question.id, state="unanswered") for question in of.questions)
    return Case(
        of,
        given,
        result(
            of,
            given,
            ratings,
            is_complete=False,
            left_unasked=(),
            can_be_final=False,
            questions=states,
            affected_groups=(),
            groups_not_known=True,
            not_considered=(),
        ),
    )
