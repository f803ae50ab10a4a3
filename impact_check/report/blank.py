"""Turn a questionnaire into a BlankView: every question with room for its answer, to print and fill in by hand."""

from collections.abc import Iterator
from itertools import count as count_up
from itertools import groupby

from impact_check.language import listed, number, to_translate, tr, trn
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
from impact_check.report.formats import one_line, shorten
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

_ONLY_IF = {
    ("this", "any"): to_translate("Answer this only if at least one of these is true:"),
    ("this", "all"): to_translate("Answer this only if all of these are true:"),
    ("sure", "any"): to_translate("Answer this only if you are sure that at least one of these is true:"),
    ("sure", "all"): to_translate("Answer this only if you are sure that all of these are true:"),
    ("several", "any"): to_translate("Answer {questions} only if at least one of these is true:"),
    ("several", "all"): to_translate("Answer {questions} only if all of these are true:"),
}
_ONLY_IF_ONE = {
    "this": to_translate("Answer this only if {condition}."),
    "sure": to_translate("Answer this only if you are sure that {condition}."),
    "several": to_translate("Answer {questions} only if {condition}."),
}
_ONLY_IF_TICKED = {
    "this": to_translate("Answer this only if you ticked checkpoint {letter}."),
    "sure": to_translate("Answer this only if you are sure that you ticked checkpoint {letter}."),
    "several": to_translate("Answer {questions} only if you ticked checkpoint {letter}."),
}
_TICK_IF = {
    "any": to_translate("Tick {letter} if at least one of these is true:"),
    "all": to_translate("Tick {letter} if all of these are true:"),
}
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
        typing_annex = tr("Annex {letter}", letter="B" if groups else "A")
        parts = trn("1 part", "{count} parts", len(self.content.sections))
        questions = trn("1 question", "{count} questions", len(self.numbers))
        return BlankView(
            heading=heading,
            document_title=tr("{title}: blank form", title=heading),
            running_title=shorten(heading, _RUNNING_TITLE_LENGTH),
            reference=tr("{version}, content hash {hash}", version=pinned.version, hash=pinned.sha256[:12]),
            extent=tr("{questions} in {parts}", questions=questions, parts=parts),
            first=self.first(),
            has_evidence=bool(demands),
            grades=tuple(GRADES.values()) if demands else (),
            sections=tuple(map(self.section, self.content.sections, count_up(1))),
            groups_heading=tr("Annex {letter}. The groups of people", letter="A"),
            groups=groups,
            typing_heading=tr("{annex}. To have it rated", annex=typing_annex),
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
            return tr("Begin with question 1.")
        return tr(
            "Everybody answers {always}. Begin with {screening}: they tell which of the others you need.",
            always=_numbers(always),
            screening=_numbers(screening),
        )

    def section(self, section: Section, number: int) -> FormSection:
        asked = self.ruleset.ask_if
        runs = groupby(section.questions, lambda q: asked[q.id].node if q.id in asked else None)
        return FormSection(
            id=f"part-{number}",
            heading=tr("Part {number}. {title}", number=number, title=section.title),
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
        recalled = OnlyIf(
            tr("Answer this only if the box above question {number} says so.", number=self.numbers[first.id])
        )
        return Block(shared, (self.question(first, None), *(self.question(other, recalled) for other in others)))

    def checkpoint(self, placed: PlacedCheckpoint) -> Checkpoint:
        how, clauses = self.conditions.clauses(placed.node)
        return Checkpoint(placed.letter, OnlyIf(tr(_TICK_IF[how], letter=placed.letter), clauses))

    def only_if(self, questions: tuple[Question, ...]) -> OnlyIf | None:
        """Say when the questions, which share a condition, are to be answered."""
        first = questions[0]
        if first.id not in self.ruleset.ask_if:
            return None
        node = self.ruleset.ask_if[first.id].node
        who = "several" if len(questions) > 1 else "sure" if first.only_if_certain else "this"
        named = {"questions": _numbers([self.numbers[question.id] for question in questions])}
        if node in self.checkpoints:
            return OnlyIf(tr(_ONLY_IF_TICKED[who], letter=self.checkpoints[node].letter, **named))
        how, clauses = self.conditions.clauses(node)
        if len(clauses) == 1:
            return OnlyIf(tr(_ONLY_IF_ONE[who], condition=clauses[0], **named))
        return OnlyIf(tr(_ONLY_IF[who, how], **named), clauses)

    def question(self, question: Question, only_if: OnlyIf | None) -> FormQuestion:
        choices = tuple(Choice(option.label, self.option_help(question, option)) for option in self.options(question))
        return FormQuestion(
            number=self.numbers[question.id],
            id=question.id,
            text=question.text,
            only_if=only_if,
            help=question.help or "",
            why=question.why,
            remarks=tuple(remarks(question)),
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
            lead = tr("Say what shows your answer.")
        else:
            labels = {option.id: option.label for option in self.options(question)}
            answers = listed((tr("“{text}”", text=labels[option]) for option in demand.reassuring), "or")
            if question.type == "many":
                lead = tr("If you tick {answers}, say what shows it.", answers=answers)
            else:
                lead = tr("If you answer {answers}, say what shows it.", answers=answers)
        grades = tuple(GRADES)
        enough = grades.index(demand.min_grade) + 1
        weaker = grades[enough:]
        note = trn("({grades} doesn’t count)", "({grades} don’t count)", len(weaker), grades=listed(weaker))
        return EvidenceSpace(lead, grades[:enough], note if weaker else "")

    def groups(self) -> tuple[Choice, ...]:
        if not any(question.options_from == "groups" for question in self.content.questions):
            return ()
        return tuple(Choice(group.title, group.plain) for group in self.content.groups)

    def typed_as(self, question: Question) -> TypedAs:
        ids = [option.id for option in self.options(question)]
        match question.type:
            case "yes_no" | "one":
                write = tr("one of: {options}", options=", ".join(ids))
            case "many":
                others = ", ".join(name for name in ids if name != NONE_OF_THESE)
                write = tr("a list in square brackets, of: {options}; or {none}", options=others, none=NONE_OF_THESE)
            case "number":
                write = tr("a whole number")
            case "date":
                write = tr("a date, such as {example}", example="2027-04-01")
            case _:
                write = tr("text in double quotes")
        return TypedAs(self.numbers[question.id], question.id, write)

    def sample(self) -> str:
        facts = self.content.facts
        demanding = next((question for question in self.content.questions if self.shown_by_evidence(question)), None)
        by, title, who, shown = map(
            _in_sample,
            (
                tr("Who filled in the form"),
                tr("What the proposal is called"),
                tr("Service manager"),
                tr("What shows it"),
            ),
        )
        lines = [
            f"questionnaire: {self.content.id}",
            f'by: "{by}"',
            "given:",
            f'  {facts.title}: "{title}"',
            f"  {facts.change_date}: 2027-04-01",
            f"  {facts.groups}: {{dont_know: true, who: {who}, by_when: 2027-01-15}}",
        ]
        if demanding and demanding.evidence:
            lines += [
                f"  {demanding.id}: {{value: {self.shown_by_evidence(demanding)}, evidence: [E1]}}",
                "evidence:",
                f"  - {{id: E1, title: {shown}, grade: {demanding.evidence.min_grade}, date: 2026-10-05}}",
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
        named += [tr("{first} to {last}", first=run[0], last=run[-1])] if len(run) > 2 else map(str, run)
    return trn("question {numbers}", "questions {numbers}", len(numbers), numbers=listed(named))


def _in_sample(text: str) -> str:
    """Return a text as it may stand in a line of YAML."""
    return "".join(character for character in text if character not in '":,{}[]#\\')


def _fits_in_columns(choices: tuple[Choice, ...]) -> bool:
    if any(choice.help for choice in choices):
        return False
    is_short = all(len(choice.label) <= _SHORT_LABEL for choice in choices)
    return len(choices) >= (_MANY if is_short else _TOO_MANY)


def _hint(question: Question) -> str:
    match question.type:
        case "yes_no" | "one":
            return tr("Tick one.")
        case "many":
            return tr("Tick all that apply. If you tick “{none}”, tick nothing else.", none=question.none_words)
        case "number" if question.maximum < _LARGEST_INTENDED:
            low, high = number(question.minimum), number(question.maximum)
            return tr("A whole number, from {low} to {high}.", low=low, high=high)
        case "number":
            return tr("A whole number.")
        case "role":
            return tr("Give a job, not the name of a resident.")
    return ""


def remarks(question: Question) -> Iterator[str]:
    """Yield what has to be known about an answer: whether it may stay blank, and who may read it."""
    if question.must_know:
        yield tr("This must be known before anyone can sign.")
    if question.optional:
        yield tr("You may leave this blank.")
    if question.publish == "internal":
        yield tr("The answer is left out of a published copy.")
    if question.publish == "personal":
        yield tr("The answer may be about a person. It is left out of a published copy.")
