"""Askings that wait for their second person (等第二个人): reminded of, lapsed, or undone because something changed."""

from __future__ import annotations

from datetime import datetime

from domain.deliberation.matters import Matter
from domain.deliberation_waits import (
    Lapsed,
    Waits,
    asker,
    due_rows,
    nobody,
    told_again,
    turned_down,
    waits_of,
)
from domain.outcomes import Done, Outcome
from domain.registry import Place
from services.acts import act
from services.askings import asking_facts, undo
from services.readers import COMMITTEE, first_chats, open_chats
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction


async def keep_waiting(database: Database, *, at: datetime) -> None:
    """At every start: what was asked before askings had a time has one from now; whatever has one keeps it."""
    async with database.transaction() as transaction:
        for matter in await transaction.deliberation.asked():
            for chase, lapse in due_rows(matter, at):
                if await transaction.due.keep(lapse.kind, lapse.subject, lapse.due):
                    await transaction.due.keep(chase.kind, chase.subject, chase.due)


@act
async def remind_second(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """还没有人核对: each who may confirm hears of it once more."""
    matter, what = await _row(transaction, subject), waits_of(subject)
    by = None if matter is None else asker(matter, what)
    if matter is None or by is None:
        return Done({"reminded": 0})
    others = await first_chats(transaction, Place(matter.place.compound_id), at, (COMMITTEE,), apart=(by,))
    chats = [chat.id for chat in others]
    await apply(transaction, told_again(matter, what, await asking_facts(transaction, matter), chats, due), at=at)
    return Done({"reminded": len(chats)})


@act
async def lapse_asking(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """一直没有人看: it is not asked any more, and who asked hears so; they may ask again."""
    matter, what = await _row(transaction, subject), waits_of(subject)
    if matter is None or asker(matter, what) is None:
        return Done({"lapsed": False})
    await undo(transaction, matter, what, Lapsed.TIME, at)
    return Done({"lapsed": True})


async def turn_down(
    transaction: Transaction,
    matter: Matter,
    what: Waits,
    by: int | None,
    words: str,
    draft_id: int | None,
    at: datetime,
) -> Outcome:
    """The second person says no: nothing is asked any more, and who asked reads why."""
    asked_by = asker(matter, what)
    assert by is not None and asked_by is not None, "permitted, and asked for"
    await transaction.drafts.remove(draft_id)
    await transaction.deliberation.write(matter.id, **nobody(what))
    facts, chats = (
        await asking_facts(transaction, matter),
        [chat.id for chat in await open_chats(transaction, [asked_by])],
    )
    await apply(transaction, turned_down(matter, what, facts, by, words, chats, at), at=at)
    return Done({"matter_id": matter.id})


async def _row(transaction: Transaction, subject: str) -> Matter | None:
    return await transaction.deliberation.lock(int(subject.rpartition(":")[2]))
