"""The bot's door: a request is read, checked against the specification, perhaps spoiled by a fault, and played."""

import asyncio
import inspect
from contextlib import suppress
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from sandbox import spec, voting
from sandbox.call import Call, Upload
from sandbox.errors import Refusal, bad_request, forbidden
from sandbox.faults import Fault
from sandbox.methods import PLAYED
from sandbox.world import World

Json = dict[str, Any]
FLOODED = ("sendChatAction",)
LARGEST = 52 * 1024 * 1024


class BrokenLine(Response):
    """An answer that never arrives: the head of it is sent and the line drops, on any server."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Promise a byte and send none."""
        headers = [(b"content-length", b"1"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


async def read_request(request: Request) -> tuple[Json, dict[str, Upload]]:
    """Parameters and uploads from query, form, multipart or JSON; getMe sends nothing at all."""
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    params: Json = dict(request.query_params)
    if kind == "application/json":
        try:
            return params | await request.json(), {}
        except (ValueError, TypeError):
            raise bad_request("can't parse JSON object") from None
    if int(request.headers.get("content-length", 0)) > LARGEST:
        raise Refusal(413, "Request Entity Too Large")
    async with request.form(max_files=100, max_fields=1000) as form:
        fields, uploads = await part(form)
    return params | fields, uploads


async def part(form: FormData) -> tuple[Json, dict[str, Upload]]:
    """Fields and files of a form."""
    fields: Json = {}
    uploads: dict[str, Upload] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            mime = value.content_type or "application/octet-stream"
            uploads[name] = Upload(value.filename or name, mime, await value.read())
        else:
            fields[name] = value
    return fields, uploads


class BotDoor:
    """Answers /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(self, world: World) -> None:
        self.world = world

    def knows(self, request: Request) -> bool:
        """Whether the token opens the door."""
        return self.world.token in (None, request.path_params["token"])

    async def file(self, request: Request) -> Response:
        """The bytes of a file."""
        path = request.path_params["path"]
        stored = next((one for one in self.world.state.files.values() if one.path == path), None)
        data = self.world.files.get(stored.id) if stored and self.knows(request) else None
        if stored is None or data is None:
            return JSONResponse(Refusal(404, "Not Found").answer(), 404)
        return Response(data, media_type="application/octet-stream")

    async def call(self, request: Request) -> Response:
        """One method call, logged with its end."""
        name, params = request.path_params["method"], {}
        self.world.calls.in_flight += 1
        self.world.changed.ring()
        try:
            if not self.knows(request):
                raise Refusal(401, "Unauthorized")
            name = spec.canonical(name)
            raw, uploads = await read_request(request)
            params = raw
            params = spec.read_parameters(name, raw, set(uploads))
            response = await self._with_faults(request, Call(self.world, name, params, uploads))
            self._log(name, params, uploads, None)
            return response
        except Refusal as refusal:
            self._log(name, params, {}, refusal.code)
            return JSONResponse(refusal.answer(), refusal.code)
        finally:
            self.world.calls.in_flight -= 1
            self.world.changed.ring()

    def _log(self, name: str, params: Json, uploads: dict[str, Upload], error: int | None) -> None:
        files = {key: f"<{len(upload.data)} bytes>" for key, upload in uploads.items()}
        self.world.calls.write(name, params | files, error_code=error, at=self.world.now().isoformat())

    async def _with_faults(self, request: Request, call: Call) -> Response:
        """Play the call as the fault plan lets it."""
        fault = self.world.faults.strike(call.method, call.get("chat_id"))
        if fault is None:
            return await self._played(request, call)
        self._refuse(fault)
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return await self._played(request, call)
        if fault.kind == "hang_after":
            await self._played(request, call)
        if fault.kind != "drop":
            await hung_up(request, fault.seconds)
        return BrokenLine()

    def _refuse(self, fault: Fault) -> None:
        """The faults that are plain errors."""
        if fault.kind == "429":
            words = f"Too Many Requests: retry after {fault.retry_after}"
            raise Refusal(429, words, retry_after=fault.retry_after)
        if fault.kind == "500":
            raise Refusal(500, "Internal Server Error")
        if fault.kind == "403":
            raise forbidden("bot was blocked by the user")

    async def _played(self, request: Request, call: Call) -> Response:
        play = PLAYED.get(call.method)
        if play is None:
            raise Refusal(501, f"sandbox: method {call.method} is not played")
        self._flood(call)
        voting.close_due(self.world)
        watch = asyncio.create_task(watch_caller(request, call)) if call.method == "getUpdates" else None
        try:
            result = play(call)
            result = await result if inspect.isawaitable(result) else result
        finally:
            if watch:
                watch.cancel()
        return JSONResponse({"ok": True, "result": result})

    def _flood(self, call: Call) -> None:
        """Sends, forwards and copies are counted; edits are not."""
        counted = call.method.startswith(("send", "forward", "copy")) and call.method not in FLOODED
        chat_id = call.get("chat_id")
        wait = self.world.flood.retry_after(chat_id) if counted and isinstance(chat_id, int) else 0
        if wait:
            raise Refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


async def hung_up(request: Request, seconds: float) -> None:
    """Wait until the caller gives up, at most so long."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while (await request.receive())["type"] != "http.disconnect":
                pass


async def watch_caller(request: Request, call: Call) -> None:
    """Notice a poller that went away, so that its long poll ends with it."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    call.gone.set()
    call.world.updates.arrived.ring()
