"""What was typed and not yet answered <-> a small file beside the assessment, so that not even that is lost."""

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from impact_check.storage.whole import write_whole


def draft_path(assessment: Path) -> Path:
    """Return the file that holds the drafts of an assessment file: plan.lia.json -> .plan.lia.json.draft."""
    return assessment.with_name(f".{assessment.name}.draft")


def read_drafts(assessment: Path) -> dict[str, str]:
    """Return what was begun beside an assessment file, by question id; empty if there is nothing that can be read."""
    try:
        content = json.loads(draft_path(assessment).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    texts = content.get("drafts") if isinstance(content, dict) else None
    if not isinstance(texts, dict):
        return {}
    return {str(question): text for question, text in texts.items() if isinstance(text, str)}


def write_drafts(assessment: Path, texts: Mapping[str, str]) -> None:
    """Keep what was begun, by question id, readable by whoever can read the assessment; the file goes with the last.

    A folder that can't be written keeps none: the answers, which matter more, say so. Nothing waits for the disk:
    this happens while somebody types.
    """
    path = draft_path(assessment)
    with contextlib.suppress(OSError):
        if not texts:
            path.unlink(missing_ok=True)
            return
        mode = assessment.stat().st_mode & 0o777 if assessment.exists() else None
        write_whole(path, json.dumps({"drafts": dict(texts)}, ensure_ascii=False) + "\n", mode=mode, synced=False)
