"""A submitted PDF -> what somebody is about to sign, in a few lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from impact_check.interview.wording import OUTCOMES_SHORT
from impact_check.language import day, tr
from impact_check.loading.archive import find_pinned
from impact_check.model.assessment import Known
from impact_check.model.ledger import Approval
from impact_check.model.questionnaire import Role
from impact_check.report.formats import lower_first, one_line
from impact_check.report.wording import ROLES, ROLES_SAY, pair_words
from impact_check.rules import Ruleset
from impact_check.signoff.folder import LedgerFolder
from impact_check.signoff.in_place import finish_interrupted, interrupted, telling
from impact_check.signoff.inside import Inside, inside
from impact_check.signoff.signing import check_turn, check_untouched, find, read_pdf
from impact_check.signoff.standing import SubmissionStanding
from impact_check.signoff.twin import renew_twin


@dataclass(frozen=True, slots=True)
class Preview:
    """What is about to be signed."""

    lines: tuple[str, ...]
    """In the language spoken."""
    standing: SubmissionStanding
    carried: Inside
    ruleset: Ruleset
    notes: tuple[str, ...]
    """Sentences about what an earlier step left undone, and is done now."""


def preview(path: Path, folder: LedgerFolder, role: Role, approval: Approval | None = None) -> Preview:
    """Say what somebody is about to sign in a role.

    Raises SignOffError if nobody can sign it now in that role, LedgerError, ContentError if its questionnaire is gone.
    """
    notes = finish(path.parent, path.name, folder)
    pdf, ledger = read_pdf(path), folder.read()
    standing = find(pdf, ledger)
    carried = inside(pdf)
    notes = (*notes, *renew_twin(path, carried, standing, folder, ledger))
    with telling(notes):
        check_turn(standing, role)
        check_untouched(pdf)
    ruleset, _ = find_pinned(carried.assessment.pinned, (folder.packs,), carried.assessment.language)
    return Preview(tuple(_lines(carried, ruleset, role, approval)), standing, carried, ruleset, notes)


def finish(place: Path, beginning: str, folder: LedgerFolder) -> tuple[str, ...]:
    """Finish what earlier steps left undone; the ledger is opened only if there is something.

    place: the folder of the files. beginning: of their names.
    """
    try:
        left = interrupted(place, beginning)
    except OSError:  # Such as a folder that isn't there: whoever reads the file next will tell.
        return ()
    if not left:
        return ()
    with folder.open() as ledger:
        return tuple(note for path in left for note in finish_interrupted(path, ledger.ledger))


def _lines(carried: Inside, ruleset: Ruleset, role: Role, approval: Approval | None) -> Iterator[str]:
    assessment, result = carried.assessment, carried.receipt.result
    title = assessment.answers.get(ruleset.questionnaire.facts.title)
    if isinstance(title, Known):
        yield tr("Decision: {title}", title=one_line(str(title.value)))
    yield tr(
        "Rating as proposed: {inherent}. With the actions that earn credit: {residual}.",
        inherent=pair_words(result.inherent.rating),
        residual=pair_words(result.residual.rating),
    )
    submission = assessment.submission
    if submission:
        yield tr("Put forward: {outcome}", outcome=lower_first(OUTCOMES_SHORT[submission.outcome]))
        for condition in submission.conditions:
            yield tr(
                "Condition {id}: {what} ({owner}, by {due})",
                id=condition.id,
                what=one_line(condition.what),
                owner=one_line(condition.owner),
                due=day(condition.due),
            )
        if submission.reasons:
            yield tr("Reasons: {reasons}", reasons=one_line(submission.reasons))
    if approval is None:
        yield tr("As {role} you say: {statement}", role=ROLES[role], statement=ROLES_SAY[role])
    else:
        yield tr(
            "The seal records that {name} approved, as {role}. {name} does not sign.",
            name=approval.by,
            role=ROLES[role],
        )
