"""Rules and the library of mitigations -> proofs that each harm comes with help, and each help with a harm."""

from collections.abc import Iterable, Iterator

from impact_check.proving.ground import Ground
from impact_check.proving.proofs import Proof, found, numbered, written


def prove_helps(ground: Ground, suggested_elsewhere: Iterable[str]) -> Iterator[Proof]:
    """Yield the proofs about mitigations. suggested_elsewhere: what other packs suggest, which share the library."""
    content = ground.ruleset.questionnaire
    against = {mitigation.id: set(mitigation.factors) for mitigation in content.mitigations}
    harms = [rule for rule in content.rules if rule.raises.severity and rule.factors != "all"]
    bare = [rule for rule in harms if not any(against[name] & set(rule.factors) for name in rule.suggests)]
    yield Proof(
        "Every rule that raises a severity suggests a mitigation that is against one of its factors",
        numbered(len(harms), "rule"),
        faults=tuple(
            found(
                ground.registry,
                ("rule", rule.id),
                ("id",),
                "no-mitigation",
                f"rule '{rule.id}' suggests nothing against {' or '.join(rule.factors)}",
                written(ground.answers(ground.ruleset.rules[rule.id]) or {}),
            )
            for rule in bare
        ),
    )
    suggested = {name for rule in content.rules for name in rule.suggests} | set(suggested_elsewhere)
    yield Proof(
        "Every mitigation of the library is suggested by some rule",
        numbered(len(content.mitigations), "mitigation"),
        faults=tuple(
            found(
                ground.registry,
                ("mitigation", mitigation.id),
                ("id",),
                "never-suggested",
                f"no rule of the packs that are proved here suggests mitigation '{mitigation.id}'",
                severity="warning",
            )
            for mitigation in content.mitigations
            if mitigation.id not in suggested
        ),
    )
