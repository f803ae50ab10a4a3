"""Read worked cases: answers, and what must follow from them."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, StringConstraints, model_validator

from impact_check.errors import Fault
from impact_check.loading.strict_yaml import Document, read_yaml_file, shown_path
from impact_check.loading.validate import validate
from impact_check.model.answers_file import Given
from impact_check.model.base import Frozen
from impact_check.model.levels import LevelName
from impact_check.model.questionnaire import Outcome, Role

Pair = Annotated[tuple[LevelName, LevelName], "confirmed, possible"]
_Ids = tuple[str, ...]


class Expected(Frozen):
    """What must follow. Each key that is left out isn't checked."""

    fires: _Ids = ()
    may_fire: _Ids = ()
    silent: _Ids = ()
    factors: dict[str, Pair] = Field(default_factory=dict)
    residual: dict[str, Pair] = Field(default_factory=dict)
    unmitigated: dict[str, Pair] = Field(default_factory=dict)
    overall: Pair | None = None
    overall_residual: Pair | None = None
    overall_unmitigated: Pair | None = None
    conflicts: _Ids = ()
    at_risk: _Ids = ()
    not_shown: _Ids = ()
    supported: _Ids = ()
    gaps: _Ids = ()
    met: _Ids = ()
    not_applicable: _Ids = ()
    floors: _Ids = ()
    find_out: _Ids = ()
    outcomes: tuple[Outcome, ...] | None = None
    signatories: tuple[Role, ...] | None = None
    asked: _Ids = ()
    not_asked: _Ids = ()
    credit: dict[str, int] = Field(default_factory=dict)
    screened_out: bool | None = None
    complete: bool | None = None

    @model_validator(mode="after")
    def _expects_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("a case needs at least one line that says what must follow")
        return self


class Case(Given):
    """One worked case."""

    name: Annotated[str, StringConstraints(min_length=1)]
    on: date | None = None
    others: Literal["unanswered", "dont_know", "good"] = "unanswered"
    expect: Expected


class CasesFile(Frozen):
    """`cases/*.yaml`."""

    cases: tuple[Case, ...] = Field(min_length=1)


class CaseRead(NamedTuple):
    """A case, and where it stands."""

    case: Case
    document: Document
    place: int
    """Its position in the file, from 0."""

    def fault(self, way: tuple[str | int, ...], code: str, message: str) -> Fault:
        """Make a fault at a part of the case."""
        return self.document.fault(("cases", self.place, *way), code, f"case “{self.case.name}”: {message}")


def read_cases(folders: tuple[Path, ...]) -> tuple[tuple[CaseRead, ...], tuple[Fault, ...]]:
    """Read the cases of each folder's `cases/`."""
    cases: list[CaseRead] = []
    faults: list[Fault] = []
    for folder in folders:
        for path in sorted((folder / "cases").glob("*.yaml")):
            document = read_yaml_file(path, shown_path(path))
            content = validate(document, CasesFile)
            faults.extend(document.faults)
            if content:
                cases.extend(CaseRead(case, document, place) for place, case in enumerate(content.cases))
    return tuple(cases), tuple(faults)
