"""From YAML to the model, with the file, line and column of everything that is wrong."""

from impact_check.loading.answers_file import (
    AnswersFormat,
    AnswersRead,
    name_of,
    read_alternative_file,
    read_answers_file,
    table_content,
)
from impact_check.loading.archive import archive_pack, find_pinned, load_archived
from impact_check.loading.locate import locate
from impact_check.loading.new_pack import new_pack
from impact_check.loading.pack import bundled_packs, find_pack, load_ruleset
from impact_check.loading.pack_files import pack_files

__all__ = [
    "AnswersFormat",
    "AnswersRead",
    "archive_pack",
    "bundled_packs",
    "find_pack",
    "find_pinned",
    "load_archived",
    "load_ruleset",
    "locate",
    "name_of",
    "new_pack",
    "pack_files",
    "read_alternative_file",
    "read_answers_file",
    "table_content",
]
