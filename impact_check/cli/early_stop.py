"""Nothing left can change the result -> say so with the reason, and offer to stop asking."""

from typing import TYPE_CHECKING

from impact_check.cli import words
from impact_check.cli.forms import SteppedBack, ask_choice
from impact_check.cli.session import Session

if TYPE_CHECKING:
    from impact_check.api import Settled

OFFERED = "early stop"
"""Among what was explained: that one may stop. It is offered once, unless more questions come up meanwhile."""

_CHOICES = (
    ("stop", "Stop here. The report lists the questions that were left"),
    ("go_on", "Go on with them, for a fuller record"),
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
    say("You can stop here", heading=True)
    say(_reason(session, left))
    try:
        chosen = ask_choice(session, "What do you want to do?", _CHOICES, now="stop")
    except SteppedBack:
        return
    if chosen == "stop":
        session.stop_early(verdict)


def _reason(session: Session, left: int) -> str:
    """Say in one sentence what was proved."""
    elements = sum(len(strategy.elements) for strategy in session.ruleset.questionnaire.strategies)
    question = "the question that is left" if left == 1 else f"the {left} questions that are left"
    stands = f"all {elements} parts of the strategy stand as they do now, " if elements else ""
    return (
        f"Whatever you answer to {question}, the rating stays {words.bounds(session.rating())}, {stands}"
        "and what may be decided stays the same: every rule that could still hold would change none of them."
    )
