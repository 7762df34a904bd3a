"""Putting on record (补记录): what a step asks for, by whoever runs the matter; acceptance by who had no hand in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.deliberation.matters import Matter
from domain.deliberation.record_details import Details
from domain.deliberation.records import (
    FORMS,
    MatterRecord,
    Recorder,
    details_refusal,
    noting_refusal,
    record_moved,
    record_refusal,
    with_funding,
)
from domain.deliberation.stages import MatterAct, Need
from domain.deliberation.tasks import accounts_refusal, guess_refusal, spent_on
from domain.deliberation_applications import to_be_checked
from domain.deliberation_move_effects import corrected, noted
from domain.deliberation_waits import Waits
from domain.issues import File
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import permit
from domain.registry import Actor
from services.acts import act
from services.askings import undo_askings
from services.deliberation import ending, facts_of, pass_on, redraw
from services.deliberation_moves import NOBODY_ELSE
from services.dossiers import NO_MATTER, budget_of, guess_of, led
from services.opinions import own_words
from services.readers import COMMITTEE, first_chats, open_groups
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

MOST_PHOTOS = 9


@act
async def note_record(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    need: Need,
    words: str,
    amount: int | None = None,
    photos: Sequence[File] = (),
    details: Details | None = None,
    seen: int | None = None,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """补记录: a later one stands in place of the earlier; whoever was asked to look at the step looks anew.

    `seen`: which one its author knew of when they began.
    """
    matter = await _noting(transaction, actor, matter_id, need)
    today, details = at.astimezone(transaction.zone).date(), with_funding(need, details, amount)
    refusal = matter if isinstance(matter, Refusal) else _record_refusal(need, words, amount, photos)
    touched = () if isinstance(matter, Refusal) else matter.touched
    refusal = refusal or details_refusal(need, details, today, amount=amount, touched=touched)
    if isinstance(matter, Matter) and refusal is None:
        refusal = await _held_to(transaction, actor, matter, need, words, amount or 0, at)
    if isinstance(matter, Matter) and refusal is None:
        refusal = record_moved(await transaction.matter_records.noted(matter, need), seen)
    if isinstance(matter, Refusal) or refusal is not None:
        return refusal or NO_MATTER
    assert actor.person_id is not None, "permitted above"
    await transaction.drafts.remove(draft_id)
    if FORMS[need].recorder is Recorder.RESIDENT:
        words = await own_words(transaction, words, actor.person_id)
    number = await transaction.matter_records.note(
        matter, need, words, amount, details=details, by=actor.person_id, at=at
    )
    if need in matter.procedure.step(matter.stage).needs:
        await undo_askings(transaction, matter, actor.person_id, at, Waits.MOVE)
    await keep_photos(transaction, f"matter_record:{number}", photos, at)
    await _kept(transaction, matter, need, at)
    return Done({"matter_id": matter_id, "record_id": number})


async def standing_record(database: Database, *, matter: Matter, need: Need) -> MatterRecord | None:
    """What is on record of this now, in the stage it is in."""
    async with database.reading() as transaction:
        found = await transaction.matter_records.noted(matter, need)
    return found[-1] if found else None


async def spent_on_tasks(database: Database, *, matter: Matter) -> int | None:
    """派的事一共花了多少: what the accounts come to, unless there was more."""
    async with database.reading() as transaction:
        return spent_on(await transaction.tasks.of_matter(matter.id, matter.round))


async def _noting(transaction: Transaction, actor: Actor, matter_id: int, need: Need) -> Matter | Refusal:
    """The matter, its row ours, where this may be put on record now by this person."""
    if need not in FORMS:
        return Refusal(Reason.INVALID, {"what": "matter_record"})
    if FORMS[need].recorder is Recorder.RESIDENT:
        matter = await transaction.deliberation.lock(matter_id)
        if matter is None:
            return NO_MATTER
        found = _no_hand_in(actor, matter) or matter
    else:
        found = await led(transaction, actor, matter_id, MatterAct.NOTE)
    if isinstance(found, Refusal):
        return found
    return noting_refusal(found.procedure, found.stage, need) or found


def _no_hand_in(actor: Actor, matter: Matter) -> Refusal | None:
    """Acceptance is by a resident, never by who runs it (验收人不是经办人)."""
    if permit(actor, matter.procedure.run_by, matter.place) is None:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_own_work"})
    return None if matter.concerns(actor) else Refusal(Reason.NOT_YOURS, {"what": "matter_home"})


async def _held_to(
    transaction: Transaction, actor: Actor, matter: Matter, need: Need, words: str, amount: int, at: datetime
) -> Refusal | None:
    """What is on record besides lets it be so."""
    if need is Need.ACCOUNTS:
        return await _above_budget(transaction, matter, amount, words)
    return await _nobody_checks(transaction, matter, actor, at) if need is Need.APPLIED else None


async def _nobody_checks(transaction: Transaction, matter: Matter, actor: Actor, at: datetime) -> Refusal | None:
    """An application that nobody else can check would never count."""
    others = await first_chats(transaction, matter.place, at, (COMMITTEE,), apart=(actor.person_id,))
    return None if others else NOBODY_ELSE


async def _above_budget(transaction: Transaction, matter: Matter, spent: int, words: str) -> Refusal | None:
    """What was spent is held to the budget as its tasks are; far above the guess of an urgent repair, it says why."""
    guess = await guess_of(transaction, matter)
    if guess is not None:
        return guess_refusal(spent, guess, words)
    return accounts_refusal(spent, await budget_of(transaction, matter))


def _record_refusal(need: Need, words: str, amount: int | None, photos: Sequence[File]) -> Refusal | None:
    if FORMS[need].photo and not photos:
        return Refusal(Reason.EMPTY, {"what": "matter_photo"})
    if len(photos) > MOST_PHOTOS:
        return Refusal(Reason.TOO_MANY, {"what": "matter_photos", "most": MOST_PHOTOS})
    return record_refusal(need, words, amount)


async def keep_photos(transaction: Transaction, subject: str, photos: Sequence[File], at: datetime) -> None:
    """They belong to this; the tick fetches them."""
    for photo in photos:
        await transaction.attachments.record(
            subject=subject,
            kind=photo.kind,
            file_id=photo.file_id,
            name=photo.name,
            mime=photo.mime,
            size=photo.size,
            at=at,
        )


async def _kept(transaction: Transaction, matter: Matter, need: Need, at: datetime) -> None:
    """What follows from it: of a paper its time begins, a slip put right is read by everybody."""
    record = (await transaction.matter_records.noted(matter, need))[-1]
    over = await ending(transaction, matter) if need is Need.PAPER else None
    await apply(transaction, noted(record, matter, over), at=at)
    if need is Need.CORRECTION:
        facts, groups = await facts_of(transaction, matter), await open_groups(transaction, matter.place)
        await apply(transaction, corrected(matter, facts, record.words, groups, at), at=at)
    if need is Need.APPLIED:
        await apply(transaction, to_be_checked(matter, at), at=at)
    await pass_on(transaction, matter, at)
    await redraw(transaction, matter.id, at)
