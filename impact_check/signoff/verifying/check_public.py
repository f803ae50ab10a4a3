"""A public copy of a signed report -> whether it is the one that the council published, under its seal."""

from collections.abc import Iterator

from impact_check.language import speaking, tr
from impact_check.model.ledger import Published
from impact_check.privacy import publishable, publishable_result
from impact_check.rules import Ruleset
from impact_check.signoff.canonical import sha256_of
from impact_check.signoff.check_words import failed, passed, warned
from impact_check.signoff.opened import Opened
from impact_check.signoff.standing import SubmissionStanding
from impact_check.signoff.verdict import Check
from impact_check.signoff.verifying.check_data import Data
from impact_check.signoff.verifying.check_signed import check_not_replaced
from impact_check.signoff.verifying.signatures import Judged


def published_entry(
    opened: Opened, submissions: tuple[SubmissionStanding, ...]
) -> tuple[Published, SubmissionStanding] | None:
    """Find the entry of a public copy; of one that was changed since, by what it was before it was sealed.

    A report that was published twice has two entries whose copies differ in the seal alone.
    """
    before, now = sha256_of(opened.revision(0)), sha256_of(opened.pdf)
    found = [(entry, one) for one in submissions for entry in one.published if entry.render_sha256 == before]
    return next((each for each in found if each[0].file_sha256 == now), found[0] if found else None)


def check_public(
    opened: Opened,
    judged: tuple[Judged, ...],
    found: tuple[Published, SubmissionStanding] | None,
    submissions: tuple[SubmissionStanding, ...],
) -> Iterator[Check]:
    """Check a public copy against the entry that tells of it. Without an entry there is nothing to hold it against.

    submissions: all that the ledger tells of.
    """
    if found is None:
        yield failed("public", tr("The ledger doesn’t tell that this copy was published."))
        return
    entry, standing = found
    ends = (sha256_of(opened.pdf), opened.ends[0])
    if ends != (entry.file_sha256, entry.render_bytes):
        yield failed("public", tr("It isn’t the copy that was published: at least one byte differs."))
    elif [one.fingerprint for one in judged] != [entry.fingerprint]:
        yield failed("public", tr("It doesn’t bear the council’s seal alone."))
    else:
        yield passed("public", tr("It bears the council’s seal, not the signatures themselves."))
    if standing.withdrawn:
        yield failed("standing", tr("It was withdrawn. The reason given: {reason}", reason=standing.withdrawn.reason))
    else:
        yield check_not_replaced(standing, submissions)


def no_ledger() -> Check:
    """Say that nobody can tell whether a copy was published."""
    return warned("public", tr("Only the council’s ledger can tell."))


def check_made_from(data: Data, full: Data, ruleset: Ruleset | None) -> Check:
    """Check that a public copy says what the signed report says, without what isn't public."""
    if ruleset is None:
        return warned("rating", tr("Without the questionnaire it can’t be worked out."))
    with speaking(ruleset.questionnaire.language):
        shown = publishable(ruleset, full.assessment).assessment
        result = publishable_result(full.receipt.result, shown)
    if (shown, result) != (data.assessment, data.receipt.result):
        return failed("rating", tr("The public copy doesn’t say what the signed report says."))
    return passed("rating", tr("It says what the signed report says, without what isn’t public."))
