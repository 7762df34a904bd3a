"""Chasing the check of paper ballots (催核对纸票), played by the timetable; never of who entered it."""

from __future__ import annotations

from datetime import datetime

from domain.effects import Effect
from domain.outcomes import Done, Outcome, Refusal
from domain.registry import RoleKind
from domain.vote_paper_chasing import MOST, asleep, chase_of, next_chase, put_off
from domain.vote_paper_effects import paper_chased, paper_unchecked
from services.acts import act
from services.readers import first_chats
from services.vote_papers import CHECKERS, Held, held
from storage.effects import apply
from storage.transaction import Transaction

DEPUTIES = ((RoleKind.COMMITTEE, RoleKind.OPERATOR),)
"""Who hears that nobody has checked it: they can ask somebody else in."""


@act
async def chase_paper(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """催核对: those who may check it, and in the end, or before the last night, those who can ask somebody in."""
    chase, zone = chase_of(subject), transaction.zone
    found = await held(transaction, chase.paper_id)
    if isinstance(found, Refusal) or not chase.waits(found.vote, found.paper, at):
        return Done({"asked": 0})
    if asleep(at, zone):
        await _schedule(transaction, [put_off(found.vote, chase, at=at, zone=zone)], at)
        return Done({"asked": 0})
    following = next_chase(found.vote, chase, at=at, zone=zone)
    effects = await _checkers(transaction, found, chase.round, at) if chase.round <= MOST else []
    asked = len(effects)
    if following is None:
        effects += await _deputies(transaction, found, at)
    await _schedule(transaction, [*effects, following], at)
    return Done({"asked": asked})


async def _checkers(transaction: Transaction, found: Held, round: int, at: datetime) -> list[Effect]:
    place, by = found.homes[0].place, found.paper.entered_by
    chats = await first_chats(transaction, place, at, CHECKERS, apart=(by,))
    return paper_chased(found.vote, found.paper, round, [chat.id for chat in chats])


async def _deputies(transaction: Transaction, found: Held, at: datetime) -> list[Effect]:
    chats = await first_chats(transaction, found.homes[0].place, at, DEPUTIES)
    return paper_unchecked(found.vote, found.paper, [chat.id for chat in chats])


async def _schedule(transaction: Transaction, effects: list[Effect | None], at: datetime) -> None:
    await apply(transaction, [one for one in effects if one is not None], at=at)
