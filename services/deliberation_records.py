"""Putting on record (补记录): what a step asks for, by whoever runs the matter; acceptance by who had no hand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.deliberation.matters import Matter
from domain.deliberation.record_details import Details, checking_refusal
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
from domain.deliberation.stages import MatterAct, Need, Stage, act_refusal
from domain.deliberation.tasks import accounts_refusal, guess_refusal, spent_on
from domain.deliberation_move_effects import application_asked, application_checked, applied, corrected, noted
from domain.deliberation_waits import Waits
from domain.issues import File
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import permit
from domain.registry import Actor
from services.acts import act
from services.deliberation import ending, facts_of, pass_on, redraw
from services.deliberation_waits import undo_askings
from services.dossiers import NO_MATTER, application_record, budget_of, guess_of, led
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
    if isinstance(matter, Matter) and refusal is None and need is Need.ACCOUNTS:
        refusal = await _above_budget(transaction, matter, amount or 0, words)
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


def may_check(matter: Matter, actor: Actor, record: MatterRecord | None) -> Refusal | None:
    """Why this person does not check the application now, where the step still takes records."""
    closed = act_refusal(matter.procedure, matter.stage, MatterAct.NOTE)
    application, noted_by = (None, None) if record is None else (record.application, record.by)
    return closed or checking_refusal(application, actor.person_id, noted_by)


@act
async def check_application(
    transaction: Transaction, *, actor: Actor, matter_id: int, record_id: int, source: str, at: datetime
) -> Outcome:
    """复核维修资金申请: by another than who put it on record, of the record they looked at; only then it counts."""
    matter = await led(transaction, actor, matter_id, MatterAct.NOTE)
    if isinstance(matter, Refusal):
        return matter
    record = await application_record(transaction, matter)
    refusal = may_check(matter, actor, record)
    if refusal is None and record is not None and record.id != record_id:
        refusal = Refusal(Reason.WRONG_STATE, {"what": "matter_looked_at"})
    if refusal is not None or record is None or record.application is None:
        return refusal or NO_MATTER
    assert actor.person_id is not None, "permitted above"
    checked = replace(record.application, checked=True)
    await transaction.matter_records.check(record, checked)
    await apply(transaction, application_checked(matter, record, actor.person_id), at=at)
    if matter.stage is not Stage.EXAMINING:
        facts, groups = await facts_of(transaction, matter), await open_groups(transaction, matter.place)
        await apply(transaction, applied(matter, {**facts, "application": checked.record}, groups, at), at=at)
    await redraw(transaction, matter.id, at)
    return Done({"matter_id": matter_id})


async def application_to_check(database: Database, *, actor: Actor, matter_id: int) -> MatterRecord | Refusal:
    """The application with its receipt, for whoever may check it."""
    async with database.reading() as transaction:
        matter = await transaction.deliberation.find(matter_id)
        if matter is None:
            return NO_MATTER
        record = await application_record(transaction, matter)
        refusal = permit(actor, matter.procedure.run_by, matter.place) or may_check(matter, actor, record)
        if refusal is not None or record is None:
            return refusal or NO_MATTER
        return record


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
        others = await first_chats(transaction, matter.place, at, (COMMITTEE,), apart=(record.by,))
        facts, chats = await facts_of(transaction, matter), [chat.id for chat in others]
        await apply(transaction, application_asked(matter, facts, record, chats), at=at)
    await pass_on(transaction, matter, at)
    await redraw(transaction, matter.id, at)
