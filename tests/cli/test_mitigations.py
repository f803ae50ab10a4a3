"""Planning what to do about the risks, with a scripted person."""

from datetime import date

import pytest

from impact_check.report.wording import NO_CREDIT

from .conftest import CLOSURE

EVIDENCE = ("Letter from the trust", "2", "1 October 2026", "")
OWNER = ("Bo Lee", "Service manager")
COMMITTED = ("2", "1 March 2027")


@pytest.fixture
def plan(talk):
    """Answer a closure, then type the lines at the first risk."""
    return lambda *lines: talk(*CLOSURE, "", "", *lines)


def test_what_the_findings_suggest_comes_first(plan):
    done = plan(":save")

    assert "Risk 1 of 2: Meeting place closes" in done.said
    assert " 1. Keep one session." in done.said
    assert " 2. Run a minibus." in done.said
    assert " 3. Something else: describe it yourself" in done.said


def test_a_full_commitment_earns_credit_and_says_what_changes(plan):
    done = plan("1", "", *OWNER, *COMMITTED, "no", "Public health grant", *EVIDENCE, ":save")
    mitigation = done.saved.mitigations[0]

    assert "It earns credit: one step down on this risk." in done.said
    assert mitigation.factor == "M07"
    assert mitigation.library == "keep-one-session"
    assert mitigation.action == "Keep one weekly session until those who want to have moved."
    assert mitigation.owner is not None
    assert (mitigation.owner.name, mitigation.owner.role) == OWNER
    assert mitigation.due == date(2027, 3, 1)
    assert mitigation.funding == "Public health grant"
    assert mitigation.evidence == ("E1",)


def test_a_bare_idea_earns_nothing_and_every_reason_is_said(plan):
    done = plan("3", "A newsletter", "", "1", "", "no", "", "", ":save")

    assert "It earns no credit yet. " in done.said
    assert all(NO_CREDIT[reason] in done.said for reason in ("idea_only", "no_owner", "no_due_date", "no_evidence"))
    assert done.saved.mitigations[0].status == "idea"


def test_another_organisation_has_to_agree(plan):
    done = plan("2", "", *OWNER, *COMMITTED, "", "Town Buses", "", "", *EVIDENCE, ":save")

    assert NO_CREDIT["third_party_not_agreed"] in done.said
    assert done.saved.mitigations[0].delivered_by.organisation == "Town Buses"


def test_the_same_action_against_a_second_risk_keeps_its_details(plan):
    minibus = ("2", "", *OWNER, *COMMITTED, "", "Town Buses", "Cy Dunn", "1 November 2026", "", *EVIDENCE)
    done = plan(*minibus, "", "1", "", "", "", "", "", "", "", "", "", "", "", ":save")
    first, second = done.saved.mitigations

    assert "You have planned this for another risk." in done.said
    assert (first.factor, second.factor) == ("M07", "M01")
    assert second.owner == first.owner
    assert second.due == first.due
    assert second.id != first.id


def test_back_leaves_the_plan_without_a_change(plan):
    done = plan("1", "", "Bo Lee", ":back", ":save")

    assert done.saved.mitigations == ()


def test_back_goes_to_the_detail_before_and_keeps_what_was_typed(plan):
    back_and_forth = ("1", "", "Bo Lee", ":back", "Bo Li", "Manager", ":back", "", "", ":back", ":back", "", "", "")
    done = plan(*back_and_forth, "2", "1 March 2027", ":back", "", "no", "", "", ":save")
    mitigation = done.saved.mitigations[0]

    assert (mitigation.owner.name, mitigation.owner.role) == ("Bo Li", "Manager")
    assert (mitigation.status, mitigation.due) == ("committed", date(2027, 3, 1))
    assert mitigation.delivered_by is None


def test_back_past_the_first_detail_leaves_the_plan_without_a_change(plan):
    done = plan("1", "", ":back", ":back", ":save")

    assert "Left as it was." in done.said
    assert done.saved.mitigations == ()


def test_what_would_earn_credit_next_is_said(plan):
    bare = plan("3", "A newsletter", "", "1", "", "no", "", "", ":save")
    assert (
        "To earn credit: commit to it, name its owner and their job, add evidence that it will happen and can work and "
        "give it a date." in bare.said
    )


def test_the_second_step_is_said_once_the_first_is_earned(plan):
    done = plan("1", "", *OWNER, *COMMITTED, "no", "Public health grant", *EVIDENCE, ":save")

    assert "A second step is earned once it is in place" in done.said


def test_a_planned_action_can_be_removed_and_the_history_shows_it(plan):
    done = plan("3", "A newsletter", "", "1", "", "no", "", "", "1", "2", ":save")

    assert done.saved.mitigations == ()
    assert [entry.what for entry in done.saved.history][-2:] == ["mitigation", "mitigation"]


def test_a_planned_action_can_be_changed(plan):
    done = plan("3", "A newsletter", "", "1", "", "no", "", "", "1", "1", "A visit", "", "", "", "", "", "", ":save")

    assert [mitigation.action for mitigation in done.saved.mitigations] == ["A visit"]


@pytest.mark.parametrize("typed", ["0", "9", "x", "²"])
def test_a_wrong_number_says_what_to_enter(plan, typed):
    done = plan(typed, ":save")

    assert "Enter a number between 1 and 3." in done.said
