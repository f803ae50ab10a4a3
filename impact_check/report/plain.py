"""Page 1, and the reasons for one thing, as plain text for a terminal or an e-mail."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING

from impact_check.errors import AnswerError
from impact_check.language import Translated, to_translate, tr, trn
from impact_check.model.assessment import Assessment
from impact_check.model.questionnaire import Questionnaire
from impact_check.model.result import CheckStatus, Finding, Result
from impact_check.report.formats import labelled, lower_first
from impact_check.report.lookup import Lookup
from impact_check.report.page_one_parts import ChallengePart, CheckPart, Line, Mark, PageOne, Passage, SecondPerson
from impact_check.report.wording import CHECK_STATUS, STANDINGS, finding_level, mark, pair_words

if TYPE_CHECKING:
    from impact_check.report.parts import OptionsPart, OptionTable, WhatIfPart

SHOWN = 6
"""Checks that should be put right and are listed here; the report has them all."""


def summary_text(view: PageOne) -> str:
    """Return page 1 as plain text, one thought a line, unwrapped."""
    return "\n".join(_summary(view))


def _summary(view: PageOne) -> Iterator[str]:
    page = view.summary
    yield view.heading.text
    yield page.status
    yield ""
    for card in page.cards:
        yield tr("{heading}: {rating}. {why}", heading=card.heading, rating=card.pair.words, why=card.sentence)
    if page.unmitigated:
        yield page.unmitigated
    yield page.counts
    if page.challenge:
        yield page.challenge
    if view.is_short:
        yield from _block(tr("Why no impact is expected"), (line.text for line in page.reasons))
    yield from _block(
        page.harms_heading, (_harm(h.title, h.pair.words, h.sentence) for h in page.harms), page.harms_note
    )
    yield from _block(page.conflicts_heading, page.conflicts, page.conflicts_note)
    yield from _block(tr("Good effects"), (benefit.because for benefit in view.benefits))
    yield from _block(tr("What is still unknown"), page.unknown, page.unknown_note)
    yield from _block(tr("What must be put right"), map(_check, view.assurance.must))
    should, more = view.assurance.should[:SHOWN], len(view.assurance.should[SHOWN:])
    and_more = trn("And 1 more stands in the report.", "And {count} more stand in the report.", more) if more else ""
    yield from _block(tr("What should be put right"), map(_check, should), and_more)
    yield from _block(tr("What was not looked at"), (), view.assurance.left_note)
    if view.challenge:
        yield from _challenge(view.challenge)
    yield from _block(tr("What is permitted"), page.permitted, page.permitted_note)
    yield from _block(tr("What is put forward"), (page.put_forward,) if page.put_forward else ())
    yield from _block(tr("Who must sign"), page.signatories)
    yield ""
    yield page.duty


def _challenge(part: ChallengePart) -> Iterator[str]:
    yield from _block(
        tr("What a second person said"), (f"{person.name}. {person.tally}" for person in part.people), part.nobody
    )
    for person in part.people:
        yield f"  - {person.rating}"
        for item in person.disagreements:
            yield _item(tr("{name} disagrees: {title}", name=person.name, title=item.title))
            yield from (f"      {labelled(row.label, _flat(row.value))}" for row in item.rows)
        yield from map(_item, person.moved)
        yield from (_item(tr("To be looked at again: {title}", title=title)) for title in person.look_again)


def _item(text: str) -> str:
    return f"  - {text}"


def _under(text: str) -> str:
    """Return a line that belongs to the one above it."""
    return f"  {text}"


def second_person_text(person: SecondPerson) -> str:
    """Return what a challenger said in a few sentences, as plain text, a line each, unwrapped."""
    return "\n".join(line for line in (person.tally, person.rating, person.in_short) if line)


def _check(check: CheckPart) -> str:
    """Say what is wrong. Only what the answers don't tell needs its title: beside a gap it would say the opposite."""
    is_gap = check.state == CHECK_STATUS["gap"]
    return check.because if is_gap else labelled(check.title, lower_first(check.because))


def _harm(title: str, words: str, sentence: str) -> str:
    return tr("{rating}: {harm}. {why}", rating=words, harm=title, why=sentence)


def _block(heading: str, items: Iterable[str], note: str = "") -> Iterator[str]:
    listed = [f"  - {item}" for item in items]
    if not listed and not note:
        return
    yield ""
    yield heading
    yield from listed
    if note:
        yield f"  {note}"


def what_if_text(part: "WhatIfPart") -> str:
    """Return what would bring the rating down as plain text, unwrapped."""
    lines = [part.intro, *(f"  - {line}" for line in (*part.ways, *part.fixed)), part.movable, *part.notes]
    return "\n".join(line for line in lines if line)


