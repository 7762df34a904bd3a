"""Screens of wishes in both languages: what people wrote is escaped, who is offered what, who sees whose."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.issues_hiding import HideReason
from domain.moments import write_moment
from domain.registry import Place
from domain.wishes import Both, Reach, Wish, WishChannel, WishPage, WishState, tally
from rendering import dates
from rendering import wishes as drawn
from rendering.buttons import Button
from rendering.dispatch import Drawing
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts
from rendering.wish_buttons import (
    ClaimWish,
    HideWish,
    NewWish,
    ShowWishes,
    TakeWishBack,
    WhoseWish,
    WishIs,
    WriteOfWish,
)
from tests.cities import NATIONAL
from tests.house.wishes_words import TOLD

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
OPEN = Wish(7, Place(1), 12, "要老花镜 <b>&", WishChannel.CHAT, Reach.DIRECT, WishState.OPEN, AT, made_by=1)
CLAIMED = replace(OPEN, state=WishState.CLAIMED, claimed_by=2, claimed_at=AT, returns_at=AT + timedelta(days=14))
BETWEEN = replace(CLAIMED, reach=Reach.BETWEEN)
DONE = replace(CLAIMED, state=WishState.DONE)
FULFILLED = replace(CLAIMED, state=WishState.FULFILLED, thanks="谢谢 <b>&")


def page(wish: Wish, *roles: str, contact: str = "") -> WishPage:
    named = {role: role in roles for role in ("mine", "claims", "keeps", "serves")}
    return WishPage(wish, **named, rules=NATIONAL.wishes, contact=contact)


def presses(screen: Screen) -> list[Button]:
    return [key.press for row in screen.keys for key in row if key.press is not None]


def says(screen: Screen) -> set[str]:
    return {press.what for press in presses(screen) if isinstance(press, (WishIs, WriteOfWish))}


def one(wish: Wish, *roles: str, locale: str = "zh_Hans", contact: str = "") -> Screen:
    return drawn.wish(texts(locale), page(wish, *roles, contact=contact), at=AT, zone=ZONE)


@pytest.mark.parametrize("locale", SPOKEN)
def test_every_screen_escapes_what_people_wrote(locale: str) -> None:
    said = texts(locale)
    counts = tally([(WishChannel.CHAT, WishState.OPEN, 7), (WishChannel.VISIT, WishState.FULFILLED, 2)])
    screens = [
        drawn.board(said, counts, [OPEN], "open", 1, serves=False),
        drawn.sources(said, counts),
        drawn.mine(said, [page(OPEN, "mine"), page(CLAIMED, "claims"), page(BETWEEN, "keeps")], serves=True),
        *(
            one(wish, *roles, locale=locale, contact="138 <b>&")
            for wish in (OPEN, CLAIMED, BETWEEN, DONE, FULFILLED)
            for roles in (("mine",), ("claims",), ("keeps", "serves"), ("serves",), ())
        ),
        drawn.surely(said, page(OPEN)),
        drawn.surely_back(said, page(OPEN)),
        drawn.why(said, page(OPEN)),
        drawn.both(said, page(BETWEEN), Both("", "陈 <b>&", (2,))),
        drawn.ask_reach(said, 1, "要 <b>&"),
        *(drawn.preview(said, 1, "要 <b>&", reach, "138 <b>&", way) for reach in Reach for way in WishChannel),
    ]
    for screen in screens:
        assert " <b>&" not in screen.text
        assert sum(map(len, screen.keys)) <= 8 and len(screen.text.splitlines()) <= 9


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("event", TOLD)
def test_every_notice_is_drawn(locale: str, event: str) -> None:
    words = HideReason.RUDE.value if event == "hidden" else "周六 <b>&"
    facts = {"wish_id": 7, "number": 12, "wish": "要 <b>&", "event": event, "words": words}
    dispatch = drawn.told(Drawing(texts(locale), ZONE, AT, AT), facts)
    assert dispatch.screen is not None and " <b>&" not in dispatch.screen.text
    assert bool(dispatch.screen.keys) == (event != "withdrawn")


@pytest.mark.parametrize("locale", SPOKEN)
def test_until_when_it_is_said_names_a_day_or_none(locale: str) -> None:
    facts = {"wish_id": 7, "number": 12, "wish": "要", "event": "done", "words": ""}
    dated = drawn.told(Drawing(texts(locale), ZONE, AT, AT), {**facts, "until": write_moment(AT)}).screen
    queued = drawn.told(Drawing(texts(locale), ZONE, AT, AT), facts).screen
    assert dated is not None and queued is not None
    day = dates.day(texts(locale), AT, ZONE)
    assert texts(locale).plain("wishes.told.done", day=day) in dated.text
    assert texts(locale).plain("wishes.told.done_undated") in queued.text


def test_the_board_turns_its_pages_and_its_tabs() -> None:
    counts = tally([(WishChannel.CHAT, WishState.OPEN, 7)])
    first, middle, last = (drawn.board(texts("zh_Hans"), counts, [OPEN], "open", n, serves=True) for n in range(3))
    turned = [[press for press in presses(screen) if isinstance(press, ShowWishes)] for screen in (first, middle, last)]
    assert [[press.page for press in shown if press.tab == "open"] for shown in turned] == [[1], [0, 2], [1]]
    assert {press.tab for press in turned[0]} == {"open", "claimed", "fulfilled"}
    assert NewWish(1) in presses(first)
    nobody = drawn.board(texts("zh_Hans"), tally([]), [], "open", 0, serves=False)
    assert "这里现在没有" in nobody.text and NewWish(0) in presses(nobody)


def test_who_is_offered_what() -> None:
    assert ClaimWish(7, 0) in presses(one(OPEN)) and ClaimWish(7, 0) not in presses(one(OPEN, "mine"))
    assert ClaimWish(7, 0) not in presses(one(replace(OPEN, hidden="rude")))
    assert says(one(CLAIMED, "claims")) == {"done", "back", "word"}
    assert says(one(CLAIMED, "mine")) == {"received", "word"}
    assert says(one(DONE, "mine")) == {"received", "not_yet", "word"}
    assert says(one(BETWEEN, "mine")) == {"received"}, "somebody else stands between"
    assert says(one(BETWEEN, "claims")) == {"done", "back"}, "nobody stands between yet"
    assert says(one(BETWEEN, "serves")) == {"between"}
    assert says(one(replace(BETWEEN, keeper_id=3), "keeps", "serves")) == {"received", "word"}
    assert WhoseWish(7) in presses(one(replace(BETWEEN, keeper_id=3), "keeps", "serves"))
    assert says(one(replace(FULFILLED, thanks=""), "mine")) == {"thanks"} and says(one(FULFILLED, "mine")) == set()
    assert TakeWishBack(7, 0) in presses(one(OPEN, "mine")) and TakeWishBack(7, 0) in presses(one(OPEN, "keeps"))
    assert says(one(CLAIMED)) == says(one(BETWEEN)) == set()
    assert HideWish(7, "shown") in presses(one(replace(OPEN, hidden="rude"), "serves"))


def test_until_when_is_for_whoever_has_it_in_hand() -> None:
    assert "请在12月8日（周二）前办，还有14天" in one(CLAIMED, "claims").text
    assert "12月8日" not in one(CLAIMED).text + one(CLAIMED, "mine").text


def test_hidden_words_are_read_by_those_who_deal_with_them() -> None:
    hidden = replace(OPEN, hidden="private")
    assert "老花镜" not in one(hidden).text and "遮住了：有人的姓名" in one(hidden).text
    for role in ("mine", "claims", "serves"):
        assert "老花镜" in one(hidden, role).text
    listed = drawn.board(texts("zh_Hans"), tally([]), [hidden], "open", 0, serves=False)
    assert "老花镜" not in listed.text
