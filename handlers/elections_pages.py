"""Finding an election that was pressed (打开选举): what whoever pressed may see of it."""

from __future__ import annotations

from domain.election_pages import ElectionPage
from domain.outcomes import Reason, Refusal
from handlers.turn import Turn
from services.election_pages import election_page

NOT_FOUND = Refusal(Reason.NOT_FOUND, {"what": "election"})


async def election_found(turn: Turn, election_id: int) -> ElectionPage | None:
    """The election as they may see it; else they hear that there is none."""
    page = await election_page(turn.database, actor=turn.actor, election_id=election_id, at=turn.at)
    if page is None:
        await turn.refuse(NOT_FOUND)
    return page
