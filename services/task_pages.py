"""Pages of the work (进度页): the tasks of a matter against its budget, one task, and what homes said of it."""

from __future__ import annotations

from datetime import datetime

from domain.deliberation.matters import Matter, MatterPage
from domain.deliberation.ratings import RatingCount, RatingPage, rating_count, unresolved
from domain.deliberation.stages import MatterAct, Stage
from domain.deliberation.tasks import TaskBoard, TaskPage, TaskPhoto, progress
from domain.registry import Actor
from services.deliberation_pages import matter_page
from services.dossiers import budget_of, stored_photos
from services.ratings import rating_homes
from storage.database import Database
from storage.transaction import Transaction


async def task_board(database: Database, *, actor: Actor, matter_id: int, at: datetime) -> TaskBoard | None:
    """要做的事: for whoever may read the matter."""
    found = await matter_page(database, actor=actor, matter_id=matter_id, at=at)
    if found is None:
        return None
    async with database.reading() as transaction:
        return await _board(transaction, found)


async def _board(transaction: Transaction, found: MatterPage) -> TaskBoard:
    matter = found.matter
    tasks = await transaction.tasks.of_matter(matter.id, matter.round)
    gives_out = found.leads and MatterAct.TASK in matter.procedure.step(matter.stage).acts
    counted = progress(tasks, await budget_of(transaction, matter))
    return TaskBoard(matter, tuple(tasks), counted, gives_out, await _again(transaction, matter))


async def _again(transaction: Transaction, matter: Matter) -> RatingCount | None:
    """Why the work was taken up again, where homes wanted it so."""
    since = await transaction.ratings.last_asked(matter.id) if matter.stage is Stage.DOING else None
    if since is None:
        return None
    count = rating_count(await transaction.ratings.given(matter.id, since), len(matter.homes.ids))
    return count if unresolved(count) else None


async def task_page(database: Database, *, actor: Actor, task_id: int, at: datetime) -> TaskPage | None:
    """One task, for whoever may read its matter."""
    async with database.reading() as transaction:
        task = await transaction.tasks.find(task_id)
    board = None if task is None else await task_board(database, actor=actor, matter_id=task.matter_id, at=at)
    if task is None or board is None:
        return None
    async with database.reading() as transaction:
        photos = {shows: await stored_photos(transaction, task.photos(shows)) for shows in TaskPhoto}
    return TaskPage(board, task, photos)


async def rating_page(database: Database, *, actor: Actor, matter_id: int, at: datetime) -> RatingPage | None:
    """评议: what the homes said, the last time they were asked, and what this home said."""
    found = await matter_page(database, actor=actor, matter_id=matter_id, at=at)
    if found is None:
        return None
    matter = found.matter
    open_ = matter.stage is Stage.RATING and found.ends is not None and at < found.ends
    async with database.reading() as transaction:
        since = matter.since if matter.stage is Stage.RATING else await transaction.ratings.last_asked(matter_id)
        given = [] if since is None else await transaction.ratings.given(matter_id, since)
        mine = rating_homes(actor, matter)
        own = await transaction.ratings.of_homes(matter_id, since, mine) if since is not None and mine else None
    words = tuple(rating.words for rating in given if rating.words)
    count = rating_count(given, len(matter.homes.ids))
    return RatingPage(matter, count, words, own, rates=open_ and bool(mine), ends=found.ends if open_ else None)
