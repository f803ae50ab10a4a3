"""The assessment file: answers with who, when and evidence; mitigations; history; the pinned questionnaire."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr, StringConstraints

from impact_check.model.base import Frozen
from impact_check.model.levels import Grade
from impact_check.model.questionnaire import Identifier, Outcome, Slug

SCHEMA_VERSION = 3
"""The version of the assessment file that this package writes. A file with a higher one is refused.

2 added the hash of each history entry, suggestions, reviews, alternatives, the early stop and the language; 3 what is
submitted for sign-off.
"""

Value = StrictStr | StrictInt | tuple[StrictStr, ...]
"""What is answered: option id, text or ISO date; number; or the option ids chosen of `many` (in option order)."""

EvidenceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,39}$")]


class _Answer(Frozen):
    by: str
    """Who answered: a name or role, as the organisation wishes to show it."""
    at: datetime
    note: str = ""
    brought_from: str = ""
    """Where it was taken over from, such as an earlier assessment, in words; empty if it was given here."""


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
    """Hash of the file as it was when it was added, 64 hexadecimal digits; empty if `where` is no file."""


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
    what: Literal[
        "started",
        "answered",
        "changed",
        "cleared",
        "mitigation",
        "evidence",
        "questionnaire",
        "suggested",
        "reviewed",
        "alternative",
        "stopped_early",
        "merged",
        "submitted",
    ]
    about: str = ""
    """The question, mitigation, evidence or alternative that changed."""
    old: str = ""
    new: str = ""
    hash: str = ""
    """Over this entry and the hash of the one before (model.history), 64 hexadecimal digits."""


class Suggestion(Frozen):
    """An answer brought from elsewhere. It counts for nothing until somebody confirms it."""

    answer: Answer
    source: Annotated[str, StringConstraints(min_length=1)]
    """Where it comes from, in words: `lia-2025-014, Ann Lee, 3 May 2025`."""


class Review(Frozen):
    """What a second person thinks of one thing in the assessment."""

    kind: Literal["question", "mitigation", "check", "finding"]
    about: Annotated[str, StringConstraints(min_length=1)]
    """The id of the question, mitigation, check or rule."""
    by: Annotated[str, StringConstraints(min_length=1)]
    at: datetime
    view: Literal["agree", "disagree"]
    note: str = ""
    instead: Answer | None = None
    """For a question: what the answer should be, in the reviewer's view."""
    of: str = ""
    """What was reviewed, as it then stood. If it reads otherwise now, the review is of something that has changed."""


class Alternative(Frozen):
    """Another way to decide: the answers that differ from the proposal's; all others are shared."""

    id: EvidenceId
    title: Annotated[str, StringConstraints(min_length=1)]
    summary: str = ""
    answers: dict[Identifier, Answer] = Field(default_factory=dict)
    """By question id."""
    mitigations: tuple[Mitigation, ...] = ()
    """Its own: those of the proposal are not taken over."""


class StoppedEarly(Frozen):
    """Somebody ended the questions because none that was left could change the result.

    Whether that holds is worked out anew each time; it is never taken from the file.
    """

    by: str
    at: datetime
    left: tuple[Identifier, ...]
    """The questions that were left, in order."""


class Condition(Frozen):
    """Something that must be done for a decision to go ahead as permitted."""

    id: EvidenceId
    what: Annotated[str, StringConstraints(min_length=1)]
    owner: Annotated[str, StringConstraints(min_length=1)]
    """Who answers for it: a name or a job."""
    due: date


class Submission(Frozen):
    """What is put forward to be signed. Every signature is for this outcome, with these conditions and reasons."""

    by: Annotated[str, StringConstraints(min_length=1)]
    at: datetime
    on: date
    """The day for which it was rated."""
    outcome: Outcome
    conditions: tuple[Condition, ...] = ()
    """At least one if the outcome is to proceed with conditions."""
    reasons: str = ""
    """Why to go on despite what remains; needed for that outcome, welcome for others."""


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
    suggested: dict[Identifier, Suggestion] = Field(default_factory=dict)
    """By question id: answers brought from elsewhere that nobody has confirmed yet."""
    reviews: tuple[Review, ...] = ()
    """In the order they were made; a later one of the same thing by the same person takes the place of the earlier."""
    alternatives: tuple[Alternative, ...] = ()
    stopped_early: StoppedEarly | None = None
    submission: Submission | None = None
    """What was last put forward for sign-off. Whether that still stands is worked out from hashes, never stored."""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    """The language it is filled in and reported in (BCP 47)."""
