"""An assessment and its result -> what an export may tell of them."""

from impact_check.model.assessment import Assessment
from impact_check.model.result import Result
from impact_check.privacy import publishable, publishable_result
from impact_check.report.lookup import Lookup
from impact_check.report.summary import fact_line
from impact_check.report.wording import unnamed
from impact_check.rules import Ruleset

_NAME_LENGTH = 80


def shown(ruleset: Ruleset, assessment: Assessment, result: Result, *, public: bool) -> Lookup:
    """Return the inputs of an export, in the language spoken; for the public, without what isn't."""
    if public:
        assessment = publishable(ruleset, assessment).assessment
        result = publishable_result(result, assessment)
    return Lookup(ruleset.questionnaire, assessment, result, {})


def name_of_decision(lookup: Lookup) -> str:
    """Return what the decision is called, short enough for one line."""
    title = lookup.questionnaire.facts.title
    return fact_line(lookup, title, _NAME_LENGTH) if lookup.value(title) else unnamed()
