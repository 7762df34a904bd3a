"""Naming one voter at the door (推选一人)."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Reason, Refusal
from domain.privacy import Access
from handlers.turn import Turn
from rendering import voting_namings as drawn
from rendering.voting_buttons import ListTogether, NameVoter, OpenNaming
from services import privacy_mine, voting_namings
from services.voting_pages import vote_page

NOT_FOUND = Refusal(Reason.NOT_FOUND, {"what": "vote_together"})


async def on_list(turn: Turn, button: ListTogether) -> None:
    """[记共有人的推选书]: whose."""
    found = await voting_namings.all_together(turn.database, actor=turn.actor, vote_id=button.vote_id)
    page = await vote_page(turn.database, actor=turn.actor, vote_id=button.vote_id, at=turn.at)
    if found is None or page is None:
        await turn.refuse(NOT_FOUND)
    else:
        await turn.redraw(drawn.homes_together(turn.texts, page.vote, found, button.page))


async def on_naming(turn: Turn, button: OpenNaming) -> None:
    """[推选谁来投]."""
    wanted = {"vote_id": button.vote_id, "head_id": button.head_id}
    found = await voting_namings.owned_together(turn.database, actor=turn.actor, **wanted)
    page = await vote_page(turn.database, actor=turn.actor, vote_id=button.vote_id, at=turn.at)
    if found is None or page is None:
        await turn.refuse(NOT_FOUND)
        return
    paper = bool(button.paper) and page.records_namings
    await turn.redraw(drawn.naming(turn.texts, page.vote, found, paper=paper))
    if not found.is_of(turn.person_id):
        await privacy_mine.note_access(
            turn.database, actor=turn.actor, people=found.people, what=Access.HOUSEHOLD, at=turn.at
        )


async def on_name(turn: Turn, button: NameVoter) -> None:
    """[推选某某]: one of them by pressing, or all of them on paper."""
    act = voting_namings.record_naming if button.paper else voting_namings.name_voter
    wanted = {"vote_id": button.vote_id, "head_id": button.head_id, "owner_id": button.owner_id}
    outcome = await act(turn.database, **wanted, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain(f"voting.naming.toast_{'named' if outcome['named'] else 'said'}"))
    await on_naming(turn, OpenNaming(button.vote_id, button.head_id, button.paper))


BUTTONS: dict[Any, Any] = {ListTogether: on_list, OpenNaming: on_naming, NameVoter: on_name}
