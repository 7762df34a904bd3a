"""The records of personal links (个人链接): purpose, subject and dates. The token itself is nowhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from domain.links import LinkPurpose, PersonalLink
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.printing import personal_links

FIND = select(personal_links).where(personal_links.c.id == bindparam("key"))
OF_SUBJECT = (
    select(personal_links)
    .where(
        personal_links.c.purpose == bindparam("purpose"),
        personal_links.c.subject == bindparam("subject"),
        personal_links.c.revoked_at.is_(None),
        personal_links.c.expires_at > bindparam("moment", type_=Moment()),
    )
    .order_by(personal_links.c.id.desc())
)
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
        return None if row is None else _link(row)

    async def good(self, purpose: LinkPurpose, subject: str, at: datetime) -> PersonalLink | None:
        """The link that opens this, made last, while it does."""
        row = await self.row(OF_SUBJECT, purpose=purpose.value, subject=subject, moment=at)
        return None if row is None else _link(row)

    async def revoke(self, number: int, at: datetime) -> bool:
        """Take it back; False when that was done before."""
        return await self.run(REVOKE, key=number, moment=at) == 1


def _link(row: Row[Any]) -> PersonalLink:
    purpose, revoked = LinkPurpose(row.purpose), row.revoked_at is not None
    return PersonalLink(row.id, purpose, row.subject, row.made_by, row.expires_at, revoked)
