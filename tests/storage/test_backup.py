"""A backup holds everything, says when it was touched, and comes back whole into either database."""

from __future__ import annotations

import gzip
import stat
from datetime import datetime
from pathlib import Path

import pytest

from domain.effects import Record
from domain.registry import Place, RoleKind
from storage.backup import BackupBroken, check, dump, load, occupied
from storage.database import Database
from storage.effects import apply
from storage.sealing import Keys
from tests.builders import KEYS, found_town
from tests.conftest import sqlite_copy

PHOTO = bytes(range(256)) * 8


async def furnish(database: Database, at: datetime) -> None:
    """中华园, a journal entry, a photo."""
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        record = Record(f"compound:{town.compound_id}", "told", {"n": 1}, {"name": "王阿姨"})
        await apply(transaction, [record], at=at)
        number = await transaction.attachments.record(
            subject="issue:1", kind="photo", file_id="f", name="", mime="", size=len(PHOTO), at=at
        )
        await transaction.attachments.store(number, PHOTO, KEYS)


async def holds_everything(database: Database, at: datetime) -> None:
    async with database.reading() as transaction:
        person = await transaction.registry.by_telegram(103)
        assert person is not None and person.name == "赵主任" and person.created_at == at
        (role,) = await transaction.registry.roles_of(person.id, at)
        assert (role.kind, role.place) == (RoleKind.COMMITTEE, Place(1))
        assert await transaction.attachments.content(1, KEYS) == PHOTO
        assert await transaction.journal.read("compound:1")
        assert await transaction.journal.broken_at("compound:1") is None


async def test_what_was_saved_comes_back(database: Database, at: datetime, tmp_path: Path) -> None:
    await furnish(database, at)
    archive = tmp_path / "kept.tar.gz"
    manifest = await dump(database, archive)
    assert check(archive) == manifest and manifest.rows > 20
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    async with database.transaction() as transaction:
        await transaction.registry.meet(900, "来晚的人", at)
    await load(database, archive)
    await holds_everything(database, at)
    async with database.transaction() as transaction:
        assert await transaction.registry.by_telegram(900) is None
        late = await transaction.registry.meet(901, "新来的人", at)
        assert late.id > 7, "numbers go on where they were"


async def test_a_backup_of_one_kind_of_database_comes_back_into_the_other(
    database: Database, at: datetime, tmp_path: Path, sqlite_template: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    async with Database(sqlite_copy(sqlite_template, tmp_path / "elsewhere"), keys=KEYS) as source:
        await furnish(source, at)
        assert not await occupied(database) and await occupied(source)
        await dump(source, tmp_path / "kept.tar.gz")
    await load(database, tmp_path / "kept.tar.gz")
    await holds_everything(database, at)


async def test_a_number_given_out_is_not_given_again(database: Database, at: datetime, tmp_path: Path) -> None:
    town = await found_town(database, at)
    wang = town["王阿姨"]

    async def begin() -> int:
        async with database.transaction() as transaction:
            draft = await transaction.drafts.begin(
                person_id=wang.person_id, chat_id=wang.chat_id, kind="k", body={}, awaiting=None, expires_at=at
            )
            await transaction.drafts.remove(draft.id)
        return draft.id

    last = await begin()
    await dump(database, tmp_path / "kept.tar.gz")
    await load(database, tmp_path / "kept.tar.gz")
    assert await begin() == last + 1


async def test_a_touched_archive_is_refused_and_changes_nothing(
    embedded: Database, at: datetime, tmp_path: Path
) -> None:
    await furnish(embedded, at)
    archive = tmp_path / "kept.tar.gz"
    await dump(embedded, archive)
    touched = gzip.decompress(archive.read_bytes()).replace("中华园".encode(), "中华苑".encode())
    archive.write_bytes(gzip.compress(touched))
    with pytest.raises(BackupBroken) as broken:
        await load(embedded, archive)
    assert broken.value.problem == "changed" and broken.value.facts == {"table": "compounds"}
    await holds_everything(embedded, at)


@pytest.mark.parametrize(
    "content", [b"", b"not an archive", gzip.compress(b"no tar", mtime=0)], ids=["empty", "text", "gzip"]
)
async def test_what_is_no_backup_is_refused(content: bytes, embedded: Database, at: datetime, tmp_path: Path) -> None:
    await furnish(embedded, at)
    (tmp_path / "other.tar.gz").write_bytes(content)
    with pytest.raises(BackupBroken) as broken:
        await load(embedded, tmp_path / "other.tar.gz")
    assert broken.value.problem == "unreadable"
    await holds_everything(embedded, at)


async def test_half_an_archive_is_refused(embedded: Database, at: datetime, tmp_path: Path) -> None:
    await furnish(embedded, at)
    whole = tmp_path / "whole.tar.gz"
    await dump(embedded, whole)
    (tmp_path / "half.tar.gz").write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(BackupBroken):
        check(tmp_path / "half.tar.gz")


async def test_a_backup_of_a_later_version_is_refused(embedded: Database, at: datetime, tmp_path: Path) -> None:
    await furnish(embedded, at)
    async with embedded.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    await dump(embedded, tmp_path / "later.tar.gz")
    async with embedded.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")
    with pytest.raises(BackupBroken) as broken:
        await load(embedded, tmp_path / "later.tar.gz")
    assert broken.value.problem == "newer"
    await holds_everything(embedded, at)


async def test_without_the_keys_what_was_sealed_stays_shut(embedded: Database, at: datetime, tmp_path: Path) -> None:
    await furnish(embedded, at)
    await dump(embedded, tmp_path / "kept.tar.gz")
    await load(embedded, tmp_path / "kept.tar.gz")
    async with embedded.reading() as transaction:
        with pytest.raises(KeyError):
            await transaction.attachments.content(1, Keys("other", {"other": b"o" * 32}))
