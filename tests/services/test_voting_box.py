"""The ballot box under a crowd: one valid ballot a head, none lost, none after the close, everybody told the truth."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

import pytest
from sqlalchemy import event, select, update

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.voting.ballots import Choice
from domain.voting.entitlements import Cast
from services.voting import seal_vote
from services.voting_box import ballot_box
from storage.database import Database
from storage.schema.units import owners
from storage.schema.voting import votes
from storage.transaction import Transaction
from tests.builders import KEYS
from tests.conftest import clear
from tests.services.crowds import Crew, Crowd, Kept, ballots_in_all, crew_at, gather_crowd, what_is_kept
from tests.services.rolls import OwnedHome, bind_owner, homes

APPROVE, REJECT = Choice.APPROVE, Choice.REJECT
TOGETHER = OwnedHome("9001", ("夫", "妻"))
WORKERS = 3
OVERTAKEN = Refusal(Reason.EXPIRED, {"what": "vote_overtaken"})
LATE = Refusal(Reason.EXPIRED, {"what": "vote"})
NOT_NAMED = Refusal(Reason.NOT_YOURS, {"what": "vote_named_other"})
NOT_THEIRS = Refusal(Reason.NOT_YOURS, {"what": "vote_head"})


async def put_all(database: Database, casts: Sequence[Cast]) -> list[Outcome]:
    """At once, through one box."""
    box = ballot_box(database)
    return await asyncio.gather(*(box.put(cast) for cast in casts))


def told_the_truth(casts: Sequence[Cast], told: Sequence[Outcome], kept: Kept) -> None:
    """Whoever has a receipt has a ballot with it, whoever has none has none, and nothing else is there."""
    receipts = {
        cast.source: outcome["receipt"] for cast, outcome in zip(casts, told, strict=True) if isinstance(outcome, Done)
    }
    assert receipts == kept.receipts
    assert len(set(kept.receipts.values())) == len(kept.receipts) == kept.journal.count("ballot")
    assert kept.broken_at is None
    for head, seqs in kept.seqs.items():
        assert list(seqs) == list(range(1, len(seqs) + 1)), "no number twice, none left out"
        assert kept.known_by[head] == seqs[-1]
    assert kept.known_by.keys() == kept.seqs.keys()


async def seal(database: Database, crowd: Crowd) -> None:
    due = crowd.vote.closes_at + timedelta(seconds=5)
    await seal_vote(database, subject=crowd.vote.subject, due=due, source="close", at=due)


async def participants(database: Database, crowd: Crowd) -> int:
    """Heads the sealed result has counted or set aside."""
    async with database.reading() as transaction:
        vote = await transaction.voting.find(crowd.vote.id)
    assert vote is not None and vote.result is not None
    counted = sum(vote.result[side]["heads"] for side in ("approved", "rejected", "abstained"))
    return int(counted + vote.result["set_aside"])


def of_one_household(crowd: Crowd, at: datetime) -> list[Cast]:
    """A hundred presses of two who own together, one of them twice the same update."""
    pressed = [crowd.cast("夫" if n % 2 else "妻", APPROVE, at, f"press {n}") for n in range(100)]
    return [*pressed, pressed[7]]


async def test_a_hundred_presses_of_one_household_are_one_vote(database: Database, at: datetime) -> None:
    crowd = await gather_crowd(database, [*homes(2), TOGETHER], at)
    casts = of_one_household(crowd, crowd.vote.opens_at)
    told = await put_all(database, casts)
    kept = await what_is_kept(database, crowd.vote)
    told_the_truth(casts, told, kept)
    assert all(isinstance(outcome, Done) for outcome in told) and told[7] == told[100]
    assert len(kept.seqs[crowd.heads["夫"]]) == 100
    await seal(database, crowd)
    assert await participants(database, crowd) == 1


@asynccontextmanager
async def statements(database: Database) -> AsyncIterator[list[str]]:
    """What the writer executes meanwhile."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    event.listen(database.engine.sync_engine, "after_cursor_execute", note)
    yield said
    event.remove(database.engine.sync_engine, "after_cursor_execute", note)


async def test_a_thousand_households_at_once_and_no_more_statements_for_it(database: Database, at: datetime) -> None:
    crowd = await gather_crowd(database, homes(1000), at)
    box = ballot_box(database)
    async with statements(database) as lone:
        await box.put(crowd.cast("业主1", REJECT, crowd.vote.opens_at, "first"))
    casts = [crowd.cast(name, APPROVE, crowd.vote.opens_at, name) for name in crowd.heads]
    async with statements(database) as many:
        told = await asyncio.gather(*(box.put(cast) for cast in casts))
    assert len(many) == len(lone) < 20
    kept = await what_is_kept(database, crowd.vote)
    assert kept.receipts.keys() == {"first", *crowd.heads} and len(kept.seqs[crowd.heads["业主1"]]) == 2
    assert [outcome["receipt"] for outcome in told if isinstance(outcome, Done)] == [
        kept.receipts[n] for n in crowd.heads
    ]
    assert kept.broken_at is None
    await seal(database, crowd)
    assert await participants(database, crowd) == 1000


