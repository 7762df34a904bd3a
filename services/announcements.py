"""Announcements (公告): published when due, mended with a visible trace, looked up again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.announcements import (
    Announcement,
    AnnouncementState,
    Page,
    Report,
    Version,
    clean,
    correction,
    label,
    leaves,
    manage_refused,
    may_manage,
    may_read,
    pinning,
    public_versions,
    publication,
    stands,
    text_refused,
    time_refused,
)
from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind, NoticeState
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, places
from domain.registry import Actor, Place
from services.acts import act
from services.announcements_writing import (
    DUE,
    attach,
    count_files,
    detach,
    files_of,
    preview,
    reached,
    schedule_announcement,
    targets,
)
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

SCHEDULED, PUBLISHED = AnnouncementState.SCHEDULED, AnnouncementState.PUBLISHED
RECENT = 8
"""Entries of a list on one screen."""


@act
async def publish(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """到点发出: once, to every group of its place; late ones say so."""
    item = await transaction.announcements.find(int(subject.rpartition(":")[2]), lock=True)
    if item is None or item.state is not SCHEDULED:
        return Done({"published": False})
    chats = await reached(transaction, item.place)
    if not chats:
        return await _nowhere(transaction, item, at)
    quiet = await transaction.profiles.quiet_hours(item.place.compound_id)
    left = leaves(None, urgent=item.urgent, at=at, zone=transaction.zone, quiet=quiet)
    published = replace(item, state=PUBLISHED, published_at=left)
    await transaction.announcements.save(published)
    effects = publication(published, await files_of(transaction, subject), chats)
    body = {"due": write_moment(item.due_at), "late": published.late, "groups": len(chats)}
    await apply(transaction, [*effects, Record(subject, "published", body)], at=at)
    return Done({"published": True})


async def _nowhere(transaction: Transaction, item: Announcement, at: datetime) -> Outcome:
    """Every group was lost meanwhile: its author is told, nothing is said to be published."""
    await transaction.announcements.save(replace(item, state=AnnouncementState.UNSENT))
    effects: list[Effect] = [Record(item.subject, "unsent")]
    chat = await transaction.chats.private_of(item.author_id)
    if chat is not None:
        facts = {"announcement_id": item.id, "label": label(item)}
        effects.append(Post(Notice(f"{item.subject}:unsent", chat.id, NoticeKind.POST, "announcements.unsent", facts)))
    await apply(transaction, effects, at=at)
    return Done({"published": False})


@act
async def edit_text(
    transaction: Transaction, *, actor: Actor, announcement_id: int, text: str, source: str, at: datetime
) -> Outcome:
    """改文字, while nothing has left; the earlier version is kept."""
    item = await transaction.announcements.find(announcement_id, lock=True)
    refusal = manage_refused(actor, item, SCHEDULED) or text_refused(clean(text))
    if refusal is not None or item is None:
        return refusal or Refusal(Reason.NOT_FOUND)
    return await _reword(transaction, item, actor, text, "reworded", at)


@act
async def edit_time(
    transaction: Transaction, *, actor: Actor, announcement_id: int, due: datetime | None, source: str, at: datetime
) -> Outcome:
    """改时间 (None: now), while nothing has left."""
    item = await transaction.announcements.find(announcement_id, lock=True)
    refusal = manage_refused(actor, item, SCHEDULED)
    if refusal is None and due is not None:
        refusal = time_refused(due, at=at)
    if refusal is not None or item is None:
        return refusal or Refusal(Reason.NOT_FOUND)
    quiet = await transaction.profiles.quiet_hours(item.place.compound_id)
    moment = leaves(due, urgent=item.urgent, at=at, zone=transaction.zone, quiet=quiet)
    await transaction.announcements.save(replace(item, due_at=moment))
    body = {"due": write_moment(moment), "by": actor.person_id}
    await apply(transaction, [Schedule(DUE, item.subject, moment), Record(item.subject, "moved", body)], at=at)
    held = {"begin": f"{quiet.begin:%H:%M}", "end": f"{quiet.end:%H:%M}"} if moment > (due or at) else {}
    return Done({"announcement_id": item.id, "due": write_moment(moment), **held})


@act
async def cancel(transaction: Transaction, *, actor: Actor, announcement_id: int, source: str, at: datetime) -> Outcome:
    """取消, while nothing has left; its number stays its own."""
    item = await transaction.announcements.find(announcement_id, lock=True)
    refusal = manage_refused(actor, item, SCHEDULED)
    if refusal is not None or item is None:
        return refusal or Refusal(Reason.NOT_FOUND)
    await transaction.announcements.save(replace(item, state=AnnouncementState.CANCELLED))
    record = Record(item.subject, "cancelled", {"by": actor.person_id})
    await apply(transaction, [Unschedule(DUE, item.subject), record], at=at)
    return Done({"announcement_id": item.id})


@act
async def correct(
    transaction: Transaction, *, actor: Actor, announcement_id: int, text: str, source: str, at: datetime
) -> Outcome:
    """更正: the posts are drawn anew with a visible trace; the earlier version is kept."""
    item = await transaction.announcements.find(announcement_id, lock=True)
    refusal = manage_refused(actor, item, PUBLISHED) or text_refused(clean(text))
    if refusal is not None or item is None:
        return refusal or Refusal(Reason.NOT_FOUND)
    if clean(text) == item.text:
        return Refusal(Reason.ALREADY_DONE, {"what": "announcement_text"})
    return await _reword(transaction, replace(item, corrected_at=at), actor, text, "corrected", at)


async def _reword(
    transaction: Transaction, item: Announcement, actor: Actor, text: str, event: str, at: datetime
) -> Outcome:
    assert actor.person_id is not None, "somebody manages it"
    mended = replace(item, text=clean(text), version=item.version + 1)
    await transaction.announcements.save(mended)
    await transaction.announcements.keep_version(mended, by=actor.person_id, at=at)
    standing, lost = await _posts(transaction, item)
    effects = correction(mended, standing=standing, lost=lost)
    body = {"version": mended.version, "by": actor.person_id}
    await apply(transaction, [*effects, Record(item.subject, event, body, {"text": mended.text})], at=at)
    return Done({"announcement_id": item.id})


async def _posts(transaction: Transaction, item: Announcement) -> tuple[list[int], list[int]]:
    """The chats where its post stands or will stand, and those where it was sent and we know its place no more."""
    placed = {row.chat_id for row in await transaction.posts.of(item.subject)}
    states = {delivery.chat_id: delivery.state for delivery in await transaction.announcements.deliveries(item.subject)}
    lost = [chat for chat, state in states.items() if state == NoticeState.SENT.value and chat not in placed]
    return [chat for chat in states if chat not in lost], lost


@act
async def pin(
    transaction: Transaction, *, actor: Actor, announcement_id: int, pinned: bool, source: str, at: datetime
) -> Outcome:
    """置顶、取消置顶 of what was published; again for good measure where it failed."""
    item = await transaction.announcements.find(announcement_id, lock=True)
    refusal = manage_refused(actor, item, PUBLISHED)
    if refusal is not None or item is None:
        return refusal or Refusal(Reason.NOT_FOUND)
    standing, _ = await _posts(transaction, item)
    if not standing:
        return Refusal(Reason.WRONG_STATE, {"what": "announcement_unplaced"})
    changed = replace(item, pin=pinned)
    await transaction.announcements.save(changed)
    event = Record(item.subject, "pinned" if pinned else "unpinned", {"by": actor.person_id})
    await apply(transaction, [*pinning(changed, standing, token=source), event], at=at)
    return Done({"announcement_id": item.id, "pinned": pinned})


async def mine(database: Database, *, actor: Actor) -> list[Announcement]:
    """What `actor` may still change or look after, latest first."""
    compounds = {place.compound_id for place in places(actor, Act.ANNOUNCE) if place.compound_id is not None}
    async with database.reading() as transaction:
        found = await transaction.announcements.latest(
            compounds=compounds, author_id=actor.person_id or 0, states=(*AnnouncementState,), most=5 * RECENT
        )
    return [item for item in found if may_manage(actor, item)][:RECENT]


async def board(database: Database, *, actor: Actor) -> list[Announcement] | Refusal:
    """公示栏: the latest published announcements that concern `actor`; a stranger may read the only compound's."""
    async with database.reading() as transaction:
        known = [compound.id for compound in await transaction.registry.compounds()]
        own = {role.place.compound_id for role in actor.roles}
        compounds = known if None in own or (not own and len(known) == 1) else [key for key in known if key in own]
        if not compounds:
            return Refusal(Reason.NO_COMPOUND)
        found = await transaction.announcements.latest(
            compounds=compounds, author_id=0, states=[PUBLISHED], most=5 * RECENT
        )
    alone = len(known) == 1
    return [item for item in found if may_read(actor, item.place, only_compound=alone)][:RECENT]


