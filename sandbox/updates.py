"""The updates waiting for the bot: which kinds it wants, in what order, and faults in their delivery."""

import asyncio
from collections import deque
from typing import Any

from sandbox.signals import Bell
from sandbox.state import State, Update

Json = dict[str, Any]
ONLY_WHEN_ASKED = {"chat_member", "message_reaction", "message_reaction_count"}
HELD_FOR = 1.0
KINDS = ("duplicate", "reorder", "drop")


class UpdateQueue:
    """What happened and has not reached the bot; the list itself is in the state and survives a restart."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.arrived = Bell()
        self.faults: deque[str] = deque()
        self._held: Update | None = None

    @property
    def waiting(self) -> list[Update]:
        """The undelivered updates, oldest first."""
        return self.state.updates

    @property
    def still(self) -> bool:
        """Whether nothing waits to be delivered."""
        return not self.waiting and self._held is None

    def wanted(self, kind: str) -> bool:
        """Telegram's rule: a list given once is remembered; without one, all but three kinds."""
        allowed = self.state.allowed_updates
        return kind in allowed if allowed else kind not in ONLY_WHEN_ASKED

    def add(self, kind: str, payload: Json, lane: int) -> None:
        """Queue an update if its kind is wanted."""
        if self.wanted(kind):
            self.state.counters.update += 1
            self._enter(Update(self.state.counters.update, kind, payload, lane))

    def add_raw(self, raw: Json) -> int:
        """Queue an update exactly as given (poison tests); an update_id is given if it has none."""
        self.state.counters.update += 1
        update_id = int(raw.get("update_id", self.state.counters.update))
        self.state.counters.update = max(self.state.counters.update, update_id)
        kind = next((name for name in raw if name != "update_id"), "message")
        self._enter(Update(update_id, kind, raw.get(kind, {}), 0))
        return update_id

    def _enter(self, update: Update) -> None:
        fault = self.faults.popleft() if self.faults else None
        if fault == "reorder":
            self._reorder(update)
        elif fault != "drop":
            self.waiting.extend([update] * (2 if fault == "duplicate" else 1))
            self.release()
        self.arrived.ring()

    def _reorder(self, update: Update) -> None:
        """Overtake the update before it, or hold it until the next one came."""
        if self.waiting:
            self.waiting.insert(len(self.waiting) - 1, update)
        else:
            self._held = update
            asyncio.get_running_loop().call_later(HELD_FOR, self.release)

    def release(self) -> None:
        """Let go of an update held for reordering."""
        if self._held:
            self.waiting.append(self._held)
            self._held = None
            self.arrived.ring()

    def confirm(self, offset: int) -> None:
        """An offset confirms every update before it; a negative one keeps only the last ones."""
        keep = self.waiting[offset:] if offset < 0 else [item for item in self.waiting if item.id >= offset]
        self.state.updates[:] = keep

    def delivered(self, update: Update) -> None:
        """One update has been taken by the webhook."""
        position = next((index for index, item in enumerate(self.waiting) if item is update), None)
        if position is not None:
            del self.waiting[position]
        self.arrived.ring()

    def allow(self, kinds: list[str] | None) -> None:
        """Remember which kinds the bot wants; None keeps what it said before."""
        if kinds is not None:
            self.state.allowed_updates = kinds or None
