"""The records of personal links (个人链接): purpose, subject and dates. The token itself is nowhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select, update

from domain.links import LinkPurpose, PersonalLink
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.printing import personal_links

FIND = select(personal_links).where(personal_links.c.id == bindparam("key"))
REVOKE = (
    update(personal_links)
    .where(personal_links.c.id == bindparam("key"), personal_links.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("moment", type_=Moment()))
)


class Links(Repository):
    """Personal links by number."""

    async def make(
        self, *, purpose: LinkPurpose, subject: str, by: int | None, at: datetime, expires_at: datetime
    ) -> PersonalLink:
        number = await self.add(
            personal_links, purpose=purpose.value, subject=subject, made_by=by, made_at=at, expires_at=expires_at
        )
        return PersonalLink(number, purpose, subject, by, expires_at)

    async def find(self, number: int) -> PersonalLink | None:
        row = await self.row(FIND, key=number)
        if row is None:
            return None
        purpose, revoked = LinkPurpose(row.purpose), row.revoked_at is not None
        return PersonalLink(row.id, purpose, row.subject, row.made_by, row.expires_at, revoked)

    async def revoke(self, number: int, at: datetime) -> bool:
        """Take it back; False when that was done before."""
        return await self.run(REVOKE, key=number, moment=at) == 1
