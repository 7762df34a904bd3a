"""Numbers as they are typed (数目): 「12个月」「120户」「1小时30分」; 0 where none can be read."""

from __future__ import annotations

import re
import unicodedata

COUNT = re.compile(r"(?P<number>[0-9]{1,6})(?:个月|个|户|次|号|年|月)?")
LENGTH = re.compile(r"(?:(?P<hours>[0-9]{1,2})小时)?(?:(?P<minutes>[0-9]{1,3})(?:分钟|分)?)?")


def count_in(words: str) -> int:
    """How many somebody means."""
    found = COUNT.fullmatch(_plain(words))
    return 0 if found is None else int(found["number"])


def minutes_in(words: str) -> int:
    """How long somebody means, in minutes; minutes where nothing else is said."""
    found = LENGTH.fullmatch(_plain(words))
    return 0 if found is None else int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))
