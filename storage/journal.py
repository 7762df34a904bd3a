"""The journal's streams (留痕): append-only, hash-chained; openings lie apart and can be erased."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from domain.journal import GENESIS, Entry, commit, digest, first_break
from domain.outcomes import Facts
from storage.repository import Repository
from storage.schema.records import entries, openings, streams

HEAD = select(streams).where(streams.c.name == bindparam("stream"))
MOVE = update(streams).where(streams.c.name == bindparam("of")).values(seq=bindparam("number"), head=bindparam("hash"))
READ = select(entries).where(entries.c.stream == bindparam("stream")).order_by(entries.c.seq)
OPENED = select(openings).where(openings.c.entry_id == bindparam("entry")).order_by(openings.c.name)
ERASE = delete(openings).where(
    openings.c.entry_id.in_(select(entries.c.id).where(entries.c.stream == bindparam("stream")))
)
NAMES = select(streams.c.name).order_by(streams.c.name)


class Journal(Repository):
    """Streams of entries; the stream's head is locked from the first append to the commit."""

    async def append(self, stream: str, type: str, body: Facts, sealed: Mapping[str, str], at: datetime) -> str:
        """Append one entry; its hash. `sealed` values are kept as salted commitments in the body."""
        salts = {name: secrets.token_bytes(16) for name in sealed}
        commitments = {name: commit(value, salts[name]) for name, value in sealed.items()}
        whole = {**body, "at": at.isoformat(), **({"sealed": commitments} if commitments else {})}
        entry = await self._link(stream, type, whole)
        number = await self.add(entries, **_row(entry), at=at)
        for name, value in sealed.items():
            await self.add(openings, entry_id=number, name=name, salt=salts[name].hex(), value=value)
        hash = digest(entry)
        await self.run(MOVE, of=stream, number=entry.seq, hash=hash)
        return hash

    async def _link(self, stream: str, type: str, body: Facts) -> Entry:
        await self.offer(streams, {"name": stream, "seq": 0, "head": GENESIS})
        head = await self.row(HEAD.with_for_update(), stream=stream)
        assert head is not None, "the stream was offered above"
        return Entry(stream, head.seq + 1, head.head, type, body)

    async def read(self, stream: str) -> list[Entry]:
        return [
            Entry(row.stream, row.seq, row.prev, row.type, row.body) for row in await self.rows(READ, stream=stream)
        ]

    async def names(self) -> list[str]:
        return [row.name for row in await self.rows(NAMES)]

    async def broken_at(self, stream: str) -> int | None:
        """The first entry that does not hold, or None when the whole chain does."""
        head = await self.row(HEAD, stream=stream)
        return first_break(await self.read(stream), GENESIS if head is None else head.head)

    async def erase_openings(self, stream: str) -> int:
        """Forget the sealed values of a stream; its chain still holds."""
        return await self.run(ERASE, stream=stream)


def _row(entry: Entry) -> dict[str, object]:
    return {"stream": entry.stream, "seq": entry.seq, "prev": entry.prev, "type": entry.type, "body": dict(entry.body)}
