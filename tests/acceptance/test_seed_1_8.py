"""1.8 众筹: 30,000 yuan in a week on one ledger, 70,000 of common money on another; they never mix."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.funds import FundKind, LineKind, Posting
from domain.issues import File
from domain.outcomes import Done, Refusal
from domain.pledges import Unmet
from domain.registry import Place, RoleKind
from rendering.pledges import drive
from rendering.texts import texts
from services.fund_pages import fund_page
from services.funds import check_line, post_line
from services.pledges import ask_drive, confirm_drive, drive_page, promise, receive_pledge
from storage.database import Database
from tests.builders import settle_in
from tests.services.fees import Estate, found_estate

NEIGHBOURS, EACH = 30, 1_000_00


async def opens(estate: Estate, kind: FundKind, opening: int) -> int:
    """An account with what is in it."""
    by = estate.member.person_id
    async with estate.database.transaction() as transaction:
        number = await transaction.funds.open(
            estate.town.place, kind, kind.value, "居委会", "0123", by=by, at=estate.at
        )
        fund = await transaction.funds.lock(number)
        assert fund is not None
        wanted = Posting(LineKind.OPENING, opening, estate.at.date(), "期初")
        line = await transaction.funds.post(fund, wanted, by=by, at=estate.at)
        await transaction.funds.settle(line, by=estate.town["赵主任"].person_id, at=estate.at)
    return number


async def test_a_week_brings_30_000_and_the_common_money_stays_apart(embedded: Database, at: datetime) -> None:
    estate = await found_estate(embedded, at)
    aid, common = await opens(estate, FundKind.MUTUAL_AID, 0), await opens(estate, FundKind.REVENUE, 70_000_00)
    what = {"name": "大门门禁", "purpose": "修大门", "target": 30_000_00, "days": 7, "unmet": Unmet.BACK}
    number = int((await estate.done(ask_drive, place=estate.town.place, **what))["drive_id"])
    await estate.done(confirm_drive, "林委员", drive_id=number)
    async with embedded.transaction() as transaction:
        where = Place(estate.town.compound_id, estate.building)
        people = [
            await settle_in(transaction, f"邻居{n}", 5000 + n, RoleKind.RESIDENT, where, at) for n in range(NEIGHBOURS)
        ]
    for who in people:
        given = {"drive_id": number, "amount": EACH, "source": f"promise {who.person_id}", "at": at}
        assert isinstance(await promise(embedded, actor=who.actor, **given), Done)
    for pledge in range(1, NEIGHBOURS + 1):
        came = await estate.done(receive_pledge, drive_id=number, number=pledge)
        await estate.done(check_line, "林委员", line_id=came["fund_line_id"])
    page = await drive_page(embedded, actor=people[0].actor, drive_id=number)
    assert page is not None and (page.sums.pledged, page.sums.received) == (30_000_00, 30_000_00)
    told = drive(texts("zh_Hans"), page, ZoneInfo("Asia/Shanghai")).text
    assert "答应了 30,000.00 元（30 份）" in told and "收到了 30,000.00 元（30 份）" in told and "邻居" not in told
    funds = [await fund_page(embedded, actor=estate.who("王阿姨"), fund_id=one) for one in (aid, common)]
    assert [one.fund.balance for one in funds if one is not None] == [30_000_00, 70_000_00]

    spent = Posting(LineKind.OUT, 1_00, at.date(), "修大门")
    given = {"fund_id": common, "wanted": spent, "files": (File("photo", "v", size=3),)}
    refused = await estate.does(post_line, "赵主任", **given)
    assert isinstance(refused, Refusal) and refused.facts["what"] == "fund_matter"
