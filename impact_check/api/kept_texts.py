"""A text that somebody wrote -> the same as it is kept."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from impact_check.report.coverage import KeptText


def kept_text(text: str) -> "KeptText":
    """Return a text that somebody wrote as it is kept and printed, and sentences on what was lost or can't be shown."""
    from impact_check.report.coverage import kept_text as look_over

    return look_over(text)
