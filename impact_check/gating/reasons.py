"""What was found -> a reason, whose status is the one that its code stands for."""

from impact_check.gating.codes import MEANINGS
from impact_check.model.gate import Doubt, GateReason, ReasonCode
from impact_check.model.text import clean_text


def failed(code: ReasonCode, path: str, message: str, to_do: str) -> GateReason:
    """Return a reason that closes the gate."""
    return _reason(code, "failed", path, message, to_do)


def undecided(code: ReasonCode, path: str, message: str, to_do: str) -> GateReason:
    """Return a reason why nobody can tell."""
    return _reason(code, "undecided", path, message, to_do)


def in_doubt(code: ReasonCode, doubt: Doubt, path: str, message: str, to_do: str) -> GateReason:
    """Return a reason that means what the policy says about what isn't known."""
    return _reason(code, doubt, path, message, to_do)


def _reason(code: ReasonCode, status: Doubt, path: str, message: str, to_do: str) -> GateReason:
    """Return a reason with clean texts on one line each, so that a name in a file can't look like another reason.

    to_do: our own words only.
    """
    if MEANINGS[code][0] not in (status, "as the policy says"):
        raise ValueError(f"{code} never means {status}")
    where, told = (" ".join(clean_text(text).text.split()) for text in (path, message))
    return GateReason(code=code, status=status, path=where, message=told, to_do=to_do)
