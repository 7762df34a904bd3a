"""Posters at the door (海报): where they hang, how they are laid out; and whoever comes by one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from domain.deliberation.stages import MatterAct
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.posters import Poster, PosterPlace, read_spots, read_tag
from domain.registry import Place
from handlers import anything, deliberation_words
from handlers.conversations import GONE
from handlers.turn import Turn
from rendering import deliberation as matters
from rendering import menu as menus
from rendering import posters as drawn
from rendering.poster_sheet import LAYOUTS, poster_sheet
from rendering.posters import (
    AskByPosters,
    AtBuildings,
    AtEntrances,
    DropPosters,
    MadePosters,
    MakePosters,
    PosterSpots,
    PrintAgain,
    WriteSpots,
)
from services import posters as acts
from services import rosters
from services.deliberation_pages import matter_page
from services.drafts import LIFETIME, Draft, begin_draft, change_draft, drop_draft, find_draft

NO_MATTER = Refusal(Reason.NOT_FOUND, {"what": "matter"})
NOT_FOUND = Refusal(Reason.NOT_FOUND)
KIND, CAME_BY = "posters", "came_by_poster"
SPOTS, WORDS = "posters.spots", "posters.words"
FRESH = timedelta(hours=1)
"""How long what somebody says counts as said on account of the poster they came by."""


def _place(compound_id: int, building_id: int) -> Place:
    return Place(compound_id, building_id or None)


def _ids(place: Place) -> tuple[int, int]:
    return place.compound_id or 0, place.building_id or 0


async def on_where(turn: Turn, button: PosterSpots) -> None:
    """二维码海报: where do they hang."""
    place = _place(button.compound_id, button.building_id)
    made = await acts.posters(turn.database, actor=turn.actor, place=place)
    if isinstance(made, Refusal):
        await turn.refuse(made)
        return
    entrances = await acts.entrances(turn.database, place=place)
    screen = drawn.where(
        turn.texts,
        _ids(place),
        entrances=len(entrances),
        buildings=len(await _buildings(turn, place)),
        made=len(made),
        linked=turn.public_url is not None,
    )
    await turn.redraw(screen)


async def _buildings(turn: Turn, place: Place) -> list[str]:
    assert place.compound_id is not None, "a button names one"
    found = await rosters.buildings(turn.database, compound_id=place.compound_id)
    return [building.label for building in found if place.building_id in (None, building.id)]


async def on_entrances(turn: Turn, button: AtEntrances) -> None:
    """每个单元门口一张."""
    place = _place(button.compound_id, button.building_id)
    ways = await acts.entrances(turn.database, place=place)
    say = turn.texts.plain
    spots = [say("posters.spot.entrance", building=building, entrance=entrance) for building, entrance in ways]
    await _begin(turn, place, spots)


async def on_buildings(turn: Turn, button: AtBuildings) -> None:
    """每栋楼门口一张."""
    place = _place(button.compound_id, button.building_id)
    labels = await _buildings(turn, place)
    await _begin(turn, place, [turn.texts.plain("posters.spot.building", building=label) for label in labels])


async def on_write(turn: Turn, button: WriteSpots) -> None:
    """我来写."""
    await _begin(turn, _place(button.compound_id, button.building_id), [])


async def on_matter(turn: Turn, button: AskByPosters) -> None:
    """[印海报] of a matter: a line each, or how many."""
    found = await matter_page(turn.database, actor=turn.actor, matter_id=button.matter_id, at=turn.at)
    if found is None:
        await turn.refuse(NO_MATTER)
    else:
        await _begin(turn, found.matter.place, [], matter=button.matter_id)


async def _begin(turn: Turn, place: Place, spots: Sequence[str], **more: int) -> None:
    """Keep what is to be printed; without spots, the person's next words name them."""
    if (refusal := permit(turn.actor, Act.PRINT_POSTERS, place)) is not None:
        await turn.refuse(refusal)
        return
    begun = await begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body={"place": list(_ids(place)), "spots": list(spots), **more},
        awaiting=None if spots else SPOTS,
        **turn.acting,
    )
    assert not isinstance(begun, Refusal), "beginning is never refused"
    await turn.redraw(drawn.check(turn.texts, begun["draft_id"], spots) if spots else drawn.ask_spots(turn.texts))


async def on_spots(turn: Turn, draft: Draft) -> None:
    """The person's words name the places, or how many."""
    spots = read_spots(turn.message.text or "")
    if isinstance(spots, Refusal):
        await turn.refuse(spots)
        return
    changed = await change_draft(
        turn.database, draft_id=draft.id, changes={"spots": spots}, awaiting=None, **turn.acting
    )
    if isinstance(changed, Refusal):
        await turn.refuse(changed)
        return
    await turn.show(drawn.check(turn.texts, draft.id, changed["body"]["spots"]))


