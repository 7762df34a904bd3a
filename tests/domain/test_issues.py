"""Reports: what counts as one, how it moves, who sees it, when it is too many."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.issues import (
    HOUR,
    REOPEN_WITHIN,
    File,
    Issue,
    Said,
    View,
    as_number,
    asks_after,
    clean,
    is_emergency,
    is_greeting,
    is_reportable,
    next_allowed,
    number_words,
    permit_step,
    reopens_until,
    shorten,
    side_of,
    view_of,
    writes_number,
)
from domain.issues_life import Side, State, Step
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place, Role, RoleKind

ZHONGHUA, BUILDING_3, BUILDING_5 = 1, 13, 15


def holder(person: int, kind: RoleKind, at: datetime, place: Place) -> Actor:
    return Actor(person, (Role(kind, place, at),))


def lift(at: datetime) -> Issue:
    """王阿姨's report about the lift of building 3."""
    return Issue(
        7, 127, Place(ZHONGHUA, BUILDING_3), "中华园", "3号楼", 1, "王阿姨", "电梯坏了", None, State.REPORTED, at, at
    )


def test_a_report_is_named_by_four_digits_and_more_once_there_are_more(at: datetime) -> None:
    assert (number_words(127), number_words(12345)) == ("0127", "12345")
    assert (lift(at).called, lift(at).subject) == ("0127", "issue:7")


@pytest.mark.parametrize(("words", "number"), [("0127", 127), (" 127 ", 127), ("１２７", 127), ("123456789", None)])
def test_a_number_is_one_to_eight_digits(words: str, number: int | None) -> None:
    assert as_number(words) == number
    assert as_number("电梯127") is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("0127修好了吗", 127),
        ("报事 0127", 127),
        ("0127 怎么样了？", 127),
        ("Is 0127 fixed?", 127),
        ("0127", None),
        ("0301漏水了", None),
        ("127修好了吗", None),
        ("0127修好了吗，我们家还等着用水呢", None),
        ("0127和0128修好了吗", None),
        ("0127 冒烟怎么样了", None),
        ("电梯困人 0127 修好了吗", None),
    ],
)
def test_whoever_asks_after_a_number_in_words_is_understood(words: str, number: int | None) -> None:
    assert asks_after(words) == number


@pytest.mark.parametrize(
    ("words", "meant"), [("0127", True), ("12345", True), ("127", False), ("8", False), ("0127修好了", False)]
)
def test_a_number_as_we_write_it_is_no_answer(words: str, meant: bool) -> None:
    assert writes_number(words) == meant


def test_who_sees_how_much_of_a_report(at: datetime) -> None:
    issue = lift(at)
    leader = holder(2, RoleKind.BUILDING_LEADER, at, Place(ZHONGHUA, BUILDING_3))
    other_leader = holder(3, RoleKind.BUILDING_LEADER, at, Place(ZHONGHUA, BUILDING_5))
    operator = holder(4, RoleKind.OPERATOR, at, Place())
    assert view_of(issue, leader, carded=False) is View.STAFF
    assert view_of(issue, operator, carded=False) is View.STAFF
    assert view_of(issue, Actor(1), carded=False) is View.REPORTER
    assert view_of(issue, other_leader, carded=True) is View.PUBLIC
    assert view_of(issue, Actor(9), carded=False) is None


HERE, NEXT_DOOR = Place(ZHONGHUA, BUILDING_3), Place(ZHONGHUA, BUILDING_5)


def test_who_stands_where_to_a_report(at: datetime) -> None:
    issue = lift(at)
    assert side_of(issue, Actor(1)) is Side.REPORTER
    assert side_of(issue, holder(1, RoleKind.COMMITTEE, at, Place(ZHONGHUA))) is Side.REPORTER
    assert side_of(issue, holder(2, RoleKind.COMMITTEE, at, Place(ZHONGHUA))) is Side.STAFF
    for kind in (RoleKind.OWNER, RoleKind.RESIDENT, RoleKind.TENANT):
        assert side_of(issue, holder(3, kind, at, HERE)) is Side.NEIGHBOUR
        assert side_of(issue, holder(3, kind, at, NEXT_DOOR)) is None
    assert side_of(issue, holder(4, RoleKind.OPERATOR, at, Place())) is None
    assert side_of(issue, Actor(None)) is None


def test_what_is_in_no_building_concerns_the_whole_compound(at: datetime) -> None:
    yard = replace(lift(at), place=Place(ZHONGHUA))
    assert side_of(yard, holder(3, RoleKind.TENANT, at, NEXT_DOOR)) is Side.NEIGHBOUR
    assert side_of(yard, holder(3, RoleKind.TENANT, at, Place(2, 21))) is None
    unplaced = replace(yard, place=Place(), reporter_id=None)
    assert side_of(unplaced, holder(3, RoleKind.TENANT, at, NEXT_DOOR)) is None


def test_whom_it_concerns_may_say_for_fourteen_days_that_it_is_not_fixed(at: datetime) -> None:
    closed = replace(lift(at), state=State.CLOSED)
    last = at + timedelta(days=14)
    assert (reopens_until(closed), reopens_until(lift(at))) == (last, None)
    late = Refusal(Reason.EXPIRED, {"what": "issue_reopen", "number": "0127", "days": 14})
    for actor in (Actor(1), holder(3, RoleKind.TENANT, at, HERE)):
        assert permit_step(closed, actor, Step.REOPEN, at=last - timedelta(seconds=1)) is None
        assert permit_step(closed, actor, Step.REOPEN, at=last) == late
        assert permit_step(lift(at), actor, Step.REOPEN, at=last) is None  # the table of states refuses it


