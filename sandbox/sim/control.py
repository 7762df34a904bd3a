"""The stage machinery: clock, stillness, reset, the log of calls, faults."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from sandbox import voting
from sandbox.backstage import Backstage
from sandbox.errors import Trouble
from sandbox.sim.reading import body_of, whole, world_of
from sandbox.updates import KINDS

Json = dict[str, Any]


def backstage_of(request: Request) -> Backstage:
    """The host, or the sandbox standing in for one."""
    host: Backstage = request.app.state.backstage
    return host


async def get_clock(request: Request) -> JSONResponse:
    """GET /sim/clock."""
    return JSONResponse(await backstage_of(request).clock())


async def post_clock(request: Request) -> JSONResponse:
    """POST /sim/clock: step forward; polls close on the way, browsers hear of it."""
    world, body = world_of(request), await body_of(request)
    seconds, to_next = body.get("advance_seconds"), bool(body.get("to_next"))
    if seconds is None and not to_next:
        raise Trouble(400, "advance_seconds or to_next is missing")
    told = await backstage_of(request).advance(
        seconds=None if seconds is None else whole(seconds, "advance_seconds"), to_next=to_next
    )
    voting.close_due(world)
    world.listeners.tell("clock", dict(told))
    return JSONResponse(told)


async def post_settle(request: Request) -> JSONResponse:
    """POST /sim/settle."""
    return JSONResponse(await backstage_of(request).settle())


async def post_reset(request: Request) -> JSONResponse:
    """POST /sim/reset."""
    await backstage_of(request).reset()
    return JSONResponse({})


async def get_calls(request: Request) -> JSONResponse:
    """GET /sim/calls?method=&since=N."""
    calls = world_of(request).calls
    since = whole(request.query_params.get("since") or 0, "since")
    found = calls.since(since, request.query_params.get("method") or None)
    return JSONResponse({"calls": found, "last": calls.last})


def faults_left(request: Request) -> Json:
    """The plan as it stands."""
    world = world_of(request)
    waiting = list(world.updates.faults)
    updates = [{"kind": kind, "times": waiting.count(kind)} for kind in KINDS if kind in waiting]
    return {"plan": world.faults.left(), "updates": updates}


async def get_faults(request: Request) -> JSONResponse:
    """GET /sim/faults."""
    return JSONResponse(faults_left(request))


async def post_faults(request: Request) -> JSONResponse:
    """POST /sim/faults: a new plan for calls, for updates, or for both."""
    world, body = world_of(request), await body_of(request)
    if "plan" in body:
        world.faults.replace(body["plan"])
    if "updates" in body:
        kinds = [entry["kind"] for entry in body["updates"] for _ in range(entry.get("times", 1))]
        if set(kinds) - set(KINDS):
            raise Trouble(400, f"faults of updates are {', '.join(KINDS)}")
        world.updates.faults.clear()
        world.updates.faults.extend(kinds)
    return JSONResponse(faults_left(request))
