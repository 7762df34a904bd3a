"""What people type as a time, on Tuesday 24 November 2026 at 10:00 in Chengdu."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.local_times import parse_day, parse_local, says_now

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)


def local(text: str, at: datetime = NOW) -> str | None:
    moment = parse_local(text, at=at, zone=ZONE)
    return None if moment is None else f"{moment:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("明天9点", "2026-11-25 09:00"),
        ("明天 9:00", "2026-11-25 09:00"),
        ("明天9：05", "2026-11-25 09:05"),
        ("今天18:00", "2026-11-24 18:00"),
        ("今天18点", "2026-11-24 18:00"),
        ("今晚8点", "2026-11-24 20:00"),
        ("今晚八点半", "2026-11-24 20:30"),
        ("明早9点", "2026-11-25 09:00"),
        ("明晚七点一刻", "2026-11-25 19:15"),
        ("后天早上8点", "2026-11-26 08:00"),
        ("大后天下午三点", "2026-11-27 15:00"),
        ("11月25日 9:00", "2026-11-25 09:00"),
        ("11月25日（周三）09:00", "2026-11-25 09:00"),
        ("11月25号上午九点整", "2026-11-25 09:00"),
        ("11月25 9点", "2026-11-25 09:00"),
        ("十一月二十五日二十点", "2026-11-25 20:00"),
        ("25日9点半", "2026-11-25 09:30"),
        ("25号 下午4点三刻", "2026-11-25 16:45"),
        ("20日9点", "2026-12-20 09:00"),
        ("31日9点", "2026-12-31 09:00"),
        ("24日12:00", "2026-11-24 12:00"),
        ("11-25 09:00", "2026-11-25 09:00"),
        ("11/25 9点", "2026-11-25 09:00"),
        ("11.25 9:00", "2026-11-25 09:00"),
        ("2026-11-25T09:00", "2026-11-25 09:00"),
        ("2027年1月2日 9时05分", "2027-01-02 09:05"),
        ("1月2日9点", "2027-01-02 09:00"),
        ("11月20日 9:00", "2026-11-20 09:00"),  # past: the caller says so
        ("周五9点", "2026-11-27 09:00"),
        ("周二十点半", "2026-11-24 10:30"),
        ("周二9点", "2026-12-01 09:00"),
        ("星期天晚上8点", "2026-11-29 20:00"),
        ("下周一 9:00", "2026-11-30 09:00"),
        ("本周一 9:00", "2026-11-23 09:00"),
        ("下个星期日中午12点", "2026-12-06 12:00"),
        ("中午1点", "2026-11-24 13:00"),
        ("11点", "2026-11-24 11:00"),
        ("9点", "2026-11-25 09:00"),
        ("９点", "2026-11-25 09:00"),
        ("晚上12点", "2026-11-25 00:00"),
        ("明天24:00", "2026-11-26 00:00"),
        ("明天凌晨12点", "2026-11-25 00:00"),
        ("明天凌晨2点", "2026-11-25 02:00"),
        ("明天上午12点", "2026-11-25 12:00"),
        ("明天下午15点", "2026-11-25 15:00"),
        ("明天晚上20:00", "2026-11-25 20:00"),
        ("明天晚上8点零五分", "2026-11-25 20:05"),
        ("明天中午12点半发出", "2026-11-25 12:30"),
        ("明天9点前", "2026-11-25 09:00"),
        ("明天\u200b9点。", "2026-11-25 09:00"),
        ("明天的9点", "2026-11-25 09:00"),
        ("明天，9点", "2026-11-25 09:00"),
        ("三天后9点", "2026-11-27 09:00"),
        ("2小时后", "2026-11-24 12:00"),
        ("两个小时以后", "2026-11-24 12:00"),
        ("半小时后", "2026-11-24 10:30"),
        ("四十五分钟之后", "2026-11-24 10:45"),
        ("週五下午三點", "2026-11-27 15:00"),
        ("tomorrow 9:00", "2026-11-25 09:00"),
        ("Today 6pm", "2026-11-24 18:00"),
        ("tomorrow 12am", "2026-11-25 00:00"),
        ("friday 9 am", "2026-11-27 09:00"),
        ("Wed 25 Nov 20:00", "2026-11-25 20:00"),
        ("November 25, 2026 9:00", "2026-11-25 09:00"),
    ],
)
def test_what_people_type_is_understood(typed: str, meant: str) -> None:
    assert local(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "", "明天", "过几天吧", "9", "25:00", "明天24:30", "9:60", "9点75分", "2月30日9点", "13月1日9点", "0日9点",
        "32日9点", "早上15点", "晚上2点", "11-2509:00", "昨天9点", "2026-13-40 09:00", "明天9", "\u202e点9天明",
    ],
)  # fmt: skip
def test_what_is_no_time_is_not_guessed(typed: str) -> None:
    assert local(typed) is None


@pytest.mark.parametrize(("typed", "now"), [("现在", True), ("马上发", True), (" NOW ", True), ("现在9点", False)])
def test_now_is_said_in_some_words(typed: str, now: bool) -> None:
    assert says_now(typed) is now


def test_the_29th_of_february_is_the_next_one_that_exists() -> None:
    assert local("2月29日9点", datetime(2027, 12, 1, tzinfo=ZONE)) == "2028-02-29 09:00"
    assert local("2月29日9点") is None


def test_the_day_is_the_readers_day_not_the_servers() -> None:
    before_midnight_in_utc = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)  # 01:00 on the 25th in Chengdu
    assert local("今天9点", before_midnight_in_utc) == "2026-11-25 09:00"


@given(st.text(alphabet="今明后天日号月年周星期一二十半点时分早晚上下午 0123456789:-/（）", max_size=16))
def test_no_text_breaks_it(typed: str) -> None:
    moment = parse_local(typed, at=NOW, zone=ZONE)
    assert moment is None or moment.tzinfo is ZONE


@given(st.integers(min_value=1, max_value=170), st.integers(min_value=0, max_value=23), st.integers(0, 59))
def test_a_written_date_comes_back(days: int, hour: int, minute: int) -> None:
    day = NOW + timedelta(days=days)
    assert local(f"{day.month}月{day.day}日{hour}:{minute:02}") == f"{day:%Y-%m-%d} {hour:02}:{minute:02}"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("昨天", "2026-11-23"),
        ("前天。", "2026-11-22"),
        ("大前天", "2026-11-21"),
        ("Yesterday", "2026-11-23"),
        ("今天", "2026-11-24"),
        ("11月20日", "2026-11-20"),
        ("某天", "None"),
    ],
)
def test_a_day_that_was_is_read_as_people_say_it(typed: str, day: str) -> None:
    assert str(parse_day(typed, at=NOW, zone=ZONE)) == day
