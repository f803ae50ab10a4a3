"""The pages of a report and the data inside -> whether the pages show what the data say: by printing them again."""

from collections.abc import Callable
from dataclasses import dataclass

from impact_check.errors import ImpactCheckError
from impact_check.language import listed, tr
from impact_check.model.receipt import Toolchain
from impact_check.signoff.check_words import failed, passed, warned
from impact_check.signoff.document import Document
from impact_check.signoff.limits import Limits, UnsafeFileError
from impact_check.signoff.opened import Reader, anything_is_unsafe
from impact_check.signoff.verdict import Check
from impact_check.signoff.verifying.compare_pdf import differences
from impact_check.signoff.verifying.compare_pictures import pages_that_look_different


@dataclass(frozen=True, slots=True)
class Again:
    """A report printed again."""

    pdf: bytes
    toolchain: Toolchain


def check_pages(original: bytes, made_with: Toolchain, print_again: Callable[[], Document], limits: Limits) -> Check:
    """Print the report again from its data and compare it with revision 0.

    made_with: what the original says that it was made with. print_again: as the original was printed.
    The same programs give the same bytes. Others may differ in what can't be seen: then part by part, and as pictures.
    """
    try:
        printed = print_again()
    except ImpactCheckError as error:
        return warned("pages", tr("The report can’t be printed again here. {reason}", reason=error))
    if printed.pdf == original:
        return passed("pages", tr("Printed again, it is the same byte for byte."))
    return compare_pages(original, Again(printed.pdf, printed.receipt.toolchain), made_with, limits)


def compare_pages(original: bytes, again: Again, toolchain: Toolchain, limits: Limits) -> Check:
    """Compare two prints that aren't the same bytes. toolchain: what the original says that it was made with.

    That they say so excuses nothing but a different impact_check, and then nothing is passed either.
    """
    found = _difference(original, again.pdf, limits)
    if not found:
        return passed(
            "pages", tr("Printed again here, every part and every page is the same but for the bytes of the fonts.")
        )
    if toolchain.impact_check != again.toolchain.impact_check:
        told = tr(
            "Another version of impact_check made them ({theirs}; here is {ours}). Install that one to compare them.",
            theirs=toolchain.impact_check,
            ours=again.toolchain.impact_check,
        )
        return warned("pages", told)
    if toolchain.templates != again.toolchain.templates:
        return warned("pages", tr("They were made with other page templates than this program has."))
    return failed("pages", found)


def _difference(original: bytes, again: bytes, limits: Limits) -> str:
    """Return what differs, in a sentence; empty if nothing does."""
    try:
        with anything_is_unsafe():
            places = differences(Reader(original), Reader(again), limits)
            if places:
                return tr("They are made of other parts: {places}.", places=", ".join(places[:3]))
            pages = pages_that_look_different(original, again)
    except UnsafeFileError as error:
        return str(error)
    if pages:
        return tr("These pages look different: {pages}.", pages=listed(map(str, pages[:10])))
    return ""
