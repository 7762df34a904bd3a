"""The migrations make exactly the tables the code knows, on both databases, and can be undone."""

from __future__ import annotations

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from storage.database import Database
from storage.migrate import configuration, migrate
from storage.schema import metadata


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def _downgrade(connection: Connection) -> list[str]:
    command.downgrade(configuration(connection), "base")
    return inspect(connection).get_table_names()


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
