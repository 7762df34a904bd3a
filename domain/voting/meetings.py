"""Meetings that vote (表决会议): who has signed in, whether enough have, hands that two people saw.

In a representatives' meeting two thirds of its members must be there before anything is put to the vote, and of those
who are there more than half must agree (居委会组织法29); four fifths of the members are representatives (28).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.outcomes import Reason, Refusal
from domain.voting.compositions import meeting_is_composed
from domain.voting.marks import Marks
from domain.voting.rules import RULES, Measure
from domain.voting.tally import Criterion, Finding
from domain.voting.votes import Vote, VoteState

EARLY = timedelta(hours=1)
"""How long before the meeting one can sign in."""

LASTS = timedelta(hours=12)
"""After that it is over, whoever has forgotten to close it."""

MOST_UNREACHED = 40
LONGEST_NAME = 20


@dataclass(frozen=True)
class Member:
    """A member of the meeting (参会成员): whether they are there, have voted, who wrote their hand down."""

    head_id: int
    slot: int  # on the roll
    name: str
    person_id: int | None  # None: not on the messenger
    present: bool = False
    voted: bool = False
    hand_by: int | None = None  # their hand waits for a second person


@dataclass(frozen=True)
class Attendance:
    """Who is there (到会情况)."""

    vote: Vote
    members: tuple[Member, ...]

    @property
    def present(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.present)

    @property
    def away(self) -> tuple[Member, ...]:
        """Not signed in."""
        return tuple(member for member in self.members if not member.present)

    @property
    def silent(self) -> tuple[Member, ...]:
        """There, and neither voted nor written down."""
        return tuple(member for member in self.present if not member.voted and member.hand_by is None)

    @property
    def waiting(self) -> tuple[Member, ...]:
        """Their hands wait for a second person; who has pressed since then has said the later word themself."""
        return tuple(member for member in self.members if member.hand_by is not None and not member.voted)

    @property
    def finding(self) -> Finding:
        """Whether enough are there, and how many are wanting."""
        rule = RULES[self.vote.rule]
        return Finding(Criterion.QUORUM, Measure.HEADS, len(self.present), len(self.members), rule.quorum)

    def find(self, head_id: int) -> Member | None:
        return next((member for member in self.members if member.head_id == head_id), None)

    def of(self, person_id: int | None) -> Member | None:
        """The member that somebody is."""
        return next((one for one in self.members if person_id is not None and one.person_id == person_id), None)


@dataclass(frozen=True)
class RaisedHands:
    """Hands that wait for a second person (待核对的举手); `seen`: how many had been written down by then, ever."""

    there: Attendance
    marks: Mapping[int, Marks]
    seen: int


def composition_refusal(representatives: int, members: int) -> Refusal | None:
    """Why a meeting of these is none: too few of them are representatives."""
    if meeting_is_composed(representatives, members):
        return None
    return Refusal(Reason.WRONG_STATE, {"what": "vote_composition", "n": representatives, "of": members})


def names_of(lines: Iterable[str]) -> tuple[str, ...]:
    """Members who are not on the messenger, a name a line."""
    return tuple(filter(None, (" ".join(line.split()) for line in lines)))


def unreached_refusal(names: Sequence[str]) -> Refusal | None:
    """Why these cannot be its members by name alone: too many, one too long, two of one name."""
    if len(names) > MOST_UNREACHED:
        return Refusal(Reason.TOO_MANY, {"what": "vote_unreached", "n": len(names), "most": MOST_UNREACHED})
    if any(len(name) > LONGEST_NAME for name in names):
        return Refusal(Reason.TOO_LONG, {"what": "vote_unreached", "most": LONGEST_NAME})
    twice = next((name for name in names if names.count(name) > 1), None)
    return None if twice is None else Refusal(Reason.INVALID, {"what": "vote_unreached_twice", "name": twice})


def meets(vote: Vote, at: datetime) -> bool:
    """Whether one can sign in now (会议时间)."""
    return vote.in_meeting and vote.before_close(at) and at >= vote.opens_at - EARLY


def sign_in_refusal(vote: Vote, member: Member | None, at: datetime) -> Refusal | None:
    """Why nobody can sign this member in now."""
    if member is None or not vote.in_meeting:
        return Refusal(Reason.NOT_YOURS, {"what": "vote_meeting"})
    if not meets(vote, at):
        return Refusal(Reason.WRONG_STATE, {"what": "vote_meeting_time"})
    return Refusal(Reason.ALREADY_DONE, {"what": "vote_signed_in"}) if member.present else None


def opening_refusal(found: Attendance, at: datetime) -> Refusal | None:
    """Why it cannot be voted now: with how many are wanting."""
    vote, finding = found.vote, found.finding
    if vote.state is not VoteState.POSTED or not vote.before_close(at) or at < vote.opens_at:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_meeting_time"})
    if finding.holds:
        return None
    short = {"present": finding.count, "of": finding.of, "missing": finding.missing}
    return Refusal(Reason.WRONG_STATE, {"what": "vote_meeting_short", **short})


def hands_refusal(found: Attendance, heads: Iterable[int], at: datetime) -> Refusal | None:
    """Why these hands cannot be written down: only of those who are there and have said nothing yet."""
    if not found.vote.takes_ballots(at):
        return Refusal(Reason.WRONG_STATE, {"what": "vote_meeting_not_open"})
    silent, raised = {member.head_id for member in found.silent}, set(heads)
    if not raised:
        return Refusal(Reason.EMPTY, {"what": "vote_hands"})
    return None if raised <= silent else Refusal(Reason.STALE, {"what": "vote_hands"})


def settling_refusal(found: Attendance, by: int, at: datetime) -> Refusal | None:
    """Why this person cannot say whether the hands were written down as they were: nobody signs twice."""
    if not found.vote.takes_ballots(at) or not found.waiting:
        return Refusal(Reason.ALREADY_DONE, {"what": "vote_hands"})
    if any(member.hand_by == by for member in found.waiting):
        return Refusal(Reason.WRONG_STATE, {"what": "vote_hands_second"})
    return None


def closing_refusal(found: Attendance, at: datetime) -> Refusal | None:
    """Why the vote cannot be closed now: hands that nobody else has seen would be lost."""
    if not found.vote.takes_ballots(at):
        return Refusal(Reason.WRONG_STATE, {"what": "vote_meeting_not_open"})
    return Refusal(Reason.WRONG_STATE, {"what": "vote_hands_waiting"}) if found.waiting else None
