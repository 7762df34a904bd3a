"""Which reports are one time, and which times are of one place and kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.issues import Issue
from domain.issues_categories import Category
from domain.issues_life import State, Step
from domain.issues_recurrence import (
    Reported,
    RootCause,
    aside_refusal,
    counts,
    kind_of,
    near,
    over_at,
    reads_cause,
    same_spot,
    times,
)
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place, Role, RoleKind

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
LIFT = Issue(
    1, 1, Place(1, 3), "中华园", "3号楼", 2, "王阿姨", "电梯又停了", None, State.CLOSED, AT, AT, category="lift"
)
CAUSE = RootCause(1, Place(1, 3), "2单元", None, Category.LIFT, AT)


def reported(day: int, over: int | None) -> Reported:
    issue = replace(LIFT, id=day, number=day, reported_at=AT + day * DAY)
    return Reported(issue, None if over is None else AT + over * DAY)


def firsts(*found: Reported) -> list[int]:
    return [issue.id for issue in times(found)]


def test_a_time_ends_when_the_work_is_shown_and_not_when_it_was_only_tried() -> None:
    done = [(Step.REPORT, State.REPORTED, AT), (Step.DONE, State.TO_CHECK, AT + DAY)]
    assert over_at(done) == AT + DAY
    assert over_at([*done, (Step.CHECK, State.TO_RATE, AT + 2 * DAY)]) == AT + DAY
    assert over_at([*done, (Step.SEND_BACK, State.WORKING, AT + 2 * DAY)]) is None
    assert over_at([]) is None


def test_what_comes_while_it_is_open_is_the_same_time() -> None:
    assert firsts() == []
    assert firsts(reported(1, 2), reported(3, 4), reported(5, None)) == [1, 3, 5]
    assert firsts(reported(1, None), reported(3, 4), reported(5, 6)) == [1], "never mended, never back"
    assert firsts(reported(1, 10), reported(3, 20), reported(15, 16), reported(21, 22)) == [1, 21]
    assert firsts(reported(1, 10), reported(3, None), reported(30, 31)) == [1]
    assert firsts(reported(5, 6), reported(1, 5)) == [1, 5], "mended at the moment it came back"


def test_ninety_days_count_from_the_newest_and_after_the_last_way_out() -> None:
    newest = reported(100, None)
    found = [reported(9, 9), reported(10, 10), reported(50, 50), newest, reported(101, None)]
    assert [one.issue.id for one in near(newest.issue, found, after=None)] == [10, 50, 100]
    assert [one.issue.id for one in near(newest.issue, found, after=AT + 20 * DAY)] == [50, 100]


def test_of_danger_the_words_say_what_comes_back() -> None:
    assert kind_of("电梯困人了", "danger") is Category.LIFT
    assert kind_of("着火了", "danger") is None
    assert kind_of("吵架", "neighbours") is None and kind_of("灯", None) is None
    assert kind_of("停水", "water") is Category.WATER


def test_what_never_was_or_is_nobodys_business_does_not_count() -> None:
    assert counts(LIFT)
    for change in (
        {"sealed_to": 5},
        {"state": State.DUPLICATE},
        {"state": State.WITHDRAWN},
        {"state": State.DECLINED},
        {"place": Place()},
        {"category": "other"},
    ):
        assert not counts(replace(LIFT, **change)), change


def test_the_same_spot_is_place_entrance_kind_and_nothing_against_it() -> None:
    assert same_spot(LIFT, replace(LIFT, text="轿厢不动"))
    for change in (
        {"place": Place(1, 4)},
        {"entrance": "2单元"},
        {"category": "light"},
        {"text": "门禁刷不开"},
    ):
        assert not same_spot(LIFT, replace(LIFT, **change)), change
    assert same_spot(LIFT, replace(LIFT, text="又坏"))
    assert not same_spot(replace(LIFT, thing="1号梯"), replace(LIFT, thing="2号梯"))
    assert same_spot(replace(LIFT, thing="1号梯"), LIFT)


def test_between_the_buildings_both_name_the_same_thing() -> None:
    lamp = replace(LIFT, place=Place(1), category="light", text="大门口路灯不亮")
    assert same_spot(lamp, replace(lamp, text="路灯又灭了"))
    assert not same_spot(lamp, replace(lamp, text="又黑了"))


def test_it_stands_while_enough_times_count_or_a_matter_was_begun() -> None:
    assert not replace(CAUSE, times=(LIFT, LIFT)).standing
    assert replace(CAUSE, times=(LIFT,) * 3).standing and replace(CAUSE, matter_id=4).standing
    assert CAUSE.open and not replace(CAUSE, matter_id=4, matter_over=True).open
    assert CAUSE.spot_words is None and replace(CAUSE, building="3号楼").spot_words == "3号楼2单元"


def test_nothing_is_set_aside_once_its_matter_was_begun() -> None:
    assert aside_refusal(CAUSE, "年底换整机") is None
    assert aside_refusal(replace(CAUSE, matter_id=4), "年底换") is not None
    assert aside_refusal(CAUSE, "") == Refusal(Reason.EMPTY, {"what": "root_cause_reason"})


def test_whoever_lives_in_the_compound_reads_it() -> None:
    assert reads_cause(CAUSE, Actor(1, (Role(RoleKind.TENANT, Place(1, 9), AT),)))
    assert not reads_cause(CAUSE, Actor(1, (Role(RoleKind.TENANT, Place(2, 9), AT),)))
