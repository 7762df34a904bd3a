"""发布点 at the door: those of a compound, writing one down, trying it, the second person, switching it off."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import TelegramError

from domain.outcomes import Done, Refusal
from domain.permissions import Act, first_compound, permit
from domain.registry import Place
from domain.wall_addresses import WallKind, lets_post
from domain.walls import SUBJECTS
from handlers.turn import Turn
from rendering import walls as drawn
from rendering.buttons import Button
from rendering.wall_buttons import (
    AskWall,
    ConfirmWall,
    EndWall,
    LeaveWall,
    NewWall,
    ShowPublished,
    ShowWall,
    ShowWalls,
    TryWall,
    WallOfKind,
)
from services import walls as acts
from services.drafts import Draft, begin_draft, drop_draft, find_draft
from telegram_wire.errors import Fate, fate

STEP = "walls.address"


async def on_walls(turn: Turn, button: ShowWalls) -> None:
    """[发布点]."""
    found = await acts.walls_of(turn.database, actor=turn.actor, compound_id=button.compound_id)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await turn.redraw(drawn.walls(turn.texts, button.compound_id, found, turn.means))


async def on_new(turn: Turn, button: NewWall) -> None:
    """[接一个]."""
    if (refusal := permit(turn.actor, Act.LINK_WALL, Place(button.compound_id))) is not None:
        await turn.refuse(refusal)
    else:
        await turn.redraw(drawn.which_kind(turn.texts, button.compound_id))


async def on_kind(turn: Turn, button: WallOfKind) -> None:
    """Its address is asked for."""
    if button.kind not in set(WallKind):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    if (refusal := permit(turn.actor, Act.LINK_WALL, Place(button.compound_id))) is not None:
        await turn.refuse(refusal)
        return
    body = {"compound_id": button.compound_id, "kind": button.kind}
    chat = turn.visit.chat.id
    outcome = await begin_draft(turn.database, chat_id=chat, kind="wall", body=body, awaiting=STEP, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.ask_address(turn.texts, WallKind(button.kind), outcome["draft_id"], turn.means))


async def on_address(turn: Turn, draft: Draft) -> None:
    """What was pasted is sealed; the message it stood in is taken down, for it may be read over somebody's shoulder."""
    words = turn.message.text or ""
    outcome = await acts.link_wall(
        turn.database,
        compound_id=draft.body["compound_id"],
        kind=WallKind(draft.body["kind"]),
        words=words,
        means=turn.means,
        draft_id=draft.id,
        **turn.acting,
    )
    if isinstance(outcome, Refusal):  # it may hold the secret all the same
        await turn.refuse(outcome)
    else:
        await _page(turn, outcome["wall_id"], fresh=True)
    await _taken_down(turn)


async def _taken_down(turn: Turn) -> bool:
    """Whether the message is gone; its author is asked to delete it where we may not."""
    try:
        await turn.bot.delete_message(turn.message.chat_id, turn.message.message_id)
    except TelegramError as error:
        return fate(error) is Fate.DONE_ALREADY
    return True


def gives_away(turn: Turn) -> bool:
    """Whether a message holds what lets whoever reads it post somewhere."""
    message = turn.update.effective_message
    return message is not None and lets_post(message.text or message.caption or "")


async def on_given_away(turn: Turn) -> None:
    """A robot's address or a secret where nobody asked for it: nothing of it is kept, it is taken down."""
    gone = await _taken_down(turn)
    await turn.show(drawn.given_away(turn.texts, first_compound(turn.actor, Act.LINK_WALL), gone=gone))


async def on_leave(turn: Turn, button: LeaveWall) -> None:
    """[算了]."""
    draft = await find_draft(turn.database, draft_id=button.draft_id, at=turn.at)
    await drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if draft is not None and draft.person_id == turn.person_id:
        await on_walls(turn, ShowWalls(draft.body["compound_id"]))
    else:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)


async def on_wall(turn: Turn, button: ShowWall) -> None:
    """One of them."""
    await _page(turn, button.wall_id)


async def _page(turn: Turn, wall_id: int, *, fresh: bool = False) -> None:
    found = await acts.wall_page(turn.database, actor=turn.actor, wall_id=wall_id)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    show = turn.show if fresh else turn.redraw
    await show(drawn.wall(turn.texts, found, turn.zone, turn.means))


def _doing(act: Callable[..., Awaitable[Done | Refusal]], toast: str) -> Callable[[Turn, Any], Awaitable[None]]:
    """A press that does one thing to a wall, and shows it again."""

    async def does(turn: Turn, button: TryWall | AskWall | ConfirmWall) -> None:
        outcome = await act(turn.database, wall_id=button.wall_id, **turn.acting)
        if isinstance(outcome, Refusal):
            await turn.refuse(outcome)
            return
        await turn.toast(turn.texts.plain(toast))
        await _page(turn, button.wall_id)

    return does


async def on_end(turn: Turn, button: EndWall) -> None:
    """[停用], and surely."""
    if button.sure:
        await _doing(acts.end_wall, "walls.toast.ended")(turn, button)
        return
    found = await acts.wall_page(turn.database, actor=turn.actor, wall_id=button.wall_id)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await turn.redraw(drawn.ask_end(turn.texts, found.wall))


async def on_published(turn: Turn, button: ShowPublished) -> None:
    """[在哪儿发布了]."""
    if button.of not in SUBJECTS:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    found = await acts.published(turn.database, actor=turn.actor, of=button.of, number=button.number)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await turn.redraw(drawn.published(turn.texts, button.of, button.number, found, turn.zone))


BUTTONS: dict[type[Button], Callable[[Turn, Any], Awaitable[None]]] = {
    ShowWalls: on_walls,
    NewWall: on_new,
    WallOfKind: on_kind,
    LeaveWall: on_leave,
    ShowWall: on_wall,
    TryWall: _doing(acts.try_wall, "walls.toast.tried"),
    AskWall: _doing(acts.ask_wall, "walls.toast.asked"),
    ConfirmWall: _doing(acts.confirm_wall, "walls.toast.on"),
    EndWall: on_end,
    ShowPublished: on_published,
}
STEPS: dict[str, Callable[[Turn, Draft], Awaitable[None]]] = {STEP: on_address}
