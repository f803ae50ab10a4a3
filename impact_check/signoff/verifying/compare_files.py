"""An assessment that was signed and the file of today -> whether they are the same, and what has changed."""

from collections.abc import Mapping

from impact_check.language import Translated, listed, to_translate, tr
from impact_check.model.assessment import Assessment
from impact_check.signoff.check_words import failed, passed
from impact_check.signoff.verdict import Check

_PARTS: Mapping[str, str] = Translated(
    {
        "answers": to_translate("answers"),
        "evidence": to_translate("evidence"),
        "mitigations": to_translate("mitigations"),
        "alternatives": to_translate("other options"),
        "reviews": to_translate("reviews"),
        "suggested": to_translate("suggestions"),
        "pinned": to_translate("questionnaire"),
        "submission": to_translate("what is put forward"),
        "stopped_early": to_translate("where the questions ended"),
        "language": to_translate("language"),
        "history": to_translate("history"),
    }
)
_SHOWN = 10


def changed_parts(signed: Assessment, now: Assessment) -> tuple[str, ...]:
    """Return the parts of an assessment that differ, in words; answers with the ids of their questions."""
    fields = [name for name in _PARTS if getattr(signed, name) != getattr(now, name)]
    return tuple(_told(name, signed, now) for name in fields)


def check_against(signed: Assessment, now: Assessment) -> Check:
    """Check that a file of today is what was signed. With any change at all, the sign-off is of something else."""
    if signed == now:
        return passed("against")
    if signed.id != now.id:
        told = tr("It is about another decision: {theirs}, not {ours}.", theirs=now.id, ours=signed.id)
        return failed("against", told)
    parts = changed_parts(signed, now) or (tr("other content"),)
    return failed("against", tr("Changed since: {parts}.", parts=listed(parts)))


def _told(name: str, signed: Assessment, now: Assessment) -> str:
    if name != "answers":
        return _PARTS[name]
    before, after = signed.answers, now.answers
    changed = sorted(id_ for id_ in {*before, *after} if before.get(id_) != after.get(id_))
    return f"{_PARTS[name]} ({', '.join(changed[:_SHOWN])}{' …' if len(changed) > _SHOWN else ''})"
