"""The application: three doors on one port, and the machinery that runs while it is up."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox import voting
from sandbox.backstage import Alone, Backstage
from sandbox.bot_api import BotDoor
from sandbox.errors import Trouble
from sandbox.sim.routes import ROUTES
from sandbox.webhook import Postman
from sandbox.world import World

PAGE = Path(__file__).with_name("page")
SAVE_EVERY, LOOK_EVERY = 0.2, 0.5

SAVE_SHARE = 20.0
"""How many times as long as writing it took the town is left alone before it is written again."""

OWN = ("script-src", "style-src", "img-src", "media-src", "connect-src")
NOBODY = ("default-src", "base-uri", "form-action", "frame-ancestors")
STRICT = {
    "content-security-policy": "; ".join([f"{what} 'none'" for what in NOBODY] + [f"{what} 'self'" for what in OWN]),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}
"""The page runs nothing but its own files, whatever people write to each other; a new version is seen at once."""


class PageFiles(StaticFiles):
    """The page's own files, asked for anew each time (answered with 304 where nothing changed)."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The file, with the page's headers."""
        response = super().file_response(*args, **kwargs)
        response.headers.update(STRICT)
        return response


async def keep_house(world: World) -> None:
    """Close polls whose time has come and write the snapshot shortly after changes.

    A large town takes long to write, and nothing else moves meanwhile: it is written the more seldom.
    """
    since_look, rest = 0.0, 0.0
    while True:
        await asyncio.sleep(SAVE_EVERY)
        rest -= SAVE_EVERY
        if rest <= 0:
            began = time.monotonic()
            world.save()
            rest = SAVE_SHARE * (time.monotonic() - began)
        since_look += SAVE_EVERY
        if since_look >= LOOK_EVERY:
            since_look = 0.0
            voting.close_due(world)


async def trouble(request: Request, wrong: Exception) -> Response:
    """An act that cannot be, in words."""
    assert isinstance(wrong, Trouble)
    return JSONResponse({"error": wrong.words}, wrong.status)


async def index(request: Request) -> Response:
    """The messenger page, where it is shipped."""
    page = PAGE / "index.html"
    if not page.is_file():
        return PlainTextResponse("议事亭沙盒：没有聊天页面。")
    return FileResponse(page, headers=STRICT)


def bot_routes(world: World) -> list[BaseRoute]:
    """The bot's door."""
    door = BotDoor(world)
    return [
        Route("/bot{token}/{method}", door.call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", door.file),
    ]


def create_app(world: World, *, backstage: Backstage | None = None) -> Starlette:
    """Build the application around a world; without a host the sandbox is its own."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(keep_house(world)), asyncio.create_task(Postman(world).run())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            world.save()

    page: list[BaseRoute] = [Route("/", index)]
    if PAGE.is_dir():
        page.append(Mount("/static", PageFiles(directory=PAGE)))
    app = Starlette(
        routes=[*bot_routes(world), *ROUTES, *page], exception_handlers={Trouble: trouble}, lifespan=lifespan
    )
    app.state.world = world
    app.state.backstage = backstage or Alone(world)
    return app