async def on_make(turn: Turn, button: MakePosters) -> None:
    """印: numbers and tags are made once for each draft, however often it is pressed."""
    draft = await find_draft(turn.database, draft_id=button.draft_id, at=turn.at)
    if draft is None or (draft.kind, draft.person_id) != (KIND, turn.person_id) or button.per_page not in LAYOUTS:
        await turn.refuse(GONE)
        return
    place = _place(*draft.body["place"])
    made = await acts.make_posters(
        turn.database,
        actor=turn.actor,
        place=place,
        spots=draft.body["spots"],
        matter_id=draft.body.get("matter"),
        source=f"draft:{draft.id}",
        at=turn.at,
    )
    if isinstance(made, Refusal):
        await turn.refuse(made)
        return
    await _print(turn, place, made["first"], made["last"], button.per_page)


async def on_again(turn: Turn, button: PrintAgain) -> None:
    """再印一次."""
    if button.per_page not in LAYOUTS:
        await turn.refuse(NOT_FOUND)
        return
    place = _place(button.compound_id, button.building_id)
    await _print(turn, place, button.first, button.last, button.per_page)


async def _print(turn: Turn, place: Place, first: int, last: int, per_page: int) -> None:
    found = await acts.posters(turn.database, actor=turn.actor, place=place)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    lot = [poster for poster in found if first <= poster.number <= last]
    if not lot:
        await turn.refuse(NOT_FOUND)
        return
    await turn.redraw(drawn.setting(turn.texts, _ids(place), lot[0].number, lot[-1].number))
    await _send(turn, place, lot, per_page)


async def _send(turn: Turn, place: Place, lot: Sequence[Poster], per_page: int) -> None:
    """The sheet, set beside the loop: a large lot takes seconds."""
    names = await rosters.place_names(turn.database)
    sheet = await asyncio.to_thread(
        poster_sheet,
        turn.texts,
        names.of(Place(place.compound_id)),
        lot,
        per_page=per_page,
        public_url=turn.public_url,
        bot=turn.bot.username,
    )
    linked = turn.public_url is not None
    await turn.show(drawn.printed(turn.texts, names.of(place), lot, sheet, linked=linked))


async def on_drop(turn: Turn, button: DropPosters) -> None:
    """算了."""
    dropped = await drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    await (turn.refuse(dropped) if isinstance(dropped, Refusal) else turn.redraw(drawn.dropped(turn.texts)))


async def on_made(turn: Turn, button: MadePosters) -> None:
    """看印过的."""
    place = _place(button.compound_id, button.building_id)
    found = await acts.posters(turn.database, actor=turn.actor, place=place)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    name = (await rosters.place_names(turn.database)).of(place)
    screen = drawn.made(turn.texts, _ids(place), name, found) if found else drawn.none_made(turn.texts)
    await turn.redraw(screen)


async def on_arrived(turn: Turn, text: str) -> None:
    """Somebody comes by a poster: what they say next is said at its place, and counted for it."""
    tag = read_tag(text)
    place = None if tag is None else await acts.look_at_poster(turn.database, tag=tag)
    if place is None:
        await turn.show(menus.odd(turn.texts, "link", turn.actor))
        return
    if place.matter_id is not None and tag is not None:
        await _asked(turn, place, place.matter_id, tag)
        return
    await begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind=CAME_BY,
        body={"tag": tag, "place": [place.compound_id, place.building_id or 0]},
        awaiting=WORDS,
        **turn.acting,
    )
    await turn.show(drawn.arrived(turn.texts, place))


async def _asked(turn: Turn, place: PosterPlace, matter_id: int, tag: str) -> None:
    """A poster that asks about a matter: what do they think? Once that is over, what came of it."""
    found = await matter_page(turn.database, actor=turn.actor, matter_id=matter_id, at=turn.at)
    if found is None:
        await turn.show(drawn.asks(turn.texts, place))
    elif MatterAct.SPEAK in found.matter.procedure.step(found.matter.stage).acts:
        await deliberation_words.speak_by_poster(turn, found.matter, tag)
    else:
        await turn.show(matters.page(turn.texts, found, at=turn.at, zone=turn.zone))


async def on_words(turn: Turn, draft: Draft) -> None:
    """What they say, as anybody's words; for an hour, with the place they came by."""
    if draft.expires_at - turn.at < LIFETIME - FRESH:
        await anything.on_words(turn)
    else:
        await anything.on_words(turn, near=_place(*draft.body["place"]), poster=draft.body["tag"])


BUTTONS: dict[Any, Any] = {
    PosterSpots: on_where,
    AskByPosters: on_matter,
    AtEntrances: on_entrances,
    AtBuildings: on_buildings,
    WriteSpots: on_write,
    MakePosters: on_make,
    DropPosters: on_drop,
    MadePosters: on_made,
    PrintAgain: on_again,
}
STEPS: dict[str, Any] = {SPOTS: on_spots, WORDS: on_words}
STARTS: dict[str, Any] = {"p": on_arrived}
