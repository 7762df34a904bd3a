"""「这是什么」: what this is, for whom, and where to begin."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from services.boards import boards_up
from services.rosters import buildings, compounds
from web.front import Front
from web.layout import Reading, page


def routes(front: Front) -> list[BaseRoute]:
    """The first page."""

    async def about(request: Request) -> Response:
        found = await compounds(front.database)
        places = [(item.name, await buildings(front.database, compound_id=item.id)) for item in found]
        up = await boards_up(front.database)
        return page(Reading.of(request, front), "about", places=places, boards=up, telegram=front.telegram())

    return [Route("/", about)]
