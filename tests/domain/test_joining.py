"""How one comes to belong: codes, counts, names, invitations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.joining import (
    LOCK,
    LONGEST_NAME,
    MOST_WRONG_CODES,
    bindable,
    building_labels,
    hash_token,
    invitation_refusal,
    locked,
    read_buildings,
    read_code,
    read_name,
    wrong_code,
)
from domain.moments import write_moment
from domain.outcomes import Reason, Refusal
from domain.registry import ANYWHERE, Place, PlaceNames

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["12345678", "1234-5678", " 1234 5678 ", "１２３４５６７８", "1234—5678", "「12345678」"]
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "12345678"


@pytest.mark.parametrize("typed", ["", "1234567", "123456789", "电话12345678", "١٢٣٤٥٦٧٨", "1234a5678"])
def test_anything_else_is_no_code(typed: str) -> None:
    assert read_code(typed) is None


def test_the_fifth_wrong_code_locks_for_an_hour() -> None:
    wrong = 0
    for left in range(MOST_WRONG_CODES - 1, 0, -1):
        refusal, wrong, until = wrong_code(wrong, AT)
        assert refusal == Refusal(Reason.WRONG_CODE, {"left": left})
        assert until is None
    refusal, wrong, until = wrong_code(wrong, AT)
    assert refusal == Refusal(Reason.LOCKED, {"until": write_moment(AT + LOCK)})
    assert (wrong, until) == (0, AT + LOCK)
    assert locked(until, AT) == refusal
    assert locked(until, AT + LOCK) is None
    assert locked(None, AT) is None


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("9", 9),
        ("9栋", 9),
        ("九栋楼", 9),
        ("十二", 12),
        ("二十栋", 20),
        ("一百二十", 120),
        ("一共9栋", 9),
        ("９", 9),
        ("两个", 2),
    ],
)
def test_buildings_are_counted_in_figures_and_in_words(typed: str, count: int) -> None:
    assert read_buildings(typed) == count


@pytest.mark.parametrize("typed", ["", "0", "201", "很多", "九点五", "-3", "3号楼和5号楼"])
def test_no_count_says_what_is_asked_for(typed: str) -> None:
    assert read_buildings(typed) == Refusal(Reason.INVALID, {"what": "buildings", "most": 200})


def test_buildings_are_numbered_from_one() -> None:
    assert building_labels(3) == ["1号楼", "2号楼", "3号楼"]


def test_a_name_is_one_clean_line() -> None:
    assert read_name("  中华园\n(东区)\u200b ") == "中华园 (东区)"
    assert read_name("🏠 \u202e") == Refusal(Reason.EMPTY, {"what": "name"})
    assert read_name("长" * 41) == Refusal(Reason.TOO_LONG, {"what": "name", "most": LONGEST_NAME})


@given(st.text())
def test_every_name_is_read_or_refused(text: str) -> None:
    name = read_name(text)
    assert isinstance(name, Refusal) or (name.strip() == name and 0 < len(name) <= LONGEST_NAME)


@given(st.text())
def test_every_count_is_read_or_refused(text: str) -> None:
    count = read_buildings(text)
    assert isinstance(count, Refusal) or 1 <= count <= 200


def test_a_group_may_be_of_any_place_one_reaches_each_offered_once() -> None:
    names = PlaceNames({1: "中华园", 2: "府河苑"}, {3: "3号楼"})
    assert bindable([ANYWHERE], names) == [[1, 0, "中华园"], [2, 0, "府河苑"]]
    assert bindable([Place(1), Place(1, 3), Place(1)], names) == [[1, 0, "中华园"], [1, 3, "中华园3号楼"]]
    assert bindable([], names) == []


def test_an_invitation_ends_by_use_or_by_time() -> None:
    later = AT + timedelta(days=7)
    assert invitation_refusal(used=False, expires_at=later, at=AT) is None
    assert invitation_refusal(used=True, expires_at=later, at=AT) == Refusal(
        Reason.ALREADY_DONE, {"what": "invitation"}
    )
    assert invitation_refusal(used=False, expires_at=AT, at=AT) == Refusal(Reason.EXPIRED, {"what": "invitation"})
    assert len(hash_token("abc")) == 64
