"""Finding an election that was pressed (打开选举): what whoever pressed may see of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from domain.election_pages import ElectionPage
from domain.election_refusals import NO_ELECTION
from domain.outcomes import Done, Outcome, Refusal
from handlers.turn import Turn
from services.election_pages import election_page


async def then(turn: Turn, outcome: Outcome, words: str, show: Callable[[Done], Awaitable[object]]) -> None:
    """Answer the press with the outcome, then draw what it was about as it is now."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain(words))
    await show(outcome)


async def election_found(turn: Turn, election_id: int) -> ElectionPage | None:
    """The election as they may see it; else they hear that there is none."""
    page = await election_page(turn.database, actor=turn.actor, election_id=election_id, at=turn.at)
    if page is None:
        await turn.refuse(NO_ELECTION)
    return page