def options_rows(part: "OptionsPart") -> tuple[tuple[str, ...], ...]:
    """Return the options as rows of a spreadsheet: headings first, then what is compared, a column for each option."""
    named = (labelled(head.label, _flat(head.title)) for head in part.heads)
    rows = (
        (row.label, *("; ".join(_said(line) for line in cell) for cell in row.cells))
        for table in part.tables
        for row in table.rows
    )
    return ((tr("What is compared"), *named), *rows)


def options_text(part: "OptionsPart", width: int, *, in_blocks: bool = False) -> str:
    """Return the options as plain text, wrapped to the width.

    As tables if the columns are wide enough to read and `in_blocks` is not asked for; else one option after the other.
    """
    first, column = _columns(width, len(part.heads))
    lines: list[str] = []
    for head in part.heads:
        lines += _wrapped(labelled(head.label, _flat(head.title)), width, "  ")
        lines += _wrapped(_flat(head.summary), width, "  ", "  ") if head.summary else []
    for text in (part.intro, *part.notes):
        lines += ["", *_wrapped(text, width)]
    if in_blocks or not part.in_columns or column < NARROWEST_COLUMN:
        for place, head in enumerate(part.heads):
            lines += ["", head.label, "-" * len(head.label), *_option_block(part, place, width)]
    else:
        for table in part.tables:
            lines += ["", *_wrapped(table.caption, width), "", *_option_table(part, table, first, column)]
    if part.same:
        lines += ["", tr("The same for all")]
        lines += [line for text in part.same for line in _wrapped(text, width, "    ", "  - ")]
    return "\n".join(lines)


NARROWEST_COLUMN = 13
"""Characters. A narrower column breaks too many words."""

_GAP = 2
"""Spaces between columns."""


