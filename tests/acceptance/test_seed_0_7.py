"""0.7 预交: three buildings, 678 homes; 677 are 99.85 % and never 100; the buildings' balances are the compound's."""

from __future__ import annotations

from datetime import datetime

from domain.funds import FundKind, LineKind, Posting
from domain.prepay import PrepayBasis, PrepayKind, PrepayLine, PrepayRound, PrepayState
from domain.registry import Place, RoleKind
from rendering.prepay import round_
from rendering.texts import texts
from services.fund_pages import fund_page
from services.prepay_pages import prepay_page
from storage.database import Database
from tests.builders import Neighbour, settle_in

HOMES, DUE = 678, 240_00


async def found(database: Database, at: datetime) -> tuple[Place, list[tuple[int, int]], Neighbour, Neighbour, int]:
    """绿洲花园2号院: where, its homes with their buildings, a member, an owner, the account."""
    async with database.transaction() as transaction:
        where = {"street": "长兴路街道", "community": "绿洲社区", "name": "绿洲花园2号院"}
        compound = await transaction.registry.found(**where, building_labels=["1栋", "2栋", "3栋"], at=at)
        place, homes = Place(compound), []
        for building in await transaction.registry.buildings(compound):
            way = await transaction.units.entrance(building.id, "1单元", 1)
            common = {"compound_id": compound, "building_id": building.id, "entrance_id": way, "floor": 1}
            known = {"kind": "residential", "area": 9000, "area_source": "registered", "developer": False}
            labels = [f"{n + 1:04d}" for n in range(HOMES // 3)]
            await transaction.units.put_units(
                [{**common, **known, "inhabitants": None, "label": one} for one in labels]
            )
            homes += [(building.id, unit.id) for unit in await transaction.units.of_building(building.id)]
        member = await settle_in(transaction, "赵主任", 71, RoleKind.COMMITTEE, place, at)
        owner = await settle_in(transaction, "王阿姨", 72, RoleKind.OWNER, Place(compound, homes[0][0]), at)
        account = ("卫生费", "自管会", "0123")
        fund = await transaction.funds.open(place, FundKind.PREPAID, *account, by=member.person_id, at=at)
    return place, homes, member, owner, fund


async def test_678_of_678_are_all_and_677_are_not(embedded: Database, at: datetime) -> None:
    place, homes, member, owner, fund = await found(embedded, at)
    by = member.person_id
    async with embedded.transaction() as transaction:
        asked = PrepayRound(0, place, fund, "2027年卫生费", PrepayBasis.HOME, 20_00, 12, by, at)
        number = await transaction.prepay.ask(asked)
        await transaction.prepay.confirm(number, by=by, at=at)
    for taken, told in ((homes[:-1], "677/678 户（99.85%）"), (homes[-1:], "678/678 户（100.00%）")):
        async with embedded.transaction() as transaction:
            account = await transaction.funds.lock(fund)
            assert account is not None and len(homes) == HOMES
            wanted = Posting(LineKind.IN, DUE * len(taken), at.date(), "预交")
            line = await transaction.funds.post(account, wanted, by=by, at=at)
            await transaction.funds.settle(line, by=owner.person_id, at=at)
            for building, home in taken:
                receipt = PrepayLine(0, building, PrepayKind.RECEIVED, DUE, by, at, PrepayState.HELD, home)
                await transaction.prepay.put(number, receipt, fund_line_id=line)
        page = await prepay_page(embedded, actor=owner.actor, round_id=number)
        ledger = await fund_page(embedded, actor=owner.actor, fund_id=fund)
        assert page is not None and ledger is not None
        assert told in round_(texts("zh_Hans"), page, 0).text
        assert sum(one.balance for one in page.sums.values()) == page.whole.balance == ledger.fund.balance
    assert page.whole.balance == HOMES * DUE and len(page.sums) == 3
