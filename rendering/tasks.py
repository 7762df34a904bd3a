"""Screens of the work (进度的屏): the tasks against the budget, one task, what is typed for it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.ratings import RatingCount, Worked
from domain.deliberation.tasks import Progress, Task, TaskBoard, TaskPage, TaskPhoto, TaskPlan, TaskState
from rendering import dates
from rendering.card_buttons import SpendingCard
from rendering.deliberation_buttons import ShowMatter
from rendering.deliberation_figures import yuan
from rendering.deliberation_lines import head
from rendering.screens import Key, Screen, lines, rows
from rendering.task_buttons import (
    CancelTask,
    DropTaskWords,
    FinishTask,
    GiveOutTask,
    MoveTask,
    NewTask,
    OpenTasks,
    PhotoOfTask,
    ShowTask,
    TaskPhotos,
)
from rendering.texts import Texts

A_PAGE, MOST_KEYS = 4, 6
"""Tasks on one screen."""


def board(texts: Texts, found: TaskBoard, page: int, *, today: date) -> Screen:
    """要做的事 3/5 做完: each with its day, all of them against the budget."""
    matter, last = found.matter, max(0, (len(found.tasks) - 1) // A_PAGE)
    page = min(max(page, 0), last)
    shown = found.tasks[page * A_PAGE : (page + 1) * A_PAGE]
    words = lines(
        head(texts, matter.procedure_name, matter.number, matter.title),
        _again(texts, found.again) if found.again is not None else None,
        *progress_lines(texts, found.progress),
        *(_line(texts, task, today) for task in shown),
    )
    return Screen(words, _board_keys(texts, found, shown, page, last))


def _again(texts: Texts, said: RatingCount) -> Markup:
    """Why it is done again."""
    return texts.say("tasks.again", not_done=said.of(Worked.NOT_DONE), done=said.of(Worked.DONE))


def progress_lines(texts: Texts, progress: Progress) -> list[Markup]:
    """How many are done of how many, and what they cost against the budget."""
    done = texts.say("tasks.progress", done=progress.done, of=progress.standing)
    cost = texts.say("tasks.cost", cost=yuan(progress.cost), budget=yuan(progress.budget))
    return [done, cost] if progress.standing else [texts.say("tasks.none_yet"), cost]


def _line(texts: Texts, task: Task, today: date) -> Markup:
    return texts.say("tasks.line", number=task.number, what=task.plan.what, when=_when(texts, task, today))


def _when(texts: Texts, task: Task, today: date) -> str:
    """12月4日（周五），还有3天; 做完了; 不做了."""
    if task.state is not TaskState.OPEN:
        return texts.plain(f"tasks.state.{task.state}")
    return texts.plain("tasks.when", day=dates.calendar_day(texts, task.plan.due), left=left(texts, task, today))


def left(texts: Texts, task: Task, today: date) -> str:
    """还有3天, 今天, 晚了2天."""
    days = (task.plan.due - today).days
    if days < 0:
        return texts.plain("tasks.days_late", n=-days)
    return texts.plain("dates.left", n=days) if days else texts.plain("tasks.today")


def _board_keys(
    texts: Texts, found: TaskBoard, shown: tuple[Task, ...], page: int, last: int
) -> tuple[tuple[Key, ...], ...]:
    matter = found.matter.id
    each = [Key(texts.plain("tasks.key.one", number=task.number), ShowTask(task.id)) for task in shown]
    turning = [(page - 1, "earlier")] if page else []
    turning += [(page + 1, "later")] if page < last else []
    pages = [Key(texts.plain(f"tasks.key.{name}"), OpenTasks(matter, to)) for to, name in turning]
    new = [Key(texts.plain("tasks.key.new"), NewTask(matter))] if found.gives_out else []
    room = found.tasks and len(each) + len(pages) + len(new) < MOST_KEYS - 1
    seen = [Key(texts.plain("cards.key"), SpendingCard(matter))] if room else []
    return (*rows(*each, per_row=A_PAGE), *rows(*pages), *rows(*new, *seen, _to_matter(texts, matter)))


def task(texts: Texts, found: TaskPage, *, today: date) -> Screen:
    """One task: who answers for it, until when, what it costs, what was done."""
    one = found.task
    words = lines(
        texts.say("tasks.head", number=one.number, what=one.plan.what),
        texts.say("tasks.holder", holder=one.plan.holder),
        texts.say("tasks.due", when=_when(texts, one, today)),
        _moved(texts, one),
        _money(texts, one),
        texts.say(f"tasks.words.{one.state}", words=one.words) if one.words else None,
        _photos(texts, found),
    )
    return Screen(words, _task_keys(texts, found))


def _moved(texts: Texts, one: Task) -> Markup | None:
    """原定 3月2日."""
    if not one.moved:
        return None
    return texts.say("tasks.moved", day=dates.calendar_day(texts, one.first_due), words=one.moved)


def _money(texts: Texts, one: Task) -> Markup:
    planned = yuan(one.plan.planned)
    if one.spent is None:
        return texts.say("tasks.planned", planned=planned)
    return texts.say("tasks.spent", planned=planned, spent=yuan(one.spent))


def _photos(texts: Texts, found: TaskPage) -> Markup | None:
    before, after = found.photos[TaskPhoto.BEFORE], found.photos[TaskPhoto.AFTER]
    return texts.say("tasks.photos", before=before, after=after) if before or after else None


def _task_keys(texts: Texts, found: TaskPage) -> tuple[tuple[Key, ...], ...]:
    one = found.task
    offered = {
        "after": (found.runs, PhotoOfTask(one.id, TaskPhoto.AFTER.value)),
        "before": (found.runs and not found.photos[TaskPhoto.AFTER], PhotoOfTask(one.id, TaskPhoto.BEFORE.value)),
        "done": (found.runs and found.photos[TaskPhoto.AFTER] > 0, FinishTask(one.id)),
        "move": (found.runs, MoveTask(one.id)),
        "cancel": (found.runs, CancelTask(one.id)),
        "photos": (any(found.photos.values()), TaskPhotos(one.id)),
    }
    keys = [Key(texts.plain(f"tasks.key.{name}"), press) for name, (shown, press) in offered.items() if shown]
    return (*rows(*keys), (_to_board(texts, one.matter_id),))


# What is typed, and what it looks like before it is given out


def ask(texts: Texts, what: str, draft: int, matter_id: int) -> Screen:
    """What the next words are to be."""
    drop = Key(texts.plain("tasks.key.drop"), DropTaskWords(draft, matter_id))
    return Screen(texts.say(f"tasks.ask.{what}"), ((drop,),))


def preview(texts: Texts, draft: int, matter_id: int, plan: TaskPlan) -> Screen:
    """这样派下去可以吗？"""
    words = lines(
        texts.say("tasks.preview"),
        texts.say("tasks.what", what=plan.what),
        texts.say("tasks.holder", holder=plan.holder),
        texts.say("tasks.due", when=dates.calendar_day(texts, plan.due)),
        texts.say("tasks.planned", planned=yuan(plan.planned)),
        texts.say("tasks.preview_who"),
    )
    drop = Key(texts.plain("tasks.key.drop"), DropTaskWords(draft, matter_id))
    return Screen(words, ((Key(texts.plain("tasks.key.give_out"), GiveOutTask(draft)), drop),))


def thanks(texts: Texts, what: str, task_id: int, matter_id: int) -> Screen:
    """What became of what was just done."""
    one = Key(texts.plain("tasks.key.task"), ShowTask(task_id))
    return Screen(texts.say(f"tasks.thanks.{what}"), ((one, _to_board(texts, matter_id)),))


def today_of(at: datetime, zone: ZoneInfo) -> date:
    """The local day."""
    return at.astimezone(zone).date()


def _to_board(texts: Texts, matter_id: int) -> Key:
    return Key(texts.plain("tasks.key.board"), OpenTasks(matter_id, 0))


def _to_matter(texts: Texts, matter_id: int) -> Key:
    return Key(texts.plain("deliberation.key.matter"), ShowMatter(matter_id))
