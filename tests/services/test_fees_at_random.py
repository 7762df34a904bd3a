"""Fees paid ahead and money put together, whatever is pressed: no 分 is lost, doubled, or paid by somebody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from domain.funds import Fund, FundKind, LineKind, Posting
from domain.outcomes import Done
from domain.pledges import END, RECOUNT, PledgeReceipt, Unmet
from domain.prepay import PrepayKind, PrepayLine, PrepayState, paid_in
from services import pledges, prepay, prepay_settling
from services.funds import check_line, counter_line, decline_line, post_line
from services.timetable import first_due, played
from storage.database import Database
from tests.services.fees import VOUCHER, Estate, found_estate

TAKER, CHAIR, MEMBER, RESIDENT, TENANT = "李楼长", "赵主任", "林委员", "王阿姨", "陈租客"
Press = tuple[Any, dict[str, Any]]


@dataclass
class Played:
    """What was pressed, and what came of it."""

    estate: Estate
    dice: Random
    done: Counter[str] = field(default_factory=Counter)

    async def presses(self, who: Sequence[str], presses: Sequence[Press]) -> str:
        """Somebody presses something; by whom it was not allowed, nothing happened."""
        act, values = self.dice.choice(presses)
        person = self.dice.choice(who)
        outcome = await self.estate.does(act, person, **values)
        if isinstance(outcome, Done):
            self.done[act.__name__] += 1
            assert person != RESIDENT or act in (pledges.promise, pledges.take_back), (person, act.__name__)
        return str(act.__name__) if isinstance(outcome, Done) else ""

    async def fund(self) -> Fund:
        async with self.estate.database.reading() as transaction:
            found = await transaction.funds.find(self.estate.fund_id)
        assert found is not None
        return found


def signs(played: Played, fund: Fund) -> list[Press]:
    """What a second person may do with a line, or anybody who found a mistake."""
    waits = played.dice.choice(fund.waiting or fund.lines).id if fund.lines else 0
    line = played.dice.choice(fund.lines).id if fund.lines else 0
    return [
        *[(check_line, {"line_id": waits})] * 5,
        (decline_line, {"line_id": waits, "why": "数目不对"}),
        (counter_line, {"line_id": line, "why": "记错了"}),
    ]


def two_stand_for_each(fund: Fund) -> None:
    for line in fund.lines:
        assert not line.stands or line.checked_by is None or line.checked_by != line.posted_by
    taken_back = [line.counters for line in fund.lines if line.counters is not None and not line.declined]
    assert len(taken_back) == len(set(taken_back))


# Fees paid ahead


@pytest.mark.parametrize("seed", (9, 10))
async def test_whatever_is_pressed_each_building_has_its_own_money(database: Database, at: datetime, seed: int) -> None:
    estate = await found_estate(database, at)
    played = Played(estate, Random(seed))
    rounds = [await estate.begins(), await estate.begins()]
    for _ in range(160):
        fund = await played.fund()
        before = await ledgers(estate, rounds)
        await played.presses((TAKER, CHAIR, MEMBER, CHAIR, MEMBER, RESIDENT), _fees(played, fund, rounds, before))
        after, fund = await ledgers(estate, rounds), await played.fund()
        two_stand_for_each(fund)
        _every_cent_is_somebodys(fund, after, await on_ledgers(estate))
        for lines in after.values():
            _a_home_has_back_what_it_paid_at_most(lines)
        estate.at += timedelta(hours=7)
    wanted = {"receive_fee", "void_receipt", "hand_in", "pay_cost", "refund_home", "check_line", "decline_line"}
    assert wanted | {"counter_line", "ask_settlement", "confirm_settlement", "post_line"} <= played.done.keys()


def _fees(played: Played, fund: Fund, rounds: list[int], lines: Mapping[int, list[PrepayLine]]) -> list[Press]:
    estate, dice = played.estate, played.dice
    number = dice.choice(rounds)
    here = {"round_id": number, "building_id": estate.building}
    home = {"round_id": number, "unit_id": dice.choice(estate.homes)}
    one = dice.choice(lines[number]).id if lines[number] else 0
    kind = dice.choice((LineKind.OPENING, LineKind.IN, LineKind.OUT))
    wanted = Posting(kind, dice.randrange(1, 300_00), estate.at.date(), "上一期的余款")
    settling = {"round_id": rounds[0], "building_id": estate.building, "next_id": rounds[1]}
    return [
        *[(prepay.receive_fee, {**home, "amount": dice.choice((240_00, 120_00, dice.randrange(1, 240_00)))})] * 4,
        *[(prepay.void_receipt, {"line_id": one})] * 2,
        *[(prepay.hand_in, here)] * 4,
        *[(prepay.pay_cost, {**here, "amount": dice.randrange(1, 90_00), "words": "扫雪", "files": (VOUCHER,)})] * 2,
        *[(prepay.refund_home, {**home, "files": (VOUCHER,)})] * 3,
        (post_line, {"fund_id": fund.id, "wanted": wanted, "files": (VOUCHER,)}),
        *[(prepay_settling.ask_settlement, settling)] * 2,
        *[(prepay_settling.confirm_settlement, {"settlement_id": 1 + dice.randrange(2)})] * 2,
        *signs(played, fund),
    ]


async def ledgers(estate: Estate, rounds: Sequence[int]) -> dict[int, list[PrepayLine]]:
    async with estate.database.reading() as transaction:
        return {number: list(await transaction.prepay.lines(number)) for number in rounds}


async def on_ledgers(estate: Estate) -> set[int]:
    async with estate.database.reading() as transaction:
        return set(await transaction.prepay.of_buildings(estate.fund_id))


def _every_cent_is_somebodys(fund: Fund, lines: Mapping[int, list[PrepayLine]], theirs: set[int]) -> None:
    """What stands on the account is what the buildings have, and what is no building's: added up apart."""
    buildings = sum(line.amount for ledger in lines.values() for line in ledger if line.state is PrepayState.STANDS)
    numbers = {line.number for line in fund.lines if line.id in theirs}
    others = [line for line in fund.lines if line.id not in theirs and line.counters not in numbers]
    assert fund.balance == buildings + sum(line.amount for line in others if line.stands)


