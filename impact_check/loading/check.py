"""Check a questionnaire as a whole: every id resolves, nothing is defined twice, a pack weakens nothing."""

import keyword
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from impact_check.errors import Fault
from impact_check.loading.check_no_change import check_no_change
from impact_check.loading.check_parameters import WRITE_DATE, check_parameters, is_date
from impact_check.loading.strict_yaml import Document, Loc
from impact_check.model.questionnaire import (
    RESERVED,
    Facts,
    Policy,
    Question,
    Questionnaire,
    Rule,
)
from impact_check.model.strategy import Element
from impact_check.rules import Ruleset
from impact_check.rules.mistakes import did_you_mean
from impact_check.rules.shapes import RESULT_FACTS, offered_options


@dataclass
class Registry:
    """Where every entry of every file stands."""

    documents: dict[Path, Document] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[Path, Loc]] = field(default_factory=dict)
    twice: list[tuple[str, str, Path, Loc, str | None]] = field(default_factory=list)
    extending: str | None = None
    """The pack that is being read on top of core, once that has begun."""
    from_core: set[tuple[str, str]] = field(default_factory=set)

    def add(self, kind: str, id_: str, path: Path, loc: Loc) -> None:
        """Note an entry. A second one of the same kind and id is kept for `duplicates`."""
        if (kind, id_) in self.places:
            self.twice.append((kind, id_, path, loc, self.extending))
            return
        self.places[kind, id_] = (path, loc)
        if self.extending is None:
            self.from_core.add((kind, id_))

    def fault(self, kind: str, id_: str, key: Loc, code: str, message: str, severity: str = "error") -> Fault:
        """Make a fault at a key of an entry."""
        path, loc = self.places[kind, id_]
        return self.documents[path].fault((*loc, *key), code, message, severity=severity)

    def duplicates(self) -> Iterator[Fault]:
        """Tell every id that was given to two entries of one kind."""
        for kind, id_, path, loc, extending in self.twice:
            first_path, first_loc = self.places[kind, id_]
            first = self.documents[first_path]
            where = f"{first.path}:{first.place(first_loc).line}"
            if extending and (kind, id_) in self.from_core:
                message = f"{kind} '{id_}' is core's ({where}): a pack may add to core, not change it; use another id"
                yield self.documents[path].fault(loc, "changes-core", message)
            else:
                yield self.documents[path].fault(
                    loc, "duplicate-id", f"{kind} '{id_}' is already in {where}; use another id"
                )

    def check_reads(self, ruleset: Ruleset) -> Iterator[Fault]:
        """Tell questions whose role or `optional` doesn't fit how conditions read them."""
        read_by_rules = {
            question
            for conditions in (ruleset.rules, ruleset.floors, ruleset.fails_when, ruleset.shown_when)
            for condition in conditions.values()
            for question in condition.questions
        }
        read = read_by_rules | {
            question
            for conditions in (ruleset.ask_if, ruleset.applies_if)
            for condition in conditions.values()
            for question in condition.questions
        }
        facts = {value for _, value in ruleset.questionnaire.facts if value}
        for question in ruleset.questions.values():
            if question.optional and question.id in read:
                message = f"question '{question.id}' is read by a condition, so it can't be optional"
                yield self.fault("question", question.id, ("optional",), "optional-but-read", message)
            if question.only_if_certain and question.id in ruleset.bears_on_rating:
                message = f"question '{question.id}' bears on the rating, so doubt about ask_if can't hide it"
                yield self.fault("question", question.id, ("only_if_certain",), "hidden-by-doubt", message)
            if question.role == "context" and question.id in read_by_rules:
                message = f"question '{question.id}' is read by a rule or check, so its role can't be context"
                yield self.fault("question", question.id, ("role",), "context-but-read", message)
            if question.role != "context" and question.id not in read | facts and question.type not in ("text", "role"):
                message = f"no condition reads question '{question.id}'; use it, or give it 'role: context'"
                yield self.fault("question", question.id, ("id",), "unused-question", message)


def check_content(content: Questionnaire, registry: Registry) -> Iterator[Fault]:
    """Tell every reference that leads nowhere and every entry that contradicts another."""
    yield from _check_questions(content, registry)
    yield from _check_facts(content, registry)
    yield from check_no_change(content, tuple(reversed(_heads(registry))))
    yield from _check_references(content, registry)
    yield from _check_factors(content, registry)
    yield from _check_orders(content, registry)
    parameters_file, _ = registry.places["parameters", "core"]
    yield from check_parameters(content.parameters, registry.documents[parameters_file])


