"""Backups (备份): every table as lines of JSON in one archive with its check-sums; the same for both databases.

    manifest.json          revision, tables with rows and SHA-256, the keys that sealed something
    tables/<name>.jsonl    a row a line, in the order of its number

What was sealed stays sealed: the keys file is kept apart. A backup of one kind of database can be restored into the
other.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tarfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Table, TypeDecorator, column, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.migrate import configuration, upgrade
from storage.resealing import WrongKeys, seal_the_rest
from storage.schema import metadata

MANIFEST = "manifest.json"
AT_ONCE = 500
"""Rows that are inserted together."""

REVISION = text("SELECT version_num FROM alembic_version")
LATER = text("PRAGMA defer_foreign_keys=ON")
"""On SQLite a row may come before the one it refers to; at the end all must be there."""

LAST = {
    "sqlite": text("SELECT seq FROM sqlite_sequence WHERE name = :name"),
    "postgresql": text("SELECT pg_sequence_last_value(pg_get_serial_sequence(:name, 'id')::regclass)"),
}
GO_ON = {
    "sqlite": text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"),
    "postgresql": text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
}
FORGET_LAST = text("DELETE FROM sqlite_sequence WHERE name = :name")


class BackupBroken(Exception):
    """An archive that cannot be used (备份不可用): `problem` names the catalogue's words for why."""

    def __init__(self, problem: str, **facts: str) -> None:
        super().__init__(problem)
        self.problem, self.facts = problem, facts


@dataclass(frozen=True)
class Part:
    """One table in an archive."""

    table: str
    rows: int
    sha256: str
    last: int = 0  # the last number given out, where rows are numbered by the database


@dataclass(frozen=True)
class Manifest:
    """What an archive holds (备份清单): the tables' revision, and each table in the order it is restored."""

    revision: str
    parts: tuple[Part, ...]

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)


async def dump(database: Database, target: Path) -> Manifest:
    """Write everything as it stands at one moment; `target` appears only when it is whole, for its owner alone."""
    partial = target.with_name(target.name + ".partial")
    with TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        async with database.engine.connect() as connection:
            await _one_moment(connection)
            revision = str(await connection.scalar(REVISION))
            parts = [await _write(connection, item, Path(folder)) for item in metadata.sorted_tables]
            await connection.rollback()
        manifest = Manifest(revision, tuple(parts))
        _pack(Path(folder), manifest, partial)
    partial.replace(target)
    return manifest


async def _one_moment(connection: AsyncConnection) -> None:
    """SQLite's every transaction sees one moment; PostgreSQL's must be asked to."""
    if connection.dialect.name != "sqlite":
        await connection.execution_options(isolation_level="REPEATABLE READ")


async def _write(connection: AsyncConnection, source: Table, folder: Path) -> Part:
    digest, rows = hashlib.sha256(), 0
    with (folder / f"{source.name}.jsonl").open("wb") as file:
        async for row in _raw(connection, source):
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_bytes).encode() + b"\n"
            file.write(line)
            digest.update(line)
            rows += 1
    return Part(source.name, rows, digest.hexdigest(), await _last(connection, source))


async def _last(connection: AsyncConnection, source: Table) -> int:
    """A number that was given out is never given again, though its row be gone: old buttons carry it."""
    if source.autoincrement_column is None:
        return 0
    return int(await connection.scalar(LAST[connection.dialect.name], {"name": source.name}) or 0)


async def _raw(connection: AsyncConnection, source: Table) -> AsyncIterator[dict[str, Any]]:
    """Rows as the database holds them, before our own types read them."""
    plain = table(source.name, *(column(item.name, _stored(item)) for item in source.columns))
    ordered = select(plain).order_by(*(plain.c[item.name] for item in source.primary_key.columns))
    async with connection.stream(ordered) as result:
        async for row in result.mappings():
            yield dict(row)


def _stored(item: Column[Any]) -> Any:
    return item.type.impl_instance if isinstance(item.type, TypeDecorator) else item.type


def _bytes(value: object) -> dict[str, str]:
    assert isinstance(value, bytes | memoryview), "tables hold numbers, texts, truth values and bytes"
    return {"base64": base64.b64encode(bytes(value)).decode()}


