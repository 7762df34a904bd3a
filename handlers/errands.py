"""一窗受理 at the door: what may be done, a number, one's own errands; the window's ticks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from domain.errands import ErrandPage, Service
from domain.issues_places import home_compound
from domain.outcomes import Outcome, Refusal
from domain.permissions import Act, first_compound
from domain.registry import Actor, Place
from handlers.turn import Turn
from rendering import errands as drawn
from rendering import menu
from rendering.errand_buttons import (
    ErrandIs,
    MyErrands,
    ShowErrand,
    ShowService,
    ShowServices,
    TakeNumber,
    TickMaterial,
    WaitingErrands,
)
from rendering.screens import Screen
from services import errands as acts
from services.errand_pages import errand_page, own_errands, service_page, services_offered, waiting_errands


async def on_command(turn: Turn, _: str) -> None:
    """/ban."""
    if not turn.private:
        await turn.show(menu.in_private(turn.texts, "bs_0"))
        return
    screen = await _services(turn, 0)
    await (turn.refuse(acts.NOT_HERE) if screen is None else turn.show(screen))


def compound_of(actor: Actor) -> int | None:
    """Where they live or serve; whoever serves at several windows, the first."""
    served = first_compound(actor, Act.SERVE_ERRANDS)
    return home_compound(actor) or (None if served is None else served.compound_id)


async def _services(turn: Turn, page: int) -> Screen | None:
    compound = compound_of(turn.actor)
    if compound is None:
        return None
    found = await services_offered(turn.database, compound_id=compound)
    serves = first_compound(turn.actor, Act.SERVE_ERRANDS) is not None
    return drawn.services(turn.texts, found, page, serves=serves)


async def on_services(turn: Turn, button: ShowServices) -> None:
    """[办事]."""
    screen = await _services(turn, button.page)
    await (turn.refuse(acts.NOT_HERE) if screen is None else turn.redraw(screen))


async def service_of(turn: Turn, key: int) -> Service | None:
    """The service with this key, where they live or serve; else they hear that there is none."""
    compound = compound_of(turn.actor)
    found = [] if compound is None else await services_offered(turn.database, compound_id=compound)
    service = next((one for one in found if one.key == key), None)
    if service is None:
        await turn.refuse(acts.NO_SERVICE)
    return service


async def on_service(turn: Turn, button: ShowService) -> None:
    """One service."""
    compound = compound_of(turn.actor)
    page = None
    if compound is not None:
        page = await service_page(turn.database, actor=turn.actor, compound_id=compound, key=button.key)
    await (turn.refuse(acts.NO_SERVICE) if page is None else turn.redraw(drawn.service(turn.texts, page)))


async def on_number(turn: Turn, button: TakeNumber) -> None:
    """[取号]: the number and the whole list."""
    service = await service_of(turn, button.key)
    if service is None:
        return
    place = Place(compound_of(turn.actor))
    given: dict[str, Any] = {"place": place, "service": service.name, "for_another": bool(button.another)}
    outcome = await acts.file_errand(turn.database, **given, **turn.acting)
    await _after(turn, outcome, "number")


async def on_mine(turn: Turn, _: MyErrands) -> None:
    """[我办的]."""
    found = await own_errands(turn.database, actor=turn.actor)
    await turn.redraw(drawn.listed(turn.texts, found, 0, serving=False))


async def on_waiting(turn: Turn, button: WaitingErrands) -> None:
    """[等着办的]."""
    place = first_compound(turn.actor, Act.SERVE_ERRANDS)
    number = None if place is None else place.compound_id
    found = [] if number is None else await waiting_errands(turn.database, actor=turn.actor, compound_id=number)
    await turn.redraw(drawn.listed(turn.texts, found, button.page, serving=True))


async def page_of(turn: Turn, errand_id: int) -> ErrandPage | None:
    """The errand as they may read it; else they hear that there is none."""
    page = await errand_page(turn.database, actor=turn.actor, errand_id=errand_id)
    if page is None:
        await turn.refuse(acts.NO_ERRAND)
    return page


async def on_errand(turn: Turn, button: ShowErrand) -> None:
    """One errand."""
    page = await page_of(turn, button.errand_id)
    if page is not None:
        await turn.redraw(drawn.errand(turn.texts, page, at=turn.at, zone=turn.zone))


async def on_tick(turn: Turn, button: TickMaterial) -> None:
    """A paper was brought."""
    given = {"errand_id": button.errand_id, "material": button.material}
    await _after(turn, await acts.tick_material(turn.database, **given, **turn.acting), "tick")


SAYS: Mapping[str, Callable[..., Awaitable[Outcome]]] = {
    "missing": acts.tell_missing,
    "take": acts.take_errand,
    "withdraw": acts.withdraw_errand,
}


async def on_says(turn: Turn, button: ErrandIs) -> None:
    """[告诉还缺什么], [收齐了，开始办], [不办了]."""
    act = SAYS.get(button.what)
    if act is None:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    await _after(turn, await act(turn.database, errand_id=button.errand_id, **turn.acting), button.what)


async def _after(turn: Turn, outcome: Outcome, what: str) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain(f"errands.toast.{what}"))
    await on_errand(turn, ShowErrand(outcome["errand_id"]))


COMMANDS = {"ban": on_command, "errands": on_command}
BUTTONS: dict[Any, Any] = {
    ShowServices: on_services,
    ShowService: on_service,
    TakeNumber: on_number,
    MyErrands: on_mine,
    WaitingErrands: on_waiting,
    ShowErrand: on_errand,
    TickMaterial: on_tick,
    ErrandIs: on_says,
}
STARTS = {"bs": on_command}
