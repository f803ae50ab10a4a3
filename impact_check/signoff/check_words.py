"""A check and its outcome -> a `Check` with the words for it."""

from collections.abc import Mapping
from typing import Literal, TypeGuard, get_args

from impact_check.language import Translated, to_translate
from impact_check.model.questionnaire import Role
from impact_check.model.text import clean_text
from impact_check.report.wording import ROLES
from impact_check.signoff.verdict import Check, CheckId, Status

_Outcome = Literal["holds", "fails", "open"]
_OUTCOMES: Mapping[Status, _Outcome] = {"ok": "holds", "fail": "fails", "warn": "open", "skipped": "open"}

_SAYS: Mapping[tuple[CheckId, _Outcome], str] = Translated(
    {
        ("file", "holds"): to_translate("file can be read"),
        ("file", "fails"): to_translate("file can’t be read safely"),
        ("ledger", "holds"): to_translate("ledger is whole"),
        ("ledger", "fails"): to_translate("ledger can’t be trusted"),
        ("ledger", "open"): to_translate("no ledger was given"),
        ("submitted", "holds"): to_translate("file begins with what was submitted"),
        ("submitted", "fails"): to_translate("file doesn’t begin with what was submitted"),
        ("submitted", "open"): to_translate("what was submitted isn’t known"),
        ("additions", "holds"): to_translate("only signatures were added"),
        ("additions", "fails"): to_translate("something else was added"),
        ("signature", "holds"): to_translate("signature is whole: {role}"),
        ("signature", "fails"): to_translate("signature can’t be relied on: {role}"),
        ("signature", "open"): to_translate("signature is in doubt: {role}"),
        ("required", "holds"): to_translate("everybody who must sign has"),
        ("required", "fails"): to_translate("signatures are missing or out of order"),
        ("required", "open"): to_translate("who must sign isn’t known"),
        ("appointed", "holds"): to_translate("everybody who signed was appointed to"),
        ("appointed", "fails"): to_translate("somebody signed who may not"),
        ("appointed", "open"): to_translate("who was appointed to sign isn’t known"),
        ("entries", "holds"): to_translate("ledger tells of each signature"),
        ("entries", "fails"): to_translate("ledger tells of other signatures"),
        ("entries", "open"): to_translate("signatures weren’t held against the ledger"),
        ("newest", "holds"): to_translate("file is the newest"),
        ("newest", "fails"): to_translate("file isn’t the newest"),
        ("newest", "open"): to_translate("whether it is the newest isn’t known"),
        ("standing", "holds"): to_translate("it wasn’t withdrawn"),
        ("standing", "fails"): to_translate("it was withdrawn or replaced"),
        ("standing", "open"): to_translate("whether it was withdrawn isn’t known"),
        ("attachments", "holds"): to_translate("data inside are as submitted"),
        ("attachments", "fails"): to_translate("data inside were changed"),
        ("data", "holds"): to_translate("data are complete"),
        ("data", "fails"): to_translate("data don’t fit together"),
        ("data", "open"): to_translate("data weren’t read"),
        ("history", "holds"): to_translate("history is whole"),
        ("history", "fails"): to_translate("history was changed"),
        ("history", "open"): to_translate("history wasn’t checked"),
        ("questionnaire", "holds"): to_translate("questionnaire is the one named"),
        ("questionnaire", "fails"): to_translate("questionnaire isn’t the one named"),
        ("questionnaire", "open"): to_translate("questionnaire wasn’t found"),
        ("rating", "holds"): to_translate("rating follows from the answers"),
        ("rating", "fails"): to_translate("rating does not match"),
        ("rating", "open"): to_translate("rating wasn’t worked out again"),
        ("outcome", "holds"): to_translate("outcome was permitted"),
        ("outcome", "fails"): to_translate("outcome wasn’t permitted"),
        ("outcome", "open"): to_translate("whether the outcome was permitted isn’t known"),
        ("signatories", "holds"): to_translate("the right roles were to sign"),
        ("signatories", "fails"): to_translate("other roles had to sign"),
        ("signatories", "open"): to_translate("who had to sign wasn’t worked out"),
        ("pages", "holds"): to_translate("pages show what the data say"),
        ("pages", "fails"): to_translate("pages don’t show what the data say"),
        ("pages", "open"): to_translate("pages weren’t compared with the data"),
        ("public", "holds"): to_translate("public copy is the one published"),
        ("public", "fails"): to_translate("public copy isn’t the one published"),
        ("public", "open"): to_translate("whether it was published isn’t known"),
        ("against", "holds"): to_translate("your file is what was signed"),
        ("against", "fails"): to_translate("your file isn’t what was signed"),
        ("against", "open"): to_translate("your file wasn’t compared"),
    }
)


def passed(id_: CheckId, why: str = "", *, about: str = "") -> Check:
    """Return a check that was made and holds."""
    return _check(id_, "ok", why, about)


def failed(id_: CheckId, why: str, *, about: str = "") -> Check:
    """Return a check that was made and doesn't hold."""
    return _check(id_, "fail", why, about)


def warned(id_: CheckId, why: str, *, about: str = "") -> Check:
    """Return a check that can't be decided with what was given."""
    return _check(id_, "warn", why, about)


def skipped(id_: CheckId, why: str) -> Check:
    """Return a check that wasn't made."""
    return _check(id_, "skipped", why, "")


def role_in_words(role: str) -> str:
    """Return a role as reports call it; what is no role, as it is."""
    return ROLES[role] if is_role(role) else role


def is_role(name: str) -> TypeGuard[Role]:
    """Tell whether a text is a role."""
    return name in get_args(Role)


def _check(id_: CheckId, status: Status, why: str, about: str) -> Check:
    """Return a check in words. With line ends, a name in a hostile file could look like further checks."""
    about, why = " ".join(clean_text(about).text.split()), " ".join(why.split())
    says = _SAYS[id_, _OUTCOMES[status]].replace("{role}", role_in_words(about))
    return Check(id=id_, about=about, status=status, says=says, why=why)
