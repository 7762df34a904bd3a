"""Codes of homes: read however they are typed or said, used once, guessed in vain."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.joining import LOCK, MOST_WRONG_CODES
from domain.moments import write_moment
from domain.outcomes import Reason, Refusal
from domain.registry import Basis, RoleKind
from domain.slips import (
    FAMILY_LIFETIME,
    MOST_WRONG,
    WINDOW,
    Guessing,
    Slip,
    SlipKind,
    asks_name,
    basis_of,
    full_home,
    in_groups,
    miscounted,
    printable,
    read_deed_name,
    read_guessing,
    read_slip,
    rebinds,
    slip_refusal,
    wrong_slip,
)
from domain.units import DwellingUnit, UnitKind

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
CODE = "102345678920"
HOME = Slip(1, 1, 7, SlipKind.HOME, 12, made_by=3)
FAMILY = Slip(2, 1, 7, SlipKind.FAMILY, 13, made_by=5, expires_at=AT + FAMILY_LIFETIME)
OWNER, RESIDENT, TENANT = RoleKind.OWNER, RoleKind.RESIDENT, RoleKind.TENANT


@pytest.mark.parametrize(
    "typed",
    [
        "102345678920",
        "1023 4567 8920",
        "1023-4567-8920",
        " 1023—4567—8920 ",
        "1023\n4567\n8920",
        "１０２３　４５６７　８９２０",
        "一〇二三 四五六七 八九二零",
        "幺零两三四五六七八九二〇",
        "登记码：1023 4567 8920",
        "我的登记码是 1023、4567、8920。",
        "我家的码1023 4567 8920",
        "一户一码 1023 4567 8920",
        "「1023 4567 8920」",
        "**1023 4567 8920**",
    ],
)
def test_a_code_is_read_however_it_is_typed_or_said(typed: str) -> None:
    assert read_slip(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "10234567892",
        "1023456789201",
        "12345678",
        "0127",
        "电梯坏了102345678920",
        "十二345678901",
        "١٠٢٣٤٥٦٧٨٩٢٠",
        "码",
    ],
)
def test_anything_else_is_no_code(typed: str) -> None:
    assert read_slip(typed) is None


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("10234567892", 11),
        ("1023 4567 892", 11),
        ("1023 4567 8920 1", 13),
        ("一二三四五六七", 7),
        ("码是1023 4567", 8),
        (CODE, None),
        ("123456", None),
        ("1" * 21, None),
        ("电梯坏了10234567892", None),
    ],
)
def test_digits_of_the_wrong_number_are_counted(typed: str, count: int | None) -> None:
    assert miscounted(typed) == count


@given(st.text())
def test_whatever_is_read_has_twelve_digits(text: str) -> None:
    code = read_slip(text)
    assert code is None or (len(code) == 12 and code.isascii() and code.isdigit())


@given(st.integers(0, 10**12 - 1))
def test_what_is_printed_in_groups_is_read_back(number: int) -> None:
    assert read_slip(in_groups(f"{number:012d}")) == f"{number:012d}"


def test_the_fifth_wrong_code_locks_the_account_for_an_hour() -> None:
    refusal, wrong, until = wrong_slip(0, AT)
    assert refusal == Refusal(Reason.WRONG_CODE, {"what": "slip", "left": MOST_WRONG_CODES - 1})
    assert (wrong, until) == (1, None)
    refusal, wrong, until = wrong_slip(MOST_WRONG_CODES - 1, AT)
    assert refusal == Refusal(Reason.LOCKED, {"until": write_moment(AT + LOCK)})
    assert (wrong, until) == (0, AT + LOCK)


def test_too_many_wrong_codes_of_all_accounts_pause_for_the_rest_of_the_hour() -> None:
    guessing = Guessing(AT, 0)
    for minute in range(MOST_WRONG):
        assert guessing.paused(AT) is None
        guessing = guessing.after(AT + timedelta(seconds=minute))
    assert guessing == Guessing(AT, MOST_WRONG)
    assert guessing.paused(AT + timedelta(minutes=59)) == Refusal(
        Reason.TOO_MANY, {"what": "slips", "until": write_moment(AT + WINDOW)}
    )
    assert guessing.paused(AT + WINDOW) is None
    assert guessing.after(AT + WINDOW) == Guessing(AT + WINDOW, 1)
    assert read_guessing(guessing.words) == guessing


def test_a_slip_binds_until_it_is_used_revoked_or_too_old() -> None:
    late = AT + FAMILY_LIFETIME
    assert [HOME.good(AT), HOME.good(late), FAMILY.good(AT), FAMILY.good(late)] == [True, True, True, False]
    used, revoked = replace(HOME, used_by=8), replace(HOME, revoked=True)
    assert not used.good(AT)
    assert not revoked.good(AT)
    assert slip_refusal(HOME, 9, AT) is None
    assert slip_refusal(used, 8, AT) == Refusal(Reason.ALREADY_DONE, {"what": "home"})
    assert slip_refusal(used, 9, AT) == Refusal(Reason.ALREADY_DONE, {"what": "slip_used"})
    assert slip_refusal(replace(FAMILY, used_by=8), 9, AT) == Refusal(Reason.ALREADY_DONE, {"what": "family_code"})
    assert slip_refusal(revoked, 9, AT) == Refusal(Reason.EXPIRED, {"what": "slip_revoked"})
    assert slip_refusal(replace(FAMILY, revoked=True), 9, AT) == Refusal(Reason.EXPIRED, {"what": "family_revoked"})
    assert slip_refusal(replace(used, revoked=True), 8, AT) == Refusal(Reason.EXPIRED, {"what": "slip_revoked"})
    assert slip_refusal(FAMILY, 9, late) == Refusal(Reason.EXPIRED, {"what": "family_code"})


def test_slips_are_printed_for_where_somebody_lives_or_trades() -> None:
    home = DwellingUnit(7, 1, 3, 1, "3号楼", "2单元", 3, "301")
    assert printable(home)
    assert printable(replace(home, kind=UnitKind.SHOP))
    assert not printable(replace(home, kind=UnitKind.PARKING))
    assert not printable(replace(home, developer=True))


def test_a_home_takes_so_many_adults_codes_in_hand_among_them() -> None:
    assert full_home(6, 1, most=8) is None
    assert full_home(7, 1, most=8) == Refusal(Reason.TOO_MANY, {"what": "adults", "most": 8})


def test_only_an_owner_with_the_homes_own_slip_is_asked_for_the_name() -> None:
    assert asks_name(SlipKind.HOME, OWNER, owners_known=True)
    assert not asks_name(SlipKind.HOME, OWNER, owners_known=False)
    assert not asks_name(SlipKind.HOME, TENANT, owners_known=True)
    assert not asks_name(SlipKind.FAMILY, OWNER, owners_known=True)


def test_what_a_registration_by_code_rests_on() -> None:
    assert basis_of(SlipKind.HOME, named=True) is Basis.SLIP
    assert basis_of(SlipKind.HOME, named=False) is Basis.UNMATCHED
    assert basis_of(SlipKind.FAMILY, named=True) is Basis.FAMILY


def test_a_code_is_not_spent_on_somebody_whom_it_changes_nothing_for() -> None:
    assert rebinds([], OWNER, Basis.SLIP)
    assert rebinds([(TENANT, Basis.SLIP)], OWNER, Basis.SLIP)
    assert rebinds([(OWNER, Basis.ONE)], OWNER, Basis.SLIP)
    assert not rebinds([(OWNER, Basis.SLIP)], OWNER, Basis.SLIP)
    assert not rebinds([(OWNER, Basis.TWO)], OWNER, Basis.SLIP)
    assert not rebinds([(OWNER, Basis.ONE)], OWNER, Basis.FAMILY)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" 王 秀英\n", "王秀英"),
        ("John  Smith", "John Smith"),
        ("ＪＯＨＮ", "JOHN"),
        ("", None),
        ("301", None),
        ("长" * 41, None),
    ],
)
def test_the_name_on_the_deed_is_compared_in_one_spelling(typed: str, name: str | None) -> None:
    assert read_deed_name(typed) == name
