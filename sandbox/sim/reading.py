"""Reading requests of the people's API: bodies, ids, chats and messages, with troubles in words."""

from typing import Any

from starlette.requests import Request

from sandbox.chats import Chat
from sandbox.errors import Trouble
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.world import World

Json = dict[str, Any]


def world_of(request: Request) -> World:
    """The world behind the application."""
    world: World = request.app.state.world
    return world


async def body_of(request: Request) -> Json:
    """The JSON body; none counts as empty."""
    raw = await request.body()
    if not raw:
        return {}
    try:
        body = await request.json()
    except ValueError:
        raise Trouble(400, "the body is not JSON") from None
    if not isinstance(body, dict):
        raise Trouble(400, "the body is not an object")
    return body


def need(body: Json, name: str) -> Any:
    """A field that must be there."""
    if body.get(name) is None:
        raise Trouble(400, f"{name} is missing")
    return body[name]


def whole(value: Any, name: str) -> int:
    """A whole number, also when it came as text."""
    try:
        return int(value)
    except (TypeError, ValueError):
        raise Trouble(400, f"{name} is not a number") from None


def seconds(value: Any) -> float:
    """How long to wait, also when it came as text."""
    try:
        return float(value)
    except (TypeError, ValueError):
        raise Trouble(400, "wait is not a number") from None


def person_of(request: Request) -> Person:
    """The person of the path."""
    return world_of(request).person(whole(request.path_params["person"], "person"))


def visible_chat(world: World, person: Person, chat_id: int) -> Chat:
    """A chat this person is in."""
    chat = world.chat(chat_id)
    inside = chat.id == person.id if chat.private else chat.standing(person.id).present
    if not inside:
        raise Trouble(404, f"{person.name}不在这个群里（{chat_id}）")
    return chat


def writable_chat(world: World, person: Person, chat_id: int) -> Chat:
    """A chat this person may write in now."""
    chat = visible_chat(world, person, chat_id)
    if chat.migrated_to:
        raise Trouble(409, f"本群已升级为超级群 {chat.migrated_to}")
    if not chat.private and chat.standing(person.id).status == "restricted":
        raise Trouble(409, f"{person.name}在这里不能发言")
    return chat


def visible_message(chat: Chat, message_id: int) -> Message:
    """A message that is still there."""
    message = chat.messages.get(message_id)
    if message is None or message.deleted:
        raise Trouble(404, f"这条消息已经不在了（{message_id}）")
    return message
