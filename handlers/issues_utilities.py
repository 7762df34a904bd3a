"""水电气 at the door: how water, power and gas stand where somebody lives or serves."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Refusal
from handlers.turn import Turn
from rendering import issues_utilities as drawn
from rendering import menu
from rendering.issues_buttons import ShowUtilities
from services import issues_utilities as reads


async def on_command(turn: Turn, _: str) -> None:
    """/shuidianqi."""
    if turn.private:
        await on_utilities(turn, ShowUtilities(0))
    else:
        await turn.show(menu.in_private(turn.texts, "m_start"))


async def on_utilities(turn: Turn, button: ShowUtilities) -> None:
    """[水电气]."""
    number = button.compound_id
    if not number:
        mine = await reads.utility_compounds(turn.database, actor=turn.actor)
        if len(mine) > 1:
            await turn.show(drawn.which_compound(turn.texts, mine))
            return
        number = mine[0].id if mine else 0
    found = await reads.utilities(turn.database, actor=turn.actor, compound_id=number, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await turn.show(drawn.utilities(turn.texts, found, at=turn.at, zone=turn.zone))


COMMANDS = {"shuidianqi": on_command, "utilities": on_command}
BUTTONS: dict[Any, Any] = {ShowUtilities: on_utilities}
