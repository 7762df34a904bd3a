"""Participation at the door (可以参与的事项): the first screen after registering, and whenever it is asked for."""

from __future__ import annotations

from markupsafe import Markup

from domain.privacy import NOTICE_VERSION, Purpose, agreed
from handlers.turn import Turn
from rendering import participation as drawn
from rendering.participation import ShowParticipation
from rendering.privacy import reminders_key
from rendering.screens import Key, Screen
from rendering.slips import GiveCode
from services import privacy, rosters
from services.participation import participation


async def screen(turn: Turn, head: Markup | None = None, *, role_id: int = 0) -> Screen:
    """What is open to this person now; whoever has just joined as `role_id` may let the family in, and be reminded."""
    actor = await rosters.actor_now(turn.database, person_id=turn.person_id, at=turn.at)
    found = await participation(turn.database, actor=actor, at=turn.at)
    more = await _first_wishes(turn, role_id) if role_id else []
    return drawn.participation(turn.texts, found, at=turn.at, zone=turn.zone, head=head, more=more)


async def _first_wishes(turn: Turn, role_id: int) -> list[Key]:
    """请家人登记, and 截止前提醒我 where that has not been agreed to: never asked together with what is necessary."""
    family = Key(turn.texts.plain("households.family_one"), GiveCode(role_id))
    given = agreed(await privacy.consents(turn.database, person_id=turn.person_id))
    return [family, *([] if Purpose.REMINDERS in given else [reminders_key(turn.texts, NOTICE_VERSION)])]


async def on_show(turn: Turn, _: ShowParticipation) -> None:
    """可以参与的事项."""
    await turn.show(await screen(turn))


BUTTONS = {ShowParticipation: on_show}
