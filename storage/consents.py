"""Who agreed to what (同意), for those who ask about many people at once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from storage.repository import Repository
from storage.schema.privacy import consents

GIVEN = select(consents.c.person_id).where(
    consents.c.purpose == bindparam("what"),
    consents.c.person_id.in_(bindparam("whose", expanding=True)),
    consents.c.withdrawn_at.is_(None),
)


class Consents(Repository):
    """Consents by purpose."""

    async def given(self, purpose: str, people: Iterable[int]) -> frozenset[int]:
        """Those of these people who agree to it today."""
        return frozenset(row.person_id for row in await self.rows(GIVEN, what=purpose, whose=[*people]))
