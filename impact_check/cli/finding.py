"""What `impact-check doctor` says about one thing."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "note", "wrong", "missing"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    about: str
    status: Status
    """note: worth knowing; nothing fails. wrong: it is there, but can't be used so. missing: something needed isn't."""
    says: str