async def in_force(database: Database, *, building_id: int, at: datetime) -> list[Announcement]:
    """有效的公告 of a building and its compound: pinned, or published not long ago; latest first."""
    async with database.reading() as transaction:
        building = await transaction.registry.building(building_id)
        if building is None:
            return []
        found = await transaction.announcements.latest(
            compounds=[building.compound_id], author_id=0, states=[PUBLISHED], most=5 * RECENT
        )
    here = Place(building.compound_id, building.id)
    return [item for item in found if stands(item, here, at=at)][:RECENT]


async def find_page(database: Database, *, actor: Actor, announcement_id: int) -> Page | Refusal:
    """The announcement, for those it concerns; what has not left only for those who may change it."""
    async with database.reading() as transaction:
        item = await transaction.announcements.find(announcement_id)
        alone = len(await transaction.registry.compounds()) == 1
        if item is None or not _visible(actor, item, alone):
            return Refusal(Reason.NOT_FOUND, {"what": "announcement"})
        files = await files_of(transaction, item.subject)
        rows = await transaction.announcements.versions(item.id)
    versions = public_versions([Version(row.version, row.text, row.at) for row in rows], item.published_at)
    return Page(item, files, may_manage(actor, item), versions)


def _visible(actor: Actor, item: Announcement, alone: bool) -> bool:
    return may_manage(actor, item) or (item.state is PUBLISHED and may_read(actor, item.place, only_compound=alone))


async def deliveries(database: Database, *, actor: Actor, announcement_id: int) -> Report | Refusal:
    """送达情况, group by group."""
    async with database.reading() as transaction:
        item = await transaction.announcements.find(announcement_id)
        refusal = manage_refused(actor, item, PUBLISHED)
        if refusal is not None or item is None:
            return refusal or Refusal(Reason.NOT_FOUND)
        return Report(item, tuple(await transaction.announcements.deliveries(item.subject)))


__all__ = [
    "DUE", "attach", "board", "cancel", "correct", "count_files", "deliveries", "detach", "edit_text", "edit_time",
    "find_page", "in_force", "mine", "pin", "preview", "publish", "schedule_announcement", "targets",
]  # fmt: skip
