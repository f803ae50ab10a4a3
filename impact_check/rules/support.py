"""A condition and its truth -> the questions that this truth rests on."""

from collections.abc import Callable, Iterable

from impact_check.rules.conditions import All, Node, Test, questions_read
from impact_check.rules.truth import Scene, Truth, compile_condition

Supporter = Callable[[Scene, Truth], tuple[str, ...]]
"""From the answers, and the truth that the condition has under them, to the questions, each once, as written."""


def support(node: Node, scene: Scene) -> tuple[str, ...]:
    """Return the questions that the truth of a condition rests on, each once, in the order written.

    For a true condition: what makes it true. For an unknown one: what keeps it open, with what already holds.
    For a false one: what rules it out.
    """
    return compile_support(node)(scene, compile_condition(node)(scene))


def compile_support(node: Node) -> Supporter:
    """Return the function that tells what the truth of a condition rests on."""
    everything = questions_read(node)
    if isinstance(node, Test):
        return lambda scene, truth: everything  # noqa: ARG005
    parts = tuple((compile_condition(part), compile_support(part)) for part in node.parts)
    has_tests_only = all(isinstance(part, Test) for part in node.parts)
    is_all = isinstance(node, All)

    def rests_on(scene: Scene, truth: Truth) -> tuple[str, ...]:
        # All: a false whole rests on its false parts; otherwise every part bears it. Any: the other way round.
        every = (truth is not Truth.FALSE) is is_all
        if every and has_tests_only:
            return everything
        found = ((part, holds(scene)) for holds, part in parts)
        return _unique(part(scene, its) for part, its in found if every or its is truth)

    return rests_on


def _unique(read: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(question for questions in read for question in questions))
