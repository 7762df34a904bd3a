"""Screens of rooms and grounds: six keys, eight lines, every one within reach, one sum wherever it is read."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from domain.board_facts import BoardFacts, Window, public_fund
from domain.boards import Board, BoardState
from domain.bulletins import PaperKind, YearReport
from domain.deliberation.stages import Stage
from domain.fund_deeds import Deed, DeedKind, DeedWords, RoomOwner, RoomUse, RoomWords, taken_back
from domain.fund_rooms import register, rooms_on
from domain.funds import Fund, FundKind, FundLine, LineKind
from domain.registry import Place
from rendering import board_json, fund_deeds, fund_rooms, funds
from rendering.board_pages import Hand, words_of
from rendering.bulletin_money import year_sheet
from rendering.fund_buttons import CheckDeed, DeclineDeed, ShowDeed, VoidDeed
from rendering.fund_room_buttons import ChangeRoom, LetRoom, OpenRegister, RoomDecision, ShowRooms, WriteRoom
from rendering.fund_workbook import fund_workbook
from rendering.readiness import area
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts
from tests.deliberating import a_matter
from tests.rendering.bulletin_samples import head

AT = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
ZONE, TODAY = ZoneInfo("Asia/Shanghai"), date(2026, 10, 8)
HALL = RoomWords(RoomOwner.OWNERS, RoomUse.BUSINESS, 1_234_50)
SAID = DeedWords(DeedKind.ROOM, "架空层 <b>& 13812345678", place=HALL)
LET = DeedWords(DeedKind.CONTRACT, "快递站 <b>&", source="spaces", price=12_000_00, until=date(2027, 9, 30), room=1)
LINE = FundLine(1, 1, LineKind.IN, 3_000_00, TODAY, "租金", 7, AT, checked_by=8, checked_at=AT, deed_id=2)
BOARD = Board(1, "中华园", BoardState.OPEN, "kmpqrs")
ZH = texts("zh_Hans")


def deed(number: int, said: DeedWords) -> Deed:
    return Deed(number, number, said, 7, AT, 8, AT)


def account(deeds: Sequence[Deed], *lines: FundLine) -> Fund:
    return Fund(1, Place(1), FundKind.REVENUE, "公共收益 <b>&", "业委会", "0123", lines, deeds=tuple(deeds))


ENTRIES = [deed(n, replace(SAID, words=f"{n}号楼架空层 <b>&")) for n in range(3, 10)]
WAITS = deed(10, replace(SAID, room=1, place=replace(HALL, use=RoomUse.SHARED, matter_id=4, matter_number=2)))
WAITS = replace(WAITS, checked_by=None, checked_at=None)
FUND = account([deed(1, SAID), deed(2, LET), *ENTRIES, WAITS], LINE)


def presses(screen: Screen) -> list[object]:
    return [key.press for row in screen.keys for key in row]


@pytest.mark.parametrize("locale", SPOKEN)
def test_eight_lines_six_keys_and_nothing_unescaped(locale: str) -> None:
    said, today = texts(locale), TODAY
    seen = {"keeps": True, "own": False, "today": today}
    matters = [replace(a_matter(Stage.DOING, AT), id=n, title="改架空层 <b>&") for n in range(9)]
    found = register(FUND.deeds)
    screens = [
        *(fund_rooms.overview(said, [replace(FUND, id=n) for n in range(9)], page, today=today) for page in range(4)),
        *(fund_rooms.rooms(said, FUND, page, keeps=True, today=today) for page in range(3)),
        fund_rooms.rooms(said, account([]), 0, keeps=True, today=today),
        *(fund_rooms.room(said, FUND, one, **seen) for one in FUND.deeds if one.said.place is not None),
        fund_rooms.room(said, FUND, replace(ENTRIES[0], voided="写错了 <b>&"), **seen),
        fund_rooms.which_owner(said, FUND),
        fund_rooms.which_change(said, FUND, ENTRIES[0]),
        fund_rooms.ask_use(said, 5, 1),
        *(fund_rooms.ask_decision(said, some, 5, 1, must=must) for some in ([], matters) for must in (True, False)),
        *(fund_rooms.ask_room(said, found, 5, 1, page) for page in range(3)),
        *(fund_deeds.preview(said, FUND, wanted, 5) for wanted in (SAID, LET, WAITS.said)),
        *(funds.funds(said, [replace(FUND, id=n) for n in range(9)], 0, keeps=keeps) for keeps in (True, False)),
    ]
    for screen in screens:
        assert len(presses(screen)) <= 6 and len(screen.text.splitlines()) <= 8, screen.text
        assert "<b>&" not in screen.text and "funds." not in screen.text and "13812345678" not in screen.text


def test_every_room_is_reached_and_what_waits_by_those_who_keep_the_account() -> None:
    for keeps in (True, False):
        reached, page = set(), 0
        while True:
            screen = fund_rooms.rooms(ZH, FUND, page, keeps=keeps, today=TODAY)
            reached |= {key.deed_id for key in presses(screen) if isinstance(key, ShowDeed)}
            assert (WriteRoom(1, "") in presses(screen)) is keeps
            if ShowRooms(1, page + 1) not in presses(screen):
                break
            page += 1
        assert reached == {1, *range(3, 10), *([10] if keeps else [])}
    assert OpenRegister(0) in presses(funds.funds(ZH, [FUND], keeps=False))


@pytest.mark.parametrize(
    ("one", "keeps", "own", "offers"),
    [
        (WAITS, True, False, [CheckDeed(10), DeclineDeed(10)]),
        (WAITS, True, True, [DeclineDeed(10)]),
        (ENTRIES[0], True, False, [ChangeRoom(3, ""), VoidDeed(3)]),
        (ENTRIES[0], False, False, []),
    ],
)
def test_whoever_keeps_the_account_changes_one_and_another_stands_for_it(
    one: Deed, keeps: bool, own: bool, offers: list[object]
) -> None:
    shown = presses(fund_rooms.room(ZH, FUND, one, keeps=keeps, own=own, today=TODAY))
    assert [key for key in shown if isinstance(key, (CheckDeed, DeclineDeed, VoidDeed, ChangeRoom))] == offers
    assert ShowRooms(1, 0) in shown


def test_a_room_says_by_what_it_is_let_and_whether_the_owners_decided_so() -> None:
    seen = {"keeps": False, "own": False, "today": TODAY}
    let = fund_rooms.room(ZH, FUND, FUND.deeds[0], **seen).text
    assert "合同 2 出租，共 12,000.00 元，到2027年9月30日（周四）；2026年收了租金 3,000.00 元。" in let
    assert "没有写是哪次业主决定的（民法典278条第一款第八项）" in let
    bare = fund_rooms.room(ZH, FUND, ENTRIES[0], **seen).text
    assert "现在没有出租；2026年收了租金 0.00 元。" in bare
    waits = fund_rooms.room(ZH, FUND, WAITS, **seen).text
    assert "第 2 号议题的决定" in waits and "复核以前还是：" in waits and "经营、出租" in waits
    checked = replace(WAITS, checked_by=8, checked_at=AT)
    later = account([*FUND.deeds[:-1], checked])
    assert "已经换成：" in fund_rooms.room(ZH, later, FUND.deeds[0], **seen).text
    assert ChangeRoom(1, "") not in presses(
        fund_rooms.room(ZH, later, FUND.deeds[0], keeps=True, own=False, today=TODAY)
    )
    assert "租的是：1. 架空层" in fund_deeds.deed(ZH, FUND, FUND.deeds[1], keeps=False, own=False).text


def test_another_use_is_led_to_the_owners_matter() -> None:
    begin = fund_rooms.ask_decision(ZH, [], 5, 1, must=True)
    assert "发起一件事" in begin.text and RoomDecision(5, 0) not in presses(begin)
    first = fund_rooms.ask_decision(ZH, [], 5, 1, must=False)
    assert RoomDecision(5, 0) in presses(first) and "四分之三" in first.text
    rooms = register(FUND.deeds)
    offered = [fund_rooms.ask_room(ZH, rooms, 5, 1, page) for page in range(3)]
    every = {key.number for screen in offered for key in presses(screen) if isinstance(key, LetRoom)}
    assert every == {0, *(one.number for one in rooms)}


ROOM = st.tuples(st.integers(1, 10**7), st.booleans(), st.sampled_from(RoomUse), st.sampled_from(RoomOwner))


@given(st.lists(ROOM, min_size=1, max_size=7))
def test_the_sum_is_one_wherever_it_is_read(found: list[tuple[int, bool, RoomUse, RoomOwner]]) -> None:
    """In the chat, on the board's page and in its data, in the exported file, in the report of the year."""
    deeds: list[Deed] = []
    for size, let, use, owned in found:
        number = len(deeds) + 1
        deeds.append(deed(number, replace(SAID, words=f"{number}号", place=RoomWords(owned, use, size))))
        deeds += [deed(number + 1, replace(LET, room=number))] if let else []
    fund, total = account(deeds), sum(size for size, *_ in found)
    let_total = sum(size for size, let, *_ in found if let)
    said = f"一共 {len(found)} 处，{area(total)}㎡；其中出租 {sum(let for _, let, *_ in found)} 处，{area(let_total)}㎡"
    pages = [fund_rooms.rooms(ZH, fund, page, keeps=False, today=TODAY).text for page in range((len(found) + 2) // 3)]
    assert all(said in page for page in pages)
    assert sum(_areas("\n".join(line for page in pages for line in page.splitlines()[2:]))) == total
    assert said in fund_rooms.overview(ZH, [fund], 0, today=TODAY).text
    public = public_fund(fund, lambda words: words)
    shown = words_of(Hand(ZH, ZONE, AT).account(public, 2026))
    assert said in shown and sum(_areas(shown.partition("㎡。")[2])) == total
    (data,) = board_json.board(BoardFacts(BOARD, {}, Window.lately(AT), funds=(public,)))["funds"]
    assert data["room_area"] == total == sum(one["area"] for one in data["rooms"])
    *rows, last = _sheet(fund)
    assert round(last[2] * 100) == total == sum(round(row[2] * 100) for row in rows)
    told = YearReport(TODAY, *[0] * 8, (), rooms_on(TODAY, [fund], ZONE))
    report = year_sheet(ZH, head(PaperKind.YEAR), told)
    assert f"{len(found)} 处，共 {area(total)}㎡" in str(report.facts)


def _areas(words: str) -> list[int]:
    return [int(found.replace(",", "").replace(".", "")) for found in re.findall(r"([\d,]+\.\d\d)㎡", words)]


def _sheet(fund: Fund) -> list[list[Any]]:
    """The exported file's second sheet, under its heading."""
    written = fund_workbook(ZH, fund, keeps=False, hashes={}, at=AT, zone=ZONE)
    with load_workbook(io.BytesIO(written)) as book:
        return book.get_sheet_by_index(1).to_python()[1:]


def void(number: int, code: int, why: str = "写错了") -> Deed:
    return deed(number, DeedWords(DeedKind.VOID, why, str(code)))


def test_what_stood_before_is_within_reach_of_everybody_and_says_why_it_does_not_now() -> None:
    """Behind what stands now, and from the place itself to the entry before."""
    second = replace(WAITS, checked_by=8, checked_at=AT)
    given = [deed(1, SAID), deed(3, replace(SAID, words="车棚")), second, void(11, 3, "拆了 <b>&")]
    fund = account(taken_back(given))
    page = fund_rooms.rooms(ZH, fund, 0, keeps=False, today=TODAY)
    assert "一共 1 处" in page.text and "（已作废）" in page.text and "（已换新的）" in page.text, page.text
    assert {ShowDeed(1), ShowDeed(3), ShowDeed(10)} <= {*presses(page)}
    seen = {"keeps": True, "own": False, "today": TODAY}
    now, shed = (fund_rooms.room(ZH, fund, one, **seen) for one in (fund.deeds[2], fund.deeds[1]))
    assert ShowDeed(1) in presses(now) and "作废的原因：拆了" in shed.text and "<b>&" not in shed.text
    assert ShowDeed(1) not in presses(fund_rooms.room(ZH, fund, fund.deeds[0], **seen))
    every = account(taken_back([*FUND.deeds[:-1], second, *(void(n + 20, n) for n in range(3, 10))]))
    reached, number, more = set(), 0, True
    while more:
        screen = fund_rooms.rooms(ZH, every, number, keeps=True, today=TODAY)
        assert len(presses(screen)) <= 6 and len(screen.text.splitlines()) <= 8, screen.text
        reached |= {key.deed_id for key in presses(screen) if isinstance(key, ShowDeed)}
        number += 1
        more = ShowRooms(1, number) in presses(screen)
    assert reached == {1, *range(3, 11)}


@pytest.mark.parametrize("locale", SPOKEN)
def test_whoever_makes_an_entry_void_reads_first_what_comes_back(locale: str) -> None:
    said, second = texts(locale), replace(WAITS, checked_by=8, checked_at=AT)
    fund = account([deed(1, SAID), second, deed(11, replace(SAID, words="车棚"))])
    wanted = DeedWords(DeedKind.VOID, "写错了", "10")
    back, off = said.plain("funds.rooms.back"), said.plain("funds.rooms.off")
    before = fund_deeds.summary(said, fund.deeds[0])
    waits = replace(deed(12, wanted), checked_at=None)
    both = fund_deeds.preview(said, fund, wanted, 5), fund_deeds.deed(said, fund, waits, keeps=True, own=False)
    for screen in both:
        assert back in screen.text and before in screen.text and off not in screen.text, screen.text
        assert len(screen.text.splitlines()) <= 8
    alone = fund_deeds.preview(said, fund, replace(wanted, code="11"), 5).text
    assert off in alone and back not in alone
    past = fund_deeds.preview(said, fund, replace(wanted, code="1"), 5).text
    assert off not in past and back not in past, "it was not in force: nothing changes"


def test_a_contract_that_lets_what_is_the_owners_without_a_decision_says_so() -> None:
    """Before it is written, where it is checked, on the place and on the board, whatever use is on record."""
    told = "没有写是哪次业主决定的（民法典278条第一款第八项）"
    for place, undecided in (
        (replace(HALL, use=RoomUse.SHARED), True),
        (replace(HALL, use=RoomUse.SHARED, matter_id=4, matter_number=2), False),
        (replace(HALL, owned=RoomOwner.HOLDER), False),
    ):
        fund = account([deed(1, replace(SAID, place=place)), deed(2, LET)])
        seen = {"keeps": False, "own": False}
        for shown in (
            fund_deeds.preview(ZH, fund, LET, 5).text,
            fund_deeds.deed(ZH, fund, fund.deeds[1], **seen).text,
            fund_rooms.room(ZH, fund, fund.deeds[0], **seen, today=TODAY).text,
            words_of(Hand(ZH, ZONE, AT).account(public_fund(fund, lambda words: words), 2026)),
        ):
            assert (told in shown) is undecided, shown
    unlet = account([deed(1, replace(SAID, place=replace(HALL, use=RoomUse.SHARED)))])
    assert told not in fund_rooms.room(ZH, unlet, unlet.deeds[0], keeps=False, own=False, today=TODAY).text


def test_a_year_that_is_over_does_not_tell_the_rooms_of_today() -> None:
    public = public_fund(FUND, lambda words: words)
    hand = Hand(ZH, ZONE, AT)
    assert "公共用房和场地" in words_of(hand.account(public, 2026))
    assert "公共用房和场地" not in words_of(hand.account(public, 2025))


def test_what_is_over_is_not_let_any_more() -> None:
    assert LET.until is not None
    rooms = fund_rooms.rooms(ZH, FUND, 0, keeps=False, today=LET.until + timedelta(days=1))
    assert "其中出租 0 处，0.00㎡" in rooms.text
