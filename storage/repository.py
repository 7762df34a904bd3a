"""What every repository (记录库) is made of: one connection, and the three ways of asking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


class Repository:
    """The records of one room, within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection

    async def run(self, statement: Executable, **values: Any) -> int:
        """Execute; how many rows it touched."""
        result = await self.connection.execute(statement, values)
        return int(getattr(result, "rowcount", 0))

    async def rows(self, statement: Executable, **values: Any) -> Sequence[Row[Any]]:
        return (await self.connection.execute(statement, values)).all()

    async def row(self, statement: Executable, **values: Any) -> Row[Any] | None:
        return (await self.connection.execute(statement, values)).first()

    async def value(self, statement: Executable, **values: Any) -> Any:
        """The first column of the first row, or None."""
        return (await self.connection.execute(statement, values)).scalar()

    async def add(self, table: Table, **values: Any) -> int:
        """Insert one row; its number."""
        result = await self.connection.execute(table.insert(), values)
        key = result.inserted_primary_key
        return int(key[0]) if key and isinstance(key[0], int) else 0

    async def offer(self, table: Table, *rows: dict[str, Any]) -> int:
        """Insert what is not there yet; how many were new."""
        result = await self.connection.execute(self.inserting(table).on_conflict_do_nothing(), list(rows))
        return int(result.rowcount)

    def inserting(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that can say what happens on conflict, in this database's dialect."""
        if self.connection.dialect.name == "sqlite":
            return sqlite.insert(table)
        return postgresql.insert(table)
