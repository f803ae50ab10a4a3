"""From YAML to the model, with the file, line and column of everything that is wrong."""

from impact_check.loading.answers_file import AnswersRead, read_alternative_file, read_answers_file
from impact_check.loading.locate import locate
from impact_check.loading.new_pack import new_pack
from impact_check.loading.pack import bundled_packs, find_pack, load_ruleset

__all__ = [
    "AnswersRead",
    "bundled_packs",
    "find_pack",
    "load_ruleset",
    "locate",
    "new_pack",
    "read_alternative_file",
    "read_answers_file",
]
