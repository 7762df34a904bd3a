"""Quiet hours and days left, in the compound's own time."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import QuietHours, days_until, not_before

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("asked", "leaves"),
    [
        (local(24, 21, 29), local(24, 21, 29)),
        (local(24, 21, 30), local(25, 7, 30)),
        (local(25, 3), local(25, 7, 30)),
        (local(25, 7, 30), local(25, 7, 30)),
    ],
)
def test_the_night_waits_for_the_morning(asked: datetime, leaves: datetime) -> None:
    assert not_before(asked.astimezone(UTC), zone=SHANGHAI) == leaves


def test_a_quiet_noon_is_possible_too() -> None:
    noon = QuietHours(time(12), time(14))
    assert not_before(local(24, 12, 30), zone=SHANGHAI, quiet=noon) == local(24, 14)
    assert not_before(local(24, 22), zone=SHANGHAI, quiet=noon) == local(24, 22)


def test_days_are_counted_on_the_wall() -> None:
    assert days_until(local(25, 0, 1), at=local(24, 23, 59), zone=SHANGHAI) == 1
    assert days_until(local(24, 1), at=local(24, 23), zone=SHANGHAI) == 0
    assert days_until(local(22, 23), at=local(24, 1), zone=SHANGHAI) == -2
