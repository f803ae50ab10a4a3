"""Set the proposal and its alternatives side by side, in words: what each would mean, what differs, what doesn't."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from impact_check.interview.wording import OUTCOMES_SHORT
from impact_check.language import number, to_translate, tr, trn
from impact_check.model.comparison import PROPOSAL, Comparison, OptionAnswer, OptionRating
from impact_check.model.levels import Bounds
from impact_check.model.strategy import Strategy
from impact_check.report.formats import labelled, listed, passage, quoted, sentence, shorten
from impact_check.report.lookup import LONG_ANSWER, Lookup
from impact_check.report.page_one_parts import Line, Mark, Row
from impact_check.report.parts import OptionCell, OptionHead, OptionRow, OptionsPart, OptionTable
from impact_check.report.wording import PUBLISH, STANDINGS, mark, pair, pair_words, unnamed

MOST_COLUMNS = 4
"""Options. More don't fit beside each other."""

WORST = 3
"""Risks named for each option."""

_INTRO = to_translate(
    "No option is recommended here. The table says what each would mean for loneliness, by the same rules. "
    "Other things count too, and the people who decide weigh them."
)
_NOTHING = to_translate(
    "{option} changes nothing, so few questions are asked and nothing is rated: only what a decision changes is. "
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
            OptionTable(
                tr("The options side by side"), tr("What it would mean"), tr("What is compared"), tuple(self.rows())
            ),
            OptionTable(
                tr("The strategy: where the options stand differently"),
                tr("The strategy, where the options differ"),
                tr("Wording"),
                tuple(self.elements()),
            ),
            OptionTable(
                tr("Answers that differ"),
                tr("Answers, where the options differ"),
                tr("Question"),
                tuple(self.answers()),
            ),
        ]
        return OptionsPart(
            intro=tr(_INTRO),
            notes=tuple(self.notes()),
            heads=tuple(
                OptionHead(_label(option), passage(option.title or unnamed()), passage(option.summary))
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
        yield self.row(tr("Rating as proposed"), lambda option: [_rating(option.inherent)])
        yield self.row(tr("With its actions that count"), _after)
        yield self.row(tr("Worst risks"), self.worst)
        for strategy in self.lookup.questionnaire.strategies:
            yield self.row(strategy.title, partial(_standings, strategy))
        yield self.row(tr("Must be put right"), self.must)
        yield self.row(tr("Should be put right"), lambda option: [_checks(option.gaps_should)])
        yield self.row(tr("What is permitted"), lambda option: [OUTCOMES_SHORT[outcome] for outcome in option.outcomes])
        yield self.row(tr("Not known"), _unknown)
        yield self.row(tr("Questions asked"), _asked)

    def worst(self, option: OptionRating) -> Iterator[Mark | str]:
        for factor in option.factors[:WORST]:
            shape = mark(factor.inherent.possible).shape
            yield Mark(shape, labelled(pair_words(factor.inherent), self.lookup.factor_title(factor.factor)))
        if len(option.factors) > WORST:
            yield trn("and 1 more", "and {count} more", len(option.factors) - WORST)
        if not option.factors:
            yield tr("No risk found")

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
                    label = tr("{id} {wording}", id=element.id, wording=shorten(element.wordings[0].text, 90))
                    yield self.row(label, partial(_standing, element.id))

    def answers(self) -> Iterator[OptionRow]:
        for differing in self.comparison.differing:
            cells = (tuple(self.said(differing.question, answer)) for answer in differing.answers.values())
            yield OptionRow(self.question(differing.question), tuple(cells))

    def question(self, id_: str) -> str:
        """Return a question's text, and whether its answer must be left out of a published copy."""
        text, asked = self.lookup.question_text(id_), self.lookup.questions.get(id_)
        remark = PUBLISH[asked.publish] if asked else ""
        return tr("{question} ({remark})", question=text, remark=remark) if remark else text

    def said(self, question: str, given: OptionAnswer) -> Iterator[Line]:
        """Yield an answer, shortened if it is long, with how it counts and its note."""
        lines, remark = self.lookup.answer_words(question, given.state, given.answer)
        text = " ".join(line.text for line in lines)
        yield from passage(shorten(text, LONG_ANSWER)) if len(text) > LONG_ANSWER else lines
        yield from passage(remark)
        if given.answer and given.answer.note:
            yield from passage(tr("Note: {note}", note=shorten(given.answer.note, LONG_ANSWER)))

    def in_full(self) -> Iterator[Row]:
        """Yield the alternatives' own texts that are too long for the table; the proposal's stand elsewhere."""
        for differing in self.comparison.differing:
            for id_, given in differing.answers.items():
                lines, _ = self.lookup.answer_words(differing.question, given.state, given.answer)
                note = passage(given.answer.note) if given.answer else ()
                question = self.question(differing.question)
                labels = (
                    (tr("{id}: {question}", id=id_, question=question), lines),
                    (tr("{id}, note: {question}", id=id_, question=question), note),
                )
                for label, told in labels:
                    if id_ != PROPOSAL and sum(len(line.text) + 1 for line in told) > LONG_ANSWER:
                        yield Row(label, told)

    # What is said of them all

    def notes(self) -> Iterator[str]:
        for option in self.comparison.options:
            if option.changes_nothing:
                yield tr(_NOTHING, option=_label(option))
        for option in self.comparison.options:
            if option.unanswered:
                yield trn(
                    "{option}: 1 question nobody has answered yet. They count as not known.",
                    "{option}: {count} questions nobody has answered yet. They count as not known.",
                    len(option.unanswered),
                    option=_label(option),
                )

    def same(self) -> Iterator[str]:
        same = self.comparison.same
        if len(self.comparison.options) == 1:
            return
        if same.answers:
            yield trn(
                "1 question has the same answer in all options.",
                "{count} questions have the same answer in all options.",
                len(same.answers),
            )
        if same.factors:
            titles = listed(self.lookup.factor_title(factor) for factor in same.factors)
            yield tr("At the same level in all options: {harms}", harms=sentence(titles))
        elements = len(self.comparison.options[0].standings)
        if elements:
            yield tr(
                "All options stand alike against {alike} of {all} parts of the strategy.",
                alike=number(len(same.elements)),
                all=number(elements),
            )
        if same.gaps:
            titles = listed(quoted(self.check_title(check)) for check in same.gaps)
            yield tr("No option meets these checks: {checks}.", checks=titles)


def _label(option: OptionRating) -> str:
    return tr("Proposal") if option.id == PROPOSAL else option.id


def _cell(lines: Iterable[Mark | str]) -> OptionCell:
    return tuple(part for line in lines for part in (passage(line) if isinstance(line, str) else (line,)))


def _rating(bounds: Bounds) -> Mark:
    said = pair(bounds)
    return Mark(said.possible.shape, said.words)


def _after(option: OptionRating) -> Iterator[Mark | str]:
    yield _rating(option.residual)
    if not option.actions:
        yield tr("No action on file")
    else:
        actions = trn("1 action", "{count} actions", option.actions)
        yield trn("1 of {actions} counts", "{count} of {actions} count", option.actions_with_credit, actions=actions)


def _standing(element: str, option: OptionRating) -> Iterator[Mark]:
    yield STANDINGS[option.standings[element]]


def _standings(strategy: Strategy, option: OptionRating) -> Iterator[Mark]:
    ids = {element.id for element in strategy.elements}
    found = [standing for id_, standing in option.standings.items() if id_ in ids]
    for standing, shown in STANDINGS.items():
        if standing in found:
            yield Mark(shown.shape, labelled(shown.word, number(found.count(standing))))


def _checks(gaps: tuple[str, ...]) -> str:
    return trn("1 check", "{count} checks", len(gaps)) if gaps else tr("Nothing")


def _asked(option: OptionRating) -> Iterator[str]:
    yield trn("1 question", "{count} questions", len(option.asked))
    if option.id != PROPOSAL:
        yield trn("1 answered as in the proposal", "{count} answered as in the proposal", len(option.shared))


def _unknown(option: OptionRating) -> Iterator[str]:
    yield trn("1 answer", "{count} answers", len(option.unknown)) if option.unknown else tr("Nothing")
    if option.unanswered:
        yield trn("1 of them not given yet", "{count} of them not given yet", len(option.unanswered))
