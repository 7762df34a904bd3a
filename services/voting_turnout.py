"""Turnout of an open vote (参与情况): building by building, for those on the roll, as far as it tells on nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from domain.voting.doors import count_done, open_refusal, vote_doors
from domain.voting.turnout import Part, Told, tell
from domain.voting.votes import Vote
from storage.database import Database
from storage.transaction import Transaction


@dataclass(frozen=True)
class BuildingTurnout:
    """Homes that have voted, by building (各楼参与情况), in the order of the buildings, as far as it may be told."""

    vote: Vote
    buildings: Told


async def building_turnout(
    database: Database, *, actor: Actor, vote_id: int, at: datetime
) -> BuildingTurnout | Refusal:
    """For whoever is on the roll, or runs the vote; while it is open."""
    async with database.reading() as transaction:
        vote = await transaction.voting.find(vote_id)
        if vote is None:
            return Refusal(Reason.NOT_FOUND, {"what": "vote"})
        if (refusal := open_refusal(vote, at)) is not None:
            return refusal
        if permit(actor, Act.START_VOTE, vote.place) is not None and not await _enrolled(transaction, actor, vote, at):
            return Refusal(Reason.NOT_YOURS, {"what": "vote"})
        return BuildingTurnout(vote, tell(await _parts(transaction, vote, at)))


async def _enrolled(transaction: Transaction, actor: Actor, vote: Vote, at: datetime) -> bool:
    """Whether they own what is voted for, alone or with others."""
    if actor.person_id is None:
        return False
    mine = await transaction.voting.entitlements(vote.id, actor.person_id, at)
    return bool(mine or await transaction.namings.of_person(vote.id, actor.person_id))


async def _parts(transaction: Transaction, vote: Vote, at: datetime) -> tuple[Part, ...]:
    assert vote.place.compound_id is not None, "votes are of a compound"
    units = await transaction.units.of_compound(vote.place.compound_id)
    doors = vote_doors(units, await transaction.vote_doors.standings(vote.id, at), {})
    buildings = dict.fromkeys(door.unit.building for door in doors)
    inside = {name: [door for door in doors if door.unit.building == name] for name in buildings}
    return tuple(Part(name, *count_done(found)) for name, found in inside.items())
