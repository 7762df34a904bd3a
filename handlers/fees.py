"""收费和服务 at the door: one screen to all that is paid ahead, done by the hour, settled, put together."""

from __future__ import annotations

from typing import Any

from handlers.turn import Turn
from rendering import fees as drawn
from rendering import menu
from rendering.fee_buttons import ShowFees


async def on_command(turn: Turn, _: str) -> None:
    """/yujiao."""
    await turn.show(drawn.fees(turn.texts) if turn.private else menu.in_private(turn.texts, "fe_0"))


async def on_fees(turn: Turn, _: ShowFees) -> None:
    """[收费和服务]."""
    await turn.redraw(drawn.fees(turn.texts))


COMMANDS = {"yujiao": on_command, "fees": on_command}
BUTTONS: dict[Any, Any] = {ShowFees: on_fees}
STARTS = {"fe": on_command}
