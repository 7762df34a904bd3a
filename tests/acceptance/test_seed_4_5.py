"""4.5 解决遗留和纠纷273件: the count of closed reports, in all and by type, is that of the rows it was counted from."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.issues_life import State, Step
from domain.issues_statistics import Account, figures

ZONE = ZoneInfo("Asia/Shanghai")
SINCE, UNTIL = datetime(2026, 11, 1, tzinfo=ZONE), datetime(2026, 12, 1, tzinfo=ZONE)
TYPES = {"neighbours": 150, "property": 100, "leak": 23}


def test_273_closed_by_type_equal_their_rows() -> None:
    types = [name for name, count in TYPES.items() for _ in range(count)]
    course = ((Step.REPORT, State.REPORTED, SINCE), (Step.SOLVED, State.CLOSED, SINCE + timedelta(days=3)))
    rows = [Account(number, course, category=name) for number, name in enumerate(types, start=1)]
    open_ones = [Account(900 + number, course[:1], category="leak") for number in range(20)]
    found = figures([*rows, *open_ones], SINCE, UNTIL, ZONE)
    assert list(found.closed) == [row.number for row in rows] and len(found.closed) == 273
    assert {group.name: group.closed for group in found.categories} == dict(Counter(types)) == TYPES
    assert found.open == 20
