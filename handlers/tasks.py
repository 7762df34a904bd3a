"""The work at the door (进度): the tasks of a matter, one of them, its photos, and the rating of all of it."""

from __future__ import annotations

from typing import Any

from domain.deliberation.ratings import Content, Worked
from domain.deliberation.tasks import TaskBoard, TaskPage
from domain.outcomes import Outcome, Refusal
from handlers import tasks_writing
from handlers.turn import Turn
from rendering import ratings as rated
from rendering import tasks as drawn
from rendering.task_buttons import AskRating, OpenRating, OpenTasks, RateContent, RateWorked, ShowTask, TaskPhotos
from services.dossiers import NO_MATTER
from services.ratings import rate_matter
from services.task_pages import rating_page, task_board, task_page
from services.tasks import NO_TASK, show_task_photos


async def on_board(turn: Turn, button: OpenTasks) -> None:
    """[看进度]."""
    found: TaskBoard | None = await task_board(turn.database, actor=turn.actor, matter_id=button.matter_id, at=turn.at)
    if found is None:
        await turn.refuse(NO_MATTER)
    else:
        today = drawn.today_of(turn.at, turn.zone)
        await turn.redraw(drawn.board(turn.texts, found, button.page, today=today))


async def on_task(turn: Turn, button: ShowTask) -> None:
    """One task."""
    found: TaskPage | None = await task_page(turn.database, actor=turn.actor, task_id=button.task_id, at=turn.at)
    if found is None:
        await turn.refuse(NO_TASK)
    else:
        await turn.redraw(drawn.task(turn.texts, found, today=drawn.today_of(turn.at, turn.zone)))


async def on_photos(turn: Turn, button: TaskPhotos) -> None:
    """[看照片]."""
    chat = turn.visit.chat.id
    outcome = await show_task_photos(turn.database, task_id=button.task_id, chat_id=chat, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.toast(turn.texts.plain("tasks.photos_coming"))


# The rating


async def on_rating(turn: Turn, button: OpenRating) -> None:
    """[评一评], [看评议]."""
    await _rating(turn, button.matter_id)


async def on_again(turn: Turn, button: AskRating) -> None:
    """[改「…」]."""
    await _rating(turn, button.matter_id, button.question)


async def _rating(turn: Turn, matter_id: int, again: str = "") -> None:
    found = await rating_page(turn.database, actor=turn.actor, matter_id=matter_id, at=turn.at)
    if found is None:
        await turn.refuse(NO_MATTER)
    else:
        await turn.redraw(rated.page(turn.texts, found, at=turn.at, zone=turn.zone, again=again))


async def on_worked(turn: Turn, button: RateWorked) -> None:
    """办好了, 没办好: one tap."""
    if button.worked not in set(Worked):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    worked, number = Worked(button.worked), button.matter_id
    await _taken(turn, await rate_matter(turn.database, matter_id=number, worked=worked, **turn.acting), number)


async def on_content(turn: Turn, button: RateContent) -> None:
    """满意, 一般, 不满意: one tap."""
    if button.content not in set(Content):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    content, number = Content(button.content), button.matter_id
    await _taken(turn, await rate_matter(turn.database, matter_id=number, content=content, **turn.acting), number)


async def _taken(turn: Turn, outcome: Outcome, matter_id: int) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("ratings.toast.taken"))
    await _rating(turn, matter_id)


BUTTONS: dict[Any, Any] = {
    OpenTasks: on_board,
    ShowTask: on_task,
    TaskPhotos: on_photos,
    OpenRating: on_rating,
    AskRating: on_again,
    RateWorked: on_worked,
    RateContent: on_content,
    **tasks_writing.BUTTONS,
}
STEPS = tasks_writing.STEPS
