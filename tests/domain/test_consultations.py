"""Units answer to one version of the text; whoever let their time pass is reminded once and shown as unanswered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.deliberation import consultation_effects as effects
from domain.deliberation.consultation_meetings import (
    LONGEST_SPOT,
    MOST_REPLIES,
    Reply,
    UnitMeeting,
    reply_refusal,
    unit_meeting_refusal,
)
from domain.deliberation.consultations import (
    LONGEST_ANSWER,
    LONGEST_UNIT,
    LONGEST_WHO,
    MOST_ANSWERS,
    MOST_UNITS,
    AnswerWay,
    AnswerWords,
    Asking,
    ConsultationPage,
    ConsultedUnit,
    UnitAnswer,
    UnitSays,
    UnitStanding,
    answer_refusal,
    answered_day_refusal,
    consulted,
    next_chase,
    to_chase,
    unit_name_refusal,
    unit_reason_refusal,
    who_in,
)
from domain.deliberation.stages import Stage
from domain.effects import Post, Record, Schedule, Unschedule
from domain.outcomes import Reason, Refusal
from tests.deliberating import a_matter

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # Tuesday, 10:00 in Shanghai
UNTIL = datetime(2026, 11, 28, tzinfo=ZONE)
FIRE = ConsultedUnit(1, 5, 1, "消防")
ASKED = replace(FIRE, asking=Asking(1, AT, UNTIL))
REMINDED = replace(FIRE, asking=Asking(1, AT, UNTIL, UNTIL))
YES = AnswerWords(UnitSays.AGREE, "", "张工", "参谋")
ANSWER = UnitAnswer(9, 1, YES, AnswerWay.LINK, date(2026, 11, 25), AT)
ANSWERED = replace(ASKED, answers=(ANSWER,))
UNPROVED = replace(ASKED, answers=(replace(ANSWER, way=AnswerWay.LETTER, proved=False),))


def reason(refusal: Refusal | None) -> tuple[Reason, str]:
    assert refusal is not None
    return refusal.reason, refusal.facts["what"]


@pytest.mark.parametrize(
    ("unit", "version", "at", "standing"),
    [
        (FIRE, 1, AT, UnitStanding.NAMED),
        (ASKED, 1, AT, UnitStanding.WAITING),
        (ASKED, 1, UNTIL - timedelta(seconds=1), UnitStanding.WAITING),
        (ASKED, 1, UNTIL, UnitStanding.UNANSWERED),
        (REMINDED, 1, UNTIL, UnitStanding.REMINDED),
        (ANSWERED, 1, UNTIL, UnitStanding.ANSWERED),
        (UNPROVED, 1, UNTIL, UnitStanding.UNPROVED),
        (ANSWERED, 2, UNTIL, UnitStanding.NAMED),
        (REMINDED, 2, UNTIL, UnitStanding.NAMED),
    ],
)
def test_how_far_a_unit_is_with_a_version(
    unit: ConsultedUnit, version: int, at: datetime, standing: UnitStanding
) -> None:
    assert unit.standing(version, at) is standing


@pytest.mark.parametrize(
    ("units", "version", "held"),
    [
        ([], 1, False),
        ([FIRE], 1, False),
        ([ASKED], 1, False),
        ([REMINDED], 1, True),
        ([ANSWERED], 1, True),
        ([UNPROVED], 1, False),
        ([ANSWERED, REMINDED], 1, True),
        ([ANSWERED, ASKED], 1, False),
        ([ANSWERED], 2, False),
        ([REMINDED], 2, False),
    ],
)
def test_everybody_named_has_answered_this_version_or_was_reminded(
    units: list[ConsultedUnit], version: int, held: bool
) -> None:
    assert consulted(units, version) is held


def test_the_last_answer_to_a_version_stands_and_the_earlier_ones_are_kept() -> None:
    changed = replace(ANSWER, id=10, words=replace(YES, says=UnitSays.AMEND, reason="留消防通道"))
    later = replace(ANSWER, id=11, version=2)
    unit = replace(ASKED, answers=(ANSWER, changed, later))
    assert unit.answer(1) == changed and unit.answer(2) == later and unit.answer(3) is None
    assert unit.latest == later and FIRE.latest is None
    assert (unit.subject, later.subject) == ("unit:1", "unit_answer:11")


def test_staff_are_reminded_in_the_morning_once_a_day_and_of_nothing_that_is_done() -> None:
    tomorrow = datetime(2026, 11, 25, 9, tzinfo=ZONE)
    assert to_chase([FIRE, ASKED, ANSWERED, UNPROVED], 1, AT) == [FIRE, UNPROVED]
    assert next_chase([FIRE, ASKED], 1, AT, ZONE) == tomorrow
    assert next_chase([ASKED, ANSWERED], 1, AT, ZONE) == datetime(2026, 11, 28, 9, tzinfo=ZONE)
    assert to_chase([ASKED], 1, UNTIL) == [ASKED]
    assert next_chase([ANSWERED, REMINDED], 1, AT, ZONE) is None
    assert next_chase([ANSWERED], 2, AT, ZONE) == tomorrow
    evening = replace(FIRE, asking=Asking(1, AT, UNTIL + timedelta(hours=18)))
    assert next_chase([evening], 1, AT, ZONE) == datetime(2026, 11, 29, 9, tzinfo=ZONE)


def test_a_unit_has_a_name_of_its_own() -> None:
    assert unit_name_refusal("供电", [FIRE]) is None
    assert reason(unit_name_refusal(" ", [])) == (Reason.EMPTY, "unit_name")
    assert reason(unit_name_refusal("长" * (LONGEST_UNIT + 1), [])) == (Reason.TOO_LONG, "unit_name")
    assert reason(unit_name_refusal("消防", [FIRE])) == (Reason.ALREADY_DONE, "unit_named")
    full = [replace(FIRE, name=str(number)) for number in range(MOST_UNITS)]
    assert unit_name_refusal("供电", full[1:]) is None
    assert reason(unit_name_refusal("供电", full)) == (Reason.TOO_MANY, "units_named")


def test_it_is_taken_off_the_list_with_a_reason() -> None:
    assert unit_reason_refusal("写错了") is None
    assert reason(unit_reason_refusal(" ")) == (Reason.EMPTY, "unit_reason")
    assert reason(unit_reason_refusal("长" * (LONGEST_ANSWER + 1))) == (Reason.TOO_LONG, "unit_reason")


@pytest.mark.parametrize(
    ("words", "given", "why"),
    [
        (replace(YES, says=UnitSays.AMEND), 0, (Reason.EMPTY, "unit_reason")),
        (replace(YES, says=UnitSays.ABSENT, reason=" "), 0, (Reason.EMPTY, "unit_reason")),
        (replace(YES, reason="长" * (LONGEST_ANSWER + 1)), 0, (Reason.TOO_LONG, "unit_reason")),
        (replace(YES, name=" "), 0, (Reason.EMPTY, "unit_answered_name")),
        (replace(YES, post=""), 0, (Reason.EMPTY, "unit_answered_post")),
        (replace(YES, name="长" * (LONGEST_WHO + 1)), 0, (Reason.TOO_LONG, "unit_answered_name")),
        (replace(YES, post="长" * (LONGEST_WHO + 1)), 0, (Reason.TOO_LONG, "unit_answered_post")),
        (YES, MOST_ANSWERS, (Reason.TOO_MANY, "unit_answers")),
    ],
)
def test_what_is_missing_from_an_answer(words: AnswerWords, given: int, why: tuple[Reason, str]) -> None:
    assert reason(answer_refusal(words, given)) == why


def test_an_answer_needs_a_reason_only_where_it_is_no_yes() -> None:
    assert answer_refusal(YES, MOST_ANSWERS - 1) is None
    assert answer_refusal(replace(YES, says=UnitSays.ABSENT, reason="不归我们管"), 0) is None


def test_an_answer_on_paper_was_given_after_the_unit_was_asked_and_not_in_days_to_come() -> None:
    now = AT + timedelta(days=2)
    for day, fine in ((23, False), (24, True), (26, True), (27, False)):
        refusal = answered_day_refusal(date(2026, 11, day), AT, now, ZONE)
        assert (refusal is None) is fine, day
    assert reason(answered_day_refusal(date(2026, 11, 23), AT, now, ZONE)) == (Reason.INVALID, "unit_answered_day")


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("张工，参谋", ("张工", "参谋")),
        (" 张工 消防大队 参谋 ", ("张工", "消防大队 参谋")),
        ("Zhang, staff officer", ("Zhang", "staff officer")),
        ("张工", None),
        ("张工，", None),
        ("，参谋", None),
        ("", None),
    ],
)
def test_name_and_post_are_typed_in_one_line(words: str, who: tuple[str, str] | None) -> None:
    assert who_in(words) == who


MEETING = UnitMeeting(4, "社区会议室", UNTIL, AT)


def test_a_unit_says_of_each_meeting_whether_it_comes() -> None:
    coming = replace(FIRE, reply=Reply(4, True, 1))
    assert FIRE.comes(MEETING) is None and coming.comes(MEETING) is True
    assert coming.comes(replace(MEETING, id=5)) is None


def test_a_meeting_leaves_the_units_their_days() -> None:
    assert unit_meeting_refusal("社区会议室", UNTIL, UNTIL) is None
    assert reason(unit_meeting_refusal("社区会议室", AT, UNTIL)) == (Reason.INVALID, "unit_meeting_time")
    assert reason(unit_meeting_refusal(" ", UNTIL, UNTIL)) == (Reason.EMPTY, "unit_meeting_spot")
    assert reason(unit_meeting_refusal("长" * (LONGEST_SPOT + 1), UNTIL, UNTIL))[0] is Reason.TOO_LONG
    assert reply_refusal(None) is None and reply_refusal(Reply(4, True, MOST_REPLIES - 1)) is None
    assert reason(reply_refusal(Reply(4, True, MOST_REPLIES))) == (Reason.TOO_MANY, "unit_answers")


def test_the_journal_keeps_the_meeting_and_who_comes() -> None:
    body = {"meeting": 4, "meets_at": "2026-11-27T16:00:00+00:00", "spot": "社区会议室", "by": 7}
    assert effects.units_called(MATTER, MEETING, 7) == [Record("matter:1", "units_called", body)]
    said = {"unit": 1, "meeting": 4, "comes": False}
    assert effects.unit_replied(MATTER, FIRE, MEETING, comes=False) == [Record("matter:1", "unit_replied", said)]


def test_the_first_reminder_comes_the_morning_after_the_stage_begins() -> None:
    tomorrow = datetime(2026, 11, 25, 9, tzinfo=ZONE)
    assert effects.consultation_begun(MATTER, AT, ZONE) == [Schedule(effects.CHASE, "consultation:1", tomorrow)]
    assert effects.consultation_begun(replace(MATTER, stage=Stage.DOING), AT, ZONE) == []


MATTER = a_matter(Stage.CONSULTING, AT)


def test_a_page_finds_one_of_its_units() -> None:
    page = ConsultationPage(MATTER, (FIRE,), leads=True)
    assert page.unit(1) == FIRE and page.unit(2) is None


def test_the_journal_keeps_who_was_named_asked_reminded_and_dropped() -> None:
    asking = Asking(1, AT, UNTIL)
    told = [
        *effects.unit_named(MATTER, FIRE, 7),
        *effects.unit_asked(MATTER, FIRE, asking, 7),
        *effects.unit_reminded(MATTER, FIRE, 7),
        *effects.unit_dropped(MATTER, FIRE, 7, "写错了"),
    ]
    assert told == [
        Record("matter:1", "unit_named", {"unit": 1, "name": "消防", "round": 1, "by": 7}),
        Record(
            "matter:1",
            "unit_asked",
            {"unit": 1, "version": 1, "text": MATTER.text_hash, "until": "2026-11-27T16:00:00+00:00", "by": 7},
        ),
        Record("matter:1", "unit_reminded", {"unit": 1, "version": 1, "by": 7}),
        Record("matter:1", "unit_dropped", {"unit": 1, "name": "消防", "by": 7}, {"reason": "写错了"}),
    ]


def test_an_answer_is_kept_without_the_name_and_told_to_staff() -> None:
    record, post = effects.unit_answered(MATTER, ANSWERED, ANSWER, None, [70])
    assert isinstance(record, Record) and isinstance(post, Post)
    assert record.body["says"] == "agree" and "张工" not in str(record.body)
    assert record.sealed == {"reason": "", "who": "张工 参谋"}
    assert post.notice.template == "consultations.answered" and post.notice.facts["unit"] == "消防"


def test_the_due_row_follows_what_is_left_to_do() -> None:
    assert effects.chased(MATTER, [ASKED], [70], AT, ZONE) == []
    (told,) = effects.chased(MATTER, [ASKED, FIRE], [70], AT, ZONE)
    assert isinstance(told, Post) and told.notice.facts["units"] == ["消防"]
    assert told.notice.key == "matter:1:unit_chase:2026-11-24:70"
    tomorrow = datetime(2026, 11, 25, 9, tzinfo=ZONE)
    assert effects.chase_planned(MATTER, [FIRE], AT, ZONE) == [Schedule(effects.CHASE, "consultation:1", tomorrow)]
    assert effects.chase_planned(MATTER, [ANSWERED], AT, ZONE) == [Unschedule(effects.CHASE, "consultation:1")]
