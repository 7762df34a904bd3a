"""What should have happened by itself in a replay, worked out a second time from what people did, and what did happen.

Nothing here asks the product's rules when something falls due: days are walked one by one on a calendar, figures are
written down again. Each of the two halves is a count of (what, of which report or day, when, to whom).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row

from domain.issues_clock_kinds import clock_kind
from domain.workdays import HolidaySource
from storage.workdays import work_days
from tests.replay.play import Played
from tests.replay.script import DAY, ZONE

Found = Counter[tuple[Any, ...]]

RUNS = ["reported", "accepted", "assigned", "taken", "working", "reopened"]
ENDED = ["closed", "duplicate", "declined", "referred", "discussed", "withdrawn"]
WORDS = [
    "answer",
    "ask",
    "accept",
    "assign",
    "take",
    "begin",
    "suspend",
    "done",
    "merge",
    "decline",
    "refer",
    "discuss",
]
"""Steps after which the reporter has heard something."""
QUIET = ["begin", "return", "check", "resume", "report"]
"""Steps of which the reporter is not told."""
HOURS, WORKING = "hours", "working days"
PROMISED = {
    "danger": ((1, HOURS), (24, HOURS)),
    "other": ((24, HOURS), (15, WORKING)),
}
UTILITY = ((2, HOURS), (3, "days"))
TOP, RESTS = 5, 3
NINE, EIGHT, THREE = time(9), time(8), time(3)
WORK_DAYS = work_days(HolidaySource.CHINA, range(2005, 2035))


def local(moment: datetime) -> datetime:
    """As a clock on the wall shows it: there is no other time here."""
    return moment.astimezone(ZONE).replace(tzinfo=None)


def on(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=ZONE).astimezone(UTC)


@dataclass
class Course:
    """A report's steps so far, and how its time runs."""

    kind: str
    steps: list[Row[Any]]

    def first_due(self) -> datetime | None:
        """What is missed first, as it stands."""
        if self.steps[-1].state not in RUNS:
            return None
        answer, solve = PROMISED.get(self.kind, UTILITY)
        spans = [solve] if any(step.kind in WORDS for step in self.steps) else [answer, solve]
        return min(self._used_up(*span) for span in spans)

    def _used_up(self, amount: int, unit: str) -> datetime:
        """Walks over every day on which the time ran, until all of it is used."""
        left = timedelta(hours=amount) if unit == HOURS else timedelta(days=amount)
        counts_from = local(self.steps[0].at)
        if unit != HOURS:
            counts_from = datetime.combine(counts_from.date() + DAY, time())
        for begin, end in self._pieces():
            if end <= counts_from or (unit == WORKING and not WORK_DAYS.works(begin.date())):
                continue
            piece = end - max(begin, counts_from)
            if left <= piece:
                return (max(begin, counts_from) + left).replace(tzinfo=ZONE).astimezone(UTC)
            left -= piece
        raise AssertionError("the time runs on without end")

    def _pieces(self) -> Iterator[tuple[datetime, datetime]]:
        """When the time ran, cut at each midnight."""
        ends = [local(step.at) for step in self.steps[1:]] + [local(self.steps[-1].at) + 4000 * DAY]
        for step, end in zip(self.steps, ends, strict=True):
            begin = local(step.at)
            while step.state in RUNS and begin < end:
                midnight = datetime.combine(begin.date() + DAY, time())
                yield begin, min(midnight, end)
                begin = midnight


def after_three_working_days(moment: datetime) -> datetime:
    """Nine o'clock, once three working days are over."""
    day, left = local(moment).date(), RESTS
    while left:
        day += DAY
        left -= WORK_DAYS.works(day)
    return on(day + DAY, NINE)


def levels(kind: str, events: Sequence[tuple[datetime, Row[Any] | None]], end: datetime) -> list[tuple[int, datetime]]:
    """Which level hears when; an event is a step, or None where somebody said that they look after it."""
    found: list[tuple[int, datetime]] = []
    course, since, runs, closings = Course(kind, []), None, events[0][0], 0
    for place, (at, step) in enumerate(events):
        if step is None:
            since = at
        else:
            runs = at if course.steps and course.steps[-1].state not in RUNS else runs
            closings += step.kind == "reopen" and course.steps[-1].state == "closed"
            course.steps.append(step)
            if step.kind == "reopen" and course.steps[-2].state == "closed" and closings > 1 and len(found) < TOP:
                found.append((len(found) + 1, at))
                since = at
        until = events[place + 1][0] if place + 1 < len(events) else end
        while len(found) < TOP and (first := course.first_due()) is not None:
            rested = runs if since is None else after_three_working_days(since)
            then = max(first, runs, rested)
            if then > until:
                break
            assert then >= at, "nothing is told later than it was due"
            found.append((len(found) + 1, then))
            since = then
    return found


def by_report(played: Played) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for step in played.ledger.steps:
        found[step.issue_id].append(step)
    return found


def entries(played: Played, kind: str) -> dict[int, list[Row[Any]]]:
    """What the journal has of this kind, by report."""
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in played.ledger.entries:
        if row.type == kind and row.stream.startswith("issue:"):
            found[int(row.stream.partition(":")[2])].append(row)
    return found


