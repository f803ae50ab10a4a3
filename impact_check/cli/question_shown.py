"""A question -> what the terminal shows of it: its place, its text, its options, how to answer, and help."""

from datetime import date

from impact_check.cli import words
from impact_check.cli.evidence import demand_in_words
from impact_check.cli.route_shown import place_of
from impact_check.cli.session import Session
from impact_check.cli.typed import commands_for
from impact_check.language import tr
from impact_check.model.assessment import Answer
from impact_check.model.questionnaire import Option, Question

LONG_LIST = 9
"""Options. A longer list is shown without explanations, so that the question stays on the screen."""

LONG_DRAFT = 200
"""Characters. Of a longer text that was begun only the end is shown: one goes on there."""

_EXAMPLE = date(2026, 9, 1)

EVIDENCE = "evidence"
"""Among what was explained: that some answers count only with evidence."""


def place_in_words(session: Session, question_id: str) -> str:
    """Return where a question stands among all that will be asked."""
    place = place_of(session, question_id)
    return tr("Question {number} of about {about}", number=place.number, about=place.about)


def show_question(session: Session, question_id: str, place: str) -> None:
    """Show the place of the question, its text, its help and its options."""
    prompter = session.prompter
    question, options = session.question(question_id), session.options(question_id)
    prompter.say()
    prompter.say(place)
    prompter.say(question.text, heading=True)
    if question.help:
        prompter.say(question.help, indent=2)
    _show_options(session, options, explained=not _hides_help(options))


def show_standing(session: Session, question: Question, given: Answer | None, begun: str) -> None:
    """Show what was said or begun before, or what was brought from elsewhere, and what Enter does with it."""
    prompter, options = session.prompter, session.options(question.id)
    suggestion = session.interview.suggestion(question.id)
    if given:
        prompter.say(words.answer(question, options, given), first=words.label(tr("Your answer now:")))
    if begun:
        cut = begun if len(begun) <= LONG_DRAFT else f"… {begun[-LONG_DRAFT:]}"
        prompter.say(cut, first=words.label(tr("You had begun to type:")))
        go_on = tr("Press Enter to go on with it, or answer afresh.")
        keep = tr("To keep your answer instead, type :next.")
        prompter.say(f"{go_on} {keep}" if given else go_on)
    elif given:
        prompter.say(tr("Press Enter to keep it."))
    elif suggestion:
        said = words.answer(question, options, suggestion.answer)
        brought = tr("Brought from {source}: {answer}", source=suggestion.source, answer=said)
        prompter.say(brought if said.endswith(".") else tr("{sentence}.", sentence=brought))
        prompter.say(tr("Press Enter to take it."))


def show_how(session: Session, question: Question, given: Answer | None) -> None:
    """Say in one line how to answer: at length the first time that such a question comes, and in short later."""
    options = session.options(question.id)
    is_empty = given is None and session.interview.suggestion(question.id) is None
    is_known = question.type in session.introduced
    session.introduced.add(question.type)
    told = [_how_to_answer(question, options)]
    if question.optional and is_empty:
        told.append(tr("To leave it blank, press Enter."))
    told.append(tr("Or :unsure.") if is_known else tr("If you don't know, type :unsure."))
    if question.allow_not_applicable:
        told.append(tr("Or :na.") if is_known else tr("If it can't apply, type :na."))
    if _hides_help(options):
        told.append(tr("? explains each."))
    else:
        told.append(tr("? for help.") if is_known else tr("? shows more."))
    session.prompter.say(" ".join(told))


def _how_to_answer(question: Question, options: tuple[Option, ...]) -> str:
    match question.type:
        case "yes_no":
            return tr("Type 1 or 2.")
        case "one":
            return tr("Type a number from 1 to {high}.", high=len(options))
        case "many":
            return tr("Type the numbers that apply, with commas: 1, 3.")
        case "number" if question.unit:
            return tr("Type a whole number ({unit}).", unit=question.unit)
        case "number":
            return tr("Type a whole number.")
        case "date":
            return tr("Type a date, such as {example}.", example=words.day(_EXAMPLE))
        case "text":
            return tr("Type your answer, then press Enter.")
        case "role":
            return tr("Type a job title or a team.")


def show_demand(session: Session, question: Question) -> None:
    """Say that an answer counts only with evidence: at length the first time, and in short later."""
    if EVIDENCE not in session.introduced:
        session.introduced.add(EVIDENCE)
        session.prompter.say(demand_in_words(question))
        session.prompter.say(tr("To add it now, type :evidence. To go on, press Enter."))
        return
    grade = question.evidence.min_grade if question.evidence else "D"
    if grade == "D":
        said = tr("Needs evidence: counts as unknown until then. Type :evidence, or press Enter to go on.")
    else:
        said = tr(
            "Needs evidence of grade {grade} or better: counts as unknown until then. "
            "Type :evidence, or press Enter to go on.",
            grade=grade,
        )
    session.prompter.say(said)


def show_help(session: Session, question: Question) -> None:
    """Show what helps with this question, and then what can be typed at it."""
    prompter, options = session.prompter, session.options(question.id)
    prompter.say(question.text, heading=True)
    if question.help:
        prompter.say(question.help, indent=2)
    if any(option.help for option in options):
        _show_options(session, options, explained=True)
    prompter.say(question.why, first=words.label(tr("Why we ask:")))
    prompter.say()
    commands = commands_for(question)
    width = max(len(typed) for typed, _ in commands)
    for typed, meaning in commands:
        prompter.say(meaning, first=f"{typed:<{width}}  ", indent=2)


def show_why(session: Session, question: Question) -> None:
    """Say why this is asked and what it rests on."""
    session.prompter.say(question.why)
    sources = {source.id: source for source in session.ruleset.questionnaire.sources}
    for name in question.sources:
        session.prompter.say(tr("Source: {citation}", citation=sources[name].citation), indent=2)


def _hides_help(options: tuple[Option, ...]) -> bool:
    return len(options) > LONG_LIST and any(option.help for option in options)


def _show_options(session: Session, options: tuple[Option, ...], *, explained: bool) -> None:
    for number, option in enumerate(options, start=1):
        session.prompter.say(option.label, first=f"{number:>2}. ", indent=1)
        if option.help and explained:
            session.prompter.say(option.help, indent=5)
