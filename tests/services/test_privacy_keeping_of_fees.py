"""Fees and services of long ago: what was done and paid stays, who said what and whose receipt it was goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from domain.hourly import HourlyService, HourlyVisit, HourlyWord
from domain.issues import File
from domain.pledges import Drive, DriveState, Unmet
from domain.prepay import PrepayKind, PrepayLine, PrepaySettlement, PrepayState
from domain.privacy_keeping import RETENTION, Kept
from services.attachments import keep_files
from storage.database import Database
from storage.hourly import PHOTO
from tests.services.fees import found_estate
from tests.services.test_privacy_keeping import night


async def test_what_was_said_of_a_month_goes_with_the_photos(embedded: Database, at: datetime) -> None:
    estate = await found_estate(embedded, at)
    by, old = estate.member.person_id, at - timedelta(days=RETENTION[Kept.SERVICES].days, minutes=1)
    async with embedded.transaction() as transaction:
        service = HourlyService(0, estate.town.place, "保洁", "无垃圾", 60, 4, 30_00, by, old)
        number = await transaction.hourly.ask(service)
        for then in (old, at):
            visit = await transaction.hourly.visit(HourlyVisit(0, number, then.date(), 60, by, then))
            await keep_files(transaction, PHOTO.format(visit), [File("photo", f"f{then}", size=3)], then)
            word = HourlyWord(by, estate.homes[0], False, "没扫", then)
            await transaction.hourly.say(number, f"{then:%Y-%m}", word)
    assert await night(embedded, at) == {"services": 1}
    async with embedded.reading() as transaction:
        visits = [(await transaction.hourly.visits(number, f"{then:%Y-%m}"))[0] for then in (old, at)]
        kept = [len(await transaction.attachments.of(PHOTO.format(visit.id))) for visit in visits]
        assert kept == [0, 1] and await transaction.hourly.words(number, f"{old:%Y-%m}") == []
        assert len(await transaction.hourly.words(number, f"{at:%Y-%m}")) == 1


async def test_whose_receipt_it_was_goes_after_five_years(embedded: Database, at: datetime) -> None:
    estate = await found_estate(embedded, at)
    by, old = estate.member.person_id, at - timedelta(days=RETENTION[Kept.PREPAID].days, minutes=1)
    first, second = await estate.begins(), await estate.begins()
    async with embedded.transaction() as transaction:
        for number, then in ((first, old), (second, at)):
            for kind in (PrepayKind.RECEIVED, PrepayKind.CARRIED):
                line = PrepayLine(0, estate.building, kind, 100, by, then, PrepayState.HELD, estate.homes[0])
                await transaction.prepay.put(number, line)
            settled = PrepaySettlement(0, number, estate.building, second, 0, 3, 1, by, then)
            made = await transaction.prepay.settle(settled)
            await transaction.prepay.write_settlement(made, {"confirmed_by": by, "confirmed_at": then})
    assert await night(embedded, at) == {"prepaid": 2}
    async with embedded.reading() as transaction:
        homes = [{line.unit_id for line in await transaction.prepay.lines(number)} for number in (first, second)]
        assert homes == [{None}, {estate.homes[0]}]


async def test_whose_promise_it_was_goes_a_year_after_it_was_over(embedded: Database, at: datetime) -> None:
    estate = await found_estate(embedded, at)
    by, old = estate.member.person_id, at - timedelta(days=RETENTION[Kept.PLEDGES].days, minutes=1)
    what = ("大门", "修大门", 100_00)
    async with embedded.transaction() as transaction:
        numbers = []
        for over in (old, at):
            drive = Drive(0, estate.town.place, estate.fund_id, *what, over, Unmet.BACK, by, over)
            numbers.append(await transaction.pledges.ask(replace(drive, state=DriveState.SHORT)))
            mine = await transaction.pledges.promise(numbers[-1], by, 100_00, over)
            await transaction.pledges.name(mine, "林委员")
    assert await night(embedded, at) == {"pledges": 1}
    async with embedded.reading() as transaction:
        kept = [(await transaction.pledges.of(one))[0] for one in numbers]
        assert [(one.person_id, one.name) for one in kept] == [(None, ""), (by, "林委员")]
