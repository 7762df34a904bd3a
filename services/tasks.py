"""Tasks (要做的事): given out, moved, done or not done any more; who hears when one is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from domain.deliberation import task_effects as effects
from domain.deliberation.matters import Matter
from domain.deliberation.news import NewsKind
from domain.deliberation.stages import MatterAct, Stage
from domain.deliberation.tasks import (
    LEVELS,
    MOST_TASK_PHOTOS,
    MOST_TASKS,
    Task,
    TaskPhoto,
    TaskPlan,
    TaskState,
    budget_refusal,
    cost_refusal,
    due_refusal,
    plan_refusal,
    progress,
    said_late_on,
    task_state_refusal,
    task_words_refusal,
)
from domain.issues import File
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor, Organ, RoleKind
from services.acts import act
from services.deliberation import leaders
from services.dossiers import budget_of, calendar_of, led, stored_photos
from services.matter_news import note_news, reads_matter
from services.readers import first_chats, open_chats, open_groups
from storage.effects import apply
from storage.transaction import Transaction

NO_TASK = Refusal(Reason.NOT_FOUND, {"what": "task"})
TWO_COMMITTEES = (Organ.RESIDENTS, Organ.PARTY)
"""两委 of the community."""


@act
async def give_out_task(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    plan: TaskPlan,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """派事: what, who answers for it, until when, for how much; too far above the budget it is refused."""
    matter = await led(transaction, actor, matter_id, MatterAct.TASK)
    if isinstance(matter, Refusal):
        return matter
    tasks = await transaction.tasks.of_matter(matter_id, matter.round)
    refusal = plan_refusal(plan, _today(transaction, at))
    if refusal is None and len(tasks) >= MOST_TASKS:
        refusal = Refusal(Reason.TOO_MANY, {"what": "tasks", "most": MOST_TASKS})
    refusal = refusal or await _too_much(transaction, matter, tasks, plan.planned)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.drafts.remove(draft_id)
    number = await transaction.tasks.give_out(matter_id, matter.round, plan, by=actor.person_id, at=at)
    task = await _whole(transaction, number)
    said = await _said_on(transaction, matter, task, 1, at)
    await apply(transaction, effects.given_out(matter, task, actor.person_id, said), at=at)
    return Done({"matter_id": matter_id, "task_id": number, "number": task.number})


async def _too_much(transaction: Transaction, matter: Matter, tasks: list[Task], more: int = 0) -> Refusal | None:
    budget = await budget_of(transaction, matter)
    return budget_refusal(progress(tasks, budget).cost + more, budget)


@act
async def show_task(
    transaction: Transaction, *, actor: Actor, task_id: int, shows: TaskPhoto, photo: File, source: str, at: datetime
) -> Outcome:
    """交照片: before the work, or after it."""
    found = await _led_task(transaction, actor, task_id)
    if isinstance(found, Refusal):
        return found
    _, task = found
    subject = task.photos(shows)
    kept = await transaction.attachments.of(subject)
    if len(kept) >= MOST_TASK_PHOTOS:
        return Refusal(Reason.TOO_MANY, {"what": "task_photos", "most": MOST_TASK_PHOTOS})
    await transaction.attachments.record(
        subject=subject,
        kind=photo.kind,
        file_id=photo.file_id,
        name=photo.name,
        mime=photo.mime,
        size=photo.size,
        at=at,
    )
    return Done({"task_id": task_id, "n": len(kept) + 1})


@act
async def show_task_photos(
    transaction: Transaction, *, actor: Actor, task_id: int, chat_id: int, source: str, at: datetime
) -> Outcome:
    """看照片: before and after, for whoever lives or serves where the matter is."""
    task = await transaction.tasks.find(task_id)
    matter = None if task is None else await transaction.deliberation.find(task.matter_id)
    if task is None or matter is None or not reads_matter(actor, matter):
        return NO_TASK
    kept = {shows: await _stored(transaction, task.photos(shows)) for shows in TaskPhoto}
    await apply(transaction, [effects.task_photos(task, kept, chat_id, source)], at=at)
    return Done({"task_id": task_id})


async def _stored(transaction: Transaction, subject: str) -> list[dict[str, str]]:
    found = await transaction.attachments.of(subject)
    return [{"kind": row.kind, "file_id": row.file_id} for row in found if row.state == "stored"]


@act
async def finish_task(
    transaction: Transaction,
    *,
    actor: Actor,
    task_id: int,
    words: str,
    spent: int,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """做完了: in words, for so much, with a photo of what it looks like now."""
    found = await _led_task(transaction, actor, task_id)
    if isinstance(found, Refusal):
        return found
    matter, task = found
    done = replace(task, state=TaskState.DONE, words=words, spent=spent)
    photos = await stored_photos(transaction, task.photos(TaskPhoto.AFTER))
    refusal = task_words_refusal(words, "words") or cost_refusal(spent)
    refusal = refusal or (None if photos else Refusal(Reason.EMPTY, {"what": "task_photo"}))
    others = [one for one in await transaction.tasks.of_matter(matter.id, matter.round) if one.id != task_id]
    refusal = refusal or await _too_much(transaction, matter, [*others, done])
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await _end(transaction, done, actor.person_id, draft_id, at)
    await apply(transaction, effects.task_done(matter, done, actor.person_id, photos), at=at)
    await note_news(transaction, matter, NewsKind.TASK, {"task": task.plan.what}, at)
    return Done({"matter_id": matter.id, "task_id": task_id})


@act
async def cancel_task(
    transaction: Transaction,
    *,
    actor: Actor,
    task_id: int,
    reason: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """不做了: with a reason that everybody reads."""
    found = await _led_task(transaction, actor, task_id)
    if isinstance(found, Refusal):
        return found
    matter, task = found
    if (refusal := task_words_refusal(reason, "reason")) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    gone = replace(task, state=TaskState.CANCELLED, words=reason)
    await _end(transaction, gone, actor.person_id, draft_id, at)
    await apply(transaction, effects.task_cancelled(matter, gone, actor.person_id), at=at)
    return Done({"matter_id": matter.id, "task_id": task_id})


async def _end(transaction: Transaction, task: Task, by: int, draft_id: int | None, at: datetime) -> None:
    ended = {"state": task.state.value, "words": task.words, "spent": task.spent, "ended_by": by, "ended_at": at}
    await transaction.tasks.write(task.id, **ended)
    await transaction.drafts.remove(draft_id)


@act
async def move_task(
    transaction: Transaction,
    *,
    actor: Actor,
    task_id: int,
    due: date,
    reason: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """改日期: with a reason that everybody reads; the first day stays written beside it."""
    found = await _led_task(transaction, actor, task_id)
    if isinstance(found, Refusal):
        return found
    matter, task = found
    refusal = due_refusal(due, _today(transaction, at)) or task_words_refusal(reason, "reason")
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.tasks.write(task_id, due=due.isoformat(), moved=reason, told=0)
    await transaction.drafts.remove(draft_id)
    moved = await _whole(transaction, task_id)
    said = await _said_on(transaction, matter, moved, 1, at)
    await apply(transaction, effects.task_moved(matter, moved, task.plan.due, actor.person_id, said), at=at)
    return Done({"matter_id": matter.id, "task_id": task_id})


@act
async def tell_late(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """超期: the next level hears it, as it fell due; a level that was missed is told all the same, once."""
    task = await transaction.tasks.find(int(subject.rpartition(":")[2]))
    matter = None if task is None else await transaction.deliberation.lock(task.matter_id)
    if task is None or matter is None or not _stands(matter, task):
        return Done({"level": 0})
    task, today = await _whole(transaction, task.id), _today(transaction, at)
    level = task.told + 1
    if not task.late(today) or level > LEVELS:
        return Done({"level": 0})
    await transaction.tasks.write(task.id, told=level)
    chats = await _who_hears(transaction, matter, level, at)
    then = None if level == LEVELS else await _said_on(transaction, matter, task, level + 1, at)
    await apply(transaction, effects.told_late(matter, task, level, chats, today, then), at=at)
    return Done({"level": level})


async def _who_hears(transaction: Transaction, matter: Matter, level: int, at: datetime) -> list[int]:
    """Whoever runs it; the neighbours; the two committees of the community, the operators where there are none."""
    match level:
        case 1:
            return await leaders(transaction, matter, at)
        case 2:
            return await open_groups(transaction, matter.place)
    holders = await transaction.registry.holders(matter.place, (RoleKind.COMMITTEE,), at)
    people = dict.fromkeys(row.person_id for row in holders if row.organ in TWO_COMMITTEES)
    found = await open_chats(transaction, people)
    found = found or await first_chats(transaction, matter.place, at, ((RoleKind.OPERATOR,),))
    return [chat.id for chat in found]


# What every act on a task asks


async def _led_task(transaction: Transaction, actor: Actor, task_id: int) -> tuple[Matter, Task] | Refusal:
    """The open task and its matter, whose row is ours, for whoever runs it."""
    task = await transaction.tasks.find(task_id)
    if task is None:
        return NO_TASK
    matter = await led(transaction, actor, task.matter_id, MatterAct.TASK)
    if isinstance(matter, Refusal):
        return matter
    task = await _whole(transaction, task_id)
    if task.round != matter.round:
        return NO_TASK
    return task_state_refusal(task) or (matter, task)


def _stands(matter: Matter, task: Task) -> bool:
    """Whether anybody still waits for it."""
    return matter.stage is Stage.DOING and task.round == matter.round


async def _said_on(transaction: Transaction, matter: Matter, task: Task, level: int, at: datetime) -> datetime:
    calendar = await calendar_of(transaction, matter.place.compound_id, at)
    return said_late_on(task.plan.due, level, calendar.zone, calendar.work_days)


def _today(transaction: Transaction, at: datetime) -> date:
    return at.astimezone(transaction.zone).date()


async def _whole(transaction: Transaction, number: int) -> Task:
    task = await transaction.tasks.find(number)
    assert task is not None, "its row is there"
    return task
