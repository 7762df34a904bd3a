"""Groups at the door (群): our coming and going, groups that move, and where a group belongs."""

from __future__ import annotations

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message, Update
from telegram.ext import filters

from domain.outcomes import Facts, Refusal
from domain.registry import ITSELF, Actor, Place
from handlers.context import AppContext
from handlers.turn import Turn
from rendering import chats as drawn
from rendering.chats import BindBuildings, BindGroup
from rendering.screens import Screen
from services import chats as acts
from services import rosters
from services.chats import Stranger

OURS = frozenset({ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER})


async def on_service(update: Update, context: AppContext) -> bool:
    """News about chats rather than words in them; True when there is nothing left to answer."""
    if update.my_chat_member is not None:
        await _on_standing(update.my_chat_member, context)
        return True
    if update.chat_member is not None or update.chat_join_request is not None:
        return True
    message = update.message
    if message is None or not filters.StatusUpdate.ALL.check_update(update):
        return False
    await _on_news(message, context)
    return True


async def _on_standing(change: ChatMemberUpdated, context: AppContext) -> None:
    """我们在会话中的身份变了."""
    if change.chat.type == "channel":
        return
    actor, chat_id = await _who_and_where(change, context)
    await acts.standing_changed(
        context.desk.database,
        actor=actor,
        chat_id=chat_id,
        state=_state(change.new_chat_member),
        administrator=change.new_chat_member.status == ChatMember.ADMINISTRATOR,
        source=context.envelope.source,
        at=context.envelope.at,
    )


async def _who_and_where(change: ChatMemberUpdated, context: AppContext) -> tuple[Actor, int]:
    """The person behind the change (nobody for anonymous administrators) and our number of the chat."""
    desk, chat, user = context.desk, change.chat, change.from_user
    title = chat.title or ""
    if user.is_bot:
        group = await acts.group_of(desk.database, chat_id=chat.id, kind=chat.type, title=title)
        return ITSELF, group.id
    visit = await acts.arrive(
        desk.database,
        stranger=Stranger(user.id, user.full_name),
        chat_id=chat.id,
        chat_kind=chat.type,
        chat_title=title,
        at=context.envelope.at,
    )
    return visit.actor, visit.chat.id


def _state(member: ChatMember) -> str:
    """open, muted or closed."""
    if isinstance(member, ChatMemberRestricted):
        speaks = "open" if member.can_send_messages else "muted"
        return speaks if member.is_member else "closed"
    return "open" if member.status in OURS else "closed"


async def _on_news(message: Message, context: AppContext) -> None:
    """Service messages: a group that became a supergroup, a new name; the rest is silently let pass."""
    database, envelope, chat = context.desk.database, context.envelope, message.chat
    moves = [(chat.id, message.migrate_to_chat_id), (message.migrate_from_chat_id, chat.id)]
    for old, new in moves:
        if old is not None and new is not None:
            await acts.migrate(database, old=old, new=new, source=envelope.source, at=envelope.at)
    if message.new_chat_title is not None:
        group = await acts.group_of(database, chat_id=chat.id, kind=chat.type, title=message.new_chat_title)
        await acts.entitle(database, chat_id=group.id, title=message.new_chat_title)


async def on_bind_command(turn: Turn, _: str) -> None:
    """/bangding: in a group, the question comes in private; in private, how to do it."""
    if turn.private:
        await turn.show(drawn.bind_how(turn.texts))
        return
    found = await acts.where_to_bind(turn.database, actor=turn.actor, chat_id=turn.visit.chat.id)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    if not await turn.whisper(_question(turn, found.facts)):
        await turn.show(drawn.open_privately(turn.texts, turn.visit.chat.id))


def _question(turn: Turn, facts: Facts) -> Screen:
    return drawn.where(turn.texts, chat_id=facts["chat"], title=facts["title"], choices=facts["choices"])


async def on_group_link(turn: Turn, rest: str) -> None:
    """The link in the group: the question where it belongs, for whoever may answer it."""
    number = int(rest) if rest.isascii() and rest.isdigit() and len(rest) < 19 else 0
    found = await acts.where_to_bind(turn.database, actor=turn.actor, chat_id=number)
    await (turn.refuse(found) if isinstance(found, Refusal) else turn.show(_question(turn, found.facts)))


async def on_buildings(turn: Turn, button: BindBuildings) -> None:
    """某一栋的群: which."""
    found = await acts.where_to_bind(turn.database, actor=turn.actor, chat_id=button.chat_id)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    buildings = await rosters.buildings(turn.database, compound_id=button.compound_id)
    screen = drawn.which_building(
        turn.texts,
        chat_id=button.chat_id,
        compound_id=button.compound_id,
        title=found["title"],
        buildings=buildings,
        page=button.page,
    )
    await turn.redraw(screen)


async def on_bind(turn: Turn, button: BindGroup) -> None:
    """绑定."""
    place = Place(button.compound_id, button.building_id or None)
    outcome = await acts.bind(
        turn.database, actor=turn.actor, chat_id=button.chat_id, place=place, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.redraw(drawn.bound(turn.texts, title=outcome["title"], place=outcome["place"]))


COMMANDS = {"bangding": on_bind_command, "bind": on_bind_command}
BUTTONS = {BindGroup: on_bind, BindBuildings: on_buildings}
STARTS = {"g": on_group_link}
