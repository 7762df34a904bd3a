"""已知晓的故障 at the door: offered instead of a report, followed, entered and ended by whoever serves there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.issues_faults import fault_refusal
from domain.outcomes import Outcome, Refusal
from domain.permissions import Act, permit, places
from domain.registry import Place
from handlers.turn import Turn
from rendering import issues_faults as drawn
from rendering import menu
from rendering.issues_faults import (
    EndFault,
    FaultAt,
    FaultEntrances,
    FaultIn,
    FaultOf,
    FaultPlaces,
    FaultUntil,
    FollowFault,
    MoveFault,
    NewFault,
    ShowFault,
    ShowFaults,
    UnfollowFault,
    moment_of,
)
from rendering.screens import Screen
from services import issues_faults as acts


async def asked(turn: Turn, draft_id: int) -> bool:
    """Whether it is known already, so that its author is asked first."""
    offer: dict[str, Any] = {"draft_id": draft_id, "at": turn.at, "aloud": not turn.private}
    fault = await acts.known_for_offer(turn.database, actor=turn.actor, **offer)
    if fault is not None:
        known = drawn.known if turn.private else drawn.known_in_group
        await turn.redraw(known(turn.texts, fault, draft_id, turn.zone))
    return fault is not None


async def on_command(turn: Turn, _: str) -> None:
    """/guzhang."""
    if turn.private:
        await turn.show(await _all(turn))
    else:
        await turn.show(menu.in_private(turn.texts, "m_start"))


async def _all(turn: Turn) -> Screen:
    found = await acts.faults_for(turn.database, actor=turn.actor)
    return drawn.faults(turn.texts, found, keeps=bool(places(turn.actor, Act.HANDLE_ISSUE)), zone=turn.zone)


async def on_all(turn: Turn, _: ShowFaults) -> None:
    """[已知晓的故障]."""
    await turn.redraw(await _all(turn))


async def on_one(turn: Turn, button: ShowFault) -> None:
    """One of them."""
    page = await acts.fault_page(turn.database, actor=turn.actor, fault_id=button.fault_id)
    if isinstance(page, Refusal):
        await turn.refuse(page)
    else:
        await turn.redraw(drawn.fault(turn.texts, page, turn.zone))


async def on_follow(turn: Turn, button: FollowFault) -> None:
    """[恢复了告诉我]: in the group a line for the presser alone."""
    here = None if turn.private else turn.visit.chat.id
    outcome = await acts.follow_fault(
        turn.database, fault_id=button.fault_id, draft_id=button.draft_id, shown_in=here, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif turn.private:
        await turn.redraw(drawn.followed(turn.texts, outcome.facts))
    else:
        await turn.toast(drawn.in_passing(turn.texts, outcome.facts), alert=True)
        if button.draft_id:
            await turn.redraw(drawn.followed_in_group(turn.texts, outcome.facts, turn.zone))


async def on_unfollow(turn: Turn, button: UnfollowFault) -> None:
    """[不用告诉我了]."""
    outcome = await acts.unfollow_fault(turn.database, fault_id=button.fault_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.unfollowed(turn.texts))


async def on_new(turn: Turn, button: NewFault | FaultPlaces) -> None:
    """[记一条]: where?"""
    found = await acts.fault_places(turn.database, actor=turn.actor)
    if found:
        await turn.redraw(drawn.which_place(turn.texts, found, button.page if isinstance(button, FaultPlaces) else 0))
    else:
        refusal = permit(turn.actor, Act.HANDLE_ISSUE, Place())
        assert refusal is not None, "they serve nowhere"
        await turn.refuse(refusal)


async def on_place(turn: Turn, button: FaultAt, page: int = 0) -> None:
    """In the whole building, or in one entrance? Else: what?"""
    ways = await _ways(turn, button.compound_id, button.building_id)
    if ways:
        await turn.redraw(drawn.which_entrance(turn.texts, button, ways, page))
    else:
        await on_entrance(turn, FaultIn(button.compound_id, button.building_id, 0))


async def on_entrances(turn: Turn, button: FaultEntrances) -> None:
    """Further entrances."""
    await on_place(turn, FaultAt(button.compound_id, button.building_id), button.page)


async def _ways(turn: Turn, compound_id: int, building_id: int) -> list[tuple[Place, str]]:
    place = Place(compound_id, building_id or None)
    return await acts.fault_entrances(turn.database, actor=turn.actor, place=place)


async def on_entrance(turn: Turn, button: FaultIn) -> None:
    """What?"""
    await turn.redraw(drawn.which_kind(turn.texts, button))


async def on_kind(turn: Turn, button: FaultOf) -> None:
    """Until when?"""
    await turn.redraw(drawn.until_when(turn.texts, button, turn.at, turn.zone))


async def on_until(turn: Turn, button: FaultUntil) -> None:
    """A second look, then it goes out."""
    building, ends_by = Place(button.compound_id, button.building_id or None), moment_of(button.minutes)
    place = replace(building, entrance_id=button.entrance_id or None)
    refusal = permit(turn.actor, Act.HANDLE_ISSUE, place) or fault_refusal(button.category, ends_by, turn.at)
    if refusal is not None:
        await turn.refuse(refusal)
    elif button.sure:
        chosen: dict[str, Any] = {"place": place, "category": button.category, "ends_by": ends_by}
        outcome = await acts.note_fault(turn.database, **chosen, **turn.acting)
        await _read_on(turn, outcome, "noted")
    else:
        names = dict(await acts.fault_places(turn.database, actor=turn.actor))
        ways = dict(await _ways(turn, button.compound_id, button.building_id))
        where = names.get(building, "") + ways.get(place, "")
        await turn.redraw(drawn.preview(turn.texts, button, where, turn.zone))


async def on_move(turn: Turn, button: MoveFault) -> None:
    """[改预计时间]: until when; then it is."""
    if not button.minutes:
        await turn.redraw(drawn.move_to(turn.texts, button.fault_id, turn.at, turn.zone))
        return
    moved: dict[str, Any] = {"fault_id": button.fault_id, "ends_by": moment_of(button.minutes)}
    await _read_on(turn, await acts.move_fault(turn.database, **moved, **turn.acting), "moved")


async def on_end(turn: Turn, button: EndFault) -> None:
    """[恢复了]."""
    await _read_on(turn, await acts.end_fault(turn.database, fault_id=button.fault_id, **turn.acting), "ended")


async def _read_on(turn: Turn, outcome: Outcome, what: str) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain(f"issues.fault.toast.{what}"))
    await on_one(turn, ShowFault(outcome["fault_id"]))


COMMANDS = {"guzhang": on_command, "outages": on_command}
BUTTONS: dict[Any, Any] = {
    ShowFaults: on_all,
    ShowFault: on_one,
    FollowFault: on_follow,
    UnfollowFault: on_unfollow,
    NewFault: on_new,
    FaultPlaces: on_new,
    FaultAt: on_place,
    FaultEntrances: on_entrances,
    FaultIn: on_entrance,
    FaultOf: on_kind,
    FaultUntil: on_until,
    MoveFault: on_move,
    EndFault: on_end,
}
