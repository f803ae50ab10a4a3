"""English text -> the same text in the language that is spoken, with its own numbers, dates and lists.

Every text that commissioners and readers of a report see goes through here. English is complete; other languages are
catalogs of translations, and what they lack stays English.
"""

from impact_check.language.catalog_files import Catalog, catalogs
from impact_check.language.codes import CODE, Direction, direction, is_code, is_english, shortened
from impact_check.language.lookup import Translated, to_translate
from impact_check.language.marks import Kind, is_marked, mark, remarked, runs, without_marks
from impact_check.language.said import day, listed, month, months, number
from impact_check.language.spoken import current, has_catalog, is_marking, marking, speaking, tr, trn

__all__ = [
    "CODE",
    "Catalog",
    "Direction",
    "Kind",
    "Translated",
    "catalogs",
    "current",
    "day",
    "direction",
    "has_catalog",
    "is_code",
    "is_english",
    "is_marked",
    "is_marking",
    "listed",
    "mark",
    "marking",
    "month",
    "months",
    "number",
    "remarked",
    "runs",
    "shortened",
    "speaking",
    "to_translate",
    "tr",
    "trn",
    "without_marks",
]
