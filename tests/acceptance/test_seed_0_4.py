"""0.4 自管会成立: conditions known before, candidates posted for 7 full days, a composition of what they declare."""

from __future__ import annotations

from datetime import date, timedelta

from domain.voting.compositions import Candidate, CompositionFault, CompositionRule, NominationChannel, faults
from domain.voting.elections import SELF_MANAGEMENT, ElectionBallot, elect
from domain.voting.nominations import (
    SELF_MANAGEMENT_NOMINATION,
    CandidateObjection,
    CandidatesNotice,
    Checklist,
    Nomination,
    NominationFault,
    NoticeFault,
    final_list,
    nomination_faults,
)
from domain.voting.rolls import members
from domain.voting.rules import Measure, Threshold
from domain.workdays import HolidaySource
from storage.schema import metadata
from storage.workdays import work_days
from tests.cities import NATIONAL

CHINA = work_days(HolidaySource.CHINA, [2026])
POSTED = date(2026, 3, 10)
CONDITIONS = Checklist(frozenset({"本院居民", "热心公益"}), date(2026, 3, 2))
MAKEUP = CompositionRule(5, 7, odd=True, party=Threshold(2, 5, inclusive=True))
"""What the compound's own charter asks: five or seven, 党员 two fifths at least."""

LI = Candidate("李楼长", NominationChannel.PARTY, resident=True, party=True)
WANG = Candidate("王阿姨", NominationChannel.OWNERS, resident=True)
ZHAO = Candidate(
    "赵主任", NominationChannel.RESIDENTS_COMMITTEE, resident=True, cross_posts=("社区兼职委员",), party=True
)
SUN = Candidate("孙网格", NominationChannel.SUBDISTRICT, resident=False, cross_posts=("网格员",), party=False)
WU = Candidate("吴老师", NominationChannel.SELF, resident=True, party=False)
QIAN = Candidate("钱师傅", NominationChannel.SELF, resident=True)
ALL = (LI, WANG, ZHAO, SUN, WU, QIAN)


def nominated(
    candidate: Candidate, at: date = date(2026, 3, 5), fulfils: frozenset[str] = CONDITIONS.items
) -> Nomination:
    signers = ("陈老师", "周阿姨") if candidate.channel is NominationChannel.OWNERS else ()
    return Nomination(candidate, at, signers, fulfils=fulfils)


def wrong(given: Nomination) -> tuple[NominationFault, ...]:
    return nomination_faults(given, SELF_MANAGEMENT_NOMINATION, CONDITIONS)


def test_the_conditions_are_published_before_the_first_name_is_taken() -> None:
    assert [wrong(nominated(candidate)) for candidate in ALL] == [()] * 6
    assert wrong(nominated(WU, at=CONDITIONS.published)) == (NominationFault.EARLY,)
    assert wrong(nominated(WU, fulfils=frozenset({"热心公益"}))) == (NominationFault.UNFULFILLED,)


def test_candidates_are_posted_for_seven_full_days() -> None:
    days = NATIONAL.organs.candidates_days.value
    notice = CandidatesNotice(ALL, POSTED, days, seats=5)
    assert days == 7 and notice.period(CHINA).last == date(2026, 3, 17)
    on_the_last = final_list(notice, [], on=date(2026, 3, 17), work_days=CHINA)
    assert on_the_last.faults == (NoticeFault.RUNNING,)
    assert final_list(notice, [], on=date(2026, 3, 18), work_days=CHINA).faults == ()


def test_every_objection_is_answered_before_the_list_is_final() -> None:
    notice = CandidatesNotice(ALL, POSTED, 7, seats=5)
    over = notice.period(CHINA).then
    raised = CandidateObjection("孙网格", POSTED + timedelta(days=2))
    assert final_list(notice, [raised], on=over, work_days=CHINA).faults == (NoticeFault.UNANSWERED,)
    turned_down = CandidateObjection("孙网格", raised.raised, upheld=False)
    assert final_list(notice, [turned_down], on=over, work_days=CHINA).candidates == ALL
    upheld = final_list(notice, [CandidateObjection("孙网格", raised.raised, upheld=True)], on=over, work_days=CHINA)
    assert len(upheld.candidates) == 5 and upheld.faults == (NoticeFault.FEW_CANDIDATES,), "five for five is no choice"


def test_those_elected_are_composed_as_the_charter_asks_by_what_they_declare() -> None:
    roll = members([f"户{n}" for n in range(678)])
    ballots = [
        ElectionBallot(f"户{n}", frozenset(one.name for one in (LI, WANG, ZHAO, WU, SUN if n < 300 else QIAN)))
        for n in range(460)
    ]
    result = elect(roll, ballots, SELF_MANAGEMENT, candidates=[one.name for one in ALL], seats=5)
    assert result.valid and result.participated[Measure.HEADS] == 460
    elected = [one for one in ALL if one.name in result.elected]
    assert elected == [LI, WANG, ZHAO, SUN, WU]
    assert faults(elected, MAKEUP) == (), "two of five say they are members; 王阿姨 says nothing and is not asked"
    assert faults([LI, WANG, SUN, WU, QIAN], MAKEUP) == (CompositionFault.FEW_PARTY,)


def test_posts_held_elsewhere_are_what_candidates_say_of_themselves() -> None:
    assert {one.name: one.cross_posts for one in ALL if one.cross_posts} == {
        "赵主任": ("社区兼职委员",),
        "孙网格": ("网格员",),
    }


def test_nothing_is_kept_of_who_is_a_party_member() -> None:
    assert len(metadata.tables) > 20
    columns = {f"{table.name}.{column.name}" for table in metadata.tables.values() for column in table.columns}
    assert {name for name in columns if "party" in name or "political" in name} == set()
