"""What is typed for the work (派事、交差时要写的): a task, its photos, what was done, another day; a rating's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.deliberation.tasks import (
    LONGEST_HOLDER,
    LONGEST_TASK,
    TaskPhoto,
    TaskPlan,
    cost_refusal,
    due_refusal,
    read_due_day,
    task_words_refusal,
)
from domain.issues import File
from domain.money import amount_in
from domain.outcomes import Done, Outcome, Reason, Refusal
from handlers.conversations import own_draft
from handlers.turn import Turn
from rendering import ratings as rated
from rendering import tasks as drawn
from rendering.task_buttons import (
    CancelTask,
    DropTaskWords,
    FinishTask,
    GiveOutTask,
    MoveTask,
    NewTask,
    PhotoOfTask,
    RateDrop,
    RateWords,
)
from services import drafts
from services import tasks as acts
from services.dossiers import NO_MATTER
from services.drafts import Draft
from services.ratings import rate_matter
from services.task_pages import rating_page, task_board, task_page

KIND = "task_words"
NO_DAY = Refusal(Reason.INVALID, {"what": "task_day"})
NO_COST = Refusal(Reason.INVALID, {"what": "task_cost"})
NO_WORDS = Refusal(Reason.EMPTY, {"what": "rating_words"})
NO_PHOTO = Refusal(Reason.EMPTY, {"what": "task_photo_wanted"})


def _words(turn: Turn) -> str:
    return (turn.message.text or turn.message.caption or "").strip()


async def _begin(turn: Turn, what: str, body: Mapping[str, Any]) -> None:
    """The next words are awaited; `body` names the matter."""
    chat = turn.visit.chat.id
    outcome = await drafts.begin_draft(
        turn.database, chat_id=chat, kind=KIND, body=body, awaiting=f"tasks.{what}", **turn.acting
    )
    if isinstance(outcome, Done):
        await turn.redraw(drawn.ask(turn.texts, what, outcome["draft_id"], body["matter_id"]))
    else:
        await turn.refuse(outcome)


async def _next(
    turn: Turn, draft: Draft, changes: Mapping[str, Any], what: str | None, refusal: Refusal | None
) -> Outcome:
    """What was typed is kept, if it is good; then the next thing is asked."""
    outcome: Outcome = refusal or await drafts.change_draft(
        turn.database,
        draft_id=draft.id,
        changes=changes,
        awaiting=None if what is None else f"tasks.{what}",
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif what is not None:
        await turn.show(drawn.ask(turn.texts, what, draft.id, draft.body["matter_id"]))
    return outcome


# A new task


async def on_new(turn: Turn, button: NewTask) -> None:
    """[派一件事]: what?"""
    board = await task_board(turn.database, actor=turn.actor, matter_id=button.matter_id, at=turn.at)
    if board is None:
        await turn.refuse(NO_MATTER)
    else:
        await _begin(turn, "what", {"matter_id": button.matter_id})


async def on_what(turn: Turn, draft: Draft) -> None:
    """What is to be done; now who answers for it."""
    words = _words(turn)
    await _next(turn, draft, {"what": words}, "holder", task_words_refusal(words, "what", LONGEST_TASK))


async def on_holder(turn: Turn, draft: Draft) -> None:
    """Who answers for it; now until when."""
    words = _words(turn)
    await _next(turn, draft, {"holder": words}, "due", task_words_refusal(words, "holder", LONGEST_HOLDER))


async def on_due(turn: Turn, draft: Draft) -> None:
    """Until when; now for how much."""
    await _on_day(turn, draft, "cost")


async def _on_day(turn: Turn, draft: Draft, then: str) -> None:
    day = read_due_day(_words(turn), at=turn.at, zone=turn.zone)
    refusal = NO_DAY if day is None else due_refusal(day, drawn.today_of(turn.at, turn.zone))
    await _next(turn, draft, {"due": None if day is None else day.isoformat()}, then, refusal)


async def on_cost(turn: Turn, draft: Draft) -> None:
    """For how much; then all of it is read once more."""
    cost = amount_in(_words(turn))
    refusal = NO_COST if cost is None else cost_refusal(cost)
    outcome = await _next(turn, draft, {"planned": cost}, None, refusal)
    if isinstance(outcome, Done):
        body = outcome["body"]
        await turn.show(drawn.preview(turn.texts, draft.id, body["matter_id"], _plan(body)))


def _plan(body: Mapping[str, Any]) -> TaskPlan:
    return TaskPlan(body["what"], body["holder"], date.fromisoformat(body["due"]), body["planned"])


async def on_give_out(turn: Turn, button: GiveOutTask) -> None:
    """[派下去]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None or "planned" not in draft.body:
        return
    number, plan = draft.body["matter_id"], _plan(draft.body)
    outcome = await acts.give_out_task(turn.database, matter_id=number, plan=plan, draft_id=draft.id, **turn.acting)
    if isinstance(outcome, Done):
        await turn.redraw(drawn.thanks(turn.texts, "given_out", outcome["task_id"], number))
    else:
        await turn.refuse(outcome)


