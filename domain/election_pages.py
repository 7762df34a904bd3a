"""Pages of elections (选举页): what one person may see of one, and can do there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.count_sheets import CountSheet
from domain.election_voters import Turnout, VoterList, VoterObjection
from domain.elections import Candidacy, CandidacyObjection, Election, Listing
from domain.outcomes import Refusal
from domain.petitions import Petition
from domain.voting.founding import GroupMember
from domain.voting.nominations import NominationFault
from domain.voting.timelines import Milestone


@dataclass(frozen=True)
class ElectionPage:
    """An election as one person may see it (选举一页): names before the notice only to those who run it."""

    election: Election
    shown: tuple[Candidacy, ...]  # whom they may read of
    standing: int = 0  # how many want to stand
    mine: Candidacy | None = None
    runs: bool = False
    confirms: bool = False  # a lot that somebody else recorded
    may_stand: bool = False
    may_recommend: bool = False
    faults: Mapping[int, tuple[NominationFault, ...]] = field(default_factory=dict)
    listing: Listing | None = None  # once there is a notice
    objections: tuple[CandidacyObjection, ...] = ()  # theirs to answer, or their own
    group: tuple[GroupMember, ...] = ()
    deadlines: Mapping[Milestone, date] = field(default_factory=dict)
    recorder: str = ""
    counts: bool = False  # may enter or confirm what the paper came to
    appoints: bool = False  # may confirm an appointment that somebody else recorded
    sheet: CountSheet | None = None  # entered, to those who confirm it
    sheet_id: int = 0
    sheet_is_own: bool = False
    sheet_photo: str = ""  # where it is: pending, stored, lost; empty while there is none
    on_paper: bool = False  # put to the vote it is cast on paper alone
    voters: VoterList | None = None  # of an election on paper, once it is posted
    turnout: Turnout | None = None  # beside the list
    polling: Refusal | None = None  # why no ballot can be given out, or counted, yet
    on_list: tuple[str, ...] = ()  # which of their own homes are on it
    off_list: tuple[str, ...] = ()  # and which are not
    voter_objections: tuple[VoterObjection, ...] = ()  # to those who run it

    def one(self, candidacy_id: int) -> Candidacy | None:
        return next((each for each in self.shown if each.id == candidacy_id), None)

    @property
    def disputed(self) -> tuple[VoterObjection, ...]:
        """Objections to the voters' list that nobody has answered."""
        return tuple(each for each in self.voter_objections if each.upheld is None)

    @property
    def waiting(self) -> tuple[CandidacyObjection, ...]:
        """Objections that nobody has answered."""
        return tuple(each for each in self.objections if each.upheld is None)


@dataclass(frozen=True)
class CandidacyPage:
    """A candidacy as one person may see it (参选页)."""

    election: Election
    one: Candidacy
    faults: tuple[NominationFault, ...]
    wanted: int  # homes that must sign with it
    own: bool
    runs: bool
    may_sign: bool
    may_consent: bool
    may_object: bool
    may_note: bool = False  # that somebody has agreed on paper
    may_withdraw: bool = False  # for somebody who is on paper alone
    seen_by: str = ""  # who has seen it


@dataclass(frozen=True)
class PetitionPage:
    """A petition as one person may see it (申请页)."""

    petition: Petition
    homes: tuple[int, ...]  # of theirs, which could sign
    signed: bool  # by themselves
    counted: bool  # by whoever of their home
