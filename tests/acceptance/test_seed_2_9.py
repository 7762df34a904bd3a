"""2.9 居财居管: a residents' committee as a legal person, its 195,000 ㎡ of rooms by use and rent, its own accounts.

铜陵: 居委会 is a 特别法人 with an account of its own; the rooms that go with the housing are its to keep, 19.5万㎡.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.deliberation.classification import Touch
from domain.fund_deeds import DeedKind, DeedWords, RoomOwner, RoomUse, RoomWords
from domain.fund_rooms import RoomSum, register, room_sum
from domain.funds import FundKind, LineKind, figures
from rendering import board_json
from rendering.board_pages import Hand, words_of
from rendering.texts import texts
from services.board_covers import Covers
from services.board_pages import BoardReader
from services.funds import open_fund
from storage.database import Database
from stories.accounts import checks, opens, takes
from stories.moves import invite
from tests.board_town import put_up
from tests.full_matters import found_compound
from tests.handlers.test_fund_rooms import lets, stood_for, written
from tests.handlers.test_fund_rooms import register as opens_register
from tests.pressing import replies
from tests.services.bookkeeping import Books
from tests.services.deeds import contract, stands
from tests.stage import Compound

ZH, ZONE = texts("zh_Hans"), ZoneInfo("Asia/Shanghai")
CODE = "54510114MEA1234562"
IN_ALL = 195_000_00
"""19.5万㎡, in 0.01 ㎡."""
AREAS = (*[3_333_33] * 58, 1_666_86)
USES = (RoomUse.SERVICE, RoomUse.BUSINESS, RoomUse.SHARED)
ACCOUNT = "居委会经费"


async def held(books: Books) -> int:
    """The committee's own account, as the legal person it is."""
    what = {"kind": FundKind.REVENUE, "name": ACCOUNT, "holder": "居委会", "tail": "2909", "opening": 0}
    opened = await books.done(open_fund, books.chair, place=books.compound.town.place, **what)
    registered = DeedWords(DeedKind.REGISTRATION, "府河社区居民委员会，特别法人", CODE)
    await stands(books, int(opened["fund_id"]), registered)
    return int(opened["fund_id"])


async def test_every_room_is_on_record_and_the_areas_add_up_to_195_000(embedded: Database, at: datetime) -> None:
    books = Books(await found_compound(embedded, at))
    account = await held(books)
    for number, size in enumerate(AREAS, start=1):
        place = RoomWords(RoomOwner.HOLDER, USES[number % 3], size)
        await stands(books, account, DeedWords(DeedKind.ROOM, f"{number}号配套用房", place=place))
    first = register((await books.fund(account)).deeds)[0]
    let = await stands(books, account, _let(first.number))
    await books.put_down(account, LineKind.IN, 30_000_00, source="rooms", deed_id=let, invoice="0001")
    matter = await books.decided([Touch.COMMON_INCOME.value])
    await books.put_down(account, LineKind.OUT, 4_000_00, purpose="换门窗", matter_id=matter)
    fund, today = await books.fund(account), at.astimezone(ZONE).date()
    rooms = register(fund.deeds)
    assert room_sum(rooms, today) == RoomSum(len(AREAS), IN_ALL, 1, AREAS[0])
    assert rooms[0].rent(fund, date(at.year, 1, 1), today) == 30_000_00
    sums = figures(fund.lines, date(at.year, 1, 1), today)
    assert (sums.received, sums.spent, sums.closing) == (30_000_00, 4_000_00, 26_000_00)
    board = await BoardReader(embedded, Covers()).board(await put_up(books.compound), at)
    assert board is not None
    public = next(one for one in board.funds if one.name == ACCOUNT)
    shown = words_of(Hand(ZH, ZONE, at).account(public, at.year))
    assert f"一共 {len(AREAS)} 处，195,000.00㎡；其中出租 1 处，3,333.33㎡。" in shown and CODE in shown
    data = next(one for one in board_json.board(board)["funds"] if one["name"] == ACCOUNT)
    assert data["room_area"] == sum(one["area"] for one in data["rooms"]) == IN_ALL
    assert {one["use"] for one in data["rooms"]} == {use.value for use in USES}
    assert {one["owned"] for one in data["rooms"]} == {"holder"}


def _let(number: int) -> DeedWords:
    said = contract("rooms", "便民超市", 60_000_00)
    return DeedWords(said.kind, said.words, source=said.source, price=said.price, until=said.until, room=number)


async def test_residents_read_the_rooms_their_use_and_their_rent_in_the_chat(compound: Compound) -> None:
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await invite(compound.operator, grid, "请委员会成员", "自管会成员")
    await opens(chair, "社会组织代管", ACCOUNT, "居委会", "2909", "0元")
    await checks(grid, ACCOUNT)
    for words, size, use in (
        ("社区服务用房", "95000.50", "办公、服务"),
        ("沿街门面", "80,000", "经营、出租"),
        ("活动场地", "19999.5㎡", "大家用"),
    ):
        await written(compound, words, size, use, "不是业主的，归居委会管")
        await stood_for(compound, words)
    page = await takes(chair, ACCOUNT)
    await lets(compound, page, "2 · 沿街门面", words="便民超市", price="60000", until="2027年12月31日")
    await chair.presses("记一笔", message=await takes(chair, ACCOUNT))
    await chair.presses("收入", message=await chair.sees("收进来的，还是付出去的", fresh=True))
    await chair.presses("公共用房", message=await chair.sees("这笔钱是哪里来的", fresh=True))
    await chair.presses("4 · 便民超市", message=await chair.sees("是哪份合同的钱", fresh=True))
    await replies(chair, ("多少钱", "30000"), ("是什么钱", "下半年租金"), ("哪一天收付的", "11月24日"))
    await chair.presses("没有", message=await chair.sees("票据号是多少", fresh=True))
    await chair.presses("没有", message=await chair.sees("拍一张凭证", fresh=True))
    await chair.presses("记下，请人复核", message=await chair.sees("下半年租金", fresh=True))
    await checks(grid, "下半年租金")
    await opens_register(wang)
    page = await wang.sees("一共 3 处，195,000.00㎡；其中出租 1 处，80,000.00㎡。", fresh=True)
    for line in (
        "社区服务用房，95,000.50㎡，办公、服务",
        "沿街门面，80,000.00㎡，经营、出租，合同 4 出租",
        "活动场地，19,999.50㎡，大家用",
    ):
        assert line in page.text, page.text
    await wang.presses("看 2 号", message=page)
    shop = await wang.sees("2026年收了租金 30,000.00 元", fresh=True)
    assert "没有写是哪次业主决定" not in shop.text and "居委会" in shop.text, shop.text
