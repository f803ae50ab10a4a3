"""A request, checked -> the response: the same functions as `impact_check.api`, and nothing else."""

import impact_check
from impact_check import api
from impact_check.api.wording import texts
from impact_check.interview import Interview
from impact_check.language import speaking
from impact_check.service.asked import (
    AssessAnswers,
    AssessAssessment,
    CompareAnswers,
    CompareAssessment,
    NextOfAnswers,
    NextOfAssessment,
    ReportAnswers,
    ReportAssessment,
)
from impact_check.service.judging import Judged, judged
from impact_check.service.packs import Packs
from impact_check.service.questions import question_told, sections_told
from impact_check.service.service import Service
from impact_check.service.told import (
    AssessTold,
    CompareTold,
    HealthTold,
    LookAheadTold,
    NextTold,
    PacksTold,
    PackTold,
    QuestionnaireTold,
)


def health(service: Service) -> HealthTold:
    """Say that the service answers."""
    return HealthTold(version=impact_check.__version__, on=service.now().date())


def questionnaires(service: Service) -> PacksTold:
    """List the questionnaires that requests may name."""
    return PacksTold(questionnaires=tuple(_pack(service.packs, name) for name in service.packs.names))


def _pack(packs: Packs, name: str) -> PackTold:
    ruleset = packs.load(name)
    content = ruleset.questionnaire
    return PackTold(
        name=name,
        title=content.packs[-1].title,
        pinned=ruleset.pinned,
        languages=content.languages,
        questions=len(content.questions),
    )


def questionnaire(service: Service, name: str, language: str) -> QuestionnaireTold:
    """Return every question of a questionnaire, and the words for its ids."""
    ruleset = service.packs.load(name, language, code="no-such-questionnaire")
    content = ruleset.questionnaire
    return QuestionnaireTold(
        name=name,
        title=content.packs[-1].title,
        pinned=ruleset.pinned,
        language=content.language,
        languages=content.languages,
        sections=sections_told(ruleset),
        texts=texts(ruleset),
    )


def assess(service: Service, asked: AssessAssessment | AssessAnswers) -> AssessTold:
    """Rate one decision."""
    about = judged(service.packs, service.limits, asked, service.now())
    ruleset, assessment = about.ruleset, about.assessment
    result = api.evaluate(ruleset, assessment, about.on)
    return AssessTold(
        on=about.on,
        on_from=about.on_from,
        notes=about.notes,
        result=result,
        texts=texts(ruleset, result) if asked.texts else None,
        summary=api.summary(ruleset, assessment, result) if asked.summary else None,
        explanation=api.explain(ruleset, assessment, result) if asked.explanation else None,
    )


def next_questions(service: Service, asked: NextOfAssessment | NextOfAnswers) -> NextTold:
    """Say what to ask next, from the answers alone: nothing is kept between two requests."""
    about = judged(service.packs, service.limits, asked, service.now())
    ruleset, assessment = about.ruleset, about.assessment
    interview = Interview(ruleset, assessment).passing(name for name in asked.skip if name in ruleset.questions)
    ahead = None
    if asked.look_ahead:
        verdict = api.settled(ruleset, assessment, about.on)
        interview = interview.looking_ahead(verdict)
        ahead = LookAheadTold(
            rating=verdict.rating,
            alignment=verdict.alignment,
            outcomes=verdict.outcomes,
            all_settled=verdict.is_all,
            telling=verdict.telling,
        )
    left = tuple(sorted(interview.left, key=lambda name: (name in interview.passed_over, name in interview.idle)))
    with speaking(ruleset.questionnaire.language):
        progress = interview.progress()
        return NextTold(
            on=about.on,
            on_from=about.on_from,
            notes=about.notes,
            is_done=not interview.needed,
            next=tuple(question_told(ruleset, ruleset.questions[name]) for name in left[: asked.count]),
            left=left,
            asked=interview.route.asked,
            may_not_apply=tuple(name for name in interview.route.asked if name in interview.route.may_not_apply),
            set_aside=interview.set_aside,
            answered=progress.answered,
            about_total=progress.about_total,
            look_ahead=ahead,
        )


def compare(service: Service, asked: CompareAssessment | CompareAnswers) -> CompareTold:
    """Rate the proposal and its alternatives side by side."""
    about = judged(service.packs, service.limits, asked, service.now())
    return CompareTold(
        on=about.on,
        on_from=about.on_from,
        notes=about.notes,
        comparison=api.compare(about.ruleset, about.assessment, about.on),
    )


def report_html(service: Service, asked: ReportAssessment | ReportAnswers) -> tuple[Judged, bytes]:
    """Make the report as one web page."""
    about = judged(service.packs, service.limits, asked, service.now())
    result = api.evaluate(about.ruleset, about.assessment, about.on)
    return about, api.report_html(about.ruleset, about.assessment, result, public=asked.public).encode()


def report_pdf(service: Service, asked: ReportAssessment | ReportAnswers) -> tuple[Judged, bytes]:
    """Make the report as a PDF, in a process of its own. Raises Problem if too many are being made."""
    with service.jobs.place():
        about = judged(service.packs, service.limits, asked, service.now())
        result = api.evaluate(about.ruleset, about.assessment, about.on)
        return about, api.report_pdf(about.ruleset, about.assessment, result, public=asked.public, apart=True)
