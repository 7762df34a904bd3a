"""What the records say, copied out as the replay goes on: some of it is not kept for years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, Select, select, text

from storage.database import Database
from storage.schema.issues import issue_steps, issues
from storage.schema.issues_similar import issue_lines
from storage.schema.records import entries
from storage.schema.traffic import acts, due, outbox
from storage.schema.traffic import posts as posted

Rows = list[Row[Any]]
NOTICE = (
    *(outbox.c.id, outbox.c.key, outbox.c.chat_id, outbox.c.kind, outbox.c.template, outbox.c.facts, outbox.c.state),
    *(outbox.c.queued_at, outbox.c.not_before, outbox.c.message_id, outbox.c.resent_as),
)
SETTLED = ("sent", "failed", "unknown", "dropped")


@dataclass
class Ledger:
    """Everything that was written down since the replay began."""

    reports: dict[int, Row[Any]] = field(default_factory=dict)
    steps: Rows = field(default_factory=list)
    entries: Rows = field(default_factory=list)
    notices: dict[int, Row[Any]] = field(default_factory=dict)
    played: dict[str, Row[Any]] = field(default_factory=dict)
    """Due rows that were played, by the source under which that was done."""
    lines: Rows = field(default_factory=list)
    waiting: Rows = field(default_factory=list)
    cards: Rows = field(default_factory=list)
    incidents: int = 0

    async def copy(self, database: Database) -> None:
        """What is new since the last look."""
        async with database.reading() as transaction:
            run = transaction.connection.execute

            async def rows(wanted: Select[Any]) -> Sequence[Row[Any]]:
                return (await run(wanted)).all()

            for row in await rows(select(issues).where(issues.c.id > max(self.reports, default=0))):
                self.reports[row.id] = row
            self.steps += await rows(select(issue_steps).where(issue_steps.c.id > _last(self.steps)))
            self.entries += await rows(select(entries).where(entries.c.id > _last(self.entries)).order_by(entries.c.id))
            open_ones = [row.id for row in self.notices.values() if row.state not in SETTLED]
            known = max(self.notices, default=0)
            found = await rows(select(*NOTICE).where((outbox.c.id > known) | outbox.c.id.in_(open_ones)))
            self.notices |= {row.id: row for row in found}
            for row in await rows(select(acts.c.source, acts.c.at).where(acts.c.source.startswith("due:"))):
                self.played[row.source] = row

    async def close(self, database: Database) -> None:
        """How things stand at the end."""
        await self.copy(database)
        async with database.reading() as transaction:
            run = transaction.connection.execute
            self.lines = list((await run(select(issue_lines).order_by(issue_lines.c.id))).all())
            self.waiting = list((await run(select(due).order_by(due.c.due_at))).all())
            self.cards = list((await run(select(posted).order_by(posted.c.subject, posted.c.chat_id))).all())
            self.incidents = (await run(text("SELECT count(*) FROM incidents"))).scalar_one()

    def journal(self) -> list[tuple[Any, ...]]:
        """Every entry but those about notices that went missing: where, its place there, what, when."""
        found = [row for row in self.entries if not row.type.startswith("notice_")]
        return sorted((row.stream, row.type, row.at, str(sorted(_bare(row.body).items()))) for row in found)


def _bare(body: Mapping[str, Any]) -> dict[str, Any]:
    """Of what is sealed only that it is there: each commitment has a salt of its own."""
    return {**body, "sealed": sorted(body.get("sealed", ()))}


def _last(rows: Rows) -> int:
    return max((row.id for row in rows), default=0)
