"""Screens of 征集问题 in both languages: at most six keys, nothing called a vote, what was written escaped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.registry import Place
from domain.soundings import Sounding, SoundingPage, SoundingState
from rendering import soundings as drawn
from rendering.checklist_buttons import ShowList
from rendering.screens import Screen
from rendering.soundings import ChooseOption, MakeListOf, NewSounding, tenths_of
from rendering.texts import SPOKEN, texts

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
OPTIONS = ("消防 <b>&", "停车", "充电", "保洁", "监控")
OPEN = Sounding(1, Place(1), "先修什么 <b>&", OPTIONS, 7, AT, AT + timedelta(days=3), 620, SoundingState.OPEN)
CLOSED = replace(OPEN, state=SoundingState.CLOSED, counts=(43, 20, 0, 1, 0), answered=50)
PAGE = SoundingPage(OPEN, 12, (0,), answers=True, keeps=True)


def presses(screen: Screen) -> list[type]:
    return [type(key.press) for row in screen.keys for key in row]


@pytest.mark.parametrize("locale", SPOKEN)
def test_six_keys_and_nothing_unescaped(locale: str) -> None:
    said = texts(locale)
    over = replace(PAGE, sounding=CLOSED)
    screens = [
        drawn.soundings(said, [OPEN, CLOSED], asks=True),
        drawn.sounding(said, PAGE, at=AT, zone=ZONE),
        drawn.sounding(said, over, at=AT, zone=ZONE),
        drawn.ask_days(said, 1, OPEN.question, OPTIONS),
        drawn.sent(said, 1),
    ]
    for screen in screens:
        assert " <b>&" not in screen.text and sum(map(len, screen.keys)) <= 6
    assert presses(screens[1]).count(ChooseOption) == 5
    assert NewSounding in presses(screens[0]) and MakeListOf in presses(screens[2])


def test_who_may_not_answer_is_told_what_to_do() -> None:
    said = texts("zh_Hans")
    screen = drawn.sounding(said, replace(PAGE, answers=False), at=AT, zone=ZONE)
    assert ChooseOption not in presses(screen) and "登记到哪一户" in screen.text
    assert "已回复 12/620 户" in screen.text and "还有3天" in screen.text


def test_a_result_leads_to_its_list_and_nobody_answering_is_said() -> None:
    said = texts("zh_Hans")
    listed = replace(PAGE, sounding=replace(CLOSED, checklist_id=5))
    assert ShowList in presses(drawn.sounding(said, listed, at=AT, zone=ZONE))
    empty = replace(PAGE, sounding=replace(CLOSED, counts=(0,) * 5, answered=0))
    screen = drawn.sounding(said, empty, at=AT, zone=ZONE)
    assert "没有一户回复" in screen.text and MakeListOf not in presses(screen)
    assert "还没有征集过" in drawn.soundings(said, [], asks=False).text


@pytest.mark.parametrize(
    ("count", "whole", "share"),
    [
        *((43, 50, "86.0"), (50, 620, "8.1"), (0, 50, "0.0"), (50, 50, "100.0"), (0, 0, "0.0")),
        *((1, 3, "33.3"), (2, 3, "66.7"), (1999, 2000, "99.9"), (1, 9999, "0.1"), (1, 16, "6.3")),
    ],
)
def test_shares_are_rounded_to_the_tenth_and_never_to_all(count: int, whole: int, share: str) -> None:
    assert tenths_of(count, whole) == share
