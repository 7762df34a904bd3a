"""The doctor (体检): looks at everything a running bot needs, and says how to mend what is wrong."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import aiohttp
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot import backups
from bot.clock import Clock
from bot.keys import KeysUnreadable, open_keys
from bot.profiles import look_through, open_shelf, stray_words
from bot.running import open_database, say, unopened
from bot.settings import Settings
from channels import MailChannel
from rendering.fonts import FontsBroken, check_fonts
from rendering.profiles import problems
from rendering.texts import Texts, texts
from services import outbox
from storage.resealing import WrongKeys
from storage.shelf import ProfilesWrong, Shelf
from telegram_wire.request import WireRequest

ENOUGH_DISK = 1024**3
"""Free bytes below which the doctor warns."""

TOLERATED_DRIFT = timedelta(seconds=30)


@dataclass(frozen=True)
class Finding:
    """What the doctor saw of one thing (体检结果): `key` is the catalogue's words for it."""

    well: bool
    key: str
    facts: dict[str, str | int]


Check = Callable[[Settings, Clock], Awaitable[Finding]]


def _well(key: str, **facts: str | int) -> Finding:
    return Finding(True, f"doctor.{key}", facts)


def _ill(key: str, **facts: str | int) -> Finding:
    return Finding(False, f"doctor.{key}", facts)


async def examine(settings: Settings, clock: Clock) -> int:
    """Print a line for each thing, and how to mend it; 0 when all is well, 1 otherwise."""
    words = texts(settings.locale)
    findings = [await check(settings, clock) for check in CHECKS]
    for finding in findings:
        say(_line(words, finding))
    return 0 if all(finding.well for finding in findings) else 1


def _line(words: Texts, finding: Finding) -> str:
    mark = words.plain("doctor.well" if finding.well else "doctor.ill")
    return f"{mark} {words.plain(finding.key, **finding.facts)}"


async def check_settings(settings: Settings, clock: Clock) -> Finding:
    """They were read, else we would not be here."""
    return _well("settings", mode=settings.mode, zone=settings.zone.key)


async def check_database(settings: Settings, clock: Clock) -> Finding:
    """Opens, has its tables, answers; how much waits."""
    try:
        async with open_database(settings) as database:
            state = await outbox.status(database, at=clock.now())
    except WrongKeys:
        return _ill("keys_wrong", path=str(settings.keys_file))
    except (SQLAlchemyError, OSError) as error:
        return _ill("database_closed", error=type(error).__name__)
    return _well("database", queued=state.queued, unknown=state.unknown)


async def check_profiles(settings: Settings, clock: Clock) -> Finding:
    """The rules of cities and compounds: can they be read, does each belong to somebody."""
    words = texts(settings.locale)
    try:
        shelf = open_shelf(settings)
        names = await _strays(settings, shelf)
    except ProfilesWrong as wrong:
        return _ill("profiles_wrong", problems=problems(words, wrong.problems))
    if names:
        return _ill("profiles_stray", names=stray_words(words, names))
    cities = words.plain("profiles.and").join(city.name for city in shelf.cities.values())
    return _well("profiles", cities=cities, files=len(shelf.files))


async def _strays(settings: Settings, shelf: Shelf) -> tuple[str, ...]:
    """Nothing while the database does not open: that is said where it is looked at."""
    try:
        async with unopened(settings, shelf) as database:
            return await look_through(database)
    except (SQLAlchemyError, OSError):
        return ()


async def check_telegram(settings: Settings, clock: Clock) -> Finding:
    """Is there a token, does Telegram know it, can it be reached."""
    if settings.token is None:
        return _ill("no_token")
    request = WireRequest(proxy=settings.proxy_url, connections=1, answer_seconds=5.0)
    bot = ExtBot(settings.token, base_url=settings.api_base_url, request=request, get_updates_request=request)
    try:
        await bot.initialize()
        return _well("telegram", name=f"@{bot.username}")
    except InvalidToken:
        return _ill("wrong_token")
    except TelegramError:
        return _ill("unreachable")
    finally:
        await request.shutdown()


async def check_mail(settings: Settings, clock: Clock) -> Finding:
    """Where there is a server for mail: does it let us in."""
    if settings.mail is None:
        return _well("mail_unset")
    found = await MailChannel(settings.mail, lambda _: None, clock.now).greets()
    if found.fate is None:
        return _well("mail", host=settings.mail.host)
    return _ill("mail_shut", host=settings.mail.host, error=found.error)


async def check_clock(settings: Settings, clock: Clock) -> Finding:
    """The wall clock beside that of the Bot API's server."""
    parts = urlsplit(settings.api_base_url)
    try:
        async with (
            asyncio.timeout(5),
            aiohttp.ClientSession() as session,
            session.head(f"{parts.scheme}://{parts.netloc}/", proxy=settings.proxy_url) as answer,
        ):
            theirs = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return _well("clock_alone")
    drift = abs(clock.now() - theirs)
    return _well("clock") if drift <= TOLERATED_DRIFT else _ill("clock_wrong", seconds=int(drift.total_seconds()))


async def check_fonts_here(settings: Settings, clock: Clock) -> Finding:
    """The shipped fonts are the ones that were shipped."""
    try:
        await asyncio.to_thread(check_fonts)
    except FontsBroken as broken:
        return _ill("fonts_broken", name=str(broken))
    return _well("fonts")


async def check_keys(settings: Settings, clock: Clock) -> Finding:
    """There, readable, and for nobody else to read."""
    try:
        open_keys(settings.keys_file)
    except (KeysUnreadable, OSError):
        return _ill("keys_unreadable", path=str(settings.keys_file))
    if settings.keys_file.stat().st_mode & 0o077:
        return _ill("keys_open", path=str(settings.keys_file))
    return _well("keys", path=str(settings.keys_file))


async def check_disk(settings: Settings, clock: Clock) -> Finding:
    """Room for photos and backups."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.data_dir).free
    megabytes = free // 1024**2
    return _well("disk", megabytes=megabytes) if free >= ENOUGH_DISK else _ill("disk_full", megabytes=megabytes)


async def check_backup(settings: Settings, clock: Clock) -> Finding:
    """Is there one of the last night or the night before, and is it what its check-sum says."""
    if settings.backups == 0:
        return _well("backup_off")
    found = backups.kept(settings)
    last = backups.last_made(settings)
    if not found or last is None:
        facts = {"folder": str(settings.backup_dir)}
        return _ill("backup_none", **facts) if _opened_long_ago(settings, clock) else _well("backup_none", **facts)
    if not await asyncio.to_thread(backups.sum_matches, found[-1]):
        return _ill("backup_changed", file=found[-1].name)
    day = last.astimezone(settings.zone).strftime("%Y-%m-%d %H:%M")
    if clock.now() - last > backups.FRESH:
        return _ill("backup_old", day=day)
    return _well("backup", day=day, n=len(found))


def _opened_long_ago(settings: Settings, clock: Clock) -> bool:
    """Whether a night has passed since the first start, when the keys file was made."""
    try:
        made = settings.keys_file.stat().st_mtime
    except OSError:
        return False
    return clock.now() - datetime.fromtimestamp(made, UTC) > backups.FRESH


CHECKS: tuple[Check, ...] = (
    check_settings,
    check_database,
    check_profiles,
    check_telegram,
    check_mail,
    check_clock,
    check_fonts_here,
    check_keys,
    check_disk,
    check_backup,
)
