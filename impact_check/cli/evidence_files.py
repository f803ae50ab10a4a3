"""`impact-check evidence`: all evidence, what rests on it, and whether its files are as they were."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from impact_check.cli import words
from impact_check.cli.answers_given import lost_evidence
from impact_check.cli.exits import Exit, Stop
from impact_check.cli.files import Opened, open_file
from impact_check.cli.output import look_here, say, wrapped
from impact_check.cli.read_only import EVIDENCE_SCHEMA, print_json
from impact_check.language import Translated, to_translate, tr
from impact_check.model.assessment import Evidence, Known

if TYPE_CHECKING:
    from impact_check.api import EvidenceStanding

FOUND: Mapping[str, str] = Translated(
    {
        "unchanged": to_translate("The file is there, as it was when it was added."),
        "changed": to_translate("CHANGED: the file is not as it was when it was added."),
        "missing": to_translate("MISSING: the file is not there."),
        "unreadable": to_translate("UNREADABLE: the file is there, but it can't be read."),
        "no_hash": to_translate("The file is there. Nobody can tell whether it has changed, since no hash was taken."),
        "link": to_translate("A link. It was not opened."),
        "place": to_translate("A place in words, so there is no file to look for."),
        "nowhere": to_translate("It isn't said where to find it."),
    }
)


def evidence(file: str, pack: str | None, *, as_json: bool) -> None:
    """List the evidence. Raise Stop if the file of a piece is missing, changed or unreadable."""
    from impact_check import api

    opened = open_file(file, pack, None)
    standings = api.evidence_standings(opened.assessment, opened.path.parent)
    if as_json:
        print_json(EVIDENCE_SCHEMA, {"evidence": [_as_data(opened, standing) for standing in standings]})
    else:
        _show(opened, standings)
    lost = tuple(lost_evidence(standings))
    if lost:
        raise Stop(Exit.INVALID, "\n".join(lost))


def _show(opened: Opened, standings: "tuple[EvidenceStanding, ...]") -> None:
    width = look_here().width
    if not standings:
        say(tr("There is no evidence yet."))
    for item, found in standings:
        say(wrapped(words.evidence(item), width))
        for line in (*_supports(opened, item), FOUND[found]):
            say(wrapped(line, width, indent=2))
        if item.sha256:
            say(f"  SHA-256 {item.sha256[:16]}…")


def _supports(opened: Opened, item: Evidence) -> Iterator[str]:
    """Yield what rests on a piece of evidence."""
    rests = False
    for name in _answers_on(opened, item):
        question = opened.ruleset.questions.get(name)
        yield tr("Supports the answer to: {question}", question=question.text if question else name)
        rests = True
    for mitigation in opened.assessment.mitigations:
        if item.id in mitigation.evidence:
            yield tr("Supports the action: {action}", action=mitigation.action)
            rests = True
        if mitigation.verified and item.id in mitigation.verified.evidence:
            yield tr("Shows how this action works: {action}", action=mitigation.action)
            rests = True
    if not rests:
        yield tr("Nothing rests on it yet.")


def _answers_on(opened: Opened, item: Evidence) -> tuple[str, ...]:
    answers = opened.assessment.answers.items()
    return tuple(name for name, answer in answers if isinstance(answer, Known) and item.id in answer.evidence)


def _as_data(opened: Opened, standing: "EvidenceStanding") -> dict[str, object]:
    item, found = standing
    mitigations = opened.assessment.mitigations
    return {
        **item.model_dump(mode="json"),
        "found": found,
        "answers": _answers_on(opened, item),
        "mitigations": [entry.id for entry in mitigations if item.id in entry.evidence],
        "verifies": [entry.id for entry in mitigations if entry.verified and item.id in entry.verified.evidence],
    }
