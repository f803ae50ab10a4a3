"""Say how options can be compared, where that is worth a thought."""

import shlex
from pathlib import Path

from impact_check.language import tr
from impact_check.model.assessment import Assessment
from impact_check.model.levels import Level


def hint(file: Path, assessment: Assessment, rating: Level) -> str:
    """Return what to type to compare options, once there are some or the possible rating makes them worth a thought."""
    named = shlex.quote(str(file))
    if assessment.alternatives:
        return tr("To see the options side by side: {command}", command=f"impact-check compare {named}")
    if rating >= Level.MODERATE:
        command = f"impact-check option add {named}"
        return tr("To compare it with another option, or with doing nothing: {command}", command=command)
    return ""
