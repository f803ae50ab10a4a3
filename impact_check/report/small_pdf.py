"""Print a small page that becomes part of another PDF: without tags, with the bundled fonts, fetching nothing."""

import io

from impact_check.errors import ReportError
from impact_check.language import tr
from impact_check.report.pdf import prepared


def print_small(html: str) -> tuple[bytes, int]:
    """Return the PDF and its number of pages.

    Raises MissingLibraryError if Pango isn't installed; ReportError if a character can't be shown or the HTML asks
    for anything outside itself.
    """
    with prepared() as (weasyprint, complaints):
        fetcher = weasyprint.urls.URLFetcher(allowed_protocols=frozenset(), allow_redirects=False, fail_on_errors=True)
        written = io.BytesIO()
        try:
            document = weasyprint.HTML(string=html, url_fetcher=fetcher).render()
            document.write_pdf(written)
        except weasyprint.urls.FatalURLFetchingError as error:
            raise ReportError("The PDF can’t be made: the page asked for something outside itself.") from error
    for complaint in complaints:
        if ".notdef" in complaint:
            raise ReportError(tr("The fonts can’t show a character of it. ({reason})", reason=complaint))
    return written.getvalue(), len(document.pages)
