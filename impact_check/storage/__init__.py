"""Assessment files on disk: read, and written so that nothing is ever half there."""

from impact_check.storage.assessment_file import read_assessment, write_assessment
from impact_check.storage.draft import draft_path, read_drafts, write_drafts

__all__ = ["draft_path", "read_assessment", "read_drafts", "write_assessment", "write_drafts"]
