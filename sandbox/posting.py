"""A message comes into a chat: it gets its number, the people see it, and the bot is told if it may be."""

from typing import Any

from sandbox.chats import Chat
from sandbox.messages import Message
from sandbox.people import ANONYMOUS_ADMIN, CHANNEL_BOT, Person
from sandbox.views import chat_view, message_view
from sandbox.world import World

Json = dict[str, Any]


def next_message_id(world: World, chat: Chat) -> int:
    """Supergroups count for themselves; private chats and groups share the bot's one count."""
    if chat.type == "supergroup":
        chat.last_message_id += 1
        return chat.last_message_id
    world.state.counters.message += 1
    chat.last_message_id = world.state.counters.message
    return chat.last_message_id


def post(world: World, chat: Chat, sender_id: int, signature: Json, content: Json, **fields: Any) -> Message:
    """Put a message into a chat and show it to the people there."""
    message = Message(chat.id, next_message_id(world, chat), world.timestamp(), sender_id, signature, content, **fields)
    chat.messages[message.id] = message
    world.changed_message(chat, message)
    return message


def bot_posts(world: World, chat: Chat, content: Json, **fields: Any) -> Message:
    """The bot says something; it is not told of its own words."""
    return post(world, chat, world.bot.id, {"from": world.bot.user()}, content, **fields)


def person_signature(world: World, chat: Chat, person: Person, *, as_channel: bool) -> Json:
    """Who a message seems to come from: the person, an anonymous admin, or their channel."""
    if as_channel:
        return {"from": CHANNEL_BOT, "sender_chat": person.channel()}
    if not chat.private and chat.standing(person.id).anonymous:
        return {"from": ANONYMOUS_ADMIN, "sender_chat": chat_view(world, chat)}
    return {"from": person.user()}


def person_posts(
    world: World, chat: Chat, person: Person, content: Json, *, as_channel: bool = False, **fields: Any
) -> Message:
    """A person says something; the bot hears it where it may."""
    signature = person_signature(world, chat, person, as_channel=as_channel)
    message = post(world, chat, person.id, signature, content, **fields)
    if bot_hears(world, chat, message):
        world.updates.add("message", message_view(world, message), chat.id)
    return message


def service_message(world: World, chat: Chat, actor_id: int, signature: Json, content: Json, **fields: Any) -> Message:
    """Something happened in the chat: the bot hears of it whatever its privacy mode."""
    message = post(world, chat, actor_id, signature, content, **fields)
    if actor_id != world.bot.id and (chat.private or chat.standing(world.bot.id).present):
        world.updates.add("message", message_view(world, message), chat.id)
    return message


def bot_hears(world: World, chat: Chat, message: Message) -> bool:
    """Privacy mode: a bot that is no admin hears commands and replies to itself, nothing else."""
    if chat.private:
        return chat.started and not chat.blocked
    if not chat.standing(world.bot.id).present:
        return False
    if chat.is_admin(world.bot.id):
        return True
    replied = chat.messages.get(message.reply_to or 0)
    return is_for_bot(world, message) or (replied is not None and replied.sender_id == world.bot.id)


def is_for_bot(world: World, message: Message) -> bool:
    """Whether the message begins with a command that is not addressed to another bot."""
    word = message.text.split(maxsplit=1)[0] if message.text.strip() else ""
    command, _, addressee = word.partition("@")
    return command.startswith("/") and len(command) > 1 and addressee.lower() in {"", world.bot.username.lower()}
