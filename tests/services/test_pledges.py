"""Money put together: nobody's name anywhere, by number and by two, what is short goes back as it was said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.outcomes import Done
from domain.pledges import RECOUNT, DrivePage, DriveState, Given, Unmet
from domain.registry import Actor, Place, Role, RoleKind
from services import pledges as acts
from services.fund_pages import fund_page
from services.funds import check_line, counter_line, decline_line
from services.timetable import first_due, played
from storage.database import Database
from tests.services.fees import VOUCHER, Estate, found_aid, found_estate
from tests.services.reporting import queued

WHAT: dict[str, Any] = {"name": "大门", "purpose": "修大门", "target": 300_00, "days": 7, "unmet": Unmet.BACK}


@pytest.fixture
async def estate(database: Database, at: datetime) -> Estate:
    return await found_aid(database, at)


async def begins(estate: Estate, **more: Any) -> int:
    number = int((await estate.done(acts.ask_drive, place=estate.town.place, **{**WHAT, **more}))["drive_id"])
    await estate.done(acts.confirm_drive, "林委员", drive_id=number)
    return number


async def page(estate: Estate, number: int, who: str = "王阿姨") -> DrivePage:
    found = await acts.drive_page(estate.database, actor=estate.who(who), drive_id=number)
    assert found is not None
    return found


async def ends(estate: Estate, number: int) -> Any:
    due = estate.at + timedelta(days=8)
    return await acts.end_drive(estate.database, subject=f"drive:{number}", due=due, source=f"end {due}", at=due)


async def test_two_people_begin_it_and_the_groups_hear_of_it_without_a_link(estate: Estate) -> None:
    place = estate.town.place
    assert await estate.refused(acts.ask_drive, "王阿姨", place=place, **WHAT) == "keep_funds"
    assert await estate.refused(acts.ask_drive, place=place, **{**WHAT, "target": 0}) == "pledge_amount"
    number = int((await estate.done(acts.ask_drive, place=place, **WHAT))["drive_id"])
    assert [row.chat_id for row in await queued(estate.database, template="pledges.look")] == [estate.member.chat_id]
    assert await acts.drive_page(estate.database, actor=estate.who("王阿姨"), drive_id=number) is None
    assert await acts.drive_list(estate.database, actor=estate.who("王阿姨")) == []
    assert await estate.refused(acts.confirm_drive, drive_id=number) == "pledge_own"
    await estate.done(acts.confirm_drive, "林委员", drive_id=number)
    told = await queued(estate.database, template="pledges.opened")
    assert {row.chat_id for row in told} == {estate.town.group, estate.town.building_group}
    assert await estate.refused(acts.drop_drive, drive_id=number) == "pledge_confirmed"
    dropped = int((await estate.done(acts.ask_drive, place=place, **WHAT))["drive_id"])
    await estate.done(acts.drop_drive, drive_id=dropped)
    assert await estate.refused(acts.confirm_drive, "林委员", drive_id=dropped) == "drive"


async def test_a_promise_is_a_number_and_counts_when_money_came_and_two_signed(estate: Estate) -> None:
    number = await begins(estate)
    assert await estate.refused(acts.promise, "路过的人", drive_id=number, amount=1) == "pledge_home"
    mine = await estate.done(acts.promise, "王阿姨", drive_id=number, amount=200_00)
    assert await estate.refused(acts.promise, "王阿姨", drive_id=number, amount=1) == "pledge"
    other = await estate.done(acts.promise, "陈租客", drive_id=number, amount=100_00)
    assert (mine["number"], other["number"]) == (1, 2)
    await estate.done(acts.take_back, "陈租客", drive_id=number)
    assert await estate.refused(acts.take_back, "陈租客", drive_id=number) == "pledge"
    assert await estate.refused(acts.receive_pledge, drive_id=number, number=2) == "pledge_number"
    assert await estate.refused(acts.receive_pledge, "王阿姨", drive_id=number, number=1) == "keep_funds"
    came = await estate.done(acts.receive_pledge, drive_id=number, number=1)
    assert await estate.refused(acts.take_back, "王阿姨", drive_id=number) == "pledge_paid"
    seen = await page(estate, number)
    assert (seen.sums.pledged, seen.sums.received) == (200_00, 0) and seen.mine is not None
    await estate.done(check_line, "林委员", line_id=came["fund_line_id"])
    seen = await page(estate, number, "赵主任")
    assert (seen.sums.received, seen.mine, seen.joins) == (200_00, None, False)
    fund = await fund_page(estate.database, actor=estate.who("赵主任"), fund_id=estate.fund_id)
    assert fund is not None and [(line.purpose, line.payee) for line in fund.fund.lines] == [("大门", "")]


async def test_whoever_neither_lives_nor_serves_there_reads_nothing_of_a_drive(estate: Estate) -> None:
    number, elsewhere = await begins(estate), Place(estate.town.compound_id + 1)
    owner_elsewhere = Actor(9_999, (Role(RoleKind.OWNER, elsewhere, estate.at),))
    member_elsewhere = Actor(9_998, (Role(RoleKind.COMMITTEE, elsewhere, estate.at),))
    for nobody in (estate.who("路过的人"), owner_elsewhere, member_elsewhere):
        assert await acts.drive_page(estate.database, actor=nobody, drive_id=number) is None
        assert await acts.drive_list(estate.database, actor=nobody) == []
    assert (await page(estate, number, "陈租客")).drive.id == number


async def test_what_is_short_goes_back_by_the_rule_that_was_said(estate: Estate) -> None:
    number = await begins(estate)
    await estate.done(acts.promise, "王阿姨", drive_id=number, amount=200_00)
    came = await estate.done(acts.receive_pledge, drive_id=number, number=1)
    await estate.done(check_line, "林委员", line_id=came["fund_line_id"])
    assert await estate.refused(acts.return_pledge, drive_id=number, number=1, files=(VOUCHER,)) == "pledge_no_return"
    assert await ends(estate, number) == Done({"ended": True, "state": "short"})
    told = await queued(estate.database, template="pledges.ended")
    assert {(row.facts["received"], row.facts["state"]) for row in told} == {(200_00, "short")} and len(told) == 4
    assert await estate.refused(acts.promise, "陈租客", drive_id=number, amount=1) == "pledge_closed"
    assert await estate.refused(acts.return_pledge, drive_id=number, number=1) == "pledge_voucher"
    back = await estate.done(acts.return_pledge, drive_id=number, number=1, files=(VOUCHER,))
    await estate.done(check_line, "林委员", line_id=back["fund_line_id"])
    assert await estate.refused(acts.return_pledge, drive_id=number, number=1, files=(VOUCHER,)) == "pledge_returned"
    assert (await page(estate, number)).sums.back == 200_00


async def told_to_givers(estate: Estate, what: str) -> list[tuple[int, int]]:
    """To whom a private word about their own share went, and of which number."""
    return [(row.chat_id, row.facts["number"]) for row in await queued(estate.database, template=f"pledges.{what}")]


async def test_each_giver_hears_in_private_that_money_came_and_that_it_goes_back(estate: Estate) -> None:
    number = await begins(estate, target=500_00)
    for who in ("王阿姨", "陈租客"):
        await estate.done(acts.promise, who, drive_id=number, amount=100_00)
    came = await estate.done(acts.receive_pledge, drive_id=number, number=1)
    wang = estate.town["王阿姨"].chat_id
    assert await told_to_givers(estate, "came") == [(wang, 1)]
    assert (await page(estate, number)).given is Given.HANDED
    await estate.done(check_line, "林委员", line_id=came["fund_line_id"])
    assert await told_to_givers(estate, "owed") == []
    await ends(estate, number)
    assert await told_to_givers(estate, "owed") == [(wang, 1)], "who paid nothing is owed nothing"
    seen = await page(estate, number)
    assert seen.given is Given.COUNTED
    back = await estate.done(acts.return_pledge, drive_id=number, number=1, files=(VOUCHER,))
    assert await told_to_givers(estate, "returning") == [(wang, 1)]
    assert (await page(estate, number)).given is Given.GOING
    await estate.done(check_line, "林委员", line_id=back["fund_line_id"])
    assert (await page(estate, number)).given is Given.BACK


async def test_a_number_says_how_much_it_promised_to_whoever_counts_the_money_alone(estate: Estate) -> None:
    number = await begins(estate)
    await estate.done(acts.promise, "王阿姨", drive_id=number, amount=200_00)
    await estate.done(acts.promise, "陈租客", drive_id=number, amount=50_00)
    await estate.done(acts.take_back, "陈租客", drive_id=number)

    async def known(who: str, one: int) -> int | None:
        given: dict[str, Any] = {"actor": estate.who(who), "drive_id": number, "number": one}
        found = await acts.pledge_by_number(estate.database, **given)
        return None if found is None else found.amount

    assert [await known("赵主任", one) for one in (1, 2, 3)] == [200_00, None, None]
    assert await known("陈租客", 1) is None


async def test_what_is_reached_is_said_once(estate: Estate) -> None:
    number = await begins(estate, target=100_00, unmet=Unmet.USE)
    await estate.done(acts.promise, "王阿姨", drive_id=number, amount=100_00)
    came = await estate.done(acts.receive_pledge, drive_id=number, number=1)
    await estate.done(check_line, "林委员", line_id=came["fund_line_id"])
    assert await ends(estate, number) == Done({"ended": True, "state": "met"})
    estate.at += timedelta(days=1)
    assert await ends(estate, number) == Done({"ended": False})


async def late(estate: Estate, unmet: Unmet = Unmet.BACK) -> tuple[int, int, int]:
    """Two promises of 100 yuan for 150, put down before the end; one is signed for after it."""
    number = await begins(estate, target=150_00, unmet=unmet)
    for who in ("王阿姨", "陈租客"):
        await estate.done(acts.promise, who, drive_id=number, amount=100_00)
    lines = [
        int((await estate.done(acts.receive_pledge, drive_id=number, number=one))["fund_line_id"]) for one in (1, 2)
    ]
    await estate.done(check_line, "林委员", line_id=lines[0])
    assert (await ends(estate, number))["state"] == "short"
    return number, lines[0], lines[1]


async def recounts(estate: Estate) -> list[Any]:
    """What fell due of counting anew is played."""
    found = []
    while (row := await first_due(estate.database, by=estate.at)) is not None:
        if row.kind == RECOUNT:
            given: dict[str, Any] = {
                "subject": row.subject,
                "due": row.effective_at,
                "source": f"{row.id} {row.effective_at}",
            }
            found.append(await acts.recount_drive(estate.database, **given, at=estate.at))
        await played(estate.database, row=row)
    return found


async def test_money_that_came_in_time_counts_though_it_is_signed_for_later(estate: Estate) -> None:
    number, _, waits = await late(estate)
    refund: dict[str, Any] = {"drive_id": number, "number": 1, "files": (VOUCHER,)}
    assert await estate.refused(acts.return_pledge, **refund) == "pledge_waiting", "it may be enough yet"
    assert await told_to_givers(estate, "owed") == []
    await estate.done(check_line, "林委员", line_id=waits)
    assert await recounts(estate) == [Done({"recounted": True, "state": "met"})]
    told = await queued(estate.database, template="pledges.recounted")
    assert {(row.facts["received"], row.facts["state"]) for row in told} == {(200_00, "met")}
    assert {estate.town.group, estate.town.building_group} < {row.chat_id for row in told}
    assert await estate.refused(acts.return_pledge, **refund) == "pledge_no_return"
    assert (await page(estate, number)).drive.state is DriveState.MET


async def test_many_receipts_that_wait_are_told_once_when_the_last_is_looked_at(estate: Estate) -> None:
    """The groups read one sum, not one a line."""
    number = await begins(estate, target=150_00)
    lines = []
    for one, who in enumerate(("王阿姨", "陈租客"), start=1):
        await estate.done(acts.promise, who, drive_id=number, amount=100_00)
        lines.append(int((await estate.done(acts.receive_pledge, drive_id=number, number=one))["fund_line_id"]))
    assert (await ends(estate, number))["state"] == "short"
    assert {row.facts["waiting"] for row in await queued(estate.database, template="pledges.ended")} == {2}
    await estate.done(check_line, "林委员", line_id=lines[0])
    assert await recounts(estate) == [Done({"recounted": False})], "one waits still"
    estate.at += timedelta(minutes=1)
    await estate.done(decline_line, "林委员", line_id=lines[1], why="没收到")
    assert await recounts(estate) == [Done({"recounted": True, "state": "short"})]
    told = await queued(estate.database, template="pledges.recounted")
    assert {row.facts["received"] for row in told} == {100_00} and len(told) == len({row.chat_id for row in told})


async def test_what_was_told_as_enough_is_not_called_short_when_a_receipt_was_a_mistake(estate: Estate) -> None:
    """It may be spent: the groups read the sum, and nobody has back what is not there."""
    number, first, waits = await late(estate)
    await estate.done(check_line, "林委员", line_id=waits)
    await recounts(estate)
    back = await estate.done(counter_line, line_id=first, why="点错了")
    assert await recounts(estate) == [], "until a second person has agreed"
    estate.at += timedelta(minutes=1)
    await estate.done(check_line, "林委员", line_id=back["line_id"])
    assert await recounts(estate) == [Done({"recounted": True, "state": "met"})]
    told = await queued(estate.database, template="pledges.recounted")
    assert {(row.facts["received"], row.facts["less"]) for row in told} == {(200_00, False), (100_00, True)}
    refund: dict[str, Any] = {"drive_id": number, "number": 2, "files": (VOUCHER,)}
    assert await estate.refused(acts.return_pledge, **refund) == "pledge_no_return"


async def test_a_receipt_that_was_a_mistake_is_counted_out_where_all_of_it_is_used(estate: Estate) -> None:
    _, first, waits = await late(estate, Unmet.USE)
    await estate.done(check_line, "林委员", line_id=waits)
    await recounts(estate)
    estate.at += timedelta(minutes=1)
    back = await estate.done(counter_line, line_id=first, why="点错了")
    await estate.done(check_line, "林委员", line_id=back["line_id"])
    assert await recounts(estate) == [Done({"recounted": True, "state": "short"})]


async def test_a_receipt_that_was_a_mistake_leaves_less_to_give_back(estate: Estate) -> None:
    number, first, waits = await late(estate)
    await estate.done(decline_line, "林委员", line_id=waits, why="没收到")
    assert await recounts(estate) == [Done({"recounted": True, "state": "short"})], "it was not known yet"
    assert await told_to_givers(estate, "owed") == [(estate.town["王阿姨"].chat_id, 1)]
    estate.at += timedelta(minutes=1)
    back = await estate.done(counter_line, line_id=first, why="点错了")
    assert await recounts(estate) == [], "until a second person has agreed"
    await estate.done(check_line, "林委员", line_id=back["line_id"])
    assert await recounts(estate) == [Done({"recounted": True, "state": "short"})]
    refund: dict[str, Any] = {"drive_id": number, "number": 1, "files": (VOUCHER,)}
    assert await estate.refused(acts.return_pledge, **refund) == "pledge_returned", "nothing came"


async def test_groups_that_heard_that_one_waits_hear_how_it_ended_where_it_is_sent_back(estate: Estate) -> None:
    """The sum is as they heard it, whether it is enough was still open."""
    number, _, waits = await late(estate)
    assert {row.facts["waiting"] for row in await queued(estate.database, template="pledges.ended")} == {1}
    await estate.done(decline_line, "林委员", line_id=waits, why="没收到")
    assert await recounts(estate) == [Done({"recounted": True, "state": "short"})]
    told = await queued(estate.database, template="pledges.recounted")
    assert {(row.facts["received"], row.facts["state"]) for row in told} == {(100_00, "short")}
    assert {estate.town.group, estate.town.building_group} < {row.chat_id for row in told}
    again: dict[str, Any] = {"due": estate.at, "source": "once more", "at": estate.at + timedelta(minutes=1)}
    asked = await acts.recount_drive(estate.database, subject=f"drive:{number}", **again)
    assert asked == Done({"recounted": False}), "they have heard it"
    out = await estate.done(acts.return_pledge, drive_id=number, number=1, files=(VOUCHER,))
    await estate.done(check_line, "林委员", line_id=out["fund_line_id"])
    assert await recounts(estate) == [], "what goes back is no receipt"


async def test_while_it_runs_nothing_is_counted_anew(estate: Estate) -> None:
    number = await begins(estate)
    await estate.done(acts.promise, "王阿姨", drive_id=number, amount=100_00)
    came = await estate.done(acts.receive_pledge, drive_id=number, number=1)
    await estate.done(check_line, "林委员", line_id=came["fund_line_id"])
    assert await recounts(estate) == []
    given: dict[str, Any] = {"due": estate.at, "source": "recount", "at": estate.at}
    asked = await acts.recount_drive(estate.database, subject=f"drive:{number}", **given)
    assert asked == Done({"recounted": False})


async def test_what_is_not_there_is_said(database: Database, at: datetime) -> None:
    estate = await found_estate(database, at)
    assert await estate.refused(acts.ask_drive, place=estate.town.place, **WHAT) == "pledge_fund"
    for act, values in ((acts.promise, {"amount": 1}), (acts.take_back, {}), (acts.receive_pledge, {"number": 1})):
        assert await estate.refused(act, drive_id=99, **values) == "drive"
    assert await estate.refused(acts.return_pledge, drive_id=99, number=1) == "drive"
    assert await acts.drive_page(database, actor=estate.who("王阿姨"), drive_id=99) is None
