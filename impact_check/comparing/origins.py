"""Something that comes out differently under two versions -> the changes behind it, traced through what it rests on."""

from collections.abc import Iterable, Iterator, Mapping

from impact_check.comparing.diff import PackDiff
from impact_check.model.questionnaire import Rule
from impact_check.model.result import QuestionState, Result
from impact_check.model.strategy import Element
from impact_check.rules import Condition, Ruleset, Truth
from impact_check.rules.shapes import RESULT_FACTS

Truths = Mapping[str, Truth]


class Origins:
    """Traces what differs back to entries that changed in more than their words."""

    def __init__(self, packs: PackDiff, old: Result, new: Result, truths: tuple[Truths, Truths]) -> None:
        self.rulesets: tuple[Ruleset, Ruleset] = (packs.old, packs.new)
        self.results = (old, new)
        self.truths = truths
        self.changed: dict[tuple[str, str], tuple[str, ...]] = {}
        """Entries that changed in more than their words -> what to name as the change."""
        for change in packs.changes:
            if change.weight != "patch":
                named = tuple(f"condition {name}" for name in change.through) or (f"{change.kind} {change.id}",)
                known = self.changed.get((change.kind, change.id), ())
                self.changed[change.kind, change.id] = (*known, *named)
        self.states: tuple[dict[str, QuestionState], ...] = tuple(
            {state.question: state for state in result.questions} for result in self.results
        )
        self.rules: tuple[dict[str, Rule], ...] = tuple(
            {rule.id: rule for rule in ruleset.questionnaire.rules} for ruleset in self.rulesets
        )
        self.of_questions: dict[str, tuple[str, ...]] = {}

    def of_question(self, id_: str) -> tuple[str, ...]:
        """Return the changed questions because of which a question is asked, or counts, differently."""
        return self._question(id_)

    def of_rule(self, id_: str) -> tuple[str, ...]:
        """Return the rule itself if it changed, and the changed questions that it rests on."""
        return tuple(dict.fromkeys(self._condition("rule", id_, [ruleset.rules for ruleset in self.rulesets])))

    def of_floor(self, id_: str) -> tuple[str, ...]:
        """Return the floor itself if it changed, and the changed questions that it rests on."""
        return tuple(dict.fromkeys(self._condition("floor", id_, [ruleset.floors for ruleset in self.rulesets])))

    def of_factor(self, id_: str) -> tuple[str, ...]:
        """Return what is behind the rules that come out differently on a factor, and the table of levels."""
        found = [*self._entry("factor", id_), *self._entry("parameters", "level_table")]
        for rule in self._moved_rules(id_):
            found.extend(self.of_rule(rule))
        return tuple(dict.fromkeys(found))

    def of_rating(self) -> tuple[str, ...]:
        """Return what is behind every factor and floor that differs, and how they are counted."""
        found: list[str] = []
        was, now = ({f.factor: (f.inherent, f.residual) for f in result.factors} for result in self.results)
        for factor in dict.fromkeys((*now, *was)):
            if was.get(factor) != now.get(factor):
                found.extend(self.of_factor(factor))
        had, has = ({f.floor: (f.level, f.truth, f.lifted_by) for f in r.floors} for r in self.results)
        for floor in dict.fromkeys((*has, *had)):
            if had.get(floor) != has.get(floor):
                found.extend(self.of_floor(floor))
        found.extend(self._entry("parameters", "accumulation"))
        for element in self._elements():
            found.extend(self._entry("element", element.id) if element.kind == "principle" else ())
        return tuple(dict.fromkeys(found))

    def of_element(self, id_: str) -> tuple[str, ...]:
        """Return what is behind the factors and checks of an element."""
        found = [
            *self._condition("element", id_, [ruleset.shown_when for ruleset in self.rulesets]),
            *self._entry("parameters", "alignment"),
        ]
        for element in self._elements():
            if element.id == id_:
                for factor in element.factors:
                    found.extend(self.of_factor(factor))
                for check in element.checks:
                    found.extend(self.of_check(check))
        return tuple(dict.fromkeys(found))

    def of_check(self, id_: str) -> tuple[str, ...]:
        """Return the check itself if it changed, what it rests on, and the rating if it reads that."""
        found = [
            *self._condition("check", id_, [ruleset.fails_when for ruleset in self.rulesets]),
            *self._condition("check", id_, [ruleset.applies_if for ruleset in self.rulesets]),
        ]
        read = {
            name
            for ruleset in self.rulesets
            for conditions in (ruleset.fails_when, ruleset.applies_if)
            if id_ in conditions
            for name in conditions[id_].questions
        }
        if read & RESULT_FACTS.keys():
            found.extend(self.of_rating())
        return tuple(dict.fromkeys(found))

    def of_outcomes(self) -> tuple[str, ...]:
        """Return what is behind the rating, the `must` checks that differ, and questions that are open now."""
        found = [*self.of_rating(), *self._entry("parameters", "requirements")]
        was, now = (set(result.blocked_by) for result in self.results)
        for check in sorted(was ^ now):
            found.extend(self.of_check(check))
        if self.results[0].is_complete != self.results[1].is_complete:
            for id_, state in self.states[1].items():
                if state.state == "unanswered":
                    found.extend(self._question(id_))
        return tuple(dict.fromkeys(found))

    def of_signatories(self) -> tuple[str, ...]:
        """Return what is behind the rating, and who signs what."""
        return tuple(dict.fromkeys((*self.of_rating(), *self._entry("parameters", "requirements"))))

    def _entry(self, kind: str, id_: str) -> tuple[str, ...]:
        return self.changed.get((kind, id_), ())

    def _question(self, id_: str) -> tuple[str, ...]:
        if id_ not in self.of_questions:
            found: list[str] = []
            if self._looks(id_, 0) != self._looks(id_, 1):
                found.extend(self._entry("question", id_))
                for ruleset in self.rulesets:
                    condition = ruleset.ask_if.get(id_)
                    for earlier in condition.questions if condition else ():
                        found.extend(self._question(earlier))
            self.of_questions[id_] = tuple(dict.fromkeys(found))
        return self.of_questions[id_]

    def _looks(self, id_: str, side: int) -> tuple[object, ...]:
        state = self.states[side].get(id_)
        return (state.state, state.may_not_apply, state.stale) if state else ("not_asked", False, False)

    def _condition(self, kind: str, id_: str, sides: Iterable[Mapping[str, Condition]]) -> Iterator[str]:
        yield from self._entry(kind, id_)
        for conditions in sides:
            for question in conditions[id_].questions if id_ in conditions else ():
                yield from self._question(question)

    def _moved_rules(self, factor: str) -> Iterator[str]:
        for id_ in dict.fromkeys((*self.rules[1], *self.rules[0])):
            effects = [self._effect(id_, side, factor) for side in (0, 1)]
            if effects[0] != effects[1]:
                yield id_

    def _effect(self, id_: str, side: int, factor: str) -> tuple[object, ...]:
        """Return what a rule does to a factor; the same for every rule that does nothing."""
        rule = self.rules[side].get(id_)
        if rule is None or (rule.factors != "all" and factor not in rule.factors):
            return ()
        truth = self.truths[side][id_]
        return () if truth is Truth.FALSE else (truth, rule.raises)

    def _elements(self) -> Iterator[Element]:
        for ruleset in self.rulesets:
            for strategy in ruleset.questionnaire.strategies:
                yield from strategy.elements
