"""Going from door to door for a vote (上门): the homes of one's own buildings, what was found there; never a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from domain.voting.deliveries import DeliveryWay
from domain.voting.doors import DoorNote, VoteDoor, open_refusal, vote_doors
from domain.voting.papers import PaperState
from domain.voting.votes import Vote
from services.acts import act
from storage.database import Database
from storage.transaction import Transaction

NO_VOTE = Refusal(Reason.NOT_FOUND, {"what": "vote"})
NO_HOME = Refusal(Reason.NOT_FOUND, {"what": "home"})


@dataclass(frozen=True)
class DoorList:
    """The doors of a vote that somebody serves (上门名单), up the stairs."""

    vote: Vote
    doors: tuple[VoteDoor, ...]
    deliveries: Mapping[int, DeliveryWay] = field(default_factory=dict)  # by home, where silence counts
    urged: frozenset[int] = frozenset()  # homes that were served and then reminded


async def door_list(database: Database, *, actor: Actor, vote_id: int, at: datetime) -> DoorList | Refusal:
    """The homes on the roll in the buildings this person serves, in stair order."""
    async with database.reading() as transaction:
        vote = await transaction.voting.find(vote_id)
        if vote is None:
            return NO_VOTE
        if (refusal := open_refusal(vote, at)) is not None:
            return refusal
        doors = await _doors(transaction, actor, vote, at)
        silence = vote.silence is not None
        deliveries = await transaction.vote_deliveries.ways(vote_id) if silence else {}
        urged = await transaction.vote_deliveries.urged_homes(vote_id) if silence else frozenset()
    return DoorList(vote, doors, deliveries, urged) if doors else permit(actor, Act.CANVASS, vote.place) or NO_HOME


async def _doors(transaction: Transaction, actor: Actor, vote: Vote, at: datetime) -> tuple[VoteDoor, ...]:
    assert vote.place.compound_id is not None, "votes are of a compound"
    units = await transaction.units.of_compound(vote.place.compound_id)
    served = [unit for unit in units if permit(actor, Act.CANVASS, unit.place) is None]
    handed = await transaction.vote_papers.in_state(vote.id, PaperState.ENTERED)
    heads = await transaction.vote_doors.standings(vote.id, at, frozenset(paper.head_id for paper in handed))
    notes = await transaction.vote_doors.notes(vote.id)
    return tuple(vote_doors(served, heads, notes))


@act
async def note_door(
    transaction: Transaction,
    *,
    actor: Actor,
    vote_id: int,
    unit_id: int,
    note: DoorNote | None,
    source: str,
    at: datetime,
) -> Outcome:
    """记一户: what was found at the door; never a choice. The close erases it."""
    vote, unit = await transaction.voting.lock(vote_id), await transaction.units.unit(unit_id)
    if vote is None or unit is None:
        return NO_VOTE if vote is None else NO_HOME
    refusal = permit(actor, Act.CANVASS, unit.place) or open_refusal(vote, at)
    if refusal is not None:
        return refusal
    if unit_id not in await transaction.vote_doors.standings(vote_id, at):
        return NO_HOME
    await transaction.vote_doors.note(vote_id, unit_id, note)
    return Done({"vote_id": vote_id, "unit_id": unit_id})
