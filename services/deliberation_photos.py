"""Photos on record (记录的照片): what a disclosure rests on for all who may read the matter, all of them for its staff.

Sheets with names and signatures stay with those who look at them before a step is confirmed.
"""

from __future__ import annotations

from datetime import datetime

from domain.deliberation.bundles import PHOTOS_OF, PhotoOf
from domain.deliberation.matters import Matter
from domain.deliberation.records import FORMS, MatterRecord
from domain.deliberation.stages import Stage
from domain.deliberation.tasks import TaskPhoto, TaskState
from domain.deliberation_effects import shown_photos
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import permit
from domain.registry import Actor
from services.acts import act
from services.dossiers import NO_MATTER
from services.matter_news import reads_matter
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

Files = dict[str, list[dict[str, str]]]

NOT_HERE = Refusal(Reason.NOT_FOUND, {"what": "matter_record_photos"})
MOST_SHOWN = 9
SHOWN = (PhotoOf.DANGER, PhotoOf.WORK, PhotoOf.NOTICE)
"""In the order of the album."""


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


@act
async def show_matter_photos(
    transaction: Transaction, *, actor: Actor, matter_id: int, chat_id: int, source: str, at: datetime
) -> Outcome:
    """看照片: in one album, for whoever lives or serves where the matter is."""
    matter = await transaction.deliberation.find(matter_id)
    if matter is None or not reads_matter(actor, matter):
        return NO_MATTER
    kept = await open_photos(transaction, matter)
    if not any(kept.values()):
        return NOT_HERE
    await apply(transaction, shown_photos(matter, kept, chat_id, source), at=at)
    return Done({"matter_id": matter_id})


async def open_photos(transaction: Transaction, matter: Matter) -> Files:
    """By what they show, the newest, as many as one album holds; of a danger, once another member has looked."""
    sources = [(PhotoOf.WORK, matter.subject)]
    given_out = await transaction.tasks.of_matter(matter.id, matter.round)
    sources += [(PhotoOf.WORK, task.photos(TaskPhoto.AFTER)) for task in given_out if task.state is TaskState.DONE]
    noted = [one for one in await transaction.matter_records.of(matter.id) if one.round == matter.round]
    sources += [(PHOTOS_OF[one.need], one.subject) for one in noted if one.need in PHOTOS_OF]
    hidden = {PhotoOf.DANGER} if matter.stage is Stage.EXAMINING else set()
    sources = [(shows, subject) for shows, subject in sources if shows.public and shows not in hidden]
    found = [(shows, row) for shows, subject in sources for row in await transaction.attachments.of(subject)]
    newest = sorted([(shows, row) for shows, row in found if row.state == "stored"], key=lambda one: one[1].id)
    kept: Files = {shows.value: [] for shows in SHOWN}
    for shows, row in newest[-MOST_SHOWN:]:
        kept[shows.value].append({"kind": row.kind, "file_id": row.file_id})
    return kept
