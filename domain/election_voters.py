"""Voters' lists (选民登记名单) of elections on paper: by home, posted before, objected to, then ballots given out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.elections import Election, ElectionState, Way, words_refusal
from domain.moments import write_moment
from domain.outcomes import Reason, Refusal
from domain.periods import calendar_days, full_days
from domain.profiles import ResidentsMeeting
from domain.workdays import WorkDays

POSTED_IN = (ElectionState.NOMINATING, ElectionState.NOTICE, ElectionState.LISTED)
"""States in which a list may still be posted: once ballots are counted nobody is added."""

NO_LIST = Refusal(Reason.WRONG_STATE, {"what": "voters_none"})
NO_VOTER = Refusal(Reason.NOT_FOUND, {"what": "voter_home"})
NO_OBJECTION = Refusal(Reason.NOT_FOUND, {"what": "voter_objection"})


@dataclass(frozen=True)
class VoterList:
    """A voters' list (选民登记名单): by household representatives (户代表) a home has one ballot (居委会组织法19)."""

    id: int
    election_id: int
    answer_days: int
    source: str
    posted_at: datetime
    objections_until: datetime
    opens_at: datetime


@dataclass(frozen=True)
class VoterObjection:
    """An objection to a voters' list (对选民名单的异议), with its answer and until when that is owed."""

    id: int
    list_id: int
    words: str
    answer_by: datetime
    person_id: int | None = None
    upheld: bool | None = None
    answer: str = ""

    @property
    def subject(self) -> str:
        """What its reminder is remembered under."""
        return f"voter_objection:{self.id}"


@dataclass(frozen=True)
class Turnout:
    """How many ballots were given out in a round (领票记号): to homes, of how many; never what they chose."""

    round: int
    marked: int
    homes: int


def list_terms(rules: ResidentsMeeting, at: datetime, zone: ZoneInfo, work_days: WorkDays) -> dict[str, object]:
    """What a list that is posted now goes by: 20 days before, 5 days to object, 3 to answer (居委会组织法17)."""
    today = at.astimezone(zone).date()
    return {
        "answer_days": rules.answer_days.value,
        "source": rules.voter_list_days.source.words,
        "posted_at": at,
        "objections_until": full_days(today, rules.objection_days.value, work_days).over(zone),
        "opens_at": full_days(today, rules.voter_list_days.value, work_days).over(zone),
    }


def answer_until(posted: VoterList, at: datetime, zone: ZoneInfo) -> datetime:
    """Until when an objection that is raised now is to be answered; no day off lengthens it."""
    return calendar_days(at.astimezone(zone).date(), posted.answer_days).over(zone)


def posting_refusal(election: Election, posted: VoterList | None, homes: int) -> Refusal | None:
    """Why no list can be posted now."""
    if election.way is not Way.PAPER or election.state not in POSTED_IN:
        return Refusal(Reason.WRONG_STATE, {"what": "election_finished"})
    if posted is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "voters"})
    return None if homes else Refusal(Reason.WRONG_STATE, {"what": "voters_no_homes"})


def reposting_refusal(election: Election, posted: VoterList | None, turnout: Turnout | None) -> Refusal | None:
    """Why a list cannot be posted anew: there is none, or ballots are out."""
    if posted is None or turnout is None:
        return NO_LIST
    if election.state not in POSTED_IN:
        return Refusal(Reason.WRONG_STATE, {"what": "election_finished"})
    return correcting_refusal(turnout)


def voter_objection_refusal(posted: VoterList, words: str, at: datetime) -> Refusal | None:
    """Why nobody can object to the list like this now."""
    if at >= posted.objections_until:
        return Refusal(Reason.WRONG_STATE, {"what": "voter_objection"})
    return words_refusal(words)


def deciding_refusal(objection: VoterObjection, by: int) -> Refusal | None:
    """Why this person cannot answer it: it is answered, or their own."""
    if objection.upheld is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "voter_objection"})
    return Refusal(Reason.NOT_YOURS, {"what": "voter_objection"}) if objection.person_id == by else None


def correcting_refusal(turnout: Turnout) -> Refusal | None:
    """Why no home can be put on the list, or taken off it: ballots are out."""
    return Refusal(Reason.WRONG_STATE, {"what": "voters_fixed"}) if turnout.round > 1 or turnout.marked else None


def polling_refusal(posted: VoterList | None, waiting: Sequence[VoterObjection], at: datetime) -> Refusal | None:
    """Why no ballot can be given out, or counted, yet: the list has not stood its days, or is still disputed."""
    if posted is None:
        return NO_LIST
    if any(each.upheld is None for each in waiting):
        return Refusal(Reason.WRONG_STATE, {"what": "voters_waiting"})
    if at < posted.opens_at:
        return Refusal(Reason.WRONG_STATE, {"what": "voters_early", "until": write_moment(posted.opens_at)})
    return None
