"""Screens of whistles in both languages: who reads what, whatever things are called; one red sign a screen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from domain.moments import write_moment
from domain.registry import Place
from domain.whistles import (
    CalledPage,
    CalledUnit,
    Entry,
    EntryKind,
    EntryWay,
    Whistle,
    WhistleKind,
    WhistlePage,
    WhistleStanding,
    WhistleTab,
)
from rendering import whistles as drawn
from rendering.dispatch import Drawing
from rendering.issues_buttons import SeeIssue
from rendering.notices import draw
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts
from rendering.whistle_buttons import (
    BlowWhistle,
    CallUnit,
    HandOn,
    LeadUnit,
    MoreWhistles,
    RateCalled,
    ShowCalled,
    ShowSide,
    ShowWhistle,
    ShowWhistles,
    TurnSide,
    WhistleSides,
    WriteOfUnit,
)

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
UNTIL = AT + timedelta(hours=24)
ANSWER = Entry(1, EntryKind.ANSWER, EntryWay.PHONE, AT, "coming", "", "马上来 <b>&", "张工", "参谋", UNTIL)
FIRE = CalledUnit(1, 5, "消防 <b>&", True, "清出通道 <b>&", date(2026, 11, 27), AT, UNTIL, (ANSWER,))
SQUAD = replace(FIRE, id=2, name="城管", lead=False, entries=())
WHISTLE = Whistle(5, Place(1), WhistleKind.JOINT, "3号楼2单元301门口堵了 <b>&", 7, AT, 12, 127, units=(FIRE, SQUAD))
PAGE = WhistlePage(WHISTLE, leads=True, rates=True)


def presses(screen: Screen) -> list[type]:
    return [type(key.press) for row in screen.keys for key in row]


def rated(unit: CalledUnit, *, replied: bool) -> CalledUnit:
    """Done, rated, and perhaps answered."""
    done = Entry(2, EntryKind.DONE, EntryWay.STAFF, AT, words="清完了 <b>&")
    rating = Entry(3, EntryKind.RATING, EntryWay.STAFF, AT, "good", "poor", "慢 <b>&")
    word = Entry(4, EntryKind.WORD, EntryWay.LINK, AT, words="车主不在 <b>&", name="张工", post="参谋")
    return replace(unit, entries=(ANSWER, done, rating, *((word,) if replied else ())))


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("tab", WhistleTab)
def test_a_list_escapes_what_people_wrote_and_covers_doors(locale: str, tab: WhistleTab) -> None:
    found = [replace(WHISTLE, units=(rated(FIRE, replied=True), SQUAD)), replace(WHISTLE, id=6, units=())]
    screen = drawn.whistles(texts(locale), found, tab, blows=True, at=UNTIL, zone=ZONE)
    assert " <b>&" not in screen.text and "301" not in screen.text and BlowWhistle in presses(screen)
    assert str(screen.text).count("🔴") == 1
    empty = drawn.whistles(texts(locale), [], tab, blows=False, at=UNTIL, zone=ZONE)
    assert BlowWhistle not in presses(empty)


def test_a_list_has_six_keys_at_most_and_every_whistle_on_a_page() -> None:
    found = [replace(WHISTLE, id=number) for number in range(1, 8)]
    seen: list[int] = []
    for page in range(3):
        screen = drawn.whistles(
            texts("zh_Hans"), found, WhistleTab.RESPONSE, blows=True, at=UNTIL, zone=ZONE, page=page
        )
        pressed = [key.press for row in screen.keys for key in row]
        assert len(pressed) <= 6 and WhistleSides() in pressed
        assert MoreWhistles("response", (page + 1) % 3) in pressed
        seen += [press.whistle_id for press in pressed if isinstance(press, ShowWhistle)]
    assert seen == list(range(1, 8))
    assert presses(drawn.sides(texts("zh_Hans"))).count(ShowWhistles) == len(WhistleTab)


COUNTED = re.compile(r"(?:还有 )?(\d+) (?:家，点下面看|more units: tap|units: tap)|(One) (?:more )?unit: tap")


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("tab", WhistleTab)
@pytest.mark.parametrize("units", [1, 2, 5, 9])
@pytest.mark.parametrize("whistles", [1, 2, 3])
def test_a_list_has_eight_lines_at_most_however_many_units_are_called_and_rated_it(
    locale: str, tab: WhistleTab, units: int, whistles: int
) -> None:
    back = Entry(5, EntryKind.OF_CALL, EntryWay.LINK, AT, "fair", "poor", "没有附图", "张工", "参谋")
    long = replace(back, words="没有附图\n也没说\n门牌")
    for said in ([], [ANSWER, back], [long]):
        called = tuple(replace(SQUAD, id=n, name=f"第{n}家", entries=tuple(said)) for n in range(1, units + 1))
        found = [replace(WHISTLE, id=number, units=called) for number in range(1, whistles + 1)]
        text = str(drawn.whistles(texts(locale), found, tab, blows=True, at=UNTIL, zone=ZONE).text)
        assert len(text.splitlines()) <= 8, text
        if tab is not WhistleTab.MEETING:
            names = len(re.findall(r"第\d家", text)) // (2 if said and tab is WhistleTab.RATINGS else 1)
            told = names + sum(int(one or 1) for one, _ in COUNTED.findall(text))
            assert told == units * whistles, f"every unit is told or counted: {text}"


@pytest.mark.parametrize("locale", SPOKEN)
def test_where_they_meet_stands_in_the_list_though_it_was_typed_in_two_lines(locale: str) -> None:
    found = [replace(WHISTLE, id=number, meets_at=UNTIL, spot="社区会议室\n二楼东头") for number in range(1, 4)]
    text = str(drawn.whistles(texts(locale), found, WhistleTab.MEETING, blows=True, at=UNTIL, zone=ZONE).text)
    assert text.count("社区会议室 二楼东头") == 3 and len(text.splitlines()) <= 8, text


@pytest.mark.parametrize(
    ("locale", "said", "not_said"), [("zh_Hans", "5 家，点下面看", "还有"), ("en", "5 units: tap", "more")]
)
def test_units_of_whom_none_is_shown_are_not_called_further_ones(locale: str, said: str, not_said: str) -> None:
    called = tuple(replace(SQUAD, id=number) for number in range(1, 6))
    found = [replace(WHISTLE, id=number, units=called) for number in range(1, 4)]
    text = str(drawn.whistles(texts(locale), found, WhistleTab.GOALS, blows=True, at=UNTIL, zone=ZONE).text)
    assert text.count(said) == 3 and not_said not in text


@pytest.mark.parametrize("locale", SPOKEN)
def test_a_whistle_shows_everybody_its_units_and_staff_what_to_do(locale: str) -> None:
    met = replace(WHISTLE, meets_at=UNTIL, spot="会议室 <b>&", ended_at=UNTIL)
    for leads in (True, False):
        page = replace(PAGE, leads=leads, whistle=met)
        screen = drawn.whistle(texts(locale), page, at=UNTIL, zone=ZONE)
        assert (CallUnit in presses(screen)) is leads and reached_from(locale, page, screen)[0] == {1, 2}
        assert SeeIssue in presses(screen) and "0127" in screen.text and " <b>&" not in screen.text
    alone = replace(PAGE, whistle=replace(WHISTLE, issue_id=None, issue_number=None, units=()))
    assert SeeIssue not in presses(drawn.whistle(texts(locale), alone, at=AT, zone=ZONE))


@pytest.mark.parametrize("locale", SPOKEN)
def test_who_answered_is_shown_to_those_who_work_on_it_alone(locale: str) -> None:
    staff = drawn.called(texts(locale), PAGE, FIRE, at=AT, zone=ZONE)
    neighbour = drawn.called(texts(locale), replace(PAGE, leads=False, rates=False), FIRE, at=AT, zone=ZONE)
    assert "张工" in staff.text and "张工" not in neighbour.text
    assert WriteOfUnit in presses(staff) and {WriteOfUnit, HandOn} & set(presses(neighbour)) == set()


@pytest.mark.parametrize("locale", SPOKEN)
def test_a_rating_stands_beside_the_units_own_words(locale: str) -> None:
    public = replace(PAGE, leads=False, rates=False)
    hidden = drawn.called(texts(locale), public, rated(FIRE, replied=False), at=AT, zone=ZONE)
    assert "慢" not in hidden.text
    mine = drawn.called(texts(locale), PAGE, rated(FIRE, replied=False), at=AT, zone=ZONE)
    assert "慢" in mine.text and RateCalled not in presses(mine)
    shown = drawn.called(texts(locale), public, rated(FIRE, replied=True), at=AT, zone=ZONE)
    assert "慢" in shown.text and "车主不在" in shown.text and " <b>&" not in shown.text


@pytest.mark.parametrize("locale", SPOKEN)
def test_how_it_was_called_stands_beside_how_it_came(locale: str) -> None:
    back = Entry(5, EntryKind.OF_CALL, EntryWay.LINK, AT, "fair", "poor", "没有附图 <b>&", "张工", "参谋")
    unit = rated(FIRE, replied=True)
    both = replace(unit, entries=(*unit.entries, back))
    page = replace(PAGE, leads=False, rates=False, whistle=replace(WHISTLE, units=(both, SQUAD)))
    for screen in (
        drawn.called(texts(locale), page, both, at=AT, zone=ZONE),
        drawn.side(texts(locale), page, WhistleTab.RATINGS, at=AT, zone=ZONE),
    ):
        assert "没有附图" in screen.text and "慢" in screen.text and " <b>&" not in screen.text
        assert "张工" not in screen.text, "the unit says so, nobody in person"


@pytest.mark.parametrize("locale", SPOKEN)
def test_a_whistle_of_many_units_is_read_on_one_screen_and_leads_to_all_its_sides(locale: str) -> None:
    word = Entry(4, EntryKind.WORD, EntryWay.LINK, AT, words="车主不在", name="张工", post="参谋")
    back = Entry(5, EntryKind.OF_CALL, EntryWay.LINK, AT, "fair", "poor", "没有附图", "张工", "参谋")
    told = (*rated(FIRE, replied=True).entries, word, back)
    for count, leads, ended in product(range(11), (True, False), (None, UNTIL)):
        units = tuple(replace(SQUAD, id=n, name=f"单位{n}", entries=told if n % 2 else ()) for n in range(1, count + 1))
        whole = replace(WHISTLE, units=units, meets_at=UNTIL, spot="会议室", ended_at=ended)
        page = replace(PAGE, leads=leads, whistle=whole)
        screen = drawn.whistle(texts(locale), page, at=UNTIL, zone=ZONE)
        assert len(screen.text.splitlines()) <= 8 and len(presses(screen)) <= 6, (count, leads)
        reached, sides = reached_from(locale, page, screen)
        assert reached == set(range(1, count + 1)), (count, leads)
        assert sides >= {"ratings"} | ({"goals"} if count > 1 else set()) or not count


def reached_from(locale: str, page: WhistlePage, screen: Screen) -> tuple[set[int], set[str]]:
    """The units and the sides that whoever presses every key of a whistle comes to; every screen of these fits."""
    units, seen, waiting = set(), set(), list(screen.keys)
    while waiting:
        for key in waiting.pop():
            match key.press:
                case ShowCalled(unit):
                    units.add(unit)
                case (ShowSide() | TurnSide()) as button if button not in seen:
                    seen.add(button)
                    turned = button.page if isinstance(button, TurnSide) else 0
                    shown = drawn.side(texts(locale), page, WhistleTab(button.tab), turned, at=UNTIL, zone=ZONE)
                    assert len(shown.text.splitlines()) <= 8 and len(presses(shown)) <= 6, shown.text
                    waiting += shown.keys
    return units, {button.tab for button in seen}


def test_what_is_offered_follows_from_where_a_unit_stands() -> None:
    silent = presses(drawn.called(texts(None), PAGE, SQUAD, at=UNTIL, zone=ZONE))
    assert {HandOn, LeadUnit, WriteOfUnit, RateCalled} <= set(silent)
    waiting = presses(drawn.called(texts(None), PAGE, SQUAD, at=AT, zone=ZONE))
    assert RateCalled not in waiting
    done = presses(drawn.called(texts(None), PAGE, rated(FIRE, replied=True), at=AT, zone=ZONE))
    assert {HandOn, WriteOfUnit, RateCalled} & set(done) == set()


@pytest.mark.parametrize("locale", SPOKEN)
def test_the_text_to_hand_on_says_where_what_and_by_when(locale: str) -> None:
    page = CalledPage(WHISTLE, SQUAD, "中华园 3号楼")
    screen = drawn.forward(texts(locale), page, "https://example.org/l/1-a", zone=ZONE)
    assert "https://example.org/l/1-a" in screen.text and "中华园" in screen.text and "301" not in screen.text
    assert "example" not in drawn.forward(texts(locale), page, None, zone=ZONE).text


@pytest.mark.parametrize("locale", SPOKEN)
def test_a_goal_is_going_done_behind_or_off(locale: str) -> None:
    off = replace(FIRE, entries=(Entry(9, EntryKind.RELEASED, EntryWay.STAFF, AT, words="没来"),))
    units = (SQUAD, rated(FIRE, replied=True), off)
    said = {str(drawn.goal_line(texts(locale), unit, AT, ZONE)) for unit in units}
    said.add(str(drawn.goal_line(texts(locale), SQUAD, AT + timedelta(days=9), ZONE)))
    assert len(said) == 4


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("event", ["coming", "not_ours", "arrived", "word", "of_call", "silent"])
def test_notices_to_staff(locale: str, event: str) -> None:
    facts = {"whistle_id": 5, "unit_id": 2, "unit": "城管 <b>&", "topic": "堵了 <b>&", "event": event}
    facts |= {"words": "话 <b>&", "comes_at": write_moment(UNTIL)} if event != "silent" else {}
    screen = draw("whistles.told", Drawing(texts(locale), ZONE, AT, AT), facts).screen
    assert screen is not None and " <b>&" not in screen.text
    assert (HandOn in presses(screen)) is (event == "silent")


def test_a_reports_page_names_its_units_and_nothing_where_none_was_called() -> None:
    assert drawn.called_lines(texts(None), [], ZONE) == ()
    lines = drawn.called_lines(texts(None), [(SQUAD, WhistleStanding.SILENT), (FIRE, WhistleStanding.COMING)], ZONE)
    assert [str(line) for line in lines[:2]] == ["<b>吹哨叫来的单位</b>", "🔴 1 家没有应哨"] and len(lines) == 4


def test_who_never_answered_is_said_so_when_nobody_waits_any_more() -> None:
    gone = Entry(9, EntryKind.RELEASED, EntryWay.STAFF, AT, words="没来")
    never, answered = replace(SQUAD, entries=(gone,)), replace(SQUAD, entries=(ANSWER, gone))
    words = [drawn.standing_words(texts(None), one, WhistleStanding.RELEASED, ZONE) for one in (never, answered)]
    assert words == ["没有应哨，没再等它", "没等到它（马上回的话）"]


def test_how_long_it_took_is_said_in_minutes_and_hours() -> None:
    lengths = [timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=2, minutes=5)]
    assert [drawn.span(texts(None), one) for one in lengths] == ["马上", "5分钟", "2小时5分"]
