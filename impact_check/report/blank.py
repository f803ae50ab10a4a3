"""Turn a questionnaire into a BlankView: every question with room for its answer, to print and fill in by hand."""

from collections.abc import Iterator
from itertools import count as count_up
from itertools import groupby

from impact_check.model.questionnaire import NONE_OF_THESE, EvidenceDemand, Option, Question, Section
from impact_check.report.asked_if import ConditionsInWords
from impact_check.report.blank_parts import (
    Area,
    BlankView,
    Block,
    Checkpoint,
    Choice,
    EvidenceSpace,
    FormQuestion,
    FormSection,
    OnlyIf,
    TypedAs,
)
from impact_check.report.checkpoints import PlacedCheckpoint, checkpoints
from impact_check.report.formats import count, listed, one_line, shorten
from impact_check.report.wording import GRADES
from impact_check.rules import Ruleset

_RUNNING_TITLE_LENGTH = 70
_SHORT_LABEL = 42
"""Characters of a label that fits in half a line."""
_MANY = 6
_TOO_MANY = 12
"""Choices from which short ones, and any, stand in two columns."""
_LARGEST_INTENDED = 10_000_000
"""The maximum of a number question that sets none."""

_THESE = {"any": "at least one of these is true", "all": "all of these are true"}
_AREAS: dict[str, Area] = {"number": "number", "date": "date", "role": "line", "text": "box"}


def blank_view(ruleset: Ruleset) -> BlankView:
    """Write the blank form of a questionnaire: all its sections and questions, in the order asked."""
    return _Form(ruleset).view()


