"""The page of a personal link (个人链接): what it is for, and until when; or why it opens nothing any more."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from domain.outcomes import Reason, Refusal
from rendering.dates import moment
from rendering.refusals import refusal_words
from services.links import open_link
from web.front import Front
from web.layout import Reading, page

GONE = frozenset({Reason.EXPIRED, Reason.WRONG_STATE})


def routes(front: Front) -> list[BaseRoute]:
    """`/l/` and the token."""

    async def link(request: Request) -> Response:
        reading = Reading.of(request, front)
        found = await open_link(front.database, token=request.path_params["token"], at=front.now())
        if isinstance(found, Refusal):
            status = 410 if found.reason in GONE else 404
            words = refusal_words(reading.texts, found, front.zone)
            return page(reading, "wrong", status=status, words=words, telegram=front.telegram())
        purpose = reading.texts.say(f"web.link.{found.purpose.value}")
        return page(reading, "link", purpose=purpose, until=moment(reading.texts, found.expires_at, front.zone))

    return [Route("/l/{token}", link)]
