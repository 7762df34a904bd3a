"""Every night has its backup; what is wrong with one is said; one can be put back at the terminal."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import backups
from bot.__main__ import MISUSED, main
from bot.alone import standing_alone
from bot.backups import Nightly
from bot.clock import DemoClock
from bot.doctor import check_backup
from bot.keys import open_keys
from bot.running import open_database
from bot.settings import Settings
from domain.registry import ANYWHERE, RoleKind
from sandbox.client import Person
from storage.database import Database
from tests.builders import found_town
from tests.ground import Ground, ground, tables_in

TUESDAY = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


def settings_in(folder: Path, **more: str) -> Settings:
    return Settings.from_values({"BOT_DATA_DIR": str(folder / "data"), **more})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


async def test_a_night_wants_one_backup(embedded: Database, settings: Settings) -> None:
    assert backups.due(settings, TUESDAY)
    path, manifest = await backups.make(embedded, settings, TUESDAY)
    assert path.name == "yishiting-20261124-100000.tar.gz" and manifest.rows == 0
    assert not backups.due(settings, TUESDAY)
    assert not backups.due(settings, TUESDAY + timedelta(hours=17, minutes=29)), "half past three is the night"
    assert backups.due(settings, TUESDAY + timedelta(hours=17, minutes=31))
    assert not backups.due(replace(settings, backups=0), TUESDAY + timedelta(days=9))


async def test_only_the_last_ones_are_kept(embedded: Database, settings: Settings) -> None:
    few = replace(settings, backups=2)
    for day in range(4):
        await backups.make(embedded, few, TUESDAY + timedelta(days=day))
    names = ["yishiting-20261126-100000.tar.gz", "yishiting-20261127-100000.tar.gz"]
    assert [path.name for path in backups.kept(few)] == names
    assert len(list(few.backup_dir.iterdir())) == 4, "each with its check-sum"


async def test_the_doctor_knows_the_last_backup(embedded: Database, settings: Settings) -> None:
    clock = DemoClock.standing_at(TUESDAY + timedelta(days=30))
    now = clock.now()

    async def said(given: Settings = settings) -> tuple[bool, str]:
        finding = await check_backup(given, clock)
        return finding.well, finding.key

    assert await said() == (True, "doctor.backup_none"), "nothing was ever opened here"
    open_keys(settings.keys_file)
    clock.turn_to(clock.now() + backups.FRESH)
    assert await said() == (False, "doctor.backup_none")
    now = clock.now()
    await backups.make(embedded, settings, now - timedelta(hours=37))
    assert await said() == (False, "doctor.backup_old")
    path, _ = await backups.make(embedded, settings, now - timedelta(hours=6))
    assert await said() == (True, "doctor.backup")
    assert await said(replace(settings, backups=0)) == (True, "doctor.backup_off")
    path.write_bytes(path.read_bytes()[:-9])
    assert await said() == (False, "doctor.backup_changed")


@pytest.fixture
async def home(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Ground]:
    tables_in(tmp_path, sqlite_template)
    async with ground(tmp_path) as ground_:
        yield ground_


async def an_operator(home: Ground) -> Person:
    operator = await home.town.person("周工")
    await operator.starts()
    await home.rest()
    async with home.house.database.transaction() as transaction:
        person = await home.person_of(operator)
        await transaction.registry.grant(person, RoleKind.OPERATOR, ANYWHERE, by=None, at=home.clock.now())
    return operator


async def test_a_backup_is_made_by_itself_and_a_failure_is_told(home: Ground, tmp_path: Path) -> None:
    operator, kept_here = await an_operator(home), settings_in(tmp_path / "kept")
    nightly = Nightly(home.house.database, kept_here, home.clock, home.house.failures)
    for _ in range(2):
        nightly.look()
        await nightly.finished()
    assert len(backups.kept(kept_here)) == 1, "this night has one"

    (tmp_path / "a file").write_text("no folder")
    broken = Nightly(
        home.house.database, replace(kept_here, backup_dir=tmp_path / "a file"), home.clock, home.house.failures
    )
    for _ in range(2):
        broken.look()
        await broken.finished()
    await home.rest()
    told = [message for message in await operator.messages() if "自动备份没有做成" in message.text]
    assert len(told) == 1, "once a day"


async def test_the_house_looks_for_a_missing_backup_every_hour(home: Ground) -> None:
    settings = home.house.settings
    home.clock.turn_to(home.clock.now() + timedelta(hours=2))
    await home.house.ticker.tick()
    await home.house.nightly.finished()
    assert len(backups.kept(settings)) == 1


@pytest.fixture
def at_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    return settings_in(tmp_path)


def play(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(arguments)
    said = capsys.readouterr()
    return status, said.out + said.err


def furnish(settings: Settings) -> None:
    async def work() -> None:
        async with open_database(settings) as database:
            await found_town(database, TUESDAY)

    asyncio.run(work())


def count_people(settings: Settings) -> int:
    async def work() -> int:
        async with open_database(settings) as database, database.reading() as transaction:
            return sum([await transaction.registry.by_telegram(number) is not None for number in range(100, 120)])

    return asyncio.run(work())


def test_backup_and_restore_at_the_terminal(
    at_the_terminal: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    furnish(at_the_terminal)
    status, words = play("backup", capsys=capsys)
    assert status == 0 and "备份好了" in words and "密钥文件" in words
    (made,) = backups.kept(at_the_terminal)

    assert play("restore", str(made), "--check", capsys=capsys)[0] == 0
    status, words = play("restore", str(made), capsys=capsys)
    assert status == 1 and "--replace" in words
    status, words = play("restore", str(made), "--replace", capsys=capsys)
    assert status == 0 and "先另存为" in words and "恢复好了" in words
    assert count_people(at_the_terminal) == 7


def test_a_restore_into_an_empty_folder(
    at_the_terminal: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    furnish(at_the_terminal)
    play("backup", capsys=capsys)
    (made,) = backups.kept(at_the_terminal)
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path / "new"))
    elsewhere = Settings.from_values({"BOT_DATA_DIR": str(tmp_path / "new")})
    status, words = play("restore", str(made), capsys=capsys)
    assert status == 1 and "原来的密钥文件" in words
    assert count_people(elsewhere) == 0, "half a restore is none"
    shutil.copy(at_the_terminal.keys_file, elsewhere.keys_file)
    shutil.rmtree(elsewhere.data_dir)  # what was opened there meanwhile was sealed with the other keys
    assert play("restore", str(made), capsys=capsys)[0] == 0
    assert count_people(elsewhere) == 7


@pytest.mark.parametrize(
    ("content", "words"), [(None, "找不到文件"), (b"no archive", "不是议事亭的备份"), (b"", "不是议事亭的备份")]
)
def test_a_file_that_cannot_be_restored_is_said(
    content: bytes | None, words: str, at_the_terminal: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "some.tar.gz"
    if content is not None:
        file.write_bytes(content)
    status, said = play("restore", str(file), capsys=capsys)
    assert status == 1 and words in said and "Traceback" not in said


def test_nothing_is_restored_under_a_running_bot(at_the_terminal: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    furnish(at_the_terminal)
    play("backup", capsys=capsys)
    (made,) = backups.kept(at_the_terminal)

    async def while_it_runs() -> int:
        async with (
            open_database(at_the_terminal) as database,
            standing_alone(database, asyncio.Event(), lambda: None),
        ):
            return await asyncio.to_thread(main, ["restore", str(made), "--replace"])

    assert asyncio.run(while_it_runs()) == MISUSED
    assert "已经有一个议事亭" in capsys.readouterr().err