# What becomes of a task


async def _about(turn: Turn, task_id: int, what: str) -> None:
    """The next words are of this task."""
    found = await task_page(turn.database, actor=turn.actor, task_id=task_id, at=turn.at)
    if found is None:
        await turn.refuse(acts.NO_TASK)
    else:
        await _begin(turn, what, {"matter_id": found.task.matter_id, "task_id": task_id})


async def on_photo_of(turn: Turn, button: PhotoOfTask) -> None:
    """[交照片]."""
    if button.shows not in set(TaskPhoto):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
    else:
        await _about(turn, button.task_id, button.shows)


async def on_finish(turn: Turn, button: FinishTask) -> None:
    """[做完了]: for how much?"""
    await _about(turn, button.task_id, "spent")


async def on_move(turn: Turn, button: MoveTask) -> None:
    """[改日期]: to which day?"""
    await _about(turn, button.task_id, "day")


async def on_cancel(turn: Turn, button: CancelTask) -> None:
    """[不做了]: why?"""
    await _about(turn, button.task_id, "why_cancelled")


async def on_before(turn: Turn, draft: Draft) -> None:
    """A photo from before; the next one is awaited too."""
    await _on_photo(turn, draft, TaskPhoto.BEFORE)


async def on_after(turn: Turn, draft: Draft) -> None:
    """A photo from after; the next one is awaited too."""
    await _on_photo(turn, draft, TaskPhoto.AFTER)


async def _on_photo(turn: Turn, draft: Draft, shows: TaskPhoto) -> None:
    if not turn.message.photo:
        await turn.refuse(NO_PHOTO)
        return
    largest = turn.message.photo[-1]
    photo = File("photo", largest.file_id, size=largest.file_size)
    number = draft.body["task_id"]
    outcome = await acts.show_task(turn.database, task_id=number, shows=shows, photo=photo, **turn.acting)
    await _thanked(turn, draft, outcome, "photo")


async def on_spent(turn: Turn, draft: Draft) -> None:
    """What it cost; now what was done."""
    spent = amount_in(_words(turn))
    refusal = NO_COST if spent is None else cost_refusal(spent)
    await _next(turn, draft, {"spent": spent}, "words", refusal)


async def on_done_words(turn: Turn, draft: Draft) -> None:
    """What was done: the task is done."""
    values = {"words": _words(turn), "spent": draft.body["spent"]}
    outcome = await acts.finish_task(turn.database, **values, **_written(turn, draft))
    await _thanked(turn, draft, outcome, "done")


async def on_day(turn: Turn, draft: Draft) -> None:
    """To which day; now why."""
    await _on_day(turn, draft, "why_moved")


