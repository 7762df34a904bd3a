"""Pressed buttons: a press becomes a callback query, which the bot answers once and in time."""

from typing import Any

from sandbox.chats import Chat
from sandbox.entities import units
from sandbox.errors import bad_request
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.state import Callback
from sandbox.views import gone_view, message_view
from sandbox.world import World

Json = dict[str, Any]
LIFETIME = 15 * 60
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def press(world: World, chat: Chat, message: Message, person: Person, data: str) -> Callback:
    """Send the bot a callback query; anonymous admins press as themselves."""
    world.state.counters.callback += 1
    callback = Callback(str(world.state.counters.callback), person.id, world.timestamp())
    world.state.callbacks[callback.id] = callback
    shown = gone_view(world, message) if message.deleted else message_view(world, message)
    query = {
        "id": callback.id,
        "from": person.user(),
        "message": shown,
        "chat_instance": str(chat.id * 7919),
        "data": data,
    }
    if not (chat.private and chat.blocked):
        world.updates.add("callback_query", query, chat.id)
    world.touch()
    return callback


def answer(world: World, callback_id: str, *, text: str | None, show_alert: bool, url: str | None) -> None:
    """The bot's one answer; a second, a late or an unknown one is refused."""
    callback = world.state.callbacks.get(callback_id)
    if not callback or callback.answered or world.timestamp() - callback.at > LIFETIME:
        raise bad_request(TOO_OLD)
    if text and units(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    callback.answered = True
    callback.answer = {"text": text, "show_alert": show_alert, "url": url}
    told = {"callback_query_id": callback.id, "answer": callback.answer}
    world.listeners.tell("callback", told, {callback.person_id})
    world.touch()
