"""The page of a report -> the same page as it is usually designed: flex boxes, leader lines, collapsed borders.

Every word, element and picture stays; only the style sheet differs. `lean_html` is the page as it is.
"""

from eight_pages import eight_pages

STYLES = """
table { border-collapse: collapse; }
.contents li { border-bottom: 0; margin-bottom: 0.8mm; }
.contents a::after { content: leader(".") target-counter(attr(href url), page); float: none; }
.masthead, .cards, .pair-of-columns, .choices, .signers { display: flex; }
.masthead p, .card, .column { display: block; flex: 1; }
.choices, .signers { columns: auto; flex-wrap: wrap; }
.choices li, .signers li { flex: 0 0 46%; }
"""


def lean_html() -> str:
    """Return the HTML of eight pages, as a report is designed."""
    return eight_pages()


def ordinary_html(page: str = "") -> str:
    """Return the same page in the usual design; of eight pages, if none is given."""
    page = page or lean_html()
    head, end, rest = page.partition("</style>")
    if not end:
        raise ValueError("the page has no style sheet")
    return f"{head}{STYLES}{end}{rest}"
