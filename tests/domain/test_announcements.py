"""What may be announced, when it leaves, who may mend it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.announcements import (
    IN_FORCE,
    LONGEST,
    Announcement,
    AnnouncementState,
    File,
    Step,
    Version,
    chosen_time,
    clean,
    correction,
    file_refused,
    label,
    leaves,
    manage_refused,
    may_read,
    next_step,
    pinning,
    public_versions,
    publication,
    read_place,
    stands,
    text_refused,
    time_refused,
    when_choices,
)
from domain.calendar import DEFAULT_QUIET_HOURS
from domain.effects import Effect, Post
from domain.notices import Notice, NoticeKind, Urgency
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place, Role, RoleKind

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)
COMPOUND, THIRD, NINTH = Place(1), Place(1, 3), Place(1, 9)


def person(number: int, kind: RoleKind | None, place: Place) -> Actor:
    return Actor(number, () if kind is None else (Role(kind, place, NOW),))


LI = person(2, RoleKind.BUILDING_LEADER, THIRD)
ZHAO = person(3, RoleKind.COMMITTEE, COMPOUND)
CHEN = person(5, RoleKind.TENANT, THIRD)

WATER = Announcement(
    id=7,
    place=THIRD,
    compound="中华园",
    building="3号楼",
    author_id=2,
    year=2026,
    number=3,
    text="明天停水",
    version=1,
    pin=True,
    urgent=False,
    state=AnnouncementState.SCHEDULED,
    due_at=NOW,
)


def notices(effects: list[Effect]) -> list[Notice]:
    return [effect.notice for effect in effects if isinstance(effect, Post)]


def reason(refusal: Refusal | datetime | None) -> tuple[Reason, str | None] | None:
    return (refusal.reason, refusal.facts.get("what")) if isinstance(refusal, Refusal) else None


def test_a_text_is_cleaned_of_what_would_turn_our_own_lines() -> None:
    assert clean("  停水\u202e通知\x07\n\t明天 \n") == "停水通知\n\t明天"
    assert clean("👨\u200d👩\u200d👧 全家") == "👨\u200d👩\u200d👧 全家"


@pytest.mark.parametrize("words", ["", "\u200b\u200d", "\n \u3000"])
def test_a_text_without_a_visible_sign_is_empty(words: str) -> None:
    assert reason(text_refused(words)) == (Reason.EMPTY, "announcement")


def test_a_text_is_measured_as_the_messenger_measures_it() -> None:
    assert text_refused("水" * LONGEST) is None
    assert text_refused("👍" * (LONGEST // 2)) is None
    refusal = text_refused("👍" * (LONGEST // 2 + 1))
    assert refusal is not None and refusal.facts == {"what": "announcement", "most": 3000, "length": 3002}


def test_ten_files_and_no_voice() -> None:
    assert file_refused("photo", 9) is None
    assert reason(file_refused("photo", 10)) == (Reason.TOO_MANY, "announcement_files")
    assert reason(file_refused("voice", 0)) == (Reason.INVALID, "announcement_file")


def test_a_time_lies_ahead_and_within_the_year() -> None:
    assert time_refused(NOW + timedelta(minutes=1), at=NOW) is None
    assert reason(time_refused(None, at=NOW)) == (Reason.INVALID, "announcement_time")
    assert reason(time_refused(NOW, at=NOW)) == (Reason.IN_THE_PAST, "announcement")
    assert reason(time_refused(NOW + timedelta(days=301), at=NOW)) == (Reason.INVALID, "announcement_far")


def test_what_can_be_pressed_and_typed_as_a_time() -> None:
    assert when_choices(NOW, zone=ZONE) == ("now", "evening", "morning")
    assert when_choices(NOW.replace(hour=18), zone=ZONE) == ("now", "morning")
    assert chosen_time("now", at=NOW, zone=ZONE) is None
    assert chosen_time("马上", at=NOW, zone=ZONE) is None
    assert chosen_time("evening", at=NOW, zone=ZONE) == NOW.replace(hour=18)
    assert chosen_time("morning", at=NOW, zone=ZONE) == NOW.replace(day=25, hour=9)
    assert reason(chosen_time("evening", at=NOW.replace(hour=19), zone=ZONE)) == (Reason.IN_THE_PAST, "announcement")
    assert chosen_time("11月26日 8点", at=NOW, zone=ZONE) == datetime(2026, 11, 26, 8, 0, tzinfo=ZONE)
    assert reason(chosen_time("改天", at=NOW, zone=ZONE)) == (Reason.INVALID, "announcement_time")


QUIET = DEFAULT_QUIET_HOURS


def test_quiet_hours_hold_what_is_not_urgent() -> None:
    night, morning = NOW.replace(hour=22), NOW.replace(day=25, hour=7, minute=30)
    assert leaves(None, urgent=False, at=NOW, zone=ZONE, quiet=QUIET) == NOW
    assert leaves(None, urgent=False, at=night, zone=ZONE, quiet=QUIET) == morning
    assert leaves(None, urgent=True, at=night, zone=ZONE, quiet=QUIET) == night
    assert leaves(night, urgent=False, at=NOW, zone=ZONE, quiet=QUIET) == morning
    assert leaves(NOW - timedelta(hours=1), urgent=True, at=NOW, zone=ZONE, quiet=QUIET) == NOW


def test_the_next_step_is_the_first_without_an_answer() -> None:
    body: dict[str, object] = {}
    for step, answer in (
        (Step.TEXT, {"text": "停水"}),
        (Step.FILES, {"files_seen": True}),
        (Step.PLACE, {"place": [1, None]}),
        (Step.WHEN, {"timed": True}),
        (Step.PREVIEW, {}),
    ):
        assert next_step(body) is step
        body |= answer
    assert read_place([1, None]) == COMPOUND


@pytest.mark.parametrize(
    ("actor", "state", "refused"),
    [
        (LI, AnnouncementState.SCHEDULED, None),
        (ZHAO, AnnouncementState.SCHEDULED, None),
        (LI, AnnouncementState.PUBLISHED, (Reason.WRONG_STATE, "announcement_published")),
        (person(8, RoleKind.BUILDING_LEADER, THIRD), AnnouncementState.SCHEDULED, (Reason.NOT_YOURS, "announcement")),
        (person(9, RoleKind.COMMITTEE, Place(2)), AnnouncementState.SCHEDULED, (Reason.NOT_YOURS, "announcement")),
        (CHEN, AnnouncementState.SCHEDULED, (Reason.NOT_YOURS, "announcement")),
    ],
)
def test_its_author_and_the_committee_may_change_it(
    actor: Actor, state: AnnouncementState, refused: tuple[Reason, str] | None
) -> None:
    item = replace(WATER, state=state)
    assert reason(manage_refused(actor, item, AnnouncementState.SCHEDULED)) == refused


def test_what_is_not_there_cannot_be_changed() -> None:
    assert reason(manage_refused(ZHAO, None)) == (Reason.NOT_FOUND, "announcement")


def test_people_read_what_concerns_their_home() -> None:
    assert may_read(CHEN, COMPOUND, only_compound=False)
    assert may_read(CHEN, THIRD, only_compound=False)
    assert not may_read(CHEN, NINTH, only_compound=True)
    assert may_read(ZHAO, NINTH, only_compound=False)
    passer_by = person(6, None, COMPOUND)
    assert may_read(passer_by, COMPOUND, only_compound=True)
    assert not may_read(passer_by, COMPOUND, only_compound=False)
    assert not may_read(passer_by, THIRD, only_compound=True)


def test_a_publication_is_one_post_then_its_files_then_a_pin_in_each_group() -> None:
    files = [File("document", "d"), File("photo", "p"), File("video", "v")]
    item = replace(WATER, published_at=NOW + timedelta(minutes=3))
    sent = notices(publication(item, files, [31, 32]))
    assert [(notice.chat_id, notice.kind, notice.subject) for notice in sent[:4]] == [
        (31, NoticeKind.POST, "announcement:7"),
        (31, NoticeKind.POST, "announcement:7:photo"),
        (31, NoticeKind.POST, "announcement:7:document"),
        (31, NoticeKind.PIN, "announcement:7"),
    ]
    assert [file["file_id"] for file in sent[1].facts["files"]] == ["p", "v"]
    assert sent[0].facts["label"]["number"] == 3 and not sent[0].facts["late"]
    assert [notice.public for notice in sent[:4]] == [True, True, True, False]
    assert {notice.not_before for notice in sent} == {item.published_at}
    assert len({notice.key for notice in sent}) == 8
    assert sent[0].poster_id == 2 and sent[0].urgency is Urgency.ORDINARY


def test_a_late_one_says_so_and_an_unpinned_one_is_not_pinned() -> None:
    item = replace(WATER, published_at=NOW + timedelta(minutes=11), pin=False, urgent=True)
    (post,) = notices(publication(item, [], [31]))
    assert post.facts["late"] and post.urgency is Urgency.URGENT
    assert not WATER.late


def test_a_correction_is_drawn_where_the_post_stands_and_said_again_where_it_was_lost() -> None:
    item = replace(WATER, version=2, corrected_at=NOW, published_at=NOW)
    edit, post = notices(correction(item, standing=[31], lost=[32]))
    assert (edit.chat_id, edit.kind, edit.public) == (31, NoticeKind.EDIT, False)
    assert (post.chat_id, post.kind, post.public) == (32, NoticeKind.POST, True)
    assert edit.facts["corrected"] == "2026-11-24T02:00:00+00:00"


def test_pinning_again_later_is_a_notice_of_its_own() -> None:
    (first,) = notices(pinning(WATER, [31], token="update:1"))
    (off,) = notices(pinning(replace(WATER, pin=False), [31], token="update:2"))
    assert (first.kind, off.kind) == (NoticeKind.PIN, NoticeKind.UNPIN)
    assert first.key != off.key


def test_readers_see_the_wordings_that_were_published() -> None:
    hours = [Version(number, str(number), NOW + timedelta(hours=number)) for number in (1, 2, 3, 4)]
    published = NOW + timedelta(hours=2, minutes=30)
    assert [version.version for version in public_versions(hours, published)] == [2, 3, 4]
    assert public_versions(hours, None) == ()


def test_an_announcement_hangs_for_thirty_days_or_as_long_as_it_is_pinned() -> None:
    out = replace(WATER, state=AnnouncementState.PUBLISHED, published_at=NOW, pin=False)
    assert stands(out, THIRD, at=NOW) and stands(out, THIRD, at=NOW + IN_FORCE - timedelta(seconds=1))
    assert not stands(out, THIRD, at=NOW + IN_FORCE)
    assert stands(replace(out, pin=True), THIRD, at=NOW + 3 * IN_FORCE)
    assert not stands(out, NINTH, at=NOW) and stands(replace(out, place=COMPOUND), NINTH, at=NOW)
    assert not stands(out, THIRD, at=NOW - timedelta(seconds=1)), "the groups do not have it yet"
    assert not stands(replace(out, published_at=None, pin=True), THIRD, at=NOW)


def test_an_announcement_is_called_as_its_compound_numbers_it() -> None:
    assert label(WATER) == {"id": "announcements.number", "compound": "中华园", "year": 2026, "number": 3}
    called = replace(WATER, called="中华园公告〔2026〕3号")
    assert label(called) == {"id": "announcements.called", "called": "中华园公告〔2026〕3号"}
