"""What a task sets in motion (事项的后续): its journal, and who hears when it is late, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from domain.deliberation.matters import Matter
from domain.deliberation.tasks import Task, TaskPhoto
from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.notices import Notice, NoticeKind, Urgency

LATE = "task.late"
"""Kind of the due row: a task is late, and the next level hears it."""

IN_GROUP = 2
"""The level at which the neighbours hear it."""


def task_facts(matter: Matter, task: Task, today: date) -> dict[str, Any]:
    """What is said of a task: everything of it is public."""
    return {
        "matter_id": matter.id,
        "number": matter.number,
        "title": matter.title,
        "task": task.number,
        "what": task.plan.what,
        "holder": task.plan.holder,
        "due": task.plan.due.isoformat(),
        "first_due": task.first_due.isoformat(),
        "moved": task.moved,
        "late": task.late(today),
    }


def given_out(matter: Matter, task: Task, by: int, first_said: datetime) -> list[Effect]:
    """The journal keeps who gave it out, until when and for how much; when it is late it says so by itself."""
    plan = task.plan
    body = {"task": task.number, "by": by, "due": plan.due.isoformat(), "planned": plan.planned}
    record = Record(matter.subject, "task", body, {"what": plan.what, "holder": plan.holder})
    return [record, Schedule(LATE, task.subject, first_said)]


def task_done(matter: Matter, task: Task, by: int, photos: int) -> list[Effect]:
    """Done, for so much, with so many photos; nobody waits for it any more."""
    body = {"task": task.number, "by": by, "spent": task.cost, "photos": photos}
    return [Record(matter.subject, "task_done", body, {"words": task.words}), Unschedule(LATE, task.subject)]


def task_cancelled(matter: Matter, task: Task, by: int) -> list[Effect]:
    """Not done any more, and everybody reads why."""
    record = Record(matter.subject, "task_cancelled", {"task": task.number, "by": by}, {"reason": task.words})
    return [record, Unschedule(LATE, task.subject)]


def task_moved(matter: Matter, task: Task, was: date, by: int, first_said: datetime) -> list[Effect]:
    """Another day, and everybody reads why; whether it is late is asked of the new one."""
    body = {"task": task.number, "by": by, "was": was.isoformat(), "due": task.plan.due.isoformat()}
    return [
        Record(matter.subject, "task_moved", body, {"reason": task.moved}),
        Schedule(LATE, task.subject, first_said),
    ]


def told_late(
    matter: Matter, task: Task, level: int, chats: Sequence[int], today: date, then: datetime | None
) -> list[Effect]:
    """It is late, and this level hears it, once for this day; the next level in its turn."""
    record = Record(matter.subject, "task_late", {"task": task.number, "level": level})
    again = [] if then is None else [Schedule(LATE, task.subject, then)]
    return [record, *again, *(_late(matter, task, level, chat, today) for chat in chats)]


def _late(matter: Matter, task: Task, level: int, chat: int, today: date) -> Post:
    public = level == IN_GROUP
    return Post(
        Notice(
            f"{task.subject}:late:{task.plan.due.isoformat()}:{level}:{chat}",
            chat,
            NoticeKind.POST,
            "tasks.late_group" if public else "tasks.late",
            {**task_facts(matter, task, today), "level": level},
            public=public,
            poster_id=matter.started_by if public else None,
        )
    )


def task_photos(task: Task, kept: Mapping[TaskPhoto, list[dict[str, str]]], chat: int, once: str) -> Post:
    """The photos of a task, for whoever asked just now."""
    counts = {shows.value: len(files) for shows, files in kept.items()}
    facts = {**counts, "files": [file for files in kept.values() for file in files]}
    key = f"{task.subject}:photos:{once}"
    return Post(Notice(key, chat, NoticeKind.POST, "tasks.photos", facts, urgency=Urgency.URGENT))
