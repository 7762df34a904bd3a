"""3.8 业委会选举筹备组: who sits in it, when it must have done what, and that it is neutral."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.voting.compositions import CompositionFault, faults
from domain.voting.elections import OWNERS_COMMITTEE, ElectionBallot, elect
from domain.voting.founding import GroupMember, GroupSeat, not_neutral, unseated
from domain.voting.rolls import RollUnit, build_roll
from domain.voting.timelines import ZHENGZHOU_PREPARATION, Milestone, Term, breaches, preparation, window
from domain.workdays import HolidaySource
from storage.workdays import work_days
from tests.cities import NATIONAL, ZHENGZHOU

CHINA = work_days(HolidaySource.CHINA, [2026])
WANTED = {GroupSeat.SUBDISTRICT, GroupSeat.COMMUNITY_PARTY, GroupSeat.PARTY_BRANCH, GroupSeat.OWNER}
"""街道党工委、社区党委、小区支部 and the owners."""
OFFICES = [
    GroupMember("街道陈主任", GroupSeat.SUBDISTRICT),
    GroupMember("社区钱书记", GroupSeat.COMMUNITY_PARTY),
    GroupMember("支部孙书记", GroupSeat.PARTY_BRANCH),
]
OWNERS = [GroupMember(f"业主代表{n}", GroupSeat.OWNER) for n in range(1, 7)]
SPANS = (
    *preparation(
        {
            Milestone.ROLL_POSTED: (NATIONAL.owners.roll_days.value, NATIONAL.owners.roll_days.source.words),
            Milestone.CANDIDATES_POSTED: (
                NATIONAL.organs.candidates_days.value,
                NATIONAL.organs.candidates_days.source.words,
            ),
            Milestone.NOTICE_GIVEN: (NATIONAL.owners.notice_days.value, NATIONAL.owners.notice_days.source.words),
        }
    ),
    *ZHENGZHOU_PREPARATION,
)
FORMED = date(2026, 3, 2)
ON_TIME = {
    Milestone.GROUP_FORMED: FORMED,
    Milestone.GROUP_POSTED: date(2026, 3, 5),
    Milestone.ROLL_POSTED: date(2026, 3, 9),
    Milestone.CANDIDATES_POSTED: date(2026, 3, 12),
    Milestone.NOTICE_GIVEN: date(2026, 3, 12),
}


def test_the_group_of_the_seed_is_complete() -> None:
    group = [*OFFICES, *OWNERS[:4]]
    assert unseated(group, WANTED) == ()
    assert faults(group, ZHENGZHOU.organs.preparatory_group.value) == ()
    assert unseated(group[1:], WANTED) == (GroupSeat.SUBDISTRICT,)


@pytest.mark.parametrize(
    ("offices", "owners", "wrong"),
    [
        (3, 3, (CompositionFault.TOO_FEW, CompositionFault.EVEN)),
        (3, 5, (CompositionFault.EVEN,)),
        (3, 6, ()),
    ],
)
def test_seven_to_eleven_and_odd_in_zhengzhou(offices: int, owners: int, wrong: tuple[CompositionFault, ...]) -> None:
    assert faults([*OFFICES[:offices], *OWNERS[:owners]], ZHENGZHOU.organs.preparatory_group.value) == wrong


def test_elsewhere_five_are_enough() -> None:
    assert faults([*OFFICES[:2], *OWNERS[:3]], NATIONAL.organs.preparatory_group.value) == ()
    assert faults([*OFFICES, *OWNERS[:2]], NATIONAL.organs.preparatory_group.value) == (CompositionFault.FEW_RESIDENTS,)


def test_the_vote_may_open_when_everything_was_posted_long_enough() -> None:
    """15 full days from 12 March end on Friday the 27th; sixty from 2 March end on 1 May, a holiday, and run on."""
    found = window(Milestone.VOTING_OPENS, SPANS, ON_TIME, CHINA)
    assert found.earliest == date(2026, 3, 28) and not found.shut
    assert found.latest == date(2026, 5, 6)


@pytest.mark.parametrize(
    ("milestone", "day", "article"),
    [
        (Milestone.GROUP_POSTED, date(2026, 3, 6), "郑州市物业管理条例14-15"),
        (Milestone.VOTING_OPENS, date(2026, 3, 27), "物业管理条例第14条"),
        (Milestone.VOTING_OPENS, date(2026, 5, 7), "郑州市物业管理条例14-15"),
    ],
)
def test_a_day_too_early_or_too_late_names_its_article(milestone: Milestone, day: date, article: str) -> None:
    reached = {**ON_TIME, milestone: day}
    assert [span.article for span in breaches(SPANS, reached, CHINA)] == [article]
    kept = day + timedelta(days=1) if day == date(2026, 3, 27) else day - timedelta(days=1)
    assert breaches(SPANS, {**reached, milestone: kept}, CHINA) == ()


def test_who_prepares_the_election_does_not_stand_in_it() -> None:
    assert not_neutral([*OFFICES, *OWNERS], ["王阿姨", "业主代表2"]) == ("业主代表2",)


def test_the_committee_is_elected_files_and_ends() -> None:
    roll = build_roll(RollUnit(f"{n}", (f"业主{n}",), 8_000) for n in range(620))
    names = ["王阿姨", "李楼长", "支部孙书记", "吴老师", "钱师傅", "周阿姨"]
    ballots = [ElectionBallot(f"业主{n}", frozenset(names[:5])) for n in range(414)]
    result = elect(roll, ballots, OWNERS_COMMITTEE, candidates=names, seats=5)
    assert result.elected == tuple(names[:5]), "支部孙书记 has a seat by the owners' votes: 交叉任职 is elected"
    elected = date(2026, 4, 20)
    assert window(Milestone.FILED, SPANS, {Milestone.ELECTED: elected}, CHINA).latest == date(2026, 5, 20)
    years = ZHENGZHOU.organs.owners_committee_years.value
    assert (years, Term(elected, years).ends) == (5, date(2031, 4, 20))
