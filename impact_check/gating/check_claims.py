"""What an assessment says of itself -> what can't be so: a broken history, days to come, old age, its pack."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final, Literal

from impact_check.gating.reasons import failed, undecided
from impact_check.language import day, number, tr
from impact_check.model.assessment import Assessment
from impact_check.model.gate import GatePolicy, GateReason
from impact_check.model.history import broken_at
from impact_check.rules import Ruleset
from impact_check.signoff.verdict import Verdict

PackSource = Literal["current", "earlier", "elsewhere"]
"""Where a questionnaire was found.

current: it is the version that comes with the program, or the caller says that it is the one in force. earlier: it came
with an earlier release. elsewhere: in a folder, or beside the ledger.
"""

_ZONES: Final = timedelta(days=1)
"""It may be tomorrow already where somebody wrote down the time."""


def check_history(assessment: Assessment) -> Iterator[GateReason]:
    """Yield a reason if the history doesn't fit together, or ends before what the assessment claims was put forward."""
    place = broken_at(assessment.history)
    if place is not None:
        yield failed(
            "history-broken",
            f"history.{place}",
            tr("From entry {entry} on, the history doesn’t follow from what was before.", entry=number(place + 1)),
            tr("Go back to a copy that is whole. The file was changed outside the program."),
        )


def check_reference(assessment: Assessment, reference: str) -> Iterator[GateReason]:
    """Yield a reason if it is about another decision than the one asked about; empty: any."""
    if reference and assessment.id != reference:
        told = tr("It is about {theirs}, and asked was about {ours}.", theirs=assessment.id, ours=reference)
        yield failed("other-decision", "id", told, tr("Name the file of the decision that is to go through."))


def check_ids(assessment: Assessment) -> Iterator[GateReason]:
    """Yield a reason for each id by which two things go: whoever looks it up may find the one or the other."""
    for kind, items in (
        ("evidence", assessment.evidence),
        ("mitigations", assessment.mitigations),
        ("alternatives", assessment.alternatives),
    ):
        for id_, times in Counter(item.id for item in items).items():
            if times > 1:
                told = tr("{count} things go by the id {id}.", count=number(times), id=id_)
                to_do = tr("Go back to a copy that is whole. The file was changed outside the program.")
                yield undecided("id-repeated", f"{kind}.{id_}", told, to_do)


def check_dates(assessment: Assessment, today: date) -> Iterator[GateReason]:
    """Yield a reason for each thing that is dated after today. Due days and answers may well be."""
    for path, told in (*_moments(assessment), *_days(assessment)):
        ahead = told.date() - today - _ZONES if isinstance(told, datetime) else told - today
        on = told.date() if isinstance(told, datetime) else told
        if ahead > timedelta(0):
            yield failed(
                "date-in-future",
                path,
                tr("It is dated {day}, which is after {today}.", day=day(on), today=day(today)),
                tr("Check the clock of the computer that it was made on, and of this one."),
            )


def _moments(assessment: Assessment) -> Iterator[tuple[str, datetime]]:
    yield "created", assessment.created
    for question, answer in assessment.answers.items():
        yield f"answers.{question}", answer.at
    for place, entry in enumerate(assessment.history):
        yield f"history.{place}", entry.at
    for place, review in enumerate(assessment.reviews):
        yield f"reviews.{place}", review.at
    if assessment.stopped_early:
        yield "stopped_early", assessment.stopped_early.at
    if assessment.submission:
        yield "submission.at", assessment.submission.at


def _days(assessment: Assessment) -> Iterator[tuple[str, date]]:
    if assessment.submission:
        yield "submission.on", assessment.submission.on
    for item in assessment.evidence:
        yield f"evidence.{item.id}", item.date
    for mitigation in assessment.mitigations:
        where = f"mitigations.{mitigation.id}"
        if mitigation.verified:
            yield f"{where}.verified", mitigation.verified.on
        if mitigation.status in ("in_place", "verified") and mitigation.in_place_on:
            yield f"{where}.in_place_on", mitigation.in_place_on
        if mitigation.delivered_by and mitigation.delivered_by.agreed_on:
            yield f"{where}.delivered_by", mitigation.delivered_by.agreed_on


