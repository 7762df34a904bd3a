"""Whoever watches matters go by: after each act, reads the records and says what may never be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select

from storage.database import Database
from storage.schema.deliberation import matter_versions, matters
from storage.schema.traffic import outbox
from storage.schema.voting import ballots, vote_heads, votes
from tests.services.matters_counted import Counted
from tests.services.matters_kept import Kept, Span, days_over, electorate, hash_of, kept_of

SMALL = {
    "soliciting": ("time",),
    "voting": ("carried",),
    "disclosing": ("time",),
    "doing": ("proof",),
    "reporting": ("time", "settled"),
    "archived": (),
}
FULL = {
    "soliciting": ("time", "channels", "answered"),
    "proposing": ("studied", "present", "declared", "budget", "minutes"),
    "consulting": ("units", "time", "minutes"),
    "announcing": ("called", "time"),
    "resolving": ("carried",),
    "owners": ("owners_carried",),
    "disclosing": ("paper", "time", "objections"),
    "doing": ("tasks", "proof", "accounts"),
    "reporting": ("paper", "time", "accepted"),
    "rating": ("time",),
    "archived": (),
}
"""What governance asks of each step, written down a second time."""
FULL_DAYS = {"soliciting": 7, "consulting": 3, "announcing": 10, "disclosing": 15, "reporting": 15, "rating": 7}
BACK = {
    ("voting", "soliciting"),  # the vote was withdrawn
    ("resolving", "announcing"),
    ("consulting", "consulting"),  # another text: the units have their time again
    ("announcing", "announcing"),
    ("reporting", "doing"),  # it is not done
    ("rating", "doing"),
}
ANEW = {"announcing", "owners", "doing"}
"""From where a text that was announced may be changed."""
FROZEN = ("announcing", "resolving", "owners", "disclosing", "doing", "reporting", "rating", "archived")
PHOTOGRAPHED = {"minutes", "paper"}
WRITTEN = {"studied", "present", "declared", "budget", "minutes", "paper", "accounts", "accepted"}


def steps_of(row: Row[Any]) -> dict[str, tuple[str, ...]]:
    """The steps of its procedure and track, with what each needs."""
    if row.procedure == "small":
        return SMALL
    return {stage: needs for stage, needs in FULL.items() if stage != "owners" or row.touched}


@dataclass
class Seen:
    """A matter as it was seen last, and its way in this round."""

    row: Row[Any]
    since: dict[str, datetime]
    left: dict[str, datetime] = field(default_factory=dict)
    frozen: str | None = None


@dataclass
class Watch:
    """Looks after each act; raises where something slipped through."""

    database: Database
    seen: dict[int, Seen] = field(default_factory=dict)
    put: dict[int, str] = field(default_factory=dict)
    rolls: dict[int, frozenset[int]] = field(default_factory=dict)
    hashes: dict[int, str] = field(default_factory=dict)
    last_ballot: int = 0
    last_notice: int = 0
    ways: Counter[tuple[str, str]] = field(default_factory=Counter)
    counted: Counted = field(init=False)

    def __post_init__(self) -> None:
        self.counted = Counted(self.database)

    async def look(self, at: datetime) -> None:
        rows, voted, cast, told = await self._read()
        for row in rows:
            await self._matter(row, at)
        for vote in voted:
            await self._vote(vote)
        await self._ballots(cast)
        for notice in told:
            self._notice(notice)
        await self.counted.look()

    async def _read(self) -> tuple[Sequence[Row[Any]], ...]:
        called = (outbox.c.id > self.last_notice, outbox.c.template == "deliberation.announced")
        columns = (ballots.c.id, ballots.c.head_id, ballots.c.by_person_id, ballots.c.at, ballots.c.paper)
        cast = select(*columns, vote_heads.c.vote_id)
        questions = (
            select(matters).order_by(matters.c.id),
            select(votes).order_by(votes.c.id),
            cast.join(vote_heads).where(ballots.c.id > self.last_ballot).order_by(ballots.c.id),
            select(outbox.c.id, outbox.c.facts).where(*called).order_by(outbox.c.id),
        )
        async with self.database.reading() as transaction:
            return tuple([(await transaction.connection.execute(one)).all() for one in questions])

    # No stage is left before its time or without its records; nothing is published without all of them

    async def _matter(self, row: Row[Any], at: datetime) -> None:
        before = self.seen.get(row.id)
        if before is None:
            self.seen[row.id] = before = Seen(row, {row.stage: row.since})
        elif (row.stage, row.since, row.round, row.procedure) != _place(before.row):
            await self._moved(before, row, at)
        self._text(before, row)
        before.row = row
        for number in {row.vote_id, row.owners_vote_id} - {None, *self.put}:
            assert before.frozen is not None, f"{row.id}: put to the vote while the text may still change"
            self.put[number] = before.frozen

    async def _moved(self, before: Seen, row: Row[Any], at: datetime) -> None:
        way = (before.row.stage, row.stage)
        self.ways[way] += 1
        steps = list(steps_of(row))
        if row.stage == "stopped":
            return
        if row.procedure != before.row.procedure or row.round != before.row.round:
            fresh = row.round == before.row.round + 1 and way[0] in ANEW
            assert way[1] == "soliciting" and (fresh or way[0] == "soliciting"), f"{row.id}: {way}"
            before.since, before.left, before.frozen = {"soliciting": row.since}, {}, None
            return
        if way not in BACK:
            assert way[0] in steps and steps.index(way[1]) == steps.index(way[0]) + 1, f"{row.id}: {way}"
            before.left[way[0]] = row.since
            await self._left(before, row, way[0], at)
        before.since[row.stage] = row.since
        if row.stage == "disclosing":
            await self._resolution(before, row, steps, at)

    async def _left(self, before: Seen, row: Row[Any], stage: str, at: datetime) -> None:
        kept = await kept_of(self.database, row)
        lacks = missing(kept, Span(stage, before.since[stage], at), row.since)
        assert lacks == [], f"{row.id} left {stage} without {lacks}"

    async def _resolution(self, before: Seen, row: Row[Any], steps: list[str], at: datetime) -> None:
        """公布的决议: everything before it is on record, of this round, in its order."""
        kept, earlier = await kept_of(self.database, row), steps[: steps.index("disclosing")]
        moments = [before.since[stage] for stage in earlier]
        assert moments == sorted(moments), f"{row.id}: {moments}"
        for stage in earlier:
            lacks = missing(kept, Span(stage, before.since[stage], at), before.left[stage])
            assert lacks == [], f"{row.id} published without {lacks} of {stage}"

    # No text is put to a vote, announced or disclosed that is not the one that was frozen

    def _text(self, seen: Seen, row: Row[Any]) -> None:
        if row.stage == "stopped":
            return
        text = hash_of(row.title, row.text)
        assert text == row.text_hash, f"{row.id}: its hash is of other words"
        if row.procedure != "small" and row.stage not in FROZEN:
            seen.frozen = None
            return
        seen.frozen = seen.frozen or text
        assert seen.frozen == text, f"{row.id}: other words in {row.stage} than were announced"

    async def _vote(self, vote: Row[Any]) -> None:
        text = hash_of(vote.title, vote.text)
        assert self.put[vote.id] == text, f"vote {vote.id}: other words than were announced"
        if vote.id not in self.rolls:
            self.rolls[vote.id], self.hashes[vote.id] = await self._heads(vote.id), vote.text_hash
        assert self.hashes[vote.id] == vote.text_hash
        assert len(self.rolls[vote.id]) == vote.heads

    async def _heads(self, number: int) -> frozenset[int]:
        async with self.database.reading() as transaction:
            run = transaction.connection.execute
            found = await run(select(vote_heads.c.id).where(vote_heads.c.vote_id == number))
            return frozenset(found.scalars())

    def _notice(self, notice: Row[Any]) -> None:
        facts, self.last_notice = notice.facts, notice.id
        seen = self.seen[facts["matter_id"]]
        assert hash_of(facts["title"], facts["text"]) == seen.frozen, f"{facts['matter_id']}: other words in the notice"
        assert facts["stage"] == seen.row.stage

    # No ballot is outside the roll of its vote

    async def _ballots(self, cast: Sequence[Row[Any]]) -> None:
        for one in cast:
            self.last_ballot = one.id
            vote = next(row for row in await self._votes([one.vote_id]))
            assert one.head_id in self.rolls[one.vote_id], f"ballot {one.id}: its head is not on the roll"
            speaks = (await electorate(self.database, one.vote_id, one.at))[one.head_id]
            assert one.paper or one.by_person_id in speaks, f"ballot {one.id}: of somebody who has no such vote"
            assert vote.opens_at <= one.at <= vote.closes_at, f"ballot {one.id}: {one.at}"

    async def _votes(self, numbers: Sequence[int]) -> Sequence[Row[Any]]:
        async with self.database.reading() as transaction:
            return (await transaction.connection.execute(select(votes).where(votes.c.id.in_(numbers)))).all()

    async def finished(self) -> dict[str, int]:
        """Where matters have come to, and that every version of a text is kept with its own hash."""
        async with self.database.reading() as transaction:
            run = transaction.connection.execute
            for one in await run(select(matter_versions)):
                assert hash_of(one.title, one.text) == one.text_hash
            stages = select(matters.c.stage, func.count().label("n")).group_by(matters.c.stage)
            return {row.stage: row.n for row in await run(stages)}


def _place(row: Row[Any]) -> tuple[Any, ...]:
    return (row.stage, row.since, row.round, row.procedure)


def missing(kept: Kept, span: Span, left: datetime) -> list[str]:
    """What a stage needs and the tables do not hold, of a stage that was left as of a moment."""
    return [need for need in steps_of(kept.matter)[span.stage] if not _held(kept, need, span, left)]


def _held(kept: Kept, need: str, span: Span, left: datetime) -> bool:
    if need in WRITTEN:
        return kept.record(need, span, photo=need in PHOTOGRAPHED)
    found = {
        "time": lambda: _timely(kept, span, left),
        "channels": lambda: kept.channels(span),
        "answered": kept.all_answered,
        "units": lambda: kept.consulted(span),
        "called": lambda: kept.matter.vote_id is not None,
        "carried": lambda: kept.passed(kept.matter.vote_id, span.until),
        "owners_carried": lambda: kept.passed(kept.matter.owners_vote_id, span.until),
        "objections": kept.objections_met,
        "tasks": lambda: kept.tasks_done(span),
        "proof": lambda: kept.proven(span),
        "settled": lambda: not kept.doubting,
    }
    return bool(found[need]())


def _timely(kept: Kept, span: Span, left: datetime) -> bool:
    if kept.matter.procedure == "small":
        return left >= (
            span.since + timedelta(hours=72) if span.stage == "soliciting" else days_over(span.since, 1, run_on=False)
        )
    begins = kept.hung(span) if "paper" in FULL[span.stage] else span.since
    return begins is not None and left >= days_over(begins, FULL_DAYS[span.stage], run_on=True)
