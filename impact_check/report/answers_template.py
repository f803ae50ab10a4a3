"""A questionnaire -> an answers file to fill in, as YAML or as a table: each question, with what one needs for it.

With an assessment its answers are filled in, so that they can be taken elsewhere. Reading it gives those answers again.
"""

import csv
import io
import re
import textwrap
from collections.abc import Iterable, Iterator

from pydantic import JsonValue

from impact_check.interview.answers_table import ANSWER_COLUMNS, BETWEEN, EVIDENCE_COLUMNS, HELP_COLUMNS, as_cell
from impact_check.interview.bringing import fits
from impact_check.interview.filling import DONT_KNOW, UNANSWERED
from impact_check.interview.recording import said
from impact_check.language import listed, number, to_translate, tr, trn
from impact_check.model.answers_file import NOT_STATED
from impact_check.model.assessment import Assessment, DontKnow, Evidence, Known, NotApplicable
from impact_check.model.questionnaire import Option, Question, Section
from impact_check.report.asked_if import ConditionsInWords
from impact_check.report.blank import remarks
from impact_check.report.formats import one_line
from impact_check.report.wording import GRADES
from impact_check.rules import Ruleset

_WIDTH = 110
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_MISREAD = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
"""Words that YAML readers take for something else than text, if they stand without quotes."""

_QUOTED_ESCAPES = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
_ASKED_IF = {
    "one": to_translate("Asked only if {condition}."),
    "any": to_translate("Asked only if one of these is true: {condition}."),
    "all": to_translate("Asked only if all of these are true: {condition}."),
}
_ASKED_IF_SURE = {
    "one": to_translate("Asked only if you are sure that {condition}."),
    "any": to_translate("Asked only if you are sure that one of these is true: {condition}."),
    "all": to_translate("Asked only if you are sure that all of these are true: {condition}."),
}


def answers_yaml(ruleset: Ruleset, assessment: Assessment | None = None) -> str:
    """Return the answers file as YAML. What can't be filled in, since it no longer fits, stands in comments."""
    return "\n".join(_Template(ruleset, assessment).yaml_lines()) + "\n"


def answers_table(ruleset: Ruleset, assessment: Assessment | None = None) -> str:
    """Return the answers file as a table (CSV) that begins with a byte order mark, as spreadsheets want it."""
    text = io.StringIO(newline="")
    text.write("\ufeff")
    csv.writer(text).writerows(_Template(ruleset, assessment).rows())
    return text.getvalue()


