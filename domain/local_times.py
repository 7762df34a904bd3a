"""Local times as people write them (口语时间): 「明天9点」「11月25日 9:00」「后天早上8点」 become a moment, or None."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NUMBER = r"[0-9]{1,2}|[零〇]?[一二两三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?|[零〇]"
NUMERALS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6} | {
    name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}
MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
DAYS_AHEAD = {
    "今天": 0, "今日": 0, "今": 0, "today": 0, "明天": 1, "明日": 1, "明": 1, "tomorrow": 1,
    "后天": 2, "后日": 2, "大后天": 3,
}  # fmt: skip
DAYS_BACK = {
    "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2, "前日": 2, "大前天": 3,
}  # fmt: skip
TRADITIONAL = str.maketrans("後點號週時兩", "后点号周时两")
NOW = frozenset({"现在", "马上", "立刻", "立即", "now"})
MORNING = frozenset({"凌晨", "清晨", "早上", "早晨", "早", "上午", "am"})
AFTERNOON = frozenset({"下午", "傍晚", "pm"})
EVENING = frozenset({"晚上", "晚", "夜里"})
MINUTES = {"半": 30, "一刻": 15, "三刻": 45, "整": 0}
HALF_A_YEAR = 180
"""Days: a date without a year that lies further back than this means next year."""

MONTH = "|".join(MONTHS)
WEEKDAY = "|".join(name for name in WEEKDAYS if name.isascii())
PERIOD = "凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚|夜里"
CLOCK = (
    rf"(?:,|的)? ?(?P<period>{PERIOD})? ?(?P<hour>{NUMBER})"
    rf"(?::(?P<minute>[0-9]{{2}})|(?:点钟|点|时)(?:(?P<minutes>{NUMBER})分?|(?P<part>半|一刻|三刻|整))?|(?= ?[ap]m))"
    r"(?: ?(?P<half>[ap]m))?"
)
TAIL = re.compile(r" ?(?:发出|发|截止|之前|前)$")
SOON = re.compile(rf"(?:(?P<half>半)个?|(?P<count>{NUMBER})个?)(?P<unit>小时|分钟)(?:后|以后|之后)")


@dataclass(frozen=True)
class _Day:
    """A day, and by how many days it moves on when the time of that day has passed."""

    date: date
    again: int = 0


def says_now(text: str) -> bool:
    """Whether it says 「现在」."""
    return _plain(text) in NOW


def parse_local(text: str, *, at: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment `text` names, in `zone`; None when it is not a day and a time of day. It may lie in the past.

    Without a day it is the next time the clock shows it; a weekday is the next such day, today included.
    """
    words = _plain(text)
    if soon := SOON.fullmatch(words):
        return at.astimezone(zone) + _span(soon)
    for pattern, resolve in FORMS:
        if match := pattern.fullmatch(words):
            return _moment(match, resolve, at.astimezone(zone))
    return None


def parse_day(text: str, *, at: datetime, zone: ZoneInfo) -> date | None:
    """The day on which something was (哪一天), also as people say it afterwards: 「昨天」「前天」."""
    back = DAYS_BACK.get(_plain(text))
    if back is not None:
        return at.astimezone(zone).date() - timedelta(days=back)
    noon = parse_local(f"{text} 12:00", at=at, zone=zone)
    return None if noon is None else noon.astimezone(zone).date()


def _plain(text: str) -> str:
    """One width of characters, one kind of space, nothing invisible."""
    words = unicodedata.normalize("NFKC", text).lower().translate(TRADITIONAL)
    visible = "".join(sign for sign in words if unicodedata.category(sign) != "Cf")
    return TAIL.sub("", " ".join(visible.split())).strip("。. ")


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    return (NUMERALS[tens or "一"] * 10 if ten else 0) + (NUMERALS[ones[-1]] if ones else 0)


def _span(soon: re.Match[str]) -> timedelta:
    unit = timedelta(hours=1) if soon["unit"] == "小时" else timedelta(minutes=1)
    return unit / 2 if soon["half"] else unit * _number(soon["count"])


def _moment(
    match: re.Match[str], resolve: Callable[[re.Match[str], date], _Day | None], now: datetime
) -> datetime | None:
    day, clock = resolve(match, now.date()), _clock(match)
    if day is None or clock is None:
        return None
    hours, minutes = clock
    moment = _at(day.date, hours, minutes, now)
    return moment if moment > now or not day.again else _at(day.date + timedelta(days=day.again), hours, minutes, now)


