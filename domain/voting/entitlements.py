"""Entitlements (表决权): whom somebody votes for, and a ballot on its way into the box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.voting.doubts import Doubt
from domain.voting.marks import Marks
from domain.voting.meetings import Attendance
from domain.voting.namings import Together
from domain.voting.proxies import Proxy
from domain.voting.votes import Vote


@dataclass(frozen=True)
class Entitlement:
    """One head somebody votes for (所代表的一户): its slot, area in 0.01 ㎡, and where the entry came from."""

    head_id: int
    vote_id: int
    slot: int
    area: int
    origin: Mapping[str, Any]
    by_proxy: bool = False  # by a written proxy of its owner

    @property
    def units(self) -> tuple[str, ...]:
        """3号楼2单元301."""
        return tuple(unit["name"] for unit in self.origin["units"])


@dataclass(frozen=True)
class Cast:
    """A ballot on its way into the box (投票): pressed by a person at a moment, by one update."""

    vote_id: int
    head_id: int
    person_id: int
    marks: Marks
    source: str
    at: datetime


@dataclass(frozen=True)
class Right:
    """A person's right to vote for a head (表决资格) as it stands while the box is written."""

    head_id: int
    vote_id: int
    slot: int
    seq: int  # of the head's last ballot
    owner_id: int | None  # as which owner; None where nobody votes as one
    barred: bool = False  # those who own together have named another
    present: bool = False  # has signed in to the meeting


@dataclass(frozen=True)
class Mine:
    """Somebody's own last ballot for a head (我投的票)."""

    marks: Marks
    receipt: str
    seq: int  # the how manieth vote of this head


@dataclass(frozen=True)
class Reminding:
    """Where the reminders of a vote stand (提醒情况), for those who run it."""

    sent: int
    next_at: datetime | None


@dataclass(frozen=True)
class VotePage:
    """A vote as one person may see it (表决页): nobody's choice but their own, no count before it is confirmed."""

    vote: Vote
    mine: tuple[tuple[Entitlement, Mine | None], ...]
    together: tuple[Together, ...] = ()  # homes they own with others
    renting: bool = False  # lives there as a tenant and owns nothing
    turnout: tuple[int, int] = (0, 0)  # heads, area in 0.01 ㎡; those present in a meeting
    attendance: Attendance | None = None  # of a meeting, for its members and whoever runs it
    runs: bool = False  # started such votes, chairs such meetings
    counted: bool = False  # whether they may read the result
    proxies: tuple[Proxy, ...] = ()  # by which others vote for their homes, or they for others'
    papered: frozenset[int] = frozenset()  # heads of theirs whose confirmed paper prevails
    served: frozenset[int] = frozenset()  # heads of theirs that have the paper, by what was written down
    may_cancel: bool = False
    may_confirm: bool = False
    may_look: bool = False  # into a doubt about the sealed result
    doubt: Doubt | None = None  # about the sealed result; None: there is none, or it is not theirs to read
    may_ask_somebody: bool = False  # may ask a scrutineer in, while the result waits for one
    may_canvass: bool = False
    reminding: Reminding | None = None  # None: not theirs to see
    objections: int | None = None  # how many were raised; None: not theirs to read
    objects_in: int | None = None  # the matter it decided, while objections are raised there
    records_namings: bool = False
