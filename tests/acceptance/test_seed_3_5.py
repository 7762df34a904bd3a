"""3.5 瑞湖名苑: 620 households dismiss the property company; 414 heads and two thirds of the area, then 60 days."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta

import pytest

from domain.outcomes import Done
from domain.profiles import ElectronicVote
from domain.voting.ballots import Ballot, Choice
from domain.voting.owners_matters import OwnersMatter, rule_for
from domain.voting.rolls import RollUnit, build_roll
from domain.voting.rules import OWNERS_GENERAL, Measure, Rule
from domain.voting.tally import Criterion, Tally, tally
from domain.voting.timelines import DismissalNotice
from domain.voting.votes import Vote
from domain.workdays import HolidaySource
from services.voting import seal_vote
from services.voting_box import ballot_box
from storage.database import Database
from storage.workdays import work_days
from tests.cities import CHENGDU, NATIONAL, ZHENGZHOU
from tests.services.crowds import Crowd, gather_crowd
from tests.services.rolls import OwnedHome

CHINA = work_days(HolidaySource.CHINA, [2026])
SHOPS, HOMES = range(20), range(20, 620)
RUIHU = build_roll(RollUnit(f"{n}", (f"业主{n}",), 50_000 if n in SHOPS else 8_000) for n in range(620))
"""20 shops of 500 ㎡ and 600 homes of 80 ㎡: 58,000 ㎡."""
EVEN = build_roll(RollUnit(f"{n}", (f"业主{n}",), 8_000) for n in range(620))


def cast(choice: Choice, owners: range) -> list[Ballot]:
    return [Ballot(f"业主{n}", choice) for n in owners]


def dismissal() -> Rule:
    rule = rule_for(OwnersMatter.MANAGER)
    assert isinstance(rule, Rule)
    return rule


def counted(yes: range, no: range) -> Tally:
    """The shops are against; the homes as given."""
    return tally(
        RUIHU, [*cast(Choice.REJECT, SHOPS), *cast(Choice.APPROVE, yes), *cast(Choice.REJECT, no)], dismissal()
    )


def test_dismissing_and_hiring_are_general_matters() -> None:
    assert dismissal() is OWNERS_GENERAL
    assert RUIHU.total == {Measure.AREA: 5_800_000, Measure.HEADS: 620}


@pytest.mark.parametrize(("heads", "met", "missing"), [(413, False, 1), (414, True, 0)])
def test_414_of_620_heads_are_two_thirds(heads: int, met: bool, missing: int) -> None:
    result = tally(EVEN, cast(Choice.APPROVE, range(heads)), dismissal())
    assert result.quorum_met is met and result.missing[Measure.HEADS] == missing


def test_414_heads_without_the_shops_do_not_have_two_thirds_of_the_area() -> None:
    result = tally(RUIHU, cast(Choice.APPROVE, HOMES[:414]), dismissal())
    holds = {finding.measure: finding.holds for finding in result.findings if finding.criterion is Criterion.QUORUM}
    assert holds == {Measure.HEADS: True, Measure.AREA: False}
    assert result.missing == {Measure.HEADS: 0, Measure.AREA: 3_866_667 - 3_312_000}
    assert not result.passed


def agreed(result: Tally) -> dict[Measure, bool]:
    return {finding.measure: finding.holds for finding in result.findings if finding.criterion is Criterion.MAJORITY}


def test_on_the_first_try_heads_pass_and_area_fails() -> None:
    first = counted(HOMES[:240], HOMES[240:440])
    assert first.quorum_met and not first.passed
    assert (first.approved[Measure.HEADS], first.participated[Measure.HEADS]) == (240, 460)
    assert agreed(first) == {Measure.HEADS: True, Measure.AREA: False}


def test_the_second_passes_by_both() -> None:
    second = counted(HOMES[:300], HOMES[300:420])
    assert second.participated == {Measure.HEADS: 440, Measure.AREA: 4_360_000}
    assert second.approved == {Measure.HEADS: 300, Measure.AREA: 2_400_000}
    assert second.passed


@pytest.mark.parametrize(("yes", "no", "passed"), [(240, 200, False), (300, 120, True)])
async def test_the_whole_estate_votes(embedded: Database, at: datetime, yes: int, no: int, passed: bool) -> None:
    """Every one of the 620 on the roll, their presses through the one box, the count as it is kept."""
    doors = [OwnedHome(f"{100 + n}", (f"业主{n}",), area=50_000 if n in SHOPS else 8_000) for n in range(620)]
    crowd = await gather_crowd(embedded, doors, at)
    choices = [*[Choice.REJECT] * len(SHOPS), *[Choice.APPROVE] * yes, *[Choice.REJECT] * no]
    opens = crowd.vote.opens_at
    casts = [crowd.cast(f"业主{n}", choice, opens, f"press {n}") for n, choice in enumerate(choices)]
    told = await asyncio.gather(*map(ballot_box(embedded).put, casts))
    assert all(isinstance(outcome, Done) for outcome in told)
    vote = await sealed(embedded, crowd)
    assert (vote.heads, vote.area) == (620, 5_800_000)
    part = 1_000_000 + 8_000 * (yes + no)
    expected = [(part, 5_800_000), (20 + yes + no, 620), (8_000 * yes, part), (yes, 20 + yes + no)]
    assert vote.result is not None and vote.result["passed"] is passed
    assert [(finding["count"], finding["of"]) for finding in vote.result["findings"]] == expected


async def sealed(database: Database, crowd: Crowd) -> Vote:
    due = crowd.vote.closes_at + timedelta(seconds=5)
    await seal_vote(database, subject=crowd.vote.subject, due=due, source="close", at=due)
    async with database.reading() as transaction:
        vote = await transaction.voting.find(crowd.vote.id)
    assert vote is not None
    return vote


def test_the_company_has_sixty_days_in_writing() -> None:
    served = date(2026, 3, 3)
    day_60 = served + timedelta(days=60)
    assert not DismissalNotice(served, served + timedelta(days=59)).holds(CHINA)
    assert day_60 == date(2026, 5, 2) and not CHINA.works(day_60), "the sixtieth is in the holidays"
    last = DismissalNotice(served, day_60).period(CHINA).last
    assert not DismissalNotice(served, day_60).holds(CHINA)
    assert DismissalNotice(served, last).holds(CHINA)


def test_what_the_presses_are_worth_depends_on_the_city() -> None:
    assert ZHENGZHOU.counting.electronic_vote.value is ElectronicVote.WITH_IDENTITY
    assert NATIONAL.counting.electronic_vote.value is ElectronicVote.CONSULTATIVE
    assert CHENGDU.counting.electronic_vote.value is ElectronicVote.CONSULTATIVE


@pytest.mark.parametrize("matter", [OwnersMatter.OTHER, OwnersMatter.COVENANT, OwnersMatter.COMMITTEE])
def test_fees_covenant_and_committee_go_by_the_same_rule(matter: OwnersMatter) -> None:
    """停车 80 元/月, 物管 0.8 元/㎡ are the owners' to decide."""
    assert rule_for(matter) is OWNERS_GENERAL
