"""From YAML to the model, with the file, line and column of everything that is wrong.

What is here is imported when it is first used: a pack that was kept since it was read before is loaded without YAML.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from impact_check.loading.answers_file import (
        AnswersFormat,
        AnswersRead,
        name_of,
        read_alternative_file,
        read_answers_file,
        table_content,
    )
    from impact_check.loading.archive import archive_pack, find_pinned, load_archived
    from impact_check.loading.begin_pack import new_pack
    from impact_check.loading.bundled import locate
    from impact_check.loading.find import find_pack
    from impact_check.loading.pack import bundled_packs
    from impact_check.loading.pack_files import pack_files
    from impact_check.loading.ruleset import load_ruleset

_NAMES = {
    "impact_check.loading.answers_file": (
        "AnswersFormat AnswersRead name_of read_alternative_file read_answers_file table_content"
    ),
    "impact_check.loading.archive": "archive_pack find_pinned load_archived",
    "impact_check.loading.bundled": "locate",
    "impact_check.loading.find": "find_pack",
    "impact_check.loading.begin_pack": "new_pack",
    "impact_check.loading.pack": "bundled_packs",
    "impact_check.loading.pack_files": "pack_files",
    "impact_check.loading.ruleset": "load_ruleset",
}
"""Module -> what of it is here."""

_PLACES = {name: (module, name) for module, names in _NAMES.items() for name in names.split()}

if not TYPE_CHECKING:  # A type checker that saw it would take every name for one of ours.

    def __getattr__(name: str) -> object:
        """Import what is asked for, once."""
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, name_there = _PLACES[name]
        value = getattr(import_module(module), name_there)
        globals()[name] = value
        return value


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
