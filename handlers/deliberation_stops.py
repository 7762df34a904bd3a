"""Stopping a matter at the door (终止): somebody asked for it, another reads why, agrees or says that it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.outcomes import Done, Reason, Refusal
from handlers import deliberation_spoken
from handlers.deliberation_full import found_matter
from handlers.turn import Turn
from rendering import deliberation_stops as drawn
from rendering.deliberation import page, thanks
from rendering.deliberation_full_buttons import AgreeStop, DeclineStop, ShowStop
from services.deliberation_stops import confirm_stop

NOT_ASKED = Refusal(Reason.WRONG_STATE, {"what": "matter_stop_not_asked"})


async def on_show(turn: Turn, button: ShowStop) -> None:
    """[去看看]: why, for one of the committee who did not ask."""
    found = await found_matter(turn, button.matter_id)
    if found is None:
        return
    if found.ends_it:
        await turn.redraw(drawn.stop_page(turn.texts, found))
    else:
        await turn.refuse(NOT_ASKED)
        await turn.redraw(page(turn.texts, found, at=turn.at, zone=turn.zone))


async def on_agree(turn: Turn, button: AgreeStop) -> None:
    """[同意不办了，告诉大家]."""
    outcome = await confirm_stop(turn.database, matter_id=button.matter_id, seen=button.seen, **turn.acting)
    if isinstance(outcome, Done):
        await turn.redraw(thanks(turn.texts, button.matter_id, "stop"))
        return
    await turn.refuse(outcome)
    found = await found_matter(turn, button.matter_id)
    if found is not None and found.ends_it:
        await turn.redraw(drawn.stop_page(turn.texts, found))  # what there is to look at now


async def on_decline(turn: Turn, button: DeclineStop) -> None:
    """[接着办]."""
    await deliberation_spoken.begin(turn, button.matter_id, "stop_declined")


BUTTONS: Mapping[Any, Any] = {ShowStop: on_show, AgreeStop: on_agree, DeclineStop: on_decline}
