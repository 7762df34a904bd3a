"""What people see: the messages of a chat, the bytes of a file, and a stream of what changes."""

import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from sandbox import commands
from sandbox.errors import Trouble
from sandbox.files import StoredFile
from sandbox.sim.reading import person_of, seconds, visible_chat, whole, world_of
from sandbox.views import message_view, person_view
from sandbox.world import World

Json = dict[str, Any]


async def get_messages(request: Request) -> JSONResponse:
    """GET /sim/people/{p}/chats/{chat}/messages?since=N; looking marks the chat as read."""
    world, person = world_of(request), person_of(request)
    chat = visible_chat(world, person, whole(request.path_params["chat"], "chat"))
    since = whole(request.query_params.get("since", 0), "since")
    chat.read[person.id] = chat.last_message_id
    fresh = [message for message in chat.messages.values() if message.version > since]
    return JSONResponse(
        {
            "messages": [person_view(world, message, person.id) for message in fresh if since or not message.deleted],
            "commands": commands.seen_by(world.bot, chat, person.id, person.language_code),
            "pinned": chat.pinned,
            "version": chat.version,
        }
    )


async def get_changes(request: Request) -> JSONResponse:
    """GET /sim/changes?since=N: what changed anywhere in the town, in the order of change."""
    return JSONResponse(changes(world_of(request), whole(request.query_params.get("since", 0), "since")))


def changes(world: World, since: int) -> Json:
    """What changed after a version, and the version now."""
    fresh = [
        message for chat in world.state.chats.values() for message in chat.messages.values() if message.version > since
    ]
    messages = [
        message_view(world, message)
        | {"sim": {"sender": message.sender_id, "version": message.version, "deleted": message.deleted}}
        for message in sorted(fresh, key=lambda message: message.version)
    ]
    return {"messages": messages, "version": world.state.counters.version}


async def get_version(request: Request) -> JSONResponse:
    """GET /sim/version?since=N&wait=S: the town's version, as soon as it is another than N."""
    world, counters = world_of(request), world_of(request).state.counters
    since = whole(request.query_params.get("since", 0), "since")
    await world.changed.until(lambda: counters.version != since, seconds(request.query_params.get("wait", 0)))
    return JSONResponse({"version": counters.version})


async def get_file(request: Request) -> Response:
    """GET /sim/files/{file_id}."""
    world, file_id = world_of(request), request.path_params["file_id"]
    stored, data = world.state.files.get(file_id), world.files.get(file_id)
    if stored is None or data is None:
        raise Trouble(404, "没有这个文件")
    return Response(data, media_type=stored.mime, headers=file_headers(stored))


def file_headers(stored: StoredFile) -> dict[str, str]:
    """What people send each other is never run in the page's name; a document is for keeping."""
    headers = {"content-security-policy": "default-src 'none'; sandbox", "x-content-type-options": "nosniff"}
    if stored.kind == "document":
        headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(stored.name, safe='')}"
    return headers


async def get_events(request: Request) -> StreamingResponse:
    """GET /sim/events?person=P."""
    wanted = request.query_params.get("person")
    stream = events(world_of(request), whole(wanted, "person") if wanted else None)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def events(world: World, person_id: int | None) -> AsyncIterator[str]:
    """The events as text, from now on."""
    async with world.listeners.listening(person_id) as queue:
        yield ": 议事亭\n\n"
        while (item := await queue.get()) is not None:
            name, data = item
            yield f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
