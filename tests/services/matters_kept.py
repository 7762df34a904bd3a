"""What the records of a matter say by themselves, read apart from the services: what was there, since when, of whom."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select

from domain.workdays import HolidaySource
from storage.database import Database
from storage.schema.answers import channel_uses, opinion_clusters
from storage.schema.consultations import consulted_units, unit_answers
from storage.schema.deliberation import matter_doubts, matter_objections, matter_records, opinions
from storage.schema.records import attachments, entries
from storage.schema.registry import roles
from storage.schema.tasks import tasks
from storage.schema.units import owners
from storage.schema.voting import vote_heads, vote_proxies, vote_units, vote_voters, votes
from storage.workdays import work_days

ZONE = ZoneInfo("Asia/Shanghai")
MEETING_PEOPLE = {"visit", "meeting", "questionnaire"}
DAYS_OFF = work_days(HolidaySource.CHINA, range(2025, 2033))


def hash_of(title: str, text: str) -> str:
    """What a text is known by, worked out anew."""
    written = json.dumps({"text": text, "title": title}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def days_over(since: datetime, days: int, *, run_on: bool) -> datetime:
    """24:00 of the last of so many full days, which runs on where it is a day off."""
    last = since.astimezone(ZONE).date() + timedelta(days=days)
    while run_on and not _works(last):
        last += timedelta(days=1)
    return datetime.combine(last + timedelta(days=1), time(), tzinfo=ZONE)


def _works(day: date) -> bool:
    return day in DAYS_OFF.make_up or (day.weekday() < 5 and day not in DAYS_OFF.days_off)


@dataclass(frozen=True)
class Span:
    """A stage of a round of a matter: since when, and the moment that is asked about."""

    stage: str
    since: datetime
    until: datetime

    def holds(self, moment: datetime) -> bool:
        return self.since <= moment <= self.until


@dataclass(frozen=True)
class Kept:
    """Everything that lies in the tables about one matter."""

    matter: Row[Any]
    records: Sequence[Row[Any]]
    photos: Mapping[str, Sequence[datetime]]
    said: Sequence[Row[Any]]
    answered: frozenset[int]
    uses: Sequence[Row[Any]]
    units: Sequence[Row[Any]]
    replies: Sequence[Row[Any]]
    objections: Sequence[Row[Any]]
    work: Sequence[Row[Any]]
    carried: Mapping[int, datetime]
    doubting: Sequence[Row[Any]] = ()

    def noted(self, need: str, span: Span) -> Row[Any] | None:
        """The last record of this need in this round and stage, since it began."""
        found = [
            one
            for one in self.records
            if (one.round, one.stage, one.need) == (self.matter.round, span.stage, need) and span.holds(one.at)
        ]
        return found[-1] if found else None

    def record(self, need: str, span: Span, *, photo: bool = False) -> bool:
        one = self.noted(need, span)
        return one is not None and (not photo or bool(self.photos.get(f"matter_record:{one.id}")))

    def channels(self, span: Span) -> bool:
        """Two ways, one of them where people met or wrote on paper."""
        ways = {one.channel for one in (*self.said, *self.uses) if span.holds(one.at)}
        return len(ways) > 1 and bool(ways & MEETING_PEOPLE)

    def all_answered(self) -> bool:
        return all(one.withdrawn or one.cluster_id in self.answered for one in self.said)

    def consulted(self, span: Span) -> bool:
        """Each unit has answered to this very version, or let its days pass and was reminded."""
        mine = [unit for unit in self.units if unit.round == self.matter.round]
        return bool(mine) and all(self._heard(unit, span) for unit in mine)

    def _heard(self, unit: Row[Any], span: Span) -> bool:
        version = self.matter.version
        answers = [one for one in self.replies if (one.consulted_unit_id, one.version) == (unit.id, version)]
        if answers:
            last = answers[-1]
            return span.holds(last.at) and (last.way != "letter" or bool(self.photos.get(f"unit_answer:{last.id}")))
        return unit.version == version and unit.reminded_at is not None and unit.until <= unit.reminded_at <= span.until

    def objections_met(self) -> bool:
        """Each answered, and of fewer homes than one in ten."""
        mine = [one for one in self.objections if one.round == self.matter.round]
        homes = len(self.matter.homes["ids"])
        return all(one.answer for one in mine) and 10 * len({one.unit_id for one in mine}) < homes

    def tasks_done(self, span: Span) -> bool:
        mine = [one for one in self.work if one.round == self.matter.round]
        again = any(one.state == "done" and span.holds(one.at) for one in mine)
        return again and all(one.state != "open" for one in mine)

    def proven(self, span: Span) -> bool:
        """A photo of the work since it was begun, or begun again, or of something that was given out then."""
        mine = [f"task_after:{one.id}" for one in self.work if one.state == "done" and span.holds(one.at)]
        taken = [moment for subject in (f"matter:{self.matter.id}", *mine) for moment in self.photos.get(subject, ())]
        return any(span.holds(moment) for moment in taken)

    def passed(self, vote_id: int | None, until: datetime) -> bool:
        return vote_id in self.carried and self.carried[vote_id] <= until

    def hung(self, span: Span) -> datetime | None:
        """When the first paper of this stage was put on record."""
        papers = [one.at for one in self.records if self._paper(one, span)]
        return min(papers, default=None)

    def _paper(self, one: Row[Any], span: Span) -> bool:
        return (one.round, one.stage, one.need) == (self.matter.round, span.stage, "paper") and span.holds(one.at)


async def kept_of(database: Database, matter: Row[Any]) -> Kept:
    """All of it, read now."""
    number = matter.id
    async with database.reading() as transaction:

        async def rows(statement: Select[Any]) -> Sequence[Row[Any]]:
            return (await transaction.connection.execute(statement)).all()

        records = await rows(_of(matter_records, number, "id", "round", "stage", "need", "at", "by"))
        units = await rows(_of(consulted_units, number, "id", "round", "version", "until", "reminded_at"))
        replies = await rows(_answers([unit.id for unit in units]))
        subjects = [f"matter_record:{one.id}" for one in records] + [f"unit_answer:{one.id}" for one in replies]
        given_out = await rows(_of(tasks, number, "id", "round", "state", "at"))
        subjects += [f"task_after:{one.id}" for one in given_out]
        stored = await rows(_photos([*subjects, f"matter:{number}"]))
        numbers = [vote for vote in (matter.vote_id, matter.owners_vote_id) if vote is not None]
        clusters = await rows(_of(opinion_clusters, number, "id", "verdict", "reason"))
        return Kept(
            matter,
            records,
            _by_subject(stored),
            await rows(_of(opinions, number, "channel", "withdrawn", "cluster_id", "at")),
            frozenset(one.id for one in clusters if one.verdict and one.reason),
            await rows(_of(channel_uses, number, "channel", "at")),
            units,
            replies,
            await rows(_of(matter_objections, number, "round", "unit_id", "answer")),
            given_out,
            await _carried(rows, numbers),
            await rows(_of(matter_doubts, number, "id")),
        )


def _of(table: Any, number: int, *columns: str) -> Select[Any]:
    return select(*(table.c[column] for column in columns)).where(table.c.matter_id == number).order_by(table.c.id)


def _answers(units: Sequence[int]) -> Select[Any]:
    columns = (unit_answers.c.id, unit_answers.c.consulted_unit_id, unit_answers.c.version)
    found = select(*columns, unit_answers.c.way, unit_answers.c.at)
    return found.where(unit_answers.c.consulted_unit_id.in_(units)).order_by(unit_answers.c.id)


def _photos(subjects: Sequence[str]) -> Select[Any]:
    stored = (attachments.c.subject.in_(subjects), attachments.c.state == "stored")
    return select(attachments.c.subject, attachments.c.at).where(*stored)


def _by_subject(rows: Iterable[Row[Any]]) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = {}
    for row in rows:
        found.setdefault(row.subject, []).append(row.at)
    return found


async def _carried(rows: Any, numbers: Sequence[int]) -> dict[int, datetime]:
    """Votes that carried, checked by another than who started them, and since when everybody may read it."""
    wanted = select(votes.c.id, votes.c.state, votes.c.result, votes.c.started_by, votes.c.confirmed_by)
    streams = [f"vote:{number}" for number in numbers]
    published = select(entries.c.stream, entries.c.at).where(
        entries.c.stream.in_(streams), entries.c.type == "published"
    )
    moments = {row.stream: row.at for row in await rows(published)}
    return {
        row.id: moments[f"vote:{row.id}"]
        for row in await rows(wanted.where(votes.c.id.in_(numbers)))
        if row.state in ("published", "final")
        and row.result["passed"]
        and row.confirmed_by not in (None, row.started_by)
    }


async def electorate(database: Database, vote_id: int, at: datetime) -> dict[int, set[int]]:
    """Of every head on the roll of a vote, who may speak for it."""
    heads = vote_heads.c.vote_id == vote_id
    named = select(vote_heads.c.id, vote_voters.c.person_id).join(vote_voters).where(heads)
    owning = select(vote_heads.c.id, owners.c.person_id).join(vote_voters, vote_voters.c.head_id == vote_heads.c.id)
    living = select(vote_heads.c.id, roles.c.person_id).join(vote_units, vote_units.c.head_id == vote_heads.c.id)
    by_home = roles.c.kind.in_(("owner", "resident", "tenant")) & (roles.c.since <= at)
    async with database.reading() as transaction:
        run = transaction.connection.execute
        who = (await run(select(votes.c.constituency).where(votes.c.id == vote_id))).scalar_one()
        found = {row.id: set[int]() for row in await run(select(vote_heads.c.id).where(heads))}
        asked = {
            "owners": owning.join(owners, owners.c.id == vote_voters.c.owner_id).where(heads),
            "households": living.join(roles, roles.c.unit_id == vote_units.c.unit_id).where(heads, by_home),
        }.get(who, named)
        named = select(vote_proxies.c.head_id, vote_proxies.c.holder_id).where(vote_proxies.c.state == "confirmed")
        for head, person in [*await run(asked), *await run(named.join(vote_heads).where(heads))]:
            if person is not None:
                found[head].add(person)
    return found
