"""Assessment files on disk: read, and written so that nothing is ever half there."""

from impact_check.storage.assessment_file import read_assessment, write_assessment

__all__ = ["read_assessment", "write_assessment"]
