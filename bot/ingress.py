"""The ingress (收件): stored first, then worked on: in order within a lane, lanes side by side."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.failures import Failures
from bot.logs import log
from services import Database
from services.letters import Letter, bury, finish, inbox_box, pending_letters, trying
from telegram_wire.errors import Fate, fate, rest

TRIES = 3
"""A letter that fails so often as a bug is dead."""

DEADLY = 20
"""A letter begun so often and never ended most likely ends the process each time: it is dead, too."""

LONGEST_LANE = 64
PASSING_STATES = frozenset({"08", "40", "53", "55", "57"})
"""PostgreSQL's classes of errors that pass: no connection, deadlock, no resources, locked, shutting down."""

UNSENT_TRIES = 12
"""An answer that surely has not left is tried so often: about ten minutes without a network."""

PAUSES = (0.5, 2.0, 5.0, 15.0, 60.0)
"""Seconds before what failed on the network or in the database is tried again; the last one repeats."""

Process = Callable[[Update, Letter], Awaitable[None]]


def lane_of(raw: dict[str, Any]) -> str:
    """What keeps its order: a chat; in a group, one person's presses; for poll answers, one voter."""
    if press := raw.get("callback_query"):
        chat = press.get("message", {}).get("chat", {}).get("id", "")
        return f"{chat}:{press['from']['id']}"
    if answer := raw.get("poll_answer"):
        voter = answer.get("user") or answer.get("voter_chat") or {}
        return f"voter:{voter.get('id')}"
    for content in raw.values():
        if isinstance(content, dict) and isinstance(content.get("chat"), dict):
            chat = content["chat"].get("id")
            return f"{chat}:{chat}" if isinstance(chat, int) and chat > 0 else f"{chat}:"
    return "other"


