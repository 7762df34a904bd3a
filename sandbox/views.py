"""How a message looks: to the bot, as the Bot API's Message, and to each person, with a little about the person."""

from typing import Any

from sandbox.chats import Chat
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.world import World

Json = dict[str, Any]


def user_view(world: World, user_id: int) -> Json:
    """The Bot API User of a person or of the bot."""
    if user_id == world.bot.id:
        return world.bot.user()
    person = world.state.people.get(user_id)
    return person.user() if person else {"id": user_id, "is_bot": False, "first_name": "已注销"}


def chat_view(world: World, chat: Chat) -> Json:
    """The Bot API Chat."""
    if chat.private:
        person = world.state.people.get(chat.id)
        names = {"first_name": person.name if person else "已注销"}
        return {"id": chat.id, "type": "private", **names, **username_of(person)}
    forum = {"is_forum": True} if chat.is_forum else {}
    return {"id": chat.id, "type": chat.type, "title": chat.title, **forum}


def username_of(person: Person | None) -> Json:
    """The username as a field, when there is one."""
    return {"username": person.username} if person and person.username else {}


def envelope(world: World, message: Message) -> Json:
    """The fields every message has, whoever reads it."""
    chat = world.state.chats[message.chat_id]
    fields: Json = {"message_id": message.id, "date": message.date, "chat": chat_view(world, chat), **message.signature}
    if message.edit_date:
        fields["edit_date"] = message.edit_date
    if message.thread_id:
        fields |= {"message_thread_id": message.thread_id, "is_topic_message": True}
    if message.protected:
        fields["has_protected_content"] = True
    return fields


def bare_view(world: World, message: Message, *, voter: bool = False) -> Json:
    """A message without what it replies to, as it appears inside another."""
    view = envelope(world, message) | message.content
    if message.poll_id:
        view["poll"] = world.state.polls[message.poll_id].view(voter=voter)
    if message.inline_markup:
        view["reply_markup"] = message.inline_markup
    return view


def gone_view(world: World, message: Message) -> Json:
    """A message that cannot be read any more: Telegram's InaccessibleMessage has date 0."""
    chat = chat_view(world, world.state.chats[message.chat_id])
    return {"message_id": message.id, "date": 0, "chat": chat}


def message_view(world: World, message: Message, *, voter: bool = False) -> Json:
    """The whole Bot API Message, replies and pins resolved one level deep."""
    view = bare_view(world, message, voter=voter)
    messages = world.state.chats[message.chat_id].messages
    replied = messages.get(message.reply_to or 0)
    if replied and not replied.deleted:
        view["reply_to_message"] = bare_view(world, replied, voter=voter)
    if message.pins:
        pinned = messages[message.pins]
        view["pinned_message"] = gone_view(world, pinned) if pinned.deleted else bare_view(world, pinned, voter=voter)
    return view


def person_view(world: World, message: Message, person_id: int) -> Json:
    """The message as this person's phone shows it."""
    sim: Json = {
        "outgoing": message.sender_id == person_id,
        "edited": message.edit_date is not None,
        "deleted": message.deleted,
        "votes": my_votes(world, message, person_id),
        "results_hidden": results_hidden(world, message),
        "version": message.version,
    }
    if message.deleted:
        return gone_view(world, message) | {"date": message.date, "sim": sim}
    view = message_view(world, message, voter=True) | {"sim": sim}
    return view | ({"reply_markup": message.markup} if message.markup else {})


def results_hidden(world: World, message: Message) -> bool:
    """Whether the poll in the message shows its counts only after the close."""
    poll = world.state.polls[message.poll_id] if message.poll_id else None
    return poll is not None and poll.hidden and not poll.closed


def my_votes(world: World, message: Message, person_id: int) -> list[int] | None:
    """Which options this person chose, None where there is no poll."""
    return world.state.polls[message.poll_id].votes.get(person_id, []) if message.poll_id else None
