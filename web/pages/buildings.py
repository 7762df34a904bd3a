"""The page of a building (楼栋): whom to ask, what is being done, which announcements hang; no names, no doors."""

from __future__ import annotations

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from domain.announcements import Announcement
from domain.board_facts import public_issue, public_notice
from domain.issues import Issue
from domain.registry import BuildingFace
from rendering.announcements import number
from rendering.dates import day
from rendering.issues_hiding import public_words
from rendering.issues_ladder import until_words
from rendering.issues_progress import state_words
from services.announcements import in_force
from services.buildings import building_face
from services.issues import public_list
from web.front import Front
from web.layout import Reading, page

MOST = 20
"""Reports shown, the oldest first: what waits longest stands on top."""


async def face_of(front: Front, building_id: int | None) -> BuildingFace | None:
    """The building with this number in an address, if there is one."""
    if building_id is None:
        return None
    return await building_face(front.database, building_id=building_id, at=front.now())


def routes(front: Front) -> list[BaseRoute]:
    """`/b/` and the building's number."""

    async def building(request: Request) -> Response:
        reading, key, at = Reading.of(request, front), request.path_params["building_id"], front.now()
        face = await face_of(front, key)
        if face is None:
            words = reading.texts.say("web.wrong.building")
            return page(reading, "wrong", status=404, words=words, telegram=front.telegram())
        reading = reading.at(face)
        cover = await front.covers.over(front.database, face.building.compound_id, at)
        issues = [public_issue(one, cover) for one in await public_list(front.database, building_id=key)]
        notices = [public_notice(one, cover) for one in await in_force(front.database, building_id=key, at=at)]
        return page(
            reading,
            "building",
            face=face,
            issues=[_issue(reading, front, issue, at) for issue in issues[:MOST]],
            more=max(len(issues) - MOST, 0),
            notices=[_notice(reading, front, item) for item in notices],
            telegram=front.telegram(),
        )

    return [Route("/b/{building_id:number}", building)]


def _issue(reading: Reading, front: Front, issue: Issue, at: datetime) -> tuple[str, str]:
    """What it is about, where it stands, and until when or how late, as its card in the group says."""
    words = public_words(reading.texts, issue)
    until = until_words(reading.texts, issue, at, front.zone)
    state = state_words(reading.texts, issue, front.zone)
    return words, f"{state} · {until}" if until else state


def _notice(reading: Reading, front: Front, item: Announcement) -> tuple[str, str, str]:
    """Its number, its day and its words."""
    assert item.published_at is not None, "it hangs"
    return number(reading.texts, item), day(reading.texts, item.published_at, front.zone), item.text
