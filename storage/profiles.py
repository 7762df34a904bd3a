"""Which profile applies where (适用规则): a compound goes by its city's, with its own file laid over it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, and_, bindparam, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import QuietHours, not_before
from domain.profiles import NATIONAL, Profile
from domain.profiles_reading import Problem
from domain.registry import HOME_ROLES
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.registry import chats, communities, compounds, roles
from storage.schema.units import grids
from storage.shelf import Laid, Shelf

NAMED = select(compounds.c.id, compounds.c.profile, compounds.c.name, communities.c.name.label("community")).join(
    communities, communities.c.id == compounds.c.community_id
)
OF_COMPOUND = NAMED.where(compounds.c.id == bindparam("compound"))
EVERY = NAMED.order_by(compounds.c.id)
HELD = and_(
    roles.c.since <= bindparam("at", type_=Moment()),
    or_(roles.c.until.is_(None), roles.c.until > bindparam("at", type_=Moment())),
)
IN_COMMUNITY = compounds.alias()
OF_GRID = select(grids.c.community_id).where(grids.c.id == roles.c.grid_id).scalar_subquery()
FIRST_THERE = (
    select(func.min(IN_COMMUNITY.c.id))
    .where(IN_COMMUNITY.c.community_id == func.coalesce(roles.c.community_id, OF_GRID))
    .scalar_subquery()
)
"""Whoever serves a whole community, or a grid of it: its compounds lie in one city."""
HOME_FIRST = (case((roles.c.kind.in_(sorted(HOME_ROLES)), 0), else_=1), roles.c.id)
OF_CHAT = (
    select(compounds.c.id, compounds.c.profile, compounds.c.name, communities.c.name.label("community"))
    .select_from(chats)
    .outerjoin(roles, and_(roles.c.person_id == chats.c.person_id, HELD))
    .join(compounds, compounds.c.id == func.coalesce(chats.c.compound_id, roles.c.compound_id, FIRST_THERE))
    .join(communities, communities.c.id == compounds.c.community_id)
    .where(chats.c.id == bindparam("chat"))
    .order_by(*HOME_FIRST)
    .limit(1)
)
CHOOSE = update(compounds).where(compounds.c.id == bindparam("compound")).values(profile=bindparam("city"))


class Profiles(Repository):
    """Which profile applies to whom."""

    def __init__(self, connection: AsyncConnection, shelf: Shelf) -> None:
        super().__init__(connection)
        self.shelf = shelf
        self._found: dict[int, Profile] = {}  # within the one transaction this lives in

    @property
    def national(self) -> Profile:
        return self.shelf.cities[NATIONAL]

    async def of_compound(self, compound_id: int | None) -> Profile:
        """What applies to a compound; 全国 where there is none."""
        if compound_id is None:
            return self.national
        if compound_id not in self._found:
            self._found[compound_id] = self._effective(await self.row(OF_COMPOUND, compound=compound_id))
        return self._found[compound_id]

    async def of_chat(self, chat_id: int, at: datetime) -> Profile:
        """What applies to a group's compound, or where the person of a private chat lives, else where they serve."""
        return self._effective(await self.row(OF_CHAT, chat=chat_id, at=at))

    async def quiet_hours(self, compound_id: int | None) -> QuietHours:
        """When a compound's people are not disturbed."""
        return (await self.of_compound(compound_id)).everyday.quiet_hours.value

    async def after_quiet_hours(self, moment: datetime, *, chat_id: int, zone: ZoneInfo) -> datetime:
        """The moment, or the end of the quiet hours it falls into where the chat's people live.

        By day nobody's quiet hours matter and nothing is looked up.
        """
        ends = {not_before(moment, zone=zone, quiet=quiet) for quiet in self.shelf.quiet_hours}
        if len(ends) == 1:
            return ends.pop()
        profile = await self.of_chat(chat_id, moment)
        return not_before(moment, zone=zone, quiet=profile.everyday.quiet_hours.value)

    async def city_of(self, compound_id: int) -> str | None:
        """The city a compound has chosen."""
        row = await self.row(OF_COMPOUND, compound=compound_id)
        return None if row is None else str(row.profile)

    async def would_be(self, compound_id: int, city: str) -> Laid:
        """What would apply to a compound if it went by this city."""
        row = await self.row(OF_COMPOUND, compound=compound_id)
        assert row is not None, "asked of a compound that is there"
        return self.shelf.effective(city, community=row.community, compound=row.name)

    async def choose(self, compound_id: int, city: str) -> None:
        self._found.pop(compound_id, None)
        await self.run(CHOOSE, compound=compound_id, city=city)

    async def troubles(self) -> tuple[Problem, ...]:
        """Compounds whose city has no file any more, or whose own file falls short of their city's law."""
        found: list[Problem] = []
        for row in await self.rows(EVERY):
            if row.profile not in self.shelf.cities:
                found.append(Problem("", "no_city", {"compound": row.name}, f"{row.profile}.toml"))
                continue
            laid = self.shelf.effective(row.profile, community=row.community, compound=row.name)
            found += () if isinstance(laid, Profile) else laid
        return tuple(found)

    async def strays(self) -> tuple[str, ...]:
        """Files that no compound answers to."""
        used = {self.shelf.file_of(row.community, row.name) for row in await self.rows(EVERY)}
        return tuple(sorted(self.shelf.files - used))

    def _effective(self, row: Row[Any] | None) -> Profile:
        if row is None:
            return self.national
        laid = self.shelf.effective(row.profile, community=row.community, compound=row.name)
        assert isinstance(laid, Profile), "looked at when the house was opened"
        return laid
