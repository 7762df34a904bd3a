"""The poster's answer (看到了、没看到): whether a post in doubt arrived."""

from __future__ import annotations

from domain.outcomes import Refusal
from handlers.turn import Turn
from rendering.outbox import SawNotice, answered
from services import outbox


async def on_saw(turn: Turn, button: SawNotice) -> None:
    """[看到了] [没看到]."""
    outcome = await outbox.seen(
        turn.database,
        actor=turn.actor,
        notice_id=button.notice_id,
        seen=bool(button.seen),
        source=turn.source,
        at=turn.at,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.redraw(answered(turn.texts, resent=bool(outcome["resent"])))


BUTTONS = {SawNotice: on_saw}
