"""Bringing the tables up to date (升级数据表): Alembic, the same steps for SQLite and PostgreSQL."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.database import Database
from storage.resealing import seal_the_rest

MIGRATIONS = Path(__file__).with_name("migrations")
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(19810382)")
"""Workers that start together migrate one after the other."""


async def migrate(database: Database) -> None:
    """Make the tables what this version of the product needs; nothing happens when they are."""
    async with database.engine.begin() as connection:
        if not database.embedded:
            await connection.execute(ONE_AT_A_TIME)
        if await connection.run_sync(revision_of) != newest():
            await connection.run_sync(upgrade)
        await seal_the_rest(database, connection)


def revision_of(connection: Connection) -> str | None:
    """The last step these tables went through; None before the first."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def newest() -> str | None:
    """The last step there is: read once, for the steps lie beside the program."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the steps that are missing, within the connection's transaction."""
    command.upgrade(configuration(connection), revision)


def configuration(connection: Connection) -> Config:
    """Alembic's configuration over an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
