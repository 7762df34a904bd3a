"""Backup and restore at the terminal (备份与恢复): `python -m bot backup`, `python -m bot restore FILE`."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from bot import backups
from bot.alone import InUse, StoppedWaiting, standing_alone
from bot.clock import Clock
from bot.running import open_database, say, unopened
from bot.settings import Settings
from rendering.texts import texts
from services import Database
from services.upkeep import BackupBroken, Manifest, check, occupied, restore

FAILED = 1


async def save(settings: Settings, clock: Clock) -> int:
    """A backup now; the bot may be running."""
    words = texts(settings.locale)
    async with open_database(settings) as database:
        path, manifest = await backups.make(database, settings, clock.now())
    say(words.plain("backup.made", path=str(path), rows=manifest.rows))
    say(words.plain("backup.keys", path=str(settings.keys_file)))
    return 0


async def put_back(settings: Settings, clock: Clock, source: Path, *, only_check: bool, replace: bool) -> int:
    """Look a backup through and put it back; what is there now is saved first. The bot must not be running."""
    words = texts(settings.locale)
    if not await asyncio.to_thread(source.is_file):
        say(words.plain("backup.missing", path=str(source)))
        return FAILED
    try:
        if not await asyncio.to_thread(backups.sum_matches, source):
            raise BackupBroken("changed", table=source.name)
        manifest = await asyncio.to_thread(check, source)
        say(words.plain("backup.sound", rows=manifest.rows, tables=len(manifest.parts)))
        return 0 if only_check else await _replace(settings, clock, source, manifest, replace=replace)
    except BackupBroken as broken:
        say(words.plain(f"backup.broken.{broken.problem}", **broken.facts))
        return FAILED
    except StoppedWaiting as busy:
        raise InUse(str(settings.data_dir)) from busy


async def _replace(settings: Settings, clock: Clock, source: Path, manifest: Manifest, *, replace: bool) -> int:
    words = texts(settings.locale)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(unopened(settings))
        await stack.enter_async_context(standing_alone(database, _at_once(), lambda: None))
        if await occupied(database):
            if not replace:
                say(words.plain("backup.occupied"))
                return FAILED
            await _save_first(database, settings, clock)
        await restore(database, source=source)
    say(words.plain("backup.restored", rows=manifest.rows))
    say(words.plain("backup.keys_needed", path=str(settings.keys_file)))
    return 0


async def _save_first(database: Database, settings: Settings, clock: Clock) -> None:
    path, _ = await backups.make(database, settings, clock.now())
    say(texts(settings.locale).plain("backup.saved_first", path=str(path)))


def _at_once() -> asyncio.Event:
    """Nobody waits for another process to end: a restore while the bot runs is refused."""
    stop = asyncio.Event()
    stop.set()
    return stop
