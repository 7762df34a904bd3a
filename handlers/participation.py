"""Participation at the door (可以参与的事项): the first screen after registering, and whenever it is asked for."""

from __future__ import annotations

from markupsafe import Markup

from handlers.turn import Turn
from rendering import participation as drawn
from rendering.participation import ShowParticipation
from rendering.screens import Key, Screen
from rendering.slips import GiveCode
from services import rosters
from services.participation import participation


async def screen(turn: Turn, head: Markup | None = None, *, role_id: int = 0) -> Screen:
    """What is open to this person now; with `role_id`, the way to let the family in."""
    actor = await rosters.actor_now(turn.database, person_id=turn.person_id, at=turn.at)
    found = await participation(turn.database, actor=actor, at=turn.at)
    family = [Key(turn.texts.plain("households.family_one"), GiveCode(role_id))] if role_id else []
    return drawn.participation(turn.texts, found, at=turn.at, zone=turn.zone, head=head, more=family)


async def on_show(turn: Turn, _: ShowParticipation) -> None:
    """可以参与的事项."""
    await turn.show(await screen(turn))


BUTTONS = {ShowParticipation: on_show}