async def on_why_moved(turn: Turn, draft: Draft) -> None:
    """Why it is another day."""
    due = date.fromisoformat(draft.body["due"])
    outcome = await acts.move_task(turn.database, due=due, reason=_words(turn), **_written(turn, draft))
    await _thanked(turn, draft, outcome, "moved")


async def on_why_cancelled(turn: Turn, draft: Draft) -> None:
    """Why it is given up."""
    outcome = await acts.cancel_task(turn.database, reason=_words(turn), **_written(turn, draft))
    await _thanked(turn, draft, outcome, "cancelled")


def _written(turn: Turn, draft: Draft) -> dict[str, Any]:
    """What every act is told of words that were typed."""
    return {"task_id": draft.body["task_id"], "draft_id": draft.id, **turn.acting}


async def _thanked(turn: Turn, draft: Draft, outcome: Outcome, what: str) -> None:
    if isinstance(outcome, Done):
        await turn.show(drawn.thanks(turn.texts, what, draft.body["task_id"], draft.body["matter_id"]))
    else:
        await turn.refuse(outcome)


# The rating's words, and what is left


async def on_rate_words(turn: Turn, button: RateWords) -> None:
    """[说两句]."""
    chat, number = turn.visit.chat.id, button.matter_id
    body = {"matter_id": number}
    outcome = await drafts.begin_draft(
        turn.database, chat_id=chat, kind=KIND, body=body, awaiting="ratings.words", **turn.acting
    )
    if isinstance(outcome, Done):
        await turn.redraw(rated.ask_words(turn.texts, outcome["draft_id"], number))
    else:
        await turn.refuse(outcome)


async def on_rated_words(turn: Turn, draft: Draft) -> None:
    """What the home says."""
    number, words = draft.body["matter_id"], _words(turn)
    outcome: Outcome = NO_WORDS
    if words:
        outcome = await rate_matter(turn.database, matter_id=number, words=words, draft_id=draft.id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    found = await rating_page(turn.database, actor=turn.actor, matter_id=number, at=turn.at)
    if found is not None:
        await turn.show(rated.page(turn.texts, found, at=turn.at, zone=turn.zone))


async def _dropped(turn: Turn, draft_id: int) -> bool:
    outcome = await drafts.drop_draft(turn.database, draft_id=draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return False
    return True


async def on_drop(turn: Turn, button: DropTaskWords) -> None:
    """[算了]: back to the tasks."""
    if not await _dropped(turn, button.draft_id):
        return
    board = await task_board(turn.database, actor=turn.actor, matter_id=button.matter_id, at=turn.at)
    if board is None:
        await turn.refuse(NO_MATTER)
    else:
        await turn.redraw(drawn.board(turn.texts, board, 0, today=drawn.today_of(turn.at, turn.zone)))


async def on_rate_drop(turn: Turn, button: RateDrop) -> None:
    """[算了]: back to the rating."""
    if not await _dropped(turn, button.draft_id):
        return
    found = await rating_page(turn.database, actor=turn.actor, matter_id=button.matter_id, at=turn.at)
    if found is None:
        await turn.refuse(NO_MATTER)
    else:
        await turn.redraw(rated.page(turn.texts, found, at=turn.at, zone=turn.zone))


BUTTONS: dict[Any, Any] = {
    NewTask: on_new,
    GiveOutTask: on_give_out,
    PhotoOfTask: on_photo_of,
    FinishTask: on_finish,
    MoveTask: on_move,
    CancelTask: on_cancel,
    DropTaskWords: on_drop,
    RateWords: on_rate_words,
    RateDrop: on_rate_drop,
}
STEPS = {
    "tasks.what": on_what,
    "tasks.holder": on_holder,
    "tasks.due": on_due,
    "tasks.cost": on_cost,
    "tasks.before": on_before,
    "tasks.after": on_after,
    "tasks.spent": on_spent,
    "tasks.words": on_done_words,
    "tasks.day": on_day,
    "tasks.why_moved": on_why_moved,
    "tasks.why_cancelled": on_why_cancelled,
    "ratings.words": on_rated_words,
}
