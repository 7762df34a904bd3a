"""The page of a personal link (个人链接): what it is for, and until when; or why it opens nothing any more."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from domain.links import LinkPurpose, PersonalLink
from domain.outcomes import Reason, Refusal
from rendering import dates
from rendering import days as drawn
from rendering.refusals import refusal_words
from services.days import lent_calendar
from services.links import open_link
from web.front import Front
from web.layout import Reading, page
from web.pages.consultations import asked
from web.pages.whistles import called

GONE = frozenset({Reason.EXPIRED, Reason.WRONG_STATE})


def routes(front: Front) -> list[BaseRoute]:
    """`/l/` and the token."""

    async def link(request: Request) -> Response:
        reading = Reading.of(request, front)
        found = await open_link(front.database, token=request.path_params["token"], at=front.now())
        if isinstance(found, Refusal):
            return _nothing(reading, front, found)
        if found.purpose is LinkPurpose.UNIT and (drawn_up := await asked(request, reading, front, found)) is not None:
            return drawn_up
        if found.purpose is LinkPurpose.WHISTLE and (sheet := await called(request, reading, front, found)) is not None:
            return sheet
        if request.method == "POST":
            raise HTTPException(405)
        if found.purpose is LinkPurpose.CALENDAR:
            return await _calendar(reading, front, found)
        return page(
            reading,
            "link",
            purpose=_purpose(reading, found),
            until=dates.until(reading.texts, found.expires_at, front.zone),
        )

    return [Route("/l/{token}", link, methods=["GET", "POST"])]


def _purpose(reading: Reading, link: PersonalLink) -> str:
    """What it is for."""
    return reading.texts.say(f"web.link.{link.purpose.value}")


def _nothing(reading: Reading, front: Front, refusal: Refusal) -> Response:
    """Why it opens nothing: gone, or never there."""
    status = 410 if refusal.reason in GONE else 404
    words = refusal_words(reading.texts, refusal, front.zone)
    return page(reading, "wrong", status=status, words=words, telegram=front.telegram())


async def _calendar(reading: Reading, front: Front, link: PersonalLink) -> Response:
    """我的日历: every day of six weeks in its stretch, no name on it."""
    found = await lent_calendar(front.database, link=link, at=front.now(), zone=front.zone)
    if isinstance(found, Refusal):
        return _nothing(reading, front, found)
    texts = reading.texts.speaking(found.profile.words)
    return page(
        reading,
        "calendar",
        purpose=_purpose(reading, link),
        today=drawn.today(texts, found),
        days=[drawn.stretch_words(texts, one, front.zone) for one in found.stretches],
        counted=drawn.counted(texts, found),
        until=dates.until(texts, link.expires_at, front.zone),
    )
