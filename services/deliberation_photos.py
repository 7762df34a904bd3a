"""Photos on record (记录的照片): for whoever runs the matter and looks before it goes on; signatures stay there."""

from __future__ import annotations

from domain.deliberation.records import FORMS, MatterRecord
from domain.outcomes import Reason, Refusal
from domain.permissions import permit
from domain.registry import Actor
from services.dossiers import NO_MATTER
from storage.database import Database

NOT_HERE = Refusal(Reason.NOT_FOUND, {"what": "matter_record_photos"})
MOST_SHOWN = 9


async def photos_on_record(
    database: Database, *, actor: Actor, matter_id: int
) -> list[tuple[MatterRecord, bytes]] | Refusal:
    """The newest photos of this round, each with its record, the first first; refused while none is kept."""
    async with database.reading() as transaction:
        matter = await transaction.deliberation.find(matter_id)
        if matter is None:
            return NO_MATTER
        if (refusal := permit(actor, matter.procedure.run_by, matter.place)) is not None:
            return refusal
        noted = await transaction.matter_records.of(matter.id)
        told = [one for one in noted if one.round == matter.round and FORMS[one.need].photo]
        kept = []
        for one in told:
            for row in await transaction.attachments.of(one.subject):
                if row.state == "stored":
                    kept.append((one, row.id))
        shown = []
        for one, number in kept[-MOST_SHOWN:]:
            photo = await transaction.attachments.content(number, transaction.keys)
            if photo is not None:
                shown.append((one, photo))
        return shown or NOT_HERE
