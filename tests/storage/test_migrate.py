"""The migrations make exactly the tables the code knows, on both databases, and can be undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from domain.fund_deeds import DeedKind, DeedWords, RoomOwner, RoomUse, RoomWords
from domain.funds import FundKind
from domain.registry import Place, RoleKind
from domain.wishes import Reach, WishChannel
from storage.database import Database
from storage.migrate import configuration, migrate
from storage.schema import metadata
from tests.builders import found_town

FIRST_VERSION = (
    "INSERT INTO streets (id, name) VALUES (1, '春晖街道')",
    "INSERT INTO communities (id, street_id, name) VALUES (1, 1, '府河社区')",
    "INSERT INTO compounds (id, community_id, name, created_at) VALUES (1, 1, '中华园', 0)",
    "INSERT INTO buildings (id, compound_id, position, label) VALUES (1, 1, 1, '1号楼')",
    "INSERT INTO people (id, telegram_id, name, created_at) VALUES (1, 103, '赵主任', 0)",
    "INSERT INTO roles (id, person_id, kind, compound_id, since) VALUES (1, 1, 'committee', 1, 0)",
    "INSERT INTO invitations (id, token_hash, kind, compound_id, building_id, given_by, expires_at)"
    " VALUES (1, 'hash', 'building_leader', 1, 1, 1, 0)",
)
"""A compound as the first version kept it."""


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def _downgrade(connection: Connection) -> list[str]:
    _downgrade_to(connection, "base")
    return inspect(connection).get_table_names()


def _downgrade_to(connection: Connection, revision: str) -> None:
    command.downgrade(configuration(connection), revision)


async def test_the_tables_are_what_the_code_knows(database: Database) -> None:
    await migrate(database)  # a second time changes nothing
    async with database.engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_everything_can_be_taken_down_and_put_up_again(database: Database) -> None:
    async with database.engine.begin() as connection:
        assert await connection.run_sync(_downgrade) == ["alembic_version"]
    await migrate(database)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_what_the_first_version_knew_is_still_there(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.run_sync(_downgrade_to, "0001")
        for statement in FIRST_VERSION:
            await connection.execute(text(statement))
    await migrate(database)
    async with database.reading() as transaction:
        (role,) = await transaction.registry.roles_of(1, datetime(2026, 11, 24, tzinfo=UTC))
        invitation = await transaction.offices.invitation("hash")
    assert (role.kind, role.place) == (RoleKind.COMMITTEE, Place(1))
    assert invitation is not None and invitation.office.scope.place == Place(1, 1)


async def test_what_was_in_hand_keeps_the_day_it_comes_back_on(database: Database) -> None:
    claimed = datetime(2026, 11, 20, tzinfo=UTC)
    town = await found_town(database, claimed)
    given = {"made_by": town["王阿姨"].person_id, "at": claimed}
    async with database.transaction() as transaction:
        number = await transaction.wishes.make(town.place, "老花镜", WishChannel.CHAT, Reach.BETWEEN, **given)
        await transaction.wishes.write(number, state="claimed", claimed_at=claimed)
    async with database.engine.begin() as connection:
        await connection.run_sync(_downgrade_to, "0041")
    await migrate(database)
    async with database.reading() as transaction:
        wish = await transaction.wishes.find(number)
    assert wish is not None and wish.back_on == claimed + timedelta(days=14)


async def test_with_the_rooms_what_made_them_void_goes_too(database: Database) -> None:
    """A number that is free again is void at birth otherwise; what made a contract void stays."""
    town = await found_town(database, datetime(2026, 11, 20, tzinfo=UTC))
    by, at = town["王阿姨"].person_id, datetime(2026, 11, 20, tzinfo=UTC)
    async with database.transaction() as transaction:
        fund = await transaction.funds.open(town.place, FundKind.REVENUE, "收益", "业委会", "0123", by=by, at=at)
        let = DeedWords(DeedKind.CONTRACT, "快递站", source="spaces", price=1, until=at.date())
        room = DeedWords(DeedKind.ROOM, "车棚", place=RoomWords(RoomOwner.OWNERS, RoomUse.SHARED, 1))
        voids = (DeedWords(DeedKind.VOID, "退租", "1"), DeedWords(DeedKind.VOID, "拆了", "2"))
        for number, said in enumerate((let, room, *voids), start=1):
            await transaction.fund_deeds.write(fund, number, said, by=by, at=at)
    async with database.engine.begin() as connection:
        await connection.run_sync(_downgrade_to, "0046")
    await migrate(database)
    async with database.reading() as transaction:
        kept = await transaction.funds.find(fund)
    assert kept is not None and [one.number for one in kept.deeds] == [1, 3]
