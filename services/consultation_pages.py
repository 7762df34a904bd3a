"""What people read of 相关单位商议: neighbours and staff in the bot, a unit behind its link."""

from __future__ import annotations

from domain.deliberation.consultations import AskedPage, ConsultationPage
from domain.deliberation.matters import Matter
from domain.deliberation.stages import MatterAct
from domain.links import LinkPurpose, PersonalLink
from domain.permissions import permit
from domain.registry import Actor, Place
from services.consultations import open_to
from storage.database import Database


async def consultation_page(database: Database, *, actor: Actor, matter_id: int) -> ConsultationPage | None:
    """The units of a matter's present round, for whoever lives or serves where it is."""
    async with database.reading() as transaction:
        matter = await transaction.deliberation.find(matter_id)
        if matter is None or not _here(actor, matter):
            return None
        units = await transaction.consultations.of(matter.id, matter.round)
        meeting = await transaction.consultations.meeting(matter.id, matter.round)
    open_ = MatterAct.INVITE in matter.procedure.step(matter.stage).acts
    leads = open_ and permit(actor, matter.procedure.run_by, matter.place) is None
    return ConsultationPage(matter, tuple(units), leads, meeting)


def _here(actor: Actor, matter: Matter) -> bool:
    return any(role.place.covers(matter.place) or matter.place.covers(role.place) for role in actor.roles)


async def unit_matter(database: Database, *, unit_id: int) -> int:
    """Which matter a unit is asked about; 0 where there is none."""
    async with database.reading() as transaction:
        unit = await transaction.consultations.find(unit_id)
    return 0 if unit is None else unit.matter_id


async def asked_page(database: Database, *, link: PersonalLink) -> AskedPage | None:
    """What the holder of a unit's link reads: the present text, and what the unit has answered."""
    assert link.purpose is LinkPurpose.UNIT, "lent to a unit"
    async with database.reading() as transaction:
        unit = await transaction.consultations.find(int(link.subject.rpartition(":")[2]))
        matter = None if unit is None else await transaction.deliberation.find(unit.matter_id)
        if unit is None or matter is None:
            return None
        names = await transaction.registry.names()
        meeting = await transaction.consultations.meeting(matter.id, unit.round)
    return AskedPage(matter, unit, names.of(Place(matter.place.compound_id)), open_to(matter, unit), meeting)
