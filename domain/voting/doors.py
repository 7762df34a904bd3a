"""The doors of a vote (上门名单): home by home who has voted, who has not, whom the bot cannot reach; never what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.outcomes import Reason, Refusal
from domain.units import DwellingUnit
from domain.voting.votes import Vote


class DoorState(StrEnum):
    """How far a home is (投票情况)."""

    VOTED = "voted"  # 已投
    HANDED_IN = "handed_in"  # 纸票待核对
    SILENT = "silent"  # 还没投
    UNREACHABLE = "unreachable"  # 机器人联系不上: no owner of theirs is known on the messenger


class DoorNote(StrEnum):
    """What was found at the door (上门记录); the close erases it."""

    OUT = "out"  # 不在家
    AGREED = "agreed"  # 约好时间
    AWAY = "away"  # 外地
    PAPER = "paper"  # 已交纸票


@dataclass(frozen=True)
class VoteDoor:
    """A home of a vote (一户的投票情况)."""

    unit: DwellingUnit
    head_id: int
    state: DoorState
    note: DoorNote | None = None

    @property
    def done(self) -> bool:
        return self.state is DoorState.VOTED


@dataclass(frozen=True)
class HeadStanding:
    """How far a head of the roll is (一人的投票情况)."""

    head_id: int
    voted: bool
    reachable: bool
    handed_in: bool = False

    @property
    def state(self) -> DoorState:
        if self.voted:
            return DoorState.VOTED
        if self.handed_in:
            return DoorState.HANDED_IN
        return DoorState.SILENT if self.reachable else DoorState.UNREACHABLE


def vote_doors(
    units: Iterable[DwellingUnit], heads: Mapping[int, HeadStanding], notes: Mapping[int, DoorNote]
) -> list[VoteDoor]:
    """The homes that are on the roll, in the order they are given; `heads` and `notes` by home."""
    return [
        VoteDoor(unit, heads[unit.id].head_id, heads[unit.id].state, notes.get(unit.id))
        for unit in units
        if unit.id in heads
    ]


def count_done(doors: Iterable[VoteDoor]) -> tuple[int, int]:
    """How many homes have voted, of how many."""
    done = [door.done for door in doors]
    return sum(done), len(done)


def open_refusal(vote: Vote, at: datetime) -> Refusal | None:
    """Why nobody goes from door to door for this vote now."""
    return None if vote.takes_ballots(at) else Refusal(Reason.WRONG_STATE, {"what": "vote_not_open_now"})
