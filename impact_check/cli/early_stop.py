"""Nothing left can change the result -> say so with the reason, and offer to stop asking."""

from typing import TYPE_CHECKING

from impact_check.cli import words
from impact_check.cli.forms import SteppedBack, ask_choice
from impact_check.cli.session import Session
from impact_check.language import Translated, number, to_translate, tr, trn

if TYPE_CHECKING:
    from impact_check.api import Settled

OFFERED = "early stop"
"""Among what was explained: that one may stop. It is offered once, unless more questions come up meanwhile."""

_CHOICES = Translated(
    {
        "stop": to_translate("Stop here. The report lists the questions that were left"),
        "go_on": to_translate("Go on with them, for a fuller record"),
    }
)


def offer_to_stop(session: Session, verdict: "Settled | None") -> None:
    """If no answer still to come can change anything, say why and offer to stop; whoever goes on is not asked again."""
    left = len(session.interview.needed)
    if verdict is None or not verdict.is_all or not session.interview.idle or not left:
        session.introduced.discard(OFFERED)
        return
    if OFFERED in session.introduced:
        return
    session.introduced.add(OFFERED)
    say = session.prompter.say
    say()
    say(tr("You can stop here"), heading=True)
    say(_reason(session, left))
    say(
        tr(
            "They could add reasons to the report, and show which checks on how the decision was made are met. Checks "
            "that are left count as not shown."
        )
    )
    try:
        chosen = ask_choice(session, tr("What do you want to do?"), tuple(_CHOICES.items()))
    except SteppedBack:
        return
    if chosen == "stop":
        session.stop_early(verdict)


def _reason(session: Session, left: int) -> str:
    """Say in one sentence what was proved."""
    elements = sum(len(strategy.elements) for strategy in session.ruleset.questionnaire.strategies)
    said = {
        "questions": trn("the question that is left", "the {count} questions that are left", left),
        "rating": words.bounds(session.rating()),
    }
    if not elements:
        return tr(
            "Whatever you answer to {questions}, the rating stays {rating}, and what may be decided stays the same: "
            "every rule that could still hold would change none of them.",
            **said,
        )
    return tr(
        "Whatever you answer to {questions}, the rating stays {rating}, all {elements} parts of the strategy stand as "
        "they do now, and what may be decided stays the same: every rule that could still hold would change none of "
        "them.",
        **said,
        elements=number(elements),
    )
