"""Rooms and grounds on record: written by one, checked by another, changed as the owners decided, summed alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.deliberation.classification import Touch
from domain.deliberation.stages import Stage
from domain.fund_deeds import DeedKind, DeedWords, RoomOwner, RoomUse, RoomWords
from domain.fund_rooms import RoomSum, register, room_sum, rooms_on
from domain.funds import LineKind
from services import fund_periods as closing
from services.fund_deeds import check_deed, decided_uses, decline_deed, write_deed
from storage.database import Database
from tests.full_matters import found_compound
from tests.services.bookkeeping import Books
from tests.services.deeds import contract, stands, writes

HALL = DeedWords(DeedKind.ROOM, "3号楼架空层", place=RoomWords(RoomOwner.OWNERS, RoomUse.SHARED, 200_00))
SHED = DeedWords(DeedKind.ROOM, "自行车棚", place=RoomWords(RoomOwner.HOLDER, RoomUse.PARKING, 89_37))

SHOP = replace(HALL, place=RoomWords(RoomOwner.OWNERS, RoomUse.BUSINESS, 200_00))


def as_said(wanted: DeedWords, number: int, **place: object) -> DeedWords:
    """Another entry of the room with this number."""
    assert wanted.place is not None
    return replace(wanted, room=number, place=replace(wanted.place, **place))  # type: ignore[arg-type]


@pytest.fixture
async def books(database: Database, at: datetime) -> Books:
    return Books(await found_compound(database, at))


async def test_a_room_counts_once_two_stand_for_it_and_is_let_by_a_contract_of_its_own(books: Books) -> None:
    account, today = await books.opens(), books.at.date()
    aunt = books.compound.town["王阿姨"]
    assert await books.refused(write_deed, aunt, fund_id=account, wanted=HALL) == "keep_funds"
    written = await writes(books, account, HALL)
    assert register((await books.fund(account)).deeds) == ()
    assert await books.refused(check_deed, books.chair, deed_id=written) == "fund_own_line"
    assert await books.refused(write_deed, books.second, fund_id=account, wanted=HALL) == "fund_room"
    await books.done(check_deed, books.second, deed_id=written)
    await stands(books, account, SHED)
    nowhere = replace(contract("spaces", "快递站", 9_00), room=3)
    assert await books.refused(write_deed, books.chair, fund_id=account, wanted=nowhere) == "fund_room"
    let = await stands(books, account, replace(nowhere, room=1))
    await books.put_down(account, LineKind.IN, 3_00, source="spaces", deed_id=let)
    fund = await books.fund(account)
    hall, shed = register(fund.deeds)
    assert (hall.entry.said.place, shed.entry.said.place) == (HALL.place, SHED.place)
    running = hall.let(today)
    assert running is not None and running.id == let and shed.let(today) is None
    assert hall.rent(fund, date(today.year, 1, 1), today) == 3_00
    assert room_sum([hall, shed], today) == RoomSum(2, 289_37, 1, 200_00)


async def test_another_use_waits_for_the_owners_and_both_entries_stay_on_record(books: Books) -> None:
    account = await books.opens()
    await stands(books, account, HALL)
    shop = as_said(HALL, 1, use=RoomUse.BUSINESS)
    assert await books.refused(write_deed, books.chair, fund_id=account, wanted=shop) == "fund_room_decision"
    number = await books.decided([Touch.COMMON_PARTS.value], Stage.SOLICITING)
    named = as_said(HALL, 1, use=RoomUse.BUSINESS, matter_id=number)
    assert await books.refused(write_deed, books.chair, fund_id=account, wanted=named) == "fund_room_decision"
    assert await decided_uses(books.database, fund=await books.fund(account)) == []
    await books.decided([Touch.COMMON_PARTS.value])
    assert [one.id for one in await decided_uses(books.database, fund=await books.fund(account))] == [number]
    written = await writes(books, account, named)
    assert await books.refused(write_deed, books.second, fund_id=account, wanted=named) == "fund_room_waits"
    await books.done(decline_deed, books.second, deed_id=written, why="还没有改")
    await stands(books, account, named)
    fund = await books.fund(account)
    (room,) = register(fund.deeds)
    assert (room.number, room.entry.number, room.place.use) == (1, 3, RoomUse.BUSINESS)
    async with books.database.reading() as transaction:
        matter = await transaction.deliberation.find(number)
    assert matter is not None and room.place.matter_number == matter.number
    assert [one.said.words for one in fund.deeds] == [HALL.words] * 3
    await stands(books, account, DeedWords(DeedKind.VOID, "改回去了", "3"))
    (room,) = register((await books.fund(account)).deeds)
    assert room.place == HALL.place, "the entry before is in force again"
    async with books.database.reading() as transaction:
        kept = await transaction.journal.read(f"fund:{account}")
        assert await transaction.journal.broken_at(f"fund:{account}") is None
    entries = [one.body for one in kept if one.type == "deed_written"]
    assert [one.get("use") for one in entries] == ["shared", "business", "business", None]
    assert HALL.words not in str(entries) and [one.get("matter_id") for one in entries] == [None, number, number, None]


async def test_a_room_checked_between_two_signatures_moves_no_statement(books: Books) -> None:
    """No statement has rooms in it: what was signed for is still the same."""
    account = await books.opens(opening=100_00)
    await books.passes(datetime(2027, 1, 2, 2, 0, tzinfo=UTC))
    draft = (await books.drafted(account)).id
    await books.done(closing.sign_period, books.chair, period_id=draft)
    await stands(books, account, HALL)
    await stands(books, account, DeedWords(DeedKind.VOID, "写错了", "1"))
    await books.done(closing.close_period, books.second, period_id=draft)


async def test_a_year_that_is_over_tells_the_rooms_of_its_last_evening(books: Books) -> None:
    account, zone = await books.opens(), books.database.zone
    await stands(books, account, HALL)
    before = books.at.date()
    await books.passes(datetime(2027, 1, 2, 2, 0, tzinfo=UTC))
    await stands(books, account, SHED)
    await stands(books, account, DeedWords(DeedKind.VOID, "拆了", "1"))
    fund = await books.fund(account)
    assert rooms_on(date(2026, 12, 31), [fund], zone) == rooms_on(before, [fund], zone) == RoomSum(1, 200_00, 0, 0)
    assert rooms_on(date(2027, 1, 2), [fund], zone) == RoomSum(1, 89_37, 0, 0)
    assert rooms_on(date(2026, 1, 1), [fund], zone) is None


async def test_what_was_written_of_a_room_before_it_was_void_is_sent_back(books: Books) -> None:
    """Nobody's signature brings a room back that two people took off; written anew, it is the same room again."""
    account, today = await books.opens(), books.at.date()
    await stands(books, account, HALL)
    let = replace(contract("spaces", "快递站", 9_00), room=1)
    standing = await stands(books, account, let)
    change = await writes(books, account, as_said(HALL, 1, area=180_00))
    other = await writes(books, account, replace(let, words="水果店"))
    await stands(books, account, DeedWords(DeedKind.VOID, "用途写错了", "1"))
    for waits in (change, other):
        assert await books.refused(check_deed, books.second, deed_id=waits) == "fund_room_gone"
        await books.done(decline_deed, books.second, deed_id=waits, why="这一处作废了")
    assert register((await books.fund(account)).deeds) == ()
    await stands(books, account, SHOP)
    (room,) = register((await books.fund(account)).deeds)
    running = room.let(today)
    assert room.number == 1 and room.place.use is RoomUse.BUSINESS and running is not None and running.id == standing
