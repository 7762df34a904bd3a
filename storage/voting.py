"""The records of formal votes (表决): votes, their frozen rolls, who stands behind a head, how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, or_, select, update

from domain.registry import Place
from domain.voting.constituencies import Constituency, rule_of
from domain.voting.entitlements import Entitlement
from domain.voting.freezing import Frozen, RollEntry
from domain.voting.proxies import ProxyState
from domain.voting.questions import question_of
from domain.voting.rules import Rule
from domain.voting.votes import Motion, Vote, VoteState
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.registry import people, roles
from storage.schema.units import owners
from storage.schema.voting import vote_heads, vote_objections, vote_proxies, vote_units, vote_voters, votes
from storage.voting_homes import BY_HOUSEHOLDS, at_home

FIND = select(votes).where(votes.c.id == bindparam("key"))
OF_COMPOUND = select(votes).where(votes.c.compound_id == bindparam("compound")).order_by(votes.c.id.desc())
LAST_NUMBER = select(func.coalesce(func.max(votes.c.number), 0)).where(votes.c.compound_id == bindparam("compound"))
SLOTS = select(vote_heads.c.id, vote_heads.c.slot).where(vote_heads.c.vote_id == bindparam("vote"))
OWNED = (
    select(vote_heads.c.id)
    .join(vote_voters, vote_voters.c.head_id == vote_heads.c.id)
    .join(owners, owners.c.id == vote_voters.c.owner_id)
    .where(
        owners.c.person_id == bindparam("person"),
        func.coalesce(vote_heads.c.named_owner_id, owners.c.id) == owners.c.id,
    )
)
"""Heads for which a person may vote: known as one of its owners, and no other of them named."""
HELD = select(vote_voters.c.head_id).where(vote_voters.c.person_id == bindparam("person"))
"""Heads for which a person may vote: held the office when the vote was posted."""
LIVED_IN = (
    select(vote_units.c.head_id)
    .join(roles, roles.c.unit_id == vote_units.c.unit_id)
    .where(roles.c.person_id == bindparam("person"), at_home(bindparam("moment", type_=Moment())))
)
"""Heads for which a person may vote where homes do: registered there at the moment."""
PROXIED = select(vote_proxies.c.head_id).where(
    vote_proxies.c.holder_id == bindparam("person"), vote_proxies.c.state == ProxyState.CONFIRMED.value
)
"""Heads for which a person may vote: their owner said so on paper."""
MINE = (
    select(
        vote_heads.c.id,
        vote_heads.c.vote_id,
        vote_heads.c.slot,
        vote_heads.c.origin,
        vote_heads.c.area,
        vote_heads.c.id.in_(PROXIED).label("by_proxy"),
    )
    .join(votes, votes.c.id == vote_heads.c.vote_id)
    .where(
        vote_heads.c.vote_id == bindparam("vote"),
        or_(
            vote_heads.c.id.in_(OWNED),
            vote_heads.c.id.in_(HELD),
            vote_heads.c.id.in_(PROXIED),
            and_(BY_HOUSEHOLDS, vote_heads.c.id.in_(LIVED_IN)),
        ),
    )
    .order_by(vote_heads.c.slot)
)
TURNOUT = select(func.count().label("heads"), func.coalesce(func.sum(vote_heads.c.area), 0).label("area")).where(
    vote_heads.c.vote_id == bindparam("vote"), vote_heads.c.seq > 0
)
PRESENT = select(func.count().label("heads"), func.coalesce(func.sum(vote_heads.c.area), 0).label("area")).where(
    vote_heads.c.vote_id == bindparam("vote"), vote_heads.c.signed_in_at.is_not(None)
)
TURN = update(votes).where(votes.c.id == bindparam("key")).values(state=bindparam("becomes"))
SEAL = (
    update(votes)
    .where(votes.c.id == bindparam("key"))
    .values(state=VoteState.SEALED.value, result=bindparam("found", type_=votes.c.result.type))
)
AMEND = update(votes).where(votes.c.id == bindparam("key")).values(result=bindparam("found", type_=votes.c.result.type))
OBJECTIONS = (
    select(vote_objections, people.c.name)
    .outerjoin(people, people.c.id == vote_objections.c.person_id)
    .where(
        vote_objections.c.vote_id == bindparam("vote"),
        vote_objections.c.stage.in_((VoteState.POSTED.value, VoteState.PUBLISHED.value)),
    )
    .order_by(vote_objections.c.id)
)
PUBLISH = (
    update(votes)
    .where(votes.c.id == bindparam("key"))
    .values(
        state=VoteState.PUBLISHED.value,
        confirmed_by=bindparam("by"),
        objections_until=bindparam("until", type_=Moment()),
    )
)
OVERTAKE = (
    update(votes)
    .where(votes.c.id == bindparam("key"), votes.c.state.in_((VoteState.PUBLISHED.value, VoteState.FINAL.value)))
    .values(overtaken_at=bindparam("moment", type_=Moment()))
)


class Voting(Repository):
    """Votes by number, with their rolls."""

    async def start(self, place: Place, motion: Motion, frozen: Frozen, **values: Any) -> int:
        """A posted vote with its roll; its row's number. Its 编号 is the next of the compound."""
        last = await self.value(LAST_NUMBER, compound=place.compound_id)
        rule = rule_of(motion.constituency, motion.matter)
        assert isinstance(rule, Rule), "checked before"
        number = await self.add(
            votes,
            compound_id=place.compound_id,
            building_id=place.building_id,
            number=int(last) + 1,
            matter=motion.matter.value if motion.matter else "",
            constituency=motion.constituency.value,
            **motion.question.record,
            title=motion.title,
            text=motion.text,
            text_hash=motion.hash,
            rule=rule.key,
            state=VoteState.POSTED.value,
            roll_hash=frozen.hash,
            heads=frozen.heads,
            area=frozen.area,
            **values,
        )
        await self._enrol(number, frozen)
        return number

    async def _enrol(self, vote_id: int, frozen: Frozen) -> None:
        await self.connection.execute(vote_heads.insert(), [_head(vote_id, entry) for entry in frozen.entries])
        heads = {row.slot: row.id for row in await self.rows(SLOTS, vote=vote_id)}
        voters = [{"head_id": heads[entry.slot], "owner_id": o} for entry in frozen.entries for o in entry.owners]
        members = [
            {"head_id": heads[entry.slot], "person_id": entry.person} for entry in frozen.entries if entry.person
        ]
        units = [{"head_id": heads[entry.slot], "unit_id": u} for entry in frozen.entries for u in entry.units]
        for table, rows in ((vote_voters, voters), (vote_voters, members), (vote_units, units)):
            if rows:
                await self.connection.execute(table.insert(), rows)

    async def find(self, number: int) -> Vote | None:
        row = await self.row(FIND, key=number)
        return None if row is None else vote_of(row)

    async def lock(self, number: int) -> Vote | None:
        """The vote, its row ours until the commit."""
        row = await self.row(FIND.with_for_update(), key=number)
        return None if row is None else vote_of(row)

    async def of_compound(self, compound_id: int) -> list[Vote]:
        """The compound's votes, latest first."""
        return [vote_of(row) for row in await self.rows(OF_COMPOUND, compound=compound_id)]

    async def entitlements(self, vote_id: int, person_id: int, at: datetime) -> list[Entitlement]:
        """For which heads this person may vote at this moment."""
        rows = await self.rows(MINE, vote=vote_id, person=person_id, moment=at)
        return [Entitlement(row.id, row.vote_id, row.slot, row.area, row.origin, bool(row.by_proxy)) for row in rows]

    async def turnout(self, vote: Vote) -> tuple[int, int]:
        """How many heads have taken part, or have come to the meeting, and their area in 0.01 ㎡."""
        row = await self.row(PRESENT if vote.in_meeting else TURNOUT, vote=vote.id)
        assert row is not None, "a count always answers"
        return int(row.heads), int(row.area)

    async def object(self, vote: Vote, *, by: int, words: str, at: datetime) -> int:
        """An objection to the roll, the text or the result; its number."""
        return await self.add(
            vote_objections, vote_id=vote.id, person_id=by, stage=vote.state.value, words=words, at=at
        )

    async def objections(self, vote_id: int) -> Sequence[Row[Any]]:
        """Who objected, with their name, in order."""
        return await self.rows(OBJECTIONS, vote=vote_id)

    async def turn(self, number: int, state: VoteState) -> None:
        await self.run(TURN, key=number, becomes=state.value)

    async def seal(self, number: int, result: Mapping[str, Any]) -> None:
        await self.run(SEAL, key=number, found=dict(result))

    async def amend(self, number: int, result: Mapping[str, Any]) -> None:
        """What is published with the result beside what was counted."""
        await self.run(AMEND, key=number, found=dict(result))

    async def publish(self, number: int, *, by: int, until: datetime) -> None:
        await self.run(PUBLISH, key=number, by=by, until=until)

    async def overtake(self, number: int, at: datetime) -> int:
        """What its posted result decided was written anew; how many it was true of."""
        return await self.run(OVERTAKE, key=number, moment=at)


def _head(vote_id: int, entry: RollEntry) -> dict[str, Any]:
    return {
        "vote_id": vote_id,
        "slot": entry.slot,
        "key": entry.head.key,
        "origin": dict(entry.origin),
        "area": entry.head.area,
    }


def vote_of(row: Row[Any]) -> Vote:
    """A row of `votes`."""
    values = dict(row._mapping)
    place = Place(values.pop("compound_id"), values.pop("building_id"))
    question = question_of(values.pop("ballot"), values.pop("options"), values.pop("seats"))
    kept = {**values, "state": VoteState(row.state), "constituency": Constituency(row.constituency)}
    return Vote(place=place, question=question, **kept)
