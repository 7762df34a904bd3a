"""How the stories of reports begin: something is offered, reported, handled; what was queued for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from domain.issues import File, Said
from domain.issues_deadlines import ClockKind
from domain.issues_life import Step
from domain.issues_ratings import Satisfied
from domain.outcomes import Done, Facts, Outcome
from domain.registry import Actor, Place, RoleKind
from services import issues, issues_ladder, issues_ratings
from services.attachments import pending, store
from storage.database import Database
from storage.schema.traffic import due, outbox
from tests.builders import Neighbour, Town, settle_in

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


async def told(database: Database, step: str) -> list[Any]:
    """What reporters hear of this step."""
    return [row for row in await queued(database, template="issues.told") if row.facts["step"] == step]


async def work(database: Database, step: str) -> list[Any]:
    """What those who work on it hear of this step."""
    return [row for row in await queued(database, template="issues.work") if row.facts["step"] == step]


async def handle(database: Database, who: Neighbour, step: str, issue_id: int, at: datetime, **more: Any) -> Any:
    """`who` takes a step, as the handlers do."""
    source = f"step-{next(SOURCES)}"
    taken = await issues.take_step(
        database, actor=who.actor, issue_id=issue_id, step=Step(step), source=source, at=at, **more
    )
    if step == "done":
        await fetch(database)
    return taken


async def fetch(database: Database) -> None:
    """What was sent has arrived."""
    for file in await pending(database, tries=9, most=99):
        await store(database, attachment_id=file.id, content=b"photo")


async def closed(
    database: Database,
    town: Town,
    issue_id: int,
    at: datetime,
    text: str = "",
    *,
    reporter: str = "王阿姨",
    checker: str = "李楼长",
) -> Done:
    """赵主任 has done it and shows it, another looks, its reporter says that it is fixed."""
    for who, step, more in (
        ("赵主任", "done", {"text": text, "files": (PHOTO,)}),
        (checker, "check", {}),
        (reporter, "solved", {}),
    ):
        outcome = await handle(database, town[who], step, issue_id, at, **more)
        assert isinstance(outcome, Done), outcome
    return outcome


async def card_stands(database: Database, issue_id: int, chat_id: int, message_id: int) -> None:
    """The card has arrived: what the sender does once Telegram said so."""
    async with database.transaction() as transaction:
        await transaction.outbox.run(
            outbox.update().where(outbox.c.subject == f"issue:{issue_id}").values(state="sent")
        )
        await transaction.posts.keep(
            subject=f"issue:{issue_id}", chat_id=chat_id, message_id=message_id, poll_id=None, drawn=""
        )


async def set_a_lead(database: Database, actor: Actor, compound_id: int, at: datetime) -> Outcome:
    """Whom the compound calls about water."""
    lead = {"compound_id": compound_id, "kind": ClockKind.WATER, "text": "自来水公司 96510"}
    return await issues_ladder.set_lead(database, actor=actor, **lead, source=f"lead-{next(SOURCES)}", at=at)


async def rows_due(database: Database, kind: str) -> list[datetime]:
    """When rows of this kind fall due."""
    async with database.reading() as transaction:
        return [row.due_at for row in await transaction.due.rows(due.select().where(due.c.kind == kind))]


async def decide(database: Database, town: Town, actor: Actor, at: datetime) -> Outcome:
    """The reporter is not content, 孙网格, who did it, appeals, and `actor` says that the appeal holds."""
    reporter, doer = await _reporter(database, town, at), town["孙网格"]
    number = (await reported(database, reporter, "3号楼的灯不亮", at, f"appeal-{next(SOURCES)}"))["id"]
    await card_stands(database, number, town.building_group, 9000 + number)
    await handle(database, doer, "done", number, at, files=(PHOTO,))
    await handle(database, reporter, "solved", number, at)
    given: dict[str, Any] = {"issue_id": number, "at": at}
    rated = {"content": Satisfied.FAIR, "actor": reporter.actor, "source": f"appeal-{next(SOURCES)}"}
    await issues_ratings.rate_issue(database, **rated, **given)
    appealed = {"words": "等配件", "actor": doer.actor, "source": f"appeal-{next(SOURCES)}"}
    await issues_ratings.appeal_rating(database, **appealed, **given)
    async with database.reading() as transaction:
        *_, (step, _, _, _) = await transaction.issue_ratings.course(number)
    decided = {"step_id": step, "accepted": True, "words": "有理", "actor": actor, "source": f"appeal-{next(SOURCES)}"}
    return await issues_ratings.decide_appeal(database, **decided, **given)


async def _reporter(database: Database, town: Town, at: datetime) -> Neighbour:
    place = Place(town.compound_id, town.buildings["3号楼"])
    async with database.transaction() as transaction:
        return await settle_in(transaction, "吴邻居", 7000 + next(SOURCES), RoleKind.OWNER, place, at)
