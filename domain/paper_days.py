"""Days as papers are dated (文书日期): 「2026年12月10日」 or 2026-12-10 become a day, or None."""

from __future__ import annotations

import re
from datetime import date

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
