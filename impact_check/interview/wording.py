"""The outcomes of a decision in a few words each."""

from collections.abc import Mapping

from impact_check.language import Translated, to_translate
from impact_check.model.questionnaire import Outcome

OUTCOMES_SHORT: Mapping[Outcome, str] = Translated(
    {
        "proceed": to_translate("Go ahead"),
        "proceed_with_conditions": to_translate("Go ahead with conditions"),
        "proceed_despite": to_translate("Go ahead despite the harm, reasons in writing"),
        "revise": to_translate("Change and assess again"),
        "stop": to_translate("Stop"),
    }
)