class _Form:
    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.content = ruleset.questionnaire
        self.numbers = {name: number for number, name in enumerate(ruleset.questions, start=1)}
        self.conditions = ConditionsInWords(ruleset, self.numbers)
        self.checkpoints = checkpoints(ruleset, self.conditions)

    def view(self) -> BlankView:
        pack, pinned = self.content.packs[-1], self.ruleset.pinned
        heading = one_line(pack.title)
        demands = [question.evidence for question in self.content.questions if question.evidence]
        groups = self.groups()
        typing_annex = "Annex B" if groups else "Annex A"
        parts = count(len(self.content.sections), "part", "parts")
        return BlankView(
            heading=heading,
            document_title=f"{heading}: blank form",
            running_title=shorten(heading, _RUNNING_TITLE_LENGTH),
            reference=f"{pinned.version}, content hash {pinned.sha256[:12]}",
            extent=f"{count(len(self.numbers), 'question', 'questions')} in {parts}",
            first=self.first(),
            has_evidence=bool(demands),
            grades=tuple(GRADES.values()) if demands else (),
            sections=tuple(map(self.section, self.content.sections, count_up(1))),
            groups_heading="Annex A. The groups of people",
            groups=groups,
            typing_heading=f"{typing_annex}. To have it rated",
            typing_annex=typing_annex,
            typed_as=tuple(self.typed_as(question) for question in self.content.questions),
            sample=self.sample(),
            start_command=f"impact-check assess my-plan --pack {self.content.id}",
            file_command="impact-check assess my-plan --answers answers.yaml",
        )

    def first(self) -> str:
        always = [self.numbers[question.id] for question in self.content.questions if question.ask_if is None]
        screening = [self.numbers[question.id] for question in self.content.questions if question.screening]
        if not screening:
            return "Begin with question 1."
        begin = f"Begin with {_numbers(screening)}: they tell which of the others you need."
        return f"Everybody answers {_numbers(always)}. {begin}"

    def section(self, section: Section, number: int) -> FormSection:
        asked = self.ruleset.ask_if
        runs = groupby(section.questions, lambda q: asked[q.id].node if q.id in asked else None)
        return FormSection(
            id=f"part-{number}",
            heading=f"Part {number}. {section.title}",
            numbers=_numbers([self.numbers[question.id] for question in section.questions]),
            intro=section.intro or "",
            blocks=tuple(self.block(tuple(together)) for _, together in runs),
            checkpoints=tuple(map(self.checkpoint, (c for c in self.checkpoints.values() if c.after == section.id))),
        )

    def block(self, questions: tuple[Question, ...]) -> Block:
        """Lay out questions of one condition: a long one is said once above them, and recalled at the others."""
        first, *others = questions
        shared = self.only_if(questions) if others and not any(q.only_if_certain for q in questions) else None
        if shared is None or not shared.items:
            return Block(None, tuple(self.question(question, self.only_if((question,))) for question in questions))
        recalled = OnlyIf(f"Answer this only if the box above question {self.numbers[first.id]} says so.")
        return Block(shared, (self.question(first, None), *(self.question(other, recalled) for other in others)))

    def checkpoint(self, placed: PlacedCheckpoint) -> Checkpoint:
        how, clauses = self.conditions.clauses(placed.node)
        return Checkpoint(placed.letter, OnlyIf(f"Tick {placed.letter} if {_THESE[how]}:", clauses))

    def only_if(self, questions: tuple[Question, ...]) -> OnlyIf | None:
        """Say when the questions, which share a condition, are to be answered."""
        first = questions[0]
        if first.id not in self.ruleset.ask_if:
            return None
        node = self.ruleset.ask_if[first.id].node
        which = "this" if len(questions) == 1 else _numbers([self.numbers[question.id] for question in questions])
        lead = f"Answer {which} only if{' you are sure that' if first.only_if_certain else ''}"
        if node in self.checkpoints:
            return OnlyIf(f"{lead} you ticked checkpoint {self.checkpoints[node].letter}.")
        how, clauses = self.conditions.clauses(node)
        return OnlyIf(f"{lead} {clauses[0]}.") if len(clauses) == 1 else OnlyIf(f"{lead} {_THESE[how]}:", clauses)

    def question(self, question: Question, only_if: OnlyIf | None) -> FormQuestion:
        choices = tuple(Choice(option.label, self.option_help(question, option)) for option in self.options(question))
        return FormQuestion(
            number=self.numbers[question.id],
            id=question.id,
            text=question.text,
            only_if=only_if,
            help=question.help or "",
            why=question.why,
            remarks=tuple(_remarks(question)),
            area="line" if question.id in self.short_texts() else _AREAS.get(question.type, "choices"),
            hint=_hint(question),
            choices=choices,
            in_columns=question.type == "yes_no" or _fits_in_columns(choices),
            unit=question.unit or "",
            not_applicable=question.allow_not_applicable,
            evidence=self.evidence(question, question.evidence) if question.evidence else None,
        )

    def short_texts(self) -> tuple[str | None, ...]:
        """Return the questions whose answer is a name or number, though they take any text."""
        facts = self.content.facts
        return (facts.title, facts.organisation, facts.service, facts.reference)

    def options(self, question: Question) -> tuple[Option, ...]:
        return self.ruleset.options[question.id]

    def option_help(self, question: Question, option: Option) -> str:
        """Return the help of an option; what a group stands for is said once, at the end of the form."""
        return "" if question.options_from else option.help or ""

    def evidence(self, question: Question, demand: EvidenceDemand) -> EvidenceSpace:
        if demand.reassuring == "any":
            lead = "Say what shows your answer."
        else:
            labels = {option.id: option.label for option in self.options(question)}
            answers = listed((f"“{labels[option]}”" for option in demand.reassuring), "or")
            lead = f"If you {'tick' if question.type == 'many' else 'answer'} {answers}, say what shows it."
        grades = tuple(GRADES)
        enough = grades.index(demand.min_grade) + 1
        weaker = grades[enough:]
        note = f"({listed(weaker)} {'doesn’t' if len(weaker) == 1 else 'don’t'} count)" if weaker else ""
        return EvidenceSpace(lead, grades[:enough], note)

    def groups(self) -> tuple[Choice, ...]:
        if not any(question.options_from == "groups" for question in self.content.questions):
            return ()
        return tuple(Choice(group.title, group.plain) for group in self.content.groups)

    def typed_as(self, question: Question) -> TypedAs:
        ids = [option.id for option in self.options(question)]
        match question.type:
            case "yes_no" | "one":
                write = f"one of: {', '.join(ids)}"
            case "many":
                others = [name for name in ids if name != NONE_OF_THESE]
                write = f"a list in square brackets, of: {', '.join(others)}; or {NONE_OF_THESE}"
            case "number":
                write = "a whole number"
            case "date":
                write = "a date, such as 2027-04-01"
            case _:
                write = "text in double quotes"
        return TypedAs(self.numbers[question.id], question.id, write)

    def sample(self) -> str:
        facts = self.content.facts
        demanding = next((question for question in self.content.questions if self.shown_by_evidence(question)), None)
        lines = [
            f"questionnaire: {self.content.id}",
            'by: "Who filled in the form"',
            "given:",
            f'  {facts.title}: "What the proposal is called"',
            f"  {facts.change_date}: 2027-04-01",
            f"  {facts.groups}: {{dont_know: true, who: Service manager, by_when: 2027-01-15}}",
        ]
        if demanding and demanding.evidence:
            lines += [
                f"  {demanding.id}: {{value: {self.shown_by_evidence(demanding)}, evidence: [E1]}}",
                "evidence:",
                f"  - {{id: E1, title: What shows it, grade: {demanding.evidence.min_grade}, date: 2026-10-05}}",
            ]
        return "\n".join(lines) + "\n"

    def shown_by_evidence(self, question: Question) -> str:
        """Return an answer to a question of one answer that counts only with evidence; empty if there is none."""
        if question.evidence is None or question.evidence.reassuring == "any" or question.type not in ("yes_no", "one"):
            return ""
        return question.evidence.reassuring[0]


def _numbers(numbers: list[int]) -> str:
    """Name questions by number, in runs: `question 4`, `questions 5, 6 and 8 to 11`."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    named: list[str] = []
    for run in runs:
        named += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run)
    return f"{'question' if len(numbers) == 1 else 'questions'} {listed(named)}"


def _fits_in_columns(choices: tuple[Choice, ...]) -> bool:
    if any(choice.help for choice in choices):
        return False
    is_short = all(len(choice.label) <= _SHORT_LABEL for choice in choices)
    return len(choices) >= (_MANY if is_short else _TOO_MANY)


def _hint(question: Question) -> str:
    match question.type:
        case "yes_no" | "one":
            return "Tick one."
        case "many":
            return f"Tick all that apply. If you tick “{question.none_words}”, tick nothing else."
        case "number" if question.maximum < _LARGEST_INTENDED:
            return f"A whole number, from {question.minimum:,} to {question.maximum:,}."
        case "number":
            return "A whole number."
        case "role":
            return "Give a job, not the name of a resident."
    return ""


def _remarks(question: Question) -> Iterator[str]:
    if question.must_know:
        yield "This must be known before anyone can sign."
    if question.optional:
        yield "You may leave this blank."
    if question.publish == "internal":
        yield "The answer is left out of a published copy."
    if question.publish == "personal":
        yield "The answer may be about a person. It is left out of a published copy."
