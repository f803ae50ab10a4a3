"""The assessment file: answers with who, when and evidence; mitigations; history; the pinned questionnaire."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr, StringConstraints

from impact_check.model.base import Frozen
from impact_check.model.levels import Grade
from impact_check.model.questionnaire import Identifier, Slug

SCHEMA_VERSION = 1
"""The version of the assessment file that this package writes. A file with a higher one is refused."""

Value = StrictStr | StrictInt | tuple[StrictStr, ...]
"""What is answered: option id, text or ISO date; number; or the option ids chosen of `many` (in option order)."""

EvidenceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,39}$")]


class _Answer(Frozen):
    by: str
    """Who answered: a name or role, as the organisation wishes to show it."""
    at: datetime
    note: str = ""


class Known(_Answer):
    """An answer with a value."""

    state: Literal["value"] = "value"
    value: Value
    evidence: tuple[EvidenceId, ...] = ()
    """Ids of the evidence that supports it."""


class DontKnow(_Answer):
    """An honest 'we don't know', with who will find out and by when, if that is settled."""

    state: Literal["dont_know"] = "dont_know"
    who: str = ""
    by_when: date | None = None


class NotApplicable(_Answer):
    """The question can't apply here, and why."""

    state: Literal["not_applicable"] = "not_applicable"
    reason: Annotated[str, StringConstraints(min_length=1)]


Answer = Annotated[Known | DontKnow | NotApplicable, Field(discriminator="state")]


class Evidence(Frozen):
    """Something that supports an answer or a mitigation."""

    id: EvidenceId
    title: Annotated[str, StringConstraints(min_length=1)]
    grade: Grade
    date: date
    """When it was made or gathered."""
    where: str = ""
    """A link, file name or place where others can find it."""
    sha256: str = ""
    """Hash of the file, if there is one."""


class Owner(Frozen):
    """The person who answers for a mitigation."""

    name: Annotated[str, StringConstraints(min_length=1)]
    role: Annotated[str, StringConstraints(min_length=1)]


class ThirdParty(Frozen):
    """An organisation outside the author's own that must deliver a mitigation."""

    organisation: Annotated[str, StringConstraints(min_length=1)]
    agreed_by: str = ""
    """Who agreed for them; empty while they have not."""
    agreed_on: date | None = None


class Verification(Frozen):
    """Someone else looked whether a mitigation works."""

    by: Annotated[str, StringConstraints(min_length=1)]
    on: date
    evidence: tuple[EvidenceId, ...] = ()
    """Outcome evidence."""


class Mitigation(Frozen):
    """An action against one risk factor."""

    id: EvidenceId
    factor: Slug
    action: Annotated[str, StringConstraints(min_length=1)]
    library: Slug | None = None
    """The library mitigation it was taken from, if any."""
    status: Literal["idea", "committed", "in_place", "verified"] = "idea"
    owner: Owner | None = None
    due: date | None = None
    in_place_on: date | None = None
    evidence: tuple[EvidenceId, ...] = ()
    funding: str = ""
    """Where the money comes from; empty if that is not settled."""
    delivered_by: ThirdParty | None = None
    verified: Verification | None = None


class HistoryEntry(Frozen):
    """One change to the assessment. Entries are added, never changed."""

    at: datetime
    by: str
    what: Literal["started", "answered", "changed", "cleared", "mitigation", "evidence", "questionnaire"]
    about: str = ""
    """The question, mitigation or evidence that changed."""
    old: str = ""
    new: str = ""


class Pinned(Frozen):
    """The questionnaire that the answers belong to."""

    questionnaire: Slug
    version: str
    """Of each pack, core first: `core 0.1.0, kirklees 0.1.0`."""
    sha256: str
    """Content hash of the questionnaire, 64 hexadecimal digits."""


class Assessment(Frozen):
    """Everything that people have put in about one proposal. What is computed from it is the Result."""

    schema_version: Annotated[int, Field(ge=1)] = SCHEMA_VERSION
    id: Annotated[str, StringConstraints(min_length=1)]
    created: datetime
    pinned: Pinned
    answers: dict[Identifier, Answer] = Field(default_factory=dict)
    """By question id. Answers that are off the route are kept here and set aside by the engine."""
    evidence: tuple[Evidence, ...] = ()
    mitigations: tuple[Mitigation, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
