"""The page of a poster (海报): what its place may be told about, counted once when somebody opens it."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from domain.posters import PosterPlace, read_tag
from services.posters import look_at_poster, open_poster
from web.front import Front
from web.layout import Reading, first_look, page
from web.pages.buildings import face_of


def routes(front: Front) -> list[BaseRoute]:
    """`/p/` and the tag."""

    async def poster(request: Request) -> Response:
        reading, tag = Reading.of(request, front), read_tag(request.path_params["tag"])
        place = None if tag is None else await _look(front, tag, count=first_look(request))
        if place is None:
            words = reading.texts.say("web.wrong.poster")
            return page(reading, "wrong", status=404, words=words, telegram=front.telegram())
        if place.matter_id is not None:
            cover = await front.covers.over(front.database, place.compound_id, front.now())
            place = replace(place, asks=cover(place.asks))
            return page(reading, "poster_matter", place=place, telegram=front.telegram(f"p_{tag}"))
        face = await face_of(front, place.building_id)
        return page(reading.at(face), "poster", place=place, face=face, telegram=front.telegram(f"p_{tag}"))

    return [Route("/p/{tag}", poster)]


async def _look(front: Front, tag: str, *, count: bool) -> PosterPlace | None:
    looked = open_poster if count else look_at_poster
    return await looked(front.database, tag=tag)
