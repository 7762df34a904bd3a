"""Days as papers are dated (文书日期): 「2026年12月10日」 or 2026-12-10 become a day, or None; how long one hangs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = re.compile(r"(?P<year>[0-9]{4})[-年./](?P<month>[0-9]{1,2})[-月./](?P<day>[0-9]{1,2})日?")


def read_day(text: str) -> date | None:
    """A day as papers are dated: 2026年12月10日, 2026-12-10."""
    found = DAY.fullmatch("".join(text.split()))
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


@dataclass(frozen=True)
class PaperSpan:
    """The days a paper hangs (公示期), first and last.

    `days`: how many full days that is, the first not counted (民法典201); 0 where it is over within a day.
    """

    last: date
    first: date | None = None  # None: not known
    days: int = 0


def paper_span(since: datetime | None, over: datetime | None, zone: ZoneInfo) -> PaperSpan | None:
    """From a moment until what it hangs for is over: with midnight, until the day before it."""
    if over is None:
        return None
    last = (over - timedelta(microseconds=1)).astimezone(zone).date()
    if since is None or since >= over:
        return PaperSpan(last)
    first = since.astimezone(zone).date()
    whole = over.astimezone(zone).time() == time()
    return PaperSpan(last, first, (last - first).days if whole else 0)
