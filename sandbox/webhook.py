"""Webhook delivery: chats in parallel, one chat in order, each post waiting for its answer, failures tried again."""

import asyncio
import json

import aiohttp

from sandbox.state import Update, Webhook
from sandbox.world import World

FIRST_BACKOFF, LONGEST_BACKOFF = 0.05, 2.0
TIMEOUT = aiohttp.ClientTimeout(total=60)


class Postman:
    """Takes updates to the webhook while one is set."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._lanes: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Start a task for every lane with something to deliver, until cancelled."""
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
            try:
                while True:
                    self._start_lanes(session)
                    await self.world.updates.arrived.wait(1.0)
            finally:
                for task in self._lanes.values():
                    task.cancel()
                await asyncio.gather(*self._lanes.values(), return_exceptions=True)

    def _start_lanes(self, session: aiohttp.ClientSession) -> None:
        hook = self.world.state.webhook
        self._lanes = {lane: task for lane, task in self._lanes.items() if not task.done()}
        if hook is None:
            return
        for update in self.world.updates.waiting:
            if update.lane not in self._lanes and len(self._lanes) < hook.max_connections:
                self._lanes[update.lane] = asyncio.create_task(self._serve(session, update.lane))

    async def _serve(self, session: aiohttp.ClientSession, lane: int) -> None:
        """Deliver a lane's updates one after the other; each one again and again until it is taken."""
        backoff = FIRST_BACKOFF
        while (update := self._next(lane)) and (hook := self.world.state.webhook):
            error = await self._post(session, hook, update)
            if error is None:
                self.world.updates.delivered(update)
                self.world.touch()
                backoff = FIRST_BACKOFF
            else:
                hook.last_error_date, hook.last_error_message = self.world.timestamp(), error
                await asyncio.sleep(backoff)
                backoff = min(2 * backoff, LONGEST_BACKOFF)

    def _next(self, lane: int) -> Update | None:
        return next((update for update in self.world.updates.waiting if update.lane == lane), None)

    async def _post(self, session: aiohttp.ClientSession, hook: Webhook, update: Update) -> str | None:
        """One attempt; None when the bot took it, else what went wrong in Telegram's words."""
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        try:
            body = json.dumps(update.wire(), ensure_ascii=False).encode()
            async with session.post(hook.url, data=body, headers=headers) as response:
                await response.read()
                if 200 <= response.status < 300:
                    return None
                return f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError, OSError) as wrong:
            return f"Connection failed: {type(wrong).__name__}"
