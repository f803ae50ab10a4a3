"""What a questionnaire pack holds: questions, rules, checks, risk factors, groups, mitigations, parameters.

Every class here is also the shape of a YAML entry; `questionnaires/README.md` explains the keys to the people
who write them. Conditions (`when`, `ask_if`, ...) are kept as written; `impact_check.rules` parses them.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, StringConstraints, model_validator

from impact_check.language import CODE, tr
from impact_check.model.areas import AreaList
from impact_check.model.base import Frozen
from impact_check.model.comparators import Comparator
from impact_check.model.levels import ExposureName, Grade, Level, LevelName
from impact_check.model.strategy import Strategy
from impact_check.model.translated import Plain, Text

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,59}$")]
"""An id that conditions can name: letters, digits and underscores, beginning with a letter."""

Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,79}$")]
"""An id that only YAML refers to: letters, digits and hyphens."""

Language = Annotated[str, StringConstraints(pattern=CODE)]
"""The code of a language (BCP 47): `en`, `cy`, `ur`."""

Condition = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
"""A condition as written; at most 400 characters."""

NONE_OF_THESE = "none_of_these"
"""The option that every question of type `many` has, and that can't be chosen with another."""

RESERVED = frozenset({"dont_know", "not_applicable", "unanswered", NONE_OF_THESE})
"""Words that can't be the id of an option or a question."""


class Option(Frozen):
    """One answer that a question offers."""

    id: Identifier
    label: Text
    help: Text | None = None


class EvidenceDemand(Frozen):
    """Which answers count only with evidence attached; without it they are treated as unknown."""

    reassuring: tuple[str, ...] | Literal["any"]
    """Option ids (`yes`, `no`, `none_of_these`, ...) or `any` for every answer."""
    min_grade: Grade = "D"
    """The weakest grade that is enough. `D` (recorded professional judgement) accepts all."""


class Question(Frozen):
    """One thing the commissioner is asked."""

    id: Identifier
    text: Text
    """The question itself, in plain English."""
    help: Text | None = None
    """How to answer it: what counts, where to look."""
    why: Text
    """Why we ask, in one sentence."""
    type: Literal["yes_no", "one", "many", "number", "date", "text", "role"]
    options: tuple[Option, ...] = ()
    options_from: Literal["groups", "areas"] | None = None
    """Take the options from the groups V01, V02, ... or from the areas of the pack instead of `options`."""
    area_lists: tuple[Slug, ...] = ()
    """With `options_from: areas`: only these lists; all if empty."""
    none_label: Text | None = None
    """The label of the exclusive last option of `many`, if it isn't "None of these"."""
    ordered: bool = False
    """`options` run from best to worst (for `yes_no`: see `worse`)."""
    worse: Literal["yes", "no", "higher", "lower"] | None = None
    """Which way is worse, for `yes_no` (`yes`, `no`) and `number` (`higher`, `lower`)."""
    unit: Text | None = None
    """What a number counts: people, minutes, days, pounds."""
    minimum: int = 0
    maximum: int = 10_000_000
    ask_if: Condition | None = None
    """Asked only if this holds or may hold. Only earlier questions may be named."""
    only_if_certain: bool = False
    """Left out while it isn't known whether `ask_if` holds. Never for a question that bears on the rating."""
    screening: bool = False
    """About what the proposal itself does; asked of every decision."""
    evidence: EvidenceDemand | None = None
    allow_not_applicable: bool = False
    optional: bool = False
    """May be left blank without the assessment being incomplete. Never for a question that a rule reads."""
    must_know: bool = False
    """While this is not known the assessment can't be final."""
    publish: Literal["public", "internal", "personal"] = "public"
    role: Literal["fact", "lever", "context"] = "fact"
    """fact: how things are. lever: something the decision could change. context: read by no rule."""
    carry: bool = True
    """false: an answer is about one decision alone, so it is never suggested to a later assessment."""
    sources: tuple[Slug, ...] = ()

    @property
    def none_words(self) -> str:
        """The label of the exclusive last option of `many`."""
        return self.none_label or tr("None of these")

    @model_validator(mode="after")
    def _options_fit_the_type(self) -> Self:
        if self.type in ("one", "many"):
            if bool(self.options) == bool(self.options_from):
                raise ValueError(f"a question of type '{self.type}' needs either options or options_from")
        elif self.options or self.options_from:
            raise ValueError(f"a question of type '{self.type}' can't have options")
        if self.area_lists and self.options_from != "areas":
            raise ValueError("area_lists needs 'options_from: areas'")
        if self.ordered and self.type != "one":
            raise ValueError("only a question of type 'one' can be ordered")
        allowed = {"yes_no": ("yes", "no"), "number": ("higher", "lower")}.get(self.type, ())
        if self.worse is not None and self.worse not in allowed:
            raise ValueError(f"'worse: {self.worse}' doesn't fit a question of type '{self.type}'")
        if self.minimum > self.maximum:
            raise ValueError("minimum is above maximum")
        return self


