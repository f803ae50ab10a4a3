"""Read a pack and what it extends into one checked Ruleset, or tell every fault with its place."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from impact_check.errors import ContentError, Fault, LanguageError
from impact_check.language import catalogs, has_catalog, is_code, is_english, shortened
from impact_check.loading.bundled import locate
from impact_check.loading.check import Registry, check_content
from impact_check.loading.check_parameters import check_extension
from impact_check.loading.files import (
    AreasFile,
    ChecksFile,
    ComparatorsFile,
    EvidenceFile,
    FactorsFile,
    GroupsFile,
    MitigationsFile,
    RulesFile,
    SectionFile,
    StrategyFile,
)
from impact_check.loading.find import LIBRARY, core_of
from impact_check.loading.strict_yaml import Document, Loc, read_yaml_file, shown_path
from impact_check.loading.validate import validate
from impact_check.model.base import Frozen
from impact_check.model.questionnaire import (
    Facts,
    PackInfo,
    Parameters,
    Question,
    Questionnaire,
    RiskFactor,
    Section,
)
from impact_check.model.strategy import Strategy
from impact_check.model.translated import Wanted
from impact_check.rules import ConditionFault, Owner, Ruleset, build_ruleset
from impact_check.rules.mistakes import did_you_mean

M = TypeVar("M", bound=Frozen)

_SINGLE = ("pack.yaml", "parameters.yaml", "checks.yaml", "areas.yaml", *LIBRARY)
_FOLDERS = ("sections", "rules", "cases")


@dataclass(frozen=True)
class ReadPack:
    """A pack as read: its ruleset, or every fault that keeps it from being one."""

    ruleset: Ruleset | None
    faults: tuple[Fault, ...]
    registry: Registry
    """Where every entry stands."""
    folders: tuple[Path, ...]
    """The folders read, core first: where the cases are."""
    models: Mapping[Path, type[Frozen]] = field(default_factory=dict)
    """What each file was read as."""


def read_ruleset(folder: Path, language: str = "en") -> Ruleset:
    """Read the pack in a folder, with its texts in a language. Raises as `load_ruleset` does."""
    read = read_pack(folder)
    if read.ruleset is None or read.faults:
        raise ContentError(read.faults)
    return read.ruleset if is_english(language) else _translated(read, folder, language)


def read_pack(folder: Path) -> ReadPack:
    """Read the pack in a folder, with what it extends, in English."""
    loader = _Loader()
    ruleset = loader.load(folder)
    faults = tuple(sorted(set(loader.faults)))
    return ReadPack(ruleset, faults, loader.registry, tuple(loader.folders), loader.models)


def _translated(read: ReadPack, folder: Path, language: str) -> Ruleset:
    """Return a ruleset that has no faults with its texts in another language; its hash stays that of the English."""
    assert read.ruleset is not None  # noqa: S101  # Its caller has told the faults otherwise.
    english = read.ruleset.questionnaire
    if not is_code(language) or not (set(shortened(language)) & set(english.languages) or has_catalog(language)):
        raise LanguageError(language, tuple(dict.fromkeys((*english.languages, *catalogs()))))
    loader = _Loader(Wanted(language), read.registry.documents)
    return replace(read.ruleset, questionnaire=loader.translate(folder, english))


def bundled_packs(*, templates: bool = False) -> tuple[str, ...]:
    """Return the names of the packs that come with the package, core first; with `templates`, those too."""
    folders = (found.parent for found in locate("questionnaires").glob("*/pack.yaml"))
    names = (folder.name for folder in folders if templates or not _is_template(folder))
    return tuple(sorted(names, key=lambda name: (name != "core", name)))


def _is_template(folder: Path) -> bool:
    path = folder / "pack.yaml"
    info = validate(read_yaml_file(path, shown_path(path)), PackInfo)
    return info is not None and info.template


@dataclass
class _Parts:
    """What one folder (a pack, or the shared library) adds."""

    sections: list[Section] = field(default_factory=list)
    conditions: dict[str, str] = field(default_factory=dict)
    found: dict[str, list[Frozen]] = field(default_factory=dict)
    """rules, floors, checks, groups, factors, mitigations, sources, strategies, comparators, area_lists."""


@dataclass(frozen=True)
class _Gathered:
    """Everything of a pack and what it extends, to be put together."""

    infos: tuple[PackInfo, ...]
    facts: Facts
    parts: tuple[_Parts, ...]
    parameters: Parameters


class _Loader:
    def __init__(self, wanted: Wanted | None = None, documents: Mapping[Path, Document] | None = None) -> None:
        """Take the language that texts are wanted in, and the documents that were read already."""
        self.faults: list[Fault] = []
        self.registry = Registry(dict(documents or {}))
        self.folders: list[Path] = []
        self.models: dict[Path, type[Frozen]] = {}
        self.wanted = wanted or Wanted()
        self.english_help: dict[str, str] = {}
        """By question: the help in English, for `translate`."""

    def load(self, folder: Path) -> Ruleset | None:
        """Return the pack with all its conditions compiled, or None if there are faults."""
        found = self.gather(folder)
        questionnaire = self.assemble(found) if found else None
        return self.build(questionnaire) if questionnaire else None

    def translate(self, folder: Path, english: Questionnaire) -> Questionnaire:
        """Return a pack that has no faults with its texts in the language wanted; `english` is the same in English."""
        self.english_help = {question.id: question.help or "" for question in english.questions}
        found = self.gather(folder)
        questionnaire = self.assemble(found) if found else None
        assert questionnaire is not None  # noqa: S101  # It has no faults.
        spoken = {"language": self.wanted.language, "untranslated": frozenset(self.wanted.untranslated)}
        return questionnaire.model_copy(update=spoken)

    def gather(self, folder: Path) -> _Gathered | None:
        self.wanted = replace(self.wanted, known=self.languages(folder))
        info = self.read(folder / "pack.yaml", PackInfo)
        if info is None:
            return None
        core_folder = folder if info.extends is None else core_of(folder)
        infos: list[PackInfo | None] = [info]
        parts = [self.read_library(core_folder.parent), self.read_folder(core_folder)]
        if core_folder != folder:
            infos = [self.read(core_folder / "pack.yaml", PackInfo), info]
            self.registry.extending = info.id
            parts.append(self.read_folder(folder))
        parameters = self.read_parameters(core_folder, folder)
        heads = tuple(head for head in infos if head)
        self.registry.places["pack", info.id] = (folder / "pack.yaml", ())
        facts = heads[0].facts
        if facts is None and len(heads) == len(infos):
            document = self.registry.documents[core_folder / "pack.yaml"]
            self.faults.append(document.fault((), "missing-key", "core's pack.yaml needs the key 'facts'"))
        if self.faults or parameters is None or facts is None:
            return None
        return _Gathered(heads, facts, tuple(parts), parameters)

    def languages(self, folder: Path) -> tuple[str, ...]:
        """Return the languages that texts may be written in: those that the pack, and what it extends, say."""
        own = self.document(folder / "pack.yaml").data
        heads = [own]
        if isinstance(own, dict) and own.get("extends"):
            heads.append(self.document(core_of(folder) / "pack.yaml").data)
        said = (code for head in heads if isinstance(head, dict) for code in head.get("languages") or ())
        return tuple(dict.fromkeys(("en", *map(str, said))))

    # Reading

    def document(self, path: Path) -> Document:
        if path not in self.registry.documents:
            self.registry.documents[path] = read_yaml_file(path, shown_path(path))
        return self.registry.documents[path]

    def read(self, path: Path, model: type[M]) -> M | None:
        self.models[path] = model
        document = self.document(path)
        content = validate(document, model, self.wanted)
        self.faults.extend(document.faults)
        document.faults.clear()
        return content

    def read_library(self, folder: Path) -> _Parts:
        parts = _Parts()
        for name in LIBRARY:
            if (folder / name).is_file():
                self.read_single(folder / name, parts)
        return parts

    def read_folder(self, folder: Path) -> _Parts:
        self.folders.append(folder)
        parts = _Parts()
        # Sections first: a condition named in a rules file may use those named in sections.
        for path in sorted(folder.rglob("*"), key=lambda path: (path.parent.name != "sections", path)):
            self.read_one(path, folder, parts)
        parts.sections.sort(key=lambda section: section.order)
        return parts

    def read_one(self, path: Path, folder: Path, parts: _Parts) -> None:
        relative = path.relative_to(folder)
        if path.is_dir() or any(part.startswith(".") for part in relative.parts) or path.suffix == ".md":
            return
        where = relative.parts[0] if len(relative.parts) == 2 else ""
        if path.suffix == ".yml":
            self.stray(path, "its name must end in .yaml")
        elif path.suffix != ".yaml" or (where and where not in _FOLDERS) or len(relative.parts) > 2:
            hint = did_you_mean(where, _FOLDERS) if where not in _FOLDERS else ""
            self.stray(path, f"nothing reads this file; packs hold .yaml files in {', '.join(_FOLDERS)}{hint}")
        elif where == "sections":
            self.read_section(path, parts)
        elif where == "rules":
            self.add(path, self.read(path, RulesFile), parts)
        elif where == "":
            self.read_single(path, parts)

    def read_section(self, path: Path, parts: _Parts) -> None:
        content = self.read(path, SectionFile)
        if content:
            section = Section(
                id=content.section,
                title=content.title,
                order=content.order,
                intro=content.intro,
                questions=content.questions,
            )
            parts.sections.append(section)
            self.registry.add("section", section.id, path, ("section",))
            for place, question in enumerate(section.questions):
                self.registry.add("question", question.id, path, ("questions", place))
            self.add_conditions(path, content.conditions, parts)

    def read_single(self, path: Path, parts: _Parts) -> None:
        models: dict[str, type[Frozen]] = {
            "checks.yaml": ChecksFile,
            "evidence.yaml": EvidenceFile,
            "groups.yaml": GroupsFile,
            "risk_factors.yaml": FactorsFile,
            "mitigations.yaml": MitigationsFile,
            "comparators.yaml": ComparatorsFile,
            "areas.yaml": AreasFile,
        }
        if path.name in models:
            self.add(path, self.read(path, models[path.name]), parts)
        elif path.name.startswith("strategy"):
            self.add(path, self.read(path, StrategyFile), parts)
        elif path.name not in _SINGLE:
            self.stray(path, f"nothing reads a file of this name{did_you_mean(path.name, (*_SINGLE, 'strategy.yaml'))}")

    def stray(self, path: Path, message: str) -> None:
        self.faults.append(Fault(shown_path(path), 0, 0, "stray-file", message))

    def add(self, path: Path, content: Frozen | None, parts: _Parts) -> None:
        """Take over every list of entries of a file, and note where each stands."""
        for key, entries in content or ():
            if key == "conditions":
                self.add_conditions(path, entries, parts)
                continue
            kind = _KINDS[key]
            parts.found.setdefault(key, []).extend(entries)
            for place, entry in enumerate(entries):
                self.registry.add(kind, entry.id, path, (key, place))
                for deeper, element in enumerate(getattr(entry, "elements", ())):
                    self.registry.add("element", element.id, path, (key, place, "elements", deeper))
                for deeper, area in enumerate(getattr(entry, "areas", ())):
                    self.registry.add("area", area.id, path, (key, place, "areas", deeper))

    def add_conditions(self, path: Path, conditions: dict[str, str], parts: _Parts) -> None:
        for name, text in conditions.items():
            parts.conditions.setdefault(name, text)
            self.registry.add("condition", name, path, ("conditions", name))

    def read_parameters(self, core_folder: Path, folder: Path) -> Parameters | None:
        core = self.read(core_folder / "parameters.yaml", Parameters)
        if core:
            self.registry.add("parameters", "core", core_folder / "parameters.yaml", ())
        own_path = folder / "parameters.yaml"
        if folder == core_folder or not own_path.is_file():
            return core
        own = self.read(own_path, Parameters)
        if own and core:
            self.registry.places["parameters", "core"] = (own_path, ())
            self.faults.extend(check_extension(core, own, self.registry.documents[own_path]))
        return own

    # Putting together

    def assemble(self, found: _Gathered) -> Questionnaire | None:
        def all_of(key: str) -> tuple[Frozen, ...]:
            return tuple(entry for part in found.parts for entry in part.found.get(key, ()))

        content = {key: all_of(key) for key in _KINDS}
        factors = tuple(entry.id for entry in content["factors"] if isinstance(entry, RiskFactor))
        content["strategies"] = tuple(_with_factors(entry, factors) for entry in content["strategies"])
        local_help = {question: text for info in found.infos for question, text in info.local_help.items()}
        helped = (self.with_help(section, local_help) for part in found.parts for section in part.sections)
        sections = tuple(sorted(helped, key=lambda section: section.order))
        conditions = {name: text for part in found.parts for name, text in part.conditions.items()}
        self.faults.extend(self.registry.duplicates())
        if self.faults:
            return None
        return Questionnaire(
            packs=found.infos,
            facts=found.facts,
            sections=sections,
            conditions=conditions,
            parameters=found.parameters,
            **content,
        )

    def build(self, questionnaire: Questionnaire) -> Ruleset | None:
        self.faults.extend(check_content(questionnaire, self.registry))
        ruleset = build_ruleset(questionnaire, content_hash(questionnaire))
        if isinstance(ruleset, Ruleset):
            self.faults.extend(self.registry.check_reads(ruleset))
            return ruleset
        self.faults.extend(self.place_all(ruleset))
        return None

    def with_help(self, section: Section, local_help: Mapping[str, str]) -> Section:
        """Add a pack's help to the help of core's questions."""
        questions = tuple(
            question.model_copy(update={"help": self.joined_help(question, local_help[question.id])})
            if question.id in local_help
            else question
            for question in section.questions
        )
        return section.model_copy(update={"questions": questions})

    def joined_help(self, question: Question, local: str) -> str:
        """Join the help of core and pack; all in English if one lacks a translation, since it is one paragraph."""
        parts = [part for part in (question.help, local) if part]
        if self.wanted.untranslated.isdisjoint(parts):
            return " ".join(parts)
        self.wanted.untranslated.add(self.english_help[question.id])
        return self.english_help[question.id]

    def place_all(self, faults: tuple[ConditionFault, ...]) -> Iterator[Fault]:
        for fault in faults:
            document, loc = self.owner_place(fault.owner)
            place = document.place(loc)
            column = place.text_column + fault.mistake.offset if place.text_column else place.column
            what = "condition" if fault.owner.kind == "condition" else f"{fault.owner.kind} '{fault.owner.id}'"
            message = f"{what}, {fault.owner.key}: {fault.mistake.message}"
            yield Fault(document.path, place.line, column, fault.mistake.code, message)

    def owner_place(self, owner: Owner) -> tuple[Document, Loc]:
        path, loc = self.registry.places[owner.kind, owner.id]
        return self.registry.documents[path], loc if owner.kind == "condition" else (*loc, owner.key)


_KINDS = {
    "rules": "rule",
    "floors": "floor",
    "checks": "check",
    "groups": "group",
    "factors": "factor",
    "mitigations": "mitigation",
    "sources": "source",
    "strategies": "strategy",
    "comparators": "comparator",
    "area_lists": "area_list",
}


def _with_factors(strategy: Frozen, factors: tuple[str, ...]) -> Frozen:
    """Put every factor where a strategy says `factors: all`."""
    if not isinstance(strategy, Strategy):
        return strategy
    elements = tuple(
        element.model_copy(update={"factors": factors}) if element.factors == "all" else element
        for element in strategy.elements
    )
    return strategy.model_copy(update={"elements": elements})


def content_hash(questionnaire: Questionnaire) -> str:
    """Return the SHA-256 of what the questionnaire says in English; comments and layout of the YAML don't count.

    Nor does in which other languages it can be read, since no answer means anything else for that.
    """
    without = {"packs": {"__all__": {"languages"}}}
    content = questionnaire.model_dump(mode="json", exclude_defaults=True, exclude=without)
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
