"""A ruleset <-> bytes that another process can make it from: parsed and compiled conditions can't be pickled."""

import json
from functools import lru_cache

from impact_check.loading import load_ruleset
from impact_check.model.questionnaire import Questionnaire
from impact_check.rules import Ruleset, build_ruleset

Rules = Ruleset | str | bytes
"""A ruleset; or the name of a bundled pack; or what `carried` made of a ruleset. The last two can be pickled."""


def carried(ruleset: Ruleset) -> bytes:
    """Return a ruleset as bytes. The same questionnaire gives the same bytes."""
    content = ruleset.questionnaire.model_dump(mode="json")
    content["untranslated"] = sorted(content["untranslated"])  # A set has no order of its own.
    return json.dumps({"sha256": ruleset.sha256, "questionnaire": content}, ensure_ascii=False).encode()


def opened(rules: Rules) -> Ruleset:
    """Return the ruleset. Each is made once in a process. Raises ContentError if no pack has the name."""
    return rules if isinstance(rules, Ruleset) else _opened(rules)


@lru_cache(maxsize=8)
def _opened(rules: str | bytes) -> Ruleset:
    if isinstance(rules, str):
        return load_ruleset(rules)
    content = json.loads(rules)
    # As text, not as parsed: in that mode lists may stand for tuples.
    questionnaire = Questionnaire.model_validate_json(json.dumps(content["questionnaire"]))
    built = build_ruleset(questionnaire, content["sha256"])
    if not isinstance(built, Ruleset):
        raise ValueError("; ".join(fault.mistake.message for fault in built))
    return built
