"""Known faults: when they may be over, which report is about one, when they end by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.effects import Post, Record, Schedule, Unschedule
from domain.issues_categories import Category
from domain.issues_faults import (
    END,
    ENDS_AFTER,
    LATE,
    MOST_AHEAD,
    KnownFault,
    at_entrance,
    card,
    ended,
    ends,
    fault_refusal,
    known_of,
    noted,
    reads_fault,
)
from domain.notices import NoticeKind
from domain.registry import Actor, Place, Role, RoleKind

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 2, 9, 20, tzinfo=ZONE)
WATER = KnownFault(1, Place(1, 3), Category.WATER, AT, AT + timedelta(hours=5), "中华园", "3号楼")


def test_its_end_is_a_full_hour_ahead_and_not_too_far() -> None:
    assert [one.hour for one in ends(AT, ZONE)][:3] == [10, 11, 13]
    assert all(one > AT and one.minute == 0 for one in ends(AT, ZONE))
    for until in (AT, AT + MOST_AHEAD + timedelta(minutes=1)):
        refused = fault_refusal("water", until, AT)
        assert refused is not None and refused.facts["what"] == "fault_end"
    assert fault_refusal("water", AT + MOST_AHEAD, AT) is None
    assert fault_refusal("noise", AT + MOST_AHEAD, AT) is not None


def test_a_report_is_about_the_narrowest_one_of_its_kind_and_place() -> None:
    whole = replace(WATER, id=2, place=Place(1), building=None)
    known = [WATER, whole, replace(WATER, id=3, category=Category.POWER), replace(WATER, id=4, ended_at=AT)]

    def about(text: str, category: str | None, place: Place) -> int | None:
        found = known_of(text, category, place, known)
        return None if found is None else found.id

    assert about("又停水了", "water", Place(1, 3)) == 1
    assert about("又停水了", "water", Place(1, 9)) == 2 and about("停水", "water", Place(1)) == 2
    assert about("又停水了", "water", Place(2, 3)) is None
    assert about("路灯", "light", Place(1, 3)) is None and about("说不清", None, Place(1, 3)) is None
    assert about("电梯困人", "water", Place(1, 3)) is None, "danger is reported at once"


def test_one_entrance_s_water_is_not_another_s() -> None:
    second = replace(WATER, id=2, place=Place(1, 3, 32), entrance="2单元")
    home = Role(RoleKind.OWNER, Place(1, 3, 31, 2, 7), datetime(2026, 1, 1, tzinfo=UTC))
    leader = replace(home, kind=RoleKind.BUILDING_LEADER)
    elsewhere = replace(home, place=Place(1, 9, 91, 1, 8))

    def about(place: Place, *known: KnownFault) -> int | None:
        found = known_of("又停水了", "water", place, known)
        return None if found is None else found.id

    assert about(Place(1, 3, 32), WATER, second) == 2 and about(Place(1, 3, 31), WATER, second) == 1
    assert about(Place(1, 3, 31), second) is None and about(Place(1, 9), second) is None
    assert about(Place(1, 3), second) == 2, "it may be of that one: its author reads which"
    assert about(Place(1, 3), second, WATER) == 1
    assert at_entrance(Place(1, 3), 32, [home]).entrance_id == 32, "as the words say"
    assert at_entrance(Place(1, 3), None, [leader, elsewhere, home]).entrance_id == 31
    assert at_entrance(Place(1, 3), None, [leader, elsewhere]).entrance_id is None
    assert at_entrance(Place(1), None, [home]) == Place(1)
    assert (second.spot_words, WATER.spot_words) == ("3号楼2单元", "3号楼")
    (record, *_) = noted(second, 7)
    assert isinstance(record, Record) and record.body["entrance"] == 32


def test_it_is_asked_after_when_it_should_be_over_and_ends_half_a_day_later() -> None:
    due = {one.kind: one.due for one in noted(WATER, 7) if isinstance(one, Schedule)}
    assert due == {LATE: WATER.ends_by, END: WATER.ends_by + ENDS_AFTER}
    over = ended(replace(WATER, ended_at=AT), None)
    assert {one.kind for one in over if isinstance(one, Unschedule)} == {LATE, END}


def test_one_card_is_posted_where_it_does_not_stand_and_edited_where_it_does() -> None:
    kinds = {one.notice.chat_id: one.notice.kind for one in card(WATER, [5], [5, 6], AT) if isinstance(one, Post)}
    assert kinds == {5: NoticeKind.EDIT, 6: NoticeKind.POST}


def test_whoever_lives_in_the_compound_reads_it() -> None:
    assert reads_fault(WATER, Actor(1, (Role(RoleKind.TENANT, Place(1, 9), datetime(2026, 1, 1, tzinfo=UTC)),)))
    assert not reads_fault(WATER, Actor(1, ()))
