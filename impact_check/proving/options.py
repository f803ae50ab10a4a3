"""The options of each question -> those that make no difference, because no condition tells them from others."""

from collections.abc import Iterator
from itertools import pairwise

from impact_check.loading.strict_yaml import Loc
from impact_check.model.questionnaire import NONE_OF_THESE, Question
from impact_check.rules import Ruleset
from impact_check.rules.conditions import Atom, Chosen, Counted, Picked, tests


def alike_options(ruleset: Ruleset) -> Iterator[tuple[str, Loc, str, str]]:
    """Yield (question, key, code, message) for options that change nothing that is read.

    Options from best to worst are looked at where a rule on harm names them: two that do no harm may differ so that
    everybody finds the answer that fits. What only checks read is for the report. Questions that nothing reads are left
    out: the loader tells those.
    """
    rated = {name for found in (ruleset.rules, ruleset.floors) for entry in found.values() for name in entry.questions}
    harmful = _harmful(ruleset)
    for question in ruleset.questions.values():
        atoms = ruleset.atoms.get(question.id, ())
        if question.type == "one" and question.ordered and question.id in rated:
            yield from _alike_neighbours(question, atoms, harmful)
        elif question.type == "many" and question.role != "context":
            yield from _never_named(ruleset, question, atoms)


def _harmful(ruleset: Ruleset) -> set[tuple[str, str]]:
    """Return every (question, option) that some rule on harm names: others may differ for the reader alone."""
    return {
        (test.atom.question, option)
        for rule in ruleset.questionnaire.rules
        if rule.raises.severity
        for test in tests(ruleset.rules[rule.id].node)
        if isinstance(test.atom, Chosen) and not test.negated
        for option in test.atom.options
    }


def _alike_neighbours(
    question: Question, atoms: tuple[Atom, ...], harmful: set[tuple[str, str]]
) -> Iterator[tuple[str, Loc, str, str]]:
    named = [set(atom.options) for atom in atoms if isinstance(atom, Chosen)]
    for place, (better, worse) in enumerate(pairwise(option.id for option in question.options), start=1):
        if (question.id, worse) in harmful and all((better in options) == (worse in options) for options in named):
            message = f"question '{question.id}': no condition tells '{worse}' from '{better}', which is next to it"
            yield question.id, ("options", place, "id"), "option-alike", message


def _never_named(ruleset: Ruleset, question: Question, atoms: tuple[Atom, ...]) -> Iterator[tuple[str, Loc, str, str]]:
    if any(isinstance(atom, Counted) for atom in atoms):  # Each one counts.
        return
    named = {option for atom in atoms if isinstance(atom, Picked) for option in atom.options}
    if question.evidence and question.evidence.reassuring != "any":
        named |= {*question.evidence.reassuring}  # These need evidence, so they differ.
    if question.options_from == "groups":
        named |= _groups_spoken_of(ruleset)
    for place, option in enumerate(ruleset.options[question.id]):
        if option.id not in {*named, NONE_OF_THESE}:
            key: Loc = ("options", place, "id") if question.options else ("options_from",)
            message = f"question '{question.id}': no condition names the option '{option.id}'"
            yield question.id, key, "option-unused", message


def _groups_spoken_of(ruleset: Ruleset) -> set[str]:
    """Return the groups that the report names because of a rule or a risk factor."""
    content = ruleset.questionnaire
    return {group for rule in content.rules for group in rule.groups} | {
        group for factor in content.factors for group in factor.groups
    }
