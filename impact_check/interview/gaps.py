"""Assessment with reviews -> how far those who challenged it and its author are apart. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from impact_check.engine.evaluating import evaluate
from impact_check.interview.challenge import has_changed, wrote
from impact_check.interview.contesting import contested
from impact_check.interview.recording import same_name
from impact_check.model.assessment import Answer, Assessment, Review
from impact_check.model.levels import Bounds
from impact_check.model.result import Result, Standing
from impact_check.rules import Ruleset

Truth = Literal["true", "unknown"]


@dataclass(frozen=True, slots=True)
class Looked:
    """One review, and whether what it is of still says the same."""

    review: Review
    has_changed: bool


@dataclass(frozen=True, slots=True)
class ElementMoved:
    """An element of the strategy that stands otherwise with a challenger's answers, as proposed."""

    element: str
    author: Standing
    challenger: Standing


@dataclass(frozen=True, slots=True)
class FindingMoved:
    """A finding that appears, vanishes, or becomes more or less certain. None: it isn't found."""

    rule: str
    author: Truth | None
    challenger: Truth | None


@dataclass(frozen=True, slots=True)
class SecondView:
    """What one challenger thinks, and what the assessment would say with their answers."""

    by: str
    last: datetime
    """When they looked last."""
    looked: tuple[Looked, ...]
    """In the order they were made."""
    not_looked_at: int
    """Contested things that they have said nothing about, now or before."""
    inherent: Bounds
    residual: Bounds
    elements: tuple[ElementMoved, ...]
    """In strategy order."""
    findings: tuple[FindingMoved, ...]
    """In questionnaire order, benefits included."""
    has_answered: bool
    """They gave answers here too, so they are no second person any more."""

    @property
    def agreed(self) -> int:
        """Things they agree with that still say the same."""
        return sum(entry.review.view == "agree" and not entry.has_changed for entry in self.looked)

    @property
    def disagreed(self) -> int:
        """Things they disagree with that still say the same."""
        return sum(entry.review.view == "disagree" and not entry.has_changed for entry in self.looked)

    @property
    def changed_since(self) -> int:
        """Things that they have looked at and that say something else now."""
        return sum(entry.has_changed for entry in self.looked)


@dataclass(frozen=True, slots=True)
class Gap:
    """The author's ratings, and beside them those of each challenger."""

    inherent: Bounds
    residual: Bounds
    views: tuple[SecondView, ...]
    """By who came first; empty if nobody has challenged it."""

    @property
    def is_challenged(self) -> bool:
        """Somebody who gave no answers here has looked at it."""
        return any(not view.has_answered for view in self.views)

    @property
    def differing(self) -> tuple[SecondView, ...]:
        """The views with another rating than the author's, as proposed or after mitigation."""
        return tuple(v for v in self.views if (v.inherent, v.residual) != (self.inherent, self.residual))


def gap(ruleset: Ruleset, assessment: Assessment, result: Result) -> Gap:
    """Compare the result of the author's answers with that of each challenger's.

    result: that of the author's answers, with its `find_out`; its day is used for both. A challenger's answer takes the
    place of the author's only while the author's still says what the challenger disagreed with. Two challengers are
    never mixed.
    """
    reviews = assessment.reviews
    first = [r for place, r in enumerate(reviews) if not any(same_name(r.by, other.by) for other in reviews[:place])]
    if not first:
        return Gap(result.inherent.rating, result.residual.rating, ())
    items = {(item.kind, item.about) for item in contested(ruleset, assessment, result)}
    views = []
    for one in first:
        own = [entry for entry in reviews if same_name(entry.by, one.by)]
        looked = tuple(Looked(entry, has_changed(ruleset, assessment, entry)) for entry in own)
        seen = {(entry.kind, entry.about) for entry in own}
        views.append(_view(ruleset, assessment, result, looked, len(items - seen)))
    return Gap(result.inherent.rating, result.residual.rating, tuple(views))


def _view(
    ruleset: Ruleset, assessment: Assessment, result: Result, looked: tuple[Looked, ...], not_looked_at: int
) -> SecondView:
    last = max((entry.review for entry in looked), key=lambda review: review.at)
    current = [entry.review for entry in looked if not entry.has_changed]
    instead = {
        review.about: _in_place(assessment, review.about, review.instead) for review in current if review.instead
    }
    theirs = result
    if instead:
        other = assessment.model_copy(update={"answers": {**assessment.answers, **instead}})
        theirs = evaluate(ruleset, other, result.on, with_find_out=False)
    return SecondView(
        by=last.by,
        last=last.at,
        looked=looked,
        not_looked_at=not_looked_at,
        inherent=theirs.inherent.rating,
        residual=theirs.residual.rating,
        elements=tuple(_elements(result, theirs)),
        findings=tuple(_findings(ruleset, result, theirs)),
        has_answered=wrote(assessment, last.by),
    )


def _in_place(assessment: Assessment, question: str, instead: Answer) -> Answer:
    """Return a challenger's answer under the author's name: they become no author, who couldn't verify a mitigation."""
    given = assessment.answers.get(question)
    return instead.model_copy(update={"by": given.by}) if given else instead


def _elements(author: Result, challenger: Result) -> Iterator[ElementMoved]:
    for ours, theirs in zip(author.alignment, challenger.alignment, strict=True):
        if ours.standing != theirs.standing:
            yield ElementMoved(ours.element, ours.standing, theirs.standing)


def _findings(ruleset: Ruleset, author: Result, challenger: Result) -> Iterator[FindingMoved]:
    ours, theirs = _truths(author), _truths(challenger)
    for rule in ruleset.questionnaire.rules:
        if ours.get(rule.id) != theirs.get(rule.id):
            yield FindingMoved(rule.id, ours.get(rule.id), theirs.get(rule.id))


def _truths(result: Result) -> Mapping[str, Truth]:
    return {finding.rule: finding.truth for finding in result.findings}
