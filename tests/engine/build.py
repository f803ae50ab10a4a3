"""Small questionnaires and assessments from plain values. No YAML, no files, no clock: everything is invented."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from impact_check.model.assessment import (
    Answer,
    Assessment,
    DontKnow,
    Evidence,
    Known,
    Mitigation,
    NotApplicable,
    Owner,
    ThirdParty,
    Value,
    Verification,
)
from impact_check.model.levels import Level
from impact_check.model.questionnaire import (
    NONE_OF_THESE,
    OUTCOMES,
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
from impact_check.model.strategy import Element, Strategy, Wording
from impact_check.rules import Ruleset, build_ruleset

NONE, LOW, MODERATE, HIGH, SEVERE = Level

ON = date(2026, 11, 22)
"""The day that assessments are judged for."""
CHANGE = date(2027, 4, 1)
"""The day that the change takes effect, unless a test says otherwise."""
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
AUTHOR = "Sam Example"
SOMEBODY_ELSE = "Jo Sample"
GROUPS = ("V01", "V02", "V03")

_WHY = "A choice made for these tests."
_SOURCES = ("convention",)
_SHA256 = "ab" * 32


# Questions


def question(id_: str, type_: str = "yes_no", options: str = "", reassuring: str = "", **more: Any) -> Question:
    """Return a question. options, reassuring: ids with spaces between; `reassuring` demands evidence (`min_grade`)."""
    grade = more.pop("min_grade", "D")
    if reassuring:
        wanted = "any" if reassuring == "any" else tuple(reassuring.split())
        more["evidence"] = EvidenceDemand(reassuring=wanted, min_grade=grade)
    return Question(
        id=id_,
        text=f"What about {id_}?",
        why="It tells who would be left lonelier.",
        type=type_,
        options=tuple(Option(id=option, label=f"Label {option}") for option in options.split()),
        **more,
    )


_FIXED = (
    question("proposal_title", "text", optional=True),
    question("change_date", "date", optional=True),
    question("groups_affected", "many", options_from="groups", optional=True),
)
"""The questions that the engine needs by name. Optional, so that tests of other questions can leave them."""


# Rules and what they speak of


def rule(id_: str, when: str, factors: str = "M1", groups: str = "", **raises: str) -> Rule:
    """Return a rule. factors, groups: ids with spaces between; raises: severity, exposure or benefit, by name."""
    return Rule(
        id=id_,
        factors="all" if factors == "all" else tuple(factors.split()),
        when=when,
        raises=Raises(**raises),
        because="Some people would see others less often.",
        sources=_SOURCES,
        groups=tuple(groups.split()),
    )


def floor(id_: str, when: str, level: str = "high", lifted_by: str = "") -> Floor:
    return Floor(
        id=id_,
        when=when,
        floor=level,
        because="Nothing would be left.",
        sources=_SOURCES,
        lifted_by=tuple(lifted_by.split()),
    )


def check(id_: str, fails_when: str, applies_if: str | None = None, grade: str = "must") -> Check:
    return Check(
        id=id_,
        title=f"Check {id_}",
        applies_if=applies_if,
        fails_when=fails_when,
        grade=grade,
        because="Nobody looked.",
        fix="Look.",
        sources=_SOURCES,
    )


def factor(id_: str, groups: str = "", residual_floor: str = "none") -> RiskFactor:
    return RiskFactor(
        id=id_,
        title=f"Factor {id_}",
        plain="People lose the faces they know.",
        area="Place",
        groups=tuple(groups.split()),
        residual_floor=residual_floor,
        sources=_SOURCES,
    )


def element(
    id_: str, factors: str = "", checks: str = "", shown_when: str | None = None, kind: str = "principle"
) -> Element:
    return Element(
        id=id_,
        kind=kind,
        wordings=(Wording(source="convention", text=f"Element {id_}"),),
        plain="Keep what is there.",
        factors=tuple(factors.split()),
        checks=tuple(checks.split()),
        shown_when=shown_when,
    )


def library(id_: str, factors: str = "M1") -> LibraryMitigation:
    return LibraryMitigation(
        id=id_,
        title=f"Library {id_}",
        action="Do something.",
        factors=tuple(factors.split()),
        verify_by="Count the same people.",
        sources=_SOURCES,
    )


Table = tuple[tuple[Level, Level, Level], ...]

TABLE: Table = (
    (LOW, LOW, LOW),
    (LOW, MODERATE, MODERATE),
    (MODERATE, MODERATE, HIGH),
    (HIGH, SEVERE, SEVERE),
)
"""For severity low to severe, the level at exposure limited, raised, acute: the table of core."""


def parameters(table: Table = TABLE, in_principle: int = 3, overall: int = 5) -> Parameters:
    """Return the parameters of core, with another table or other counts if given."""
    return Parameters(
        effective_from="2026-11-01",
        owner="Policy team",
        level_table=LevelTable(
            reason=_WHY,
            rows=tuple(
                TableRow(severity=severity, limited=limited, raised=raised, acute=acute)
                for severity, (limited, raised, acute) in zip((LOW, MODERATE, HIGH, SEVERE), table, strict=True)
            ),
        ),
        accumulation=Accumulation(reason=_WHY, principle=in_principle, overall=overall),
        alignment=AlignmentBands(reason=_WHY, conflicts_from=HIGH, at_risk_from=MODERATE),
        requirements=Requirements(
            reason=_WHY,
            levels=tuple(
                Requirement(level=level, signatories=_SIGNATORIES[: level + 1], outcomes=OUTCOMES[max(0, level - 1) :])
                for level in Level
            ),
            gap_outcomes=("revise", "stop"),
        ),
    )


_SIGNATORIES = ("author", "challenger", "head_of_service", "director", "portfolio_holder")
"""None needs the author alone; each level one more. Outcomes: all up to low, then one fewer for each level."""

PARAMETERS = parameters()


# A questionnaire


def questionnaire(
    *questions: Question,
    rules: Iterable[Rule] = (),
    floors: Iterable[Floor] = (),
    checks: Iterable[Check] = (),
    elements: Iterable[Element] = (),
    factors: Iterable[RiskFactor] = (),
    mitigations: Iterable[LibraryMitigation] = (),
    conditions: Mapping[str, str] | None = None,
    parameters: Parameters = PARAMETERS,
) -> Questionnaire:
    """Return a questionnaire: the fixed questions first, then those given; factors that rules name are added."""
    own = {asked.id for asked in questions}
    listed = {entry.id: entry for entry in factors}
    rules = tuple(rules)
    for id_ in sorted({id_ for entry in rules if entry.factors != "all" for id_ in entry.factors}):
        listed.setdefault(id_, factor(id_))
    return Questionnaire(
        packs=(PackInfo(id="test", title="Test", version="0.1.0", effective_from="2026-11-01", owner="Policy team"),),
        facts=Facts(
            title="proposal_title", summary="proposal_title", change_date="change_date", groups="groups_affected"
        ),
        sections=(
            Section(
                id="all",
                title="All",
                order=10,
                questions=(*(fixed for fixed in _FIXED if fixed.id not in own), *questions),
            ),
        ),
        conditions=dict(conditions or {}),
        rules=rules,
        floors=tuple(floors),
        checks=tuple(checks),
        groups=_GROUPS,
        factors=tuple(listed.values()),
        mitigations=tuple(mitigations),
        sources=(Source(id="convention", citation="A convention", grade="D", says="A choice."),),
        strategies=(Strategy(id="strategy", title="Strategy", status="draft", elements=(*elements, _VISION)),),
        parameters=parameters,
    )


_GROUPS = tuple(Group(id=id_, title=id_, plain="People who go out less.", sources=_SOURCES) for id_ in GROUPS)
_VISION = element("vision", kind="vision")


def ruleset(*questions: Question, **content: Any) -> Ruleset:
    """Return the ruleset of a questionnaire; fails if a condition has a mistake. Keys: see `questionnaire`."""
    return compiled(questionnaire(*questions, **content))


def compiled(content: Questionnaire) -> Ruleset:
    built = build_ruleset(content, _SHA256)
    assert isinstance(built, Ruleset), built
    return built


# Answers, evidence, mitigations


def known(value: Value, *evidence: str, by: str = AUTHOR) -> Known:
    return Known(by=by, at=AT, value=value, evidence=evidence)


DONT_KNOW = DontKnow(by=AUTHOR, at=AT)
NOT_APPLICABLE = NotApplicable(by=AUTHOR, at=AT, reason="There is no building.")
NOBODY = (NONE_OF_THESE,)
_CHANGE = CHANGE.isoformat()

_PINNED = compiled(questionnaire()).pinned


def on_file(id_: str = "E1", grade: str = "A") -> Evidence:
    return Evidence(id=id_, title="Door counts", grade=grade, date=date(2026, 9, 30))


def assessment(
    *,
    evidence: Iterable[Evidence] = (on_file(),),
    mitigations: Iterable[Mitigation] = (),
    change_date: Value | Answer | None = _CHANGE,
    **answers: Value | Answer,
) -> Assessment:
    """Return an assessment. Answers by question: a plain value, or an answer. Evidence E1 is on file, of grade A."""
    given = answers if change_date is None else {"change_date": change_date, **answers}
    return Assessment(
        id="assessment",
        created=AT,
        pinned=_PINNED,
        answers={
            id_: answer if isinstance(answer, Known | DontKnow | NotApplicable) else known(answer)
            for id_, answer in given.items()
        },
        evidence=tuple(evidence),
        mitigations=tuple(mitigations),
    )


def mitigation(id_: str = "X1", factor: str = "M1", **more: Any) -> Mitigation:
    """Return a mitigation that earns one step: committed, with owner, date before the change, and evidence E1."""
    fields: dict[str, Any] = {
        "action": "Keep one weekly session.",
        "status": "committed",
        "owner": Owner(name="Alex Example", role="service manager"),
        "due": date(2027, 3, 1),
        "evidence": ("E1",),
        "funding": "Public health grant",
    }
    return Mitigation(id=id_, factor=factor, **{**fields, **more})


def verified(id_: str = "X1", factor: str = "M1", by: str = SOMEBODY_ELSE, **more: Any) -> Mitigation:
    """Return a mitigation that earns two steps: in place, and verified by somebody else with evidence E1."""
    fields: dict[str, Any] = {
        "status": "verified",
        "in_place_on": date(2026, 10, 1),
        "verified": Verification(by=by, on=date(2026, 11, 1), evidence=("E1",)),
    }
    return mitigation(id_, factor, **{**fields, **more})


def third_party(agreed_by: str = "Director", agreed_on: date | None = date(2026, 10, 1)) -> ThirdParty:
    return ThirdParty(organisation="Example Trust", agreed_by=agreed_by, agreed_on=agreed_on)
