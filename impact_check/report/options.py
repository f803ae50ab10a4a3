"""Set the proposal and its alternatives side by side, in words: what each would mean, what differs, what doesn't."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from impact_check.model.comparison import PROPOSAL, Comparison, OptionAnswer, OptionRating
from impact_check.model.levels import Bounds
from impact_check.model.strategy import Strategy
from impact_check.report.formats import count, listed, passage, sentence, shorten
from impact_check.report.lookup import LONG_ANSWER, Lookup
from impact_check.report.parts import Line, Mark, OptionCell, OptionHead, OptionRow, OptionsPart, OptionTable, Row
from impact_check.report.wording import OUTCOMES_SHORT, PUBLISH, STANDINGS, mark, pair, pair_words

MOST_COLUMNS = 4
"""Options. More don't fit beside each other."""

WORST = 3
"""Risks named for each option."""

_INTRO = (
    "No option is recommended here. The table says what each would mean for loneliness, by the same rules. "
    "Other things count too, and the people who decide weigh them."
)
_NOTHING = (
    "{} changes nothing, so few questions are asked and nothing is rated: only what a decision changes is. "
    "Loneliness that is there already is not in it, nor any that comes if money runs out."
)


def options_part(lookup: Lookup, comparison: Comparison) -> OptionsPart:
    """Set out the options. lookup: of the proposal."""
    return _Options(lookup, comparison).part()


@dataclass(frozen=True)
class _Options:
    lookup: Lookup
    comparison: Comparison

    def part(self) -> OptionsPart:
        options = self.comparison.options
        tables = [
            OptionTable("The options side by side", "What it would mean", "What is compared", tuple(self.rows())),
            OptionTable(
                "The strategy: where the options stand differently",
                "The strategy, where the options differ",
                "Wording",
                tuple(self.elements()),
            ),
            OptionTable("Answers that differ", "Answers, where the options differ", "Question", tuple(self.answers())),
        ]
        return OptionsPart(
            intro=_INTRO,
            notes=tuple(self.notes()),
            heads=tuple(
                OptionHead(_label(option), passage(option.title or "Decision without a name"), passage(option.summary))
                for option in options
            ),
            in_columns=len(options) <= MOST_COLUMNS,
            tables=tuple(table for table in tables if table.rows),
            in_full=tuple(self.in_full()),
            same=tuple(self.same()),
        )

    def row(self, label: str, cell: Callable[[OptionRating], Iterable[Mark | str]]) -> OptionRow:
        return OptionRow(label, tuple(_cell(cell(option)) for option in self.comparison.options))

    # What each would mean

    def rows(self) -> Iterator[OptionRow]:
        yield self.row("Rating as proposed", lambda option: [_rating(option.inherent)])
        yield self.row("With its actions that count", _after)
        yield self.row("Worst risks", self.worst)
        for strategy in self.lookup.questionnaire.strategies:
            yield self.row(strategy.title, partial(_standings, strategy))
        yield self.row("Must be put right", self.must)
        yield self.row("Should be put right", lambda option: [_checks(option.gaps_should)])
        yield self.row("What is permitted", lambda option: [OUTCOMES_SHORT[outcome] for outcome in option.outcomes])
        yield self.row("Not known", _unknown)
        yield self.row("Questions asked", _asked)

    def worst(self, option: OptionRating) -> Iterator[Mark | str]:
        for factor in option.factors[:WORST]:
            shape = mark(factor.inherent.possible).shape
            yield Mark(shape, f"{pair_words(factor.inherent)}: {self.lookup.factor_title(factor.factor)}")
        if len(option.factors) > WORST:
            yield f"and {len(option.factors) - WORST} more"
        if not option.factors:
            yield "No risk found"

    def must(self, option: OptionRating) -> Iterator[str]:
        """Say how many checks, and name those that some option meets."""
        yield _checks(option.gaps_must)
        own = [check for check in option.gaps_must if check not in self.comparison.same.gaps]
        yield from (self.check_title(check) for check in own)

    def check_title(self, check: str) -> str:
        return self.lookup.checks[check].title if check in self.lookup.checks else check

    # What differs

    def elements(self) -> Iterator[OptionRow]:
        """Yield the principles (of a strategy without any, the goals) that not every option stands against alike."""
        for strategy in self.lookup.questionnaire.strategies:
            kinds = {element.kind for element in strategy.elements}
            shown = "principle" if "principle" in kinds else "goal"
            for element in strategy.elements:
                if element.kind == shown and element.id not in self.comparison.same.elements:
                    label = f"{element.id} {shorten(element.wordings[0].text, 90)}"
                    yield self.row(label, partial(_standing, element.id))

    def answers(self) -> Iterator[OptionRow]:
        for differing in self.comparison.differing:
            cells = (tuple(self.said(differing.question, answer)) for answer in differing.answers.values())
            yield OptionRow(self.question(differing.question), tuple(cells))

    def question(self, id_: str) -> str:
        """Return a question's text, and whether its answer must be left out of a published copy."""
        text, asked = self.lookup.question_text(id_), self.lookup.questions.get(id_)
        return f"{text} ({PUBLISH[asked.publish]})" if asked and PUBLISH[asked.publish] else text

    def said(self, question: str, given: OptionAnswer) -> Iterator[Line]:
        """Yield an answer, shortened if it is long, with how it counts and its note."""
        lines, remark = self.lookup.answer_words(question, given.state, given.answer)
        text = " ".join(line.text for line in lines)
        yield from passage(shorten(text, LONG_ANSWER)) if len(text) > LONG_ANSWER else lines
        yield from passage(remark)
        if given.answer and given.answer.note:
            yield from passage(f"Note: {shorten(given.answer.note, LONG_ANSWER)}")

    def in_full(self) -> Iterator[Row]:
        """Yield the alternatives' own texts that are too long for the table; the proposal's stand elsewhere."""
        for differing in self.comparison.differing:
            for id_, given in differing.answers.items():
                lines, _ = self.lookup.answer_words(differing.question, given.state, given.answer)
                note = passage(given.answer.note) if given.answer else ()
                for kind, told in (("", lines), (", note", note)):
                    if id_ != PROPOSAL and sum(len(line.text) + 1 for line in told) > LONG_ANSWER:
                        yield Row(f"{id_}{kind}: {self.question(differing.question)}", told)

    # What is said of them all

    def notes(self) -> Iterator[str]:
        for option in self.comparison.options:
            if option.changes_nothing:
                yield _NOTHING.format(_label(option))
        for option in self.comparison.options:
            if option.unanswered:
                number = count(len(option.unanswered), "question", "questions")
                yield f"{_label(option)}: {number} nobody has answered yet. They count as not known."

    def same(self) -> Iterator[str]:
        same = self.comparison.same
        if len(self.comparison.options) == 1:
            return
        if same.answers:
            yield f"{count(len(same.answers), 'question has', 'questions have')} the same answer in all options."
        if same.factors:
            titles = listed(self.lookup.factor_title(factor) for factor in same.factors)
            yield f"At the same level in all options: {sentence(titles)}"
        elements = len(self.comparison.options[0].standings)
        if elements:
            yield f"All options stand alike against {len(same.elements)} of {elements} parts of the strategy."
        if same.gaps:
            titles = listed(f"“{self.check_title(check)}”" for check in same.gaps)
            yield f"No option meets these checks: {titles}."


