"""A month by the hour that was accepted is paid from an account: once, to the 分, by two people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.funds import FundKind, FundLine, LineKind, Posting
from domain.hourly import HourlyMonth
from domain.registry import RoleKind
from services import hourly as acts
from services.fund_pages import fund_page
from services.funds import check_line, counter_line, decline_line, open_fund, post_line
from services.hourly_pages import funds_to_pay, hourly_page
from storage.database import Database
from tests.builders import settle_in
from tests.services.fees import SOURCES, VOUCHER, Estate, found_estate
from tests.services.test_hourly import DECEMBER, JANUARY, WHAT

MONTH = "2026-12"
PAY = 60_00


@pytest.fixture
async def estate(database: Database, at: datetime) -> Estate:
    """A month of which one of four times was done, an account with money in it."""
    estate = await found_estate(database, at)
    number = int((await estate.done(acts.ask_service, place=estate.town.place, **WHAT))["service_id"])
    await estate.done(acts.confirm_service, "林委员", service_id=number)
    estate.at = DECEMBER
    await estate.done(acts.sign_in, "孙网格", service_id=number, minutes=120, files=(VOUCHER,))
    what = {"kind": FundKind.CUSTODY, "name": "服务费", "holder": "居委会", "tail": "4567", "opening": 500_00}
    opened = await estate.done(open_fund, place=estate.town.place, **what)
    await estate.done(check_line, "林委员", line_id=opened["line_id"])
    estate.fund_id = int(opened["fund_id"])
    estate.at = JANUARY
    return estate


async def accepts(estate: Estate) -> None:
    async with estate.database.transaction() as transaction:
        homes = [await transaction.units.unit(home) for home in estate.homes[:2]]
        people = [
            await settle_in(transaction, f"住户{n}", 3000 + n, RoleKind.OWNER, home.place, estate.at)
            for n, home in enumerate(homes)
            if home is not None
        ]
    given: dict[str, Any] = {"service_id": 1, "month": MONTH, "fine": True}
    for who in people:
        source = f"judge {next(SOURCES)}"
        await acts.judge_month(estate.database, actor=who.actor, **given, source=source, at=estate.at)


def paying(estate: Estate, amount: int = PAY, kind: LineKind = LineKind.OUT) -> dict[str, Any]:
    wanted = Posting(kind, amount, estate.at.date(), "楼道保洁 2026年12月", payee="刘师傅")
    return {"fund_id": estate.fund_id, "wanted": wanted, "files": (VOUCHER,), "pays": (1, MONTH)}


async def month(estate: Estate) -> HourlyMonth:
    page = await hourly_page(estate.database, actor=estate.who("王阿姨"), service_id=1, month=MONTH, at=estate.at)
    assert page is not None
    return page.month


async def line(estate: Estate, line_id: int) -> FundLine:
    page = await fund_page(estate.database, actor=estate.who("王阿姨"), fund_id=estate.fund_id)
    found = None if page is None else page.fund.line(line_id)
    assert found is not None
    return found


async def test_a_month_is_paid_once_and_account_and_sheet_lead_to_each_other(estate: Estate) -> None:
    assert await estate.refused(post_line, **paying(estate)) == "hourly_unaccepted"
    await accepts(estate)
    assert await estate.refused(post_line, **paying(estate, PAY - 1)) == "hourly_pay"
    assert await estate.refused(post_line, **paying(estate, kind=LineKind.IN)) == "hourly"
    assert await estate.refused(post_line, **{**paying(estate), "pays": (99, MONTH)}) == "hourly"
    assert await estate.refused(post_line, **{**paying(estate), "files": ()}) == "fund_voucher"
    assert (await month(estate)).line_id is None, "what was refused pays nothing"
    posted = int((await estate.done(post_line, **paying(estate)))["line_id"])
    assert (await line(estate, posted)).pays == (1, MONTH)
    waits = await month(estate)
    assert (waits.line_id, waits.line_number, waits.paid) == (posted, 2, False)
    assert await estate.refused(post_line, **paying(estate)) == "hourly_paid"
    await estate.done(check_line, "林委员", line_id=posted)
    assert (await month(estate)).paid
    assert await estate.refused(post_line, **paying(estate)) == "hourly_paid"


async def test_what_was_sent_back_or_taken_back_may_be_paid_anew(estate: Estate) -> None:
    await accepts(estate)
    first = int((await estate.done(post_line, **paying(estate)))["line_id"])
    await estate.done(decline_line, "林委员", line_id=first, why="不是这张发票")
    assert (await month(estate)).line_id is None
    second = int((await estate.done(post_line, **paying(estate)))["line_id"])
    await estate.done(check_line, "林委员", line_id=second)
    back = int((await estate.done(counter_line, line_id=second, why="付错了人"))["line_id"])
    assert await estate.refused(post_line, **paying(estate)) == "hourly_paid", "until a second person has agreed"
    await estate.done(check_line, "林委员", line_id=back)
    third = int((await estate.done(post_line, **paying(estate)))["line_id"])
    assert ((await month(estate)).line_id, (await line(estate, second)).pays) == (third, None)


async def test_another_compound_s_account_pays_nothing_and_buildings_pay_of_their_own(estate: Estate) -> None:
    await accepts(estate)
    page = await hourly_page(estate.database, actor=estate.who("赵主任"), service_id=1, month=MONTH, at=estate.at)
    assert page is not None
    asked: dict[str, Any] = {"service": page.service, "pay": page.month.pay}
    every, others = await funds_to_pay(estate.database, **asked)
    assert (len(every), others) == (2, False)
    await estate.begins()
    left, others = await funds_to_pay(estate.database, **asked)
    assert ([one.id for one in left], others) == ([estate.fund_id], True)
    (prepaid,) = [one.id for one in every if one.id != estate.fund_id]
    async with estate.database.transaction() as transaction:
        fund = await transaction.funds.lock(prepaid)
        assert fund is not None
        spare = Posting(LineKind.IN, page.month.pay, estate.at.date(), "以前的余款")
        number = await transaction.funds.post(fund, spare, by=estate.member.person_id, at=estate.at)
        await transaction.funds.settle(number, by=estate.town["赵主任"].person_id, at=estate.at)
    enough, others = await funds_to_pay(estate.database, **asked)
    assert ({one.id for one in enough}, others) == ({estate.fund_id, prepaid}, False), "what is no building's pays too"
    asked["pay"] += 1
    assert [one.id for one in (await funds_to_pay(estate.database, **asked))[0]] == [estate.fund_id]
    assert await estate.refused(post_line, "王阿姨", **paying(estate)) == "keep_funds"


async def test_a_month_of_which_nothing_was_done_has_nothing_to_pay(estate: Estate) -> None:
    other = int((await estate.done(acts.ask_service, place=estate.town.place, **WHAT))["service_id"])
    async with estate.database.transaction() as transaction:
        await transaction.hourly.accept(other, HourlyMonth(MONTH, 480, 0, 30_00), datetime(2027, 1, 2, tzinfo=UTC))
    assert await estate.refused(post_line, **{**paying(estate, 1), "pays": (other, MONTH)}) == "hourly_unaccepted"
