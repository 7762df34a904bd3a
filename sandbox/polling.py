"""getUpdates: one poller at a time, an offset that confirms, a wait that ends when something arrives."""

import asyncio
from typing import Any

from sandbox.errors import Refusal
from sandbox.updates import UpdateQueue

Json = dict[str, Any]
OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKED = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Poller:
    """The one open long poll; a second one ends it with 409, as Telegram does."""

    def __init__(self, updates: UpdateQueue) -> None:
        self.updates = updates
        self._turn = 0

    async def poll(self, offset: int, limit: int, timeout: int, gone: asyncio.Event) -> list[Json]:
        """Confirm, wait, and hand over what is there."""
        if self.updates.state.webhook:
            raise Refusal(409, HOOKED)
        self._turn += 1
        turn = self._turn
        self.updates.arrived.ring()
        if offset:
            self.updates.confirm(offset)
        await self.updates.arrived.until(
            lambda: bool(self.updates.waiting) or self._turn != turn or gone.is_set(), timeout
        )
        if self._turn != turn:
            raise Refusal(409, OTHER)
        if self.updates.state.webhook:
            raise Refusal(409, HOOKED)
        return [update.wire() for update in self.updates.waiting[:limit]]

    def stop(self) -> None:
        """End the open poll because the server stops."""
        self._turn += 1
        self.updates.arrived.ring()