def _label(option: OptionRating) -> str:
    return "Proposal" if option.id == PROPOSAL else option.id


def _cell(lines: Iterable[Mark | str]) -> OptionCell:
    return tuple(part for line in lines for part in (passage(line) if isinstance(line, str) else (line,)))


def _rating(bounds: Bounds) -> Mark:
    said = pair(bounds)
    return Mark(said.possible.shape, said.words)


def _after(option: OptionRating) -> Iterator[Mark | str]:
    yield _rating(option.residual)
    if not option.actions:
        yield "No action on file"
    else:
        counts = "counts" if option.actions_with_credit == 1 else "count"
        yield f"{option.actions_with_credit} of {count(option.actions, 'action', 'actions')} {counts}"


def _standing(element: str, option: OptionRating) -> Iterator[Mark]:
    yield STANDINGS[option.standings[element]]


def _standings(strategy: Strategy, option: OptionRating) -> Iterator[Mark]:
    ids = {element.id for element in strategy.elements}
    found = [standing for id_, standing in option.standings.items() if id_ in ids]
    for standing, shown in STANDINGS.items():
        if standing in found:
            yield Mark(shown.shape, f"{shown.word}: {found.count(standing)}")


def _checks(gaps: tuple[str, ...]) -> str:
    return count(len(gaps), "check", "checks") if gaps else "Nothing"


def _asked(option: OptionRating) -> Iterator[str]:
    yield count(len(option.asked), "question", "questions")
    if option.id != PROPOSAL:
        yield f"{len(option.shared)} answered as in the proposal"


def _unknown(option: OptionRating) -> Iterator[str]:
    yield count(len(option.unknown), "answer", "answers") if option.unknown else "Nothing"
    if option.unanswered:
        yield f"{len(option.unanswered)} of them not given yet"