def _a_home_has_back_what_it_paid_at_most(lines: Sequence[PrepayLine]) -> None:
    paid = paid_in(lines, PrepayState.STANDS, PrepayState.GONE)
    back = Counter[int]()
    for line in lines:
        if line.kind is PrepayKind.REFUNDED and line.state is PrepayState.STANDS and line.unit_id is not None:
            back[line.unit_id] -= line.amount
    assert all(sum_ <= paid.get(home, 0) for home, sum_ in back.items())


# Money put together


@pytest.mark.parametrize("seed", (5, 11))
async def test_whatever_is_pressed_what_came_for_one_thing_pays_nothing_else(
    database: Database, at: datetime, seed: int
) -> None:
    estate = await found_estate(database, at)
    async with database.transaction() as transaction:
        by, what = estate.member.person_id, ("互助", "居委会", "0456")
        estate.fund_id = await transaction.funds.open(estate.town.place, FundKind.MUTUAL_AID, *what, by=by, at=at)
    played = Played(estate, Random(seed))
    drives = [await begins(estate, target, unmet) for target, unmet in ((250_00, Unmet.BACK), (90_00, Unmet.USE))]
    for _ in range(240):
        fund = await played.fund()
        await played.presses((CHAIR, MEMBER, RESIDENT, TENANT), _gifts(played, fund, drives))
        await falls_due(estate, played.done)
        fund, receipts = await played.fund(), {number: await came_for(estate, number) for number in drives}
        two_stand_for_each(fund)
        everything = [one for found in receipts.values() for one in found]
        assert fund.balance == sum(one.amount for one in everything if one.state is PrepayState.STANDS)
        for found in receipts.values():
            _nobody_has_back_more_than_they_gave(found)
        estate.at += timedelta(hours=1, minutes=30)
    wanted = {"promise", "take_back", "receive_pledge", "return_pledge", "check_line", "decline_line", "counter_line"}
    assert wanted | {END, RECOUNT} <= played.done.keys()


async def begins(estate: Estate, target: int, unmet: Unmet) -> int:
    what = {"name": "大门", "purpose": "修大门", "target": target, "days": 7, "unmet": unmet}
    number = int((await estate.done(pledges.ask_drive, place=estate.town.place, **what))["drive_id"])
    await estate.done(pledges.confirm_drive, MEMBER, drive_id=number)
    return number


def _gifts(played: Played, fund: Fund, drives: list[int]) -> list[Press]:
    dice = played.dice
    drive = {"drive_id": dice.choice(drives)}
    one = {**drive, "number": 1 + dice.randrange(3)}
    return [
        *[(pledges.promise, {**drive, "amount": dice.randrange(1, 150_00)})] * 3,
        (pledges.take_back, drive),
        *[(pledges.receive_pledge, one)] * 3,
        *[(pledges.return_pledge, {**one, "files": (VOUCHER,)})] * 5,
        *signs(played, fund),
    ]


async def falls_due(estate: Estate, done: Counter[str]) -> None:
    """The end of a drive, and counting anew, when they are due."""
    acts = {END: pledges.end_drive, RECOUNT: pledges.recount_drive}
    while (row := await first_due(estate.database, by=estate.at)) is not None:
        if row.kind in acts:
            given: dict[str, Any] = {"subject": row.subject, "due": row.effective_at, "source": f"due {row.subject}"}
            await acts[row.kind](estate.database, **given, at=estate.at)
            done[row.kind] += 1
        await played(estate.database, row=row)


async def came_for(estate: Estate, drive: int) -> list[PledgeReceipt]:
    async with estate.database.reading() as transaction:
        return list(await transaction.pledges.receipts(drive))


def _nobody_has_back_more_than_they_gave(receipts: Sequence[PledgeReceipt]) -> None:
    """What went back for a promise, and is about to, is no more than what came for it."""
    for pledge in {one.pledge_id for one in receipts}:
        own = [one for one in receipts if one.pledge_id == pledge]
        came = sum(one.amount for one in own if one.amount > 0 and one.state is not PrepayState.WAITS)
        back = -sum(
            one.amount for one in own if one.amount < 0 and one.state in (PrepayState.STANDS, PrepayState.WAITS)
        )
        assert back <= came
