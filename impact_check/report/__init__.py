"""Make reports that people read: `view` chooses the words, `render_html` and `render_pdf` print them.

A PDF is made in four steps: `view`, `check_characters`, `render_html`, `render_pdf`. A blank form is made in three:
`blank_view`, `render_blank`, `render_pdf`.
"""

from impact_check.report.blank import blank_view
from impact_check.report.blank_parts import BlankView
from impact_check.report.coverage import check_characters
from impact_check.report.html import render_blank, render_html
from impact_check.report.page import report_page, rule_words, with_marks
from impact_check.report.parts import ReportView, SignedPart
from impact_check.report.render_pdf import render_pdf
from impact_check.report.sign_off import public_signed_part, signed_part
from impact_check.report.view import view

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
