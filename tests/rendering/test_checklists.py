"""Screens of lists in both languages: what people wrote is escaped and covered, who is offered what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.checklists import Checklist, ChecklistPage, Holder, Item, ItemState
from domain.registry import Place, RoleKind
from rendering import checklists as drawn
from rendering.checklist_buttons import AcceptItem, AddItem, NewList, ShowItem, StillGood, WriteItem
from rendering.checklist_workbook import checklist_workbook
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
OPEN = Item(
    1,
    5,
    1,
    "车库 <b>&",
    "3号楼2单元301 缺 <b>&",
    Holder(None, "物业 <b>&"),
    date(2026, 11, 22),
    ItemState.OPEN,
    AT,
    3,
    12,
)
DONE = replace(OPEN, id=2, number=2, state=ItemState.DONE, done_words="补 <b>&", holder=Holder(RoleKind.COMMITTEE))
STRUCK = replace(DONE, id=3, number=3, state=ItemState.STRUCK, struck_at=AT, before=1, after=1)
FACES = replace(OPEN, id=4, number=4, words="只能刷脸")
LIST = Checklist(5, Place(1), "消防 <b>&", 7, AT, (OPEN, DONE, STRUCK, FACES))
PAGE = ChecklistPage(LIST, keeps=True, lives=True)


def presses(screen: Screen) -> list[type]:
    return [type(key.press) for row in screen.keys for key in row]


@pytest.mark.parametrize("locale", SPOKEN)
def test_lists_escape_what_people_wrote_and_cover_doors(locale: str) -> None:
    said = texts(locale)
    screens = [
        drawn.checklists(said, [LIST], keeps=True, at=AT, zone=ZONE),
        drawn.checklist(said, PAGE, 0, at=AT, zone=ZONE),
        drawn.more(said, PAGE),
        *(drawn.item(said, PAGE, one, at=AT, zone=ZONE) for one in LIST.items),
        drawn.surely(said, PAGE, DONE),
    ]
    for screen in screens:
        assert " <b>&" not in screen.text and "301" not in screen.text
        assert sum(map(len, screen.keys)) <= 6, "six keys are enough"
    assert NewList in presses(screens[0]) and AddItem in presses(screens[2])


def test_a_list_says_how_many_of_how_many() -> None:
    said = texts("zh_Hans")
    first = drawn.checklist(said, PAGE, 0, at=AT, zone=ZONE)
    assert "已销号 1/4 项，还有 3 项" in first.text and "过期 2 天" in first.text
    last = drawn.checklist(said, PAGE, 9, at=AT, zone=ZONE)
    assert presses(last).count(ShowItem) == 1
    assert (
        "还没有一项"
        in drawn.checklist(said, replace(PAGE, checklist=replace(LIST, items=())), 0, at=AT, zone=ZONE).text
    )
    assert "这里还没有清单" in drawn.checklists(said, [], keeps=False, at=AT, zone=ZONE).text


@pytest.mark.parametrize(
    ("one", "wanted"), [(OPEN, WriteItem), (DONE, AcceptItem), (STRUCK, StillGood)], ids=["open", "done", "struck"]
)
def test_what_is_offered_from_there(one: Item, wanted: type) -> None:
    said = texts("zh_Hans")
    assert wanted in presses(drawn.item(said, PAGE, one, at=AT, zone=ZONE))
    reader = replace(PAGE, keeps=False, lives=False)
    assert wanted not in presses(drawn.item(said, reader, one, at=AT, zone=ZONE))


def test_an_item_says_where_it_stands() -> None:
    said = texts("zh_Hans")
    assert "12月24日（周四）回头看" in drawn.item(said, PAGE, STRUCK, at=AT, zone=ZONE).text
    looked = replace(STRUCK, looked_at=AT + timedelta(days=30))
    screen = drawn.item(said, PAGE, looked, at=AT, zone=ZONE)
    assert "还好着" in screen.text and StillGood not in presses(screen)
    assert "要写明不刷脸怎么进" in drawn.item(said, PAGE, FACES, at=AT, zone=ZONE).text
    other = replace(FACES, other_way="门卡")
    assert "不用刷脸怎么进：门卡" in drawn.item(said, PAGE, other, at=AT, zone=ZONE).text
    assert "来自报事 0012" in drawn.item(said, PAGE, OPEN, at=AT, zone=ZONE).text


@pytest.mark.parametrize("locale", SPOKEN)
def test_the_table_and_the_photos(locale: str) -> None:
    said = texts(locale)
    workbook = checklist_workbook(said, LIST, zone=ZONE)
    screen = drawn.exported(said, PAGE, workbook)
    assert screen.document is not None and screen.document.startswith(b"PK") and screen.filename.endswith("5.xlsx")
    assert drawn.photo(said, "before", b"x").picture == b"x" and drawn.photo(said, "after", None).picture is None
