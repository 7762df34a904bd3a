"""挂单派单 at the door: the board of reports, for those who serve."""

from __future__ import annotations

from typing import Any

from domain.issues_board import Column
from domain.outcomes import Refusal
from domain.permissions import Act, permit, places
from domain.registry import ANYWHERE, RoleKind
from handlers.turn import Turn
from rendering import issues_board as drawn
from rendering import menu
from rendering.issues_board import ShowBoard
from services.issues_board import issue_board


async def on_command(turn: Turn, _: str) -> None:
    """/guadan."""
    if not turn.private:
        await turn.show(menu.in_private(turn.texts, "m_start"))
    elif (refusal := _not_serving(turn)) is not None:
        await turn.refuse(refusal)
    else:
        found = await issue_board(turn.database, actor=turn.actor, at=turn.at)
        await turn.show(drawn.board(turn.texts, found, Column.HUNG, 0, zone=turn.zone))


async def on_board(turn: Turn, button: ShowBoard) -> None:
    """One of its five columns."""
    if button.column not in set(Column):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
    elif (refusal := _not_serving(turn)) is not None:
        await turn.refuse(refusal)
    else:
        found = await issue_board(turn.database, actor=turn.actor, at=turn.at)
        await turn.redraw(drawn.board(turn.texts, found, Column(button.column), button.page, zone=turn.zone))


def _not_serving(turn: Turn) -> Refusal | None:
    serves = turn.actor.has(RoleKind.OPERATOR) or places(turn.actor, Act.HANDLE_ISSUE)
    return None if serves else permit(turn.actor, Act.HANDLE_ISSUE, ANYWHERE)


COMMANDS = {"guadan": on_command, "board": on_command}
BUTTONS: dict[Any, Any] = {ShowBoard: on_board}