def _at(day: date, hours: int, minutes: int, now: datetime) -> datetime:
    """24:00 is the beginning of the day after."""
    return datetime.combine(day + timedelta(days=hours // 24), time(hours % 24, minutes), tzinfo=now.tzinfo)


def _clock(match: re.Match[str]) -> tuple[int, int] | None:
    hours = _hours(_number(match["hour"]), match["period"] or match["half"])
    minutes = MINUTES[match["part"]] if match["part"] else _number(match["minute"] or match["minutes"] or "0")
    if hours is None or minutes > 59 or hours * 60 + minutes > 24 * 60:
        return None
    return hours, minutes


def _hours(hour: int, period: str | None) -> int | None:
    """The hour of the day from 0 to 24; None for what nobody says (下午7… yes, 早上15点 no, 晚上2点 unclear)."""
    if hour > 24:
        return None
    if period in MORNING:
        return _morning(hour, period)
    if period in AFTERNOON:
        return hour + 12 if hour < 12 else hour
    if period in EVENING:
        return _evening(hour)
    return hour + 12 if period == "中午" and hour < 10 else hour


def _morning(hour: int, period: str | None) -> int | None:
    if hour == 12:
        return 12 if period == "上午" else 0
    return hour if hour < 12 else None


def _evening(hour: int) -> int | None:
    if hour in (0, 12):
        return 24
    if hour < 5:
        return None
    return hour + 12 if hour < 12 else hour


def _ahead(match: re.Match[str], today: date) -> _Day:
    return _Day(today + timedelta(days=DAYS_AHEAD[match["ahead"]]))


def _after(match: re.Match[str], today: date) -> _Day:
    return _Day(today + timedelta(days=_number(match["after"])))


def _weekday(match: re.Match[str], today: date) -> _Day:
    wanted, which = WEEKDAYS[match["weekday"]], match["which"]
    monday = today - timedelta(days=today.weekday())
    if which is None:
        return _Day(today + timedelta(days=(wanted - today.weekday()) % 7), again=7)
    return _Day(monday + timedelta(days=wanted + (7 if which == "下" else 0)))


def _english_weekday(match: re.Match[str], today: date) -> _Day:
    return _Day(today + timedelta(days=(WEEKDAYS[match["weekday"]] - today.weekday()) % 7), again=7)


def _month_day(match: re.Match[str], today: date) -> _Day | None:
    month, day = MONTHS.get(match["month"]) or _number(match["month"]), _number(match["day"])
    if match["year"]:
        return _dated(int(match["year"]), month, day)
    for year in (today.year, today.year + 1):
        found = _dated(year, month, day)
        if found is not None and (today - found.date).days <= HALF_A_YEAR:
            return found
    return None


def _dated(year: int, month: int, day: int) -> _Day | None:
    try:
        return _Day(date(year, month, day))
    except ValueError:
        return None


def _day_of_month(match: re.Match[str], today: date) -> _Day | None:
    """25日: this month's, or the first later month's that has such a day."""
    wanted = _number(match["day"])
    if not 1 <= wanted <= 31:
        return None
    day = today
    while day.day != wanted:
        day += timedelta(days=1)
    return _Day(day)


def _any_day(_: re.Match[str], today: date) -> _Day:
    return _Day(today, again=1)


_WRITTEN_WEEKDAY = r"(?: ?\((?:周|星期)[一二三四五六日天]\))?"
_YEAR = r"(?:(?P<year>20[0-9]{2}) ?"
FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], _Day | None]], ...] = tuple(
    (re.compile(form + CLOCK), resolve)
    for form, resolve in (
        ("(?P<ahead>大后天|" + "|".join(DAYS_AHEAD) + ")", _ahead),
        (rf"(?P<after>{NUMBER})天(?:后|以后|之后)", _after),
        ("(?P<which>本|这|下)?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])", _weekday),
        (rf"(?P<weekday>{WEEKDAY})[a-z]*", _english_weekday),
        (rf"{_YEAR}年)? ?(?P<month>{NUMBER})月 ?(?P<day>{NUMBER})[日号]?{_WRITTEN_WEEKDAY}", _month_day),
        (rf"{_YEAR}[-/.])?(?P<month>[0-9]{{1,2}})[-/.](?P<day>[0-9]{{1,2}})[ t]", _month_day),
        (
            rf"(?:(?:{WEEKDAY})[a-z]*,? )?(?P<day>[0-9]{{1,2}}) (?P<month>{MONTH})[a-z]*(?:,? (?P<year>20[0-9]{{2}}))?",
            _month_day,
        ),
        (
            rf"(?:(?:{WEEKDAY})[a-z]*,? )?(?P<month>{MONTH})[a-z]* (?P<day>[0-9]{{1,2}})(?:,? (?P<year>20[0-9]{{2}}))?",
            _month_day,
        ),
        (rf"(?P<day>{NUMBER})[日号]", _day_of_month),
        ("", _any_day),
    )
)
