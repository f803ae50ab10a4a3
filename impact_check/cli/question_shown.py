"""A question -> what the terminal shows of it: its place, its text, its options, how to answer, and help."""

from impact_check.cli import words
from impact_check.cli.evidence import demand_in_words
from impact_check.cli.route_shown import place_of
from impact_check.cli.session import Session
from impact_check.cli.typed import commands_for
from impact_check.model.assessment import Answer
from impact_check.model.questionnaire import Option, Question

LONG_LIST = 9
"""Options. A longer list is shown without explanations, so that the question stays on the screen."""

LONG_DRAFT = 200
"""Characters. Of a longer text that was begun only the end is shown: one goes on there."""

EVIDENCE = "evidence"
"""Among what was explained: that some answers count only with evidence."""


def place_in_words(session: Session, question_id: str) -> str:
    """Return where a question stands among all that will be asked."""
    place = place_of(session, question_id)
    return f"Question {place.number} of about {place.about}"


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
        prompter.say(words.answer(question, options, given), first="Your answer now: ")
    if begun:
        cut = begun if len(begun) <= LONG_DRAFT else f"… {begun[-LONG_DRAFT:]}"
        prompter.say(cut, first="You had begun to type: ")
        keep = " To keep your answer instead, type :next." if given else ""
        prompter.say(f"Press Enter to go on with it, or answer afresh.{keep}")
    elif given:
        prompter.say("Press Enter to keep it.")
    elif suggestion:
        said = words.answer(question, options, suggestion.answer)
        prompter.say(f"Brought from {suggestion.source}: {said}{'' if said.endswith('.') else '.'}")
        prompter.say("Press Enter to take it.")


def show_how(session: Session, question: Question, given: Answer | None) -> None:
    """Say in one line how to answer: at length the first time that such a question comes, and in short later."""
    options = session.options(question.id)
    how = {
        "yes_no": "Type 1 or 2.",
        "one": f"Type a number from 1 to {len(options)}.",
        "many": "Type the numbers that apply, with commas: 1, 3.",
        "number": f"Type a whole number{f' ({question.unit})' if question.unit else ''}.",
        "date": "Type a date, such as 1 September 2026.",
        "text": "Type your answer, then press Enter.",
        "role": "Type a job title or a team.",
    }[question.type]
    is_empty = given is None and session.interview.suggestion(question.id) is None
    blank = " To leave it blank, press Enter." if question.optional and is_empty else ""
    if question.type in session.introduced:
        unsure, no_way, more = " Or :unsure.", " Or :na.", " ? for help."
    else:
        unsure, no_way, more = " If you don't know, type :unsure.", " If it can't apply, type :na.", " ? shows more."
    if _hides_help(options):
        more = " ? explains each."
    session.introduced.add(question.type)
    session.prompter.say(f"{how}{blank}{unsure}{no_way if question.allow_not_applicable else ''}{more}")


def show_demand(session: Session, question: Question) -> None:
    """Say that an answer counts only with evidence: at length the first time, and in short later."""
    if EVIDENCE not in session.introduced:
        session.introduced.add(EVIDENCE)
        session.prompter.say(demand_in_words(question))
        session.prompter.say("To add it now, type :evidence. To go on, press Enter.")
        return
    grade = question.evidence.min_grade if question.evidence else "D"
    strength = "" if grade == "D" else f" of grade {grade} or better"
    session.prompter.say(
        f"Needs evidence{strength}: counts as unknown until then. Type :evidence, or press Enter to go on."
    )


def show_help(session: Session, question: Question) -> None:
    """Show what helps with this question, and then what can be typed at it."""
    prompter, options = session.prompter, session.options(question.id)
    prompter.say(question.text, heading=True)
    if question.help:
        prompter.say(question.help, indent=2)
    if any(option.help for option in options):
        _show_options(session, options, explained=True)
    prompter.say(question.why, first="Why we ask: ")
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
        session.prompter.say(f"Source: {sources[name].citation}", indent=2)


def _hides_help(options: tuple[Option, ...]) -> bool:
    return len(options) > LONG_LIST and any(option.help for option in options)


def _show_options(session: Session, options: tuple[Option, ...], *, explained: bool) -> None:
    for number, option in enumerate(options, start=1):
        session.prompter.say(option.label, first=f"{number:>2}. ", indent=1)
        if option.help and explained:
            session.prompter.say(option.help, indent=5)
