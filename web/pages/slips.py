"""The page of a slip (一户一码): the same for every code of twelve digits, whether there is such a code or not.

It looks nothing up but the building that is printed before the code, so nobody learns from it which codes are good,
and looking uses nothing up: only what the person confirms in the bot does.
"""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from web.front import Front
from web.layout import Reading, page
from web.pages.buildings import face_of

CODE = re.compile(r"[0-9]{12}")
GROUP = 4


def routes(front: Front) -> list[BaseRoute]:
    """With the building in the address, as it is printed, with something else in its place, and without."""

    async def slip(request: Request) -> Response:
        reading, code = Reading.of(request, front), request.path_params["code"]
        if CODE.fullmatch(code) is None:
            words = reading.texts.say("web.wrong.slip")
            return page(reading, "wrong", status=404, words=words, telegram=front.telegram())
        face = await face_of(front, request.path_params.get("building_id"))
        groups = [code[start : start + GROUP] for start in range(0, len(code), GROUP)]
        return page(
            reading.at(face),
            "slip",
            groups=groups,
            face=face,
            username=front.username(),
            telegram=front.telegram(f"s_{code}"),
        )

    return [Route("/s/{building_id:number}/{code}", slip), Route("/s/{_}/{code}", slip), Route("/s/{code}", slip)]
