"""Privacy at the door (隐私): reading the notice, agreeing or not."""

from __future__ import annotations

from typing import Any

from handlers.turn import Turn
from rendering import privacy as drawn
from rendering.privacy import DeclineNotice, ReadNotice
from services import privacy as acts


async def on_read(turn: Turn, button: ReadNotice) -> None:
    """先看看全文: beside the question, which stays."""
    notice = await acts.notice(turn.database, compound_id=button.compound_id or None)
    await turn.show(drawn.whole_notice(turn.texts, processor=notice.processor, version=notice.version))


async def on_decline(turn: Turn, _: DeclineNotice) -> None:
    """不同意: nothing is registered."""
    await turn.redraw(drawn.declined(turn.texts))


BUTTONS: dict[Any, Any] = {ReadNotice: on_read, DeclineNotice: on_decline}