def check_age(assessment: Assessment, verdict: Verdict | None, policy: GatePolicy, today: date) -> Iterator[GateReason]:
    """Yield a reason if it is too old. verdict: of its signed report, if it is from one."""
    if policy.max_age_days == "any":
        return
    made = _made_on(assessment, verdict)
    if (today - made).days > policy.max_age_days:
        told = tr(
            "It is from {day}: {days} days old. The policy allows {limit}.",
            day=day(made),
            days=number((today - made).days),
            limit=number(policy.max_age_days),
        )
        yield failed("too-old", "created", told, tr("Go through the answers again, and put it forward anew."))


def _made_on(assessment: Assessment, verdict: Verdict | None) -> date:
    """Return the earliest day on which it was put forward; of one that isn't signed, that of its last change."""
    submission = assessment.submission
    if verdict is None or submission is None:
        answered = (answer.at.date() for answer in assessment.answers.values())
        return max((assessment.created.date(), *(entry.at.date() for entry in assessment.history), *answered))
    signed = (one.at.date() for one in verdict.signed if one.at)
    return min((submission.on, submission.at.date(), *signed))


def check_pack(
    ruleset: Ruleset, assessment: Assessment, policy: GatePolicy, source: PackSource
) -> Iterator[GateReason]:
    """Yield what is wrong with the questionnaire: one that isn't accepted, or isn't the one that was answered."""
    yield from _check_version(ruleset, assessment, policy, source)
    pack = ruleset.questionnaire.id
    if ruleset.sha256 in policy.pack_sha256:
        pass
    elif pack not in policy.packs and (policy.packs or source != "elsewhere"):
        told = tr("It was answered with the questionnaire {pack}, which the policy doesn’t name.", pack=pack)
        to_do = tr("If it counts, name it in the policy: packs. If not, assess the decision with the one that does.")
        yield failed("pack-not-accepted", "pinned.questionnaire", told, to_do)
    elif source == "elsewhere":
        told = tr(
            "This version of {pack} doesn’t come with the program, and the policy doesn’t name its hash: {hash}",
            pack=pack,
            hash=ruleset.sha256,
        )
        to_do = tr("If it is your own questionnaire, put the hash into the policy: pack_sha256.")
        yield failed("pack-not-accepted", "pinned.sha256", told, to_do)
    versions = {info.id: info.version for info in ruleset.questionnaire.packs}
    for id_, lowest in policy.min_version.items():
        if id_ not in versions or _numbers(versions[id_]) < _numbers(lowest):
            told = tr(
                "The policy asks for {pack} {lowest} or later. This is {version}.",
                pack=id_,
                lowest=lowest,
                version=ruleset.pinned.version,
            )
            yield failed("pack-too-old", "pinned.version", told, _use_other())


def _check_version(
    ruleset: Ruleset, assessment: Assessment, policy: GatePolicy, source: PackSource
) -> Iterator[GateReason]:
    if assessment.pinned != ruleset.pinned:
        told = tr(
            "The answers say that they belong to {theirs} ({their_hash}). This is {ours} ({our_hash}).",
            theirs=assessment.pinned.version,
            their_hash=assessment.pinned.sha256[:12],
            ours=ruleset.pinned.version,
            our_hash=ruleset.sha256[:12],
        )
        yield failed("pack-other-version", "pinned", told, _use_other())
    elif source == "earlier" and policy.pack_version == "current" and ruleset.sha256 not in policy.pack_sha256:
        told = tr(
            "It was answered under an earlier version of the questionnaire: {version}.", version=ruleset.pinned.version
        )
        yield failed("pack-other-version", "pinned.version", told, _use_other())


def _use_other() -> str:
    return tr("Open the assessment with the questionnaire that counts, look at what has changed, and save it.")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
