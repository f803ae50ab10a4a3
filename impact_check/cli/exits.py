"""What happened -> the exit code that scripts see."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of every command. Codes from 10 up are kept for verdicts."""

    OK = 0
    BUG = 1
    USAGE = 2
    INVALID = 3
    LIBRARY = 4
    CONFLICT = 5
    NOT_HELD = 10
    CANNOT_DECIDE = 11
    REJECTED = 12
    UNDECIDED = 13
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


MEANINGS: dict[Exit, str] = {
    Exit.OK: "all went well",
    Exit.BUG: "something went wrong that should not: please report it",
    Exit.USAGE: "the command was typed wrongly",
    Exit.INVALID: "a file that was read is missing, incomplete or not valid",
    Exit.LIBRARY: "something has to be installed first: a system library for the PDF, or packages to sign or export",
    Exit.CONFLICT: "a file could not be written, someone else has it open or changed it, or two copies disagree",
    Exit.NOT_HELD: "what was asked for doesn't hold: by the policy of gate, or by diff --fail-on",
    Exit.CANNOT_DECIDE: "gate can't decide: something isn't known, or couldn't be checked",
    Exit.REJECTED: "the signed report isn't what was signed, or isn't signed off: don't rely on it",
    Exit.UNDECIDED: "nothing wrong was found in the signed report, but not everything could be checked",
    Exit.HUNG_UP: "the terminal was closed; all answers given so far are saved",
    Exit.INTERRUPTED: "stopped by Ctrl-C; all answers given so far are saved",
    Exit.TERMINATED: "ended by the system; all answers given so far are saved",
}


class Stop(Exception):  # noqa: N818  # Stopping need not be an error: so does `:save`.
    """End the program with this exit code, after saying this."""

    def __init__(self, code: Exit, message: str = "") -> None:
        self.code = code
        self.message = message
        super().__init__(message)


def epilog() -> str:
    """Return the exit codes as help text, laid out for click."""
    return "\b\nExit codes:\n" + "\n".join(f"  {code.value:<4} {meaning}" for code, meaning in MEANINGS.items())
