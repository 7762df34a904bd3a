"""Reports in figures: exact, bounded where something is open, and silent about groups of a few."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from domain.issues_life import State, Step
from domain.issues_statistics import (
    FEWEST,
    Account,
    Median,
    Share,
    Trend,
    figures,
    median,
    month_of,
    trend,
)

ZONE = ZoneInfo("Asia/Shanghai")
SINCE, UNTIL = datetime(2026, 11, 1, tzinfo=ZONE), datetime(2026, 12, 1, tzinfo=ZONE)
DAY = timedelta(days=1)


def report(
    number: int = 1,
    *,
    came: int = 1,
    closed: int | None = None,
    by: Step = Step.SOLVED,
    pleased: bool | None = None,
    **more: object,
) -> Account:
    """One that came on this day of November, at noon, and was closed so many days after."""
    at = SINCE + timedelta(days=came - 1, hours=12)
    course = [(Step.REPORT, State.REPORTED, at)]
    if pleased is not None and closed is not None:
        more["contents"] = {at + closed * DAY: pleased}
    if closed is not None:
        course += [(Step.DONE, State.TO_CHECK, at + closed * DAY), (Step.CHECK, State.TO_RATE, at + closed * DAY)]
        course += [(by, State.CLOSED, at + closed * DAY)]
    return Account(number, tuple(course), **more)  # type: ignore[arg-type]


reports = st.builds(
    report,
    number=st.integers(1, 999),
    came=st.integers(-40, 45),
    closed=st.none() | st.integers(0, 40),
    by=st.sampled_from((Step.SOLVED, Step.LAPSE)),
    category=st.sampled_from((None, "lift", "light", "noise")),
    pleased=st.sampled_from((None, True, False)),
)


@given(st.lists(reports, max_size=30))
def test_every_share_is_a_part_of_its_whole(accounts: list[Account]) -> None:
    found = figures(accounts, SINCE, UNTIL, ZONE)
    for share in (found.in_time, found.replies, found.solved, found.satisfied):
        assert 0 <= share.part <= share.whole
    assert found.solved.whole == found.replies.part
    assert found.came <= found.total and found.open <= found.total and len(found.closed) <= found.ended


@given(st.lists(reports, max_size=30))
def test_what_happens_after_the_end_changes_no_figure(accounts: list[Account]) -> None:
    later = [account.as_of(UNTIL) for account in accounts if account.reported_at < UNTIL]
    assert figures(accounts, SINCE, UNTIL, ZONE) == figures(later, SINCE, UNTIL, ZONE)


@given(st.lists(reports, max_size=40))
def test_groups_add_up_and_never_tell_a_few_apart(accounts: list[Account]) -> None:
    found = figures(accounts, SINCE, UNTIL, ZONE)
    assert all(max(group.came, group.closed) >= FEWEST for group in found.categories if group.name)
    names = [group.name for group in found.categories if group.name]
    assert names == sorted(names)
    if found.categories:
        assert sum(group.came for group in found.categories) == found.came
        assert sum(group.closed for group in found.categories) == len(found.closed)


@given(st.lists(reports, min_size=1, max_size=30), st.data())
def test_a_median_holds_whenever_the_open_ones_close(accounts: list[Account], data: st.DataObject) -> None:
    known = [account.as_of(UNTIL) for account in accounts if account.reported_at < UNTIL]
    now = median(known, UNTIL, ZONE)
    closed = [
        account
        if account.closed_at
        else Account(
            account.number,
            (*account.course, (Step.SOLVED, State.CLOSED, UNTIL + data.draw(st.integers(0, 90)) * DAY)),
        )
        for account in known
    ]
    then = median(closed, UNTIL + 100 * DAY, ZONE)
    if now is not None and then is not None:
        assert not then.at_least
        assert then.days >= now.days if now.at_least else then.days == now.days


def test_a_median_on_an_open_one_says_at_least() -> None:
    assert median([report(closed=2), report(came=21), report(came=11)], UNTIL, ZONE) == Median(10, True)
    assert median([report(closed=2), report(closed=3), report(came=11)], UNTIL, ZONE) == Median(3, False)
    assert median([], UNTIL, ZONE) is None


def test_answered_in_time_counts_only_what_was_due() -> None:
    by = SINCE + 3 * DAY
    answered = Account(2, (*report().course, (Step.ACCEPT, State.ACCEPTED, by + DAY)), by)
    withdrawn = Account(3, (*report().course, (Step.WITHDRAW, State.WITHDRAWN, SINCE + DAY)), by)
    accounts = [report(1, answer_by=by), answered, withdrawn, report(4, came=30, answer_by=UNTIL + DAY)]
    timely = Account(5, (*report().course, (Step.ACCEPT, State.ACCEPTED, by)), by)
    assert figures([*accounts, timely], SINCE, UNTIL, ZONE).in_time == Share(1, 3)


def test_a_silent_reporter_is_asked_and_not_counted_as_content() -> None:
    found = figures([report(1, closed=1), report(2, closed=1, by=Step.LAPSE)], SINCE, UNTIL, ZONE)
    assert (found.replies, found.solved, found.satisfied) == (Share(1, 2), Share(1, 1), Share(0, 0))
    assert found.satisfied.exact is None


def test_what_was_said_of_one_closing_is_not_said_of_the_next() -> None:
    once = report(1, closed=1, pleased=True)
    assert figures([once], SINCE, UNTIL, ZONE).satisfied == Share(1, 1)
    later = [(Step.REOPEN, State.REOPENED, SINCE + 5 * DAY), (Step.SOLVED, State.CLOSED, SINCE + 9 * DAY)]
    again = replace(once, course=(*once.course, *later))
    assert figures([again], SINCE, UNTIL, ZONE).satisfied == Share(0, 0)
    assert figures([again], SINCE, SINCE + 4 * DAY, ZONE).satisfied == Share(1, 1), "as it stood then"


def test_opened_again_is_open_and_said_not_to_be_fixed() -> None:
    again = report(1, closed=2)
    again = Account(1, (*again.course, (Step.REOPEN, State.REOPENED, SINCE + 9 * DAY)))
    found = figures([again], SINCE, UNTIL, ZONE)
    assert (found.reopened, found.closed, found.open, found.solved) == (1, (), 1, Share(0, 1))


def test_an_answer_to_what_has_ended_does_not_end_it_again() -> None:
    before = SINCE - 9 * DAY
    steps = ((Step.REPORT, State.REPORTED, before), (Step.MERGE, State.DUPLICATE, before + DAY))
    assert Account(1, steps).ended_at == before + DAY
    assert figures([Account(1, steps)], SINCE, UNTIL, ZONE).ended == 0


def test_closed_counts_equal_the_rows_they_were_counted_from() -> None:
    """遗留和纠纷273件: by type, and row by row."""
    kinds = {"heating": 120, "neighbours": 90, "parking": 60, "noise": 3}
    names = [name for name, count in kinds.items() for _ in range(count)]
    accounts = [report(n, closed=n % 7, category=name) for n, name in enumerate(names, start=1)]
    found = figures(accounts, SINCE, UNTIL, ZONE)
    assert len(found.closed) == len(set(found.closed)) == 273
    assert {group.name: group.closed for group in found.categories} == {
        "heating": 120,
        "neighbours": 90,
        "parking": 60,
        "": 3,
    }
    assert sum(Counter(names).values()) == sum(group.closed for group in found.categories)


def test_months_run_over_the_year() -> None:
    assert month_of(date(2026, 12, 1), 1) == date(2027, 1, 1)
    assert month_of(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert SINCE.astimezone(UTC).tzinfo is UTC


def test_shares_are_compared_exactly_and_only_where_both_stand_on_enough() -> None:
    assert trend(Share(3, 5), Share(5, 9)) is Trend.MORE
    assert trend(Share(2, 5), Share(4, 9)) is Trend.LESS
    assert trend(Share(3, 6), Share(5, 10)) is Trend.SAME
    assert trend(Share(4, 4), Share(1, 9)) is Trend.TOO_FEW
    assert trend(Share(4, 9), Share(1, 4)) is Trend.TOO_FEW
