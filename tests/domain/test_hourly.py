"""Services by the hour: what was missed is taken off to the 分, two homes accept, a fee is told by a home of 80 ㎡."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from domain.hourly import (
    MOST_SERVICES,
    HourlyMonth,
    HourlyService,
    HourlyVisit,
    HourlyWord,
    asks_acceptance,
    cents,
    confirm_refusal,
    fee_refusal,
    fine_homes,
    judge_refusal,
    month_after,
    month_before,
    month_fee,
    month_of,
    more_by,
    service_refusal,
    sheet,
    visit_refusal,
    word_refusal,
)
from domain.outcomes import Refusal
from domain.registry import Actor, Place, Role, RoleKind

AT = datetime(2026, 12, 24, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
CLEANING = HourlyService(1, Place(1), "保洁", "无垃圾", 120, 4, 30_00, 7, AT, 8, AT, "2026-12")
TODAY = date(2026, 12, 24)


def visit(day: int, minutes: int = 120, by: int = 9) -> HourlyVisit:
    return HourlyVisit(day, 1, date(2026, 12, day), minutes, by, AT)


def what(refusal: Refusal | None) -> str | None:
    return None if refusal is None else str(refusal.facts["what"])


def who(person: int, *kinds: RoleKind, compound: int = 1) -> Actor:
    return Actor(person, tuple(Role(kind, Place(compound, 3, 1, 1, 11), AT) for kind in kinds))


def test_what_was_missed_is_taken_off_and_nothing_is_paid_beyond_what_was_agreed() -> None:
    month = sheet(CLEANING, "2026-12", [visit(3), visit(10, 90), visit(17), replace(visit(1), on=date(2027, 1, 1))])
    assert (month.planned, month.done, month.missed) == (480, 330, 150)
    assert (month.fee, month.deducted, month.pay) == (240_00, 75_00, 165_00)
    over = HourlyMonth("2026-12", 480, 600, 30_00)
    assert (over.missed, over.deducted, over.pay) == (0, 0, 240_00)
    assert [cents(minutes, 33_33) for minutes in (1, 20, 60)] == [56, 11_11, 33_33]
    assert (CLEANING.subject, CLEANING.stands, replace(CLEANING, ended_at=AT).stands) == ("hourly:1", True, False)


def test_a_home_of_80_square_metres_goes_from_24_to_40_yuan() -> None:
    assert (month_fee(30, 8000), month_fee(50, 8000), more_by(30, 50)) == (24_00, 40_00, 667)
    assert (more_by(50, 30), month_fee(30, 8937), more_by(10, 10)) == (-400, 26_81, 0)
    assert [what(fee_refusal(*pair)) for pair in ((0, 1), (1, 0), (5, 5))] == [
        "hourly_rate",
        "hourly_rate",
        "hourly_same_fee",
    ]
    assert fee_refusal(30, 50) is None


def test_months_follow_each_other_over_the_year() -> None:
    assert [month_after(one) for one in ("2026-11", "2026-12")] == ["2026-12", "2027-01"]
    assert [month_before(one) for one in ("2026-12", "2027-01")] == ["2026-11", "2026-12"]
    assert month_of(TODAY) == "2026-12"
    asked = asks_acceptance(CLEANING, "2026-12", ZONE)
    assert (asked.subject, asked.due) == ("hourly:1", datetime(2027, 1, 1, 9, tzinfo=ZONE))


def test_two_of_one_home_are_one() -> None:
    said = [HourlyWord(1, 11, True, "", AT), HourlyWord(2, 11, True, "", AT), HourlyWord(3, 12, False, "脏", AT)]
    assert fine_homes(said) == 1
    assert fine_homes([*said, HourlyWord(4, None, True, "", AT), HourlyWord(5, None, True, "", AT)]) == 3


def test_what_may_be_put_on_the_list() -> None:
    assert service_refusal(0, CLEANING) is None
    assert what(service_refusal(MOST_SERVICES, CLEANING)) == "hourly_services"
    wrong = {
        "hourly_minutes": [{"minutes": 0}, {"minutes": 721}],
        "hourly_times": [{"times": 0}, {"times": 32}],
        "hourly_rate": [{"rate": 0}],
        "hourly_name": [{"name": ""}, {"name": "长" * 21}],
        "hourly_standard": [{"standard": ""}, {"standard": "长" * 101}],
    }
    for named, cases in wrong.items():
        assert {what(service_refusal(0, replace(CLEANING, **case))) for case in cases} == {named}  # type: ignore[arg-type]
    asked = replace(CLEANING, confirmed_at=None)
    assert what(confirm_refusal(CLEANING, who(8))) == "hourly_confirmed"
    assert what(confirm_refusal(asked, who(7))) == "hourly_own" and confirm_refusal(asked, who(8)) is None


def test_it_is_signed_in_once_a_day_with_a_photo_from_its_first_month_on() -> None:
    assert visit_refusal(CLEANING, [visit(3)], TODAY, 120, photos=1) is None
    assert what(visit_refusal(CLEANING, [visit(24)], TODAY, 120, photos=1)) == "hourly_visit"
    assert [what(visit_refusal(CLEANING, [], TODAY, one, photos=1)) for one in (0, 121)] == ["hourly_minutes"] * 2
    assert what(visit_refusal(CLEANING, [], TODAY, 120, photos=0)) == "hourly_photo"
    cases = {"hourly_not_yet": replace(CLEANING, since="2027-01"), "hourly_ended": replace(CLEANING, ended_at=AT)}
    for named, other in cases.items():
        assert what(visit_refusal(other, [], TODAY, 120, photos=1)) == named


def test_who_lives_there_accepts_a_month_that_is_over_and_never_their_own_work() -> None:
    month, owner = sheet(CLEANING, "2026-12", [visit(3)]), who(11, RoleKind.OWNER)
    assert judge_refusal(CLEANING, month, [visit(3)], owner, "2027-01") is None
    assert what(judge_refusal(CLEANING, month, [visit(3)], owner, "2026-12")) == "hourly_month_open"
    for nobody in (who(11, RoleKind.COMMITTEE), who(11, RoleKind.OWNER, compound=2)):
        assert what(judge_refusal(CLEANING, month, [], nobody, "2027-01")) == "hourly_home"
    assert what(judge_refusal(CLEANING, month, [visit(3, by=11)], owner, "2027-01")) == "hourly_own_work"
    provider = who(12, RoleKind.OWNER, RoleKind.CONCERNED_UNIT)
    assert what(judge_refusal(CLEANING, month, [], provider, "2027-01")) == "hourly_own_work"
    unlisted = replace(CLEANING, since="")
    assert what(judge_refusal(unlisted, month, [], owner, "2027-01")) == "hourly_month_open"
    done = replace(month, accepted_at=AT)
    assert what(judge_refusal(CLEANING, done, [], owner, "2027-01")) == "hourly_accepted"
    assert [what(word_refusal(words, fine=False)) for words in ("", "长" * 201)] == ["hourly_words"] * 2
    assert word_refusal("", fine=True) is None and word_refusal("脏", fine=False) is None
