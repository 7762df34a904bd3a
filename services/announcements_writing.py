"""Writing an announcement (写公告): its files, its preview, and the act that gives it a number and a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.announcements import (
    Announcement,
    AnnouncementState,
    File,
    Preview,
    Target,
    clean,
    file_refused,
    leaves,
    read_place,
    text_refused,
    time_refused,
)
from domain.effects import Record, Schedule
from domain.moments import read_moment, write_moment
from domain.outcomes import Done, Facts, Outcome, Reason, Refusal
from domain.permissions import Act, permit, places
from domain.profiles import numbered
from domain.registry import ANYWHERE, Actor, Place
from services.acts import act
from storage.database import Database
from storage.drafts import Draft
from storage.effects import apply
from storage.transaction import Transaction

DUE = "announcement.publish"
DRAFT = "announcement"


@act
async def attach(
    transaction: Transaction,
    *,
    actor: Actor,
    draft_id: int,
    kind: str,
    file_id: str,
    name: str,
    mime: str,
    size: int | None,
    album: str | None,
    source: str,
    at: datetime,
) -> Outcome:
    """Put a file with the draft. `first`: it is the only one, or the first seen of its album."""
    draft = await _own_draft(transaction, actor, draft_id, at)
    if isinstance(draft, Refusal):
        return draft
    subject = f"draft:{draft_id}"
    already = len(await transaction.attachments.of(subject))
    if refusal := file_refused(kind, already):
        return refusal
    await transaction.attachments.record(
        subject=subject, kind=kind, file_id=file_id, name=name, mime=mime, size=size, at=at
    )
    first = album is None or await transaction.drafts.album(album) is None
    if album is not None and first:
        await transaction.drafts.open_album(album, draft_id, at)
    return Done({"count": already + 1, "first": first})


@act
async def detach(transaction: Transaction, *, actor: Actor, draft_id: int, source: str, at: datetime) -> Outcome:
    """Take all files off the draft."""
    draft = await _own_draft(transaction, actor, draft_id, at)
    if isinstance(draft, Refusal):
        return draft
    await transaction.attachments.drop(f"draft:{draft_id}")
    return Done()


@act
async def schedule_announcement(
    transaction: Transaction, *, actor: Actor, draft_id: int, source: str, at: datetime
) -> Outcome:
    """定下公告: it gets its number and its place in the timetable; the draft is used up."""
    draft = await _own_draft(transaction, actor, draft_id, at)
    preview = draft if isinstance(draft, Refusal) else await _compose(transaction, actor, draft, at)
    if isinstance(preview, Refusal):
        return preview
    item = await numbered_item(transaction, preview.announcement, at)
    await transaction.attachments.hand_over(f"draft:{draft_id}", item.subject)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, [Schedule(DUE, item.subject, item.due_at), scheduled_record(item)], at=at)
    return Done({"announcement_id": item.id, "due": write_moment(item.due_at), "now": item.due_at <= at})


async def numbered_item(transaction: Transaction, item: Announcement, at: datetime) -> Announcement:
    """With the number that is next, put down for its time."""
    number = await transaction.acts.next_number(f"announcement:{item.place.compound_id}:{item.year}")
    kept = await _called(transaction, replace(item, number=number))
    row = await transaction.announcements.schedule(
        place=item.place,
        author_id=item.author_id,
        year=item.year,
        number=number,
        text=item.text,
        pin=item.pin,
        urgent=item.urgent,
        due_at=item.due_at,
        called=kept.called,
    )
    kept = replace(kept, id=row)
    await transaction.announcements.keep_version(kept, by=item.author_id, at=at)
    return kept


async def _called(transaction: Transaction, item: Announcement) -> Announcement:
    """With its number written the compound's own way, where its rules have one; from then on it stays so."""
    pattern = (await transaction.profiles.of_compound(item.place.compound_id)).numbering.announcements
    if pattern is None:
        return item
    return replace(item, called=numbered(pattern, compound=item.compound, year=item.year, number=item.number))


def scheduled_record(item: Announcement) -> Record:
    """What the journal keeps of it."""
    body = {
        "year": item.year,
        "number": item.number,
        "place": [item.place.compound_id, item.place.building_id],
        "due": write_moment(item.due_at),
        "by": item.author_id,
    }
    return Record(item.subject, "scheduled", body, {"text": item.text})


async def _own_draft(transaction: Transaction, actor: Actor, draft_id: int, at: datetime) -> Draft | Refusal:
    draft = await transaction.drafts.find(draft_id, at=at)
    if draft is None or draft.kind != DRAFT:
        return Refusal(Reason.EXPIRED, {"what": "draft"})
    return draft if draft.person_id == actor.person_id else Refusal(Reason.NOT_YOURS)


