"""A result -> the words for every id and code in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from impact_check.language import speaking
from impact_check.model.questionnaire import Questionnaire
from impact_check.model.result import Result
from impact_check.model.texts import CheckText, ElementText, FactorText, Texts, level_name
from impact_check.rules import Ruleset


def texts(ruleset: Ruleset, result: Result | None = None) -> Texts:
    """Return the words for the ids in a result, or for all ids of a questionnaire, in the questionnaire's language.

    With a result: the rules that hold or may hold, the factors and groups in it, the questions that those rest on or
    that are to be found out; all checks and elements, as a result names each of them.
    """
    from impact_check.report.wording import LEVEL_WORDS, OUTCOMES, ROLES, STANDING_WORDS

    content = ruleset.questionnaire
    named = _everything(content) if result is None else _named_in(result)
    with speaking(content.language):
        return Texts(
            questions={each.id: each.text for each in content.questions if each.id in named.questions},
            factors={
                each.id: FactorText(title=each.title, plain=each.plain)
                for each in content.factors
                if each.id in named.factors
            },
            rules={each.id: each.because for each in content.rules if each.id in named.rules},
            floors={each.id: each.because for each in content.floors if each.id in named.floors},
            checks={
                each.id: CheckText(title=each.title, because=each.because, fix=each.fix) for each in content.checks
            },
            elements={
                element.id: ElementText(strategy=strategy.title, wording=element.wordings[0].text, plain=element.plain)
                for strategy in content.strategies
                for element in strategy.elements
            },
            groups={each.id: each.title for each in content.groups if each.id in named.groups},
            levels={level_name(level): words for level, words in LEVEL_WORDS.items()},
            standings=dict(STANDING_WORDS),
            roles=dict(ROLES),
            outcomes=dict(OUTCOMES),
        )


@dataclass(frozen=True, slots=True)
class _Named:
    """The ids that words are wanted for."""

    questions: frozenset[str]
    factors: frozenset[str]
    rules: frozenset[str]
    floors: frozenset[str]
    groups: frozenset[str]


def _everything(content: Questionnaire) -> _Named:
    return _Named(
        questions=frozenset(each.id for each in content.questions),
        factors=frozenset(each.id for each in content.factors),
        rules=frozenset(each.id for each in content.rules),
        floors=frozenset(each.id for each in content.floors),
        groups=frozenset(each.id for each in content.groups),
    )


def _named_in(result: Result) -> _Named:
    return _Named(
        questions=frozenset(_questions(result)),
        factors=frozenset(_factors(result)),
        rules=frozenset(each.rule for each in result.findings),
        floors=frozenset(each.floor for each in result.floors),
        groups=frozenset(_groups(result)),
    )


def _questions(result: Result) -> Iterator[str]:
    resting = (each.answers for rows in (result.findings, result.floors, result.checks) for each in rows)
    yield from (used.question for answers in resting for used in answers)
    yield from (each.question for each in result.find_out)
    yield from result.left_unasked


def _factors(result: Result) -> Iterator[str]:
    yield from (each.factor for each in result.factors)
    yield from (each.factor for each in result.mitigations)
    yield from result.not_considered
    for finding in result.findings:
        yield from finding.factors


def _groups(result: Result) -> Iterator[str]:
    yield from result.affected_groups
    for factor in result.factors:
        yield from factor.groups
    for finding in result.findings:
        yield from finding.groups
