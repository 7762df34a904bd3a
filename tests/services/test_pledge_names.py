"""Who gave is anonymous until they ask to be named, and again as soon as they say so; a sum is never with it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import pytest

from domain.pledges import Unmet
from services import pledge_names
from services import pledges as acts
from services.funds import check_line, counter_line
from services.privacy_mine import erase
from storage.database import Database
from tests.services.fees import VOUCHER, Estate, found_aid
from tests.services.reporting import queued
from tests.services.test_pledges import begins, ends, page


@pytest.fixture
async def estate(database: Database, at: datetime) -> Estate:
    return await found_aid(database, at)


async def gives(estate: Estate, number: int, who: str, amount: int) -> int:
    """They promise, 赵主任 takes it, 林委员 signs; their number."""
    mine = int((await estate.done(acts.promise, who, drive_id=number, amount=amount))["number"])
    came = await estate.done(acts.receive_pledge, drive_id=number, number=mine)
    await estate.done(check_line, "林委员", line_id=came["fund_line_id"])
    return mine


async def test_nobody_is_named_unless_they_ask_and_no_more_once_they_say_so(estate: Estate) -> None:
    number = await begins(estate, unmet=Unmet.USE)
    await gives(estate, number, "陈租客", 300_00)
    await gives(estate, number, "王阿姨", 200_00)
    assert (await page(estate, number)).names == ()
    for who, name in (("陈租客", " 老陈\n一家 "), ("王阿姨", "王桂兰")):
        await estate.done(pledge_names.be_named, who, drive_id=number, name=name)
    seen = await page(estate, number, "赵主任")
    assert seen.names == tuple(sorted(("老陈 一家", "王桂兰"))), "by the name, not by receipt or sum"
    assert seen.mine is None and "王桂兰" not in str({**asdict(seen), "names": ()})
    await estate.done(pledge_names.be_unnamed, "王阿姨", drive_id=number)
    assert (await page(estate, number)).names == ("老陈 一家",)
    assert await estate.refused(pledge_names.be_unnamed, "王阿姨", drive_id=number) == "pledge_not_named"
    await ends(estate, number)
    told = [row.facts for row in await queued(estate.database, template="pledges.ended")]
    assert told and "老陈" not in str(told), "nothing that has left could be taken back"
    assert (await page(estate, number)).names == ("老陈 一家",)


async def test_only_who_gave_is_named_and_only_once_two_have_signed(estate: Estate) -> None:
    number = await begins(estate)
    wanted: dict[str, Any] = {"drive_id": number, "name": "王桂兰"}
    assert await estate.refused(pledge_names.be_named, "王阿姨", **wanted) == "pledge"
    await estate.done(acts.promise, "王阿姨", drive_id=number, amount=200_00)
    assert await estate.refused(pledge_names.be_named, "王阿姨", **wanted) == "pledge_not_counted"
    came = await estate.done(acts.receive_pledge, drive_id=number, number=1)
    assert await estate.refused(pledge_names.be_named, "王阿姨", **wanted) == "pledge_not_counted"
    assert not (await page(estate, number)).may_be_named
    await estate.done(check_line, "林委员", line_id=came["fund_line_id"])
    assert (await page(estate, number)).may_be_named
    assert await estate.refused(pledge_names.be_named, "陈租客", **wanted) == "pledge"
    assert await estate.refused(pledge_names.be_named, "王阿姨", drive_id=number, name=" ") == "pledge_own_name"
    await estate.done(pledge_names.be_named, "王阿姨", **wanted)
    assert not (await page(estate, number)).may_be_named


async def test_where_the_money_is_not_there_nobody_is_named(estate: Estate) -> None:
    """A receipt that was a mistake, a drive that is short: the name goes with the money, and can be taken back."""
    used, back = await begins(estate, unmet=Unmet.USE), await begins(estate, target=900_00)
    for drive in (used, back):
        await estate.done(acts.promise, "王阿姨", drive_id=drive, amount=200_00)
    lines = [
        (await estate.done(acts.receive_pledge, drive_id=drive, number=1))["fund_line_id"] for drive in (used, back)
    ]
    for drive, line in zip((used, back), lines, strict=True):
        await estate.done(check_line, "林委员", line_id=line)
        await estate.done(pledge_names.be_named, "王阿姨", drive_id=drive, name="王桂兰")
    taken = await estate.done(counter_line, line_id=lines[0], why="点错了")
    await estate.done(check_line, "林委员", line_id=taken["line_id"])
    await ends(estate, back)
    assert [(await page(estate, drive)).names for drive in (used, back)] == [(), ()]
    wanted: dict[str, Any] = {"drive_id": back, "name": "王桂兰"}
    assert await estate.refused(pledge_names.be_named, "王阿姨", **wanted) == "pledge_not_counted"
    gone = await estate.done(acts.return_pledge, drive_id=back, number=1, files=(VOUCHER,))
    await estate.done(check_line, "林委员", line_id=gone["fund_line_id"])
    for drive in (used, back):
        await estate.done(pledge_names.be_unnamed, "王阿姨", drive_id=drive)


async def test_an_erasure_takes_the_name_and_leaves_the_sum(estate: Estate) -> None:
    number = await begins(estate, unmet=Unmet.USE)
    await gives(estate, number, "王阿姨", 200_00)
    await estate.done(pledge_names.be_named, "王阿姨", drive_id=number, name="王桂兰")
    await estate.done(erase, "王阿姨")
    seen = await page(estate, number, "赵主任")
    assert (seen.names, seen.sums.received) == ((), 200_00)
    async with estate.database.reading() as transaction:
        (pledge,) = await transaction.pledges.of(number)
    assert (pledge.person_id, pledge.name) == (None, "")
