"""Cards at the door (看图): a vote, a month of reports, what a matter costs, as one picture with its words."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from domain.bulletins import Spending
from domain.outcomes import Reason, Refusal
from domain.voting.votes import VoteState
from handlers.turn import Turn
from handlers.voting_pages import found_vote
from rendering import cards as drawn
from rendering.card_buttons import MonthCard, SpendingCard, VoteCard
from rendering.cards import Card
from rendering.deliberation_lines import to_matter
from rendering.issues_months import month_named
from rendering.screens import Key
from rendering.voting_screens import back_to
from services.issues_months import month, month_facts
from services.task_pages import task_board

NO_MATTER = Refusal(Reason.NOT_FOUND, {"what": "matter"})


async def on_vote(turn: Turn, button: VoteCard) -> None:
    """[看图]: the result once it is public; before that who takes part."""
    found = await found_vote(turn, button.vote_id)
    if found is None:
        return
    vote = found.vote
    public = vote.state in (VoteState.PUBLISHED, VoteState.FINAL) and vote.result is not None
    if public:
        card = drawn.tally_card(turn.texts, vote)
    else:
        card = drawn.participation_card(turn.texts, vote, found.turnout, at=turn.at, zone=turn.zone)
    await _show(turn, card, *back_to(turn.texts, vote.id))


async def on_month(turn: Turn, button: MonthCard) -> None:
    """[看图], under a month."""
    first = month_named(button.month)
    if first is None:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    found = await month(turn.database, actor=turn.actor, compound_id=button.compound_id, first=first)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await _show(turn, drawn.reports_card(turn.texts, month_facts(found)))


async def on_spending(turn: Turn, button: SpendingCard) -> None:
    """[看图], under the work."""
    found = await task_board(turn.database, actor=turn.actor, matter_id=button.matter_id, at=turn.at)
    if found is None:
        await turn.refuse(NO_MATTER)
        return
    spent = Spending(found.progress.budget or None, None, found.tasks)
    card = drawn.spending_card(turn.texts, found.matter.title, spent)
    await _show(turn, card, to_matter(turn.texts, found.matter.id))


async def _show(turn: Turn, card: Card, *keys: Key) -> None:
    await turn.toast(turn.texts.plain("cards.coming"))
    picture = await asyncio.to_thread(card.picture)
    await turn.show(drawn.shown(turn.texts, card, picture, *keys))


BUTTONS: Mapping[Any, Any] = {VoteCard: on_vote, MonthCard: on_month, SpendingCard: on_spending}
