"""Whistles: for three reasons only, one leads, who does not answer is said so, units are rated and nobody else."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain import whistle_effects as effects
from domain.effects import Post, Record, Schedule, Unschedule
from domain.notices import Urgency
from domain.outcomes import Reason, Refusal
from domain.registry import Place
from domain.whistle_ratings import call_rate_refusal, rate_refusal, rates_call
from domain.whistles import (
    CLOCKS,
    FINISH_DAYS,
    LONGEST_AHEAD,
    LONGEST_TOPIC,
    LONGEST_WHO,
    MOST_ENTRIES,
    MOST_UNITS,
    RATING_REPLY,
    Answering,
    CalledUnit,
    Entry,
    EntryKind,
    EntryWay,
    Mark,
    Whistle,
    WhistleKind,
    WhistleSays,
    WhistleStanding,
    answer_refusal,
    arrival_refusal,
    call_refusal,
    coming_times,
    finish_refusal,
    finishing,
    full,
    goal_refusal,
    open_first,
    release_refusal,
    said_refusal,
    spot_refusal,
    topic_refusal,
)

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
UNTIL, HOUR = AT + timedelta(hours=24), timedelta(hours=1)
ZONE = ZoneInfo("Asia/Shanghai")
FIRE = CalledUnit(1, 5, "消防", True, "清出通道", date(2026, 11, 27), AT, UNTIL)
SQUAD = replace(FIRE, id=2, name="城管", lead=False)
WHISTLE = Whistle(5, Place(1), WhistleKind.JOINT, "通道被占", 7, AT, units=(FIRE, SQUAD))
COMES = Answering(WhistleSays.COMING, "张工", "参谋", comes_at=AT + HOUR)
NOT_OURS = Answering(WhistleSays.NOT_OURS, "张工", "参谋", "归城管")


def entry(kind: EntryKind, says: str = "", *, at: datetime = AT, number: int = 1, second: str = "") -> Entry:
    return Entry(number, kind, EntryWay.LINK, at, says, second)


def having(*entries: Entry, unit: CalledUnit = FIRE) -> CalledUnit:
    return replace(unit, entries=entries)


def why(refusal: Refusal | None) -> tuple[Reason, str] | None:
    return None if refusal is None else (refusal.reason, refusal.facts["what"])


def test_the_clock_is_a_day_and_in_danger_an_hour() -> None:
    hours = {kind.value: clock.within / timedelta(hours=1) for kind, clock in CLOCKS.items()}
    assert hours == {"beyond": 24, "joint": 24, "emergency": 1}
    assert {clock.source for clock in CLOCKS.values()} == {"ours"}
    assert [replace(WHISTLE, kind=kind).urgent for kind in WhistleKind] == [False, False, True]


@pytest.mark.parametrize(
    ("unit", "at", "standing"),
    [
        (FIRE, AT, WhistleStanding.WAITING),
        (FIRE, UNTIL, WhistleStanding.SILENT),
        (having(entry(EntryKind.ANSWER, "coming")), UNTIL, WhistleStanding.COMING),
        (having(entry(EntryKind.ANSWER, "not_ours")), UNTIL, WhistleStanding.NOT_OURS),
        (having(entry(EntryKind.ANSWER, "coming"), entry(EntryKind.ARRIVED)), AT, WhistleStanding.ARRIVED),
        (having(entry(EntryKind.ARRIVED), entry(EntryKind.RELEASED)), AT, WhistleStanding.RELEASED),
        (having(entry(EntryKind.RELEASED), entry(EntryKind.DONE)), AT, WhistleStanding.DONE),
    ],
)
def test_how_far_a_unit_is(unit: CalledUnit, at: datetime, standing: WhistleStanding) -> None:
    assert unit.standing(at) is standing


def test_silence_begins_at_the_very_moment_and_ends_with_any_sign() -> None:
    assert not FIRE.unanswered(UNTIL - timedelta(seconds=1)) and FIRE.unanswered(UNTIL)
    for kind in (EntryKind.ANSWER, EntryKind.ARRIVED, EntryKind.DONE):
        assert not having(entry(kind)).unanswered(UNTIL)
    assert having(entry(EntryKind.RELEASED)).unanswered(UNTIL)


def test_how_long_it_took_and_whether_that_was_late() -> None:
    assert FIRE.answered_after is None and not FIRE.answered_late
    soon = having(entry(EntryKind.ANSWER, at=AT + HOUR), entry(EntryKind.ANSWER, at=UNTIL))
    assert soon.answered_after == HOUR and not soon.answered_late
    assert having(entry(EntryKind.ANSWER, at=UNTIL)).answered_late


def test_what_is_behind_is_past_its_day_and_still_waited_for() -> None:
    after = date(2026, 11, 28)
    assert not FIRE.behind(FIRE.finish_on) and FIRE.behind(after)
    assert not having(entry(EntryKind.DONE)).behind(after) and not having(entry(EntryKind.RELEASED)).behind(after)


def test_a_rating_is_read_once_the_unit_has_replied_or_had_its_days() -> None:
    given = entry(EntryKind.RATING, "good", number=3, second="fair")
    assert FIRE.rating(AT) is None and having(given).rating(AT + RATING_REPLY - HOUR) is None
    assert having(given).rating(AT + RATING_REPLY) == given
    assert having(entry(EntryKind.WORD, number=2), given).rating(AT) is None, "said before it"
    assert having(given, entry(EntryKind.WORD, number=4)).rating(AT) == given


def test_all_is_done_when_the_lead_and_everybody_waited_for_has_done_its_part() -> None:
    done, gone = entry(EntryKind.DONE), entry(EntryKind.RELEASED)
    assert not WHISTLE.all_done and not replace(WHISTLE, units=()).all_done
    assert not replace(WHISTLE, units=(having(done), SQUAD)).all_done
    assert replace(WHISTLE, units=(having(done), having(gone, unit=SQUAD))).all_done
    assert replace(WHISTLE, units=(having(done), having(done, unit=SQUAD))).all_done
    refused = having(entry(EntryKind.ANSWER, "not_ours"))
    assert not replace(WHISTLE, units=(refused, having(done, unit=SQUAD))).all_done, "nobody leads"
    assert WHISTLE.lead == FIRE and WHISTLE.unit(2) == SQUAD and WHISTLE.unit(3) is None


def test_words_that_are_missing_or_too_long() -> None:
    assert why(topic_refusal(" ")) == (Reason.EMPTY, "whistle_topic") and topic_refusal("通道被占") is None
    assert why(topic_refusal("长" * (LONGEST_TOPIC + 1))) == (Reason.TOO_LONG, "whistle_topic")
    assert why(goal_refusal("")) == (Reason.EMPTY, "whistle_goal")
    assert why(said_refusal("")) == (Reason.EMPTY, "whistle_words")
    assert why(spot_refusal("", UNTIL, AT)) == (Reason.EMPTY, "whistle_spot")
    assert why(spot_refusal("会议室", AT, AT)) == (Reason.IN_THE_PAST, "whistle_meeting")
    assert spot_refusal("会议室", UNTIL, AT) is None


def test_whom_a_whistle_calls_and_whom_not() -> None:
    assert call_refusal(WHISTLE, "供电", "断电", 3) is None and FINISH_DAYS == (0, 3, 7, 10, 15)
    assert why(call_refusal(replace(WHISTLE, ended_at=AT), "供电", "断电", 3)) == (Reason.WRONG_STATE, "whistle_ended")
    assert why(call_refusal(WHISTLE, "", "断电", 3)) == (Reason.EMPTY, "whistle_unit")
    assert why(call_refusal(WHISTLE, "供电", "", 3)) == (Reason.EMPTY, "whistle_goal")
    assert why(call_refusal(WHISTLE, "消防", "断电", 3)) == (Reason.ALREADY_DONE, "whistle_unit")
    assert why(call_refusal(WHISTLE, "供电", "断电", 4)) == (Reason.INVALID, "whistle_days")
    many = replace(WHISTLE, units=(FIRE,) * MOST_UNITS)
    assert why(call_refusal(many, "供电", "断电", 3)) == (Reason.TOO_MANY, "whistle_units")


def test_what_is_an_answer() -> None:
    over = (Reason.WRONG_STATE, "whistle_unit_over")
    assert answer_refusal(FIRE, COMES, AT) is None and answer_refusal(FIRE, NOT_OURS, AT) is None
    for kind in (EntryKind.RELEASED, EntryKind.DONE):
        assert why(answer_refusal(having(entry(kind)), COMES, AT)) == over
    for comes in (None, AT - HOUR, AT + LONGEST_AHEAD + HOUR):
        wrong = replace(COMES, comes_at=comes)
        assert why(answer_refusal(FIRE, wrong, AT)) == (Reason.INVALID, "whistle_comes_at")
    assert why(answer_refusal(FIRE, replace(NOT_OURS, words=""), AT)) == (Reason.EMPTY, "whistle_words")
    assert why(answer_refusal(FIRE, replace(COMES, name=""), AT)) == (Reason.EMPTY, "whistle_name")
    long = replace(COMES, post="长" * (LONGEST_WHO + 1))
    assert why(answer_refusal(FIRE, long, AT)) == (Reason.TOO_LONG, "whistle_post")
    many = having(*(entry(EntryKind.WORD),) * MOST_ENTRIES)
    assert why(answer_refusal(many, COMES, AT)) == (Reason.TOO_MANY, "whistle_entries") and full(FIRE) is None


def test_arriving_and_finishing_happen_once() -> None:
    over, gone = (Reason.WRONG_STATE, "whistle_unit_over"), having(entry(EntryKind.RELEASED))
    assert arrival_refusal(FIRE) is None and why(arrival_refusal(gone)) == over
    for kind in (EntryKind.ARRIVED, EntryKind.DONE):
        assert why(arrival_refusal(having(entry(kind)))) == (Reason.ALREADY_DONE, "whistle_arrived")
    assert finish_refusal(FIRE, "清完了", photo=True) is None
    assert why(finish_refusal(FIRE, "", photo=True)) == (Reason.EMPTY, "whistle_words")
    assert why(finish_refusal(FIRE, "清完了", photo=False)) == (Reason.EMPTY, "whistle_photo")
    assert why(finish_refusal(gone, "清完了", photo=True)) == over
    assert why(finish_refusal(having(entry(EntryKind.DONE)), "清完了", photo=True)) == over


def test_the_lead_is_not_released() -> None:
    assert why(release_refusal(FIRE, "没来")) == (Reason.WRONG_STATE, "whistle_lead")
    assert release_refusal(SQUAD, "没来") is None and why(release_refusal(SQUAD, "")) == (Reason.EMPTY, "whistle_words")
    for kind in (EntryKind.RELEASED, EntryKind.DONE):
        unit = having(entry(kind), unit=SQUAD)
        assert why(release_refusal(unit, "没来")) == (Reason.WRONG_STATE, "whistle_unit_over")


def test_a_unit_is_rated_once_and_when_there_is_something_to_rate() -> None:
    assert why(rate_refusal(FIRE, Mark.GOOD, Mark.POOR, AT)) == (Reason.WRONG_STATE, "whistle_rating")
    assert rate_refusal(FIRE, Mark.POOR, Mark.POOR, UNTIL) is None
    assert rate_refusal(having(entry(EntryKind.DONE)), Mark.GOOD, Mark.FAIR, AT) is None
    assert rate_refusal(having(entry(EntryKind.ANSWER, "not_ours")), Mark.GOOD, Mark.FAIR, AT) is None
    for marks in (("bad", "good"), ("good", "")):
        assert why(rate_refusal(having(entry(EntryKind.DONE)), *marks, AT)) == (Reason.INVALID, "whistle_mark")
    again = having(entry(EntryKind.DONE), entry(EntryKind.RATING))
    assert why(rate_refusal(again, Mark.GOOD, Mark.GOOD, AT)) == (Reason.ALREADY_DONE, "whistle_rating")


def test_no_mark_is_given_to_a_person() -> None:
    """A mark lies on an entry of a unit; who answered for it is a name beside the answer, never beside the mark."""
    assert {field.name for field in fields(CalledUnit)} & {"person_id", "grade", "score"} == set()


def test_days_and_times_that_are_offered() -> None:
    assert finishing(datetime(2026, 11, 24, 17, 0, tzinfo=UTC), 3, ZONE) == date(2026, 11, 28)
    assert [one - AT for one in coming_times(AT)] == [HOUR, 2 * HOUR, 4 * HOUR, 24 * HOUR]
    assert coming_times(AT + timedelta(minutes=5))[0] == AT + timedelta(minutes=90)


def test_what_goes_on_comes_first() -> None:
    ended, older = replace(WHISTLE, id=9, ended_at=AT), replace(WHISTLE, id=2)
    assert [one.id for one in open_first([older, ended, WHISTLE])] == [5, 2, 9]


def test_what_follows_from_each() -> None:
    assert [type(one) for one in effects.blown(WHISTLE, 7)] == [Record]
    assert effects.called(WHISTLE, FIRE, 7)[1] == Schedule(effects.SILENT, "whistle_unit:1", UNTIL)
    met = replace(WHISTLE, spot="会议室", meets_at=UNTIL)
    assert [type(one) for one in (*effects.meeting_called(met, 7), *effects.led_by(WHISTLE, SQUAD, 7))] == [Record] * 2
    said = replace(entry(EntryKind.ANSWER, "coming"), comes_at=UNTIL, name="张工", post="参谋", words="马上")
    record, stop, post = effects.put_down(WHISTLE, FIRE, said, None, [8])
    assert isinstance(record, Record) and record.sealed == {"words": "马上", "who": "张工 参谋"}
    assert stop == Unschedule(effects.SILENT, "whistle_unit:1")
    assert isinstance(post, Post) and post.notice.facts["event"] == "coming"
    assert len(effects.put_down(WHISTLE, FIRE, entry(EntryKind.RATING), 7, [])) == 1, "its clock runs on"
    danger = replace(WHISTLE, kind=WhistleKind.EMERGENCY)
    told = effects.silent(danger, FIRE, [8, 9])[1:]
    assert [one.notice.urgency for one in told if isinstance(one, Post)] == [Urgency.URGENT] * 2
    assert FIRE.subject == "whistle_unit:1" and entry(EntryKind.DONE).subject == "whistle_entry:1"


def test_the_call_is_rated_once_by_a_unit_that_answered_it() -> None:
    who = {"words": "", "name": "张工", "post": "参谋"}
    assert why(call_rate_refusal(FIRE, Mark.GOOD, Mark.POOR, **who)) == (Reason.WRONG_STATE, "whistle_call_rating")
    for kind, says in ((EntryKind.ANSWER, "not_ours"), (EntryKind.ARRIVED, ""), (EntryKind.DONE, "")):
        heard = having(entry(kind, says))
        assert rates_call(heard) and call_rate_refusal(heard, Mark.FAIR, Mark.POOR, **who) is None
    heard = having(entry(EntryKind.ANSWER, "coming"))
    for marks in (("", Mark.GOOD), (Mark.GOOD, "bad")):
        assert why(call_rate_refusal(heard, *marks, **who)) == (Reason.INVALID, "whistle_mark")
    for given, what in (({"name": ""}, "name"), ({"post": ""}, "post"), ({"words": "长" * 501}, "words")):
        refused = call_rate_refusal(heard, Mark.GOOD, Mark.GOOD, **who | given)
        assert refused is not None and refused.facts["what"] == f"whistle_{what}"
    again = having(entry(EntryKind.ANSWER, "coming"), entry(EntryKind.OF_CALL, "good"))
    assert not rates_call(again)
    assert why(call_rate_refusal(again, Mark.GOOD, Mark.GOOD, **who)) == (Reason.ALREADY_DONE, "whistle_call_rating")
    full = having(*[entry(EntryKind.ANSWER, "coming")] * MOST_ENTRIES)
    assert why(call_rate_refusal(full, Mark.GOOD, Mark.GOOD, **who)) == (Reason.TOO_MANY, "whistle_entries")
