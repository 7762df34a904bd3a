"""Reminding at the door (提醒还没投的): asked back once, because there are three of them for the whole vote."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Refusal
from handlers.turn import Turn
from handlers.voting_pages import found_vote, show_vote
from rendering import vote_reminders as drawn
from rendering.vote_reminders import RemindVoters
from services.vote_reminders import remind_now


async def on_remind(turn: Turn, button: RemindVoters) -> None:
    """[提醒还没投的]."""
    found = await found_vote(turn, button.vote_id)
    if found is None:
        return
    if found.reminding is not None and not button.sure:
        await turn.redraw(drawn.surely_remind(turn.texts, found.vote))
        return
    outcome = await remind_now(turn.database, vote_id=button.vote_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("voting.reminders.toast", n=outcome["reminded"]))
    await show_vote(turn, button.vote_id, turn.redraw)


BUTTONS: dict[Any, Any] = {RemindVoters: on_remind}
