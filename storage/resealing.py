"""Sealing what is still open (补封): words kept by a version that did not seal their column yet."""

from __future__ import annotations

from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import Column, Text, column, select, table, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.schema import metadata
from storage.schema.registry import installation
from storage.schema.sealed import FORM, Sealed
from storage.sealing import Keys

MARK = "sealed_columns"
"""The installation's setting that lists, sealed itself, the columns in which nothing is open any more."""

DONE = select(installation.c.value).where(installation.c.key == MARK)


class WrongKeys(Exception):
    """These keys did not seal this database (密钥不对): a file of the same look, but from elsewhere."""


def sealed_columns() -> dict[str, Column[Any]]:
    """Every sealed column, by `table.column`."""
    columns = (item for part in metadata.sorted_tables for item in part.columns)
    return {f"{item.table.name}.{item.name}": item for item in columns if isinstance(item.type, Sealed)}


async def seal_the_rest(database: Database, connection: AsyncConnection) -> int:
    """Seal whatever an older version left open, once; how many values. Without keys nothing is touched.

    Raises WrongKeys.
    """
    if database.keys is None:
        return 0
    done = _listed(database.keys, await connection.scalar(DONE))
    rest = {name: item for name, item in sealed_columns().items() if name not in done}
    if not rest:
        return 0
    count = 0
    for item in rest.values():
        count += await _seal(database.keys, connection, item)
    insert = sqlite.insert if database.embedded else postgresql.insert
    value = database.keys.seal_text(" ".join(sorted(sealed_columns())))
    statement = insert(installation).values(key=MARK, value=value)
    await connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
    return count


def _listed(keys: Keys, mark: str | None) -> set[str]:
    try:
        return set() if mark is None else set(keys.open_text(mark).split())
    except (KeyError, InvalidTag) as error:
        raise WrongKeys from error


async def _seal(keys: Keys, connection: AsyncConnection, item: Column[Any]) -> int:
    key = item.table.primary_key.columns[0].name
    raw = table(item.table.name, column(key), column(item.name, Text()))
    found = (await connection.execute(select(raw.c[key], raw.c[item.name]))).all()
    opened = [(number, value) for number, value in found if value and not FORM.fullmatch(value)]
    for number, value in opened:
        change = update(raw).where(raw.c[key] == number).values({item.name: keys.seal_text(value)})
        await connection.execute(change)
    return len(opened)