class Section(Frozen):
    """A group of questions that are asked together."""

    id: Identifier
    title: Text
    order: int
    """Place among all sections of core and pack; lower comes first."""
    intro: Text | None = None
    questions: tuple[Question, ...] = Field(min_length=1)


class Raises(Frozen):
    """What a rule raises: exactly one of severity, exposure, benefit."""

    severity: LevelName | None = None
    exposure: ExposureName | None = None
    benefit: LevelName | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        given = [v for v in (self.severity, self.exposure, self.benefit) if v is not None]
        if len(given) != 1:
            raise ValueError("a rule raises exactly one of severity, exposure, benefit")
        if self.severity is Level.NONE or self.benefit in (Level.NONE, Level.SEVERE):
            raise ValueError("severity is low to severe; benefit is low, moderate or high")
        return self


class Rule(Frozen):
    """Condition -> raises the severity or exposure of risk factors, or records a benefit."""

    id: Slug
    factors: tuple[Slug, ...] | Literal["all"]
    """Risk factors raised. `all` is for exposure only: every factor that some severity rule raises."""
    when: Condition
    raises: Raises
    because: Text
    """One sentence that a councillor understands."""
    sources: tuple[Slug, ...] = Field(min_length=1)
    suggests: tuple[Slug, ...] = ()
    """Mitigations from the library that help here."""
    groups: tuple[Identifier, ...] = ()
    """The groups that this rule speaks of, if it speaks of some in particular."""

    @model_validator(mode="after")
    def _all_is_for_exposure(self) -> Self:
        if self.factors == "all" and self.raises.exposure is None:
            raise ValueError("'factors: all' is for rules that raise exposure")
        if self.factors == ():
            raise ValueError("a rule needs at least one risk factor")
        return self


class Floor(Frozen):
    """Condition -> the overall rating is at least this, whatever is promised."""

    id: Slug
    when: Condition
    floor: LevelName
    because: Text
    sources: tuple[Slug, ...] = Field(min_length=1)
    lifted_by: tuple[Slug, ...] = ()
    """Library mitigations that lift the floor once verified by someone other than the author."""


class Check(Frozen):
    """A process check: how well the decision was assessed. A gap never changes the rating."""

    id: Slug
    title: Text
    applies_if: Condition | None = None
    fails_when: Condition
    """May also use known(), is_unknown() and the facts about the result (see the README)."""
    grade: Literal["must", "should"]
    """`must`: until mended only revising or stopping is permitted. `should`: reported, not blocking."""
    because: Text
    """What is wrong, said to the person who reads the report."""
    fix: Text
    """What to do about it."""
    sources: tuple[Slug, ...] = Field(min_length=1)


class Group(Frozen):
    """People more vulnerable to loneliness."""

    id: Identifier
    title: Text
    plain: Text
    sources: tuple[Slug, ...] = Field(min_length=1)


class RiskFactor(Frozen):
    """A mechanism by which a decision makes people lonelier."""

    id: Slug
    title: Text
    plain: Text
    """One sentence: how this leaves people lonelier."""
    area: Text
    """The heading it is listed under: Access, Affordability, Place, ..."""
    groups: tuple[Identifier, ...] = ()
    """Groups for whom the evidence says it matters most."""
    residual_floor: LevelName = Level.NONE
    """Mitigation can't bring this factor below this level (unless it began lower)."""
    sources: tuple[Slug, ...] = Field(min_length=1)


class LibraryMitigation(Frozen):
    """A mitigation that others have found to help, offered against the factors it fits."""

    id: Slug
    title: Text
    action: Text
    """What somebody would do, in one sentence."""
    factors: tuple[Slug, ...] = Field(min_length=1)
    verify_by: Text
    """What would show that it works."""
    third_party: bool = False
    """Somebody outside the council usually delivers it, so their agreement is needed."""
    sources: tuple[Slug, ...] = Field(min_length=1)


class Source(Frozen):
    """Where a statement comes from."""

    id: Slug
    citation: Plain
    year: int | None = None
    grade: Grade
    link: Plain | None = None
    says: Text
    """What it says that we rely on, in our words."""
    note: Text | None = None
    """Limits: self-selecting, small, old, read as a summary only."""


class Facts(Frozen):
    """Which questions hold the facts that the engine and the report need by name."""

    title: Identifier
    summary: Identifier
    change_date: Identifier
    """The date the change takes effect."""
    groups: Identifier
    """The `many` question with `options_from: groups`."""
    organisation: Identifier | None = None
    service: Identifier | None = None
    lead_officer: Identifier | None = None
    decision_maker: Identifier | None = None
    decision_date: Identifier | None = None
    places: Identifier | None = None
    people: Identifier | None = None
    """How many people use it now."""
    reference: Identifier | None = None
    """The case number of the council's own equality or integrated impact assessment."""
    review_date: Identifier | None = None
    reasons: Identifier | None = None
    """Why the decision is wanted all the same."""
    nil_reasons: Identifier | None = None
    """Why nobody is affected, if screening opens nothing."""


