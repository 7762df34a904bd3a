"""Screens of the window in both languages: what people wrote is escaped, who is offered what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.errands import Errand, ErrandPage, ErrandState, Service, ServicePage
from domain.moments import write_moment
from domain.registry import Place
from rendering import errands as drawn
from rendering.dispatch import Drawing
from rendering.errand_buttons import (
    CorrectService,
    ErrandIs,
    ShowServices,
    TakeNumber,
    TickMaterial,
    WaitingErrands,
    WriteOfErrand,
)
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts
from tests.house.errands_words import TOLD

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PAPERS = ("身份证 <b>&", "房产证")
CARD = Service("门禁卡 <b>&", PAPERS, 2)
FILED = Errand(5, Place(1), 3, CARD.name, PAPERS, 2, frozenset({0}), ErrandState.FILED, AT, 1)
TAKEN = replace(FILED, state=ErrandState.TAKEN, brought=frozenset({0, 1}), due_at=datetime(2026, 11, 27, tzinfo=ZONE))
DONE = replace(TAKEN, state=ErrandState.DONE, words="来拿 <b>&")


def shown(errand: Errand, *, mine: bool = False, serves: bool = False, locale: str = "zh_Hans") -> Screen:
    return drawn.errand(texts(locale), ErrandPage(errand, mine, serves), at=AT, zone=ZONE)


def says(screen: Screen) -> set[str]:
    presses = [key.press for row in screen.keys for key in row]
    return {press.what for press in presses if isinstance(press, (ErrandIs, WriteOfErrand))}


def presses(screen: Screen) -> list[object]:
    return [key.press for row in screen.keys for key in row]


@pytest.mark.parametrize("locale", SPOKEN)
def test_every_screen_escapes_what_people_wrote(locale: str) -> None:
    said = texts(locale)
    screens = [
        drawn.services(said, [CARD] * 9, 1, serves=True),
        drawn.service(said, ServicePage(CARD, True, 7, 2)),
        *(shown(one, mine=True, locale=locale) for one in (FILED, TAKEN, DONE)),
        *(shown(one, serves=True, locale=locale) for one in (FILED, TAKEN, DONE)),
        drawn.listed(said, [FILED, DONE], 0, serving=True),
        drawn.listed(said, [], 0, serving=False),
        drawn.ask(said, "materials", 1, name="门禁卡 <b>&"),
        drawn.ask_days(said, 1, "门禁卡 <b>&", PAPERS),
        drawn.corrected(said, "门禁卡 <b>&"),
    ]
    for screen in screens:
        assert " <b>&" not in screen.text
        assert sum(map(len, screen.keys)) <= 10


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("event", TOLD)
def test_every_notice_is_drawn(locale: str, event: str) -> None:
    facts = {"errand_id": 5, "number": 3, "service": CARD.name, "event": event, "words": "来拿 <b>&"}
    facts |= {"missing": list(PAPERS), "until": write_moment(AT)}
    screen = drawn.told(Drawing(texts(locale), ZONE, AT, AT), facts).screen
    assert screen is not None and " <b>&" not in screen.text and len(screen.text.splitlines()) == 4


def test_the_list_is_ticked_at_the_window_alone() -> None:
    assert TickMaterial(5, 1) in presses(shown(FILED, serves=True))
    assert not any(isinstance(press, TickMaterial) for press in presses(shown(FILED, mine=True)))
    assert not any(isinstance(press, TickMaterial) for press in presses(shown(TAKEN, serves=True)))
    for screen in (shown(FILED, serves=True), shown(FILED, mine=True)):
        assert "✓ 身份证" in screen.text and "○ 房产证" in screen.text


def test_who_is_offered_what() -> None:
    assert says(shown(FILED, mine=True)) == says(shown(TAKEN, mine=True)) == {"withdraw"}
    assert says(shown(FILED, serves=True)) == {"missing", "more", "declined"}
    assert says(shown(replace(FILED, brought=frozenset({0, 1})), serves=True)) == {"take", "more", "declined"}
    assert says(shown(TAKEN, serves=True)) == {"more", "done", "declined"}
    assert says(shown(DONE, mine=True)) == says(shown(DONE, serves=True)) == set()
    resident, staff = (drawn.service(texts("zh_Hans"), ServicePage(CARD, serves)) for serves in (False, True))
    assert TakeNumber(CARD.key, 0) in presses(resident) and TakeNumber(CARD.key, 1) not in presses(resident)
    assert {TakeNumber(CARD.key, 1), CorrectService(CARD.key)} <= set(presses(staff))


def test_until_when_stands_there_while_it_is_being_done() -> None:
    assert "最晚11月26日（周四）办好，还有2天" in shown(TAKEN, mine=True).text
    assert "最晚" not in shown(DONE, mine=True).text + shown(FILED, mine=True).text
    assert "来拿" in shown(DONE, mine=True).text


def test_how_long_it_took_is_told_of_enough_alone() -> None:
    said = texts("zh_Hans")
    assert "办好过 7 件，一半在 2 天以内" in drawn.service(said, ServicePage(CARD, False, 7, 2)).text
    assert "办好过" not in drawn.service(said, ServicePage(CARD, False, 3)).text


def test_pages_are_turned() -> None:
    said = texts("zh_Hans")
    first, last = (drawn.services(said, [CARD] * 5, page, serves=False) for page in (0, 9))
    assert ShowServices(1) in presses(first) and ShowServices(0) in presses(last)
    waiting = drawn.listed(said, [FILED] * 9, 1, serving=True)
    assert {WaitingErrands(0), WaitingErrands(2)} <= set(presses(waiting))
