"""How the stories of wishes begin: one is made or taken down, somebody claims it, time passes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from domain.outcomes import Done, Outcome, Refusal
from domain.registry import Actor, Place
from domain.wishes import Reach, Wish, WishChannel
from services import wishes, wishes_claims
from services.timetable import first_due, played
from storage.database import Database
from tests.builders import Town
from tests.services.reporting import queued

SOURCES = count()
DUE: dict[str, Callable[..., Awaitable[Outcome]]] = {
    "wish.remind": wishes_claims.remind_claimer,
    "wish.return": wishes_claims.return_wish,
    "wish.settle": wishes_claims.settle_wish,
}


async def take_down(database: Database, place: Place, actor: Actor, at: datetime) -> Outcome:
    """What somebody wished at their door, written down."""
    what: dict[str, Any] = {"words": "要一副老花镜", "channel": WishChannel.VISIT, "agreed": True}
    source = f"wish {next(SOURCES)}"
    return await wishes.enter_wish(database, actor=actor, place=Place(place.compound_id), **what, source=source, at=at)


@dataclass
class Board:
    """中华园 and its wishes; the time stands until somebody moves it."""

    database: Database
    town: Town
    at: datetime

    async def does(self, act: Callable[..., Awaitable[Outcome]], who: str, **values: Any) -> Outcome:
        source = f"wish {next(SOURCES)}"
        return await act(self.database, actor=self.town[who].actor, source=source, at=self.at, **values)

    async def done(self, act: Callable[..., Awaitable[Outcome]], who: str, **values: Any) -> Done:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def refused(self, act: Callable[..., Awaitable[Outcome]], who: str, **values: Any) -> str:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Refusal), outcome
        return str(outcome.facts.get("what", outcome.facts.get("act", "")))

    async def wishes(self, who: str = "王阿姨", words: str = "想要一副老花镜", contact: str = "") -> int:
        """Somebody makes one, directly where they say how to reach them."""
        reach = Reach.DIRECT if contact else Reach.BETWEEN
        place = Place(self.town.compound_id)
        made = await self.done(wishes.make_wish, who, place=place, words=words, reach=reach, contact=contact)
        return int(made["wish_id"])

    async def entered(self, words: str = "想要一副老花镜", channel: WishChannel = WishChannel.VISIT) -> int:
        """赵主任 takes one down."""
        given: dict[str, Any] = {"place": Place(self.town.compound_id), "words": words, "channel": channel}
        made = await self.done(wishes.enter_wish, "赵主任", **given, agreed=True)
        return int(made["wish_id"])

    async def wish(self, wish_id: int) -> Wish:
        async with self.database.reading() as transaction:
            found = await transaction.wishes.find(wish_id)
        assert found is not None
        return found

    async def later(self, days: int) -> None:
        """Days pass; what falls due is played, each at its own time."""
        until = self.at + timedelta(days=days)
        while (row := await first_due(self.database, by=until)) is not None:
            self.at = row.effective_at
            given: dict[str, Any] = {"subject": row.subject, "due": row.effective_at, "source": f"due {next(SOURCES)}"}
            await DUE[row.kind](self.database, **given, at=self.at)
            await played(self.database, row=row)
        self.at = until

    async def told(self, event: str) -> list[int]:
        """Whose chats heard of this."""
        return [
            row.chat_id for row in await queued(self.database, template="wishes.told") if row.facts["event"] == event
        ]
