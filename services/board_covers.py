"""What is covered on pages that anybody reads: the names and doors of a compound, kept between two looks at a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.board_facts import Cover, without_debts
from domain.deliberation.bundles import Veil
from storage.database import Database
from storage.transaction import Transaction

KEPT = timedelta(minutes=10)
"""So long a corrected name may go unnoticed; who moves in is noticed at once."""
MOST_WORDS = 4000
"""Covered words kept in memory for a compound."""


@dataclass
class Covered:
    """The veil of a compound with what it made of words before (已隐去的话)."""

    veil: Veil
    stamp: tuple[int, ...]
    made_at: datetime
    known: dict[str, str] = field(default_factory=dict)

    def __call__(self, words: str) -> str:
        found = self.known.get(words)
        if found is None:
            if len(self.known) >= MOST_WORDS:
                self.known.clear()
            found = self.known[words] = without_debts(self.veil(words))
        return found


class Covers:
    """Veils by compound, of one process (各小区的隐去表)."""

    def __init__(self) -> None:
        self._kept: dict[int, Covered] = {}

    async def of(self, transaction: Transaction, compound_id: int, at: datetime) -> Cover:
        """The veil as the registers are now."""
        stamp, kept = await transaction.boards.stamp(), self._kept.get(compound_id)
        if kept is None or kept.stamp != stamp or abs(at - kept.made_at) > KEPT:
            kept = Covered(await veil_of(transaction, compound_id), stamp, at)
            self._kept[compound_id] = kept
        return kept

    async def over(self, database: Database, compound_id: int, at: datetime) -> Cover:
        """The same, for a page that reads nothing else under it."""
        async with database.reading() as transaction:
            return await self.of(transaction, compound_id, at)


async def veil_of(transaction: Transaction, compound_id: int) -> Veil:
    """Names of everybody who has or had a role there or owns a home, also of whom no register knows any more; doors."""
    known = await transaction.owners.of_compound(compound_id)
    names = [owner.name for every in known.values() for owner in every]
    units = await transaction.units.of_compound(compound_id)
    people = await transaction.registry.names_in(compound_id)
    gone = await transaction.boards.gone(compound_id, transaction.keys)
    return Veil.over([*people, *names], {unit.label for unit in units}, gone)


async def uncover(database: Database, *, compound_id: int, word: str) -> bool:
    """A word taken for the name of somebody who went is read on the board again (放开); whether it was covered."""
    async with database.transaction() as transaction:
        return await transaction.boards.uncover(compound_id, word, transaction.keys)
