"""A small questionnaire to screen with."""

from tests.engine import build

RULESET = build.ruleset(
    build.question("change", "one", "keep cut close", ordered=True),
    build.question("users", "number", worse="higher", maximum=500),
    build.question("reach", "yes_no", reassuring="yes", worse="no"),
    build.question("groups_affected", "many", options_from="groups"),
    rules=(
        build.rule("R1", "change == close and not reach", severity="severe"),
        build.rule("R2", "change == cut", severity="moderate"),
        build.rule("R3", "users >= 100 or V01 in groups_affected", exposure="acute"),
    ),
    elements=(build.element("P1", "M1"),),
)
