"""Reports alike, inward (相似报事): asked before one more is sent; 我也是, and taken back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.outcomes import Refusal
from handlers.turn import Turn
from rendering import issues_similar as screens
from rendering.buttons import Button
from rendering.issues_similar import MeToo, NotMine
from services import issues_similar


async def asked(turn: Turn, draft_id: int) -> bool:
    """Whether neighbours may have reported it, so that its author is asked first."""
    found = await issues_similar.alike_to_offer(turn.database, actor=turn.actor, draft_id=draft_id, at=turn.at)
    if found:
        await turn.redraw(screens.asking(turn.texts, found, draft_id, turn.zone))
    return bool(found)


async def on_me_too(turn: Turn, button: MeToo) -> None:
    """我也是: in the group a line for the presser alone."""
    outcome = await issues_similar.join_report(
        turn.database, issue_id=button.issue_id, draft_id=button.draft_id, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif turn.private:
        await turn.redraw(screens.joined(turn.texts, outcome.facts))
    else:
        await turn.toast(screens.in_passing(turn.texts, outcome.facts), alert=True)


async def on_not_mine(turn: Turn, button: NotMine) -> None:
    """收回「我也是」."""
    outcome = await issues_similar.leave_report(turn.database, issue_id=button.issue_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(screens.left(turn.texts, outcome.facts))


BUTTONS: dict[type[Button], Callable[[Turn, Any], Awaitable[None]]] = {MeToo: on_me_too, NotMine: on_not_mine}
