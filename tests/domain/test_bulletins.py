"""Which papers hang when, what they count, and that nothing is printed before it is so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.bulletins import (
    ABOUT,
    GUARDED_BY,
    PAPERS_AT,
    PaperHead,
    PaperKind,
    PaperNumber,
    PaperOf,
    PaperWish,
    Spending,
    papers_of,
    quarter,
    spending,
    vote_papers_of,
    year_of,
    year_report,
)
from domain.deliberation.records import MatterRecord
from domain.deliberation.stages import Need, Stage
from domain.deliberation.tasks import Task, TaskPlan, TaskState
from domain.funds import Fund, FundFigures, FundKind, FundLine, LineKind
from domain.paper_days import PaperSpan, paper_span
from domain.registry import Place
from domain.voting.constituencies import Constituency
from domain.voting.votes import VoteState
from tests.deliberating import a_matter
from tests.domain.voting.test_votes import VOTE

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def record(need: Need, amount: int | None, round: int = 1) -> MatterRecord:
    return MatterRecord(1, 1, round, Stage.PROPOSING, need, "已议定", amount, 7, AT)


def task(state: TaskState, round: int = 1, spent: int | None = None) -> Task:
    return Task(1, 1, 1, round, TaskPlan("装灯", "自管会", AT.date(), 100), AT.date(), state, AT, spent)


@pytest.mark.parametrize("stage", Stage)
def test_a_matter_has_the_papers_of_its_stage_and_no_others(stage: Stage) -> None:
    assert papers_of(a_matter(stage, AT)) == PAPERS_AT.get(stage, ())
    assert not (stage in (Stage.PROPOSING, Stage.OWNERS, Stage.STOPPED) and papers_of(a_matter(stage, AT)))


def test_what_the_residents_meeting_turned_down_is_not_printed_as_decided() -> None:
    fallen = replace(a_matter(Stage.RESIDENTS, AT), figures={"residents": {"passed": False}})
    assert papers_of(fallen) == ()


@pytest.mark.parametrize(
    ("state", "whose", "hangs"),
    [
        (VoteState.POSTED, Constituency.OWNERS, (PaperKind.ROLL,)),
        (VoteState.POSTED, Constituency.HOUSEHOLDS, ()),
        (VoteState.OPEN, Constituency.OWNERS, ()),
        (VoteState.SEALED, Constituency.OWNERS, ()),
        (VoteState.PUBLISHED, Constituency.OWNERS, (PaperKind.RESULT,)),
        (VoteState.FINAL, Constituency.REPRESENTATIVES, (PaperKind.RESULT,)),
        (VoteState.CANCELLED, Constituency.OWNERS, ()),
        (VoteState.OPEN, Constituency.REPRESENTATIVES, (PaperKind.CALLED, PaperKind.ATTENDANCE)),
    ],
)
def test_a_result_hangs_only_once_a_second_person_has_confirmed_it(
    state: VoteState, whose: Constituency, hangs: tuple[PaperKind, ...]
) -> None:
    assert vote_papers_of(replace(VOTE, state=state, constituency=whose)) == hangs


def test_it_hangs_until_the_day_before_the_midnight_it_is_over() -> None:
    midnight = datetime(2026, 12, 9, 0, 0, tzinfo=ZONE)
    since = datetime(2026, 12, 1, 20, 0, tzinfo=ZONE)
    assert paper_span(since, midnight, ZONE) == PaperSpan(date(2026, 12, 8), date(2026, 12, 1), 7)
    within = paper_span(since, midnight + timedelta(hours=1), ZONE)
    assert within == PaperSpan(date(2026, 12, 9), date(2026, 12, 1)), "no number of days is claimed of part of one"
    assert paper_span(None, midnight, ZONE) == PaperSpan(date(2026, 12, 8))
    assert paper_span(since, None, ZONE) is None


@pytest.mark.parametrize(
    ("today", "back", "days"),
    [
        (date(2026, 11, 24), 0, (date(2026, 10, 1), date(2026, 11, 24))),
        (date(2026, 11, 24), 1, (date(2026, 7, 1), date(2026, 9, 30))),
        (date(2026, 1, 1), 0, (date(2026, 1, 1), date(2026, 1, 1))),
        (date(2026, 1, 1), 1, (date(2025, 10, 1), date(2025, 12, 31))),
    ],
)
def test_a_quarter_runs_until_today_or_is_whole(today: date, back: int, days: tuple[date, date]) -> None:
    assert quarter(today, back) == days


def test_a_year_runs_until_today_or_is_whole() -> None:
    assert year_of(date(2026, 11, 24), 0) == (date(2026, 1, 1), date(2026, 11, 24))
    assert year_of(date(2026, 11, 24), 1) == (date(2025, 1, 1), date(2025, 12, 31))


def test_every_kind_is_about_something_that_somebody_guards() -> None:
    assert set(ABOUT) == set(PaperKind) and {*GUARDED_BY, PaperOf.MATTER} == set(PaperOf)
    assert PaperWish(PaperKind.RESULT, 1).about is PaperOf.VOTE


def test_a_paper_is_signed_with_the_day_it_was_numbered() -> None:
    head = PaperHead(PaperKind.PLAN, "中华园", date(2026, 12, 1))
    assert head.signed == date(2026, 12, 1)
    assert replace(head, number=PaperNumber(2026, 3, date(2026, 11, 24), "ab")).signed == date(2026, 11, 24)


def test_the_last_budget_and_accounts_of_the_round_in_force_are_counted() -> None:
    records = [
        record(Need.BUDGET, 70, 1),
        record(Need.BUDGET, 80, 2),
        record(Need.BUDGET, 90, 2),
        record(Need.ACCOUNTS, 85, 2),
    ]
    tasks = [task(TaskState.DONE, 2, 60), task(TaskState.CANCELLED, 2), task(TaskState.OPEN, 2), task(TaskState.OPEN)]
    found = spending(records, tasks, 2)
    assert (found.budget, found.spent, found.left, found.done) == (90, 85, 5, 1)
    assert len(found.tasks) == 3 and len(found.standing) == 2
    assert spending([record(Need.SOURCE, 40)], [], 1) == Spending(40, None, ())
    assert spending([], [], 1).left is None and Spending(1, None, ()).left is None


def test_a_year_counts_what_began_and_ended_in_it_by_the_days_of_the_compound() -> None:
    new_year = datetime(2025, 12, 31, 16, 0, tzinfo=UTC)  # midnight there
    before = new_year - timedelta(seconds=1)
    matters = [
        replace(a_matter(Stage.ARCHIVED, new_year), started_at=before),
        replace(a_matter(Stage.STOPPED, AT), started_at=AT),
        a_matter(Stage.ARCHIVED, before),
        a_matter(Stage.DOING, AT),
    ]
    votes = [
        replace(VOTE, state=VoteState.FINAL, result={"passed": True}),
        replace(VOTE, state=VoteState.PUBLISHED, result={"passed": False}),
        replace(VOTE, state=VoteState.FINAL, closes_at=before, result={"passed": True}),
        VOTE,
    ]
    line = FundLine(1, 1, LineKind.IN, 500, date(2026, 5, 1), "租金", 7, AT, checked_by=8, checked_at=AT)
    fund = Fund(1, Place(1), FundKind.REVENUE, "公共收益", "业委会", "0123", (line,))
    found = year_report((date(2026, 1, 1), date(2026, 12, 31)), matters, votes, [fund], (10, 8, 2), ZONE)
    assert (found.begun, found.finished, found.stopped) == (2, 1, 1)
    assert (found.votes, found.carried) == (2, 1) and (found.came, found.closed, found.open) == (10, 8, 2)
    assert found.year == 2026 and found.counts == (2, 1, 1, 2, 1, 10, 8, 2)
    assert found.funds[0].sums == FundFigures(0, 500, 0, 500)
