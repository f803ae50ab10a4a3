"""The door for software that embeds impact_check: load, answer, evaluate, report. No terminal, no clock.

Serves procurement and committee systems as well as the command line, which uses nothing else. What is here is imported
when it is first used, so that a program pays only for what it uses.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from impact_check.api.answers import (
        answers_header,
        answers_template,
        answers_that_fit,
        characters_in,
        personal_details_in,
        read_alternative,
        read_answers,
    )
    from impact_check.api.bulk import (
        carried_rules,
        rate_batches,
        rate_table,
        rated_schema,
        screen_columns,
        screen_file,
    )
    from impact_check.api.committee import (
        action_plan_csv,
        action_plan_xlsx,
        calendar,
        implications,
        integrated_form,
        report_docx,
    )
    from impact_check.api.events import (
        gate_event,
        published_event,
        rated_event,
        signed_event,
        submitted_event,
    )
    from impact_check.api.gating import (
        GateFileError,
        PackSource,
        SignedReport,
        gate,
        gate_assessment,
        gate_content,
        gate_example,
        gate_file,
        gate_meanings,
        gate_policy,
        signed_report,
    )
    from impact_check.api.given import fill_answers, in_this_format, is_newer
    from impact_check.api.kept_texts import kept_text
    from impact_check.api.keys import (
        appoint,
        authority,
        certificate_request,
        certify,
        dismiss,
        ledger_folder,
        new_ledger,
        new_signing_key,
        read_request,
        read_token,
        submissions,
        trust,
    )
    from impact_check.api.many_reports import Reported, ToReport, report_pdfs
    from impact_check.api.measuring import (
        area_table,
        named_areas,
        read_survey,
        score_survey,
        survey_columns,
        survey_page,
    )
    from impact_check.api.packs import (
        archive_pack,
        diff,
        graph,
        graph_fits,
        graph_page,
        lint,
        lint_report,
        load_questionnaire,
        moved,
        options,
        prove,
        test_cases,
    )
    from impact_check.api.procurement import (
        contract_kpis_csv,
        contract_kpis_json,
        planning_fragment,
        register_csv,
        register_xlsx,
    )
    from impact_check.api.reports import (
        blank_form_html,
        blank_form_pdf,
        challenge_text,
        compare_rows,
        compare_text,
        explain,
        item_part,
        report_fragment,
        report_html,
        report_markdown,
        report_pdf,
        summary,
        whatif_text,
    )
    from impact_check.api.schemas import (
        all_schemas,
        assessment_schema,
        comparison_schema,
        event_schema,
        gate_policy_schema,
        gate_schema,
        kpis_schema,
        ledger_schema,
        ocds_schema,
        pack_schema,
        pack_schemas,
        receipt_schema,
        result_schema,
        verdict_schema,
    )
    from impact_check.api.screening import screen_answers, screen_json, screened_schema
    from impact_check.api.sign_off import (
        assessment_beside,
        check_publishable,
        key_in_file,
        key_on_token,
        publish_report,
        sign_off_status,
        sign_off_text,
        sign_report,
        submit_report,
        verify_report,
        what_is_signed,
        withdraw_report,
    )
    from impact_check.api.verifying import verify_pdf
    from impact_check.api.wording import texts
    from impact_check.engine import (
        Route,
        Settled,
        as_assessment,
        compare,
        evaluate,
        route,
        screen,
        settled,
    )
    from impact_check.engine import what_if as whatif
    from impact_check.engine.areas import NamedArea
    from impact_check.interview import (
        DO_NOTHING,
        Brought,
        Changes,
        Conflict,
        Decision,
        Gap,
        Interview,
        Item,
        Merged,
        Progress,
        accept_suggestions,
        add_alternative,
        add_evidence,
        alternative,
        bring,
        change_alternative,
        clear,
        clear_override,
        confirm,
        contested,
        do_nothing,
        gap,
        has_changed,
        merge,
        merge_conflicts,
        new_assessment,
        next_question,
        progress,
        put_alternative_mitigation,
        put_mitigation,
        questions_to_ask,
        read_date,
        read_text,
        read_value,
        record,
        remove_alternative,
        remove_alternative_mitigation,
        remove_mitigation,
        repin,
        review,
        set_override,
        still_open,
        stop_early,
        unconfirmed,
        what_changed,
        wrote,
    )
    from impact_check.interview.merging import in_words as side_in_words
    from impact_check.language import speaking
    from impact_check.loading import (
        AnswersFormat,
        bundled_packs,
        find_pack,
        locate,
        new_pack,
    )
    from impact_check.measures import (
        AreaTable,
        Survey,
        SurveyColumn,
        SurveyScores,
        survey_table,
    )
    from impact_check.model.comparison import Comparison
    from impact_check.model.history import broken_at as history_broken_at
    from impact_check.privacy import (
        Detail,
        Published,
        details_in_words,
        personal_details,
        publishable,
        without_details,
    )
    from impact_check.rules import Ruleset
    from impact_check.storage import (
        EvidenceStanding,
        Holder,
        Lock,
        backup_of,
        evidence_file,
        evidence_standings,
        holder,
        host,
        is_gone,
        is_link,
        looks_like_file,
        migrate,
        parse_assessment,
        read_assessment,
        read_backup,
        read_drafts,
        recover,
        with_evidence_files,
        with_file,
        write_assessment,
        write_drafts,
    )

_NAMES = {
    "impact_check.api.answers": (
        "answers_header answers_template answers_that_fit characters_in personal_details_in "
        "read_alternative read_answers"
    ),
    "impact_check.api.bulk": "carried_rules rate_batches rate_table rated_schema screen_columns screen_file",
    "impact_check.api.committee": "action_plan_csv action_plan_xlsx calendar implications integrated_form report_docx",
    "impact_check.api.events": "gate_event published_event rated_event signed_event submitted_event",
    "impact_check.api.gating": (
        "GateFileError PackSource SignedReport gate gate_assessment gate_content gate_example gate_file "
        "gate_meanings gate_policy signed_report"
    ),
    "impact_check.api.given": "fill_answers in_this_format is_newer",
    "impact_check.api.kept_texts": "kept_text",
    "impact_check.api.keys": (
        "appoint authority certificate_request certify dismiss ledger_folder new_ledger new_signing_key "
        "read_request read_token submissions trust"
    ),
    "impact_check.api.many_reports": "Reported ToReport report_pdfs",
    "impact_check.api.measuring": "area_table named_areas read_survey score_survey survey_columns survey_page",
    "impact_check.api.packs": (
        "archive_pack diff graph graph_fits graph_page lint lint_report load_questionnaire moved options "
        "prove test_cases"
    ),
    "impact_check.api.procurement": (
        "contract_kpis_csv contract_kpis_json planning_fragment register_csv register_xlsx"
    ),
    "impact_check.api.reports": (
        "blank_form_html blank_form_pdf challenge_text compare_rows compare_text explain item_part "
        "report_fragment report_html report_markdown report_pdf summary whatif_text"
    ),
    "impact_check.api.schemas": (
        "all_schemas assessment_schema comparison_schema event_schema gate_policy_schema gate_schema "
        "kpis_schema ledger_schema ocds_schema pack_schema pack_schemas receipt_schema result_schema "
        "verdict_schema"
    ),
    "impact_check.api.screening": "screen_answers screen_json screened_schema",
    "impact_check.api.sign_off": (
        "assessment_beside check_publishable key_in_file key_on_token publish_report sign_off_status "
        "sign_off_text sign_report submit_report verify_report what_is_signed withdraw_report"
    ),
    "impact_check.api.verifying": "verify_pdf",
    "impact_check.api.wording": "texts",
    "impact_check.engine": "Route Settled as_assessment compare evaluate route screen settled",
    "impact_check.engine.areas": "NamedArea",
    "impact_check.interview": (
        "Brought Changes Conflict DO_NOTHING Decision Gap Interview Item Merged Progress accept_suggestions "
        "add_alternative add_evidence alternative bring change_alternative clear clear_override confirm "
        "contested do_nothing gap has_changed merge merge_conflicts new_assessment next_question progress "
        "put_alternative_mitigation put_mitigation questions_to_ask read_date read_text read_value record "
        "remove_alternative remove_alternative_mitigation remove_mitigation repin review set_override "
        "still_open stop_early unconfirmed what_changed wrote"
    ),
    "impact_check.language": "speaking",
    "impact_check.loading": "AnswersFormat bundled_packs find_pack locate new_pack",
    "impact_check.measures": "AreaTable Survey SurveyColumn SurveyScores survey_table",
    "impact_check.model.comparison": "Comparison",
    "impact_check.privacy": "Detail Published details_in_words personal_details publishable without_details",
    "impact_check.rules": "Ruleset",
    "impact_check.storage": (
        "EvidenceStanding Holder Lock backup_of evidence_file evidence_standings holder host is_gone is_link "
        "looks_like_file migrate parse_assessment read_assessment read_backup read_drafts recover "
        "with_evidence_files with_file write_assessment write_drafts"
    ),
}
"""Module -> what of it is here under its own name."""

_RENAMED = {
    "history_broken_at": ("impact_check.model.history", "broken_at"),
    "side_in_words": ("impact_check.interview.merging", "in_words"),
    "whatif": ("impact_check.engine", "what_if"),
}
"""Name here -> the module that it is in, and its name there."""

_PLACES = {name: (module, name) for module, names in _NAMES.items() for name in names.split()} | _RENAMED


if not TYPE_CHECKING:  # A type checker that saw it would take every name for one of ours.

    def __getattr__(name: str) -> object:
        """Import what is asked for, once."""
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, name_there = _PLACES[name]
        value = getattr(import_module(module), name_there)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


__all__ = [
    "DO_NOTHING",
    "AnswersFormat",
    "AreaTable",
    "Brought",
    "Changes",
    "Comparison",
    "Conflict",
    "Decision",
    "Detail",
    "EvidenceStanding",
    "Gap",
    "GateFileError",
    "Holder",
    "Interview",
    "Item",
    "Lock",
    "Merged",
    "NamedArea",
    "PackSource",
    "Progress",
    "Published",
    "Reported",
    "Route",
    "Ruleset",
    "Settled",
    "SignedReport",
    "Survey",
    "SurveyColumn",
    "SurveyScores",
    "ToReport",
    "accept_suggestions",
    "action_plan_csv",
    "action_plan_xlsx",
    "add_alternative",
    "add_evidence",
    "all_schemas",
    "alternative",
    "answers_header",
    "answers_template",
    "answers_that_fit",
    "appoint",
    "archive_pack",
    "area_table",
    "as_assessment",
    "assessment_beside",
    "assessment_schema",
    "authority",
    "backup_of",
    "blank_form_html",
    "blank_form_pdf",
    "bring",
    "bundled_packs",
    "calendar",
    "carried_rules",
    "certificate_request",
    "certify",
    "challenge_text",
    "change_alternative",
    "characters_in",
    "check_publishable",
    "clear",
    "clear_override",
    "compare",
    "compare_rows",
    "compare_text",
    "comparison_schema",
    "confirm",
    "contested",
    "contract_kpis_csv",
    "contract_kpis_json",
    "details_in_words",
    "diff",
    "dismiss",
    "do_nothing",
    "evaluate",
    "event_schema",
    "evidence_file",
    "evidence_standings",
    "explain",
    "fill_answers",
    "find_pack",
    "gap",
    "gate",
    "gate_assessment",
    "gate_content",
    "gate_event",
    "gate_example",
    "gate_file",
    "gate_meanings",
    "gate_policy",
    "gate_policy_schema",
    "gate_schema",
    "graph",
    "graph_fits",
    "graph_page",
    "has_changed",
    "history_broken_at",
    "holder",
    "host",
    "implications",
    "in_this_format",
    "integrated_form",
    "is_gone",
    "is_link",
    "is_newer",
    "item_part",
    "kept_text",
    "key_in_file",
    "key_on_token",
    "kpis_schema",
    "ledger_folder",
    "ledger_schema",
    "lint",
    "lint_report",
    "load_questionnaire",
    "locate",
    "looks_like_file",
    "merge",
    "merge_conflicts",
    "migrate",
    "moved",
    "named_areas",
    "new_assessment",
    "new_ledger",
    "new_pack",
    "new_signing_key",
    "next_question",
    "ocds_schema",
    "options",
    "pack_schema",
    "pack_schemas",
    "parse_assessment",
    "personal_details",
    "personal_details_in",
    "planning_fragment",
    "progress",
    "prove",
    "publish_report",
    "publishable",
    "published_event",
    "put_alternative_mitigation",
    "put_mitigation",
    "questions_to_ask",
    "rate_batches",
    "rate_table",
    "rated_event",
    "rated_schema",
    "read_alternative",
    "read_answers",
    "read_assessment",
    "read_backup",
    "read_date",
    "read_drafts",
    "read_request",
    "read_survey",
    "read_text",
    "read_token",
    "read_value",
    "receipt_schema",
    "record",
    "recover",
    "register_csv",
    "register_xlsx",
    "remove_alternative",
    "remove_alternative_mitigation",
    "remove_mitigation",
    "repin",
    "report_docx",
    "report_fragment",
    "report_html",
    "report_markdown",
    "report_pdf",
    "report_pdfs",
    "result_schema",
    "review",
    "route",
    "score_survey",
    "screen",
    "screen_answers",
    "screen_columns",
    "screen_file",
    "screen_json",
    "screened_schema",
    "set_override",
    "settled",
    "side_in_words",
    "sign_off_status",
    "sign_off_text",
    "sign_report",
    "signed_event",
    "signed_report",
    "speaking",
    "still_open",
    "stop_early",
    "submissions",
    "submit_report",
    "submitted_event",
    "summary",
    "survey_columns",
    "survey_page",
    "survey_table",
    "test_cases",
    "texts",
    "trust",
    "unconfirmed",
    "verdict_schema",
    "verify_pdf",
    "verify_report",
    "what_changed",
    "what_is_signed",
    "whatif",
    "whatif_text",
    "with_evidence_files",
    "with_file",
    "withdraw_report",
    "without_details",
    "write_assessment",
    "write_drafts",
    "wrote",
]
