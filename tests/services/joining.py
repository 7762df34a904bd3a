"""A home with its slip, and a building's homes: what tests of joining and leaving have people do there."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.outcomes import Done, Outcome, Refusal
from domain.registry import ANYWHERE, Actor, Basis, RoleKind
from domain.units import DwellingUnit
from services.homes import confirm_home, request_home
from services.households_pages import household, my_homes
from services.slips import bind_home, give_family_code, look_at_slip, make_slips, say_who
from storage.database import Database
from storage.owners import NAME
from storage.schema.units import owners, ownerships
from tests.builders import KEYS, Neighbour, Town, actor_of, agree, queued, settle_in

CODE, OTHER = "123456789012", "210987654321"
OWNER, RESIDENT, TENANT = RoleKind.OWNER, RoleKind.RESIDENT, RoleKind.TENANT


class Home:
    """1单元101 of building 3 with a slip printed by its leader, and what people do with it."""

    def __init__(self, database: Database, town: Town, unit: DwellingUnit, at: datetime) -> None:
        self.database, self.town, self.unit, self.at = database, town, unit, at
        self.steps = 0

    def source(self) -> str:
        self.steps += 1
        return f"step {self.steps}"

    async def slip(self, code: str = CODE, *, reprint: bool = False, by: str = "李楼长") -> Outcome:
        return await make_slips(
            self.database,
            actor=self.town[by].actor,
            codes={self.unit.id: code},
            reprint=reprint,
            source=self.source(),
            at=self.at,
        )

    async def look(self, who: Neighbour, code: str = CODE, at: datetime | None = None) -> Outcome:
        return await look_at_slip(
            self.database, actor=who.actor, code=code, chat_id=who.chat_id, source=self.source(), at=at or self.at
        )

    async def say(self, who: Neighbour, draft_id: int, kind: RoleKind) -> Outcome:
        return await say_who(
            self.database, actor=who.actor, draft_id=draft_id, kind=kind, source=self.source(), at=self.at
        )

    async def bind(self, who: Neighbour, draft_id: int) -> Outcome:
        return await bind_home(self.database, actor=who.actor, draft_id=draft_id, source=self.source(), at=self.at)

    async def joins(self, who: Neighbour, kind: RoleKind = OWNER, code: str = CODE) -> Outcome:
        """All of it: the code, what one is, the notice, registered."""
        looked = await self.look(who, code)
        if isinstance(looked, Refusal):
            return looked
        await agree(self.database, who, at=self.at)
        await self.say(who, looked["draft_id"], kind)
        return await self.bind(who, looked["draft_id"])

    async def gives(self, who: Neighbour, code: str = OTHER) -> Outcome:
        actor = await actor_of(self.database, who, self.at)
        async with self.database.reading() as transaction:
            held = await transaction.households.homes_of(who.person_id, self.at)
        role_id = next(member.role_id for member, place in held if place.unit_id == self.unit.id)
        return await give_family_code(
            self.database, actor=actor, role_id=role_id, code=code, source=self.source(), at=self.at
        )

    async def newcomer(self, name: str, telegram: int) -> Neighbour:
        async with self.database.transaction() as transaction:
            return await settle_in(transaction, name, telegram, None, ANYWHERE, self.at)

    async def members(self) -> list[tuple[str, RoleKind, Basis | None]]:
        found = await household(self.database, unit_id=self.unit.id, at=self.at)
        assert found is not None
        return [(member.name, member.kind, member.basis) for member in found.members]

    async def owned_by(self, name: str) -> int:
        """The register says who owns it."""
        async with self.database.transaction() as transaction:
            values = {"name": name, "name_hash": KEYS.digest(NAME, name)}
            owner = await transaction.units.add(owners, compound_id=self.town.compound_id, **values)
            await transaction.units.add(ownerships, unit_id=self.unit.id, owner_id=owner)
        return owner

    async def person_of_owner(self, owner: int) -> int | None:
        async with self.database.reading() as transaction:
            row = await transaction.units.row(owners.select().where(owners.c.id == owner))
        assert row is not None
        return None if row.person_id is None else int(row.person_id)


class Street:
    """Building 3 with its doors, and what people do there."""

    def __init__(self, database: Database, town: Town, units: dict[str, DwellingUnit], at: datetime) -> None:
        self.database, self.town, self.units, self.at = database, town, units, at
        self.unit = units["1单元101"]
        self.steps = 0

    @property
    def acting(self) -> dict[str, object]:
        self.steps += 1
        return {"source": f"step {self.steps}", "at": self.at}

    def later(self, minutes: int = 1) -> None:
        self.at += timedelta(minutes=minutes)

    async def actor(self, who: str) -> Actor:
        return await actor_of(self.database, self.town[who], self.at)

    async def by_slip(self, who: str, kind: RoleKind = OWNER, *, printed: bool = True, code: str = "") -> Done:
        """The leader prints a slip of 1单元101, or one of the family gave a code, and this person uses it."""
        code = code or f"{self.steps:012d}"
        person = self.town[who]
        if printed:
            codes = {self.unit.id: code}
            leader = await self.actor("李楼长")
            await make_slips(self.database, actor=leader, codes=codes, reprint=True, **self.acting)
        await agree(self.database, person, at=self.at)
        looked = await look_at_slip(
            self.database,
            actor=person.actor,
            code=code,
            chat_id=person.chat_id,
            **self.acting,
        )
        assert isinstance(looked, Done), looked
        draft = looked["draft_id"]
        await say_who(self.database, actor=person.actor, draft_id=draft, kind=kind, **self.acting)
        bound = await bind_home(self.database, actor=person.actor, draft_id=draft, **self.acting)
        assert isinstance(bound, Done), bound
        self.later()
        return bound

    async def by_family(self, who: str, giver: int, kind: RoleKind = RESIDENT, *, of: str = "王阿姨") -> Done:
        actor, code = await self.actor(of), f"{self.steps + 500:012d}"
        given = await give_family_code(self.database, actor=actor, role_id=giver, code=code, **self.acting)
        assert isinstance(given, Done), given
        return await self.by_slip(who, kind, printed=False, code=code)

    async def by_word(self, who: str, kind: RoleKind = OWNER, *, by: str = "李楼长") -> Outcome:
        """This person asks for 1单元101 and somebody confirms."""
        await agree(self.database, self.town[who], at=self.at)
        asked = await request_home(
            self.database,
            actor=await self.actor(who),
            kind=kind,
            building_id=self.unit.building_id,
            unit_id=self.unit.id,
            **self.acting,
        )
        assert isinstance(asked, Done), asked
        assert asked["place"] == "中华园3号楼1单元101"
        confirmer = await self.actor(by)
        outcome = await confirm_home(
            self.database,
            actor=confirmer,
            request_id=asked["request_id"],
            **self.acting,
        )
        self.later()
        return outcome

    async def do(self, act: object, who: str, **what: object) -> Outcome:
        assert callable(act)
        outcome: Outcome = await act(self.database, actor=await self.actor(who), **what, **self.acting)
        return outcome

    async def role_of(self, who: str) -> int:
        found = await my_homes(self.database, person_id=self.town[who].person_id, at=self.at)
        return next(member.role_id for member, home, _ in found if "101" in home)

    async def members(self) -> list[tuple[str, RoleKind, Basis | None]]:
        found = await household(self.database, unit_id=self.unit.id, at=self.at)
        assert found is not None
        return [(member.name, member.kind, member.basis) for member in found.members]

    async def told(self, who: str | Neighbour) -> list[str]:
        person = self.town[who] if isinstance(who, str) else who
        found = await queued(self.database, person.chat_id)
        return [template for template, _ in found if template.startswith("households.")]

    async def journal(self) -> list[str]:
        async with self.database.reading() as transaction:
            stream = f"compound:{self.town.compound_id}"
            assert await transaction.journal.broken_at(stream) is None
            return [entry.type for entry in await transaction.journal.read(stream)]
