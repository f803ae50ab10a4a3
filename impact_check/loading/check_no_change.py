"""Check what packs say is answered if nothing changes: the questions exist, the values fit, core's stay as they are."""

from collections.abc import Iterable, Iterator

from impact_check.errors import Fault
from impact_check.loading.check_parameters import is_date
from impact_check.loading.strict_yaml import Document
from impact_check.model.questionnaire import NONE_OF_THESE, Question, Questionnaire
from impact_check.rules.mistakes import did_you_mean
from impact_check.rules.shapes import offered_options


def check_no_change(content: Questionnaire, heads: Iterable[Document]) -> Iterator[Fault]:
    """Tell every answer under `no_change` that can't be given. heads: the pack.yaml of each pack, core first."""
    questions = {question.id: question for question in content.questions}
    said: set[str] = set()
    for head, info in zip(heads, content.packs, strict=True):
        for name, value in info.no_change.items():
            way = ("no_change", name)
            if name not in questions:
                message = f"there is no question '{name}'{did_you_mean(name, questions)}"
                yield head.fault(way, "unknown-question", message, at_key=True)
            elif name in said:
                message = (
                    f"core says already what '{name}' is if nothing changes: a pack can only add questions of its own"
                )
                yield head.fault(way, "changes-core", message, at_key=True)
            else:
                yield from _check_value(content, questions[name], value, head)
        said.update(info.no_change)


def _check_value(
    content: Questionnaire, question: Question, value: str | int | tuple[str, ...], head: Document
) -> Iterator[Fault]:
    way = ("no_change", question.id)
    options = [option.id for option in offered_options(question, content.groups, content.area_lists)]
    if not _has_form(question, value):
        yield head.fault(
            way, "wrong-value", f"a question of type {question.type} is answered with {_FORMS[question.type]}"
        )
        return
    chosen = value if isinstance(value, tuple) else (value,) if options else ()
    for option in chosen:
        if option not in options:
            message = f"'{option}' is no option of '{question.id}'{did_you_mean(str(option), options)}"
            yield head.fault(way, "unknown-option", message)
    if NONE_OF_THESE in chosen and len(chosen) > 1:
        yield head.fault(way, "wrong-value", f"'{NONE_OF_THESE}' can't be chosen with another option")


def _has_form(question: Question, value: str | int | tuple[str, ...]) -> bool:
    match question.type:
        case "many":
            return isinstance(value, tuple) and bool(value)
        case "number":
            return isinstance(value, int) and question.minimum <= value <= question.maximum
        case "date":
            return isinstance(value, str) and is_date(value)
        case _:
            return isinstance(value, str)


_FORMS = {
    "yes_no": "yes or no",
    "one": "the id of one option",
    "many": "a list of option ids",
    "number": "a whole number within its limits",
    "date": "a date like 2026-05-01",
    "text": "text",
    "role": "text",
}