class _Template:
    def __init__(self, ruleset: Ruleset, assessment: Assessment | None) -> None:
        self.ruleset = ruleset
        self.content = ruleset.questionnaire
        self.assessment = assessment
        self.answers = dict(assessment.answers) if assessment else {}
        self.numbers = {name: number for number, name in enumerate(ruleset.questions, start=1)}
        self.conditions = ConditionsInWords(ruleset, self.numbers)

    @property
    def by(self) -> str:
        """Whoever answered last."""
        last = max(self.answers.values(), key=lambda answer: answer.at, default=None)
        return last.by if last else NOT_STATED

    # YAML

    def yaml_lines(self) -> Iterator[str]:
        pack = self.content.packs[-1]
        title = tr(
            "{title}: {questions}, {version}",
            title=one_line(pack.title),
            questions=trn("1 question", "{count} questions", len(self.numbers)),
            version=self.ruleset.pinned.version,
        )
        yield f"# {title}"
        yield from _comment(_how_to_write())
        yield f"questionnaire: {_scalar(self.content.id)}"
        if self.assessment:
            when = one_line(tr("give it only to go on with the same assessment"))
            yield f"# id: {_scalar(self.assessment.id)}  ({when})"
        yield f"by: {_scalar(self.by)}"
        yield ""
        yield "given:"
        for section in self.content.sections:
            yield from self.yaml_section(section)
        yield from self.yaml_not_filled_in()
        yield from self.yaml_evidence()
        yield from self.yaml_mitigations()

    def yaml_section(self, section: Section) -> Iterator[str]:
        yield ""
        yield f"  # {one_line(section.title)}"
        yield from _comment(section.intro or "", 2)
        for question in section.questions:
            yield ""
            lead = f"{self.numbers[question.id]}. "
            yield from _comment(f"{lead}{one_line(question.text)}", 2, hanging=len(lead))
            for line in (question.help or "", *self.about(question), self.how(question, tr("a list: [a, b]"))):
                yield from _comment(line, 2 + len(lead))
            for option in self.listed_options(question):
                yield from _comment(f"{option.id}: {one_line(option.label)}", 4 + len(lead), hanging=2)
            yield f"  {question.id}: {_flow(self.written(question))}"

    def yaml_not_filled_in(self) -> Iterator[str]:
        left = [name for name, answer in self.answers.items() if not fits(self.ruleset, name, answer)]
        if left:
            yield ""
            yield from _comment(tr("Not filled in, since there is no such question now, or it reads differently:"), 2)
        for name in left:
            yield from _comment(f"{name}: {_scalar(said(self.answers[name]))}", 2, hanging=2)

    def yaml_evidence(self) -> Iterator[str]:
        yield ""
        yield from _comment(
            tr(
                "Evidence. Grades: {grades}. where: a link, a place, or a file beside this.",
                grades=listed(GRADES.values()),
            )
        )
        found = self.assessment.evidence if self.assessment else ()
        if not found:
            yield '# - {id: E1, title: "Door counts, spring 2026", grade: B, date: "2026-05-01", where: "counts.pdf"}'
        yield "evidence:" if found else "evidence: []"
        for item in found:
            yield f"  - {_flow(item.model_dump(mode='json', exclude_defaults=True))}"

    def yaml_mitigations(self) -> Iterator[str]:
        found = self.assessment.mitigations if self.assessment else ()
        if found:
            yield ""
            yield "mitigations:"
        for item in found:
            yield f"  - {_flow(item.model_dump(mode='json', exclude_defaults=True))}"

    # Table

    def rows(self) -> Iterator[tuple[str, ...]]:
        yield (*ANSWER_COLUMNS, *EVIDENCE_COLUMNS, *HELP_COLUMNS)
        blank = ("",) * (len(ANSWER_COLUMNS) + len(EVIDENCE_COLUMNS) + len(HELP_COLUMNS) - 2)
        yield ("questionnaire", self.content.id, *blank)
        yield ("by", as_cell(self.by), *blank)
        for question in self.content.questions:
            options = (f"{option.id}: {one_line(option.label)}" for option in self.listed_options(question))
            about = (
                str(self.numbers[question.id]),
                one_line(question.text),
                one_line(question.help or ""),
                f"{BETWEEN} ".join(options),
                " ".join((*self.about(question), self.how(question, tr("ids with semicolons: a;b")))),
            )
            cells = (question.id, *self.answer_cells(question), *("",) * len(EVIDENCE_COLUMNS))
            yield (*cells, *map(as_cell, about))
        for item in self.assessment.evidence if self.assessment else ():
            yield (*("",) * 2, item.id, *("",) * 3, *_evidence_cells(item), *("",) * len(HELP_COLUMNS))

    def answer_cells(self, question: Question) -> tuple[str, ...]:
        """Return answer, evidence, note, who and by when."""
        answer = self.answers.get(question.id)
        if answer is None or not fits(self.ruleset, question.id, answer):
            return (UNANSWERED, "", "", "", "")
        note = as_cell(answer.note)
        match answer:
            case DontKnow():
                return (DONT_KNOW, "", note, as_cell(answer.who), answer.by_when.isoformat() if answer.by_when else "")
            case NotApplicable():
                return (f"not_applicable: {answer.reason}", "", note, "", "")
            case Known(value=tuple() as chosen):
                value = BETWEEN.join(chosen)
            case Known(value=int() as counted):
                value = str(counted)
            case Known():
                value = as_cell(str(answer.value))
        return (value, BETWEEN.join(answer.evidence), note, "", "")

    # Both

    def about(self, question: Question) -> Iterator[str]:
        """Yield, sentence by sentence, when it is asked and what makes an answer count."""
        asked_if = self.ruleset.ask_if.get(question.id)
        if asked_if:
            how, clauses = self.conditions.clauses(asked_if.node)
            messages = _ASKED_IF_SURE if question.only_if_certain else _ASKED_IF
            yield tr(messages[how if len(clauses) > 1 else "one"], condition="; ".join(clauses))
        if question.allow_not_applicable:
            yield tr("It may be answered with {not_applicable} and the reason.", not_applicable="not_applicable")
        yield from remarks(question)
        yield from self.evidence_needed(question)

    def how(self, question: Question, as_list: str) -> str:
        """Say how an answer to a question is written. as_list: how several options are."""
        match question.type:
            case "many":
                return tr("Write all that apply, as {as_list}. Of these:", as_list=as_list)
            case "number":
                range_ = {"minimum": number(question.minimum), "maximum": number(question.maximum)}
                if question.unit:
                    return tr(
                        "Write a whole number ({unit}), from {minimum} to {maximum}.", unit=question.unit, **range_
                    )
                return tr("Write a whole number, from {minimum} to {maximum}.", **range_)
            case "yes_no":
                return tr("Write {yes} or {no}.", yes="yes", no="no")
            case other:
                return tr(_HOW[other])

    def listed_options(self, question: Question) -> tuple[Option, ...]:
        return () if question.type == "yes_no" else self.ruleset.options[question.id]

    def evidence_needed(self, question: Question) -> Iterator[str]:
        demand = question.evidence
        if demand is None:
            return
        grade = demand.min_grade
        if demand.reassuring == "any":
            yield (
                tr("Any answer counts as unknown without evidence.")
                if grade == "D"
                else tr("Any answer counts as unknown without evidence of grade {grade} or stronger.", grade=grade)
            )
            return
        which = listed(demand.reassuring, "or")
        yield (
            tr("The answer {answers} counts as unknown without evidence.", answers=which)
            if grade == "D"
            else tr(
                "The answer {answers} counts as unknown without evidence of grade {grade} or stronger.",
                answers=which,
                grade=grade,
            )
        )

    def written(self, question: Question) -> JsonValue:
        """Return an answer as it stands in an answers file."""
        answer = self.answers.get(question.id)
        if answer is None or not fits(self.ruleset, question.id, answer):
            return UNANSWERED
        note: dict[str, JsonValue] = {"note": answer.note} if answer.note else {}
        match answer:
            case DontKnow():
                by_when = answer.by_when.isoformat() if answer.by_when else ""
                more: dict[str, JsonValue] = {"who": answer.who, "by_when": by_when}
                more = {key: value for key, value in more.items() if value}
                return {DONT_KNOW: True, **more, **note} if more or note else DONT_KNOW
            case NotApplicable():
                return {"not_applicable": answer.reason, **note}
            case Known():
                value = list[JsonValue](answer.value) if isinstance(answer.value, tuple) else answer.value
                evidence: dict[str, JsonValue] = {"evidence": list(answer.evidence)} if answer.evidence else {}
                has_more = evidence or note or value in (DONT_KNOW, UNANSWERED)
                return {"value": value, **evidence, **note} if has_more else value