class Ingress:
    """Receives raw updates from polling or webhook alike."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        bot: ExtBot[None],
        failures: Failures,
        process: Process,
        pauses: tuple[float, ...] = PAUSES,
    ) -> None:
        self._database, self._clock, self._bot = database, clock, bot
        self._failures, self._process, self._pauses = failures, process, pauses
        self._box = inbox_box(database)
        self._lanes: dict[str, deque[Letter]] = {}
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._held: list[Letter] | None = None

    @property
    def idle(self) -> bool:
        """Nothing received is unanswered."""
        return not self._lanes

    def lanes(self) -> list[asyncio.Task[None]]:
        """The lanes at work."""
        return list(self._workers.values())

    def hold(self) -> None:
        """Only store what comes: nobody can answer yet, or any more."""
        self._held = []

    async def resume(self) -> None:
        """Take up what an earlier run did not finish and what was held; each letter once, in the order it came."""
        pending = {letter.update_id: letter for letter in await pending_letters(self._database)}
        pending.update({letter.update_id: letter for letter in self._held or ()})
        self._held = None
        for number in sorted(pending):
            self._queue(pending[number])

    async def receive(self, content: bytes) -> None:
        """Store one raw update, then work on it. Returns once it is safe to tell Telegram that it arrived."""
        letter = await self._letter(content)
        if letter is None or not await self._stored(letter):
            return
        if self._held is not None:
            self._held.append(letter)
        else:
            self._queue(letter)

    async def drain(self, seconds: float) -> None:
        """Let what is being worked on finish, as long as that takes no longer; the rest waits in the inbox."""
        if self._workers:
            _, late = await asyncio.wait(self._workers.values(), timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._box.emptied()

    async def _letter(self, content: bytes) -> Letter | None:
        """The letter; None (and an incident) for what is no update at all."""
        try:
            raw = json.loads(content)
            return Letter(int(raw["update_id"]), _lane(raw), content.decode(), self._clock.now())
        except Exception as error:
            await self._failures.incident(error, where="ingress")
            return None

    async def _stored(self, letter: Letter) -> bool:
        """Whether it is new. What the database will never take is an incident; that it is busy, the sender hears."""
        try:
            return await self._box.put(letter)
        except DBAPIError as error:
            if passing(error):
                raise
            await self._failures.incident(error, where="ingress")
            return False

    def _queue(self, letter: Letter) -> None:
        lane = self._lanes.setdefault(letter.lane, deque())
        lane.append(letter)
        if letter.lane not in self._workers:
            self._workers[letter.lane] = asyncio.create_task(self._work(letter.lane), name=f"lane {letter.lane}")

    async def _work(self, name: str) -> None:
        lane = self._lanes[name]
        try:
            while lane:
                await self._answer(lane[0])
                lane.popleft()
        finally:
            del self._lanes[name], self._workers[name]

    async def _answer(self, letter: Letter) -> None:
        """Work on one letter until it is answered, given up or dead."""
        attempt = Attempt(self._pauses)
        while not await self._ended(letter, attempt):
            pass

    async def _ended(self, letter: Letter, attempt: Attempt) -> bool:
        """One try. A database that is away is waited for, whatever it was that needed it."""
        try:
            try:
                await self._once(letter, attempt)
                return True
            except Exception as error:
                if passing(error):
                    raise
                return await self._over(error, letter, attempt)
        except Exception as error:
            log.warning("letter_waits", update_id=letter.update_id, error=type(error).__name__)
            await attempt.wait()
            return False

    async def _once(self, letter: Letter, attempt: Attempt) -> None:
        if letter.tries >= DEADLY:
            raise RuntimeError("begun again and again, never ended")
        await trying(self._database, update_id=letter.update_id)
        update = Update.de_json(json.loads(letter.body), self._bot)
        await self._process(update, replace(letter, tries=letter.tries + attempt.count))
        await finish(self._database, update_id=letter.update_id)

    async def _over(self, error: Exception, letter: Letter, attempt: Attempt) -> bool:
        """Whether that was the last try. A passing trouble waits and is tried again; a bug is tried three times."""
        outcome = fate(error) if isinstance(error, TelegramError) else Fate.REFUSED
        most = UNSENT_TRIES if outcome is Fate.UNSENT else TRIES
        if outcome in (Fate.CLOSED, Fate.DONE_ALREADY) or attempt.troubles >= most:
            log.warning("answer_undelivered", update_id=letter.update_id, fate=outcome.value)
            await finish(self._database, update_id=letter.update_id)
            return True
        if outcome is Fate.REFUSED:
            attempt.bugs += 1
            return await self._dead(error, letter, attempt.bugs)
        await attempt.pause(rest(error) if isinstance(error, TelegramError) else 0.0)
        return False

    async def _dead(self, error: Exception, letter: Letter, bugs: int) -> bool:
        """Whether the letter is given up: after three bugs, or at once when it cannot even be read."""
        update = _read(letter, self._bot)
        if update is not None and bugs < TRIES:
            return False
        number = await self._failures.incident(error, where="letter")
        await bury(self._database, update_id=letter.update_id, incident=number)
        if update is not None:
            await self._failures.apologise(update, number)
        return True


@dataclass
class Attempt:
    """How often a letter failed: as a bug, on the wire, and because the database was away for a moment."""

    pauses: tuple[float, ...]
    bugs: int = 0
    troubles: int = 0
    waits: int = 0

    @property
    def count(self) -> int:
        return self.bugs + self.troubles + self.waits

    async def pause(self, asked: float = 0.0) -> None:
        """Wait as long as was asked for, or a little longer each time."""
        await asyncio.sleep(max(asked, self.pauses[min(self.troubles, len(self.pauses) - 1)]))
        self.troubles += 1

    async def wait(self) -> None:
        """Wait for the database, however often that takes."""
        await asyncio.sleep(self.pauses[min(self.waits, len(self.pauses) - 1)])
        self.waits += 1


def _lane(raw: dict[str, Any]) -> str:
    try:
        return lane_of(raw)[:LONGEST_LANE]
    except (KeyError, TypeError, AttributeError):
        return "other"  # whatever is wrong with it shows when it is read


def _read(letter: Letter, bot: ExtBot[None]) -> Update | None:
    try:
        return Update.de_json(json.loads(letter.body), bot)
    except Exception:
        return None


def passing(error: Exception) -> bool:
    """Whether the database may simply be busy or gone for a moment."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if str(getattr(cause, "sqlstate", None) or "")[:2] in PASSING_STATES:
        return True
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or type(error).__name__ in ("OperationalError", "InterfaceError")
    return isinstance(error, PoolExhausted | ConnectionError)