def _check_questions(content: Questionnaire, registry: Registry) -> Iterator[Fault]:
    for question in content.questions:
        if question.id in RESERVED or question.id in RESULT_FACTS or keyword.iskeyword(question.id):
            message = f"'{question.id}' has a meaning of its own in conditions; use another id"
            yield registry.fault("question", question.id, ("id",), "reserved-word", message)
        if question.id in content.conditions:
            message = f"'{question.id}' is also the name of a condition; use another"
            yield registry.fault("question", question.id, ("id",), "duplicate-id", message)
        seen: set[str] = set()
        for place, option in enumerate(question.options):
            key = ("options", place, "id")
            if option.id in RESERVED or keyword.iskeyword(option.id):
                hint = "it is there by itself" if option.id in RESERVED else "use another id"
                message = f"the option '{option.id}' has a meaning of its own: {hint}"
                yield registry.fault("question", question.id, key, "reserved-word", message)
            if option.id in seen:
                message = f"the option '{option.id}' is there twice"
                yield registry.fault("question", question.id, key, "duplicate-id", message)
            seen.add(option.id)
        yield from _check_evidence(question, content, registry)
        yield from _check_areas(question, content, registry)


def _check_areas(question: Question, content: Questionnaire, registry: Registry) -> Iterator[Fault]:
    if question.options_from != "areas":
        return
    known = [areas.id for areas in content.area_lists]
    if not known:
        message = "there are no areas to take options from; list them in areas.yaml"
        yield registry.fault("question", question.id, ("options_from",), "no-areas", message)
    for place, areas in enumerate(question.area_lists):
        if known and areas not in known:
            message = f"there is no list of areas '{areas}'{did_you_mean(areas, known)}"
            yield registry.fault("question", question.id, ("area_lists", place), "no-areas", message)


def _check_evidence(question: Question, content: Questionnaire, registry: Registry) -> Iterator[Fault]:
    if question.evidence is None or question.evidence.reassuring == "any":
        return
    offered = [option.id for option in offered_options(question, content.groups, content.area_lists)]
    for place, option in enumerate(question.evidence.reassuring):
        if option not in offered:
            message = f"'{option}' is no option of '{question.id}'{did_you_mean(option, offered)}"
            if not offered:
                message = f"a question of type {question.type} has no options; write reassuring: any"
            key = ("evidence", "reassuring", place)
            yield registry.fault("question", question.id, key, "unknown-option", message)


_FACT_TYPES = {
    "change_date": ("date",),
    "decision_date": ("date",),
    "review_date": ("date",),
    "people": ("number",),
    "groups": ("many",),
}


def _heads(registry: Registry) -> list[Document]:
    """Return the pack.yaml of each pack, core's last: what a pack extends is read after its own head."""
    return [document for path, document in registry.documents.items() if path.name == "pack.yaml"]


def _check_facts(content: Questionnaire, registry: Registry) -> Iterator[Fault]:
    questions = {question.id: question for question in content.questions}
    heads = _heads(registry)
    document = heads[-1]
    for name in Facts.model_fields:
        value = getattr(content.facts, name)
        if value is None:
            continue
        if value not in questions:
            message = f"there is no question '{value}'{did_you_mean(value, questions)}"
            yield document.fault(("facts", name), "unknown-question", message)
        elif questions[value].type not in _FACT_TYPES.get(name, (questions[value].type,)):
            message = f"'{value}' is of type {questions[value].type}, not {_FACT_TYPES[name][0]}"
            yield document.fault(("facts", name), "wrong-fact", message)
        elif name == "groups" and questions[value].options_from != "groups":
            message = f"'{value}' has options of its own; the question that names groups needs 'options_from: groups'"
            yield document.fault(("facts", name), "wrong-fact", message)
    for head, info in zip(reversed(heads), content.packs, strict=True):
        for question in info.local_help:
            if question not in questions:
                message = f"there is no question '{question}'{did_you_mean(question, questions)}"
                yield head.fault(("local_help", question), "unknown-question", message, at_key=True)
        if not is_date(info.effective_from):
            yield head.fault(("effective_from",), "wrong-date", WRITE_DATE)
        if info.facts and info.extends:
            message = "the facts are core's: a pack can't name others"
            yield head.fault(("facts",), "changes-core", message, at_key=True)