def _columns(width: int, options: int) -> tuple[int, int]:
    """Return the width of the first column and of each option's."""
    first = max(14, min(24, width // 5))
    return first, (width - first) // options - _GAP


def _option_table(part: "OptionsPart", table: "OptionTable", first: int, column: int) -> Iterator[str]:
    widths = [first, *([column] * len(part.heads))]
    heads = [[table.corner], *([head.label] for head in part.heads)]
    yield from _table_row(heads, widths)
    yield (" " * _GAP).join("-" * width for width in widths)
    for row in table.rows:
        yield from _table_row([[row.label], *([_said(line) for line in cell] for cell in row.cells)], widths)
        yield ""


def _table_row(cells: Iterable[Iterable[str]], widths: list[int]) -> Iterator[str]:
    """Lay out one row; further lines of one thing in a cell are indented."""
    wrapped = [
        [line for text in texts for line in _wrapped(text, width, " ")]
        for texts, width in zip(cells, widths, strict=True)
    ]
    for lines in zip_longest(*wrapped, fillvalue=""):
        yield (" " * _GAP).join(f"{line:<{width}}" for line, width in zip(lines, widths, strict=True)).rstrip()


def _option_block(part: "OptionsPart", place: int, width: int) -> Iterator[str]:
    for table in part.tables:
        yield ""
        yield from _wrapped(table.alone, width, "  ")
        for row in table.rows:
            told = "; ".join(_said(line) for line in row.cells[place])
            yield from _wrapped(labelled(row.label.rstrip(":"), told), width, "    ", "  - ")


def _wrapped(text: str, width: int, hanging: str = "", start: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=start, subsequent_indent=hanging, break_on_hyphens=False)


def _said(line: Mark | Line) -> str:
    return line.word if isinstance(line, Mark) else line.text


def explain_text(
    questionnaire: Questionnaire,
    assessment: Assessment,
    result: Result,
    words: Mapping[str, str],
    about: str | None = None,
) -> str:
    """Say why: every factor, rule, principle and check, or the one that `about` names by id.

    words: rule id -> its condition in words. Raises AnswerError if nothing has that id.
    """
    return "\n".join(_Explainer(Lookup(questionnaire, assessment, result, dict(words))).explain(about)).strip()


class _Explainer:
    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup

    def explain(self, about: str | None) -> Iterator[str]:
        lookup = self.lookup
        if about is None:
            for rating in lookup.result.factors:
                yield from self.factor(rating.factor)
            if not lookup.result.factors:
                yield tr("No answer raises a risk of loneliness.")
            for floor in lookup.result.floors:
                because = lookup.floors[floor.floor].because
                yield ""
                yield tr("Floor: {because} ({truth})", because=because, truth=_truth(floor.truth))
        elif about in lookup.factors:
            yield from self.factor(about)
        elif about in lookup.rules:
            yield from self.rule(about)
        elif about in lookup.elements:
            yield from self.element(about)
        elif about in lookup.checks:
            yield from self.check(about)
        elif about in lookup.questions:
            yield from self.question(about)
        else:
            raise AnswerError(tr("There is no risk, rule, principle, check or question with the id '{id}'", id=about))

    def factor(self, id_: str) -> Iterator[str]:
        factor = self.lookup.factors[id_]
        rating = self.lookup.ratings.get(id_)
        words = pair_words(rating.inherent) if rating else tr("not raised by the answers")
        yield ""
        yield tr("{id} {title}: {rating}", id=id_, title=factor.title, rating=words)
        yield f"  {factor.plain}"
        for rule in rating.findings if rating else ():
            if self.lookup.findings[rule].said_by is None:
                yield from self.finding(self.lookup.findings[rule])

    def finding(self, finding: Finding) -> Iterator[str]:
        rule = self.lookup.rules[finding.rule]
        yield _item(rule.because)
        says = tr(
            "{truth}; {effect}; rule {id}",
            truth=_truth(finding.truth),
            effect=tr(_EFFECTS[finding.kind], level=finding_level(finding)),
            id=finding.rule,
        )
        yield f"      {says}"
        yield from self.answers(used.question for used in finding.answers)

    def answers(self, questions: Iterable[str], indent: str = "      ") -> Iterator[str]:
        for id_ in questions:
            part = self.lookup.answer_part(id_)
            remark = f" ({part.remark})" if part.remark else ""
            yield f"{indent}{part.question} {_flat(part.answer)}{remark}"
            if part.note:
                yield indent + _under(tr("Note: {note}", note=_flat(part.note)))

    def rule(self, id_: str) -> Iterator[str]:
        rule = self.lookup.rules[id_]
        yield tr("Rule {id}: {because}", id=id_, because=rule.because)
        said = self.lookup.words.get(id_)
        if said:
            yield _under(tr("It holds when {condition}.", condition=said))
        finding = self.lookup.findings.get(id_)
        if finding is None:
            yield _under(tr("Here it does not hold."))
        else:
            yield _under(tr("Here {truth}. It rests on:", truth=_truth(finding.truth)))
            yield from self.answers((used.question for used in finding.answers), "    ")
        for source in rule.sources:
            yield _under(tr("Source: {source}", source=self.lookup.source_short(source)))

    def element(self, id_: str) -> Iterator[str]:
        element = self.lookup.elements[id_]
        entry = next(entry for entry in self.lookup.result.alignment if entry.element == id_)
        standing = STANDINGS[entry.standing].word
        yield tr("{id} {wording}: {standing}", id=id_, wording=element.wordings[0].text, standing=standing)
        if entry.standing_residual != entry.standing:
            after = STANDINGS[entry.standing_residual].word
            yield _under(tr("After the mitigations that count: {standing}", standing=after))
        yield f"  {element.plain}"
        for factor in entry.factors:
            level = pair_words(self.lookup.ratings[factor].inherent).lower()
            title = self.lookup.factor_title(factor)
            yield _item(tr("against it: {id} {harm}, {level}", id=factor, harm=title, level=level))
        for check in entry.open_checks:
            yield _item(tr("not shown: {because}", because=self.lookup.checks[check].because))
        for rule in entry.benefits:
            yield _item(tr("for it: {because}", because=self.lookup.rules[rule].because))

    def check(self, id_: str) -> Iterator[str]:
        check = self.lookup.checks[id_]
        entry = next(entry for entry in self.lookup.result.checks if entry.check == id_)
        yield labelled(check.title, _CHECK_STATUS[entry.status])
        if entry.status in ("gap", "not_shown"):
            yield f"  {check.because}"
            yield _under(tr("What to do: {fix}", fix=check.fix))
        yield from self.answers((used.question for used in entry.answers), "    ")

    def question(self, id_: str) -> Iterator[str]:
        question = self.lookup.questions[id_]
        yield f"{question.text}"
        yield _under(tr("Why we ask: {reason}", reason=question.why))
        yield from self.answers([id_], "  ")
        for rule, finding in self.lookup.findings.items():
            if any(used.question == id_ for used in finding.answers):
                because, truth = self.lookup.rules[rule].because, _truth(finding.truth)
                yield _item(tr("bears on {id}: {because} ({truth})", id=rule, because=because, truth=truth))
        open_ = next((entry for entry in self.lookup.result.find_out if entry.question == id_), None)
        if open_:
            word = mark(open_.possible_if_good).word.lower()
            yield _under(tr("If it turns out well, the rating could be at most: {rating}.", rating=word))


def _truth(truth: str) -> str:
    return tr("it holds") if truth == "true" else tr("it may hold: something isn’t known")


_EFFECTS = {
    "severity": to_translate("severity {level}"),
    "exposure": to_translate("exposure {level}"),
    "benefit": to_translate("benefit {level}"),
}
_CHECK_STATUS: Mapping[CheckStatus, str] = Translated(
    {
        "met": to_translate("met"),
        "gap": to_translate("gap"),
        "not_shown": to_translate("not shown"),
        "not_applicable": to_translate("not applicable"),
    }
)


def _flat(passage: Passage) -> str:
    return " ".join(line.text for line in passage)