def _pack(folder: Path, manifest: Manifest, target: Path) -> None:
    listed = json.dumps({"revision": manifest.revision, "parts": [asdict(part) for part in manifest.parts]}, indent=1)
    target.touch(mode=0o600)
    with tarfile.open(target, "w:gz", compresslevel=6) as archive:
        _add(archive, MANIFEST, listed.encode())
        for part in manifest.parts:
            archive.add(folder / f"{part.table}.jsonl", f"tables/{part.table}.jsonl", filter=_anonymous)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    archive.addfile(info, io.BytesIO(content))


def _anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = info.mtime = 0
    info.uname = info.gname = ""
    return info


def check(source: Path) -> Manifest:
    """The manifest of an archive whose every table is what its check-sum says. Raises BackupBroken."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            manifest = _manifest(archive)
            for part in manifest.parts:
                if _digest(archive, part) != (part.sha256, part.rows):
                    raise BackupBroken("changed", table=part.table)
    except (OSError, EOFError, tarfile.TarError, KeyError, ValueError) as error:
        raise BackupBroken("unreadable") from error
    return manifest


def _manifest(archive: tarfile.TarFile) -> Manifest:
    listed = json.loads(_open(archive, MANIFEST).read())
    return Manifest(str(listed["revision"]), tuple(Part(**part) for part in listed["parts"]))


def _open(archive: tarfile.TarFile, name: str) -> io.BufferedReader:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(name)
    return file  # type: ignore[return-value]  # a regular member's reader


def _digest(archive: tarfile.TarFile, part: Part) -> tuple[str, int]:
    digest, rows = hashlib.sha256(), 0
    for line in _open(archive, f"tables/{part.table}.jsonl"):
        digest.update(line)
        rows += 1
    return digest.hexdigest(), rows


async def occupied(database: Database) -> bool:
    """Whether anybody is known there: then a restore would put an end to records."""
    async with database.engine.connect() as connection:
        return bool(await connection.run_sync(_has_people))


def _has_people(connection: Connection) -> bool:
    if not connection.dialect.has_table(connection, "people"):
        return False
    return bool(connection.scalar(text("SELECT count(*) FROM people")))


async def load(database: Database, source: Path) -> Manifest:
    """Put everything back, in one transaction, in place of what is there; then bring the tables up to date.

    Raises BackupBroken: nothing has changed then.
    """
    manifest = check(source)
    async with database.engine.begin() as connection:
        if database.embedded:
            await connection.execute(LATER)
        await connection.run_sync(_rebuild, manifest.revision)
        with tarfile.open(source, "r:gz") as archive:
            for part in manifest.parts:
                await _read(connection, archive, part)
        await connection.run_sync(upgrade)
        await _sealed_with_ours(database, connection)
    return manifest


async def _sealed_with_ours(database: Database, connection: AsyncConnection) -> None:
    """What cannot be opened afterwards is not restored."""
    try:
        await seal_the_rest(database, connection)
    except WrongKeys as error:
        raise BackupBroken("keys") from error


def _rebuild(connection: Connection, revision: str) -> None:
    """Empty tables as they were when the backup was made."""
    config = configuration(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision not in known:
        raise BackupBroken("newer")
    upgrade(connection)
    for item in reversed(metadata.sorted_tables):
        connection.execute(item.delete())
    command.downgrade(config, "base")
    upgrade(connection, revision)


async def _read(connection: AsyncConnection, archive: tarfile.TarFile, part: Part) -> None:
    largest = part.last
    for rows in _batches(_open(archive, f"tables/{part.table}.jsonl")):
        plain = table(part.table, *(column(name) for name in rows[0]))
        await connection.execute(plain.insert(), rows)
        largest = max(largest, *(row["id"] for row in rows if isinstance(row.get("id"), int)), 0)
    await _go_on(connection, part.table, largest)


async def _go_on(connection: AsyncConnection, name: str, last: int) -> None:
    kind = connection.dialect.name
    if kind == "sqlite":
        await connection.execute(FORGET_LAST, {"name": name})
    if last and metadata.tables[name].autoincrement_column is not None:
        await connection.execute(GO_ON[kind], {"name": name, "last": last})


def _batches(lines: io.BufferedReader) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for line in lines:
        batch.append({name: _value(value) for name, value in json.loads(line).items()})
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _value(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value
