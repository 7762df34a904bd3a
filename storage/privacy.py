"""The records of privacy (隐私): consents by purpose and version, and who looked at whose data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from domain.privacy import Access, Consent, Purpose, agreed
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.privacy import accesses, consents
from storage.schema.registry import people

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

HOUR = timedelta(hours=1)
SAME_LOOK = select(accesses.c.id).where(
    accesses.c.person_id == bindparam("person"),
    accesses.c.by_person_id == bindparam("who"),
    accesses.c.what == bindparam("why"),
    accesses.c.at > bindparam("since", type_=Moment()),
)
LOOKS = (
    select(accesses, people.c.name, people.c.telegram_id)
    .outerjoin(people, people.c.id == accesses.c.by_person_id)
    .where(accesses.c.person_id == bindparam("person"))
    .order_by(accesses.c.at.desc(), accesses.c.id.desc())
    .limit(bindparam("most"))
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

    async def note_access(self, person_id: int, *, by: int | None, what: Access, at: datetime) -> None:
        """Somebody saw a person's data; the same within the hour is one look, and one's own is none."""
        if person_id == by or await self.value(SAME_LOOK, person=person_id, who=by, why=what.value, since=at - HOUR):
            return
        await self.add(accesses, person_id=person_id, by_person_id=by, what=what.value, at=at)

    async def note_looks(self, people: Iterable[int | None], *, by: int | None, what: Access, at: datetime) -> None:
        """The same for several people; None stands for somebody who never came, `by` None: at the terminal."""
        for person in sorted({person for person in people if person is not None}):
            await self.note_access(person, by=by, what=what, at=at)

    async def accesses(self, person_id: int, *, most: int) -> Sequence[Row[Any]]:
        """Who looked, latest first, with their name."""
        return await self.rows(LOOKS, person=person_id, most=most)
