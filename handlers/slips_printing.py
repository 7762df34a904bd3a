"""Printing slips (印登记码): codes are drawn here, sealed by the act, printed, sent in private, and kept nowhere."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Place
from domain.units import DwellingUnit
from handlers.slips import fresh_code
from handlers.turn import Turn
from rendering import slips_printing as drawn
from rendering.doorways import ANY_ENTRANCE, ANY_FLOOR
from rendering.households_served import Served, ServedDoors
from rendering.slip_sheet import SlipFace, slip_sheet
from rendering.slips_printing import AskReprint, PrintOne, PrintSlips, Reprint
from services import buildings, households_pages, rosters, slips

NO_HOME = Refusal(Reason.NOT_FOUND, {"what": "home"})


def _place(compound_id: int, building_id: int) -> Place:
    return Place(compound_id, building_id or None)


async def on_print(turn: Turn, button: PrintSlips) -> None:
    """印登记码: for homes with neither anybody registered nor a slip."""
    place = _place(button.compound_id, button.building_id)
    found = await households_pages.wanted(turn.database, place=place, at=turn.at)
    await _print(turn, place, found.fresh, reprint=False)


async def on_ask_reprint(turn: Turn, button: AskReprint) -> None:
    """重印: a second look first."""
    place = _place(button.compound_id, button.building_id)
    if (refusal := permit(turn.actor, Act.PRINT_SLIPS, place)) is not None:
        await turn.refuse(refusal)
        return
    found = await households_pages.wanted(turn.database, place=place, at=turn.at)
    where = (await rosters.place_names(turn.database)).of(place)
    back = (
        ServedDoors(button.building_id, ANY_ENTRANCE, ANY_FLOOR)
        if button.building_id
        else Served(button.compound_id, 0)
    )
    await turn.redraw(
        drawn.ask_reprint(turn.texts, where, button.compound_id, button.building_id, len(found.out), back)
    )


async def on_reprint(turn: Turn, button: Reprint) -> None:
    """真的重印."""
    place = _place(button.compound_id, button.building_id)
    found = await households_pages.wanted(turn.database, place=place, at=turn.at)
    await _print(turn, place, found.out, reprint=True)


async def on_one(turn: Turn, button: PrintOne) -> None:
    """给这一户印一张."""
    unit = await households_pages.unit_of(turn.database, unit_id=button.unit_id)
    if unit is None:
        await turn.refuse(NO_HOME)
        return
    await _print(turn, unit.place, [unit.id], reprint=True, home=unit.name)


async def _print(turn: Turn, place: Place, unit_ids: Sequence[int], *, reprint: bool, home: str = "") -> None:
    """Draw the codes, have them sealed, send the sheet; codes of a sheet that did not arrive are drawn anew by 重印."""
    if (refusal := permit(turn.actor, Act.PRINT_SLIPS, place)) is not None:
        await turn.refuse(refusal)
        return
    names = await rosters.place_names(turn.database)
    where = home or names.buildings.get(place.building_id or 0) or names.of(place)
    codes = {unit_id: fresh_code() for unit_id in unit_ids}
    if not codes:
        await turn.redraw(drawn.nothing(turn.texts, where))
        return
    acting = turn.acting | {"source": f"{turn.source} {secrets.token_hex(4)}"}
    outcome = await slips.make_slips(turn.database, codes=codes, reprint=reprint, **acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    serials = {unit_id: serial for unit_id, serial in outcome["slips"]}
    await turn.redraw(drawn.printing(turn.texts, where) if serials else drawn.nothing(turn.texts, where))
    if serials:
        await _send(turn, outcome["compound_id"], where, serials, codes)


async def _send(turn: Turn, compound_id: int, where: str, serials: Mapping[int, int], codes: Mapping[int, str]) -> None:
    units = await households_pages.units_named(turn.database, compound_id=compound_id, unit_ids=serials.keys())
    faces = await _faces(turn, units, serials, codes)
    pdf = await asyncio.to_thread(slip_sheet, turn.texts, faces, public_url=turn.public_url, bot=turn.bot.username)
    numbers = sorted(serials.values())
    sheet = drawn.sheet(
        turn.texts, where, pdf, n=len(faces), first=numbers[0], last=numbers[-1], qr=turn.public_url is not None
    )
    await turn.show(sheet)


async def _faces(
    turn: Turn, units: Sequence[DwellingUnit], serials: Mapping[int, int], codes: Mapping[int, str]
) -> list[SlipFace]:
    """What is printed, in stair order; leaders only by the names they agreed to be known by."""
    found = {
        building_id: await buildings.building_face(turn.database, building_id=building_id, at=turn.at)
        for building_id in {unit.building_id for unit in units}
    }
    faces = []
    for unit in units:
        face = found[unit.building_id]
        compound, leaders = ("", ()) if face is None else (face.compound, face.leaders)
        leader = next(iter(leaders), "")
        faces.append(SlipFace(serials[unit.id], compound, unit.name, codes[unit.id], leader, unit.building_id))
    return faces


BUTTONS: dict[Any, Any] = {
    PrintSlips: on_print,
    AskReprint: on_ask_reprint,
    Reprint: on_reprint,
    PrintOne: on_one,
}
