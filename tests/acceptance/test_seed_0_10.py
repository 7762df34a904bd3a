"""0.10 微绿地、微景观: residents put money together; what is promised and what came in are never added up."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.funds import FundKind
from domain.pledges import Unmet
from rendering.pledges import drive as drawn
from rendering.texts import texts
from services import pledges
from services.funds import check_line
from storage.database import Database
from tests.services.fees import found_estate


@pytest.mark.parametrize(
    ("locale", "apart"),
    [
        ("zh_Hans", ("答应了 3,500.00 元（2 份）", "收到了 2,000.00 元（1 份）")),
        ("en", ("Promised: 3,500.00 yuan (2 pledges)", "Came in: 2,000.00 yuan (1 time)")),
    ],
)
async def test_promises_and_receipts_are_two_sums(
    database: Database, at: datetime, locale: str, apart: tuple[str, str]
) -> None:
    estate = await found_estate(database, at)
    async with database.transaction() as transaction:
        by, what = estate.member.person_id, ("微绿地", "居委会", "0456")
        await transaction.funds.open(estate.town.place, FundKind.MUTUAL_AID, *what, by=by, at=at)
    garden = {"name": "微绿地", "purpose": "3号楼前的微绿地", "target": 6_000_00, "days": 15, "unmet": Unmet.USE}
    number = int((await estate.done(pledges.ask_drive, place=estate.town.place, **garden))["drive_id"])
    await estate.done(pledges.confirm_drive, "林委员", drive_id=number)
    await estate.done(pledges.promise, "王阿姨", drive_id=number, amount=2_000_00)
    await estate.done(pledges.promise, "陈租客", drive_id=number, amount=1_500_00)
    came = await estate.done(pledges.receive_pledge, drive_id=number, number=1)
    await estate.done(check_line, "林委员", line_id=came["fund_line_id"])
    page = await pledges.drive_page(database, actor=estate.who("王阿姨"), drive_id=number)
    assert page is not None and (page.sums.pledged, page.sums.received) == (3_500_00, 2_000_00)
    told = drawn(texts(locale), page, ZoneInfo("Asia/Shanghai")).text
    assert all(words in told for words in apart) and "6,000.00" in told
    assert "5,500.00" not in told, "what was promised and what came in are never one sum"
