"""The product's own web application (自己的网页): its pages, whether it is well, and the webhook's route."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.rosters import compounds
from web.door import Door, Webhook
from web.front import Front
from web.layout import Reading, page
from web.live import Streams
from web.pages import about, boards, buildings, links, posters, slips
from web.turnstile import WITHIN, Turnstile

ROOMS = (about, slips, posters, buildings, links)
UNCOUNTED = ("/static/", "/favicon.ico", "/healthz", "/telegram", "/robots.txt")
"""What the turnstile lets through: no page of these tells anything, and Telegram comes often."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors yet
    "X-Robots-Tag": "noindex, nofollow",
}
GUARDS = tuple((name.lower().encode(), value.encode()) for name, value in HEADERS.items())
ROBOTS = "User-agent: *\nDisallow: /\n"


def create_app(
    front: Front, *, seconds: Callable[[], float], webhook: Webhook | None = None, streams: Streams | None = None
) -> Starlette:
    """The application; with a `webhook`, Telegram's door is in it. `seconds` only grow."""
    routes: list[BaseRoute] = [
        *(route for room in ROOMS for route in room.routes(front)),
        *boards.routes(front, seconds, streams or Streams()),
        *_machinery(front),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
    ]
    if webhook is not None:
        routes.append(Route("/telegram", Door(webhook).post, methods=["POST"]))
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, front=front, turnstile=Turnstile(seconds))],
        exception_handlers={HTTPException: _nowhere(front), Exception: _broken(front)},
    )


def _machinery(front: Front) -> list[BaseRoute]:
    """What machines ask for."""

    async def health(_: Request) -> Response:
        """For a watchdog: the process answers and so does its database."""
        await compounds(front.database)
        return JSONResponse({"ok": True})

    async def robots(_: Request) -> Response:
        """Nothing here is for search engines."""
        return PlainTextResponse(ROBOTS)

    async def icon(_: Request) -> Response:
        """Browsers ask for one unbidden; there is none."""
        return Response(status_code=204)

    return [Route("/healthz", health), Route("/robots.txt", robots), Route("/favicon.ico", icon)]


class Guard:
    """Before every page (门卫): the turnstile, and what every answer tells the browser, unless it says so itself."""

    def __init__(self, app: ASGIApp, front: Front, turnstile: Turnstile) -> None:
        self._app, self._front, self._turnstile = app, front, turnstile

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(one for one in GUARDS if one[0] not in said)]
            await send(message)

        app = self._app if self._admits(scope) else self._busy(scope)
        await app(scope, receive, guarded)

    def _admits(self, scope: Scope) -> bool:
        client = scope.get("client")
        uncounted = scope["path"].startswith(UNCOUNTED)
        return uncounted or self._turnstile.admits(None if client is None else client[0])

    def _busy(self, scope: Scope) -> ASGIApp:
        response = _wrong(self._front, Request(scope), "busy", 429)
        response.headers["Retry-After"] = str(WITHIN)
        return response


def _nowhere(front: Front) -> Callable[[Request, Exception], Response]:
    def nowhere(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException), "registered for these"
        return _wrong(front, request, "page", error.status_code)

    return nowhere


def _broken(front: Front) -> Callable[[Request, Exception], Response]:
    def broken(request: Request, _: Exception) -> Response:
        """The reader gets words; the error itself goes on, to the log."""
        response = _wrong(front, request, "broken", 500)
        response.headers.update(HEADERS)
        return response

    return broken


def _wrong(front: Front, request: Request, what: str, status: int) -> Response:
    reading = Reading.of(request, front)
    return page(
        reading, "wrong", status=status, words=reading.texts.say(f"web.wrong.{what}"), telegram=front.telegram()
    )
