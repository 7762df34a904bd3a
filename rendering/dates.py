"""Dates in words (日期): always with the weekday, deadlines also as days left."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from domain.calendar import days_until
from rendering.texts import Texts


def day(texts: Texts, moment: datetime, zone: ZoneInfo) -> str:
    """11月24日（周二） / Tue 24 Nov."""
    return calendar_day(texts, moment.astimezone(zone).date())


def far_day(texts: Texts, moment: datetime, zone: ZoneInfo) -> str:
    """2029年11月24日（周六）: a day whose year must be said."""
    return format_date(moment.astimezone(zone).date(), texts.plain("dates.far_pattern"), locale=texts.locale)


def clock(texts: Texts, moment: datetime, zone: ZoneInfo) -> str:
    """20:00."""
    return format_time(moment.astimezone(zone), "HH:mm", locale="en", tzinfo=zone)


def last_day(texts: Texts, over: datetime, zone: ZoneInfo) -> str:
    """The last day of what is over at this moment: 12月14日（周一） where it ends with that day."""
    return day(texts, over - timedelta(microseconds=1), zone)


def until(texts: Texts, over: datetime, zone: ZoneInfo) -> str:
    """The one way to say until when: a moment; of full days, the last of them."""
    return last_day(texts, over, zone) if over.astimezone(zone).time() == time() else moment(texts, over, zone)


def until_and_left(texts: Texts, over: datetime, *, at: datetime, zone: ZoneInfo) -> str:
    """Until when, and how long that is: 12月14日（周一），还有3天."""
    so_long = left(texts, over - timedelta(microseconds=1), at=at, zone=zone)
    return texts.plain("dates.until_and_left", until=until(texts, over, zone), left=so_long)


def hour(time_of_day: time) -> str:
    """21:30."""
    return f"{time_of_day:%H:%M}"


def calendar_day(texts: Texts, whole: date) -> str:
    """A day that is no moment: 11月24日（周二）."""
    return format_date(whole, texts.plain("dates.pattern"), locale=texts.locale)


def moment(texts: Texts, moment: datetime, zone: ZoneInfo) -> str:
    """11月24日（周二）20:00."""
    return texts.plain("dates.moment", day=day(texts, moment, zone), time=clock(texts, moment, zone))


def left(texts: Texts, moment: datetime, *, at: datetime, zone: ZoneInfo) -> str:
    """还有3天 / 今天18:00前 / 已过2天."""
    days = days_until(moment, at=at, zone=zone)
    if moment <= at:
        return texts.plain("dates.over", n=-days) if days else texts.plain("dates.just_over")
    if days == 0:
        return texts.plain("dates.today", time=clock(texts, moment, zone))
    return texts.plain("dates.left", n=days)
