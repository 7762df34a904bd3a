"""What goes of fees and services: who said what of a month, photos of what was done, which home a receipt was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, delete, exists, select, update

from domain.pledges import DriveState
from storage.repository import Repository
from storage.schema.hourly import hourly_visits, hourly_words
from storage.schema.pledges import pledge_drives, pledges
from storage.schema.prepay import prepay_lines, prepay_settlements
from storage.schema.records import attachments


async def purge_services(records: Repository, before: datetime, at: datetime) -> int:
    """How long it was done and what was accepted stays; who said what, and the photos, go."""
    old = select("hourly_visit:" + hourly_visits.c.id.cast(attachments.c.subject.type))
    await records.run(delete(attachments).where(attachments.c.subject.in_(old.where(hourly_visits.c.at < before))))
    return await records.run(delete(hourly_words).where(hourly_words.c.at < before))


async def purge_prepaid(records: Repository, before: datetime, at: datetime) -> int:
    """Sums and counts of a settled building stay; which home paid what goes."""
    same = and_(
        prepay_settlements.c.round_id == prepay_lines.c.round_id,
        prepay_settlements.c.building_id == prepay_lines.c.building_id,
    )
    over = exists().where(same, prepay_settlements.c.confirmed_at < before)
    named = prepay_lines.c.unit_id.is_not(None)
    return await records.run(update(prepay_lines).where(over, named).values(unit_id=None))


async def purge_pledges(records: Repository, before: datetime, at: datetime) -> int:
    """Sums stay, by number; whose they were goes, and the name they asked to be read under."""
    over = pledge_drives.c.state.in_(sorted((DriveState.MET, DriveState.SHORT)))
    old = select(pledge_drives.c.id).where(over, pledge_drives.c.ends_at < before)
    named = and_(pledges.c.drive_id.in_(old), pledges.c.person_id.is_not(None))
    return await records.run(update(pledges).where(named).values(person_id=None, name=None))
