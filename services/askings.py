"""Askings undone (提请不算了): what waits for a second person and cannot be decided any more, whoever made it so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.deliberation.matters import Matter
from domain.deliberation.opinions import heard
from domain.deliberation_effects import matter_facts
from domain.deliberation_waits import Lapsed, Waits, asker, lapsed, nobody
from services.readers import open_chats
from storage.effects import apply
from storage.transaction import Transaction


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
            await undo(transaction, matter, one, why, at, apart=by)


async def undo(
    transaction: Transaction, matter: Matter, what: Waits, why: Lapsed, at: datetime, apart: int | None = None
) -> None:
    """It is not asked any more; who asked hears why, unless it was they who changed it."""
    await transaction.deliberation.write(matter.id, **nobody(what))
    by = asker(matter, what)
    theirs = [] if by is None or by == apart else await open_chats(transaction, [by])
    facts, chats = await asking_facts(transaction, matter), [chat.id for chat in theirs]
    await apply(transaction, lapsed(matter, what, why, facts, chats, at), at=at)


async def asking_facts(transaction: Transaction, matter: Matter) -> dict[str, Any]:
    """What the notices of an asking say of its matter."""
    return matter_facts(matter, heard(await transaction.deliberation.opinions(matter.id, None)), None)
