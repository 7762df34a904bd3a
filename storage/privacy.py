"""The records of privacy (隐私): consents by purpose and version."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, select, update

from domain.privacy import Consent, Purpose, agreed
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.privacy import consents

CONSENTS = select(consents).where(consents.c.person_id == bindparam("person")).order_by(consents.c.id)
OF_PURPOSE = select(consents).where(consents.c.purpose == bindparam("aim")).order_by(consents.c.id)
WITHDRAW = (
    update(consents)
    .where(
        consents.c.person_id == bindparam("person"),
        consents.c.purpose == bindparam("aim"),
        consents.c.withdrawn_at.is_(None),
    )
    .values(withdrawn_at=bindparam("moment", type_=Moment()))
)


class Privacy(Repository):
    """Who agreed to what, until when."""

    async def consents(self, person_id: int) -> list[Consent]:
        """All a person ever gave, in order."""
        found = await self.rows(CONSENTS, person=person_id)
        return [Consent(Purpose(row.purpose), row.version, row.given_at, row.withdrawn_at) for row in found]

    async def consenting(self, purpose: Purpose) -> set[int]:
        """Everybody who agrees to this purpose today."""
        found = await self.rows(OF_PURPOSE, aim=purpose.value)
        return {
            row.person_id for row in found if agreed([Consent(purpose, row.version, row.given_at, row.withdrawn_at)])
        }

    async def consent(self, person_id: int, purposes: Collection[Purpose], version: int, at: datetime) -> None:
        for purpose in purposes:
            await self.add(consents, person_id=person_id, purpose=purpose.value, version=version, given_at=at)

    async def withdraw(self, person_id: int, purpose: Purpose, at: datetime) -> bool:
        """Take a consent back; False when there is none to take."""
        return await self.run(WITHDRAW, person=person_id, aim=purpose.value, moment=at) > 0
