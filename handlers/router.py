"""The router (分派): one update becomes one turn and goes to the one place that answers it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from telegram import Message, Update, User

from handlers import anything, chats, polls, walls
from handlers.commands import command_of
from handlers.context import AppContext
from handlers.routes import BUTTONS, COMMANDS, STARTS, STEPS
from handlers.turn import Turn
from rendering.buttons import kind_of, parse
from rendering.deliberation_buttons import OpenMatters, ShowMatter
from rendering.deliberation_full_buttons import RunMatter
from rendering.menu import Go, door_said, leaves, left
from rendering.texts import texts
from services.chats import Stranger, arrive
from services.drafts import Draft, awaiting_draft, stop_listening

ANONYMOUS = frozenset({1087968824, 136817688, 777000})
"""Telegram's stand-ins for anonymous admins, channels and linked channels: no person (tdlib/telegram-bot-api#667)."""

ELSEWHERE = (Go, OpenMatters, ShowMatter, RunMatter)
"""Presses that open another page: whoever was writing has turned to something else."""

PATIENCE = 1.0
"""Seconds before a press that is still being worked on hears 「正在办理」."""


async def route(update: Update, context: AppContext) -> None:
    """Answer one update. Whatever is raised here is a bug and goes to the ingress."""
    if update.poll_answer is not None:
        await polls.on_answer(update, context)
        return
    if update.poll is not None:
        await polls.on_poll(update, context)
        return
    if await chats.on_service(update, context):
        return
    if (user := _person(update)) is None:
        await anything.on_nobody(update, context)
        return
    if not _overheard(update, context.bot.username):
        await _answer(await _turn(update, context, user), update)


async def _answer(turn: Turn, update: Update) -> None:
    if turn.press is not None:
        await _on_press(turn, turn.press.data or "")
    elif walls.gives_away(turn) and not await _asked_for(turn):
        await walls.on_given_away(turn)
    elif update.message is not None:
        await _on_message(turn, update.message)
    elif update.edited_message is not None:
        await anything.on_edit(turn)


async def _asked_for(turn: Turn) -> bool:
    """Whether it is the address of a wall that we asked for."""
    draft = await _awaiting(turn)
    return turn.update.message is not None and draft is not None and draft.awaiting == walls.STEP


async def _awaiting(turn: Turn) -> Draft | None:
    return await awaiting_draft(turn.database, person_id=turn.person_id, chat_id=turn.visit.chat.id, at=turn.at)


def _person(update: Update) -> User | None:
    user = update.effective_user
    message = update.message or update.edited_message
    disguised = message is not None and message.sender_chat is not None and update.callback_query is None
    if user is None or user.id in ANONYMOUS or user.is_bot or disguised or update.effective_chat is None:
        return None
    return user


def _overheard(update: Update, username: str) -> bool:
    """Whether people in a group talk among themselves or to others: nobody is remembered for it."""
    message = update.message
    if update.callback_query is not None or update.effective_chat is None or update.effective_chat.type == "private":
        return False
    return message is None or command_of(message, username)[0] not in COMMANDS


async def _turn(update: Update, context: AppContext, user: User) -> Turn:
    desk, envelope, chat = context.desk, context.envelope, update.effective_chat
    assert chat is not None, "a person's update has a chat"
    visit = await arrive(
        desk.database,
        stranger=Stranger(user.id, user.full_name),
        chat_id=chat.id,
        chat_kind=chat.type,
        chat_title=chat.title or "",
        at=envelope.at,
    )
    return Turn(
        bot=context.bot,
        database=desk.database,
        update=update,
        visit=visit,
        texts=texts(visit.locale or desk.locale).speaking(visit.terms),
        zone=desk.zone,
        source=envelope.source,
        at=envelope.at,
        public_url=desk.public_url,
        means=desk.means,
        ballot_box=desk.ballot_box,
        repeated=envelope.repeated,
    )


def _of_before(turn: Turn, data: str) -> str:
    """What a button of an earlier version is answered: where to look now."""
    kind = kind_of(data)
    if kind is None or not kind.now:
        return turn.texts.plain("turn.unknown_button")
    return turn.texts.plain("turn.old_button", command=f"/{kind.now}")


async def _on_press(turn: Turn, data: str) -> None:
    button = parse(data)
    handler = None if button is None else BUTTONS.get(type(button))
    if handler is None or button is None:
        await turn.toast(_of_before(turn, data), alert=True)
        return
    if isinstance(button, ELSEWHERE):
        await _turn_away(turn)
    await _patiently(turn, handler(turn, button))
    await turn.settle()


async def _patiently(turn: Turn, work: Awaitable[None]) -> None:
    """A press that takes long hears so after a second; its outcome then comes in private."""
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if not done and not turn.answered:
            await turn.toast(turn.texts.plain("turn.working"))
        await task
    finally:  # cut off, or the line is dead: the work must not go on beside the next try
        if not task.done():
            task.cancel()
            await asyncio.wait({task})


async def _on_message(turn: Turn, message: Message) -> None:
    name, argument = command_of(message, turn.bot.username)
    if name is not None:
        await _on_command(turn, name, argument)
        return
    draft = await _awaiting(turn)
    if draft is not None and leaves(message.text or ""):
        await _turn_away(turn)
        await turn.show(left(turn.texts, turn.actor))
    elif draft is not None and draft.awaiting in STEPS:
        await STEPS[draft.awaiting](turn, draft)
    elif (door := door_said(turn.actor, message.text or "")) is not None:
        await BUTTONS[Go](turn, Go(door))
    elif (name := (message.text or "").strip().lower()) in COMMANDS:  # without its stroke
        await COMMANDS[name](turn, "")
    else:
        await anything.on_words(turn)


async def _turn_away(turn: Turn) -> None:
    """Somebody goes through another door: what they write next answers no question asked before."""
    if turn.repeated:  # the question may be the one this very door asked before the try was cut off
        return
    draft = await _awaiting(turn)
    if draft is not None:
        await stop_listening(turn.database, person_id=turn.person_id, chat_id=turn.visit.chat.id)


async def _on_command(turn: Turn, name: str, argument: str) -> None:
    """A command, or a deep link: `/start is_12` goes through the door `is`."""
    await _turn_away(turn)
    prefix, _, rest = argument.partition("_")
    start = STARTS.get(prefix) if name == "start" and turn.private and rest else None
    handler = COMMANDS.get(name)
    if start is not None:
        await start(turn, rest)
    elif handler is not None:
        await handler(turn, argument)
    elif turn.private:
        await anything.on_unknown_command(turn)
