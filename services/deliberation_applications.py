"""Checking the application for the maintenance fund (复核维修资金申请): by another than who put it on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.deliberation.matters import Matter
from domain.deliberation.records import MatterRecord
from domain.deliberation.stages import Stage
from domain.deliberation_applications import (
    ASK,
    REMIND,
    application_checked,
    application_refusal,
    applied,
    check_asked,
    looked_for_again,
    receipt_given_up,
    receipt_lost,
    subject_of,
    to_be_checked,
    waits_for_check,
)
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import permit
from domain.registry import Actor
from services.acts import act
from services.deliberation import facts_of, redraw
from services.dossiers import NO_MATTER, application_record, applications_of, receipt_comes, stored_photos
from services.readers import COMMITTEE, first_chats, open_chats, open_groups
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction


@act
async def check_application(
    transaction: Transaction, *, actor: Actor, matter_id: int, record_id: int, source: str, at: datetime
) -> Outcome:
    """复核维修资金申请: by another than who put it on record, of the record they looked at; only then it counts."""
    matter = await transaction.deliberation.lock(matter_id)
    if matter is None:
        return NO_MATTER
    found = await _to_check(transaction, actor, matter)
    if isinstance(found, Refusal):
        return found
    if found.id != record_id:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_looked_at"})
    assert actor.person_id is not None and found.application is not None, "permitted, and asked for"
    checked = replace(found.application, checked=True)
    await transaction.matter_records.check(found, checked)
    await apply(transaction, application_checked(matter, found, actor.person_id), at=at)
    if matter.stage is not Stage.EXAMINING:
        facts, groups = await facts_of(transaction, matter), await open_groups(transaction, matter.place)
        await apply(transaction, applied(matter, {**facts, "application": checked.record}, groups, at), at=at)
    await redraw(transaction, matter.id, at)
    return Done({"matter_id": matter_id})


async def application_to_check(database: Database, *, actor: Actor, matter_id: int) -> MatterRecord | Refusal:
    """The application with its receipt, for whoever may check it."""
    async with database.reading() as transaction:
        matter = await transaction.deliberation.find(matter_id)
        return NO_MATTER if matter is None else await _to_check(transaction, actor, matter)


async def _to_check(transaction: Transaction, actor: Actor, matter: Matter) -> MatterRecord | Refusal:
    record = await application_record(transaction, matter)
    refusal = permit(actor, matter.procedure.run_by, matter.place)
    refusal = refusal or application_refusal(matter, record, actor.person_id)
    return record if record is not None and refusal is None else refusal or NO_MATTER


@act
async def ask_check(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """请复核: as soon as the receipt is kept, so that there is something to look at."""
    return await _tell(transaction, subject, ASK, at)


@act
async def remind_check(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """还等您复核: once."""
    return await _tell(transaction, subject, REMIND, at)


async def _tell(transaction: Transaction, subject: str, kind: str, at: datetime) -> Outcome:
    matter = await transaction.deliberation.lock(int(subject.rpartition(":")[2]))
    told = [] if matter is None else await applications_of(transaction, matter)
    if matter is None or not told:
        return Done({"told": 0})
    if await receipt_comes(transaction, told[-1]) and not receipt_given_up(told[-1], at):
        await apply(transaction, looked_for_again(matter, kind, told[-1], at), at=at)
        return Done({"told": 0})
    if not await stored_photos(transaction, told[-1].subject):
        return await _tell_lost(transaction, matter, told[-1], at)
    record = await application_record(transaction, matter)
    if record is None or not waits_for_check(matter, record):
        return Done({"told": 0})
    others = await first_chats(transaction, matter.place, at, (COMMITTEE,), apart=(record.by,))
    facts, chats = await facts_of(transaction, matter), [chat.id for chat in others]
    await apply(transaction, check_asked(matter, kind, facts, record, chats), at=at)
    return Done({"told": len(chats)})


async def _tell_lost(transaction: Transaction, matter: Matter, record: MatterRecord, at: datetime) -> Outcome:
    """回执没有收到: who put it on record hears so; they alone can send it anew."""
    if not waits_for_check(matter, record):
        return Done({"told": 0})
    facts, chats = await facts_of(transaction, matter), [chat.id for chat in await open_chats(transaction, [record.by])]
    await apply(transaction, receipt_lost(matter, facts, record, chats), at=at)
    return Done({"told": len(chats)})


async def keep_asking(database: Database, *, at: datetime) -> None:
    """At every start: what was put on record before anybody checked it is asked for; each is told once."""
    async with database.transaction() as transaction:
        for matter_id in await transaction.matter_records.applied_for():
            matter = await transaction.deliberation.find(matter_id)
            record = None if matter is None else await application_record(transaction, matter)
            if matter is None or not waits_for_check(matter, record):
                continue
            ask, remind = to_be_checked(matter, at)
            if await transaction.due.keep(remind.kind, subject_of(matter), remind.due):
                await transaction.due.keep(ask.kind, subject_of(matter), ask.due)
