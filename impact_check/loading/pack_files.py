"""The name of a file in a pack -> the shape that its content must have."""

from collections.abc import Mapping

from impact_check.loading.cases import CasesFile
from impact_check.loading.files import (
    AreasFile,
    ChecksFile,
    ComparatorsFile,
    EvidenceFile,
    FactorsFile,
    GroupsFile,
    MitigationsFile,
    RulesFile,
    SectionFile,
    StrategyFile,
)
from impact_check.model.base import Frozen
from impact_check.model.questionnaire import PackInfo, Parameters


def pack_files() -> Mapping[str, type[Frozen]]:
    """Return the shape of each kind of file, by the pattern of its name in the folder of a pack."""
    return {
        "pack.yaml": PackInfo,
        "parameters.yaml": Parameters,
        "sections/*.yaml": SectionFile,
        "rules/*.yaml": RulesFile,
        "cases/*.yaml": CasesFile,
        "checks.yaml": ChecksFile,
        "strategy*.yaml": StrategyFile,
        "areas.yaml": AreasFile,
        "comparators.yaml": ComparatorsFile,
        "evidence.yaml": EvidenceFile,
        "groups.yaml": GroupsFile,
        "mitigations.yaml": MitigationsFile,
        "risk_factors.yaml": FactorsFile,
    }
