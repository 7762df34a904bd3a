"""Nightly backups (每夜备份): which file, when, how many are kept, and putting one back."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.failures import Failures
from bot.logs import log
from bot.settings import Settings
from services import Database
from services.upkeep import Manifest, back_up, tell_operators

NIGHT = time(3, 30)
"""Local time of the nightly backup: nobody writes then."""

FRESH = timedelta(hours=36)
"""How old the last backup may be before the doctor complains: one night may be missed while the machine is off."""

NAME = "yishiting-%Y%m%d-%H%M%S.tar.gz"
PATTERN = "yishiting-*.tar.gz"


def kept(settings: Settings) -> list[Path]:
    """The backups there are, oldest first."""
    return sorted(settings.backup_dir.glob(PATTERN))


def made_at(path: Path, zone: ZoneInfo) -> datetime | None:
    """When a backup was made, by its name; None for a file somebody named otherwise."""
    try:
        return datetime.strptime(path.name, NAME).replace(tzinfo=zone)
    except ValueError:
        return None


def last_made(settings: Settings) -> datetime | None:
    """When the last backup was made."""
    found = [moment for path in kept(settings) if (moment := made_at(path, settings.zone)) is not None]
    return max(found, default=None)


def due(settings: Settings, at: datetime) -> bool:
    """Whether the last night has no backup yet (it is made later in the day where the machine was off)."""
    if settings.backups == 0:
        return False
    local = at.astimezone(settings.zone)
    night = datetime.combine(local.date(), NIGHT, tzinfo=settings.zone)
    if local < night:
        night -= timedelta(days=1)
    last = last_made(settings)
    return last is None or last < night


async def make(database: Database, settings: Settings, at: datetime) -> tuple[Path, Manifest]:
    """A backup of this moment, read through once more; what is older than we keep goes."""
    settings.backup_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = settings.backup_dir / at.astimezone(settings.zone).strftime(NAME)
    manifest = await back_up(database, target=target)
    await asyncio.to_thread(_write_sum, target)
    _prune(settings)
    log.info("backed_up", file=target.name, rows=manifest.rows)
    return target, manifest


def _write_sum(target: Path) -> None:
    """For `sha256sum --check`, once the file has gone elsewhere."""
    digest = check_sum(target)
    _sum_of(target).write_text(f"{digest}  {target.name}\n", encoding="utf-8")


def check_sum(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sum_matches(path: Path) -> bool:
    """Whether a file is what its check-sum beside it says; true where there is none beside it."""
    beside = _sum_of(path)
    return not beside.exists() or beside.read_text(encoding="utf-8").split()[:1] == [check_sum(path)]


def _sum_of(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def _prune(settings: Settings) -> None:
    for old in kept(settings)[: -settings.backups or None]:
        old.unlink()
        _sum_of(old).unlink(missing_ok=True)


class Nightly:
    """Makes the backup of a night in its own time, beside everything else; a failure is told to the operators."""

    def __init__(self, database: Database, settings: Settings, clock: Clock, failures: Failures) -> None:
        self._database, self._settings, self._clock, self._failures = database, settings, clock, failures
        self._errand: asyncio.Task[None] | None = None

    def look(self) -> None:
        """Begin a backup if one is due and none is on its way."""
        if self._errand is None and due(self._settings, self._clock.now()):
            self._errand = asyncio.create_task(self._make(), name="backup")

    async def finished(self) -> None:
        """Return once no backup is on its way."""
        if self._errand is not None:
            await asyncio.gather(self._errand, return_exceptions=True)

    async def stop(self) -> None:
        """Half a backup is no backup: it goes, and is made another time."""
        if self._errand is not None:
            self._errand.cancel()
            await self.finished()

    async def _make(self) -> None:
        at = self._clock.now()
        try:
            await make(self._database, self._settings, at)
        except Exception as error:
            await self._failures.incident(error, where="backup")
            day = at.astimezone(self._settings.zone).date().isoformat()
            await tell_operators(self._database, template="upkeep.backup_failed", source=f"backup_failed:{day}", at=at)
        finally:
            self._errand = None
