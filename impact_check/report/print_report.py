"""HTML -> a PDF without an empty box in it, made here or in a process of its own."""

from impact_check.errors import ReportError
from impact_check.report.apart import print_apart
from impact_check.report.pdf import Attached, print_pdf


def render_pdf(html: str, attachments: tuple[Attached, ...] = (), *, apart: bool = False) -> bytes:
    """Return the PDF of a report that `render_html` made. Call `check_characters` on the view first.

    attachments: files to put inside, each with a name of its own; they are kept in the order of their names.
    apart: make it in a process of its own, with the limits of `print_apart`. The bytes are the same.

    Raises MissingLibraryError if Pango isn't installed; ReportError if a character can't be shown or the HTML asks
    for anything outside itself.
    """
    if apart:
        pdf, messages = print_apart(html, attachments)
    else:
        pdf, messages = print_pdf(html, attachments)
    for message in messages:
        if ".notdef" in message:
            raise ReportError(f"The PDF can’t be made: its fonts can’t show a character of the report. ({message})")
    return pdf
