"""What a vote goes by: what it is worth in its city, full days of notice and of voting, a meeting's notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.outcomes import Refusal
from domain.vote_terms import (
    Schedule,
    check_days,
    dismissal_ends,
    meeting_schedule,
    needs_paper,
    objections_until,
    paper_terms,
    schedule,
    terms_of,
    years_around,
)
from domain.voting.constituencies import Constituency
from domain.voting.meetings import LASTS
from domain.workdays import HolidaySource
from storage.shelf import shipped
from storage.workdays import work_days
from tests.domain.voting.test_meetings import MEETS, SECOND
from tests.domain.voting.test_votes import AT, GATES, MOTION, SHANGHAI, VOTE


def test_what_a_vote_is_worth_follows_the_city() -> None:
    cities = shipped().cities
    assert terms_of(cities["zhengzhou"])["weight"] == "formal"
    assert "第17条" in terms_of(cities["zhengzhou"])["weight_source"]
    assert terms_of(cities["national"])["weight"] == terms_of(cities["chengdu"])["weight"] == "consultative"


def test_on_paper_alone_it_is_one_in_law_everywhere() -> None:
    cities = shipped().cities
    assert needs_paper(cities["national"], Constituency.OWNERS)
    assert not needs_paper(cities["zhengzhou"], Constituency.OWNERS)
    assert not needs_paper(cities["national"], Constituency.HOUSEHOLDS)
    terms = paper_terms(replace(MOTION, on_paper=True))
    assert terms == {"weight": "formal", "weight_source": "物业管理条例12（书面征求意见）", "on_paper": True}
    assert paper_terms(MOTION) == {}


def test_full_days_of_notice_then_full_days_of_voting() -> None:
    """Notice 2026-03-02 → 15 full days end 03-17 → voting opens 03-18."""
    terms = terms_of(shipped().cities["national"])
    calendar = work_days(HolidaySource.CHINA, years_around(AT))
    found = schedule(terms, 7, at=AT, zone=SHANGHAI, work_days=calendar)
    assert found.opens_at == datetime(2026, 3, 18, tzinfo=SHANGHAI)
    assert found.closes_at == datetime(2026, 3, 25, 20, tzinfo=SHANGHAI)
    until = objections_until(terms, at=found.closes_at, zone=SHANGHAI, work_days=calendar)
    assert until.date() == date(2026, 4, 10)


def test_as_many_days_as_the_profile_lets() -> None:
    profile = shipped().cities["national"]
    assert [days for days in range(40) if check_days(profile, days) is None] == list(range(7, 31))


def test_a_company_that_is_dismissed_has_sixty_full_days() -> None:
    """From 2026-03-02, 60 full days end on May Day; the first working day after the holidays is 05-06."""
    calendar = work_days(HolidaySource.CHINA, years_around(AT))
    passed = replace(VOTE, result={"passed": True})
    assert dismissal_ends(passed, at=AT, zone=SHANGHAI, work_days=calendar) == date(2026, 5, 6)
    for other in (
        replace(VOTE, result={"passed": False}),
        VOTE,
        replace(passed, matter="use_fund"),
        replace(passed, question=GATES),
    ):
        assert dismissal_ends(other, at=AT, zone=SHANGHAI, work_days=calendar) is None


def test_a_meeting_has_ten_full_days_of_notice_and_a_committee_seven() -> None:
    profile = shipped().cities["national"]
    terms = terms_of(profile, Constituency.REPRESENTATIVES)
    assert (terms["notice_days"], terms["weight"], terms["weight_source"]) == (10, "formal", "居委会组织法29")
    assert terms_of(profile, Constituency.COMMITTEE)["notice_days"] == 7
    assert terms_of(profile, Constituency.HOUSEHOLDS)["notice_days"] == terms_of(profile)["notice_days"]
    at, calendar = datetime(2026, 3, 2, 1, 0, tzinfo=UTC), work_days(HolidaySource.CHINA, years_around(MEETS))
    earliest = datetime(2026, 3, 13, tzinfo=SHANGHAI)
    found = meeting_schedule(terms, earliest, at=at, zone=SHANGHAI, work_days=calendar)
    assert found == Schedule(earliest, earliest + LASTS)
    early = meeting_schedule(terms, earliest - SECOND, at=at, zone=SHANGHAI, work_days=calendar)
    assert isinstance(early, Refusal) and (early.facts["month"], early.facts["day"]) == (3, 13)


def test_the_residents_have_the_notice_of_the_profile_and_days_to_take_part() -> None:
    profile = shipped().cities["national"]
    terms = terms_of(profile, Constituency.RESIDENTS)
    assert (terms["notice_days"], terms["weight"], terms["weight_source"]) == (10, "formal", "居委会组织法27")
    stricter = replace(
        profile, residents=replace(profile.residents, notice_days=replace(profile.residents.notice_days, value=12))
    )
    assert terms_of(stricter, Constituency.RESIDENTS)["notice_days"] == 12
    assert terms_of(stricter, Constituency.HOUSEHOLDS)["notice_days"] == terms_of(profile)["notice_days"]
    at, calendar = datetime(2026, 3, 2, 1, 0, tzinfo=UTC), work_days(HolidaySource.CHINA, years_around(MEETS))
    earliest = datetime(2026, 3, 13, tzinfo=SHANGHAI)
    meets = earliest.replace(hour=19, minute=30)
    found = meeting_schedule(terms, meets, 7, at=at, zone=SHANGHAI, work_days=calendar)
    assert found == Schedule(meets, datetime(2026, 3, 20, 20, tzinfo=SHANGHAI))
    early = meeting_schedule(terms, earliest - SECOND, 7, at=at, zone=SHANGHAI, work_days=calendar)
    assert isinstance(early, Refusal) and early.facts["what"] == "vote_meeting_notice"
