"""The calendar (日历): quiet hours, days until, in the zone of the compound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class QuietHours:
    """Quiet hours (静默时段), from evening to morning in local time."""

    begin: time = time(21, 30)
    end: time = time(7, 30)

    def contains(self, moment: time) -> bool:
        if self.begin <= self.end:
            return self.begin <= moment < self.end
        return moment >= self.begin or moment < self.end


DEFAULT_QUIET_HOURS = QuietHours()


def not_before(at: datetime, *, zone: ZoneInfo, quiet: QuietHours = DEFAULT_QUIET_HOURS) -> datetime:
    """`at` itself, or the end of the quiet hours it falls into (a moment in UTC-comparable local time)."""
    local = at.astimezone(zone)
    if not quiet.contains(local.timetz().replace(tzinfo=None)):
        return at
    morning = datetime.combine(local.date(), quiet.end, tzinfo=zone)
    return morning if morning > local else morning + timedelta(days=1)


def days_until(moment: datetime, *, at: datetime, zone: ZoneInfo) -> int:
    """Whole calendar days from today to the day of `moment`; negative once past."""
    return (moment.astimezone(zone).date() - at.astimezone(zone).date()).days