def expected(played: Played) -> Found:
    """What should have happened by itself."""
    found: Found = Counter()
    held, put_aside = entries(played, "held"), entries(played, "suspend")
    for number, steps in by_report(played).items():
        report = played.ledger.reports[number]
        events = [(step.at, step) for step in steps] + [(row.at, None) for row in held[number]]
        events.sort(key=lambda event: event[0])
        kind = clock_kind(report.text, report.category).value
        for level, at in levels(kind, events, played.last):
            found["level", number, level, at] += 1
        found.update(_by_time(number, steps, put_aside[number], played.last))
        found.update(_told(number, steps, report.reporter_id))
    found.update(_periods(played))
    found.update(_lines(played))
    night = local(played.first).date() + DAY
    while on(night, THREE) <= played.last:
        found["night", on(night, THREE)] += 1
        night += DAY
    return found


def _by_time(number: int, steps: Sequence[Row[Any]], aside: Sequence[Row[Any]], last: datetime) -> Iterator[Any]:
    """What time does to a report in the state it is in, unless somebody was there before."""
    days = iter(row.body["days"] for row in aside)
    for place, step in enumerate(steps):
        until = steps[place + 1].at if place + 1 < len(steps) else last
        if step.kind == "answer" and place and step.state == steps[place - 1].state:
            continue
        for what, after in _waits(step, days):
            due = step.at + after if after is not None else on(local(step.at + 3 * DAY).date(), NINE)
            if due <= until:
                yield what, number, due


def _waits(step: Row[Any], days: Iterator[int]) -> list[tuple[str, timedelta | None]]:
    match step.state:
        case "asked":
            return [("lapse", 5 * DAY)]
        case "to_rate":
            return [("lapse", 7 * DAY), ("remind", None)]
        case "assigned":
            return [("return", DAY)]
        case "suspended":
            return [("resume", next(days) * DAY)]
    return []


def _told(number: int, steps: Sequence[Row[Any]], reporter: int) -> Iterator[Any]:
    for step in steps:
        if step.kind not in QUIET and step.by != reporter:
            yield "told", number, step.id, step.at


def _periods(played: Played) -> Iterator[Any]:
    """Each month for the committee, each week in which something came or ended for the group."""
    reports = by_report(played)
    first = min(local(steps[0].at).date() for steps in reports.values())
    month = first.replace(day=1)
    while on(following := (month + 31 * DAY).replace(day=1), EIGHT) <= played.last:
        yield "month", month.isoformat(), on(following, EIGHT)
        month = following
    moments = {local(steps[0].at).date() for steps in reports.values()} | set(_ends(reports.values()))
    for monday in {day - day.weekday() * DAY for day in moments}:
        if on(monday + 7 * DAY, NINE) <= played.last:
            yield "week", monday.isoformat(), on(monday + 7 * DAY, NINE)


def _ends(reports: Any) -> Iterator[date]:
    """Days on which a report ended and was not opened again in that week."""
    for steps in reports:
        for place, step in enumerate(steps):
            over = step.state in ENDED and (not place or steps[place - 1].state not in ENDED)
            day = local(step.at).date()
            sunday = day + (6 - day.weekday()) * DAY
            again = any(local(later.at).date() <= sunday for later in steps[place + 1 :] if later.state not in ENDED)
            if over and not again:
                yield day


def _lines(played: Played) -> Iterator[Any]:
    """The morning's line: what shared a card is told at the next nine o'clock, once in each group that shows it."""
    mornings = set()
    for line in played.ledger.lines:
        nine = on(local(line.at).date(), NINE)
        nine = nine if line.at < nine else on(local(line.at).date() + DAY, NINE)
        if nine <= played.last:
            yield "line", line.issue_id, nine
            mornings.add((nine, _group(played, played.ledger.reports[line.under_id])))
    for nine, group in mornings:
        yield "digest", local(nine).date().isoformat(), group, nine


def _group(played: Played, report: Row[Any]) -> int:
    whole, third = played.groups
    return third if report.building_id == played.third else whole


def happened(played: Played) -> Found:
    """What did happen by itself, as the records have it."""
    ledger = played.ledger
    found: Found = Counter()
    for number, rows in entries(played, "level").items():
        found.update(("level", number, row.body["level"], row.at) for row in rows)
    found.update((step.kind, step.issue_id, step.at) for step in ledger.steps if step.by is None)
    fired = [_fired(notice) for notice in ledger.notices.values() if notice.kind == "post"]
    found.update(one for one in fired if one is not None)
    found.update(("line", line.issue_id, line.told_at) for line in ledger.lines if line.told_at is not None)
    found.update(("night", row.at) for source, row in ledger.played.items() if source.endswith(" purge"))
    return found


def _fired(notice: Row[Any]) -> tuple[Any, ...] | None:
    """A notice as what fired: its key says of what."""
    match notice.key.split(":"):
        case ["issue", number, "step", "remind", *_]:
            return "remind", int(number), notice.queued_at
        case ["issue", number, "step", step]:
            return "told", int(number), int(step), notice.queued_at
        case ["issue_month", "compound", _, first, _]:
            return "month", first, notice.queued_at
        case ["issue_week", "compound", _, monday, _]:
            return "week", monday, notice.queued_at
        case ["issue_lines", day, chat]:
            return "digest", day, int(chat), notice.queued_at
    return None
