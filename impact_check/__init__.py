"""Loneliness impact assessment for council decisions: what software that embeds it imports.

Everything here takes values and gives values, with types, without printing. Each name is loaded when it is first used,
so importing this costs next to nothing. `impact_check.api` has the rest of what the command line can do.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from impact_check.api.embedding import (
        assess,
        compare,
        dump_assessment,
        explain,
        from_answers,
        gate,
        load_assessment,
        load_pinned,
        migrate,
        read_policy,
        render,
        sign,
        verify,
        what_if,
    )
    from impact_check.api.packs import load_questionnaire
    from impact_check.errors import (
        AnswerError,
        AnswersFileError,
        ArgumentError,
        AssessmentFileError,
        ContentError,
        DamagedFileError,
        Fault,
        GatePolicyError,
        ImpactCheckError,
        KeyFileError,
        LanguageError,
        LedgerError,
        MissingLibraryError,
        NewerFileError,
        PinnedError,
        ReportError,
        SignOffError,
    )
    from impact_check.interview import Interview
    from impact_check.model.assessment import Assessment, Evidence, Mitigation
    from impact_check.model.comparison import Comparison
    from impact_check.model.gate import GatePolicy, GateReason, GateVerdict
    from impact_check.model.levels import Bounds, Level
    from impact_check.model.result import Overall, Result
    from impact_check.model.what_if import WhatIf
    from impact_check.rules import Ruleset
    from impact_check.signoff.verdict import Verdict

_HOMES = {
    "impact_check.api.embedding": (
        "assess",
        "compare",
        "dump_assessment",
        "explain",
        "from_answers",
        "gate",
        "load_assessment",
        "load_pinned",
        "migrate",
        "read_policy",
        "render",
        "sign",
        "verify",
        "what_if",
    ),
    "impact_check.api.packs": ("load_questionnaire",),
    "impact_check.errors": (
        "AnswerError",
        "AnswersFileError",
        "ArgumentError",
        "AssessmentFileError",
        "ContentError",
        "DamagedFileError",
        "Fault",
        "GatePolicyError",
        "ImpactCheckError",
        "KeyFileError",
        "LanguageError",
        "LedgerError",
        "MissingLibraryError",
        "NewerFileError",
        "PinnedError",
        "ReportError",
        "SignOffError",
    ),
    "impact_check.interview": ("Interview",),
    "impact_check.model.assessment": ("Assessment", "Evidence", "Mitigation"),
    "impact_check.model.comparison": ("Comparison",),
    "impact_check.model.gate": ("GatePolicy", "GateReason", "GateVerdict"),
    "impact_check.model.levels": ("Bounds", "Level"),
    "impact_check.model.result": ("Overall", "Result"),
    "impact_check.model.what_if": ("WhatIf",),
    "impact_check.rules": ("Ruleset",),
    "impact_check.signoff.verdict": ("Verdict",),
}
"""Module -> the names that are loaded from it."""

_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "AnswerError",
    "AnswersFileError",
    "ArgumentError",
    "Assessment",
    "AssessmentFileError",
    "Bounds",
    "Comparison",
    "ContentError",
    "DamagedFileError",
    "Evidence",
    "Fault",
    "GatePolicy",
    "GatePolicyError",
    "GateReason",
    "GateVerdict",
    "ImpactCheckError",
    "Interview",
    "KeyFileError",
    "LanguageError",
    "LedgerError",
    "Level",
    "MissingLibraryError",
    "Mitigation",
    "NewerFileError",
    "Overall",
    "PinnedError",
    "ReportError",
    "Result",
    "Ruleset",
    "SignOffError",
    "Verdict",
    "WhatIf",
    "__version__",
    "assess",
    "compare",
    "dump_assessment",
    "explain",
    "from_answers",
    "gate",
    "load_assessment",
    "load_pinned",
    "load_questionnaire",
    "migrate",
    "read_policy",
    "render",
    "sign",
    "verify",
    "what_if",
]


if not TYPE_CHECKING:  # A type checker that saw this would take every name for one of ours.

    def __getattr__(name: str) -> object:
        """Load a public name when it is first asked for."""
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=sys.modules[__name__])
        value = getattr(import_module(_HOME[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
