"""What is kept of names that no register knows any more (不再登记的姓名): hashes, so that old words stay covered."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from sqlalchemy import bindparam, select, update

from domain.gone_names import NONE_GONE, GoneNames, kept_of, plain_name
from storage.repository import Repository
from storage.schema.boards import gone_names
from storage.sealing import Keys

PURPOSE = "gone-name:{}"
"""What they are hashed for: of each compound apart, so that nobody sees that a name went from two."""
MOST_PARTS = 50_000
"""Parts of words whose answer is remembered for a compound."""
LET_GO = 0
"""Length of what is covered no more: its hash stays, so that nobody takes the same word off the board again."""

OF_COMPOUND = select(gone_names.c.length, gone_names.c.name_hash).where(
    gone_names.c.compound_id == bindparam("compound")
)


async def keep_covered(repository: Repository, compound_id: int, names: Collection[str], keys: Keys) -> None:
    """These names go from the registers; nothing is kept of one whose like went before, under whichever key."""
    known = {row.name_hash for row in await repository.rows(OF_COMPOUND, compound=compound_id)}
    marks = keys.marker(PURPOSE.format(compound_id))
    found = [([mark.hex() for mark in marks(name)], length) for name, length in kept_of(names).items()]
    rows = [
        {"compound_id": compound_id, "name_hash": active, "length": length}
        for (active, *older), length in found
        if known.isdisjoint([active, *older])
    ]
    if rows:
        await repository.offer(gone_names, *sorted(rows, key=lambda row: str(row["name_hash"])))


async def let_word_go(repository: Repository, compound_id: int, word: str, keys: Keys) -> bool:
    """A word is no name after all and is covered no more, under whichever key; whether it was covered."""
    marks = keys.marker(PURPOSE.format(compound_id))(plain_name(word).casefold())
    of_word = update(gone_names).where(
        gone_names.c.compound_id == compound_id,
        gone_names.c.name_hash.in_([mark.hex() for mark in marks]),
        gone_names.c.length != LET_GO,
    )
    return bool(await repository.run(of_word.values(length=LET_GO)))


async def gone_from(repository: Repository, compound_id: int, keys: Keys) -> GoneNames:
    """The names that went from a compound, as far as words can be asked for them."""
    rows = [row for row in await repository.rows(OF_COMPOUND, compound=compound_id) if row.length != LET_GO]
    if not rows:
        return NONE_GONE
    hashes = frozenset(bytes.fromhex(row.name_hash) for row in rows)
    marks = keys.marker(PURPOSE.format(compound_id))

    @lru_cache(maxsize=MOST_PARTS)
    def knows(words: str) -> bool:
        return not hashes.isdisjoint(marks(words))

    return GoneNames.of((row.length for row in rows), knows)