async def test_the_closing_second(database: Database, at: datetime) -> None:
    crowd = await gather_crowd(database, homes(4), at)
    closes, one = crowd.vote.closes_at, timedelta(microseconds=1)
    before = [
        crowd.cast("业主1", APPROVE, closes - one, "in time"),
        crowd.cast("业主2", APPROVE, closes, "on the stroke"),
    ]
    told = await put_all(database, before)
    assert isinstance(told[0], Done) and told[1] == LATE
    await seal(database, crowd)
    after = [
        crowd.cast("业主3", APPROVE, closes - one, "overtaken"),
        crowd.cast("业主4", APPROVE, closes + one, "late"),
    ]
    assert await put_all(database, [*after, before[0]]) == [OVERTAKEN, LATE, told[0]], "once told, always told"
    kept = await what_is_kept(database, crowd.vote)
    told_the_truth([before[0]], [told[0]], kept)
    assert kept.journal[-1] == "sealed" and await participants(database, crowd) == 1


async def while_they_wait(
    database: Database, crowd: Crowd, casts: Sequence[Cast], change: Callable[[Transaction], Any]
) -> list[Outcome]:
    """Pressed while the vote's row is somebody else's, who then changes who may vote."""
    async with database.transaction() as transaction:
        await transaction.voting.lock(crowd.vote.id)
        waiting = asyncio.create_task(put_all(database, casts))
        await asyncio.sleep(0)
        await change(transaction)
        assert not waiting.done()
    return await waiting


async def test_who_the_owner_is_counts_when_it_is_written(database: Database, at: datetime) -> None:
    crowd = await gather_crowd(database, homes(3), at)
    mistaken, right = crowd.people["业主1"], crowd.people["业主2"]
    casts = [
        Cast(crowd.vote.id, crowd.heads["业主1"], mistaken, frozenset({REJECT}), "mistaken", crowd.vote.opens_at),
        Cast(crowd.vote.id, crowd.heads["业主1"], right, frozenset({APPROVE}), "right", crowd.vote.opens_at),
        crowd.cast("业主3", APPROVE, crowd.vote.opens_at, "neighbour"),
    ]

    async def bind_anew(transaction: Transaction) -> None:
        owner = crowd.estate.numbers["业主1"]
        await transaction.owners.run(update(owners).where(owners.c.id == owner).values(person_id=right))

    told = await while_they_wait(database, crowd, casts, bind_anew)
    assert told[0] == NOT_THEIRS and isinstance(told[1], Done) and isinstance(told[2], Done)
    told_the_truth(casts, told, await what_is_kept(database, crowd.vote))


async def test_only_the_one_they_named_votes_from_then_on(database: Database, at: datetime) -> None:
    crowd = await gather_crowd(database, [*homes(2), TOGETHER], at)
    early = crowd.cast("夫", REJECT, crowd.vote.opens_at, "early")
    (first,) = await put_all(database, [early])
    casts = [crowd.cast(name, APPROVE, crowd.vote.opens_at, name) for name in ("夫", "妻")]

    async def name_her(transaction: Transaction) -> None:
        await transaction.namings.name(crowd.heads["妻"], crowd.estate.numbers["妻"])

    told = await while_they_wait(database, crowd, casts, name_her)
    assert told[0] == NOT_NAMED and isinstance(told[1], Done)
    told_the_truth([early, *casts], [first, *told], await what_is_kept(database, crowd.vote))
    await seal(database, crowd)
    async with database.reading() as transaction:
        result = await transaction.voting.value(select(votes.c.result))
    assert (result["approved"]["heads"], result["rejected"]["heads"], result["set_aside"]) == (1, 0, 0)


async def test_the_one_they_named_may_turn_out_to_be_another_person(database: Database, at: datetime) -> None:
    crowd = await gather_crowd(database, [*homes(2), TOGETHER], at)
    async with database.transaction() as transaction:
        await transaction.namings.name(crowd.heads["妻"], crowd.estate.numbers["妻"])
        mended = update(owners).where(owners.c.id == crowd.estate.numbers["妻"])
        await transaction.owners.run(mended.values(person_id=crowd.people["业主2"]))
    cast = Cast(
        crowd.vote.id, crowd.heads["妻"], crowd.people["业主2"], frozenset({APPROVE}), "hers", crowd.vote.opens_at
    )
    assert isinstance((await put_all(database, [cast]))[0], Done)


# Three worker processes at one PostgreSQL

postgres = pytest.mark.postgres


@pytest.fixture
async def shared(postgres_of_worker: str) -> AsyncIterator[Database]:
    """An empty PostgreSQL database for several processes."""
    async with Database(postgres_of_worker, keys=KEYS) as database:
        await clear(database)
        yield database


