"""One root error; each subclass names whom it addresses and carries fields, not only text."""

from dataclasses import dataclass
from pathlib import Path


class ImpactCheckError(Exception):
    """Root of every error that the caller may meet on purpose."""


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

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        lines = [f"{where}: {self.severity} {self.code}: {self.message}"]
        if self.answers:
            given = ", ".join(f"{question}: {value}" for question, value in self.answers)
            lines.append(f"    answers that show it: {{{given}}}")
        if self.remedy:
            lines.append(f"    what to do: {self.remedy}")
        return "\n".join(lines)


class ContentError(ImpactCheckError):
    """A questionnaire pack can't be used. For the policy officer: `faults` lists every fault found, in order."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class PackNameError(ImpactCheckError):
    """A new pack can't have this name or title. For the policy officer: the message says what can be used."""


class AnswerError(ImpactCheckError):
    """An answer doesn't fit its question. For the commissioner: the message says what to enter."""

    def __init__(self, message: str, *, question: str = "") -> None:
        self.question = question
        super().__init__(message)


class AnswersFileError(ImpactCheckError):
    """A file of answers can't be used as it is. `faults` lists every fault found, in order."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class GatePolicyError(ImpactCheckError):
    """A gate's policy can't be used. For whoever wrote it: `faults` lists every fault found, in order."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class TableError(ImpactCheckError):
    """A table (CSV) can't be used as it is. `faults` lists every fault; the line of each is its row."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{fault.path}: {fault.message}" for fault in faults))


class LanguageError(ImpactCheckError):
    """Nothing is written in this language here. For whoever chose it: the message says which can be chosen."""

    def __init__(self, code: str, known: tuple[str, ...] = ("en",)) -> None:
        self.code = code
        self.known = known
        super().__init__(
            f"There are no texts in the language “{code}” here. Choose one of: {', '.join(known)}. "
            "How to add a language is told in docs/translating.md."
        )


class AssessmentFileError(ImpactCheckError):
    """An assessment file can't be read or written. Nothing was overwritten."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        super().__init__(f"{path}: {message}")


class DamagedFileError(AssessmentFileError):
    """What is in the file isn't a whole assessment. `recover` puts the copy before the last change in its place."""


class MergeError(ImpactCheckError):
    """Two files can't be merged as asked. The message says why, and what to do."""


class NewerFileError(AssessmentFileError):
    """The file was written by a newer version of impact_check; it is left untouched."""


class ReportError(ImpactCheckError):
    """A report can't be made from this text. The message names the answer and the character or size."""


class MissingLibraryError(ImpactCheckError):
    """A system library for the PDF, or an optional package, isn't on this computer. The message says how to get it."""


class LedgerError(ImpactCheckError):
    """A sign-off ledger can't be trusted or written. line: from 1; 0 means the ledger as a whole.

    reason: says of the line, or of the ledger, what is wrong: “isn’t signed with the ledger’s key”.
    """

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        self.reason = message
        super().__init__(f"line {line}: {message}" if line else message)


class LedgerBusyError(LedgerError):
    """Somebody else is writing to the sign-off ledger. Trying again later may do."""


class KeyFileError(ImpactCheckError):
    """A key or certificate can't be used. The message says which, why, and what to do."""


class SignOffError(ImpactCheckError):
    """It can't be submitted, signed, withdrawn or published as asked. The message says why, and what to do."""