def test_staff_open_again_at_any_time_and_nobody_else_at_all(at: datetime) -> None:
    closed, leader = replace(lift(at), state=State.CLOSED), holder(2, RoleKind.BUILDING_LEADER, at, HERE)
    for actor in (leader, replace(leader, person_id=1)):
        assert permit_step(closed, actor, Step.REOPEN, at=at + 10 * REOPEN_WITHIN) is None
    for stranger in (Actor(9), holder(9, RoleKind.OWNER, at, NEXT_DOOR)):
        refused = permit_step(closed, stranger, Step.REOPEN, at=at)
        assert refused is not None and refused.reason is Reason.NOT_PERMITTED


def test_the_sixth_report_of_a_stranger_within_the_hour_waits(at: datetime) -> None:
    five = [at - timedelta(minutes=10 * n, seconds=30) for n in range(5)]
    assert next_allowed(five[:4], registered=False, at=at) is None
    assert next_allowed(five, registered=False, at=at) == at + timedelta(minutes=20)
    assert next_allowed(five, registered=True, at=at) is None


def test_a_stranger_has_twenty_reports_a_day(at: datetime) -> None:
    twenty = [at - timedelta(minutes=61 * (n + 1)) for n in range(20)]
    until = next_allowed(twenty, registered=False, at=at)
    assert until is not None
    assert next_allowed(twenty, registered=False, at=until) is None
    assert next_allowed(twenty, registered=False, at=until - timedelta(minutes=2)) is not None


def test_a_neighbour_has_twenty_reports_an_hour(at: datetime) -> None:
    assert next_allowed([at] * 19, registered=True, at=at) is None
    assert next_allowed([at] * 20, registered=True, at=at) == at + HOUR + timedelta(minutes=1)


def test_what_nobody_sees_is_taken_out() -> None:
    assert clean("\u202e电梯\u200b坏\u2066了\u2069\ufeff\x00\ud800") == "电梯坏了"
    assert clean(" 一楼\t漏水 \r\n\r\n\r\n 二楼也漏 \n ") == "一楼 漏水\n\n二楼也漏"
    assert clean("\u3164\u2800\u115f") == ""


@given(st.text(st.characters()))
def test_cleaning_never_fails_and_leaves_nothing_to_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode()
    assert not set(once) & set("\x00\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff")


@pytest.mark.parametrize("text", ["", "😂👍", "？？…", "\u200b\u202e", "\u3164", "👨‍👩‍👧", "——"])
def test_signs_alone_are_no_report(text: str) -> None:
    assert not is_reportable(text)
    assert Said(text).empty


def test_a_word_a_picture_or_a_place_is_a_report() -> None:
    assert is_reportable("漏水😂")
    assert not Said("漏水").empty
    assert not Said(files=(File("photo", "p1"),)).empty
    assert not Said(spot=(31_230_000, 121_470_000)).empty


@given(st.text(), st.integers(1, 80))
def test_a_shortened_text_fits_the_messenger(text: str, most: int) -> None:
    short = shorten(text, most)
    assert len(short.encode("utf-16-le", "surrogatepass")) // 2 <= most
    assert short == text or short.endswith("…")


def test_shortening_counts_as_the_messenger_counts() -> None:
    assert shorten("电梯坏了", 4) == "电梯坏了"
    assert shorten("电梯坏了。", 4) == "电梯坏…"
    assert shorten("😂😂😂", 5) == "😂😂…"


@pytest.mark.parametrize(
    "text",
    [
        "楼道着火了",
        "3号楼起火",
        "厨房燃气泄漏",
        "闻到煤气味",
        "一股味道，像是燃气漏了",
        "电梯困人了",
        "老人被困在电梯里",
        "院墙坍塌",
        "有人触电",
        "配电箱冒烟",
        "孩子掉下去落水了",
        "smell of gas on the 3rd floor",
        "We are stuck in the lift",
    ],
)
def test_danger_is_heard(text: str) -> None:
    assert is_emergency(text)


@pytest.mark.parametrize(
    "text", ["电梯坏了", "火车站太远", "灭火器过期了", "燃气表要换了", "贫困人员怎么申请", "火灾隐患多", "电梯出行困难"]
)
def test_what_only_sounds_like_danger_waits_for_the_morning(text: str) -> None:
    assert not is_emergency(text)


def test_danger_to_life_is_found_in_the_middle_of_a_long_story() -> None:
    assert is_emergency("今天早上" * 200 + "楼下着火" + "请快来" * 200)


@pytest.mark.parametrize("text", ["你好", "您好！", "谢谢🙏", "Hello", "在吗？"])
def test_a_greeting_is_not_a_report(text: str) -> None:
    assert is_greeting(text)


@pytest.mark.parametrize("text", ["你好，灯坏了", "谢谢物业把灯修好", "3号楼"])
def test_a_greeting_with_something_to_say_is_more(text: str) -> None:
    assert not is_greeting(text)
