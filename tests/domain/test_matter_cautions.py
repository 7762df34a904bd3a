"""What is kept of a record in figures, and what a second person is warned of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.deliberation.cautions import (
    CHECKED,
    Caution,
    cautions,
    checked_by,
    named,
    needs_application,
    source_unsaid,
    unchecked,
)
from domain.deliberation.classification import ITEMS, Touch
from domain.deliberation.consultations import ConsultedUnit
from domain.deliberation.matters import Homes, Matter
from domain.deliberation.procedures import SIX_STEPS, SMALL, URGENT
from domain.deliberation.record_details import (
    Applicant,
    Application,
    Attendance,
    Funding,
    MoneySource,
    application_of,
    attendance_of,
    counts_in,
    counts_refusal,
    funding_refusal,
    record_day_refusal,
)
from domain.deliberation.records import MatterRecord, details_refusal, with_funding
from domain.deliberation.stages import Need, Stage
from domain.outcomes import Refusal
from domain.registry import Actor, Organ, Place, Role, RoleKind

AT = datetime(2026, 3, 9, 2, tzinfo=UTC)
TODAY = date(2026, 3, 9)
MATTER = Matter(
    1, Place(1), 1, SIX_STEPS.name, Stage.PROPOSING, AT, "装灯", "装灯", "h", Homes("全小区", frozenset({1, 2})), 1, AT
)
UNIT = ConsultedUnit(1, 1, 1, "消防")


def of(organ: Organ, compound: int = 1) -> Actor:
    return Actor(7, (Role(RoleKind.COMMITTEE, Place(compound), AT, organ=organ),))


def what(refusal: Refusal | None) -> object:
    return None if refusal is None else refusal.facts["what"]


@pytest.mark.parametrize(
    ("typed", "counts"),
    [
        ("应到7人，实到6人", (7, 6)),
        ("应到七人，实到六人。\n张书记、赵主任", (7, 6)),
        ("张书记主持，应到 12 位，请假2位，实到 10 位", (12, 10)),
        ("7 6", (7, 6)),
        ("7，6人。\n3月3日在会议室", (7, 6)),
        ("应到两委委员7名，实到2名，张书记、赵主任", (7, 2)),
        ("应到7人，实到两委委员6人", (7, 6)),
        ("应到两委委员7名，实到6名", (7, 6)),
        ("都来了", None),
        ("6人", None),
        ("3月3日，7人里来了6人", None),
    ],
)
def test_who_came_is_read_out_of_what_was_typed(typed: str, counts: tuple[int, int] | None) -> None:
    assert counts_in(typed) == counts


@pytest.mark.parametrize(
    ("counts", "refused"),
    [
        ((7, 4), None),
        ((6, 3), "matter_attendance_few"),
        ((6, 4), None),
        ((1, 1), None),
        ((7, 0), "matter_attendance_few"),
        ((0, 0), "matter_attendance"),
        ((6, 7), "matter_attendance"),
        ((201, 201), "matter_attendance"),
        (None, "matter_attendance"),
    ],
)
def test_more_than_half_of_them_came(counts: tuple[int, int] | None, refused: str | None) -> None:
    assert what(counts_refusal(counts)) == refused
    assert counts is None or refused or Attendance(TODAY, *counts).quorate


def test_exactly_half_is_no_meeting() -> None:
    assert not Attendance(TODAY, 6, 3).quorate and Attendance(TODAY, 6, 4).quorate


@pytest.mark.parametrize(
    ("day", "refused"),
    [
        (TODAY, None),
        (TODAY - timedelta(days=366), None),
        (TODAY - timedelta(days=367), "matter_record_day"),
        (TODAY + timedelta(days=1), "matter_record_day"),
        (None, "matter_record_day"),
    ],
)
def test_it_was_on_a_day_that_can_have_been(day: date | None, refused: str | None) -> None:
    assert what(record_day_refusal(day, TODAY)) == refused


def test_figures_belong_to_the_record_that_asks_for_them() -> None:
    came, applied = Attendance(TODAY, 7, 6), Application(Applicant.COMMITTEE, TODAY)
    assert details_refusal(Need.STUDIED, None, TODAY) is None
    assert what(details_refusal(Need.STUDIED, came, TODAY)) == "matter_record"
    assert details_refusal(Need.PRESENT, came, TODAY) is None
    assert what(details_refusal(Need.PRESENT, None, TODAY)) == "matter_attendance"
    assert what(details_refusal(Need.PRESENT, applied, TODAY)) == "matter_attendance"
    assert what(details_refusal(Need.PRESENT, replace(came, day=date(2027, 1, 1)), TODAY)) == "matter_record_day"
    assert details_refusal(Need.APPLIED, applied, TODAY) is None
    assert what(details_refusal(Need.APPLIED, came, TODAY)) == "matter_applicant"
    assert what(details_refusal(Need.APPLIED, replace(applied, checked=True), TODAY)) == "matter_record"
    assert what(details_refusal(Need.APPLIED, None, TODAY)) == "matter_applicant"


def test_figures_come_back_as_they_were_kept() -> None:
    record = MatterRecord(1, 1, 1, Stage.PROPOSING, Need.PRESENT, "张书记等", None, 1, AT)
    assert record.attendance is None and record.application is None, "a record of before"
    came, applied = Attendance(TODAY, 7, 6), Application(Applicant.ASSEMBLY, TODAY)
    assert replace(record, details=came.record).attendance == came == attendance_of(came.record)
    for one in (applied, replace(applied, checked=True)):
        assert replace(record, details=one.record).application == one == application_of(one.record)


def test_who_checks_the_proposal_is_of_the_two_committees_or_it_is_said() -> None:
    party, own = of(Organ.PARTY), of(Organ.SELF_MANAGEMENT)
    assert checked_by(MATTER, party) == {CHECKED: {"round": 1, "inside": True}}
    assert checked_by(MATTER, of(Organ.RESIDENTS))[CHECKED]["inside"] is True
    assert checked_by(MATTER, of(Organ.PARTY, 2))[CHECKED]["inside"] is False
    assert checked_by(replace(MATTER, stage=Stage.CONSULTING), own) == {}
    outside = replace(MATTER, terms=checked_by(MATTER, own))
    assert unchecked(outside) and not unchecked(replace(MATTER, terms=checked_by(MATTER, party)))
    assert not unchecked(replace(outside, round=2)) and not unchecked(MATTER)


def test_a_second_person_is_warned() -> None:
    paid, open_ = (
        {"budget": 100, "words": "另行说明", "source": one} for one in (MoneySource.HIGHER, MoneySource.OPEN)
    )
    own, party = of(Organ.SELF_MANAGEMENT), of(Organ.PARTY)
    assert cautions(MATTER, party, [], paid, application=None) == ()
    assert cautions(MATTER, own, [], open_, application=None) == (Caution.OUTSIDE, Caution.SOURCE_UNSAID)
    consulting = replace(MATTER, stage=Stage.CONSULTING)
    assert cautions(consulting, own, [UNIT], open_, application=None) == (Caution.ONE_UNIT, Caution.SOURCE_UNSAID)
    assert cautions(consulting, own, [UNIT, UNIT], paid, application=None) == ()
    assert source_unsaid({"budget": 100, "words": "街道改造资金"}), "by the button, not by words"
    assert not source_unsaid({"budget": 0, "words": "不花钱"}) and not source_unsaid(None)


def test_where_a_budget_is_paid_from_is_said_and_the_owners_money_is_for_their_vote() -> None:
    fund, income, open_, nothing = (
        Funding(one) for one in (MoneySource.FUND, MoneySource.INCOME, MoneySource.OPEN, MoneySource.NOTHING)
    )
    assert what(funding_refusal(None, 100, ())) == "matter_money_source"
    assert what(funding_refusal(fund, 100, ())) == "matter_money_fund"
    assert what(funding_refusal(income, 100, (Touch.USE_FUND,))) == "matter_money_income"
    assert funding_refusal(fund, 100, (Touch.USE_FUND,)) is None and funding_refusal(open_, 100, ()) is None
    assert what(funding_refusal(nothing, 100, ())) == "matter_money_nothing" == what(funding_refusal(open_, 0, ()))
    assert funding_refusal(nothing, 0, ()) is None
    shared, pooled = Funding(MoneySource.SHARED), Funding(MoneySource.POOLED)
    assert what(funding_refusal(shared, 100, ())) == "matter_money_shared", "representatives oblige no owner to pay"
    assert all(funding_refusal(shared, 100, (touch,)) is None for touch in ITEMS), "the owners vote on it"
    assert funding_refusal(pooled, 100, ()) is None, "who does not want to owes nothing"
    assert with_funding(Need.BUDGET, None, 0) == nothing and with_funding(Need.BUDGET, None, 1) is None
    assert with_funding(Need.ACCOUNTS, None, 0) is None and with_funding(Need.BUDGET, open_, 0) == open_
    assert what(details_refusal(Need.BUDGET, None, TODAY, amount=5)) == "matter_money_source"
    assert what(details_refusal(Need.STUDIED, open_, TODAY)) == "matter_record"
    budget = MatterRecord(1, 1, 1, Stage.PROPOSING, Need.BUDGET, "街道", 100, 1, AT, open_.record)
    assert budget.funding == open_ and replace(budget, details={}).funding is None


def test_an_urgent_repair_from_the_fund_needs_an_application() -> None:
    urgent = replace(MATTER, procedure_name=URGENT.name, stage=Stage.DOING, touched=(Touch.USE_FUND,))
    assert needs_application(urgent) and Need.APPLIED in urgent.procedure.step(Stage.DOING).notes
    asked = Application(Applicant.COMMITTEE, TODAY)
    assert cautions(urgent, of(Organ.PARTY), [], None, application=None) == (Caution.UNAPPLIED,)
    assert cautions(urgent, of(Organ.PARTY), [], None, application=asked) == (Caution.APPLICATION_UNCHECKED,)
    assert cautions(urgent, of(Organ.PARTY), [], None, application=replace(asked, checked=True)) == ()
    company = replace(urgent, touched=())
    assert not needs_application(company) and Need.APPLIED not in company.procedure.step(Stage.DOING).notes
    assert not needs_application(replace(MATTER, touched=(Touch.USE_FUND,)))


def test_what_the_procedure_names_is_said_to_be_on_record_or_not() -> None:
    assert named(MATTER, [Need.PARTY]) == {"chosen": False, "party": True, "monitors": False}
    assert named(replace(MATTER, procedure_name=SMALL.name), []) is None
