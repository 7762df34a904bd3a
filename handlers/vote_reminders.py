"""Reminding at the door (提醒还没投的): asked back once, because there are three of them for the whole vote."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Reason, Refusal
from handlers.turn import Turn
from rendering import vote_reminders as drawn
from rendering.vote_reminders import RemindVoters
from rendering.voting_screens import page
from services.vote_reminders import remind_now
from services.voting_pages import vote_page


async def on_remind(turn: Turn, button: RemindVoters) -> None:
    """[提醒还没投的]."""
    found = await vote_page(turn.database, actor=turn.actor, vote_id=button.vote_id, at=turn.at)
    if found is None:
        await turn.refuse(Refusal(Reason.NOT_FOUND, {"what": "vote"}))
        return
    if found.reminding is not None and not button.sure:
        await turn.redraw(drawn.surely_remind(turn.texts, found.vote))
        return
    outcome = await remind_now(turn.database, vote_id=button.vote_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("voting.reminders.toast", n=outcome["reminded"]))
    found = await vote_page(turn.database, actor=turn.actor, vote_id=button.vote_id, at=turn.at)
    assert found is not None, "it was there just now"
    await turn.redraw(page(turn.texts, found, at=turn.at, zone=turn.zone))


BUTTONS: dict[Any, Any] = {RemindVoters: on_remind}
