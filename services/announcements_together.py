"""One text for several compounds (几个小区一起发公告): an announcement of its own in each, all or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.announcements import Announcement, Target, clean, leaves, text_refused
from domain.effects import Effect, Schedule
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import ANYWHERE, Actor, Place
from services.acts import act
from services.announcements_writing import DUE, drafted, numbered_item, scheduled_record, target_of
from storage.database import Database
from storage.drafts import Draft
from storage.effects import apply
from storage.transaction import Transaction

TOGETHER = "announcement_together"
"""Kind of the draft: its text, and the compounds that were chosen."""


@dataclass(frozen=True)
class Reach:
    """Where somebody may announce to a whole compound (可以一起发的小区), and where no group would hear it."""

    targets: tuple[Target, ...]
    silent: tuple[str, ...]


async def reach(database: Database, *, actor: Actor) -> Reach | Refusal:
    """Every compound where the actor may announce."""
    async with database.reading() as transaction:
        mine = [one for one in await transaction.registry.compounds() if not permit(actor, Act.ANNOUNCE, Place(one.id))]
        found = {one.name: await target_of(transaction, Place(one.id)) for one in mine}
    if not mine:
        return permit(actor, Act.ANNOUNCE, ANYWHERE) or Refusal(Reason.NO_COMPOUND)
    targets = tuple(target for target in found.values() if target is not None)
    silent = tuple(name for name, target in found.items() if target is None)
    return Reach(targets, silent) if targets else Refusal(Reason.NO_TARGET_GROUP, {"what": "announcement"})


@act
async def announce_together(
    transaction: Transaction, *, actor: Actor, draft_id: int, source: str, at: datetime
) -> Outcome:
    """一起发出: in each chosen compound with a number of its own, as soon as its quiet hours let it."""
    draft = await transaction.drafts.find(draft_id, at=at)
    if draft is None or draft.kind != TOGETHER:
        return Refusal(Reason.EXPIRED, {"what": "draft"})
    targets = await _chosen(transaction, actor, draft)
    if isinstance(targets, Refusal):
        return targets
    effects: list[Effect] = []
    for target in targets:
        item = await _item(transaction, draft.body, target, draft.person_id, at)
        effects += [Schedule(DUE, item.subject, item.due_at), scheduled_record(item)]
    await transaction.drafts.remove(draft_id)
    await apply(transaction, effects, at=at)
    return Done({"count": len(targets)})


async def _chosen(transaction: Transaction, actor: Actor, draft: Draft) -> Sequence[Target] | Refusal:
    """The compounds that were chosen, each still the actor's to announce to, and heard; else why not."""
    if draft.person_id != actor.person_id:
        return Refusal(Reason.NOT_YOURS)
    places = [Place(number) for number in draft.body.get("chosen", [])]
    refusal = text_refused(clean(draft.body.get("text", "")))
    if refusal is None and not places:
        refusal = Refusal(Reason.EMPTY, {"what": "announcement_places"})
    refused = [refusal, *(permit(actor, Act.ANNOUNCE, place) for place in places)]
    if (first := next((one for one in refused if one is not None), None)) is not None:
        return first
    found = [await target_of(transaction, place) for place in places]
    heard = [target for target in found if target is not None]
    return heard if len(heard) == len(found) else Refusal(Reason.NO_TARGET_GROUP, {"what": "announcement"})


async def _item(
    transaction: Transaction, body: Mapping[str, Any], target: Target, author: int, at: datetime
) -> Announcement:
    item = await drafted(transaction, {}, clean(body["text"]), target, author, at)
    quiet = await transaction.profiles.quiet_hours(target.place.compound_id)
    due = leaves(None, urgent=False, at=at, zone=transaction.zone, quiet=quiet)
    return await numbered_item(transaction, replace(item, due_at=due), at)
