"""What people do besides writing: start, block, press, forge, vote."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from sandbox import callbacks, membership, voting
from sandbox.chats import Chat
from sandbox.entities import with_found
from sandbox.errors import Trouble
from sandbox.formatting import body as text_body
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.posting import person_posts
from sandbox.sim.reading import body_of, need, person_of, seconds, visible_chat, visible_message, whole, world_of
from sandbox.world import World

Json = dict[str, Any]
DEEP_LINK = re.compile(r"(?:https?://)?t\.me/(\w+)\?start=([\w-]*)|tg://resolve\?domain=(\w+)&start=([\w-]*)")
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
QUIET: Json = {"callback_query_id": None, "answered": False, "answer": None, "opened": None}


def start(world: World, person: Person, payload: str | None) -> None:
    """Open the talk with the bot (again) and say /start."""
    if payload and not PAYLOAD.fullmatch(payload):
        raise Trouble(400, "a payload has 1 to 64 characters of A-Z, a-z, 0-9, _ and -")
    chat = world.chat(person.id)
    if chat.blocked:
        membership.set_blocked(world, chat, blocked=False)
    chat.started = True
    text = f"/start {payload}" if payload else "/start"
    person_posts(world, chat, person, text_body(text, with_found(text, []), "text"))


async def post_start(request: Request) -> JSONResponse:
    """POST /sim/people/{p}/start: the town's version, with what was said."""
    body = await body_of(request)
    start(world_of(request), person_of(request), body.get("payload"))
    return JSONResponse({"version": world_of(request).state.counters.version})


async def post_block(request: Request) -> JSONResponse:
    """POST /sim/people/{p}/block and /unblock."""
    world, person = world_of(request), person_of(request)
    chat, blocked = world.chat(person.id), request.url.path.endswith("/block")
    if chat.blocked != blocked:
        membership.set_blocked(world, chat, blocked=blocked)
    return JSONResponse({})


def button_of(message: Message, data: str | None, text: str | None) -> Json:
    """The button meant, by its data or its label."""
    for button in message.buttons():
        if (data is not None and button.get("callback_data") == data) or (text is not None and button["text"] == text):
            return button
    raise Trouble(400, f"这条消息上没有按钮「{text or data}」")


async def post_press(request: Request) -> JSONResponse:
    """POST /sim/people/{p}/press."""
    world, person, body = world_of(request), person_of(request), await body_of(request)
    chat = visible_chat(world, person, whole(need(body, "chat"), "chat"))
    message = visible_message(chat, whole(need(body, "message_id"), "message_id"))
    if body.get("text") and message.markup and "keyboard" in message.markup:
        return JSONResponse(type_button(world, chat, person, message, str(body["text"])))
    button = button_of(message, body.get("data"), body.get("text"))
    if "callback_data" in button:
        return JSONResponse(await pressed(world, chat, message, person, button["callback_data"], body))
    url = button.get("url") or button.get("web_app", {}).get("url") or button.get("login_url", {}).get("url")
    if url:
        follow(world, person, url)
    return JSONResponse(QUIET | {"opened": url})


def type_button(world: World, chat: Chat, person: Person, message: Message, label: str) -> Json:
    """A button of a reply keyboard says its label for the person."""
    keys = [key if isinstance(key, str) else key["text"] for row in (message.markup or {})["keyboard"] for key in row]
    if label not in keys:
        raise Trouble(400, f"没有按钮「{label}」")
    person_posts(world, chat, person, text_body(label, with_found(label, []), "text"))
    return QUIET


def follow(world: World, person: Person, url: str) -> None:
    """A deep link to the bot opens the talk; every other address is only reported."""
    if match := DEEP_LINK.fullmatch(url):
        name, payload = match.group(1) or match.group(3), match.group(2) or match.group(4)
        if name.lower() == world.bot.username.lower():
            start(world, person, payload or None)


async def pressed(world: World, chat: Chat, message: Message, person: Person, data: str, body: Json) -> Json:
    """Press and wait a while for the answer."""
    callback = callbacks.press(world, chat, message, person, data)
    await world.changed.until(lambda: callback.answered, seconds(body.get("wait", 5)))
    told: Json = {"callback_query_id": callback.id, "answered": callback.answered, "answer": callback.answer}
    url = (callback.answer or {}).get("url")
    if url:
        follow(world, person, url)
    return told | {"opened": url}


async def post_forge(request: Request) -> JSONResponse:
    """POST /sim/people/{p}/forge: a press no button offers, also on a message that is gone."""
    world, person, body = world_of(request), person_of(request), await body_of(request)
    chat = visible_chat(world, person, whole(need(body, "chat"), "chat"))
    message = chat.messages.get(whole(need(body, "message_id"), "message_id"))
    if message is None:
        raise Trouble(404, "there is no such message")
    return JSONResponse(await pressed(world, chat, message, person, str(need(body, "data")), body))


async def post_vote(request: Request) -> JSONResponse:
    """POST /sim/people/{p}/vote."""
    world, person, body = world_of(request), person_of(request), await body_of(request)
    chat = visible_chat(world, person, whole(need(body, "chat"), "chat"))
    message = visible_message(chat, whole(need(body, "message_id"), "message_id"))
    if message.poll_id is None:
        raise Trouble(400, "there is no poll in this message")
    voting.close_due(world)
    chosen = [whole(option, "option") for option in need(body, "option_ids")]
    voting.vote(world, chat, person, world.state.polls[message.poll_id], chosen)
    return JSONResponse({})


async def post_typed_update(request: Request) -> JSONResponse:
    """POST /sim/people/{p}/typed_update: an update exactly as given."""
    body = await body_of(request)
    return JSONResponse({"update_id": world_of(request).updates.add_raw(need(body, "update"))})
