"""What many stories begin with: a compound, its groups, and the people who stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.privacy import CLAUSES, NOTICE_VERSION
from domain.registry import Actor, Place, RoleKind
from domain.units import DwellingUnit
from services import outbox as sending
from storage.database import Database
from storage.schema.traffic import outbox
from storage.sealing import Keys
from storage.transaction import Transaction

KEYS = Keys("k1", {"k1": b"k" * 32})
"""What the databases of tests are opened with."""

CREW = {
    "王阿姨": (101, RoleKind.OWNER, "3号楼"),
    "李楼长": (102, RoleKind.BUILDING_LEADER, "3号楼"),
    "赵主任": (103, RoleKind.COMMITTEE, None),
    "孙网格": (104, RoleKind.GRID_WORKER, None),
    "陈租客": (105, RoleKind.TENANT, "3号楼"),
    "钱管理": (106, RoleKind.OPERATOR, None),
    "路过的人": (107, None, None),
}
"""Telegram account, role, building."""


@dataclass(frozen=True)
class Neighbour:
    """Somebody of the town, who has opened the private chat."""

    person_id: int
    telegram_id: int
    chat_id: int
    actor: Actor


@dataclass(frozen=True)
class Town:
    """中华园: two buildings, a group for the compound and one for building 3, and the crew."""

    compound_id: int
    buildings: Mapping[str, int]
    group: int  # chats.id
    building_group: int
    people: Mapping[str, Neighbour]

    def __getitem__(self, name: str) -> Neighbour:
        return self.people[name]

    @property
    def place(self) -> Place:
        return Place(self.compound_id)


async def found_town(database: Database, at: datetime) -> Town:
    """Found 中华园 and let everybody in."""
    async with database.transaction() as transaction:
        compound = await transaction.registry.found(
            street="曹杨新村街道", community="第一社区", name="中华园", building_labels=["3号楼", "9号楼"], at=at
        )
        buildings = {item.label: item.id for item in await transaction.registry.buildings(compound)}
        whole = await open_group(transaction, -1001, "中华园", Place(compound))
        third = await open_group(transaction, -1003, "3号楼邻居", Place(compound, buildings["3号楼"]))
        people = {
            name: await settle_in(
                transaction, name, telegram, kind, _place(kind, compound, buildings.get(where or "")), at
            )
            for name, (telegram, kind, where) in CREW.items()
        }
    return Town(compound, buildings, whole, third, people)


def _place(kind: RoleKind | None, compound: int, building: int | None) -> Place:
    return Place() if kind is RoleKind.OPERATOR else Place(compound, building)


async def open_group(transaction: Transaction, telegram_id: int, title: str, place: Place | None) -> int:
    """A group with the bot in it, bound to `place` if one is given; its number."""
    telegram = -1_000_000_000_000 + telegram_id
    chat = await transaction.chats.meet(telegram, kind="supergroup", title=title, person_id=None)
    if place is not None:
        await transaction.chats.bind(chat.id, place)
    return chat.id


async def settle_in(
    transaction: Transaction, name: str, telegram: int, kind: RoleKind | None, place: Place, at: datetime
) -> Neighbour:
    """A person who opened the private chat, with a role if one is given."""
    person = await transaction.registry.meet(telegram, name, at)
    chat = await transaction.chats.meet(telegram, kind="private", title="", person_id=person.id)
    if kind is not None:
        await transaction.registry.grant(person.id, kind, place, by=None, at=at)
    return Neighbour(person.id, telegram, chat.id, Actor(person.id, await transaction.registry.roles_of(person.id, at)))


async def build_homes(database: Database, town: Town, building: str = "3号楼") -> dict[str, DwellingUnit]:
    """Two entrances, two floors, two doors each: 1单元101 … 2单元202, by what stands on entrance and door."""
    compound, number = town.compound_id, town.buildings[building]
    async with database.transaction() as transaction:
        for position, entrance in enumerate(("1单元", "2单元")):
            way = await transaction.units.entrance(number, entrance, position)
            for floor, label in ((1, "101"), (1, "102"), (2, "201"), (2, "202")):
                await transaction.units.add_unit(compound, number, way, floor=floor, label=label)
        return {unit.entrance + unit.label: unit for unit in await transaction.units.of_building(number)}


async def agree(database: Database, *people: Neighbour, at: datetime) -> None:
    """These have read the notice and agreed to what is necessary."""
    necessary = [clause.purpose for clause in CLAUSES if clause.necessary]
    async with database.transaction() as transaction:
        for person in people:
            await transaction.privacy.consent(person.person_id, necessary, NOTICE_VERSION, at)


async def actor_of(database: Database, person: Neighbour, at: datetime) -> Actor:
    """The person with the roles held at this moment."""
    async with database.reading() as transaction:
        return Actor(person.person_id, await transaction.registry.roles_of(person.person_id, at))


async def queued(database: Database, chat_id: int) -> list[tuple[str, dict[str, object]]]:
    """Template and facts of everything queued for a chat, in order."""
    async with database.reading() as transaction:
        rows = await transaction.outbox.rows(
            outbox.select().where(outbox.c.chat_id == chat_id, outbox.c.state == "queued").order_by(outbox.c.id)
        )
    return [(row.template, row.facts) for row in rows]


async def leaves(database: Database, at: datetime, *chats: int) -> list[str]:
    """The templates of what these chats get once there is a way again: all that waited leaves, in order."""
    gone: list[str] = []
    while parcels := await sending.claim(database, at=at, resting=[], most=50):
        for one in parcels:
            await sending.sent(database, parcel_id=one.id, message_id=None, telegram_poll_id=None, drawn="", at=at)
            gone += [one.notice.template] if one.notice.chat_id in chats else []
    return gone
