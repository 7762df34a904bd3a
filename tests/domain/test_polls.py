"""What may be asked in a sentiment poll, until when, and what an answer counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.effects import Post, Record, Schedule, Unschedule, Withdraw
from domain.notices import NoticeKind
from domain.outcomes import Reason, Refusal
from domain.poll_effects import (
    CLOSE,
    REMIND,
    Standing,
    cancelled,
    closing,
    label,
    published,
    reminded,
    reminders_of,
    started,
)
from domain.polls import (
    Count,
    CountedBy,
    Poll,
    PollCounts,
    PollState,
    check,
    check_close,
    clean,
    count_poll,
    enough,
    length,
    options_of,
    question_of,
    reminder,
    to_facts,
    usual_close,
    usual_days,
)
from domain.registry import Place

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


TEN = local(24, 10)


THURSDAY = local(26, 20)


def a_poll(*, named: bool = True, closes_at: datetime = THURSDAY) -> Poll:
    return Poll(
        id=7,
        place=Place(1),
        chat_id=5,
        starter_id=3,
        question="大门换不换",
        options=("换", "不换"),
        several=False,
        named=named,
        state=PollState.QUEUED,
        created_at=TEN,
        closes_at=closes_at,
    )


# What is typed


def test_a_question_is_one_clean_line() -> None:
    assert question_of("  大门\u202e \n\u200b换不换？ ") == "大门 换不换？"


def test_an_emoji_family_stays_together() -> None:
    assert clean("好👨‍👩‍👧") == "好👨‍👩‍👧"


@pytest.mark.parametrize("nothing", ["", "  \n", "\u200b\u200d", "\u202e\u2066"])
def test_a_question_without_words_is_refused(nothing: str) -> None:
    assert question_of(nothing) == Refusal(Reason.EMPTY, {"what": "poll_question"})


def test_a_question_too_long_says_how_long_it_is() -> None:
    assert question_of("问" * 300) == "问" * 300
    assert question_of("问" * 301) == Refusal(Reason.TOO_LONG, {"what": "poll_question", "most": 300, "length": 301})


def test_length_is_counted_as_telegram_counts() -> None:
    assert length("换👍") == 3


def test_options_come_one_a_line_or_one_by_one() -> None:
    first = options_of("换\n\n 不换 ")
    assert first == ("换", "不换")
    assert options_of("都行", ("换", "不换")) == ("换", "不换", "都行")


@pytest.mark.parametrize(
    ("text", "known", "reason", "what"),
    [
        ("\n \n", (), Reason.EMPTY, "poll_option"),
        ("长" * 101, (), Reason.TOO_LONG, "poll_option"),
        ("换\n换", (), Reason.INVALID, "poll_option_twice"),
        ("YES", ("yes",), Reason.INVALID, "poll_option_twice"),
        ("\n".join("甲乙丙丁戊己庚辛壬癸子丑寅"), (), Reason.TOO_MANY, "poll_options"),
    ],
)
def test_options_that_will_not_do(text: str, known: tuple[str, ...], reason: Reason, what: str) -> None:
    refusal = options_of(text, known)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.facts["what"]) == (reason, what)


def test_one_option_is_no_choice() -> None:
    assert enough(["换", "不换"]) is None
    assert enough(["换"]) == Refusal(Reason.EMPTY, {"what": "poll_options", "fewest": 2})


@given(st.text())
def test_whatever_is_typed_becomes_a_sendable_question_or_a_refusal(text: str) -> None:
    question = question_of(text)
    assert isinstance(question, Refusal) or (0 < length(question) <= 300 and "\n" not in question)


# Until when


def test_usual_closes_that_are_too_near_are_not_offered() -> None:
    assert usual_days(leaves=TEN, at=TEN, zone=SHANGHAI) == (0, 1, 3, 7)
    late = local(24, 19, 56)
    assert usual_days(leaves=late, at=late, zone=SHANGHAI) == (1, 3, 7)
    assert usual_close(3, at=TEN, zone=SHANGHAI) == local(27, 20)


@pytest.mark.parametrize(
    ("closes_at", "reason", "what"),
    [
        (None, Reason.INVALID, "poll_close"),
        (TEN + timedelta(minutes=4), Reason.IN_THE_PAST, "poll_close"),
        (TEN + timedelta(days=30, minutes=1), Reason.TOO_LONG, "poll_close"),
    ],
)
def test_closes_that_will_not_do(closes_at: datetime | None, reason: Reason, what: str) -> None:
    refusal = check_close(closes_at, leaves=TEN, at=TEN)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.facts["what"]) == (reason, what)


def test_five_minutes_and_thirty_days_will_do() -> None:
    assert check_close(TEN + timedelta(minutes=5), leaves=TEN, at=TEN) is None
    assert check_close(TEN + timedelta(days=30), leaves=TEN, at=TEN) is None


def test_a_poll_held_back_for_the_night_cannot_close_before_morning() -> None:
    refusal = check_close(local(25, 7), leaves=local(25, 7, 30), at=local(24, 22))
    assert refusal == Refusal(Reason.IN_THE_PAST, {"what": "poll_close_quiet", "until": "2026-11-24T23:30:00+00:00"})


def test_everything_is_checked_again_before_it_is_sent() -> None:
    def checked(question: str = "换不换", options: tuple[str, ...] = ("换", "不换")) -> Refusal | None:
        return check(question=question, options=options, closes_at=local(26, 20), leaves=TEN, at=TEN)

    assert checked() is None
    for refusal, what in (
        (checked(question=""), "poll_question"),
        (checked(options=()), "poll_option"),
        (checked(options=("换",)), "poll_options"),
    ):
        assert refusal is not None
        assert refusal.facts["what"] == what


@pytest.mark.parametrize(
    ("leaves", "closes_at", "due"),
    [
        (TEN, local(28, 20), local(27, 20)),  # a day before
        (TEN, local(25, 10), local(25, 8)),  # halfway is at 22:00: next morning
        (TEN, local(24, 20), local(24, 15)),  # halfway
        (local(24, 22), local(25, 8, 30), None),  # halfway is in the night, the morning is too late
        (local(24, 23), local(25, 18), local(25, 8, 30)),
        (local(24, 21), local(25, 12), local(25, 8)),  # halfway is at 4:30: later that morning
        (TEN, local(24, 11, 30), None),  # too short
    ],
)
def test_the_one_reminder_comes_while_people_are_up(
    leaves: datetime, closes_at: datetime, due: datetime | None
) -> None:
    assert reminder(leaves=leaves, closes_at=closes_at, zone=SHANGHAI) == due


# What is counted


def count(
    *,
    named: bool = True,
    official: Count | None = None,
    seen: Count | None = None,
    answers: dict[int, list[int]] | None = None,
    residents: tuple[int, ...] = (),
) -> PollCounts:
    return count_poll(2, named=named, official=official, seen=seen, answers=answers or {}, residents=residents)


def test_telegrams_own_count_goes_first() -> None:
    result = count(official=Count((3, 1), 4), seen=Count((2, 1), 3), answers={101: [0]}, residents=(101, 102))
    assert (result.by, result.count) == (CountedBy.TELEGRAM, Count((3, 1), 4))
    assert (result.registered, result.residents) == (1, 2)


def test_without_it_the_last_count_seen_holds_if_it_is_whole() -> None:
    assert count(official=Count((1,), 1), seen=Count((2, 1), 3)).by is CountedBy.SEEN
    hidden = count(seen=Count((0, 0), 3), answers={101: [0], 102: [1], 103: []})
    assert (hidden.by, hidden.count) == (CountedBy.OWN, Count((1, 1), 2))
    stale = count(seen=Count((1, 0), 1), answers={101: [0], 102: [1]})
    assert stale.by is CountedBy.OWN
    assert count(seen=Count((1, 0, 0), 1)).by is CountedBy.OWN


def test_an_anonymous_poll_that_nobody_can_count_says_so() -> None:
    result = count(named=False, answers={101: [0]}, residents=(101,))
    assert to_facts(result) == {"by": "nobody", "counts": None, "total": None, "registered": None, "residents": None}


# What follows


def test_a_named_poll_is_sent_closed_and_reminded_of() -> None:
    effects = started(a_poll(), leaves=TEN, zone=SHANGHAI)
    notice = next(effect.notice for effect in effects if isinstance(effect, Post))
    assert (notice.kind, notice.subject, notice.public) == (NoticeKind.POLL, "poll:7", True)
    assert Schedule(CLOSE, "poll:7", local(26, 20)) in effects
    assert Schedule(REMIND, "poll:7", local(25, 20)) in effects


def test_an_anonymous_or_short_poll_has_no_reminder() -> None:
    for poll in (a_poll(named=False), a_poll(closes_at=local(24, 11))):
        effects = started(poll, leaves=TEN, zone=SHANGHAI)
        assert [effect.kind for effect in effects if isinstance(effect, Schedule)] == [CLOSE]


def test_the_question_is_not_in_the_journals_body() -> None:
    record = next(effect for effect in started(a_poll(), leaves=TEN, zone=SHANGHAI) if isinstance(effect, Record))
    assert "大门" not in str(record.body)
    assert record.sealed["question"] == "大门换不换"


def test_closing_stops_the_poll_and_every_reminder() -> None:
    effects = closing(a_poll(), early=True, look_again=local(26, 20, 10))
    kinds = [effect.notice.kind for effect in effects if isinstance(effect, Post)]
    assert kinds == [NoticeKind.STOP_POLL]
    assert Unschedule(REMIND, "poll:7") in effects
    assert Withdraw(reminders_of(a_poll())) in effects
    schedules = [effect for effect in effects if isinstance(effect, Unschedule | Schedule)]
    assert schedules[-1] == Schedule(CLOSE, "poll:7", local(26, 20, 10))


def test_who_took_it_back_need_not_be_told() -> None:
    wished = cancelled(a_poll(), why="wish", starter_chat=None)
    assert not any(isinstance(effect, Post) for effect in wished)
    assert Withdraw("poll:7") in wished
    unsent = cancelled(a_poll(), why="unsent", starter_chat=9)
    assert [effect.notice.chat_id for effect in unsent if isinstance(effect, Post)] == [9]


def test_the_result_goes_to_the_group_and_to_the_starter() -> None:
    result = count(official=Count((3, 1), 4))
    effects = published(a_poll(), result, closed_at=local(26, 20, 11), early=False, starter_chat=9)
    posts = [effect.notice for effect in effects if isinstance(effect, Post)]
    assert [(post.chat_id, post.template) for post in posts] == [(5, "polls.result"), (9, "polls.finished")]
    assert posts[0].facts["late"]
    alone = published(a_poll(), result, closed_at=local(26, 20, 10), early=False, starter_chat=None)
    assert [effect.notice.facts["late"] for effect in alone if isinstance(effect, Post)] == [False]


def test_out_of_the_groups_reach_the_result_goes_to_the_starter_whole() -> None:
    closed = {"closed_at": local(26, 20), "early": False, "reachable": False}
    effects = published(a_poll(), count(official=Count((3, 1), 4)), starter_chat=9, **closed)
    posts = [effect.notice for effect in effects if isinstance(effect, Post)]
    assert [(post.chat_id, post.template, post.facts["counts"]) for post in posts] == [(9, "polls.kept", [3, 1])]
    alone = published(a_poll(), count(official=Count((3, 1), 4)), starter_chat=None, **closed)
    assert not any(isinstance(effect, Post) for effect in alone)
    assert any(isinstance(effect, Record) for effect in alone), "the journal has it all the same"


def test_a_reminder_goes_to_each_chat_once() -> None:
    effects = reminded(a_poll(), [11, 12], Standing(chat=-1001, message=55, title="中华园"))
    assert [effect.notice.chat_id for effect in effects if isinstance(effect, Post)] == [11, 12]
    assert isinstance(effects[-1], Record)
    assert effects[-1].body == {"people": 2}


def test_a_long_question_is_called_by_its_beginning() -> None:
    assert label("问" * 30) == "问" * 30
    assert label("问" * 31) == "问" * 29 + "…"
