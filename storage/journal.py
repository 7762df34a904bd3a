"""The journal's streams (留痕): append-only, hash-chained; openings lie apart and can be erased."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from domain.journal import GENESIS, Entry, commit, digest, first_break
from domain.outcomes import Facts
from storage.repository import Repository
from storage.schema.records import entries, openings, streams

HEAD = select(streams).where(streams.c.name == bindparam("stream"))
MOVE = update(streams).where(streams.c.name == bindparam("of")).values(seq=bindparam("number"), head=bindparam("hash"))
READ = select(entries).where(entries.c.stream == bindparam("stream")).order_by(entries.c.seq)
WRITTEN = (
    select(entries.c.at)
    .where(entries.c.stream == bindparam("stream"), entries.c.type == bindparam("what"))
    .order_by(entries.c.seq.desc())
    .limit(1)
)
SINCE = (
    select(entries.c.id)
    .where(entries.c.stream == bindparam("stream"), entries.c.seq > bindparam("last"))
    .order_by(entries.c.seq)
)
ERASE = delete(openings).where(
    openings.c.entry_id.in_(select(entries.c.id).where(entries.c.stream == bindparam("stream")))
)
NAMES = select(streams.c.name).order_by(streams.c.name)


@dataclass(frozen=True)
class Step:
    """What is to be written down (待留痕); `sealed` values are kept as salted commitments in the body."""

    type: str
    body: Facts = field(default_factory=dict)
    sealed: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
    """When it happened, where that is not the moment of what is written with it."""


class Journal(Repository):
    """Streams of entries; the stream's head is locked from the first append to the commit."""

    async def append(self, stream: str, type: str, body: Facts, sealed: Mapping[str, str], at: datetime) -> str:
        """Append one entry; its hash."""
        (hash,) = await self.append_all(stream, [Step(type, body, sealed)], at)
        return hash

    async def append_all(self, stream: str, steps: Sequence[Step], at: datetime) -> list[str]:
        """Append entries in order, in a few statements; their hashes."""
        seq, head = await self.hold(stream)
        hashes: list[str] = []
        linked: list[Entry] = []
        salts = [{name: secrets.token_bytes(16) for name in step.sealed} for step in steps]
        for step, salt in zip(steps, salts, strict=True):
            linked.append(Entry(stream, seq + len(linked) + 1, head, step.type, _whole(step, salt, step.at or at)))
            head = digest(linked[-1])
            hashes.append(head)
        await self.connection.execute(
            entries.insert(), [{**_row(entry), "at": step.at or at} for entry, step in zip(linked, steps, strict=True)]
        )
        await self._seal(stream, seq, steps, salts)
        await self.run(MOVE, of=stream, number=seq + len(steps), hash=head)
        return hashes

    async def hold(self, stream: str) -> tuple[int, str]:
        """How far the stream is: its last number and hash, ours until the commit."""
        await self.offer(streams, {"name": stream, "seq": 0, "head": GENESIS})
        head = await self.row(HEAD.with_for_update(), stream=stream)
        assert head is not None, "the stream was offered above"
        return head.seq, head.head

    async def _seal(self, stream: str, seq: int, steps: Sequence[Step], salts: Sequence[Mapping[str, bytes]]) -> None:
        """Keep the sealed values and their salts beside the entries after `seq`."""
        if not any(salts):
            return
        ids = [row.id for row in await self.rows(SINCE, stream=stream, last=seq)]
        rows = [
            {"entry_id": entry, "name": name, "salt": salt[name].hex(), "value": value}
            for entry, step, salt in zip(ids, steps, salts, strict=True)
            for name, value in step.sealed.items()
        ]
        await self.connection.execute(openings.insert(), rows)

    async def read(self, stream: str) -> list[Entry]:
        return [
            Entry(row.stream, row.seq, row.prev, row.type, row.body) for row in await self.rows(READ, stream=stream)
        ]

    async def last(self, stream: str) -> tuple[int, str]:
        """How far a stream is, as it stands: its last number and hash."""
        head = await self.row(HEAD, stream=stream)
        return (0, GENESIS) if head is None else (head.seq, head.head)

    async def when(self, stream: str, type: str) -> datetime | None:
        """When this was written down last; None: never."""
        row = await self.row(WRITTEN, stream=stream, what=type)
        return None if row is None else row.at

    async def names(self) -> list[str]:
        return [row.name for row in await self.rows(NAMES)]

    async def broken_at(self, stream: str) -> int | None:
        """The first entry that does not hold, or None when the whole chain does."""
        return first_break(await self.read(stream), (await self.last(stream))[1])

    async def erase_openings(self, stream: str) -> int:
        """Forget the sealed values of a stream; its chain still holds."""
        return await self.run(ERASE, stream=stream)


def _whole(step: Step, salts: Mapping[str, bytes], at: datetime) -> Facts:
    """The body with its moment, and with commitments to what is sealed."""
    commitments = {name: commit(value, salts[name]) for name, value in step.sealed.items()}
    return {**step.body, "at": at.isoformat(), **({"sealed": commitments} if commitments else {})}


def _row(entry: Entry) -> dict[str, object]:
    return {"stream": entry.stream, "seq": entry.seq, "prev": entry.prev, "type": entry.type, "body": dict(entry.body)}
