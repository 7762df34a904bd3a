"""The records of announcements (公告)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, or_, select, update

from domain.announcements import Announcement, AnnouncementState, Delivery
from domain.notices import NoticeKind
from domain.registry import Place
from domain.walls import CHAT_KIND
from storage.repository import Repository
from storage.schema.announcements import announcement_versions, announcements
from storage.schema.base import Moment
from storage.schema.registry import buildings, chats, compounds
from storage.schema.traffic import outbox

WHOLE = (
    select(announcements, compounds.c.name.label("compound"), buildings.c.label.label("building"))
    .join(compounds, compounds.c.id == announcements.c.compound_id)
    .outerjoin(buildings, buildings.c.id == announcements.c.building_id)
)
FIND = WHOLE.where(announcements.c.id == bindparam("key"))
LOCK = FIND.with_for_update(of=announcements)
LATEST = (
    WHOLE.where(announcements.c.state.in_(bindparam("states", expanding=True)))
    .where(
        or_(
            announcements.c.compound_id.in_(bindparam("compounds", expanding=True)),
            announcements.c.author_id == bindparam("author"),
        )
    )
    .order_by(announcements.c.due_at.desc(), announcements.c.id.desc())
    .limit(bindparam("most"))
)
PUBLISHED_IN = (
    WHOLE.where(
        announcements.c.compound_id == bindparam("compound"),
        announcements.c.state == AnnouncementState.PUBLISHED.value,
        announcements.c.published_at >= bindparam("since", type_=Moment()),
        announcements.c.published_at < bindparam("until", type_=Moment()),
    )
    .order_by(announcements.c.published_at.desc(), announcements.c.id.desc())
    .limit(bindparam("most"))
)
LAST_NUMBER = select(func.max(announcements.c.number)).where(
    announcements.c.compound_id == bindparam("compound"), announcements.c.year == bindparam("of_year")
)
SAVE = (
    update(announcements)
    .where(announcements.c.id == bindparam("key"))
    .values(
        text=bindparam("words"),
        version=bindparam("edition"),
        pin=bindparam("pinned"),
        state=bindparam("to"),
        due_at=bindparam("moment", type_=Moment()),
        published_at=bindparam("went", type_=Moment()),
        corrected_at=bindparam("mended", type_=Moment()),
    )
)
VERSIONS = (
    select(announcement_versions)
    .where(announcement_versions.c.announcement_id == bindparam("of"))
    .order_by(announcement_versions.c.version)
)
POSTED = (
    select(outbox.c.chat_id, outbox.c.state, outbox.c.error, chats.c.title)
    .join(chats, chats.c.id == outbox.c.chat_id)
    .where(
        outbox.c.subject == bindparam("of"),
        outbox.c.kind == NoticeKind.POST.value,
        chats.c.kind != CHAT_KIND,
    )
    .order_by(outbox.c.id)
)


class Announcements(Repository):
    """Announcements with their number, their versions, and where they were posted."""

    async def schedule(
        self,
        *,
        place: Place,
        author_id: int,
        year: int,
        number: int,
        text: str,
        pin: bool,
        urgent: bool,
        due_at: datetime,
        called: str | None,
    ) -> int:
        return await self.add(
            announcements,
            compound_id=place.compound_id,
            building_id=place.building_id,
            author_id=author_id,
            year=year,
            number=number,
            text=text,
            pin=pin,
            urgent=urgent,
            state=AnnouncementState.SCHEDULED.value,
            due_at=due_at,
            called=called,
        )

    async def find(self, number: int, *, lock: bool = False) -> Announcement | None:
        row = await self.row(LOCK if lock else FIND, key=number)
        return None if row is None else _announcement(row)

    async def latest(
        self, *, compounds: Collection[int], author_id: int, states: Collection[AnnouncementState], most: int
    ) -> list[Announcement]:
        """The latest of these compounds or of this author."""
        found = await self.rows(
            LATEST,
            compounds=list(compounds) or [0],
            author=author_id,
            states=[state.value for state in states],
            most=most,
        )
        return [_announcement(row) for row in found]

    async def published_in(self, compound_id: int, since: datetime, until: datetime, most: int) -> list[Announcement]:
        """What came out there in a stretch of time, its end not in it; the latest first."""
        stretch = {"since": since, "until": until, "most": most}
        return [_announcement(row) for row in await self.rows(PUBLISHED_IN, compound=compound_id, **stretch)]

    async def last_number(self, compound_id: int, year: int) -> int:
        return int(await self.value(LAST_NUMBER, compound=compound_id, of_year=year) or 0)

    async def save(self, item: Announcement) -> None:
        """Write what may change of it."""
        await self.run(
            SAVE,
            key=item.id,
            words=item.text,
            edition=item.version,
            pinned=item.pin,
            to=item.state.value,
            moment=item.due_at,
            went=item.published_at,
            mended=item.corrected_at,
        )

    async def keep_version(self, item: Announcement, *, by: int, at: datetime) -> None:
        """留存这一稿."""
        await self.add(
            announcement_versions, announcement_id=item.id, version=item.version, text=item.text, by=by, at=at
        )

    async def versions(self, number: int) -> Sequence[Row[Any]]:
        return await self.rows(VERSIONS, of=number)

    async def deliveries(self, subject: str) -> list[Delivery]:
        """送达情况, group by group; where a post went twice, the later one."""
        latest = {row.chat_id: row for row in await self.rows(POSTED, of=subject)}
        return [Delivery(row.chat_id, row.title, row.state, row.error) for row in latest.values()]


def _announcement(row: Row[Any]) -> Announcement:
    return Announcement(
        id=row.id,
        place=Place(row.compound_id, row.building_id),
        compound=row.compound,
        building=row.building,
        author_id=row.author_id,
        year=row.year,
        number=row.number,
        text=row.text,
        version=row.version,
        pin=row.pin,
        urgent=row.urgent,
        state=AnnouncementState(row.state),
        due_at=row.due_at,
        published_at=row.published_at,
        corrected_at=row.corrected_at,
        called=row.called,
    )
