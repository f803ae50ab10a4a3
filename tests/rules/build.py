"""Small questionnaires from plain values: no files, no YAML. Everything is invented."""

from typing import Any

from impact_check.model.questionnaire import Questionnaire
from impact_check.rules import Ruleset, build_ruleset
from impact_check.rules.parse import Scope
from impact_check.rules.shapes import Shape

Entry = dict[str, Any]


def question(id_: str, kind: str, **keys: Any) -> Entry:
    """Return a question; its options, if given as words, get the word as label."""
    if "options" in keys:
        keys["options"] = [{"id": word, "label": word.replace("_", " ").capitalize()} for word in keys["options"]]
    return {"id": id_, "text": f"{id_.replace('_', ' ').capitalize()}?", "why": "For tests.", "type": kind, **keys}


def rule(id_: str, when: str, *, factors: Any = ("M01",), **raises: str) -> Entry:
    """Return a rule; it raises low severity if nothing else is said."""
    return {
        "id": id_,
        "factors": factors,
        "when": when,
        "raises": raises or {"severity": "low"},
        "because": "For tests.",
        "sources": ["made-up"],
    }


def floor(id_: str, when: str) -> Entry:
    return {"id": id_, "when": when, "floor": "high", "because": "For tests.", "sources": ["made-up"]}


def check(id_: str, fails_when: str, applies_if: str | None = None) -> Entry:
    return {
        "id": id_,
        "title": id_,
        "applies_if": applies_if,
        "fails_when": fails_when,
        "grade": "must",
        "because": "For tests.",
        "fix": "Mend it.",
        "sources": ["made-up"],
    }


FACTS = (
    question("title", "text"),
    question("summary", "text"),
    question("change_date", "date"),
    question("groups", "many", options_from="groups"),
)
"""The questions that every questionnaire needs; they come first."""


def questionnaire(
    *questions: Entry,
    rules: tuple[Entry, ...] = (),
    floors: tuple[Entry, ...] = (),
    checks: tuple[Entry, ...] = (),
    conditions: dict[str, str] | None = None,
    shown_when: str | None = None,
    groups: int = 4,
) -> Questionnaire:
    """Return a questionnaire with one factor, M01, one principle, P1, and so many groups."""
    sourced = {"sources": ["made-up"]}
    element = {
        "id": "P1",
        "kind": "principle",
        "wordings": [{"source": "made-up", "text": "Be kind"}],
        "plain": "Be kind.",
        "factors": ["M01"],
        "shown_when": shown_when,
    }
    mitigation = {"id": "minibus", "title": "Minibus", "action": "Drive.", "factors": ["M01"], "verify_by": "Counts."}
    return Questionnaire.model_validate(
        {
            "packs": [
                {"id": "core", "title": "Tests", "version": "1.2.3", "effective_from": "2026-01-01", "owner": "Tests"}
            ],
            "facts": {"title": "title", "summary": "summary", "change_date": "change_date", "groups": "groups"},
            "sections": [
                {"id": "proposal", "title": "The proposal", "order": 1, "questions": FACTS},
                *(
                    [{"id": "more", "title": "More", "order": 2, "intro": "More.", "questions": questions}]
                    * bool(questions)
                ),
            ],
            "conditions": conditions or {},
            "rules": rules,
            "floors": floors,
            "checks": checks,
            "groups": [
                {"id": f"V{n:02}", "title": f"Group {n}", "plain": "A group.", **sourced} for n in range(1, groups + 1)
            ],
            "factors": [{"id": "M01", "title": "Harm", "plain": "It harms.", "area": "Place", **sourced}],
            "mitigations": [{**mitigation, **sourced}],
            "sources": [{"id": "made-up", "citation": "Made up.", "grade": "D", "says": "Nothing."}],
            "strategies": [{"id": "kindness", "title": "Kindness", "status": "draft", "elements": [element]}],
            "parameters": PARAMETERS,
        }
    )


def ruleset(*questions: Entry, **keys: Any) -> Ruleset:
    """Return the compiled questionnaire; its conditions must be right."""
    built = build_ruleset(questionnaire(*questions, **keys), "0" * 64)
    assert isinstance(built, Ruleset), built
    return built


_LEVELS = ("none", "low", "moderate", "high", "severe")

PARAMETERS: Entry = {
    "effective_from": "2026-01-01",
    "owner": "Tests",
    "level_table": {
        "reason": "For tests.",
        "rows": [{"severity": level, "limited": level, "raised": level, "acute": level} for level in _LEVELS[1:]],
    },
    "accumulation": {"reason": "For tests.", "principle": 3, "overall": 5},
    "alignment": {"reason": "For tests.", "conflicts_from": "high", "at_risk_from": "moderate"},
    "requirements": {
        "reason": "For tests.",
        "gap_outcomes": ["revise"],
        "levels": [{"level": level, "signatories": ["author"], "outcomes": ["proceed", "revise"]} for level in _LEVELS],
    },
}

SHAPES = {
    shape.name: shape
    for shape in (
        Shape("only_place", "yes_no", ("yes", "no")),
        Shape("funded", "yes_no", ("yes", "no")),
        Shape("reach", "one", ("near", "far", "none_within")),
        Shape("groups", "many", ("V01", "V02", "V03", "none_of_these")),
        Shape("users", "number"),
        Shape("places", "number"),
        Shape("ends", "date"),
        Shape("starts", "date"),
        Shape("summary", "text"),
        Shape("lead", "role"),
    )
}
"""One question of each type, and a second where two can be compared."""

SCOPE = Scope(SHAPES)