class TableRow(Frozen):
    """The level of a factor of this severity, by exposure."""

    severity: LevelName
    limited: LevelName
    raised: LevelName
    acute: LevelName


Role = Literal["author", "challenger", "head_of_service", "legal", "director", "portfolio_holder"]
Outcome = Literal["proceed", "proceed_with_conditions", "proceed_despite", "revise", "stop"]
OUTCOMES: tuple[Outcome, ...] = ("proceed", "proceed_with_conditions", "proceed_despite", "revise", "stop")


class Requirement(Frozen):
    """What follows from a level: who must sign (inherent rating), what is permitted (residual rating)."""

    level: LevelName
    signatories: tuple[Role, ...] = Field(min_length=1)
    outcomes: tuple[Outcome, ...] = Field(min_length=1)


class Policy(Frozen):
    """Why a parameter is what it is."""

    reason: Text
    sources: tuple[Slug, ...] = ()


class LevelTable(Policy):
    """Severity and exposure -> level."""

    rows: tuple[TableRow, ...] = Field(min_length=4, max_length=4)


class Accumulation(Policy):
    """How many moderate factors make high: within one principle, and over the whole decision."""

    principle: int = Field(ge=2)
    overall: int = Field(ge=2)


class AlignmentBands(Policy):
    """From which level a principle is in conflict (confirmed) or at risk (possible)."""

    conflicts_from: LevelName
    at_risk_from: LevelName


class Requirements(Policy):
    """What follows from each of the five levels."""

    levels: tuple[Requirement, ...] = Field(min_length=5, max_length=5)
    gap_outcomes: tuple[Outcome, ...] = Field(min_length=1)
    """What stays permitted while a `must` check is not met."""


class Parameters(Frozen):
    """Numbers and tables that are policy choices: conventions, not findings."""

    effective_from: Plain
    """ISO date from which these are in force."""
    owner: Text
    level_table: LevelTable
    accumulation: Accumulation
    alignment: AlignmentBands
    requirements: Requirements


class PackInfo(Frozen):
    """The head of a pack: `pack.yaml`."""

    id: Slug
    title: Text
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    effective_from: Plain
    owner: Text
    extends: Literal["core"] | None = None
    facts: Facts | None = None
    local_help: dict[Identifier, Text] = Field(default_factory=dict)
    """Help added to a core question: question id -> text."""
    no_change: dict[Identifier, Plain | StrictInt | tuple[Identifier, ...]] = Field(default_factory=dict)
    """The answers of a decision that changes nothing: question id -> value. A pack may add to core's."""
    languages: tuple[Language, ...] = ("en",)
    """The languages that its texts are written in, English first. Texts may lack any but English."""
    template: bool = False
    """Packs are made from it; no decision is assessed with it."""

    @model_validator(mode="after")
    def _is_in_english(self) -> Self:
        if self.languages[:1] != ("en",):
            raise ValueError("languages begin with en: what another language lacks is shown in English")
        return self


class Questionnaire(Frozen):
    """A pack together with what it extends, checked and complete. Sections are in the order they're asked."""

    packs: tuple[PackInfo, ...] = Field(min_length=1)
    """Core first, the council's pack last."""
    facts: Facts
    sections: tuple[Section, ...]
    conditions: dict[Identifier, Condition] = Field(default_factory=dict)
    rules: tuple[Rule, ...]
    floors: tuple[Floor, ...]
    checks: tuple[Check, ...]
    groups: tuple[Group, ...]
    factors: tuple[RiskFactor, ...]
    mitigations: tuple[LibraryMitigation, ...]
    sources: tuple[Source, ...]
    strategies: tuple[Strategy, ...]
    comparators: tuple[Comparator, ...] = ()
    area_lists: tuple[AreaList, ...] = ()
    parameters: Parameters
    language: Language = "en"
    """The language that its texts are in."""
    untranslated: frozenset[str] = frozenset()
    """The texts that are English because that language lacks them. Empty for English."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that its packs say they are written in, English first."""
        return tuple(dict.fromkeys(code for pack in self.packs for code in pack.languages))

    @property
    def id(self) -> str:
        """The id of the pack that was loaded, e.g. `kirklees`."""
        return self.packs[-1].id

    @property
    def no_change(self) -> dict[str, str | int | tuple[str, ...]]:
        """The answers of a decision that changes nothing; empty if the packs don't say what that is."""
        return {question: value for pack in self.packs for question, value in pack.no_change.items()}

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order they're asked."""
        return tuple(question for section in self.sections for question in section.questions)