def _references(content: Questionnaire) -> Iterator[tuple[str, str, Loc, str, tuple[str, ...]]]:
    """Yield every list of ids that an entry refers to: its kind, id and key, the kind referred to, and the ids."""
    for kind, entries, keys in (
        ("question", content.questions, {"sources": "source"}),
        (
            "rule",
            content.rules,
            {"sources": "source", "suggests": "mitigation", "groups": "group", "factors": "factor"},
        ),
        ("floor", content.floors, {"sources": "source", "lifted_by": "mitigation"}),
        ("check", content.checks, {"sources": "source"}),
        ("group", content.groups, {"sources": "source"}),
        ("factor", content.factors, {"sources": "source", "groups": "group"}),
        ("mitigation", content.mitigations, {"sources": "source", "factors": "factor"}),
        ("element", _elements(content), {"factors": "factor", "checks": "check"}),
    ):
        for entry in entries:
            for key, wanted in keys.items():
                references = getattr(entry, key)
                yield kind, entry.id, (key,), wanted, () if references == "all" else references
    for areas in content.area_lists:
        yield "area_list", areas.id, ("sources",), "source", areas.sources
        for area in areas.areas:
            for place, fact in enumerate(area.facts):
                yield "area", area.id, ("facts", place, "source"), "source", (fact.source,)
    for comparator in content.comparators:
        yield "comparator", comparator.id, ("source",), "source", (comparator.source,)
    for element in _elements(content):
        for place, wording in enumerate(element.wordings):
            yield "element", element.id, ("wordings", place, "source"), "source", (wording.source,)
    for name, part in content.parameters:
        if isinstance(part, Policy):
            yield "parameters", "core", (name, "sources"), "source", part.sources


def _elements(content: Questionnaire) -> tuple[Element, ...]:
    return tuple(element for strategy in content.strategies for element in strategy.elements)


def _check_references(content: Questionnaire, registry: Registry) -> Iterator[Fault]:
    known = {
        "source": [source.id for source in content.sources],
        "factor": [factor.id for factor in content.factors],
        "group": [group.id for group in content.groups],
        "mitigation": [mitigation.id for mitigation in content.mitigations],
        "check": [check.id for check in content.checks],
    }
    for kind, id_, key, wanted, references in _references(content):
        for place, reference in enumerate(references):
            if reference not in known[wanted]:
                message = f"there is no {wanted} '{reference}'{did_you_mean(reference, known[wanted])}"
                yield registry.fault(kind, id_, (*key, place), f"unknown-{wanted}", message)
    for rule in content.rules:
        yield from _check_suggestions(rule, content, registry)


def _check_suggestions(rule: Rule, content: Questionnaire, registry: Registry) -> Iterator[Fault]:
    helps = {mitigation.id: mitigation.factors for mitigation in content.mitigations}
    for place, suggestion in enumerate(rule.suggests):
        if rule.factors != "all" and suggestion in helps and not set(helps[suggestion]) & set(rule.factors):
            message = f"mitigation '{suggestion}' is not against {' or '.join(rule.factors)}; it is against "
            message += ", ".join(helps[suggestion])
            yield registry.fault("rule", rule.id, ("suggests", place), "suggestion-misses", message)


def _check_factors(content: Questionnaire, registry: Registry) -> Iterator[Fault]:
    raised = {f for rule in content.rules if rule.factors != "all" and rule.raises.severity for f in rule.factors}
    benefits = {f for rule in content.rules if rule.factors != "all" and rule.raises.benefit for f in rule.factors}
    held = {factor for strategy in content.strategies for element in strategy.elements for factor in element.factors}
    for factor in content.factors:
        if factor.id not in raised | benefits:
            message = f"no rule raises the severity of factor '{factor.id}' or records a benefit for it"
            yield registry.fault("factor", factor.id, ("id",), "factor-without-rule", message)
        if content.strategies and factor.id not in held:
            message = f"no element of the strategy names factor '{factor.id}'"
            yield registry.fault("factor", factor.id, ("id",), "factor-without-principle", message)
    for strategy in content.strategies:
        for element in strategy.elements:
            if not element.factors and not element.checks:
                message = f"'{element.id}' has neither factors nor checks, so nothing can be said about it"
                yield registry.fault("element", element.id, ("id",), "element-without-factor", message)


def _check_orders(content: Questionnaire, registry: Registry) -> Iterator[Fault]:
    orders: dict[int, str] = {}
    for section in content.sections:
        if section.order in orders:
            path, _ = registry.places["section", section.id]
            message = f"section '{orders[section.order]}' has the same order {section.order}; use another number"
            yield registry.documents[path].fault(("order",), "same-order", message)
        orders.setdefault(section.order, section.id)
