"""News at the door (进展): one tap to hear no more of a matter, and one to hear of it again."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Refusal
from handlers.turn import Turn
from rendering import matter_news as drawn
from rendering.task_buttons import StopNews
from services.matter_news import stop_news


async def on_stop(turn: Turn, button: StopNews) -> None:
    """[不再告诉我这件事], [还是告诉我]."""
    resumed = bool(button.resumed)
    outcome = await stop_news(turn.database, matter_id=button.matter_id, resumed=resumed, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw((drawn.resumed if resumed else drawn.stopped)(turn.texts, outcome.facts))


BUTTONS: dict[Any, Any] = {StopNews: on_stop}
