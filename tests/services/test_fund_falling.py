"""Whoever heard that their money came in, or goes back, hears too that it does not count: else silence hides it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.pledges import Given, Unmet
from domain.registry import RoleKind
from services import pledges, prepay
from services.funds import check_line, counter_line, decline_line
from services.prepay_pages import prepay_page
from storage.database import Database
from tests.builders import Neighbour, settle_in
from tests.services.fees import VOUCHER, Estate, found_aid, found_estate
from tests.services.reporting import queued

PAID = 100_00


@pytest.fixture
async def aid(database: Database, at: datetime) -> Estate:
    return await found_aid(database, at)


async def gives(estate: Estate) -> dict[str, int]:
    """王阿姨 promised, and 赵主任 puts down that it came: nobody has checked it."""
    what: dict[str, Any] = {"name": "大门", "purpose": "修大门", "target": 300_00, "days": 7, "unmet": Unmet.BACK}
    drive = await estate.done(pledges.ask_drive, place=estate.town.place, **what)
    number = int(drive["drive_id"])
    await estate.done(pledges.confirm_drive, "林委员", drive_id=number)
    for who in ("王阿姨", "陈租客"):
        await estate.done(pledges.promise, who, drive_id=number, amount=PAID)
    came = await estate.done(pledges.receive_pledge, drive_id=number, number=1)
    return {"drive": number, "line": came["fund_line_id"]}


async def told(estate: Estate, template: str) -> list[tuple[int, str]]:
    return [(row.chat_id, row.facts["why"]) for row in await queued(estate.database, template=template)]


async def step(estate: Estate, drive: int, who: str = "王阿姨") -> Given:
    page = await pledges.drive_page(estate.database, actor=estate.who(who), drive_id=drive)
    assert page is not None
    return page.given


async def ends(estate: Estate, drive: int) -> None:
    due = estate.at + timedelta(days=8)
    await pledges.end_drive(estate.database, subject=f"drive:{drive}", due=due, source="end", at=due)


@pytest.mark.parametrize("who", ["林委员", "赵主任"], ids=["sent back", "taken back alone by who put it down"])
async def test_a_giver_hears_that_what_came_in_does_not_count(aid: Estate, who: str) -> None:
    given = await gives(aid)
    await aid.done(decline_line, who, line_id=given["line"], why="数错了")
    assert await told(aid, "pledges.undone") == [(aid.town["王阿姨"].chat_id, "数错了")]
    assert (await step(aid, given["drive"]), await step(aid, given["drive"], "陈租客")) == (
        Given.UNDONE,
        Given.PROMISED,
    ), "whoever never paid did not lose anything"
    await aid.done(pledges.receive_pledge, drive_id=given["drive"], number=1)
    assert await step(aid, given["drive"]) is Given.HANDED


async def test_a_giver_hears_that_what_two_had_signed_for_was_taken_back(aid: Estate) -> None:
    given = await gives(aid)
    await aid.done(check_line, "林委员", line_id=given["line"])
    wrong = await aid.done(counter_line, line_id=given["line"], why="点错了")
    await aid.done(decline_line, "林委员", line_id=wrong["line_id"], why="没错")
    back = await aid.done(counter_line, line_id=given["line"], why="记重了")
    assert await told(aid, "pledges.undone") == [], "until a second person has agreed"
    assert await step(aid, given["drive"]) is Given.COUNTED
    await aid.done(check_line, "林委员", line_id=back["line_id"])
    assert await told(aid, "pledges.undone") == [(aid.town["王阿姨"].chat_id, "记重了")]
    assert await step(aid, given["drive"]) is Given.UNDONE


@pytest.mark.parametrize("signed", [False, True], ids=["sent back", "taken back after two had signed"])
async def test_a_giver_hears_that_their_money_did_not_go_back(aid: Estate, signed: bool) -> None:
    given = await gives(aid)
    await aid.done(check_line, "林委员", line_id=given["line"])
    await ends(aid, given["drive"])
    out = await aid.done(pledges.return_pledge, drive_id=given["drive"], number=1, files=(VOUCHER,))
    await falls(aid, out["fund_line_id"], signed=signed)
    assert await told(aid, "pledges.unreturned") == [(aid.town["王阿姨"].chat_id, "人没来")]
    assert await told(aid, "pledges.undone") == [] and await step(aid, given["drive"]) is Given.COUNTED
    again = await aid.done(pledges.return_pledge, drive_id=given["drive"], number=1, files=(VOUCHER,))
    await aid.done(decline_line, "赵主任", line_id=again["fund_line_id"], why="又没来")
    assert len(await told(aid, "pledges.unreturned")) == 2, "each time"


async def falls(estate: Estate, line_id: int, *, signed: bool) -> None:
    """It is sent back, or taken back by two once two had signed for it."""
    if not signed:
        await estate.done(decline_line, "林委员", line_id=line_id, why="人没来")
        return
    await estate.done(check_line, "林委员", line_id=line_id)
    back = await estate.done(counter_line, line_id=line_id, why="人没来")
    await estate.done(check_line, "林委员", line_id=back["line_id"])


async def lives_in(estate: Estate, home: int) -> Neighbour:
    async with estate.database.transaction() as transaction:
        unit = await transaction.units.unit(home)
        assert unit is not None
        return await settle_in(transaction, "住户", 2000, RoleKind.OWNER, unit.place, estate.at)


@pytest.mark.parametrize("signed", [False, True], ids=["sent back", "taken back after two had signed"])
async def test_a_home_hears_that_its_money_did_not_go_back(database: Database, at: datetime, signed: bool) -> None:
    estate = await found_estate(database, at)
    number, (first, second, _) = await estate.begins(), estate.homes
    owner = await lives_in(estate, first)
    await estate.takes(number, [first, second])
    given: dict[str, Any] = {"round_id": number, "files": (VOUCHER,)}
    out = await estate.done(prepay.refund_home, **given, unit_id=first)
    await falls(estate, out["fund_line_id"], signed=signed)
    assert await told(estate, "prepay.unrefunded") == [(owner.chat_id, "人没来")]
    page = await prepay_page(database, actor=owner.actor, round_id=number)
    assert page is not None and [(one.paid, one.refunded) for one in page.mine] == [(240_00, 0)]
    cost = {"building_id": estate.building, "amount": 1_00, "words": "保洁"}
    spent = await estate.done(prepay.pay_cost, **given, **cost)
    await estate.done(decline_line, "林委员", line_id=spent["fund_line_id"], why="少了")
    assert len(await told(estate, "prepay.unrefunded")) == 1, "what no home had back is no home's"
