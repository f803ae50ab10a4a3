"""The name of a questionnaire in a request -> its rules, read once. A name is never a path."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from impact_check import api
from impact_check.errors import ImpactCheckError
from impact_check.language import catalogs, shortened
from impact_check.rules import Ruleset
from impact_check.rules.mistakes import did_you_mean
from impact_check.service.problems import FaultTold, Problem


@dataclass(frozen=True)
class Packs:
    """The questionnaires that requests may name: those of the program, and those given at the start."""

    given: Mapping[str, Path] = field(default_factory=dict)
    """By name. One with the name of a bundled one takes its place."""
    _loaded: dict[tuple[str, str], Ruleset] = field(default_factory=dict)
    """By name and language. No more than there are questionnaires and languages."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, core first."""
        return tuple(dict.fromkeys((*api.bundled_packs(), *sorted(self.given))))

    def load(self, name: str, language: str = "en", *, code: str = "does-not-fit", path: str = "") -> Ruleset:
        """Return a questionnaire in a language. Raises Problem if there is none of this name, or not in the language.

        code, path: what to say then, and where the name stands in the body.
        """
        if name not in self.names:
            nearest = did_you_mean(name, self.names) or "."
            detail = f"There is no questionnaire “{name}” here{nearest} Name one of: {', '.join(self.names)}."
            raise Problem(code, detail, (FaultTold(path=path, code="no-such-questionnaire", detail=detail),))
        english = self._load(name, "en")
        known = tuple(dict.fromkeys((*english.questionnaire.languages, *catalogs())))
        found = next((code for code in shortened(language) if code in known), None)
        if found is None:
            detail = f"There are no texts in the language “{language}” here. Name one of: {', '.join(known)}."
            raise Problem(
                "does-not-fit", detail, (FaultTold(path="/language", code="no-such-language", detail=detail),)
            )
        return self._load(name, found)

    def _load(self, name: str, language: str) -> Ruleset:
        with self._lock:  # One reads it; the others that want it wait.
            if (name, language) not in self._loaded:
                self._loaded[name, language] = api.load_questionnaire(self.given.get(name, name), language)
            return self._loaded[name, language]


def packs_from(folders: Iterable[Path]) -> Packs:
    """Return the bundled questionnaires and those in folders: each is a pack itself, or holds packs directly in it.

    They go by the ids in their `pack.yaml`. Raises ContentError with every fault of one, ImpactCheckError if a folder
    has none, or two have the same id.
    """
    given: dict[str, Path] = {}
    loaded: dict[tuple[str, str], Ruleset] = {}
    for folder in folders:
        for pack in _packs_in(folder):
            ruleset = api.load_questionnaire(pack)
            name = ruleset.questionnaire.id
            if name in given:
                raise ImpactCheckError(f"{pack}: there is another pack with the id “{name}”: {given[name]}. Keep one.")
            given[name], loaded[name, "en"] = pack, ruleset
    return Packs(given, loaded)


def _packs_in(folder: Path) -> tuple[Path, ...]:
    if (folder / "pack.yaml").is_file():
        return (folder.resolve(),)
    found = sorted(path.parent.resolve() for path in folder.glob("*/pack.yaml"))
    if not found:
        raise ImpactCheckError(f"{folder}: there is no questionnaire pack here, and none in the folders in it.")
    return tuple(found)
