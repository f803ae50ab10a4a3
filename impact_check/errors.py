"""One root error; each subclass names whom it addresses and carries fields, not only text."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path


class ImpactCheckError(Exception):
    """Root of every error that the caller may meet on purpose: a code, where it is, and what to do.

    Codes are part of the public API: a released one never changes its meaning.
    """

    code: ClassVar[str] = "error"
    """What went wrong, for programs: `assessment-newer`. One for each class."""

    @property
    def path(self) -> str:
        """Where: the name of a file, the place in it, or the question; empty if it is nowhere in particular."""
        return ""

    @property
    def message(self) -> str:
        """What is wrong and what to do, in sentences."""
        return str(self)

    def __reduce__(self) -> tuple[object, ...]:
        """Keep every field on the way from one process to another: an Exception would keep only its text."""
        return _as_it_was, (type(self), self.args, vars(self))


def _as_it_was(kind: type[ImpactCheckError], args: tuple[object, ...], fields: dict[str, object]) -> ImpactCheckError:
    error = kind.__new__(kind, *args)
    vars(error).update(fields)
    return error


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in a content or answers file: where, what, and what to do.

    line and column start at 1; 0 means that the file as a whole is meant.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    severity: str = "error"
    answers: tuple[tuple[str, str], ...] = ()
    """Answers that show it, each a question and what to write in a case: `("groups", "[V01, V02]")`. Often empty."""
    remedy: str = ""
    """What to do, if the message doesn't say it."""

    @property
    def where(self) -> str:
        """The file, with line and column if they are known."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    def __str__(self) -> str:
        lines = [f"{self.where}: {self.severity} {self.code}: {self.message}"]
        if self.answers:
            given = ", ".join(f"{question}: {value}" for question, value in self.answers)
            lines.append(f"    answers that show it: {{{given}}}")
        if self.remedy:
            lines.append(f"    what to do: {self.remedy}")
        return "\n".join(lines)


class ContentError(ImpactCheckError):
    """A questionnaire pack can't be used. For the policy officer: `faults` lists every fault found, in order."""

    code = "questionnaire-invalid"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))

    @property
    def path(self) -> str:
        """The first place at fault: file, line and column."""
        return self.faults[0].where if self.faults else ""


class ArgumentError(ImpactCheckError, ValueError):
    """A function was called with something that can't be meant. For the programmer: `path` is the argument.

    reason: what was expected, and what was given.
    """

    code = "argument-invalid"

    def __init__(self, argument: str, reason: str) -> None:
        self.argument = argument
        self.reason = reason
        super().__init__(f"{argument}: {reason}" if argument else reason)

    @property
    def path(self) -> str:
        """The name of the argument."""
        return self.argument


class PackNameError(ImpactCheckError):
    """A new pack can't have this name or title. For the policy officer: the message says what can be used."""

    code = "pack-name"


class AnswerError(ImpactCheckError):
    """An answer doesn't fit its question. For the commissioner: the message says what to enter."""

    code = "answer-invalid"

    def __init__(self, message: str, *, question: str = "") -> None:
        self.question = question
        super().__init__(message)

    @property
    def path(self) -> str:
        """The question; empty if the answer belongs to none."""
        return self.question


class AnswersFileError(ImpactCheckError):
    """A file of answers can't be used as it is. `faults` lists every fault found, in order."""

    code = "answers-invalid"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))

    @property
    def path(self) -> str:
        """The first place at fault: file, line and column."""
        return self.faults[0].where if self.faults else ""


class GatePolicyError(ImpactCheckError):
    """A gate's policy can't be used. For whoever wrote it: `faults` lists every fault found, in order."""

    code = "gate-policy-invalid"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))

    @property
    def path(self) -> str:
        """The first place at fault: file, line and column."""
        return self.faults[0].where if self.faults else ""


class TableError(ImpactCheckError):
    """A table (CSV) can't be used as it is. `faults` lists every fault; the line of each is its row."""

    code = "table-invalid"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{fault.path}: {fault.message}" for fault in faults))

    @property
    def path(self) -> str:
        """The first place at fault: file, line and column."""
        return self.faults[0].where if self.faults else ""


class LanguageError(ImpactCheckError):
    """Nothing is written in this language here. For whoever chose it: the message says which can be chosen."""

    code = "language-unknown"

    def __init__(self, language: str, known: tuple[str, ...] = ("en",)) -> None:
        self.language = language
        self.known = known
        super().__init__(
            f"There are no texts in the language “{language}” here. Choose one of: {', '.join(known)}. "
            "How to add a language is told in docs/translating.md."
        )


class AssessmentFileError(ImpactCheckError):
    """An assessment file can't be read or written. Nothing was overwritten."""

    code = "assessment-file"

    def __init__(self, file: "Path", message: str) -> None:
        self.file = file
        self.reason = message
        super().__init__(f"{file}: {message}")

    @property
    def path(self) -> str:
        """The name of the file."""
        return str(self.file)


class DamagedFileError(AssessmentFileError):
    """What is in the file isn't a whole assessment. `recover` puts the copy before the last change in its place."""

    code = "assessment-damaged"


class PinnedError(ImpactCheckError):
    """An assessment belongs to another questionnaire than the one it was to be rated under.

    For the embedder: load its own with `load_pinned`, or say that another is meant.
    """

    code = "other-questionnaire"

    def __init__(self, pinned: str, given: str) -> None:
        self.pinned = pinned
        self.given = given
        super().__init__(
            f"The assessment was answered under {pinned}, not under {given}. Load that one with "
            "load_pinned(assessment). To rate it under another on purpose, say any_version=True."
        )


class MergeError(ImpactCheckError):
    """Two files can't be merged as asked. The message says why, and what to do."""

    code = "merge"


class NewerFileError(AssessmentFileError):
    """The file was written by a newer version of impact_check; it is left untouched."""

    code = "assessment-newer"


class ReportError(ImpactCheckError):
    """A report can't be made from this text. The message names the answer and the character or size."""

    code = "report"


class MissingLibraryError(ImpactCheckError):
    """A system library for the PDF, or an optional package, isn't on this computer. The message says how to get it."""

    code = "library-missing"


class LedgerError(ImpactCheckError):
    """A sign-off ledger can't be trusted or written. line: from 1; 0 means the ledger as a whole.

    reason: says of the line, or of the ledger, what is wrong: “isn’t signed with the ledger’s key”.
    """

    code = "ledger"

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        self.reason = message
        super().__init__(f"line {line}: {message}" if line else message)

    @property
    def path(self) -> str:
        """The line of the ledger; empty for the ledger as a whole."""
        return f"line {self.line}" if self.line else ""


class LedgerBusyError(LedgerError):
    """Somebody else is writing to the sign-off ledger. Trying again later may do."""

    code = "ledger-busy"


class KeyFileError(ImpactCheckError):
    """A key or certificate can't be used. The message says which, why, and what to do."""

    code = "key-file"


class SignOffError(ImpactCheckError):
    """It can't be submitted, signed, withdrawn or published as asked. The message says why, and what to do."""

    code = "sign-off"
