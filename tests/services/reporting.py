"""How the stories of reports begin: something is offered, reported, handled; what was queued for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from domain.issues import File, Said
from domain.outcomes import Done, Facts
from services import issues
from storage.database import Database
from storage.schema.traffic import outbox
from tests.builders import Neighbour

LIFT = "3号楼2单元301门口的电梯坏了，打我电话13800138000"
PHOTO = File("photo", "photo-1")
SOURCES = count()
NIGHT = timedelta(hours=13)  # 23:00 in Shanghai


async def offered(database: Database, who: Neighbour, said: Said, at: datetime, source: str = "u1") -> Facts:
    outcome = await issues.offer_report(database, actor=who.actor, chat_id=who.chat_id, said=said, source=source, at=at)
    assert isinstance(outcome, Done), outcome
    return outcome.facts


async def reported(
    database: Database, who: Neighbour, text: str, at: datetime, source: str = "u", files: tuple[File, ...] = ()
) -> Facts:
    offer = await offered(database, who, Said(text, files), at, f"{source}-offer")
    outcome = await issues.report_issue(
        database, actor=who.actor, draft_id=offer["draft_id"], source=f"{source}-press", at=at
    )
    assert isinstance(outcome, Done), outcome
    return outcome.facts


async def queued(database: Database, **wanted: object) -> list[Any]:
    async with database.reading() as transaction:
        rows = await transaction.outbox.rows(outbox.select().order_by(outbox.c.id))
    return [row for row in rows if all(getattr(row, name) == value for name, value in wanted.items())]


async def handle(database: Database, who: Neighbour, step: str, issue_id: int, at: datetime, **more: Any) -> Any:
    """`who` takes a step, as the handlers do."""
    acts = {"answer": issues.answer_issue, "close": issues.close_issue, "reopen": issues.reopen_issue}
    return await acts[step](database, actor=who.actor, issue_id=issue_id, source=f"step-{next(SOURCES)}", at=at, **more)


async def card_stands(database: Database, issue_id: int, chat_id: int, message_id: int) -> None:
    """The card has arrived: what the sender does once Telegram said so."""
    async with database.transaction() as transaction:
        (post,) = await transaction.outbox.rows(outbox.select().where(outbox.c.subject == f"issue:{issue_id}"))
        await transaction.outbox.run(outbox.update().where(outbox.c.id == post.id).values(state="sent"))
        await transaction.posts.keep(
            subject=f"issue:{issue_id}", chat_id=chat_id, message_id=message_id, poll_id=None, drawn=""
        )
