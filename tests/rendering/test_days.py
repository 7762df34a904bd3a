"""The calendar in words: short on the screen, whole on the page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.days import Calendar, Occasion, stretches
from domain.profiles import waits
from domain.workdays import HolidaySource
from rendering import days as drawn
from rendering.buttons import parse
from rendering.days import LendCalendar, ShowCalendar, TakeCalendarBack
from rendering.texts import SPOKEN, texts
from storage.workdays import work_days
from tests.cities import NATIONAL

ZONE = ZoneInfo("Asia/Shanghai")
ZH = texts("zh_Hans")
CHINA = work_days(HolidaySource.CHINA, range(2025, 2029))
TODAY = date(2026, 9, 28)


def calendar(today: date = TODAY, *occasions: Occasion) -> Calendar:
    last = today + timedelta(days=41)
    return Calendar(
        today,
        stretches(today, last, CHINA, occasions),
        NATIONAL,
        waits(NATIONAL, today, CHINA),
        CHINA.preliminary(today, last),
    )


def poll(day: date, question: str = "凉亭的石凳怎么修好？") -> Occasion:
    until = datetime(day.year, day.month, day.day, 12, 0, tzinfo=UTC)
    return Occasion(day, "poll", {"question": question, "until": until})


def test_what_comes_is_on_the_screen_and_plain_days_are_not() -> None:
    term = Occasion(date(2026, 9, 29), "term", {"kind": "building_leader"})
    screen = drawn.screen(ZH, calendar(TODAY, poll(date(2026, 9, 29)), term), zone=ZONE, page=True)
    assert screen.text == (
        "今天是9月28日（周一），上班。往后六个星期：\n"
        "  9月29日（周二）：上班；征询「凉亭的石凳怎么修好？」20:00截止；您的楼长任期到期\n"
        "  10月1日（周四）到10月7日（周三）：放假\n"
        "  10月10日（周六）：调休，照常上班"
    )
    assert [key.label for row in screen.keys for key in row] == ["给我一个网页", "我家"]


def test_without_a_page_of_ours_none_is_offered() -> None:
    screen = drawn.screen(ZH, calendar(), zone=ZONE, page=False)
    assert [key.label for row in screen.keys for key in row] == ["我家"]


@pytest.mark.parametrize("locale", SPOKEN)
def test_a_full_screen_has_eight_lines_at_most(locale: str) -> None:
    busy = [poll(date(2026, 12, day)) for day in range(10, 20)]
    screen = drawn.screen(texts(locale), calendar(date(2026, 12, 1), *busy), zone=ZONE, page=True)
    assert len(screen.text.splitlines()) == 7
    assert "2027" in screen.text.splitlines()[-1]
    assert ("此外还有 7 处" if locale == "zh_Hans" else "7 more;") in screen.text


def test_a_quiet_time_says_so() -> None:
    assert "没有要记的日子" in drawn.screen(ZH, calendar(date(2026, 10, 19)), zone=ZONE, page=True).text


def test_periods_are_counted_in_full_days_and_say_how() -> None:
    counted = drawn.counted(ZH, calendar(date(2026, 9, 18)))
    assert counted[3] == "决议公开，满 15 天：到10月8日（周四）"
    assert counted[-1] == "当天不算；最后一天休息的，顺到下一个工作日（民法典第201、203条）。"
    winter = drawn.counted(ZH, calendar(date(2026, 12, 20)))
    assert winter[-1] == "2027年的放假安排还没公布，先按周末和法定节日算。"


def test_buttons_come_back_as_they_were() -> None:
    for button in (ShowCalendar(), LendCalendar(), TakeCalendarBack(7)):
        assert parse(button.pack()) == button
