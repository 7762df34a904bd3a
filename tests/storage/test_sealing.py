"""Sealed columns: nothing readable without the keys, everything readable with any key that ever sealed it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from domain.effects import Record
from storage.database import Database
from storage.effects import apply
from storage.inbox import Letter
from storage.migrate import migrate
from storage.resealing import WrongKeys, seal_the_rest, sealed_columns
from storage.schema.records import attachments
from storage.schema.registry import people
from storage.schema.traffic import drafts
from storage.sealing import Keys
from tests.builders import found_town
from tests.conftest import sqlite_copy

DOCUMENT = Path(__file__).parents[2] / "docs" / "privacy.md"
WORDS = "三单元的下水道又堵了"
ROTATED = Keys("k2", {"k1": b"k" * 32, "k2": b"n" * 32})


async def raw(database: Database, statement: str) -> list[Any]:
    """What the database itself holds, before our types read it."""
    async with database.reading() as transaction:
        return list((await transaction.connection.execute(text(statement))).scalars())


@pytest.fixture
async def rotated(embedded: Database) -> AsyncIterator[Database]:
    """The same records, opened after the keys were rotated."""
    async with Database(embedded.url.render_as_string(), keys=ROTATED) as later:
        yield later


async def test_words_are_sealed_when_they_are_written_and_when_they_are_changed(
    database: Database, at: datetime
) -> None:
    async with database.transaction() as transaction:
        await transaction.registry.meet(101, "王阿姨", at)
        person = await transaction.registry.meet(101, "王桂兰", at)
    (kept,) = await raw(database, "SELECT name FROM people")
    assert "王" not in kept and kept.startswith("k1:")
    async with database.reading() as transaction:
        found = await transaction.registry.person(person.id)
    assert found is not None and found.name == "王桂兰"


async def test_facts_are_sealed_too_and_come_back_as_they_were(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    aunt = town["王阿姨"]
    async with database.transaction() as transaction:
        values = {"person_id": aunt.person_id, "chat_id": aunt.chat_id, "expires_at": at + timedelta(days=1)}
        draft = await transaction.drafts.begin(kind="report", body={"text": WORDS}, awaiting=None, **values)
        assert await transaction.drafts.write(
            draft, body={"text": WORDS, "n": 2}, awaiting=None, expires_at=draft.expires_at
        )
    (kept,) = await raw(database, "SELECT body FROM drafts")
    assert "text" not in kept
    async with database.reading() as transaction:
        found = await transaction.drafts.find(draft.id, at=at)
    assert found is not None and found.body == {"text": WORDS, "n": 2}


async def test_a_letter_is_sealed_while_it_waits_and_empty_once_it_is_done(database: Database, at: datetime) -> None:
    async with database.transaction() as transaction:
        await transaction.inbox.receive([Letter(1, "7:7", WORDS, at)])
    (kept,) = await raw(database, "SELECT body FROM inbox")
    assert WORDS not in kept
    async with database.transaction() as transaction:
        assert [letter.body for letter in await transaction.inbox.pending()] == [WORDS]
        await transaction.inbox.finish(1)
    assert await raw(database, "SELECT body FROM inbox") == [""]
    assert await raw(database, "SELECT lane FROM inbox") == [""]


async def test_neither_value_nor_salt_of_a_commitment_can_be_read(database: Database, at: datetime) -> None:
    async with database.transaction() as transaction:
        await apply(transaction, [Record("issue:1", "reported", {}, {"door": "301"})], at=at)
    kept = [*await raw(database, "SELECT value FROM openings"), *await raw(database, "SELECT salt FROM openings")]
    assert all(item.startswith("k1:") for item in kept)


async def test_what_an_older_key_sealed_still_opens(embedded: Database, rotated: Database, at: datetime) -> None:
    async with embedded.transaction() as transaction:
        await transaction.registry.meet(101, "王阿姨", at)
    async with rotated.transaction() as transaction:
        await transaction.registry.meet(102, "李楼长", at)
        names = [await transaction.registry.by_telegram(number) for number in (101, 102)]
    assert [found.name for found in names if found is not None] == ["王阿姨", "李楼长"]
    kept = await raw(embedded, "SELECT name FROM people ORDER BY id")
    assert [item.partition(":")[0] for item in kept] == ["k1", "k2"]


async def test_a_lost_key_is_loud(embedded: Database, rotated: Database, at: datetime) -> None:
    async with rotated.transaction() as transaction:
        await transaction.registry.meet(101, "王阿姨", at)
    async with embedded.reading() as transaction:
        with pytest.raises(KeyError):
            await transaction.registry.by_telegram(101)


async def test_a_database_without_keys_keeps_no_secret_and_says_so(
    tmp_path: Path, sqlite_template: Path, at: datetime
) -> None:
    async with Database(sqlite_copy(sqlite_template, tmp_path)) as database:
        await migrate(database)  # the tables can be made without
        with pytest.raises(Exception, match="without its keys"):
            async with database.transaction() as transaction:
                await transaction.registry.meet(101, "王阿姨", at)


async def test_what_an_older_version_left_open_is_readable_and_is_sealed_once(database: Database) -> None:
    async with database.transaction() as transaction:
        for number, name in ((1, "王阿姨"), (2, "k1:not sealed, only called so")):
            values = {"id": number, "name": name}
            await transaction.connection.execute(
                text("INSERT INTO people (id, telegram_id, name, created_at) VALUES (:id, :id, :name, 0)"), values
            )
        await transaction.connection.execute(text("DELETE FROM installation WHERE key = 'sealed_columns'"))
    assert await names(database) == ["王阿姨", "k1:not sealed, only called so"]
    async with database.engine.begin() as connection:
        assert await seal_the_rest(database, connection) == 2
        assert await seal_the_rest(database, connection) == 0
    assert await names(database) == ["王阿姨", "k1:not sealed, only called so"]
    assert not any("王" in kept or "called" in kept for kept in await raw(database, "SELECT name FROM people"))


async def names(database: Database) -> Sequence[str]:
    async with database.reading() as transaction:
        return list((await transaction.connection.execute(select(people.c.name).order_by(people.c.id))).scalars())


async def test_every_start_seals_what_is_open(embedded: Database) -> None:
    async with embedded.transaction() as transaction:
        await transaction.connection.execute(
            text("INSERT INTO people (id, telegram_id, name, created_at) VALUES (1, 1, '王阿姨', 0)")
        )
        await transaction.connection.execute(text("DELETE FROM installation WHERE key = 'sealed_columns'"))
    await migrate(embedded)
    assert (await raw(embedded, "SELECT name FROM people"))[0].startswith("k1:")


def test_a_sealed_column_is_never_searched() -> None:
    """In SQL it would find nothing, and nobody would notice."""
    for question in (people.c.name.__eq__, people.c.name.like, drafts.c.body.__eq__):
        with pytest.raises(TypeError, match="sealed"):
            question("王阿姨")
    with pytest.raises(TypeError, match="sealed"):
        people.c.name.desc()
    assert str(attachments.c.name.is_(None)) == "attachments.name IS NULL"


async def test_what_is_deleted_does_not_linger_in_the_file(embedded: Database, at: datetime) -> None:
    """Announcements are public and not sealed: good to look for."""
    town = await found_town(embedded, at)
    spoken = "凉亭的石凳星期三换" * 300  # several pages
    insert = "INSERT INTO announcements (compound_id, author_id, text, pin, urgent, state, due_at)"
    async with embedded.transaction() as transaction:
        values = {"compound": town.compound_id, "author": town["赵主任"].person_id, "text": spoken}
        await transaction.connection.execute(
            text(f"{insert} VALUES (:compound, :author, :text, 0, 0, 'scheduled', 0)"), values
        )
    assert spoken[:9].encode() in bytes_of(embedded)
    async with embedded.transaction() as transaction:
        await transaction.connection.execute(text("DELETE FROM announcements"))
    await embedded.forget_traces()
    assert spoken[:9].encode() not in bytes_of(embedded)


def bytes_of(database: Database) -> bytes:
    """The file and what lies beside it."""
    file = Path(database.url.database or "")
    return b"".join(path.read_bytes() for path in sorted(file.parent.glob(file.name + "*")))


def test_the_document_lists_every_sealed_column_with_its_reason() -> None:
    listed = re.findall(r"^\| `(\w+\.\w+)` \| [^|]+ \|$", DOCUMENT.read_text(), re.M)
    assert sorted(listed) == sorted(sealed_columns())


async def test_keys_from_elsewhere_are_noticed_at_the_start(embedded: Database) -> None:
    await migrate(embedded)
    for others in (Keys("k1", {"k1": b"x" * 32}), Keys("k7", {"k7": b"k" * 32})):
        async with Database(embedded.url.render_as_string(), keys=others) as stranger:
            with pytest.raises(WrongKeys):
                await migrate(stranger)
