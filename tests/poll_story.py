"""The story of a sentiment poll: 中华园 on a Tuesday morning, and the wire that carries what is queued."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from domain.notices import NoticeKind
from domain.outcomes import Done, Outcome
from domain.polls import PollState
from services import outbox, poll_pages, polls
from storage.database import Database
from storage.outbox import Parcel
from tests.builders import Town

POLL_ID = "tg-1"
DAY = timedelta(days=1)


@dataclass
class Story:
    """中华园 on a Tuesday morning, and the wire that carries what is queued."""

    database: Database
    town: Town
    at: datetime
    left: list[Parcel] = field(default_factory=list)
    turns: int = 0

    def source(self) -> str:
        self.turns += 1
        return f"update:{self.turns}"

    async def start(self, who: str = "赵主任", *, named: bool = True, **given: Any) -> Outcome:
        asked = {
            "chat_id": self.town.group,
            "question": "大门换不换",
            "options": ["换", "不换", "都行"],
            "several": False,
            "closes_at": self.at + 2 * DAY,
            "source": self.source(),
            "at": self.at,
            **given,
        }
        return await polls.start_poll(self.database, actor=self.town[who].actor, named=named, **asked)

    async def started(self, **given: Any) -> int:
        outcome = await self.start(**given)
        assert isinstance(outcome, Done)
        await self.deliver(self.at)
        return int(outcome["poll_id"])

    async def deliver(self, at: datetime, *, poll_id: str = POLL_ID) -> list[Parcel]:
        """The sender carries what may leave, until nothing is left; what left."""
        gone: list[Parcel] = []
        while parcels := await outbox.claim(self.database, at=at, resting=[], most=20):
            for parcel in parcels:
                await outbox.sent(
                    self.database,
                    parcel_id=parcel.id,
                    message_id=900 + parcel.id,
                    telegram_poll_id=poll_id if parcel.notice.kind is NoticeKind.POLL else None,
                    drawn="",
                    at=at,
                )
            gone += parcels
        self.left += gone
        return gone

    async def answers(self, who: str, *choices: int, update: int = 1, poll_id: str = POLL_ID) -> None:
        await polls.answer(
            self.database,
            poll_id=poll_id,
            telegram_id=self.town[who].telegram_id,
            choices=choices,
            update_id=update,
            at=self.at,
        )

    async def sighted(
        self,
        counts: list[int],
        total: int,
        *,
        closed: bool = False,
        question: str = "大门换不换",
        update: int = 50,
    ) -> None:
        await polls.sighted(
            self.database,
            poll_id=POLL_ID,
            question=question,
            counts=counts,
            total=total,
            closed=closed,
            update_id=update,
            at=self.at + DAY,
        )

    async def close(self, poll: int, at: datetime) -> Outcome:
        return await polls.close_poll(
            self.database, subject=f"poll:{poll}", due=self.at + 2 * DAY, source=self.source(), at=at
        )

    async def counted(
        self, poll: int, counts: list[int] | None, total: int | None, at: datetime, *, already: bool = False
    ) -> Outcome:
        return await polls.counted(
            self.database, poll_id=poll, counts=counts, total=total, already=already, source=self.source(), at=at
        )

    async def ended(self, at: datetime, *, poll_id: str = POLL_ID) -> Outcome:
        return await polls.ended(self.database, telegram_poll=poll_id, source=self.source(), at=at)

    async def remind(self, poll: int) -> Outcome:
        due = self.at + DAY
        return await polls.remind(self.database, subject=f"poll:{poll}", due=due, source=self.source(), at=due)

    async def due(self) -> dict[str, datetime]:
        async with self.database.reading() as transaction:
            first = await transaction.due.first()
            return {} if first is None else {first.kind: first.due_at}

    async def page(self, poll: int, who: str = "赵主任") -> poll_pages.PollPage | None:
        return await poll_pages.poll_page(self.database, poll_id=poll, person_id=self.town[who].person_id, at=self.at)

    async def state(self, poll: int) -> PollState:
        page = await self.page(poll)
        assert page is not None
        return page.poll.state
