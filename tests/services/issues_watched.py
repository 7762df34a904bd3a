"""Whoever watches reports go by: reads the records after each step, and says what may never be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select

from storage.database import Database
from storage.schema.issues import issue_steps, issues
from storage.schema.records import attachments
from storage.schema.traffic import outbox

OPEN = "reported accepted assigned taken working suspended reopened"
WAYS = {
    "answer": {"reported reopened": "accepted", "asked accepted assigned taken working suspended to_check to_rate": ""},
    "ask": {"reported accepted reopened": "asked"},
    "supply": {"asked": "accepted"},
    "lapse": {"asked": "accepted", "to_rate": "closed"},
    "accept": {"reported reopened": "accepted"},
    "assign": {OPEN: "assigned"},
    "take": {"reported accepted reopened assigned": "taken"},
    "begin": {"taken": "working"},
    "return": {"assigned taken": "accepted"},
    "suspend": {"accepted assigned taken working": "suspended"},
    "resume": {"suspended": "working"},
    "done": {OPEN: "to_check"},
    "check": {"to_check": "to_rate"},
    "send_back": {"to_check": "working"},
    "solved": {"to_check to_rate": "closed"},
    "reopen": {"to_check to_rate closed duplicate declined referred discussed withdrawn": "reopened"},
    "merge": {f"{OPEN} asked": "duplicate"},
    "decline": {"reported accepted reopened asked": "declined"},
    "refer": {f"{OPEN} asked": "referred"},
    "withdraw": {f"{OPEN} asked to_check to_rate": "withdrawn"},
}
"""The ways between states, written down a second time."""
PROOFS = {"photo", "video", "document"}
WEEK = timedelta(days=7)


def led(state: str, step: str) -> str | None:
    """Where a step leads; None: nowhere."""
    found = [to or state for froms, to in WAYS.get(step, {}).items() if state in froms.split()]
    return found[0] if found else None


@dataclass
class Watch:
    """Looks after each act; raises where something slipped through."""

    database: Database
    ways: Counter[str] = field(default_factory=Counter)
    seen: dict[int, int] = field(default_factory=dict)
    """Steps that were looked at, by report."""
    held: dict[int, int | None] = field(default_factory=dict)
    """Who had it when it was looked at last."""
    at_once: int = 1
    """Steps that one act takes at most."""

    async def look(self) -> None:
        async with self.database.reading() as transaction:
            connection = transaction.connection
            rows = (await connection.execute(select(issues).order_by(issues.c.id))).all()
            steps = (await connection.execute(select(issue_steps).order_by(issue_steps.c.id))).all()
            files = (
                await connection.execute(select(attachments.c.subject, attachments.c.kind, attachments.c.state))
            ).all()
            told = (await connection.execute(select(outbox.c.key).where(outbox.c.template == "issues.told"))).all()
        proofs = {row.subject for row in files if row.kind in PROOFS and row.state == "stored"}
        reminded = [row.key for row in told if ":remind:" in row.key]
        for issue in rows:
            self._whole(issue, [step for step in steps if step.issue_id == issue.id], proofs, reminded)

    def _whole(self, issue: Row[Any], steps: list[Row[Any]], proofs: set[str], reminded: list[str]) -> None:
        """What is new of one report."""
        known, last = self.seen.get(issue.id, 1), steps[-1]
        assert steps[0].kind == "report"
        moved = (issue.state, len(steps) - known <= self.at_once)
        assert moved == (last.state, True), f"{issue.id}: moved without a step"
        assert (issue.closed_at is not None) is (issue.state in ENDED), f"{issue.id}: ended and open"
        for number in range(known + 1, len(steps) + 1):
            self._moved(issue, steps[:number], proofs, reminded)
        self.seen[issue.id], self.held[issue.id] = len(steps), issue.holder_id

    def _moved(self, issue: Row[Any], steps: list[Row[Any]], proofs: set[str], reminded: list[str]) -> None:
        """The last of these steps."""
        last, to = steps[-1], led(steps[-2].state, steps[-1].kind)
        assert to == last.state, f"{issue.id}: {steps[-2].state} -{last.kind}→ {last.state} is no way"
        self.ways[f"{last.kind} → {last.state}"] += 1
        if last.kind in ("check", "solved"):
            doers = {done.by for done in steps if done.kind == "done"}
            latest = next(done.by for done in reversed(steps) if done.kind == "done")
            assert last.by not in (latest, self.held.get(issue.id)), f"{issue.id}: {last.by} of {doers} looks at it"
        if last.state == "closed":
            self._closed(issue, steps, proofs, reminded)

    def _closed(self, issue: Row[Any], steps: list[Row[Any]], proofs: set[str], reminded: list[str]) -> None:
        """Closed means fixed: a stored proof, a look by another, the reporter's word or the lapse."""
        begun = max((at for at, step in enumerate(steps) if step.kind == "reopen"), default=0)
        life = steps[begun:]
        done = max((at for at, step in enumerate(life) if step.kind == "done"), default=None)
        assert done is not None, f"{issue.id}: closed, and nobody did it"
        assert f"issue_step:{life[done].id}" in proofs, f"{issue.id}: closed without a stored proof"
        checks = [step for step in life[done:] if step.kind == "check"]
        if steps[-1].kind == "solved":
            assert steps[-1].by == issue.reporter_id, f"{issue.id}: somebody else said that it is fixed"
            return
        assert checks, f"{issue.id}: lapsed, and nobody looked"
        assert steps[-1].at == checks[-1].at + WEEK, f"{issue.id}: lapsed after {steps[-1].at - checks[-1].at}"
        mine = [key for key in reminded if key.startswith(f"issue:{issue.id}:step:remind:")]
        within = [key for key in mine if checks[-1].at < _moment(key) < steps[-1].at]
        assert len({_moment(key) for key in within}) == 1, f"{issue.id}: reminded {len(within)} times"


ENDED = {"closed", "duplicate", "declined", "referred", "discussed", "withdrawn"}


def _moment(key: str) -> datetime:
    """`issue:1:step:remind:2026-…`: when it fell due."""
    return datetime.fromisoformat(key.partition(":remind:")[2])
