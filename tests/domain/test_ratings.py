"""Ratings: counted by homes, each question apart; taken up again where more homes say that it is not done."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.deliberation.ratings import (
    LONGEST_RATING,
    Content,
    Rating,
    Worked,
    after_rating,
    rating_count,
    rating_refusal,
    rating_reminder,
    unresolved,
)
from domain.deliberation.stages import Stage
from domain.outcomes import Reason, Refusal

ZONE = ZoneInfo("Asia/Shanghai")


def test_each_question_is_counted_apart() -> None:
    given = [
        Rating(Worked.DONE, Content.PLEASED),
        Rating(Worked.DONE),
        Rating(None, Content.DISPLEASED),
        Rating(words="再等等看"),
    ]
    count = rating_count(given, 48)
    assert (count.answered, count.told_content, count.homes) == (2, 2, 48)
    assert dict(count.worked) == {Worked.DONE: 2, Worked.NOT_DONE: 0}
    assert dict(count.content) == {Content.PLEASED: 1, Content.FAIR: 0, Content.DISPLEASED: 1}


@pytest.mark.parametrize(
    ("done", "not_done", "stage"),
    [(0, 0, Stage.ARCHIVED), (3, 3, Stage.ARCHIVED), (3, 4, Stage.DOING), (0, 1, Stage.DOING), (4, 3, Stage.ARCHIVED)],
)
def test_more_homes_that_say_it_is_not_done_take_it_up_again(done: int, not_done: int, stage: Stage) -> None:
    count = rating_count([Rating(Worked.DONE)] * done + [Rating(Worked.NOT_DONE)] * not_done, 48)
    assert after_rating(count) is stage and unresolved(count) == (stage is Stage.DOING)


def test_how_much_may_be_said() -> None:
    assert rating_refusal(Rating(words="长" * LONGEST_RATING)) is None
    refusal = rating_refusal(Rating(words="长" * (LONGEST_RATING + 1)))
    assert refusal == Refusal(Reason.TOO_LONG, {"what": "rating_words", "most": LONGEST_RATING})


def test_the_reminder_comes_in_the_morning_of_the_fourth_day() -> None:
    assert rating_reminder(datetime(2026, 3, 2, 20, tzinfo=ZONE), ZONE) == datetime(2026, 3, 6, 10, tzinfo=ZONE)
