"""Turnout by building at the door (各楼参与情况)."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Refusal
from handlers.turn import Turn
from rendering.voting_turnout import ByBuilding, by_building
from services.voting_turnout import building_turnout


async def on_buildings(turn: Turn, button: ByBuilding) -> None:
    """[各楼参加情况]."""
    found = await building_turnout(turn.database, actor=turn.actor, vote_id=button.vote_id, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await turn.redraw(by_building(turn.texts, found.vote, found.buildings, max(0, button.page)))


BUTTONS: dict[Any, Any] = {ByBuilding: on_buildings}
