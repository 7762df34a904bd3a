"""What a host may offer behind the scenes, and what the sandbox does when it is alone."""

from datetime import datetime
from typing import Protocol

from sandbox import voting
from sandbox.clock import TownClock
from sandbox.errors import Trouble
from sandbox.world import World


class Backstage(Protocol):
    """The host's clock and its way of coming to rest."""

    async def clock(self) -> dict[str, object]:
        """{"now": iso, "next_due": iso | None, "next_due_what": str | None}."""

    async def advance(self, *, seconds: int | None, to_next: bool) -> dict[str, object]:
        """Step forward; the same answer."""

    async def settle(self) -> dict[str, object]:
        """Return once the inbox is empty, nothing is due and no call is in flight."""

    async def reset(self) -> None:
        """Back to the beginning."""


class Alone:
    """No host: the town has its own clock, and only polls are ever due."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def clock(self) -> dict[str, object]:
        """The town's moment and the next poll that closes."""
        poll = voting.next_close(self.world)
        due = datetime.fromtimestamp(poll.close_date, self.world.now().tzinfo) if poll and poll.close_date else None
        what = f"投票截止：{poll.question}" if poll else None
        return {"now": self.world.now().isoformat(), "next_due": due and due.isoformat(), "next_due_what": what}

    async def advance(self, *, seconds: int | None, to_next: bool) -> dict[str, object]:
        """Skip forward, by so much or to the next closing."""
        if not isinstance(self.world.now, TownClock):
            raise Trouble(409, "这里的时间由主人来拨")
        poll = voting.next_close(self.world) if to_next else None
        if poll and poll.close_date:
            seconds = poll.close_date - self.world.timestamp()
        self.world.now.advance(seconds or 0)
        return await self.clock()

    async def settle(self) -> dict[str, object]:
        """Still means: no update waits and nobody but a long poll is calling."""
        still = await self.world.updates.arrived.until(lambda: self.world.updates.still, 30)
        if not still:
            raise Trouble(409, f"{len(self.world.state.updates)} updates have not been fetched")
        return await self.clock()

    async def reset(self) -> None:
        """An empty town."""
        self.world.clear()
