"""Askings that wait for their second person (等第二个人): reminded of, lapsed, or undone because something changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.deliberation.matters import Matter
from domain.deliberation.opinions import heard
from domain.deliberation_effects import matter_facts
from domain.deliberation_waits import (
    Lapsed,
    Waits,
    asker,
    due_rows,
    lapsed,
    nobody,
    told_again,
    turned_down,
    waits_of,
)
from domain.outcomes import Done, Outcome
from domain.registry import Place
from services.acts import act
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
    await apply(transaction, told_again(matter, what, await _facts(transaction, matter), chats, due), at=at)
    return Done({"reminded": len(chats)})


@act
async def lapse_asking(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """一直没有人看: it is not asked any more, and who asked hears so; they may ask again."""
    matter, what = await _row(transaction, subject), waits_of(subject)
    if matter is None or asker(matter, what) is None:
        return Done({"lapsed": False})
    await _undo(transaction, matter, what, Lapsed.TIME, at)
    return Done({"lapsed": True})


async def undo_askings(
    transaction: Transaction,
    matter: Matter,
    by: int | None,
    at: datetime,
    *what: Waits,
    why: Lapsed = Lapsed.CHANGED,
) -> None:
    """What was asked of something else than is there now is not confirmed; who asked hears so, but by themself."""
    for one in what or tuple(Waits):
        if asker(matter, one) is not None:
            await _undo(transaction, matter, one, why, at, apart=by)


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
    facts, chats = await _facts(transaction, matter), [chat.id for chat in await open_chats(transaction, [asked_by])]
    await apply(transaction, turned_down(matter, what, facts, by, words, chats, at), at=at)
    return Done({"matter_id": matter.id})


async def _undo(
    transaction: Transaction, matter: Matter, what: Waits, why: Lapsed, at: datetime, apart: int | None = None
) -> None:
    await transaction.deliberation.write(matter.id, **nobody(what))
    by = asker(matter, what)
    theirs = [] if by is None or by == apart else await open_chats(transaction, [by])
    facts, chats = await _facts(transaction, matter), [chat.id for chat in theirs]
    await apply(transaction, lapsed(matter, what, why, facts, chats, at), at=at)


async def _facts(transaction: Transaction, matter: Matter) -> dict[str, Any]:
    return matter_facts(matter, heard(await transaction.deliberation.opinions(matter.id, None)), None)


async def _row(transaction: Transaction, subject: str) -> Matter | None:
    return await transaction.deliberation.lock(int(subject.rpartition(":")[2]))
