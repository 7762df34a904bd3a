"""相关单位商议 at the door: what the units say, one of them, whom to ask, what to hand on, one reminder."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from domain.deliberation.consultations import ConsultationPage, ConsultedUnit, UsualUnit
from domain.outcomes import Outcome, Refusal
from domain.registry import Place
from handlers import consultations_writing
from handlers.turn import Turn
from rendering import consultations as drawn
from rendering.consultation_buttons import AskUnit, NameUnit, PrintUnitLetter, RemindUnit, ShowUnit, ShowUnits
from rendering.unit_letter import UnitLetter, unit_letter
from services import consultations as acts
from services.consultation_pages import consultation_page, unit_matter
from services.dossiers import NO_MATTER
from services.links import link_token
from services.rosters import place_names


async def on_units(turn: Turn, button: ShowUnits) -> None:
    """[相关单位怎么说]."""
    found = await consultation_page(turn.database, actor=turn.actor, matter_id=button.matter_id)
    if found is None:
        await turn.refuse(NO_MATTER)
    else:
        await turn.redraw(drawn.units(turn.texts, found, button.page, at=turn.at, zone=turn.zone))


async def on_unit(turn: Turn, button: ShowUnit) -> None:
    """One of them."""
    found = await unit_page(turn, button.unit_id)
    if found is not None:
        page, unit = found
        await turn.redraw(drawn.unit(turn.texts, page, unit, at=turn.at, zone=turn.zone))


async def unit_page(turn: Turn, unit_id: int) -> tuple[ConsultationPage, ConsultedUnit] | None:
    """The unit and its matter as they may read them; else they hear that there is none."""
    matter_id = await unit_matter(turn.database, unit_id=unit_id)
    page = await consultation_page(turn.database, actor=turn.actor, matter_id=matter_id)
    unit = None if page is None else page.unit(unit_id)
    if page is None or unit is None:
        await turn.refuse(acts.NO_UNIT)
        return None
    return page, unit


async def on_name(turn: Turn, button: NameUnit) -> None:
    """[请单位]: which? A usual one is named at once, the name of another is typed."""
    if button.which in set(UsualUnit):
        name = turn.texts.plain(f"consultations.usual.{button.which}")
        outcome = await acts.name_unit(turn.database, matter_id=button.matter_id, name=name, **turn.acting)
        if isinstance(outcome, Refusal):
            await turn.refuse(outcome)
        else:
            await on_unit(turn, ShowUnit(outcome["unit_id"]))
        return
    found = await consultation_page(turn.database, actor=turn.actor, matter_id=button.matter_id)
    if found is None:
        await turn.refuse(NO_MATTER)
    elif button.which == drawn.TYPED:
        await consultations_writing.ask_name(turn, found)
    else:
        await turn.redraw(drawn.which(turn.texts, found))


async def on_ask(turn: Turn, button: AskUnit) -> None:
    """[发给它]: its time begins."""
    await _hand_on(turn, acts.ask_unit, button.unit_id)


async def on_remind(turn: Turn, button: RemindUnit) -> None:
    """[催一次]."""
    await _hand_on(turn, acts.remind_unit, button.unit_id, "consultations.toast.reminded")


async def _hand_on(turn: Turn, act: Callable[..., Awaitable[Outcome]], unit_id: int, toast: str = "") -> None:
    outcome = await act(turn.database, unit_id=unit_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    if toast:
        await turn.toast(turn.texts.plain(toast))
    found = await unit_page(turn, unit_id)
    if found is not None:
        page, unit = found
        url = await page_of(turn, outcome["link_id"])
        compound = await who_asks(turn, page)
        await turn.redraw(drawn.forward(turn.texts, page, unit, compound, url, zone=turn.zone))


async def on_letter(turn: Turn, button: PrintUnitLetter) -> None:
    """[打印公函]: to print it is to ask the unit."""
    outcome = await acts.ask_unit(turn.database, unit_id=button.unit_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    found = await unit_page(turn, button.unit_id)
    asking = None if found is None else found[1].asked(found[0].matter.version)
    if found is None or asking is None:
        return
    page, unit = found
    await turn.redraw(drawn.printing(turn.texts, unit.id))
    address, compound = await page_of(turn, outcome["link_id"]), await who_asks(turn, page)
    letter = UnitLetter(page.matter, unit, asking, compound, address)
    sheet = await asyncio.to_thread(unit_letter, turn.texts, letter, zone=turn.zone)
    await turn.show(drawn.printed(turn.texts, unit, sheet))


async def page_of(turn: Turn, link_id: int) -> str | None:
    """The address of a unit's page; None where our pages are seen by nobody outside."""
    if turn.public_url is None:
        return None
    return f"{turn.public_url}/l/{await link_token(turn.database, link_id=link_id)}"


async def who_asks(turn: Turn, page: ConsultationPage) -> str:
    """Who asks: the compound, by its name."""
    return (await place_names(turn.database)).of(Place(page.matter.place.compound_id))


BUTTONS: dict[Any, Any] = {
    ShowUnits: on_units,
    ShowUnit: on_unit,
    NameUnit: on_name,
    AskUnit: on_ask,
    RemindUnit: on_remind,
    PrintUnitLetter: on_letter,
    **consultations_writing.BUTTONS,
}
STEPS = consultations_writing.STEPS
