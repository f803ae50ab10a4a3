"""Find what a result names by id in its questionnaire and assessment, and put answers and sources in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from impact_check.language import number, tr
from impact_check.model.assessment import Answer, Assessment, DontKnow, Evidence, Known, NotApplicable
from impact_check.model.questionnaire import (
    NONE_OF_THESE,
    Check,
    Floor,
    Group,
    LibraryMitigation,
    Question,
    Questionnaire,
    RiskFactor,
    Rule,
    Source,
)
from impact_check.model.result import AnswerState, FactorRating, Finding, QuestionState, Result
from impact_check.model.strategy import Element
from impact_check.report.formats import day, iso_day, listed, lower_first, one_line, passage
from impact_check.report.page_one_parts import AnswerPart, Passage
from impact_check.report.wording import GRADES, PUBLISH, STATES

LONG_ANSWER = 180
"""Characters from which an answer gets the full width of the page."""


@dataclass(frozen=True)
class Lookup:
    """The three inputs of a report, indexed. `words`: rule id -> its condition in words."""

    questionnaire: Questionnaire
    assessment: Assessment
    result: Result
    words: Mapping[str, str]

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Questions by id, in order."""
        return {question.id: question for question in self.questionnaire.questions}

    @cached_property
    def states(self) -> dict[str, QuestionState]:
        """Question states by question id."""
        return {state.question: state for state in self.result.questions}

    @cached_property
    def factors(self) -> dict[str, RiskFactor]:
        """Risk factors by id."""
        return {factor.id: factor for factor in self.questionnaire.factors}

    @cached_property
    def ratings(self) -> dict[str, FactorRating]:
        """Factor ratings by factor id, worst first."""
        return {rating.factor: rating for rating in self.result.factors}

    @cached_property
    def groups(self) -> dict[str, Group]:
        """Groups by id."""
        return {group.id: group for group in self.questionnaire.groups}

    @cached_property
    def area_labels(self) -> dict[str, str]:
        """Names of areas by id, with kind and validity."""
        return {area.id: areas.label(area) for areas in self.questionnaire.area_lists for area in areas.areas}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.questionnaire.rules}

    @cached_property
    def findings(self) -> dict[str, Finding]:
        """Findings by rule id, in questionnaire order."""
        return {finding.rule: finding for finding in self.result.findings}

    @cached_property
    def floors(self) -> dict[str, Floor]:
        """Floors by id."""
        return {floor.id: floor for floor in self.questionnaire.floors}

    @cached_property
    def checks(self) -> dict[str, Check]:
        """Checks by id."""
        return {check.id: check for check in self.questionnaire.checks}

    @cached_property
    def library(self) -> dict[str, LibraryMitigation]:
        """Library mitigations by id."""
        return {mitigation.id: mitigation for mitigation in self.questionnaire.mitigations}

    @cached_property
    def elements(self) -> dict[str, Element]:
        """Strategy elements by id."""
        return {element.id: element for strategy in self.questionnaire.strategies for element in strategy.elements}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self.questionnaire.sources}

    @cached_property
    def evidence(self) -> dict[str, Evidence]:
        """Evidence by id."""
        return {item.id: item for item in self.assessment.evidence}

    def question_text(self, question: str) -> str:
        """Return a question's text; its id if the questionnaire doesn't have it."""
        return self.questions[question].text if question in self.questions else question

    def factor_title(self, factor: str) -> str:
        """Return a risk factor's title; its id if the questionnaire doesn't have it."""
        return self.factors[factor].title if factor in self.factors else factor

    def group_title(self, group: str) -> str:
        """Return a group's title; its id if the questionnaire doesn't have it."""
        return self.groups[group].title if group in self.groups else group

    def group_titles(self, groups: Iterable[str]) -> str:
        """Return groups as a list in running text, its first word with a capital; empty if there are none."""
        titles = [self.group_title(group) for group in groups]
        return listed(titles[:1] + [lower_first(title) for title in titles[1:]])

    def source_short(self, source: str) -> str:
        """Return author and year of a source, with its grade: `Orellana K and others (2020), grade A`."""
        if source not in self.sources:
            return source
        found = self.sources[source]
        head, year, _ = found.citation.partition(f"({found.year})")
        name = f"{head}{year}" if year else found.citation.partition(". ")[0]
        return tr("{source}, grade {grade}", source=name.strip(), grade=found.grade)

    def is_value(self, question: str) -> bool:
        """Tell whether a question has a known answer that counts."""
        state = self.states.get(question)
        return state is not None and state.state == "value" and question in self.assessment.answers

    def value(self, question: str | None) -> Passage:
        """Return the value answered to a question on the route; empty if there is none."""
        if (
            question is None
            or question not in self.states
            or self.states[question].state not in ("value", "no_evidence")
        ):
            return ()
        answer = self.assessment.answers.get(question)
        return self.value_words(question, answer) if isinstance(answer, Known) else ()

    def number(self, question: str | None) -> int | None:
        """Return the number answered to a question; `None` if it isn't known."""
        if question is None or not self.is_value(question):
            return None
        answer = self.assessment.answers[question]
        return answer.value if isinstance(answer, Known) and isinstance(answer.value, int) else None

    def value_words(self, question: str, answer: Known) -> Passage:
        """Return an answer's value as people read it: labels, number with unit, date, or the text itself."""
        asked = self.questions.get(question)
        value = answer.value
        if isinstance(value, int):
            unit = asked.unit if asked else None
            return passage(tr("{number} {unit}", number=number(value), unit=unit) if unit else number(value))
        if isinstance(value, tuple):
            return tuple(line for option in value for line in passage(self._label(asked, option)))
        if asked is not None and asked.type == "date":
            return passage(iso_day(value))
        if asked is not None and asked.type in ("yes_no", "one"):
            return passage(self._label(asked, value))
        return passage(value)

    def _label(self, question: Question | None, option: str) -> str:
        if option in ("yes", "no"):
            return tr("Yes") if option == "yes" else tr("No")
        if question is None:
            return option
        if option == NONE_OF_THESE:
            return question.none_words
        labels = {choice.id: choice.label for choice in question.options}
        return labels.get(option) or self.area_labels.get(option) or self.group_title(option)

    def answer_part(self, question: str, state: AnswerState | None = None, *, in_full: bool = False) -> AnswerPart:
        """Return a question, its answer as it counts and its note; `in_full` adds who, when and publish class."""
        stands = self.states.get(question)
        counted = state or (stands.state if stands else "unanswered")
        answer = self.assessment.answers.get(question)
        words, remark = self.answer_words(question, counted, answer)
        evidence = tuple(self.evidence_words(item) for item in answer.evidence) if isinstance(answer, Known) else ()
        note = passage(answer.note) if answer is not None else ()
        remarks = [remark] if remark else []
        if stands and stands.stale:
            remarks.append(tr("The answer on file doesn’t fit the question as it reads now."))
        if stands and stands.may_not_apply and in_full:
            remarks.append(tr("Asked because an earlier answer isn’t known."))
        return AnswerPart(
            question=self.question_text(question),
            answer=words,
            remark=" ".join(remarks),
            evidence=evidence,
            note=note,
            meta=self._meta(question, answer) if in_full else "",
            is_long=in_full and sum(len(line.text) for line in words) > LONG_ANSWER,
        )

    def set_aside_part(self, question: str) -> AnswerPart:
        """Return an answer that is kept though its question is no longer asked."""
        state: AnswerState = "unanswered"
        match self.assessment.answers.get(question):
            case Known():
                state = "value"
            case DontKnow():
                state = "dont_know"
            case NotApplicable():
                state = "not_applicable"
        return self.answer_part(question, state, in_full=True)

    def given_words(self, question: str, answer: Answer) -> Passage:
        """Return an answer that isn't on file, such as a challenger's, as people read it."""
        words, _ = self.answer_words(question, answer.state, answer)
        return words

    def evidence_words(self, item: str) -> str:
        """Return one piece of evidence in a line: `E1 Door counts, grade B, 30 September 2026`."""
        if item not in self.evidence:
            return tr("{id} (not on file)", id=item)
        found = self.evidence[item]
        return tr(
            "{id} {title}, grade {grade}, {day}",
            id=found.id,
            title=one_line(found.title),
            grade=found.grade,
            day=day(found.date),
        )

    def answer_words(self, question: str, state: AnswerState, answer: Answer | None) -> tuple[Passage, str]:
        """Return an answer as it stands in the answer column, and a remark on how it counts, given its state."""
        match state, answer:
            case ("value", Known()):
                return self.value_words(question, answer), ""
            case ("no_evidence", Known()):
                return self.value_words(question, answer), self._missing_evidence(question)
            case ("dont_know", DontKnow()):
                return passage(STATES["dont_know"]), _who_finds_out(answer)
            case ("not_applicable", NotApplicable()):
                return passage(tr("Does not apply: {reason}", reason=answer.reason)), ""
            case _:
                return passage(STATES[state]), ""

    def _missing_evidence(self, question: str) -> str:
        demand = self.questions[question].evidence if question in self.questions else None
        if demand is None or demand.min_grade == "D":
            return tr("Counts as unknown: it needs evidence.")
        return tr("Counts as unknown: it needs evidence of grade {grade} or better.", grade=demand.min_grade)

    def _meta(self, question: str, answer: Answer | None) -> str:
        asked = self.questions.get(question)
        parts = [PUBLISH[asked.publish]] if asked and PUBLISH[asked.publish] else []
        if answer is not None:
            brought = [tr("brought from {place}", place=one_line(answer.brought_from))] if answer.brought_from else []
            parts = [signature(answer), *brought, *parts]
        return "; ".join(parts)


def signature(answer: Answer) -> str:
    """Return who gave an answer, and when: `Sam Example, 22 November 2026`."""
    return tr("{name}, {day}", name=one_line(answer.by), day=day(answer.at.date()))


def _who_finds_out(answer: DontKnow) -> str:
    who = one_line(answer.who)
    if who and answer.by_when:
        return tr("{name} will find out by {day}.", name=who, day=day(answer.by_when))
    if who:
        return tr("{name} will find out; no date is set.", name=who)
    if answer.by_when:
        return tr("To be found out by {day}; nobody is named.", day=day(answer.by_when))
    return tr("Nobody is named to find out.")


def grade_words(grade: str) -> str:
    """Return an evidence grade with its meaning."""
    return next((words for key, words in GRADES.items() if key == grade), grade)
