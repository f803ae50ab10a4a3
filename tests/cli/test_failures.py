"""What the system refuses is told with what to do about it."""

import errno
import os

import pytest

from impact_check.cli.failures import in_words, refused
from impact_check.errors import ImpactCheckError, KeyFileError, LedgerError

ADVICE = {errno.ENOSPC: "Make room on the disk", errno.EROFS: "Ask whoever looks after these files"}


@pytest.mark.parametrize(("number", "advice"), ADVICE.items(), ids=["full disk", "read-only"])
def test_what_the_system_refuses_comes_with_advice(number: int, advice: str) -> None:
    assert advice in refused(OSError(number, os.strerror(number), "plan.pdf"))


@pytest.mark.parametrize("error", [KeyFileError("ann.p12 can’t be written"), LedgerError(0, "can’t be written")])
def test_an_error_that_comes_from_the_system_has_its_advice(error: ImpactCheckError) -> None:
    error.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    assert in_words(error)[1].endswith("can’t be written. Make room on the disk, then try again.")


def test_where_there_is_no_advice_none_is_given() -> None:
    assert refused(OSError(errno.EIO, "Input/output error")) == "Input/output error."
