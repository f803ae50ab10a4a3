"""What is not told to be major moves no rating, whatever is answered: held against trying everything."""

from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rules.build import Entry, rule
from rules.build import ruleset as build

from impact_check.comparing.changes import changes
from impact_check.engine.rate import factor_levels, rule_truths
from impact_check.loading.check import Registry
from impact_check.loading.pack import ReadPack
from impact_check.model.levels import Level
from impact_check.rules import Ruleset, Scene
from tests.proving.test_against_brute_force import DOMAINS, QUESTIONS, conditions

from .test_tables import scenes

_NOWHERE = Path("no-such-folder")
_LEVELS = st.sampled_from(["low", "moderate", "severe"])


def read(ruleset: Ruleset) -> ReadPack:
    return ReadPack(ruleset, (), Registry(), (_NOWHERE,))


@st.composite
def rewritten(draw: st.DrawFn, text: str, names: tuple[str, ...]) -> str:
    """Write a condition differently: so that it says the same, or not quite."""
    other = draw(conditions(names))
    forms = [text, f"not (not ({text}))", f"{text} or ({other} and {text})", f"{text} and ({other} or {text})"]
    forms += [f"{text} and ({other} or not ({other}))", f"{text} or {other}"]
    found = draw(st.sampled_from(forms))
    assume(len(found) <= 400)
    return found


@st.composite
def versions(draw: st.DrawFn) -> tuple[Ruleset, Ruleset]:
    """Draw two versions of a pack: questions asked in other cases, rules rewritten, added and taken away."""
    names = tuple(draw(st.permutations(("a", "r", "n", "g"))))[:3]
    old: list[Entry] = []
    new: list[Entry] = []
    for place, name in enumerate(names):
        asked = draw(conditions(names[:place])) if place and draw(st.booleans()) else None
        again = draw(rewritten(asked, names[:place])) if asked and draw(st.booleans()) else asked
        old.append({**QUESTIONS[name], "ask_if": asked})
        new.append({**QUESTIONS[name], "ask_if": again})
    entries = [
        rule(f"r{place}", draw(conditions(names)), severity=draw(_LEVELS)) for place in range(draw(st.integers(1, 3)))
    ]
    after = [{**entry, "when": draw(rewritten(entry["when"], names))} for entry in entries if draw(st.integers(0, 3))]
    if draw(st.booleans()):
        narrower = f"{draw(st.sampled_from(entries))['when']} and {draw(conditions(names))}"
        assume(len(narrower) <= 400)
        after.append(rule("extra", narrower, severity=draw(_LEVELS)))
    return build(*old, rules=tuple(entries)), build(*new, rules=tuple(after))


def levels(pack: Ruleset, scene: Scene) -> dict[str, tuple[Level, Level]]:
    """Return the level of every factor that is raised or may be: confirmed, possible."""
    found = factor_levels(pack, rule_truths(pack, scene))
    return {id_: entry.level for id_, entry in found.items() if entry.level[1] > Level.NONE}


@settings(max_examples=250, deadline=None, derandomize=True)
@given(versions())
def test_a_rating_moves_only_if_a_change_is_major(packs: tuple[Ruleset, Ruleset]) -> None:
    found = changes(*map(read, packs))

    if not any(change.weight == "major" for change in found):
        for before, after in zip(*(scenes(pack, DOMAINS) for pack in packs), strict=True):
            levels = [
                factor_levels(pack, rule_truths(pack, scene))
                for pack, scene in zip(packs, (before, after), strict=True)
            ]
            raised = [{id_: found.level for id_, found in side.items() if found.level[1]} for side in levels]
            assert raised[0] == raised[1]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(versions())
def test_every_difference_is_told(packs: tuple[Ruleset, Ruleset]) -> None:
    old, new = packs

    assert bool(changes(read(old), read(new))) == (old.questionnaire != new.questionnaire)
    assert changes(read(old), read(old)) == ()
