"""A crowd before the ballot box: households by the hundred with owners who are known, several processes that cast."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import bindparam, func, select, update

from domain.moments import write_moment
from domain.outcomes import Outcome, from_record
from domain.voting.ballots import Choice
from domain.voting.entitlements import Cast
from domain.voting.marks import write_marks
from domain.voting.votes import Vote
from storage.database import Database
from storage.schema.registry import people
from storage.schema.units import owners
from storage.schema.voting import ballots, vote_heads, vote_voters
from tests.builders import found_town
from tests.services.rolls import Estate, OwnedHome, build_homes_of, posted

HOUSE = Path(__file__).parents[2]
BIND = update(owners).where(owners.c.id == bindparam("owner")).values(person_id=bindparam("person"))
ACCOUNTS = 50_000


@dataclass(frozen=True)
class Crowd:
    """A vote and those who may vote in it: head and person by owner's name."""

    estate: Estate
    vote: Vote
    heads: Mapping[str, int]
    people: Mapping[str, int]

    def cast(self, name: str, choice: Choice, at: datetime, source: str) -> Cast:
        return Cast(self.vote.id, self.heads[name], self.people[name], frozenset({choice}), source, at)


async def gather_crowd(database: Database, homes: Sequence[OwnedHome], at: datetime) -> Crowd:
    """A vote over these homes, whose owners are all known; written in a few statements."""
    town = await found_town(database, at)
    numbers = await build_homes_of(database, town, homes, "3号楼")
    accounts = {name: ACCOUNTS + number for name, number in numbers.items()}
    new = [{"telegram_id": account, "name": name, "created_at": at} for name, account in accounts.items()]
    async with database.transaction() as transaction:
        await transaction.connection.execute(people.insert(), new)
        known = {row.telegram_id: row.id for row in await transaction.registry.rows(select(people))}
        persons = {name: known[account] for name, account in accounts.items()}
        pairs = [{"owner": number, "person": persons[name]} for name, number in numbers.items()]
        await transaction.connection.execute(BIND, pairs)
    estate = Estate(town, {}, numbers)
    vote = await posted(database, estate, at)
    async with database.reading() as transaction:
        voters = select(vote_voters.c.owner_id, vote_voters.c.head_id).join(vote_heads)
        found = await transaction.registry.rows(voters.where(vote_heads.c.vote_id == vote.id))
    heads = {row.owner_id: row.head_id for row in found}
    return Crowd(estate, vote, {name: heads[number] for name, number in numbers.items()}, persons)


@dataclass(frozen=True)
class Kept:
    """What is in the box (箱里的票): source → receipt, and each head's ballots in order."""

    receipts: Mapping[str, str]
    seqs: Mapping[int, Sequence[int]]
    known_by: Mapping[int, int]
    journal: Sequence[str]
    broken_at: int | None


async def what_is_kept(database: Database, vote: Vote) -> Kept:
    async with database.reading() as transaction:
        rows = await transaction.ballots.rows(select(ballots).order_by(ballots.c.head_id, ballots.c.seq))
        heads = await transaction.ballots.rows(select(vote_heads).where(vote_heads.c.vote_id == vote.id))
        journal = await transaction.journal.read(vote.subject)
        broken = await transaction.journal.broken_at(vote.subject)
    seqs: dict[int, list[int]] = {}
    for row in rows:
        seqs.setdefault(row.head_id, []).append(row.seq)
    known_by = {row.id: row.seq for row in heads if row.seq}
    return Kept({row.source: row.receipt for row in rows}, seqs, known_by, [e.type for e in journal], broken)


async def ballots_in_all(database: Database) -> int:
    async with database.reading() as transaction:
        return int(await transaction.ballots.value(select(func.count()).select_from(ballots)))


@dataclass(frozen=True)
class Crew:
    """Processes at one database, each with a box of its own (几个进程)."""

    workers: Sequence[Process]

    async def cast(
        self, shares: Sequence[Sequence[Cast]], meanwhile: Callable[[], Awaitable[object]] | None = None
    ) -> list[list[Outcome]]:
        """Each share through the box of another process, all at the same word; what each voter was told."""
        for worker, share in zip(self.workers, shares, strict=True):
            await _hand(worker, share)
        said = [asyncio.create_task(worker.communicate(b"go\n")) for worker in self.workers]
        if meanwhile is not None:
            await meanwhile()
        answers = [(await one)[0] for one in said]
        return [[from_record(record) for record in json.loads(answer)] for answer in answers]


@asynccontextmanager
async def crew_at(database: Database, size: int) -> AsyncIterator[Crew]:
    """So many processes, which begin while the test goes on."""
    command = (sys.executable, "-m", "tests.ballot_worker", database.url.render_as_string(hide_password=False))
    start = partial(asyncio.create_subprocess_exec, *command, cwd=HOUSE, stdin=PIPE, stdout=PIPE, limit=2**20)
    workers = [await start() for _ in range(size)]
    try:
        yield Crew(workers)
    finally:
        for worker in workers:
            if worker.returncode is None:
                worker.kill()
            await worker.wait()


async def _hand(worker: Process, share: Sequence[Cast]) -> None:
    assert worker.stdin is not None and worker.stdout is not None
    values = [{**asdict(cast), "marks": write_marks(cast.marks), "at": write_moment(cast.at)} for cast in share]
    worker.stdin.write(f"{json.dumps(values)}\n".encode())
    await worker.stdin.drain()
    assert await worker.stdout.readline() == b"ready\n"
