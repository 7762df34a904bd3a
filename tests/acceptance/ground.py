"""What the acceptance tests of the seeds stand on: compounds with doors, people who take offices by invitation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from domain.joining import hash_token
from domain.layouts import Layout
from domain.offices import Office
from domain.outcomes import Done, Outcome
from domain.registry import ANYWHERE, Actor, Building, Place, RoleKind
from services import rosters
from services.offices import accept_invitation, invite
from services.registry import found_compound
from services.units import make_doors, remove_unit
from storage.database import Database
from tests.builders import Neighbour, settle_in

NUMBERS = count(1)


@dataclass(frozen=True)
class District:
    """An installation with an operator, and whoever else comes."""

    database: Database
    at: datetime
    operator: Neighbour

    def source(self) -> str:
        return f"acceptance {next(NUMBERS)}"

    async def comes(self, name: str) -> Neighbour:
        """Somebody opens the private chat."""
        return await somebody(self.database, name, None, self.at)

    async def founds(
        self, name: str, buildings: int, *, community: str = "府河社区", street: str = "春晖街道"
    ) -> Place:
        """The operator founds a compound."""
        founded = await found_compound(
            self.database,
            actor=self.operator.actor,
            street=street,
            community=community,
            name=name,
            buildings=buildings,
            source=self.source(),
            at=self.at,
        )
        assert isinstance(founded, Done), founded
        return Place(founded["compound_id"])

    async def buildings(self, compound: Place) -> list[Building]:
        assert compound.compound_id is not None
        return await rosters.buildings(self.database, compound_id=compound.compound_id)

    async def gets_doors(self, compound: Place, layouts: Sequence[tuple[int, int, int, int]]) -> None:
        """Entrances, floors, homes on a floor, homes it lacks at the end: a sentence for each building."""
        for building, (entrances, floors, across, lacking) in zip(await self.buildings(compound), layouts, strict=True):
            place = Place(building.compound_id, building.id)
            layout = Layout(entrances, 1, floors, across)
            made = await make_doors(
                self.database, actor=self.operator.actor, place=place, layout=layout, source=self.source(), at=self.at
            )
            assert isinstance(made, Done), made
            async with self.database.reading() as transaction:
                doors = await transaction.units.of_building(building.id)
            for door in doors[:lacking]:
                await remove_unit(
                    self.database, actor=self.operator.actor, unit_id=door.id, source=self.source(), at=self.at
                )

    async def invites(self, giver: Neighbour, office: Office, token: str) -> Outcome:
        return await invite(
            self.database,
            actor=await self.now(giver),
            office=office,
            token_hash=hash_token(token),
            source=self.source(),
            at=self.at,
        )

    async def takes(self, giver: Neighbour, person: Neighbour, office: Office) -> Actor:
        """The giver invites, the person accepts; who they are now."""
        token = self.source()
        invited = await self.invites(giver, office, token)
        assert isinstance(invited, Done), invited
        accepted = await accept_invitation(
            self.database, actor=await self.now(person), token=token, source=self.source(), at=self.at
        )
        assert isinstance(accepted, Done), accepted
        return await self.now(person)

    async def now(self, person: Neighbour) -> Actor:
        """The person with the roles held by now."""
        return await rosters.actor_now(self.database, person_id=person.person_id, at=self.at)


async def somebody(database: Database, name: str, kind: RoleKind | None, at: datetime) -> Neighbour:
    async with database.transaction() as transaction:
        return await settle_in(transaction, name, 70_000 + next(NUMBERS), kind, ANYWHERE, at)


async def a_district(database: Database, at: datetime) -> District:
    return District(database, at, await somebody(database, "周工", RoleKind.OPERATOR, at))
