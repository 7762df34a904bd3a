"""How stories of fees and services begin: a compound with homes, two members, an account, a round that is open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from domain.funds import FundKind
from domain.hourly import HourlyService
from domain.issues import File
from domain.outcomes import Done, Outcome, Refusal
from domain.prepay import PrepayBasis, PrepayRound
from domain.registry import Actor, Place, RoleKind
from services import hourly, prepay
from services.funds import check_line
from storage.database import Database
from tests.builders import Neighbour, Town, found_town, settle_in

SOURCES = count()
VOUCHER = File("photo", "fee-1", size=3)
BUILDING = "3号楼"


@dataclass
class Estate:
    """中华园 with homes of 89.37 ㎡ in building 3, a second member, an account of fees paid ahead."""

    database: Database
    town: Town
    at: datetime
    member: Neighbour
    fund_id: int
    homes: list[int] = field(default_factory=list)

    @property
    def building(self) -> int:
        return self.town.buildings[BUILDING]

    def who(self, name: str) -> Actor:
        return self.member.actor if name == "林委员" else self.town[name].actor

    async def does(self, act: Callable[..., Awaitable[Outcome]], who: str, **values: Any) -> Outcome:
        source = f"fees {next(SOURCES)}"
        return await act(self.database, actor=self.who(who), source=source, at=self.at, **values)

    async def done(self, act: Callable[..., Awaitable[Outcome]], who: str = "赵主任", **values: Any) -> Done:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def refused(self, act: Callable[..., Awaitable[Outcome]], who: str = "赵主任", **values: Any) -> str:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Refusal), outcome
        return str(outcome.facts.get("what", outcome.facts.get("act", "")))

    async def begins(self, *, rate: int = 20_00, months: int = 12, basis: PrepayBasis = PrepayBasis.HOME) -> int:
        """A round that two people stand for."""
        what = {"name": "2027年卫生费", "basis": basis, "rate": rate, "months": months}
        number = int((await self.done(prepay.ask_round, place=self.town.place, **what))["round_id"])
        await self.done(prepay.confirm_round, "林委员", round_id=number)
        return number

    async def takes(self, number: int, homes: list[int], amount: int = 240_00) -> None:
        """李楼长 takes these, hands them in, and 赵主任 signs."""
        for home in homes:
            await self.done(prepay.receive_fee, "李楼长", round_id=number, unit_id=home, amount=amount)
        handed = await self.done(prepay.hand_in, "李楼长", round_id=number, building_id=self.building)
        await self.done(check_line, "赵主任", line_id=handed["fund_line_id"])


async def found_estate(database: Database, at: datetime, doors: int = 3) -> Estate:
    """It, with so many homes in building 3."""
    town = await found_town(database, at)
    building, compound = town.buildings[BUILDING], town.compound_id
    async with database.transaction() as transaction:
        way = await transaction.units.entrance(building, "1单元", 1)
        labels = [f"{1 + n // 4}{1 + n % 4:02d}" for n in range(doors)]
        common = {"compound_id": compound, "building_id": building, "entrance_id": way, "kind": "residential"}
        known = {"area": 8937, "area_source": "registered", "developer": False, "inhabitants": None}
        await transaction.units.put_units([{**common, **known, "floor": 1, "label": label} for label in labels])
        homes = [unit.id for unit in await transaction.units.of_building(building)]
        member = await settle_in(transaction, "林委员", 980, RoleKind.COMMITTEE, town.place, at)
        what = ("卫生费", "自管会", "0123")
        fund = await transaction.funds.open(town.place, FundKind.PREPAID, *what, by=member.person_id, at=at)
    return Estate(database, town, at, member, fund, homes)


async def found_aid(database: Database, at: datetime) -> Estate:
    """It, with an account for mutual aid."""
    estate = await found_estate(database, at)
    async with database.transaction() as transaction:
        what = ("互助", "居委会", "0456")
        by = estate.member.person_id
        estate.fund_id = await transaction.funds.open(estate.town.place, FundKind.MUTUAL_AID, *what, by=by, at=at)
    return estate


async def take_a_fee(database: Database, building: Place, actor: Actor, at: datetime) -> Outcome:
    """Somebody takes a fee in this building; everything it needs is there."""
    assert building.compound_id is not None and building.building_id is not None
    source = f"fee {next(SOURCES)}"
    async with database.transaction() as transaction:
        way = await transaction.units.entrance(building.building_id, "9单元", 9)
        home = await transaction.units.add_unit(
            building.compound_id, building.building_id, way, floor=1, label=f"9{next(SOURCES):03d}"
        )
        place = Place(building.compound_id)
        by = (await transaction.registry.meet(9_000 + next(SOURCES), "记账的", at)).id
        fund = await transaction.funds.open(place, FundKind.PREPAID, "费", "自管会", "0123", by=by, at=at)
        asked = PrepayRound(0, place, fund, "卫生费", PrepayBasis.HOME, 100, 12, by, at)
        number = await transaction.prepay.ask(asked)
        await transaction.prepay.confirm(number, by=by, at=at)
    given: dict[str, Any] = {"round_id": number, "unit_id": home, "amount": 100}
    return await prepay.receive_fee(database, actor=actor, **given, source=source, at=at)


async def sign_in_once(database: Database, place: Place, actor: Actor, at: datetime) -> Outcome:
    """Somebody signs in for a service that is on the list."""
    async with database.transaction() as transaction:
        by = (await transaction.registry.meet(9_000 + next(SOURCES), "记账的", at)).id
        number = await transaction.hourly.ask(HourlyService(0, place, "保洁", "无垃圾", 60, 4, 30_00, by, at))
        await transaction.hourly.write(number, confirmed_by=by, confirmed_at=at, since="2000-01")
    source, given = f"fee {next(SOURCES)}", {"service_id": number, "minutes": 60, "files": (VOUCHER,)}
    return await hourly.sign_in(database, actor=actor, **given, source=source, at=at)
