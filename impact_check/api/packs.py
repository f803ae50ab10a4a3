"""Questionnaire packs: load, check, prove, compare, draw and keep them. For policy officers' tools."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from impact_check.api.arguments import check_name, check_path
from impact_check.errors import Fault
from impact_check.loading.find import find_pack
from impact_check.loading.ruleset import load_ruleset
from impact_check.model.assessment import Assessment
from impact_check.model.questionnaire import Option, Question
from impact_check.rules import Ruleset

if TYPE_CHECKING:
    from impact_check.comparing import Moved, PackDiff
    from impact_check.proving import Linted, Proved, Tested


def load_questionnaire(pack: str | Path = "kirklees", language: str = "en", *, cache: Path | None = None) -> Ruleset:
    """Load a bundled questionnaire pack by name, or the one in a folder, with its texts in a language.

    language: BCP 47, such as `cy`. Texts without a translation are English; `questionnaire.untranslated` names them.
    Reports are in the language of their questionnaire. For messages, such as those of AnswerError, use `speaking`.
    cache: a folder of yours to keep it in, so that it is loaded sooner next time; without it nothing is written.
    Raises ContentError with every fault found (a policy officer can mend them), LanguageError if neither the pack nor
    the program has anything in the language. ArgumentError if an argument is of another type.
    """
    for name, value in (("pack", pack), ("language", language)):
        check_name(name, value)
    if cache is not None:
        check_path("cache", cache)
    return load_ruleset(pack, language, cache=cache)


def lint(pack: str | Path) -> tuple[Fault, ...]:
    """Return every fault and warning of a pack as its authors wrote it, in file order: form, references, wording."""
    return lint_report(pack).faults


def lint_report(pack: str | Path) -> "Linted":
    """Return the faults that `lint` does, and the age at which the questions can be read."""
    from impact_check import proving  # Needed by authors only, so not loaded with the rest.

    return proving.lint(pack)


def prove(*packs: str | Path, jobs: int = 1) -> "tuple[Proved, ...]":
    """Return what was proved about each pack by trying answers: claims, counts, and what speaks against them.

    Several packs at once are quicker than one after the other: what they share is tried only once.
    jobs: how many processes may work at once; more than one only in a program without threads.
    """
    from impact_check import proving

    return proving.prove(packs, jobs=jobs)


def test_cases(pack: str | Path) -> "Tested":
    """Run the worked cases of a pack: how many there are, what they show, and each line that doesn't come out."""
    from impact_check import proving

    return proving.try_cases(pack)


def diff(old: str | Path, new: str | Path) -> "PackDiff":
    """Compare two versions of a pack by what they say, not how: their conditions for every answer there is.

    old, new: a bundled pack by name, or a folder. Raises ContentError if one of them has faults.
    """
    from impact_check.comparing import diff as compare

    return compare(old, new)


def moved(packs: "PackDiff", assessment: Assessment, *, on: date) -> "Moved":
    """Return what comes out differently for an assessment under the two versions, and which changes are behind it.

    on: the day it is judged for. The assessment may have been answered under either version, or another.
    """
    from impact_check.comparing import moved as compare

    return compare(packs, assessment, on)


def graph(ruleset: Ruleset, about: str | None = None) -> str:
    """Return what leads to what as a Mermaid flowchart: questions, rules, risk factors, elements of the strategy.

    about: the id of one thing, to see only what it touches. Raises AnswerError if nothing has that id.
    """
    from impact_check.comparing import graph as draw
    from impact_check.comparing import mermaid

    return mermaid(draw(ruleset, about))


def graph_fits(flowchart: str) -> bool:
    """Tell whether Mermaid draws a flowchart of this size unless it is told otherwise."""
    from impact_check.comparing import fits

    return fits(flowchart)


def graph_page(ruleset: Ruleset, about: str | None = None) -> str:
    """Return the same as a Markdown page; a whole too large for Mermaid becomes one flowchart for each section.

    Raises AnswerError if nothing has the id `about`.
    """
    from impact_check.comparing import markdown

    return markdown(ruleset, about)


def options(ruleset: Ruleset, question: Question) -> tuple[Option, ...]:
    """Return the options that a question offers, in order: yes and no, its own, the groups, none of these."""
    return ruleset.options[question.id]


def archive_pack(pack: str | Path, into: Path) -> Path:
    """Write a bundled pack, or the one in a folder, with all it is loaded from, as a zip into a folder; return it.

    Raises ContentError if the pack has faults, OSError if it can't be written.
    """
    from impact_check.loading import archive_pack as write

    return write(find_pack(pack), into)