@pytest.fixture
async def crew(shared: Database) -> AsyncIterator[Crew]:
    async with crew_at(shared, WORKERS) as crew:
        yield crew


def dealt(casts: Sequence[Cast]) -> list[Sequence[Cast]]:
    """To the workers in turn."""
    return [casts[n::WORKERS] for n in range(WORKERS)]


@postgres
async def test_three_workers_and_everybody_at_once(shared: Database, crew: Crew, at: datetime) -> None:
    crowd = await gather_crowd(shared, [*homes(1000), TOGETHER], at)
    opens = crowd.vote.opens_at
    everybody = [crowd.cast(f"业主{n}", APPROVE, opens, f"home {n}") for n in range(1, 1001)]
    household = of_one_household(crowd, opens)[:100]
    twice = [*everybody[:30], *household[:30]]  # updates that reach every worker
    shares = [[*twice, *share] for share in dealt([*household, *everybody[30:]])]
    told = await crew.cast(shares)
    kept = await what_is_kept(shared, crowd.vote)
    for share, answers in zip(shares, told, strict=True):
        assert [answer["receipt"] for answer in answers if isinstance(answer, Done)] == [
            kept.receipts[cast.source] for cast in share
        ]
    whole = list({cast.source: cast for cast in [*household, *everybody]}.values())
    told_the_truth(whole, [Done({"receipt": kept.receipts[cast.source]}) for cast in whole], kept)
    assert len(kept.seqs[crowd.heads["夫"]]) == 100 and len(kept.seqs) == 1001
    await seal(shared, crowd)
    assert await participants(shared, crowd) == 1001


@postgres
async def test_three_workers_while_it_closes_and_owners_change(shared: Database, crew: Crew, at: datetime) -> None:
    crowd = await gather_crowd(shared, [*homes(300), TOGETHER], at)
    just, closes = crowd.vote.closes_at - timedelta(microseconds=1), crowd.vote.closes_at
    pressed = [crowd.cast(f"业主{n % 300 + 1}", APPROVE, just, f"in time {n}") for n in range(1200)]
    late = [crowd.cast(f"业主{n}", REJECT, closes, f"late {n}") for n in range(2, 61)]
    joint = [crowd.cast("夫" if n % 2 else "妻", REJECT, just, f"joint {n}") for n in range(120)]
    shares = dealt([cast for trio in zip_longest(pressed, late, joint) for cast in trio if cast is not None])

    async def changes() -> None:
        await has_come(shared, 100)
        await bind_owner(shared, crowd.estate.numbers["业主1"], crowd.people["业主2"])
        async with shared.transaction() as transaction:
            await transaction.voting.lock(crowd.vote.id)
            await transaction.namings.name(crowd.heads["妻"], crowd.estate.numbers["妻"])
        await has_come(shared, 400)
        await seal(shared, crowd)

    told = await crew.cast(shares, changes)
    kept = await what_is_kept(shared, crowd.vote)
    casts, answers = [cast for share in shares for cast in share], [one for several in told for one in several]
    told_the_truth(casts, answers, kept)
    assert kept.journal[-1] == "sealed", "nothing after the count"
    assert {cast.source for cast, one in zip(casts, answers, strict=True) if one == LATE} == {
        one.source for one in late
    }
    left_over = [crowd.cast(f"业主{n}", REJECT, just, f"left over {n}") for n in range(2, 5)]
    assert await put_all(shared, left_over) == [OVERTAKEN] * 3, "pressed in time, written after the count"
    for share, answered in zip(shares, told, strict=True):
        once_not_theirs_never_again(crowd, share, answered)
    async with shared.reading() as transaction:
        counted = {ballot.head for ballot in await transaction.ballots.cast(crowd.vote.id)}
    assert await participants(shared, crowd) == len(counted)


async def has_come(database: Database, many: int) -> None:
    """Wait until so many ballots are in the box."""
    while await ballots_in_all(database) < many:
        pass


def once_not_theirs_never_again(crowd: Crowd, share: Sequence[Cast], told: Sequence[Outcome]) -> None:
    """Refused are those whose owner has changed or who were not named, and from then on every time."""
    gone: set[int] = set()
    for cast, outcome in zip(share, told, strict=True):
        if outcome in (NOT_THEIRS, NOT_NAMED):
            gone.add(cast.person_id)
        assert not (isinstance(outcome, Done) and cast.person_id in gone)
    assert gone <= {crowd.people["业主1"], crowd.people["夫"]}


@postgres
async def test_whoever_comes_too_late_does_not_keep_the_count_waiting(shared: Database, at: datetime) -> None:
    crowd = await gather_crowd(shared, homes(2), at)
    async with shared.transaction() as counting:
        await counting.voting.lock(crowd.vote.id)
        assert await put_all(shared, [crowd.cast("业主1", APPROVE, crowd.vote.closes_at, "late")]) == [LATE]
