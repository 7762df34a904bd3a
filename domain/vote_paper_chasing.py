"""Chasing the check of a paper ballot (催核对纸票): once a day while people are up, three times; then the deputies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.effects import Schedule
from domain.vote_reminders import HOUR, awake
from domain.voting.papers import Paper, PaperState
from domain.voting.votes import Vote

CHASE_PAPER = "vote.paper"
"""Kind of due row: who is to check a paper is asked again."""

MOST = 3
"""How often they are asked again before the deputies are."""


@dataclass(frozen=True)
class Chase:
    """One time that a check is chased (一次催办): which paper, which time it was entered, the how manieth time."""

    paper_id: int
    entry: int
    round: int

    @property
    def subject(self) -> str:
        return f"vote_paper:{self.paper_id}:{self.entry}:{self.round}"

    def waits(self, vote: Vote, paper: Paper, at: datetime) -> bool:
        """Whether what was entered then still waits for its check, and can still have it."""
        return paper.state is PaperState.ENTERED and paper.tries == self.entry and vote.takes_ballots(at)


def chase_of(subject: str) -> Chase:
    """Read back from a due row."""
    paper, entry, round = subject.split(":")[1:]
    return Chase(int(paper), int(entry), int(round))


def first_chase(vote: Vote, paper: Paper, *, at: datetime, zone: ZoneInfo) -> Schedule | None:
    """The morning after it was entered."""
    return _on(vote, Chase(paper.id, paper.tries, 1), _tomorrow(at, zone))


def next_chase(vote: Vote, chase: Chase, *, at: datetime, zone: ZoneInfo) -> Schedule | None:
    """The morning after; None once the deputies were told, or where it would come after the close."""
    if chase.round > MOST:
        return None
    return _on(vote, Chase(chase.paper_id, chase.entry, chase.round + 1), _tomorrow(at, zone))


def put_off(vote: Vote, chase: Chase, *, at: datetime, zone: ZoneInfo) -> Schedule | None:
    """What comes late, at night, waits for the morning."""
    local = at.astimezone(zone)
    morning = datetime.combine(local.date(), HOUR, tzinfo=zone)
    return _on(vote, chase, morning if morning > local else _tomorrow(at, zone))


def asleep(at: datetime, zone: ZoneInfo) -> bool:
    """Whether nobody should be asked now."""
    return not awake(at, zone)


def _on(vote: Vote, chase: Chase, due: datetime) -> Schedule | None:
    return Schedule(CHASE_PAPER, chase.subject, due) if due < vote.closes_at else None


def _tomorrow(at: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(at.astimezone(zone).date() + timedelta(days=1), HOUR, tzinfo=zone)
