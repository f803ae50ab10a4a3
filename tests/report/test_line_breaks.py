"""Lines break where there is room, also beside a link."""

import re

from impact_check.report.html import render_html
from impact_check.report.pdf import print_pdf

from . import build


def test_no_text_stands_bare_before_an_inline_element_at_the_end_of_a_line() -> None:
    """WeasyPrint 70 breaks such a line after its first word; a span around the text keeps it whole."""
    html = render_html(build.closure().view())

    bare = re.findall(r"<(?:li|br|p)>[^<]{40,} <(?:a|span|em|strong)[ >][^\n]*", html)

    assert bare == []


def test_the_report_prints_without_complaints() -> None:
    _, complaints = print_pdf(render_html(build.closure().view()))

    assert complaints == ()