_HOW = {
    "one": to_translate("Write one of these:"),
    "date": to_translate("Write a date, such as 2027-04-01."),
    "text": to_translate("Write a text."),
    "role": to_translate("Write a job or a team, not the name of a resident."),
}


def _how_to_write() -> str:
    """Say how answers are written in the file. What stands in braces is typed as it stands."""
    return tr(
        "Write each answer after its colon, in place of what stands there. {unanswered}: not looked at yet. "
        "{dont_know}: looked at, and nobody knows; better {who_finds_out}. With evidence or a note: {value}. "
        "Where it is allowed: {not_applicable}. Put texts and dates in double quotes.",
        unanswered=UNANSWERED,
        dont_know=DONT_KNOW,
        who_finds_out='{dont_know: true, who: "Job", by_when: "2027-01-15"}',
        value='{value: near, evidence: [E1], note: "Timed on foot."}',
        not_applicable='{not_applicable: "Why"}',
    )


def _evidence_cells(item: Evidence) -> tuple[str, ...]:
    return (as_cell(item.title), item.grade, item.date.isoformat(), as_cell(item.where), item.sha256)


def _comment(text: str, indent: int = 0, *, hanging: int = 0) -> Iterable[str]:
    """Return a text as comment lines; none if it is empty. indent: blanks before it, two of them before the mark."""
    lead = " " * min(indent, 2) + "# " + " " * max(indent - 2, 0)
    return textwrap.wrap(
        one_line(text),
        _WIDTH,
        initial_indent=lead,
        subsequent_indent=lead + " " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _flow(value: JsonValue) -> str:
    """Write a value on one line."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
    return _scalar(str(value))


def _scalar(text: str) -> str:
    """Write a text: in double quotes, unless it is one word that every reader of YAML takes for text."""
    if _PLAIN.fullmatch(text) and text.lower() not in _MISREAD:
        return text
    return '"' + _QUOTED_ESCAPES.sub(_escaped, text) + '"'


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}.get(character) or f"\\u{ord(character):04x}"
