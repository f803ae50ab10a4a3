"""The proofs, which try a few answers of each kind, find the same as trying all answers there are."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st
from rules.build import Entry, question, questionnaire, rule

from impact_check.proving.logic import example, reversals
from impact_check.rules import ABSENT, Ruleset, Scene, Seen, Truth, build_ruleset

NAMES = ("a", "r", "n", "m", "g", "b")
DOMAINS: dict[str, tuple[Seen, ...]] = {
    "a": ("no", "yes"),
    "r": ("near", "mid", "far"),
    "n": tuple(range(5)),
    "m": tuple(range(4, -1, -1)),
    "g": tuple(frozenset(f"g{n}" for n in range(3) if bits >> n & 1) for bits in range(8)),
    "b": ("yes", "no"),
}
"""Every answer; where one end is worse, from best to worst."""
WORSE = ("a", "r", "n", "m", "b")
QUESTIONS: dict[str, Entry] = {
    "a": question("a", "yes_no", worse="yes"),
    "r": question("r", "one", options=["near", "mid", "far"], ordered=True),
    "n": question("n", "number", maximum=4, worse="higher"),
    "m": question("m", "number", maximum=4, worse="lower"),
    "g": question("g", "many", options=["g0", "g1", "g2"]),
    "b": question("b", "yes_no", worse="no"),
}
_OPERATOR = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
_SMALL = st.integers(-1, 5).map(str)


def comparisons(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Write one comparison about the questions named."""
    forms: dict[str, list[st.SearchStrategy[str]]] = {
        "a": [st.just("a")],
        "b": [st.just("b")],
        "r": [
            st.sampled_from(
                ["r == near", "r != near", "r == mid", "r in (mid, far)", "r not in (near, far)", "r == far"]
            )
        ],
        "n": [st.tuples(st.just("n"), _OPERATOR, _SMALL).map(" ".join)],
        "m": [st.tuples(st.just("m"), _OPERATOR, _SMALL).map(" ".join)],
        "g": [
            st.sampled_from(["g0 in g", "any_of(g, g0, g1)", "all_of(g, g1, g2)", "none_of(g, g0, g2)", "g2 not in g"]),
            st.tuples(st.just("count(g)"), _OPERATOR, _SMALL).map(" ".join),
        ],
    }
    both = [st.tuples(st.just("n"), _OPERATOR, st.just("m")).map(" ".join)] if {"n", "m"} <= set(names) else []
    return st.one_of(*(form for name in names for form in forms[name]), *both)


@cache
def conditions(names: frozenset[str]) -> st.SearchStrategy[str]:
    """Write a condition about the questions named. Making a strategy costs more than drawing from it."""
    return st.recursive(
        comparisons(tuple(sorted(names))),
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from([" and ", " or "]), inner).map(lambda parts: f"({''.join(parts)})"),
            inner.map(lambda text: f"not ({text})"),
        ),
        max_leaves=4,
    ).filter(lambda text: len(text) <= 400 and text.count("not") < 8)


@st.composite
def rulesets(draw: st.DrawFn) -> Ruleset:
    """Draw questions in any order, some asked only under a condition, and a rule about them."""
    order = tuple(draw(st.permutations(NAMES)))
    entries = []
    for place, name in enumerate(order):
        has_condition = place and draw(st.integers(0, 2)) == 0
        entries.append(
            {**QUESTIONS[name], "ask_if": draw(conditions(frozenset(order[:place]))) if has_condition else None}
        )
    built = build_ruleset(questionnaire(*entries, rules=(rule("r", draw(conditions(frozenset(NAMES)))),)), "")
    assert isinstance(built, Ruleset), built
    return built


def seen(ruleset: Ruleset, answers: dict[str, Seen]) -> Scene:
    """Return the answers as the rule sees them: those to questions that aren't asked are left out."""
    values: dict[str, Seen] = {}
    for name in ruleset.questions:
        condition = ruleset.ask_if.get(name)
        asked = condition is None or condition.holds(Scene(values)) is Truth.TRUE
        values[name] = answers.get(name, ABSENT) if asked else ABSENT
    return Scene(values)


def read(ruleset: Ruleset) -> tuple[str, ...]:
    """Return the questions that the rule can depend on: no answer to another changes whether it holds."""
    found: set[str] = set()
    texts = [rule.when for rule in ruleset.questionnaire.rules]
    while texts:
        new = set(re.findall(rf"\b[{''.join(NAMES)}]\b", texts.pop())) - found
        found |= new
        texts += [ask_if for name in new if (ask_if := ruleset.questions[name].ask_if)]
    return tuple(name for name in NAMES if name in found)


def every_answer(names: tuple[str, ...]) -> Iterator[dict[str, Seen]]:
    for values in product(*(DOMAINS[name] for name in names)):
        yield dict(zip(names, values, strict=True))


def questions_under_which_worse_helps(
    ruleset: Ruleset, names: tuple[str, ...], truths: dict[tuple[Seen, ...], Truth]
) -> set[str]:
    found = set()
    for place, name in enumerate(names):
        for key in truths if name in WORSE else ():
            for better, worse in pairwise(DOMAINS[name]):
                if key[place] == better and truths[key] is Truth.TRUE:
                    other = (*key[:place], worse, *key[place + 1 :])
                    if truths[other] is not Truth.FALSE:
                        continue
                    before, after = (seen(ruleset, dict(zip(names, answers, strict=True))) for answers in (key, other))
                    if ABSENT not in (before.values[name], after.values[name]):
                        found.add(name)
    return found


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(rulesets())
def test_proofs_agree_with_trying_everything(ruleset: Ruleset) -> None:
    condition = ruleset.rules["r"]
    names = read(ruleset)
    truths = {tuple(answers.values()): condition.holds(seen(ruleset, answers)) for answers in every_answer(names)}

    for truth in (Truth.TRUE, Truth.FALSE):
        assert (example(ruleset, condition, truth) is not None) == (truth in truths.values()), truth
    assert {found.question for found in reversals(ruleset, condition)} == questions_under_which_worse_helps(
        ruleset, names, truths
    )
