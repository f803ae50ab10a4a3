"""Signals end the program in order, and never in the middle of a save."""

import os
import signal
import sys

import pytest

from impact_check.cli.endings import Ended, ended_by_signals, exit_of, uninterrupted
from impact_check.cli.exits import Exit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has not these signals")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGHUP, Exit.HUNG_UP), (signal.SIGTERM, Exit.TERMINATED)])
def test_a_signal_is_an_interruption_with_its_own_exit_code(number, code):
    before = signal.getsignal(number)

    with pytest.raises(Ended) as ended, ended_by_signals():
        os.kill(os.getpid(), number)

    assert exit_of(ended.value) is code
    assert signal.getsignal(number) is before


def test_ctrl_c_keeps_its_exit_code():
    assert exit_of(KeyboardInterrupt()) is Exit.INTERRUPTED


def test_a_signal_that_is_ignored_stays_so():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ended_by_signals():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_what_must_not_be_interrupted_is_finished_first():
    done = []

    with pytest.raises(KeyboardInterrupt):  # noqa: PT012  # The second line shows that the first did not raise.
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)  # To this thread: the tests' own runner may have others.
            done.append("saved")
        done.append("went on")

    assert done == ["saved"]
