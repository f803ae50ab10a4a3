"""Make reports that people read: `view` chooses the words, `render_html` and `render_pdf` print them.

A PDF is made in four steps: `view`, `check_characters`, `render_html`, `render_pdf`. A blank form is made in three:
`blank_view`, `render_blank`, `render_pdf`.

What is here is imported when it is first used: a process that only prints needs none of the words.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from impact_check.report.blank import blank_view
    from impact_check.report.blank_parts import BlankView
    from impact_check.report.coverage import check_characters
    from impact_check.report.html import render_blank, render_html
    from impact_check.report.page import report_page, rule_words, with_marks
    from impact_check.report.parts import ReportView, SignedPart
    from impact_check.report.print_pdf import render_pdf
    from impact_check.report.sign_off import public_signed_part, signed_part
    from impact_check.report.viewing import view

_NAMES = {
    "impact_check.report.blank": "blank_view",
    "impact_check.report.blank_parts": "BlankView",
    "impact_check.report.coverage": "check_characters",
    "impact_check.report.html": "render_blank render_html",
    "impact_check.report.page": "report_page rule_words with_marks",
    "impact_check.report.parts": "ReportView SignedPart",
    "impact_check.report.print_pdf": "render_pdf",
    "impact_check.report.sign_off": "public_signed_part signed_part",
    "impact_check.report.viewing": "view",
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
    "BlankView",
    "ReportView",
    "SignedPart",
    "blank_view",
    "check_characters",
    "public_signed_part",
    "render_blank",
    "render_html",
    "render_pdf",
    "report_page",
    "rule_words",
    "signed_part",
    "view",
    "with_marks",
]


if not TYPE_CHECKING:  # A type checker that saw it would take every name for one of ours.

    def __getattr__(name: str) -> object:
        """Import what is asked for, once."""
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, name_there = _PLACES[name]
        value = getattr(import_module(module), name_there)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
