"""The shapes of the YAML files of a pack: which keys each may hold at its top."""

from pydantic import Field

from impact_check.model.areas import AreaList
from impact_check.model.base import Frozen
from impact_check.model.comparators import Comparator
from impact_check.model.questionnaire import (
    Check,
    Condition,
    Floor,
    Group,
    Identifier,
    LibraryMitigation,
    Question,
    RiskFactor,
    Rule,
    Source,
)
from impact_check.model.strategy import Strategy
from impact_check.model.translated import Text


class SectionFile(Frozen):
    """`sections/*.yaml`."""

    section: Identifier
    title: Text
    order: int
    intro: Text | None = None
    conditions: dict[Identifier, Condition] = Field(default_factory=dict)
    questions: tuple[Question, ...] = Field(min_length=1)


class RulesFile(Frozen):
    """`rules/*.yaml`."""

    conditions: dict[Identifier, Condition] = Field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    floors: tuple[Floor, ...] = ()


class ChecksFile(Frozen):
    """`checks.yaml`."""

    conditions: dict[Identifier, Condition] = Field(default_factory=dict)
    checks: tuple[Check, ...]


class EvidenceFile(Frozen):
    """`evidence.yaml`."""

    sources: tuple[Source, ...]


class GroupsFile(Frozen):
    """`groups.yaml`."""

    groups: tuple[Group, ...]


class FactorsFile(Frozen):
    """`risk_factors.yaml`."""

    factors: tuple[RiskFactor, ...]


class MitigationsFile(Frozen):
    """`mitigations.yaml`."""

    mitigations: tuple[LibraryMitigation, ...]


class StrategyFile(Frozen):
    """`strategy.yaml`, and any other file whose name begins with `strategy`."""

    strategies: tuple[Strategy, ...]


class ComparatorsFile(Frozen):
    """`comparators.yaml`."""

    comparators: tuple[Comparator, ...]


class AreasFile(Frozen):
    """`areas.yaml`."""

    area_lists: tuple[AreaList, ...]
