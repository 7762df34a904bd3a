"""Pages of votes at the door (表决页): found for whoever asks, drawn as it stands now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from domain.outcomes import Reason, Refusal
from domain.voting.entitlements import VotePage
from handlers.turn import Turn
from rendering.screens import Screen
from rendering.voting_screens import page
from services.voting_pages import vote_page

Show = Callable[[Screen], Awaitable[object]]

NOT_FOUND = Refusal(Reason.NOT_FOUND, {"what": "vote"})


async def found_vote(turn: Turn, vote_id: int) -> VotePage | None:
    """The vote as they may see it; else they hear that there is none."""
    found = await vote_page(turn.database, actor=turn.actor, vote_id=vote_id, at=turn.at)
    if found is None:
        await turn.refuse(NOT_FOUND)
    return found


async def show_vote(turn: Turn, vote_id: int, show: Show) -> None:
    """Its page, as it stands now."""
    found = await found_vote(turn, vote_id)
    if found is not None:
        await show(page(turn.texts, found, at=turn.at, zone=turn.zone))
