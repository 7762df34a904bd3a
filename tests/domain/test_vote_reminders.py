"""When those who have not voted are asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from domain.effects import Post, Record
from domain.vote_reminders import (
    MOST,
    awake,
    next_reminder,
    planned,
    reminded,
    reminder_days,
    reminder_refusal,
)
from domain.voting.votes import Vote, VoteState
from tests.domain.voting.opened import CLOSES, OPENS, VOTE, ZONE


def on(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=ZONE)


def test_a_third_two_thirds_and_the_day_before_the_close() -> None:
    assert reminder_days(VOTE, ZONE) == (on(13), on(16), on(18))
    short = replace(VOTE, closes_at=OPENS + timedelta(hours=30))
    assert reminder_days(short, ZONE) == (on(10),)


def test_the_next_one_is_of_those_that_are_left() -> None:
    assert next_reminder(VOTE, at=OPENS, zone=ZONE) == on(13)
    assert next_reminder(VOTE, at=on(13), zone=ZONE) == on(16)
    assert next_reminder(replace(VOTE, reminded=2), at=OPENS, zone=ZONE) == on(18)
    assert next_reminder(replace(VOTE, reminded=MOST), at=OPENS, zone=ZONE) is None
    assert next_reminder(replace(VOTE, reminded=1, reminded_at=on(16, 9)), at=on(16, 9), zone=ZONE) == on(18)
    assert not planned(VOTE, at=CLOSES, zone=ZONE)
    assert len(planned(VOTE, at=OPENS, zone=ZONE)) == 1


def test_people_are_awake_from_eight_to_nine_in_the_evening() -> None:
    assert [awake(on(13, hour), ZONE) for hour in (7, 8, 20, 21)] == [False, True, True, False]


def test_why_nobody_can_be_reminded_now() -> None:
    def why(vote: Vote, at: datetime) -> object:
        refusal = reminder_refusal(vote, at=at, zone=ZONE)
        return refusal and refusal.facts["what"]

    assert why(VOTE, on(13)) is None
    assert why(VOTE, CLOSES) == "vote_not_open_now"
    assert why(replace(VOTE, state=VoteState.POSTED), on(13)) == "vote_not_open_now"
    assert why(replace(VOTE, reminded=MOST), on(13)) == "vote_reminders"
    assert why(replace(VOTE, reminded=1, reminded_at=on(13, 9)), on(13)) == "vote_reminded_today"
    assert why(VOTE, on(13, 22)) == "vote_reminder_at_night"


def test_a_reminder_says_nothing_of_choices() -> None:
    *posts, record = reminded(replace(VOTE, reminded=1), [4, 5], at=on(13), zone=ZONE)
    assert len(posts) == 2 and record == Record("vote:7", "reminded", {"round": 1, "people": 2})


def test_a_reminder_is_so_until_the_next_one_or_the_close() -> None:
    def until(count: int, day: int) -> list[datetime | None]:
        effects = reminded(replace(VOTE, reminded=count, reminded_at=on(day)), [4], at=on(day), zone=ZONE)
        return [effect.notice.until for effect in effects if isinstance(effect, Post)]

    assert until(1, 13) == [on(16)] and until(MOST, 18) == [CLOSES]