async def _compose(transaction: Transaction, actor: Actor, draft: Draft, at: datetime) -> Preview | Refusal:
    """What the draft would become now, or what it still lacks."""
    body, text = draft.body, clean(draft.body.get("text", ""))
    place = read_place(body.get("place") or (None, None))
    wanted = read_moment(body["due"]) if body.get("due") else None
    refusal = text_refused(text) or permit(actor, Act.ANNOUNCE, place)
    if refusal is None and wanted is not None:
        refusal = time_refused(wanted, at=at)
    target = await target_of(transaction, place) if refusal is None else None
    if target is None:
        return refusal or Refusal(Reason.NO_TARGET_GROUP, {"what": "announcement"})
    item = await drafted(transaction, body, text, target, draft.person_id, at)
    quiet = await transaction.profiles.quiet_hours(place.compound_id)
    due = leaves(wanted, urgent=item.urgent, at=at, zone=transaction.zone, quiet=quiet)
    files = await files_of(transaction, f"draft:{draft.id}")
    held = quiet if due > (wanted or at) else None
    return Preview(replace(item, due_at=due), files, target, now=wanted is None, held=held)


async def drafted(
    transaction: Transaction, body: Facts, text: str, target: Target, author: int, at: datetime
) -> Announcement:
    """The draft as the announcement it would be, with the number that is next."""
    year, compound_id = at.astimezone(transaction.zone).year, target.place.compound_id
    assert compound_id is not None, "a target is a place"
    item = Announcement(
        id=0,
        place=target.place,
        compound=target.compound,
        building=target.building,
        author_id=author,
        year=year,
        number=await transaction.announcements.last_number(compound_id, year) + 1,
        text=text,
        version=1,
        pin=bool(body.get("pin")),
        urgent=bool(body.get("urgent")),
        state=AnnouncementState.SCHEDULED,
        due_at=at,
    )
    return await _called(transaction, item)


async def files_of(transaction: Transaction, subject: str) -> tuple[File, ...]:
    """What goes with a draft or an announcement, in the order it came."""
    return tuple(File(row.kind, row.file_id) for row in await transaction.attachments.of(subject))


async def reached(transaction: Transaction, place: Place) -> list[int]:
    """The groups of a place that hear us, so that nobody reads it twice; those of its buildings where it has none."""
    assert place.compound_id is not None, "announced to a place"
    groups = [chat for chat in await transaction.chats.groups_of(place.compound_id) if chat.state == "open"]
    own = [chat.id for chat in groups if chat.place == place]
    return own or [chat.id for chat in groups if chat.place is not None and place.covers(chat.place)]


async def target_of(transaction: Transaction, place: Place) -> Target | None:
    """The place as somewhere to announce to; None where no group hears it."""
    compound = await transaction.registry.compound(place.compound_id or 0)
    groups = await reached(transaction, place) if compound is not None else []
    if compound is None or not groups:
        return None
    building = await transaction.registry.building(place.building_id) if place.building_id else None
    return Target(place, compound.name, building.label if building else None, len(groups))


async def count_files(database: Database, *, draft_id: int) -> int:
    """How many files the draft has by now."""
    async with database.reading() as transaction:
        return len(await transaction.attachments.of(f"draft:{draft_id}"))


async def preview(database: Database, *, actor: Actor, draft_id: int, at: datetime) -> Preview | Refusal:
    """How the draft would go out now, with the number that is next."""
    async with database.reading() as transaction:
        draft = await _own_draft(transaction, actor, draft_id, at)
        return draft if isinstance(draft, Refusal) else await _compose(transaction, actor, draft, at)


async def targets(database: Database, *, actor: Actor) -> list[Target] | Refusal:
    """Where `actor` may announce and groups would hear it; else what is missing."""
    allowed = places(actor, Act.ANNOUNCE)
    if not allowed:
        return permit(actor, Act.ANNOUNCE, ANYWHERE) or Refusal(Reason.NO_COMPOUND)
    async with database.reading() as transaction:
        wide = [place for one in allowed for place in await _within(transaction, one)]
        found = [target for place in dict.fromkeys(wide) if (target := await target_of(transaction, place)) is not None]
    return found or Refusal(Reason.NO_TARGET_GROUP, {"what": "announcement"})


async def _within(transaction: Transaction, place: Place) -> list[Place]:
    """A place and the buildings in it."""
    if place.compound_id is None:
        return [
            part for one in await transaction.registry.compounds() for part in await _within(transaction, Place(one.id))
        ]
    if place.building_id is not None:
        return [place]
    buildings = await transaction.registry.buildings(place.compound_id)
    return [place, *(Place(place.compound_id, building.id) for building in buildings)]
