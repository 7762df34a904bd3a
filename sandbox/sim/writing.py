"""What people write and show: text, files, albums, places, stickers, forwards, edits."""

from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse

from sandbox import formatting
from sandbox.attachments import MIMES, content_of, keep, measured, sticker
from sandbox.chats import Chat
from sandbox.entities import with_found
from sandbox.errors import Trouble
from sandbox.forwarding import forward_fields
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.posting import bot_hears, person_posts
from sandbox.sim.reading import (
    body_of,
    need,
    person_of,
    visible_chat,
    visible_message,
    whole,
    world_of,
    writable_chat,
)
from sandbox.views import message_view, person_view
from sandbox.world import World

Json = dict[str, Any]
FILES = ("document", *MIMES)


async def form_of(request: Request) -> tuple[Json, list[Json]]:
    """Fields of the request, and the contents made of its files."""
    if not request.headers.get("content-type", "").startswith("multipart/"):
        return await body_of(request), []
    world, contents = world_of(request), []
    async with request.form() as form:
        fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                contents.append(await file_content(world, name, value))
    return fields, contents


async def file_content(world: World, kind: str, upload: UploadFile) -> Json:
    """A file as message content."""
    if kind not in FILES:
        raise Trouble(400, f"files are named {', '.join(FILES)}, not {kind}")
    data = await upload.read()
    mime = MIMES.get(kind) or upload.content_type or "application/octet-stream"
    facts = measured(data) if kind == "photo" else {}
    return content_of(keep(world, kind, upload.filename or kind, mime, data, facts))


def text_content(body: Json, field: str) -> Json:
    """The person's words with the entities a phone would find in them."""
    text = str(body.get("text") or body.get("caption") or "").strip()
    if not text:
        return {}
    given = body.get("entities")
    return formatting.body(text, given if isinstance(given, list) else with_found(text, []), field)


def contents_of(world: World, person: Person, body: Json, files: list[Json]) -> list[Json]:
    """The messages this request makes: one, or an album of several files."""
    if files:
        captioned = [files[0] | text_content(body, "caption"), *files[1:]]
        if len(captioned) == 1:
            return captioned
        world.state.counters.album += 1
        return [content | {"media_group_id": str(world.state.counters.album)} for content in captioned]
    if place := body.get("location"):
        return [{"location": {name: float(need(place, name)) for name in ("latitude", "longitude")}}]
    if emoji := body.get("sticker"):
        return [sticker(world, str(emoji))]
    content = text_content(body, "text")
    if not content:
        raise Trouble(400, "没有要发的内容")
    return [content]


def forwarded(world: World, person: Person, wanted: Json) -> Json:
    """Posting fields for a forward; protected content cannot travel."""
    chat = visible_chat(world, person, whole(need(wanted, "chat"), "chat"))
    message = visible_message(chat, whole(need(wanted, "message_id"), "message_id"))
    if message.protected:
        raise Trouble(409, "这条消息受保护，不能转发")
    return forward_fields(world, message)


def optional_number(body: Json, name: str) -> int | None:
    """A number that may be absent, or empty in a form."""
    return whole(body[name], name) if body.get(name) else None


def say(world: World, chat: Chat, person: Person, body: Json, files: list[Json]) -> list[Message]:
    """Post everything the request holds."""
    common: Json = {
        "reply_to": optional_number(body, "reply_to"),
        "thread_id": optional_number(body, "thread"),
        "as_channel": body.get("as_channel") in (True, "true"),
    }
    start_by_writing(chat)
    if wanted := body.get("forward_from"):
        return [person_posts(world, chat, person, **forwarded(world, person, wanted), **common)]
    contents = contents_of(world, person, body, files)
    return [person_posts(world, chat, person, content, **common) for content in contents]


def start_by_writing(chat: Chat) -> None:
    """Writing to a bot in private opens the talk just as the start button does."""
    if chat.private and not chat.blocked:
        chat.started = True


async def post_messages(request: Request) -> JSONResponse:
    """POST /sim/people/{p}/chats/{chat}/messages."""
    world, person = world_of(request), person_of(request)
    chat = writable_chat(world, person, whole(request.path_params["chat"], "chat"))
    body, files = await form_of(request)
    sent = say(world, chat, person, body, files)
    return JSONResponse({"messages": [person_view(world, message, person.id) for message in sent]})


async def post_edit(request: Request) -> JSONResponse:
    """POST /sim/people/{p}/chats/{chat}/edit."""
    world, person, body = world_of(request), person_of(request), await body_of(request)
    chat = writable_chat(world, person, whole(request.path_params["chat"], "chat"))
    message = visible_message(chat, whole(need(body, "message_id"), "message_id"))
    if message.sender_id != person.id:
        raise Trouble(409, "只能改自己发的消息")
    field = "text" if "text" in message.content else "caption"
    message.content |= text_content({"text": need(body, "text")}, field)
    message.edit_date = world.timestamp()
    world.changed_message(chat, message)
    if bot_hears(world, chat, message):
        world.updates.add("edited_message", message_view(world, message), chat.id)
    return JSONResponse(person_view(world, message, person.id))
