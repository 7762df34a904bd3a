"""The product's own web application (自己的网页): what this is, whether it is well, and the webhook's route."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from rendering.texts import SPOKEN, texts
from services import Database
from services.rosters import compounds

HERE = Path(__file__).parent
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not a secret
LARGEST_UPDATE = 1024 * 1024
"""Bytes; Telegram's updates are far smaller."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Webhook:
    """The webhook (回调): its secret, and where raw updates go. `receive` returns once they are stored."""

    secret: str
    receive: Callable[[bytes], Awaitable[None]]


def create_app(
    *, database: Database, locale: str, username: Callable[[], str | None], webhook: Webhook | None = None
) -> Starlette:
    """The application; with a `webhook`, Telegram's door is in it."""
    pages = Pages(database, locale, username)
    routes: list[Route | Mount] = [
        Route("/", pages.home),
        Route("/healthz", pages.health),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    if webhook is not None:
        routes.append(Route("/telegram", Door(webhook).post, methods=["POST"]))
    return Starlette(routes=routes, middleware=[Middleware(BaseHTTPMiddleware, dispatch=_guard)])


async def _guard(request: Request, call_next: RequestResponseEndpoint) -> Response:
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


class Pages:
    """Pages for a browser, readable without script."""

    def __init__(self, database: Database, locale: str, username: Callable[[], str | None]) -> None:
        self._database, self._locale, self._username = database, locale, username
        self._templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True)

    async def home(self, request: Request) -> Response:
        """「这是什么」: what this is, for whom, and where to begin."""
        wanted = request.query_params.get("lang")
        words = texts(wanted if wanted in SPOKEN else self._locale)
        names = [compound.name for compound in await compounds(self._database)]
        page = self._templates.get_template("home.html")
        return HTMLResponse(page.render(say=words.say, locale=words.locale, compounds=names, username=self._username()))

    async def health(self, request: Request) -> Response:
        """For a watchdog: the process answers and so does its database."""
        await compounds(self._database)
        return JSONResponse({"ok": True})


class Door:
    """Telegram's door (回调入口)."""

    def __init__(self, webhook: Webhook) -> None:
        self._webhook = webhook

    async def post(self, request: Request) -> Response:
        """200 once the update is stored; 403 without the secret, compared in constant time."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._webhook.secret.encode()):
            return Response(status_code=403)
        content = await request.body()
        if len(content) > LARGEST_UPDATE:
            return Response(status_code=413)
        await self._webhook.receive(content)
        return Response(status_code=200)
