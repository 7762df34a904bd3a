"""Screens of fees and services in both languages: at most six keys and eight lines, what was written escaped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.funds import Fund, FundKind
from domain.hourly import FeeChange, HourlyMonth, HourlyPage, HourlyService, HourlyVisit, sheet
from domain.pledges import Drive, DriveFigures, DrivePage, DriveState, Given, Pledge, Unmet
from domain.prepay import (
    NOTHING,
    PrepayBasis,
    PrepayFigures,
    PrepayKind,
    PrepayLine,
    PrepayRound,
    PrepaySettlement,
    PrepayState,
)
from domain.prepay_views import PrepayBuilding, PrepayHome, PrepayPage
from domain.registry import Place
from domain.settlements import Sheet, SheetHead, SheetLine, insured
from domain.units import DwellingUnit
from rendering import fees, hourly, pledges, prepay, settlements
from rendering.dispatch import Drawing
from rendering.fee_buttons import ShowRound, ShowRounds, TakeFee, VoidReceipt
from rendering.fund_buttons import ShowLine
from rendering.hourly_buttons import PayMonth, ShowHourly, ShowServicesByHour
from rendering.pledge_buttons import ShowDrive, ShowDrives, TakeBackPledge
from rendering.screens import Screen
from rendering.settlement_buttons import NewSheet, ShowSheet, ShowSheets
from rendering.texts import SPOKEN, texts

AT = datetime(2026, 12, 24, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
SHOWN = (ShowRound, ShowHourly, ShowDrive, ShowSheet)
PAGED = (ShowRounds, ShowServicesByHour, ShowDrives, ShowSheets)
ODD = "保洁 <b>&"
HOME = DwellingUnit(11, 1, 3, 1, "3号楼", "1单元", 1, "101", area=8937)
ROUND = PrepayRound(1, Place(1), 5, ODD, PrepayBasis.AREA, 50, 12, 7, AT, 8, AT)
SUMS = PrepayFigures(678, 677, 480_00, 0, 80_00, 0, 5_00, 1)
MINE = PrepayHome(HOME, 536_22, 100_00, 20_00)
PAGE = PrepayPage(
    ROUND, {n: f"{n}号楼" for n in range(1, 10)}, dict.fromkeys(range(1, 10), SUMS), (MINE,), frozenset({3}), True
)
FEW = replace(PAGE, sums=dict.fromkeys(PAGE.names, PrepayFigures(9, 8, 480_00)), takes=frozenset(), keeps=False)
GOES = {"amount": 100, "round_id": 1}
TAKEN = {"line_id": 1, "left": 0, "round_id": 1, "building_id": 3}
COST = PrepayLine(1, 3, PrepayKind.COST, -80_00, 7, AT, PrepayState.WAITS, words=ODD)
HELD = PrepayLine(2, 3, PrepayKind.RECEIVED, 5_00, 7, AT, PrepayState.HELD, 11)
BUILDING = PrepayBuilding(PAGE, 3, (COST, replace(COST, state=PrepayState.STANDS)), (HELD,), None, replace(ROUND, id=2))
ASKED = PrepaySettlement(1, 1, 3, 2, 400_00, 678, 677, 7, AT)

SERVICE = HourlyService(1, Place(1), ODD, ODD, 90, 4, 30_00, 7, AT, 8, AT, "2026-12")
VISIT = HourlyVisit(1, 1, date(2026, 12, 3), 45, 9, AT)
MONTH = HourlyPage(SERVICE, sheet(SERVICE, "2026-12", [VISIT]), (VISIT,), 1, (ODD, ODD), True, True, True, "2026-11")
DONE = replace(MONTH.month, accepted_at=AT)
PAYING = replace(DONE, line_id=2, line_number=2)
PAID = replace(PAYING, paid=True)
FEE = FeeChange(1, Place(1), 30, 50, 7, AT)

LINES = (
    SheetLine(SheetHead.INCOME, ODD, 100),
    insured(120, 100_00),
    SheetLine(SheetHead.USE, ODD, 100, matter_number=3),
)
YEAR = Sheet(
    1, Place(1), 2025, 5, 7, AT, lines=tuple(SheetLine(head, ODD, 100) for head in SheetHead) + LINES, fund=ODD
)
OUT = replace(YEAR, asked_by=7, asked_at=AT)
ACCOUNT = Fund(1, Place(1), FundKind.PREPAID, ODD, "居委会", "0123")

GATE = Drive(1, Place(1), 5, ODD, ODD, 30_000_00, AT, Unmet.BACK, 7, AT, 8, DriveState.OPEN)
DRIVE = DrivePage(GATE, DriveFigures(2, 200_00, 1, 100_00, 50_00), Pledge(1, 1, 7, 11, 100_00, AT), True, False)
NAMED = replace(DRIVE, given=Given.COUNTED, names=(ODD, "王桂兰"))
WAITING = replace(DRIVE, drive=replace(GATE, state=DriveState.SHORT), sums=replace(DRIVE.sums, waiting=2))


def of_prepaid_fees(said: Any) -> list[Screen]:
    """The hub, and those of fees paid ahead."""
    return [
        fees.fees(said),
        *(prepay.rounds(said, [ROUND] * 5, at_page, keeps=True) for at_page in (0, 1)),
        prepay.rounds(said, [], 0, keeps=False),
        *(prepay.round_(said, PAGE, at_page) for at_page in (0, 2, 9)),
        prepay.round_(said, replace(PAGE, round=replace(ROUND, confirmed_at=None)), 0),
        prepay.round_(said, replace(PAGE, mine=(replace(MINE, due=None),)), 0),
        prepay.building(said, BUILDING),
        prepay.building(said, replace(BUILDING, page=replace(PAGE, keeps=False), receipts=(HELD,) * 4)),
        *(prepay.building(said, replace(BUILDING, settlement=one)) for one in (ASKED, replace(ASKED, confirmed_at=AT))),
        prepay.home(said, ROUND, MINE),
        prepay.home(said, ROUND, replace(MINE, paid=536_22)),
        prepay.take_sum(said, 1, MINE, 100),
        prepay.ask_basis(said, 1),
        prepay.preview_round(said, {"name": ODD, "basis": "home", "rate": 1, "months": 12}, 1),
        *(prepay.preview_out(said, "3号楼", GOES | one, 1) for one in ({"words": ODD}, {"door": HOME.name})),
        prepay.ask_refund(said, MINE, 1, 1),
        prepay.home(said, ROUND, replace(MINE, refunded=20_00)),
        *(prepay.round_(said, one, 0) for one in (FEW, replace(FEW, sums=dict.fromkeys(PAGE.names, NOTHING)))),
        prepay.surely_hand(said, BUILDING),
        *(prepay.surely_settle(said, replace(BUILDING, following=one)) for one in (None, ROUND)),
        prepay.surely_void(said, 1, 1, 3),
        *(prepay.taken(said, TAKEN | {"told": told}) for told in (0, 1)),
        prepay.waits(said, "asked", {"round_id": 1, "seconds": 0}),
    ]


def of_hours_and_years(said: Any) -> list[Screen]:
    """Those of hours, years, and money put together."""
    return [
        *(hourly.services(said, [SERVICE] * 5, FEE, at_page, keeps=True, changes=True) for at_page in (0, 2)),
        hourly.services(
            said, [replace(SERVICE, confirmed_at=None)], replace(FEE, matter_number=3), 0, keeps=False, changes=False
        ),
        hourly.services(said, [], None, 0, keeps=False, changes=False),
        hourly.service(said, MONTH),
        hourly.service(said, replace(MONTH, judges=False, month=replace(MONTH.month, accepted_at=AT))),
        *(hourly.service(said, replace(MONTH, judges=False, month=one)) for one in (DONE, PAYING, PAID)),
        *(hourly.which_fund(said, MONTH, [ACCOUNT] * 7, page, prepaid=False) for page in (0, 1)),
        *(hourly.which_fund(said, MONTH, [], 0, prepaid=prepaid) for prepaid in (True, False)),
        hourly.service(said, replace(MONTH, service=replace(SERVICE, since="2027-01"), judges=False, fine=0)),
        hourly.service(said, replace(MONTH, service=replace(SERVICE, confirmed_at=None))),
        hourly.surely_fine(said, MONTH),
        hourly.surely_not_fine(said, ODD, 1),
        hourly.surely_end(said, SERVICE),
        hourly.fee_preview(said, 50, 30, 1),
        hourly.how_long(said, 120, 1),
        hourly.thanks(said, "asked", 1, seconds=0),
        hourly.photo(said, None),
        settlements.sheets(said, [YEAR, OUT, replace(OUT, published_at=AT)] * 2, 0, keeps=True),
        settlements.sheets(said, [], 0, keeps=False),
        *(settlements.which_fund(said, found, 1) for found in ([ACCOUNT] * 6, [])),
        *(settlements.sheet(said, one, keeps=True, own=False) for one in (YEAR, OUT, replace(OUT, published_at=AT))),
        *(settlements.listed(said, YEAR, at_page, keeps=True) for at_page in (0, 9)),
        settlements.which_head(said, 1),
        settlements.ask_matter(said, [], 1, 1),
        settlements.preview(said, LINES[1], 1, 1),
        settlements.surely(said, OUT),
        settlements.asked(said, {"sheet_id": 1, "seconds": 0}),
        pledges.drives(said, [GATE] * 5, 0, keeps=True),
        pledges.drives(said, [], 0, keeps=False),
        pledges.drive(said, DRIVE, ZONE),
        pledges.drive(said, replace(DRIVE, mine=None, joins=True), ZONE),
        *(pledges.drive(said, replace(DRIVE, drive=replace(GATE, state=state)), ZONE) for state in DriveState),
        pledges.drive(said, WAITING, ZONE),
        pledges.drive(said, replace(NAMED, keeps=True), ZONE),
        *(pledges.givers(said, replace(NAMED, names=names), 0) for names in ((), (ODD,) * 99)),
        pledges.surely_named(said, ODD, 1, 1),
        pledges.thanks(said, "named", {"drive_id": 1}),
        pledges.ask_days(said, 1),
        pledges.ask_unmet(said, 1),
        pledges.preview(said, {"name": ODD, "purpose": ODD, "target": 1, "days": 7, "unmet": "use"}, 1),
        pledges.surely(said, "join", 100, 1, 1),
        pledges.surely_number(said, "receive", 7, 100_00, 1, 1),
        pledges.surely_back(said, 1),
        pledges.thanks(said, "ask", {"drive_id": 1, "seconds": 0}),
    ]


@pytest.mark.parametrize("locale", SPOKEN)
def test_at_most_eight_lines_six_keys_and_nothing_unescaped(locale: str) -> None:
    for screen in (*of_prepaid_fees(texts(locale)), *of_hours_and_years(texts(locale))):
        assert " <b>&" not in screen.text and sum(map(len, screen.keys)) <= 6, screen
        assert len(screen.text.splitlines()) <= 8, screen.text


def test_who_keeps_the_accounts_pays_an_accepted_month_once_and_everybody_finds_the_line() -> None:
    said = texts("zh_Hans")

    def presses(month: HourlyMonth, *, keeps: bool) -> list[type]:
        screen = hourly.service(said, replace(MONTH, judges=False, month=month, keeps=keeps))
        return [type(key.press) for row in screen.keys for key in row]

    assert PayMonth in presses(DONE, keeps=True)
    assert PayMonth not in presses(DONE, keeps=False)
    for month, keeps in ((MONTH.month, True), (PAYING, True), (PAID, True)):
        assert PayMonth not in presses(month, keeps=keeps)
    assert ShowLine in presses(PAID, keeps=False)


def test_who_has_not_paid_stands_nowhere_and_677_of_678_are_not_all() -> None:
    told = prepay.round_(texts("zh_Hans"), replace(PAGE, mine=()), 0).text
    assert "（99.85%）" in told and "100" not in told.replace("1000", "") and HOME.label not in told


def test_a_deficit_keeps_its_sign_in_the_group() -> None:
    facts = {"compound": "中华园", "year": 2025, "fund": "卫生费", "income": 1_00, "costs": 2_001_00, "used": 0}
    sums = {"opening": 0, "surplus": -2_000_00, "closing": -2_000_00, "interests": ["没有"]}
    told = settlements.published(Drawing(texts("zh_Hans"), ZONE, AT, AT), facts | sums).screen.text
    assert "本年结余 −2,000.00" in told and "期末 −2,000.00 元" in told and "利益关系：没有" in told


def test_the_group_hears_how_many_interests_are_declared_however_many_there_are() -> None:
    facts = {"compound": "中华园", "year": 2025, "fund": "卫生费", "income": 1_00, "costs": 0, "used": 0}
    sums, words = {"opening": 0, "surplus": 0, "closing": 0}, ["维修公司是委员亲戚开的", "租户是副主任", "会计是物业的"]

    def told(n: int) -> str:
        given = facts | sums | {"interests": words[:n]}
        return settlements.published(Drawing(texts("zh_Hans"), ZONE, AT, AT), given).screen.text

    assert all(one in told(2) for one in words[:2]) and " 条" not in told(2)
    assert f"{words[0]}等 3 条" in told(3) and words[2] not in told(3)
    assert "利益关系" not in told(0)


def test_a_receipt_given_before_it_was_known_who_was_told_is_drawn_and_said_to_be_written_by_hand() -> None:
    assert prepay.taken(texts("zh_Hans"), TAKEN).text == prepay.taken(texts("zh_Hans"), TAKEN | {"told": 0}).text


def test_among_few_homes_it_is_not_told_how_many_paid() -> None:
    """8 of 9 would name the ninth to its neighbours; whoever takes the fees there knows already."""
    said = texts("zh_Hans")
    big = replace(SUMS, homes=12, paid=11)

    def whole(one: PrepayFigures, two: PrepayFigures) -> str:
        page = replace(FEW, names={1: "1号楼", 2: "2号楼"}, sums={1: one, 2: two}, mine=())
        return str(prepay.round_(said, page, 0).text)

    small = FEW.sums[3]
    told = whole(big, small)
    assert "1号楼：交齐 11/12 户" in told and "2号楼：余额 480.00 元" in told
    assert "19/21" not in told, "the difference tells as much"
    assert "交齐 22/24 户（91.66%）" in whole(big, big)
    assert "交齐 16/18 户" in whole(small, small) and "8/9" not in whole(small, small)
    here = replace(BUILDING, page=FEW)
    assert "8/9" not in prepay.building(said, here).text
    for page in (replace(FEW, keeps=True), replace(FEW, takes=frozenset({3}))):
        assert "交齐 8/9 户" in prepay.building(said, replace(here, page=page)).text
    drawing = Drawing(said, ZONE, AT, AT)
    facts = {"name": "卫生费", "building": "3号楼", "received": 1, "carried": 0, "spent": 0, "refunded": 0}
    settled = [prepay.settled(drawing, facts | {"homes": n, "paid": n - 1}).screen.text for n in (9, 10)]
    assert "8/9" not in settled[0] and "9/10 户（90.00%）" in settled[1]


def test_a_home_that_had_its_money_back_reads_so_and_is_not_asked_for_it_again() -> None:
    said = texts("zh_Hans")
    screen = prepay.home(said, ROUND, replace(MINE, refunded=20_00))
    assert "已交 100.00 元，退了 20.00 元" in screen.text
    assert not any(isinstance(key.press, TakeFee) for row in screen.keys for key in row)
    assert any(isinstance(key.press, TakeFee) for row in prepay.home(said, ROUND, MINE).keys for key in row)


def test_the_receipts_one_holds_can_be_taken_back_from_the_buildings_screen() -> None:
    said, receipts = texts("zh_Hans"), tuple(replace(HELD, id=number) for number in (2, 5, 6, 9))
    leader = prepay.building(said, replace(BUILDING, page=replace(PAGE, keeps=False), receipts=receipts))
    assert [key.press for row in leader.keys for key in row if isinstance(key.press, VoidReceipt)] == [
        VoidReceipt(5, 0),
        VoidReceipt(6, 0),
        VoidReceipt(9, 0),
    ]
    assert "收错了 9" in [key.label for row in leader.keys for key in row]


def test_every_service_round_drive_and_year_is_reached_page_by_page() -> None:
    said, many = texts("zh_Hans"), range(1, 12)
    lists: list[Callable[[int], Screen]] = [
        lambda page: prepay.rounds(said, [replace(ROUND, id=n) for n in many], page, keeps=True),
        lambda page: hourly.services(said, [replace(SERVICE, id=n) for n in many], FEE, page, keeps=True, changes=True),
        lambda page: pledges.drives(said, [replace(GATE, id=n) for n in many], page, keeps=True),
        lambda page: settlements.sheets(said, [replace(YEAR, id=n) for n in many], page, keeps=True),
    ]
    for drawn in lists:
        reached, page, seen = set(), 0, set()
        while page not in seen:
            seen.add(page)
            presses = [key.press for row in drawn(page).keys for key in row]
            reached |= {next(iter(vars(one).values())) for one in presses if isinstance(one, SHOWN)}
            page = next(one.page for one in presses if isinstance(one, PAGED))
        assert reached == set(many), reached
    assert "卫生费 2025年" in settlements.sheet(said, replace(YEAR, fund="卫生费"), keeps=False, own=False).text


@pytest.mark.parametrize("seconds", [0, 1])
def test_where_nobody_could_be_the_second_that_is_said(seconds: int) -> None:
    said = texts("zh_Hans")
    waits = [
        prepay.waits(said, "asked", {"round_id": 1, "seconds": seconds}),
        hourly.thanks(said, "asked", 1, seconds=seconds),
        settlements.asked(said, {"sheet_id": 1, "seconds": seconds}),
        *(pledges.thanks(said, what, {"drive_id": 1, "seconds": seconds}) for what in ("ask", "receive", "return")),
    ]
    assert ["没有第二位" in screen.text for screen in waits] == [not seconds] * 6
    assert "没有第二位" not in pledges.thanks(said, "join", {"drive_id": 1, "number": 1, "amount": 1}).text
    assert "没有第二位" not in hourly.thanks(said, "signed", 1, times=1, of=4).text


def test_money_put_together_is_not_called_short_or_enough_before_its_time() -> None:
    """While receipts wait nobody knows; what was told as enough and is less since says that it is less."""
    said = texts("zh_Hans")
    assert "还有 2 笔" in pledges.drive(said, WAITING, ZONE).text and "到时候了，没凑够" not in _stands(WAITING)
    over = replace(DRIVE, drive=replace(GATE, state=DriveState.MET))
    assert "少了" in _stands(over)
    assert "凑够了，谢谢" in _stands(replace(over, sums=replace(over.sums, received=GATE.target)))


def test_if_it_is_short_is_said_as_if_while_it_runs_and_as_it_is_once_it_is_over() -> None:
    said = texts("zh_Hans")
    assert "要是没凑够，收到的全部退回" in pledges.drive(said, DRIVE, ZONE).text
    short = pledges.drive(said, replace(DRIVE, drive=replace(GATE, state=DriveState.SHORT)), ZONE).text
    assert "要是" not in short and "到时候了，没凑够" in short and "收到的全部退回" in short
    assert "退回" not in pledges.drive(said, replace(WAITING, sums=replace(WAITING.sums, back=0)), ZONE).text
    met = replace(GATE, state=DriveState.MET)
    enough, more = (
        pledges.drive(said, replace(DRIVE, drive=met, sums=replace(DRIVE.sums, received=came, back=0)), ZONE).text
        for came in (GATE.target, GATE.target + 5_00)
    )
    assert "没凑够" not in enough + more and "多出" not in enough
    assert "多出 5.00 元，也只用在这件事上" in more


def test_what_the_money_is_for_is_read_to_its_end_by_whoever_gives() -> None:
    said, purpose = texts("zh_Hans"), "修" * 99 + "完"
    asked = {"name": "大门", "purpose": purpose, "target": 1, "days": 7, "unmet": "use"}
    told = {"name": "大门", "purpose": purpose, "target": 1}
    assert purpose in pledges.preview(said, asked, 1).text
    assert purpose in pledges.drive(said, replace(DRIVE, drive=replace(GATE, purpose=purpose)), ZONE).text
    assert purpose in pledges.opened(Drawing(said, ZONE, AT, AT), told).screen.text


def test_whoever_gave_reads_what_became_of_it_and_takes_back_only_what_was_not_paid() -> None:
    said = texts("zh_Hans")
    told = {step: pledges.drive(said, replace(DRIVE, given=step), ZONE) for step in Given}
    assert len({screen.text for screen in told.values()}) == len(Given)
    taken_back = {
        step for step, screen in told.items() for row in screen.keys for key in row if type(key.press) is TakeBackPledge
    }
    assert taken_back == {Given.PROMISED, Given.UNDONE}, "nothing of it counts"
    short = replace(DRIVE, drive=replace(GATE, state=DriveState.SHORT), given=Given.COUNTED)
    assert "要退给您" in pledges.drive(said, short, ZONE).text
    assert "没有交，不用再交了" in pledges.drive(said, replace(short, given=Given.PROMISED), ZONE).text
    undone = pledges.drive(said, replace(short, given=Given.UNDONE), ZONE).text
    assert "没有交，" not in undone and "交过的，请告诉委员会" in undone, "they may have paid"


def test_whoever_gave_may_be_named_and_unnamed_and_those_named_are_read_page_by_page_without_sums() -> None:
    said = texts("zh_Hans")

    def words(page: DrivePage) -> set[str]:
        return {key.label for row in pledges.drive(said, page, ZONE).keys for key in row}

    assert {"公布我的名字", "写了名字的（2）"} < words(NAMED) and "收回我的名字" not in words(NAMED)
    mine = replace(NAMED, mine=Pledge(1, 1, 7, 11, 100_00, AT, name="王桂兰"))
    assert "收回我的名字" in words(mine) and "公布我的名字" not in words(mine)
    for no in (replace(DRIVE, given=Given.HANDED), replace(NAMED, drive=replace(GATE, state=DriveState.SHORT))):
        assert "公布我的名字" not in words(no)
    many = [f"邻居{n:03d}" for n in range(100)]
    shown = [pledges.givers(said, replace(NAMED, names=tuple(many)), page).text for page in range(3)]
    assert [name for screen in shown for name in many if name in screen] == many
    assert "100.00" not in "".join(shown) and "100.00" not in pledges.surely_named(said, "王桂兰", 1, 1).text


def test_groups_read_no_telephone_that_an_older_drive_was_called_by() -> None:
    """What is refused today may have been written before: what leaves is covered all the same."""
    drawing, phone = Drawing(texts("zh_Hans"), ZONE, AT, AT), "13812345678"
    facts = {"drive_id": 1, "name": f"大门 {phone}", "purpose": f"找老王 {phone}", "target": 30_000_00, "unmet": "back"}
    sums = {"received": 20_000_00, "waiting": 0, "state": "short", "number": 7, "amount": 100_00}
    sums |= {"why": f"打 {phone} 说的"}
    for what in ("look", "opened", "ended", "recounted", "came", "owed", "returning", "undone", "unreturned"):
        for more in ({}, {"waiting": 2}):
            screen = pledges.NOTICES[f"pledges.{what}"](drawing, {**facts, **sums, **more}).screen
            assert screen is not None and phone not in screen.text and "大门" in screen.text, what


def _stands(page: DrivePage) -> str:
    """Without the rule that was said before anybody promised."""
    said = texts("zh_Hans")
    rule = str(said.say(f"pledges.unmet.{page.drive.unmet}"))
    return str(pledges.drive(said, page, ZONE).text).replace(rule, "")


def test_every_account_is_within_reach_however_many_there_are() -> None:
    said, accounts = texts("zh_Hans"), [replace(ACCOUNT, id=n) for n in range(1, 21)]
    paid, settled = set(), set()
    for page in range(5):
        keys = [key.press for row in hourly.which_fund(said, MONTH, accounts, page, prepaid=False).keys for key in row]
        paid |= {key.fund_id for key in keys if isinstance(key, PayMonth)}
        keys = [key.press for row in settlements.which_fund(said, accounts, page).keys for key in row]
        settled |= {key.fund_id for key in keys if isinstance(key, NewSheet)}
    assert paid == settled == set(range(1, 21))
