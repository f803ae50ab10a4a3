"""Two versions of a pack -> every change between them, how much it weighs, and where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from impact_check.comparing.change import WEIGHTS, Change
from impact_check.comparing.compare_library import compare_heads, compare_libraries, compare_parameters, pairs
from impact_check.comparing.compare_named import follow, named_conditions
from impact_check.comparing.compare_questions import compare_questions, new_question, removed_question
from impact_check.comparing.compare_rules import (
    compare_checks,
    compare_elements,
    compare_floors,
    compare_rules,
    new_rule,
    removed_rule,
    weight_of_check,
    weight_of_element,
)
from impact_check.loading.cases import read_cases
from impact_check.loading.pack import ReadPack
from impact_check.model.questionnaire import (
    Questionnaire,
    Section,
)
from impact_check.model.strategy import Element
from impact_check.rules import Ruleset


def changes(old: ReadPack, new: ReadPack) -> tuple[Change, ...]:
    """Return every change, the heaviest first, then in the order of the packs. Both must have been read without faults.

    If none of them is major, then no rating, nothing that is permitted and nobody who signs differs, for any answers.
    """
    before, after = old.ruleset, new.ruleset
    if before is None or after is None:
        raise ValueError("a pack with faults can't be compared")
    conditional = (_questions(before, after), _rules(before, after), _checks(before, after), _elements(before, after))
    read = tuple(follow(before, after, change) for change in chain(*conditional))
    parts: tuple[Iterable[Change], ...] = (
        compare_heads(before.questionnaire, after.questionnaire),
        _sections(before.questionnaire, after.questionnaire),
        named_conditions(before, after, read),
        read,
        compare_libraries(before.questionnaire, after.questionnaire),
        compare_parameters(before.questionnaire, after.questionnaire),
        _orders(before.questionnaire, after.questionnaire),
        _cases(old, new),
    )
    found = [_placed(change, old, new) for change in chain(*parts)]
    if not found and _less_versions(before.questionnaire) != _less_versions(after.questionnaire):
        found = [_placed(Change("patch", "pack", after.questionnaire.id, "", "is laid out differently"), old, new)]
    return tuple(sorted(found, key=lambda change: -WEIGHTS.index(change.weight)))


# Questions, rules, checks, elements


def _questions(old: Ruleset, new: Ruleset) -> Iterator[Change]:
    removed, common, added = pairs(old.questionnaire.questions, new.questionnaire.questions)
    yield from map(removed_question, removed)
    for before, _ in common:
        yield from compare_questions(old, new, before.id)
    for question in added:
        yield new_question(new, question)


def _rules(old: Ruleset, new: Ruleset) -> Iterator[Change]:
    removed, common, added = pairs(old.questionnaire.rules, new.questionnaire.rules)
    for rule in removed:
        yield removed_rule(old, new, rule)
    for before, after in common:
        yield from compare_rules(old, new, before, after)
    for rule in added:
        yield new_rule(old, new, rule)
    gone, both, came = pairs(old.questionnaire.floors, new.questionnaire.floors)
    for floor in gone:
        yield Change("major", "floor", floor.id, "", f"gone: it held the rating at {floor.floor.name.lower()}")
    for one, other in both:
        yield from compare_floors(old, new, one, other)
    for floor in came:
        yield Change("major", "floor", floor.id, "", f"new: holds the rating at {floor.floor.name.lower()} or worse")


def _checks(old: Ruleset, new: Ruleset) -> Iterator[Change]:
    removed, common, added = pairs(old.questionnaire.checks, new.questionnaire.checks)
    for check in removed:
        weight, _ = weight_of_check(check)
        yield Change(weight, "check", check.id, "", f"gone, a {check.grade}: “{check.title}”")
    for before, after in common:
        yield from compare_checks(old, new, before, after)
    for check in added:
        weight, why = weight_of_check(check)
        yield Change(weight, "check", check.id, "", f"new, a {check.grade}: “{check.title}”; {why}")


def _elements(old: Ruleset, new: Ruleset) -> Iterator[Change]:
    gone, both, came = pairs(old.questionnaire.strategies, new.questionnaire.strategies)
    for strategy in (*gone, *came):
        yield Change("minor", "strategy", strategy.id, "", f"{'new' if strategy in came else 'gone'}: {strategy.title}")
    for one, other in both:
        if (one.title, one.status) != (other.title, other.status):
            yield Change("patch", "strategy", one.id, "title", "its title or status is another")
    removed, common, added = pairs(_elements_of(old.questionnaire), _elements_of(new.questionnaire))
    for element in removed:
        weight, why = weight_of_element(element, old.questionnaire, new.questionnaire)
        yield Change(weight, "element", element.id, "", f"gone: “{element.wordings[0].text}”; {why}")
    for before, after in common:
        yield from compare_elements(old, new, before, after)
    for element in added:
        weight, why = weight_of_element(element, new.questionnaire, old.questionnaire)
        yield Change(weight, "element", element.id, "", f"new: “{element.wordings[0].text}”; {why}")


def _elements_of(content: Questionnaire) -> tuple[Element, ...]:
    return tuple(element for strategy in content.strategies for element in strategy.elements)


# What has few keys that matter


def _sections(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    removed, common, added = pairs(old.sections, new.sections)
    for before, after in common:
        if (before.title, before.intro) != (after.title, after.intro):
            yield Change("patch", "section", after.id, "title", "its title or introduction is worded differently")
    for section in (*removed, *added):
        what = f"{'new' if section in added else 'gone'}: “{section.title}”; its questions are told one by one"
        yield Change("patch", "section", section.id, "", what)
    was, now = _section_of(old.sections), _section_of(new.sections)
    for id_, place in now.items():
        if id_ in was and was[id_] != place:
            yield Change("patch", "question", id_, "", f"moved to section '{place}'")


def _section_of(sections: Iterable[Section]) -> dict[str, str]:
    return {question.id: section.id for section in sections for question in section.questions}


def _orders(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    for kind, before, after in (
        ("question", old.questions, new.questions),
        ("section", old.sections, new.sections),
        ("rule", old.rules, new.rules),
        ("floor", old.floors, new.floors),
        ("check", old.checks, new.checks),
        ("element", _elements_of(old), _elements_of(new)),
        ("factor", old.factors, new.factors),
        ("mitigation", old.mitigations, new.mitigations),
    ):
        was, now = [entry.id for entry in before], [entry.id for entry in after]
        if [id_ for id_ in was if id_ in now] != [id_ for id_ in now if id_ in was]:
            yield Change("patch", "pack", new.id, "", f"the {kind}s are in another order")


def _cases(old: ReadPack, new: ReadPack) -> Iterator[Change]:
    was, now = ({read.case.name: read.case for read in read_cases(pack.folders)[0]} for pack in (old, new))
    for name in was.keys() | now.keys():
        if was.get(name) != now.get(name):
            how = "new" if name not in was else "gone" if name not in now else "changed"
            yield Change("patch", "case", name, "", f"{how}; a worked case tests the pack and changes nothing in it")


def _less_versions(content: Questionnaire) -> Questionnaire:
    packs = tuple(pack.model_copy(update={"version": "0.0.0"}) for pack in content.packs)
    return content.model_copy(update={"packs": packs})


# Where a change stands


def _placed(change: Change, old: ReadPack, new: ReadPack) -> Change:
    """Return the change with the file and line of the entry, and the pack that it belongs to."""
    kind, id_ = ("parameters", "core") if change.kind == "parameters" else (change.kind, change.id)
    for read in (new, old):
        if (kind, id_) not in read.registry.places:
            continue
        path, loc = read.registry.places[kind, id_]
        document = read.registry.documents[path]
        place = document.key_place((*loc, change.key)) if change.key else document.place((*loc, "id"))
        return replace(
            change, pack=_owner(read, path.is_relative_to(read.folders[-1])), path=document.path, line=place.line
        )
    is_own = change.kind != "pack" or change.id == _owner(new, is_own=True)
    return replace(change, pack=_owner(new, is_own))


def _owner(read: ReadPack, is_own: bool) -> str:
    """Return the id of the pack that was named, or of core, which it extends."""
    if read.ruleset is None:
        return ""
    packs = read.ruleset.questionnaire.packs
    return packs[-1].id if is_own else packs[0].id
