"""A signed report and what to check it against, as bytes -> the verdict. For programs that keep no files."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.model.assessment import Assessment
from impact_check.signoff.packages import check_can_sign

if TYPE_CHECKING:
    from impact_check.signoff.verdict import Verdict


def verify_pdf(
    pdf: bytes,
    *,
    roots: tuple[bytes, ...],
    now: datetime,
    ledger: bytes | None = None,
    head: str = "",
    against: Assessment | None = None,
    full: bytes | None = None,
    packs: tuple[Path, ...] = (),
) -> "Verdict":
    """Do what `verify_report` does with what was read already.

    roots: the council's root certificate (PEM or DER); without a ledger there may be others after it. ledger: the lines
    of `ledger.jsonl`. head, against, full, packs: as for `verify_report`.
    Raises KeyFileError if a root can't be used, MissingLibraryError.
    """
    check_can_sign()
    from impact_check.signoff.certificates import as_pem, read_certificate
    from impact_check.signoff.verifying.verify_apart import Given, verify_apart

    trusted = tuple(as_pem(read_certificate(root)) for root in roots)
    places = tuple(map(str, packs))
    return verify_apart(pdf, Given(trusted, ledger, head, places, against, full), now=now)
