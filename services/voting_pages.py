"""Pages of formal votes (表决页): what one person may see of them."""

from __future__ import annotations

from datetime import datetime

from domain.permissions import Act, appointing, permit, places
from domain.registry import Actor, Place, RoleKind
from domain.vote_reminders import reminding
from domain.voting.entitlements import VotePage
from domain.voting.votes import Vote, VoteState
from storage.database import Database
from storage.transaction import Transaction

RECENT = 5
"""Votes of a compound on one screen."""

PUBLIC = frozenset({VoteState.PUBLISHED, VoteState.FINAL})
"""States in which anybody may read the result."""


async def vote_page(database: Database, *, actor: Actor, vote_id: int, at: datetime) -> VotePage | None:
    """One vote as this person may see it; None where there is none."""
    async with database.reading() as transaction:
        vote = await transaction.voting.find(vote_id)
        return None if vote is None else await _page(transaction, actor, vote, at)


async def _page(transaction: Transaction, actor: Actor, vote: Vote, at: datetime) -> VotePage:
    assert actor.person_id is not None, "a person asks"
    mine = await transaction.voting.entitlements(vote.id, actor.person_id, at)
    runs = permit(actor, Act.START_VOTE, vote.place) is None
    confirms = (
        vote.state is VoteState.SEALED
        and permit(actor, Act.CONFIRM_VOTE, vote.place) is None
        and vote.started_by != actor.person_id
    )
    return VotePage(
        vote,
        tuple([(one, await transaction.ballots.mine(one.head_id, actor.person_id)) for one in mine]),
        together=tuple(await transaction.namings.of_person(vote.id, actor.person_id)),
        renting=not mine and actor.has(RoleKind.TENANT) and not actor.has(RoleKind.OWNER),
        turnout=await transaction.voting.turnout(vote.id),
        counted=confirms or vote.state in PUBLIC,
        papered=frozenset(await transaction.vote_papers.confirmed_heads(vote.id)),
        may_cancel=runs and vote.state is VoteState.POSTED and at < vote.opens_at,
        may_confirm=confirms,
        may_ask_somebody=vote.state is VoteState.SEALED
        and not confirms
        and permit(actor, appointing(RoleKind.SCRUTINEER), vote.place) is None,
        may_canvass=_canvasses(actor, vote, at),
        reminding=reminding(vote, at=at, zone=transaction.zone) if runs and vote.state is VoteState.OPEN else None,
        objections=len(await transaction.voting.objections(vote.id)) if runs else None,
        records_namings=runs and vote.before_close(at),
    )


def _canvasses(actor: Actor, vote: Vote, at: datetime) -> bool:
    """Whether they go from door to door for it now, in all of it or in a part."""
    reach = places(actor, Act.CANVASS)
    return vote.takes_ballots(at) and any(place.covers(vote.place) or vote.place.covers(place) for place in reach)


async def votes_for(database: Database, *, actor: Actor) -> list[Vote]:
    """Votes where this person lives, owns or serves, latest first; a withdrawn one is for nobody to read any more."""
    compounds = list(dict.fromkeys(role.place.compound_id for role in actor.roles if role.place.compound_id))
    async with database.reading() as transaction:
        found = [vote for number in compounds for vote in (await transaction.voting.of_compound(number))[:RECENT]]
    return [vote for vote in found if vote.state is not VoteState.CANCELLED]


async def vote_places(database: Database, *, actor: Actor) -> list[tuple[Place, str]]:
    """Where this person may start a vote, with the place's name."""
    async with database.reading() as transaction:
        names = await transaction.registry.names()
        every = await transaction.registry.compounds()
    reach = places(actor, Act.START_VOTE)
    found = [Place(one.id) for one in every if any(place.covers(Place(one.id)) for place in reach)]
    found += [place.building for place in reach if place.building_id is not None]
    return [(place, names.of(place)) for place in dict.fromkeys(found)]
