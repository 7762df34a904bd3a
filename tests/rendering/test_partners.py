"""Screens of units that stand by a compound, in both languages: who may do what, and first when one is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.partners import MOST_PARTNERS, Partner, PartnersPage, PartnerWords
from domain.registry import Compound, Place
from domain.whistles import CalledUnit, Whistle, WhistleKind
from rendering import partners as drawn
from rendering.buttons import Button
from rendering.community_desk import OpenCompound
from rendering.partner_buttons import EndPartner, NewPartner, PastPartners, ShowPartners
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts
from rendering.whistle_buttons import CallPartner, CallUnit, ShowWhistle, ShowWhistles
from rendering.whistle_wizard import USUAL, which
from rendering.whistles import which_kind

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
THREE = tuple(
    Partner(n, 1, PartnerWords(f"{n}号单位 <b>&" + "名" * 30, "联络岗 <b>&", "换公共灯 <b>&"), AT) for n in (1, 2, 3)
)
PAGE = PartnersPage(Compound(1, "中华园 <b>&"), THREE, keeps=True, desk=True)
WHISTLE = Whistle(5, Place(1), WhistleKind.JOINT, "消防通道被占", 7, AT)


def presses(screen: Screen) -> list[Button]:
    return [key.press for row in screen.keys for key in row]


def small(screen: Screen) -> bool:
    return len(screen.text.splitlines()) <= 8 and len(presses(screen)) <= 6


@pytest.mark.parametrize("locale", SPOKEN)
def test_whoever_keeps_them_writes_and_ends_and_others_read(locale: str) -> None:
    full = drawn.partners(texts(locale), PAGE, ZONE)
    assert small(full) and " <b>&" not in full.text and f"3/{MOST_PARTNERS}" in full.text
    ends = [press for press in presses(full) if isinstance(press, EndPartner)]
    assert ends == [EndPartner(1, n, 0) for n in (1, 2, 3)] and NewPartner(1) not in presses(full)
    room = drawn.partners(texts(locale), replace(PAGE, partners=THREE[:2]), ZONE)
    assert NewPartner(1) in presses(room) and OpenCompound(1) in presses(room) and small(room)
    read = drawn.partners(texts(locale), replace(PAGE, partners=THREE[:2], keeps=False, desk=False), ZONE)
    assert [type(press) for press in presses(read)] == [ShowWhistles]


@pytest.mark.parametrize("locale", SPOKEN)
def test_those_that_ended_stand_below_as_past_with_from_when_until_when(locale: str) -> None:
    over = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)
    past = tuple(replace(one, id=one.id + 10, until=over) for one in THREE * 4)
    one = drawn.partners(texts(locale), replace(PAGE, partners=THREE[:1], past=past[:1]), ZONE)
    *_, last = one.text.splitlines()
    assert last.startswith(("以前：", "Before: ")) and "1号单位" in last and "2026" in last and "2027" in last
    assert [press for press in presses(one) if isinstance(press, EndPartner)] == [EndPartner(1, 1, 0)], "ended already"
    many = drawn.partners(texts(locale), replace(PAGE, past=past), ZONE)
    assert (
        small(many)
        and PastPartners(1, 0) in presses(many)
        and "12" in [key.label for row in many.keys for key in row][-3]
    )
    told, number = 0, 0
    for _ in range(2):
        screen = drawn.past(texts(locale), replace(PAGE, past=past), number, ZONE)
        assert small(screen) and ShowPartners(1) in presses(screen)
        told += screen.text.count("2027")
        (number,) = (press.page for press in presses(screen) if isinstance(press, PastPartners))
    assert (told, number) == (12, 0), "all of them, and round again"
    gone = drawn.partners(texts(locale), replace(PAGE, partners=(), past=past[:2]), ZONE)
    assert small(gone) and "2号单位" in gone.text


@pytest.mark.parametrize("locale", SPOKEN)
def test_ending_is_asked_for_twice(locale: str) -> None:
    screen = drawn.ask_end(texts(locale), THREE[0])
    assert presses(screen) == [EndPartner(1, 1, 1), ShowPartners(1)] and " <b>&" not in screen.text


@pytest.mark.parametrize("locale", SPOKEN)
def test_they_stand_first_where_a_unit_is_called_until_they_are(locale: str) -> None:
    said = texts(locale)
    screen = which(said, WHISTLE, THREE)
    assert small(screen) and presses(screen) == [
        *(CallPartner(5, n) for n in (1, 2, 3)),
        CallUnit(5, USUAL),
        CallUnit(5, "other"),
        ShowWhistle(5),
    ]
    unit = CalledUnit(9, 5, THREE[0].name, True, "清", date(2026, 11, 27), AT, AT)
    rest = which(said, replace(WHISTLE, units=(unit,)), THREE)
    assert [press for press in presses(rest) if isinstance(press, CallPartner)] == [
        CallPartner(5, 2),
        CallPartner(5, 3),
    ]
    usual = presses(which(said, WHISTLE))
    assert CallUnit(5, "fire") in usual and CallUnit(5, USUAL) not in usual


@pytest.mark.parametrize("locale", SPOKEN)
def test_they_are_a_press_from_where_a_whistle_is_blown(locale: str) -> None:
    screen = which_kind(texts(locale), 0, 1)
    assert ShowPartners(1) in presses(screen) and small(screen)
