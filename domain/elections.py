"""Elections (换届、选举) from the conditions to the final list; then a vote, an appointment, or the paper box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from domain.outcomes import Reason, Refusal
from domain.registry import HOME_ROLES, Actor, Organ, Place, RoleKind
from domain.voting import nominations
from domain.voting.compositions import Candidate, CompositionFault, CompositionRule, NominationChannel, faults
from domain.voting.constituencies import Constituency
from domain.voting.nominations import (
    NOMINATION_RULES,
    CandidateObjection,
    CandidatesNotice,
    Checklist,
    Nomination,
    NominationFault,
    NominationRule,
    NoticeFault,
    final_list,
    nomination_faults,
)
from domain.voting.rules import Threshold
from domain.workdays import WorkDays

LONGEST_CONDITION, MOST_CONDITIONS = 60, 8
LONGEST_POST = 40
LONGEST_WORDS = 500
LONGEST_DOCUMENT = 60
MOST_SEATS = 99

ALL_CONDITIONS = frozenset({"all"})
"""Conditions are declared as a whole: somebody fulfils them, or has not said so."""


class ElectionState(StrEnum):
    """Life of an election (选举状态): nominating → notice → listed → voting → settled; or stopped."""

    NOMINATING = "nominating"  # 推荐报名中
    NOTICE = "notice"  # 候选人公示中
    LISTED = "listed"  # 名单已定
    VOTING = "voting"  # 表决中
    SETTLED = "settled"  # 已选出、已聘任
    STOPPED = "stopped"  # 已停办


NEXT: Mapping[ElectionState, frozenset[ElectionState]] = {
    ElectionState.NOMINATING: frozenset({ElectionState.NOTICE, ElectionState.STOPPED}),
    ElectionState.NOTICE: frozenset({ElectionState.LISTED, ElectionState.NOMINATING, ElectionState.STOPPED}),
    ElectionState.LISTED: frozenset({ElectionState.VOTING, ElectionState.SETTLED, ElectionState.STOPPED}),
    ElectionState.VOTING: frozenset({ElectionState.LISTED, ElectionState.SETTLED}),
    ElectionState.SETTLED: frozenset(),
    ElectionState.STOPPED: frozenset(),
}
"""The only ways from state to state (状态表)."""


class Way(StrEnum):
    """How an organ comes about (产生方式)."""

    VOTE = "vote"  # 表决选举
    APPOINTMENT = "appointment"  # 街道聘任: no vote, and no way to one
    PAPER = "paper"  # 纸票选举: secret by law


@dataclass(frozen=True)
class OrganWay:
    """What an organ's election goes by (组织的选举办法): by which way, which nominations, which rule of counting."""

    way: Way
    nomination: str
    counting: str | None
    article: str


ORGAN_WAYS: Mapping[Organ, OrganWay] = {
    Organ.OWNERS: OrganWay(Way.VOTE, "owners-committee", "owners-committee", "民法典278(三)"),
    Organ.SELF_MANAGEMENT: OrganWay(Way.VOTE, "self-management", "self-management", "楼院章程"),
    Organ.PROPERTY: OrganWay(Way.APPOINTMENT, "property-committee", None, "街道公布的推荐办法"),
    Organ.RESIDENTS: OrganWay(Way.PAPER, "residents-committee", "residents-committee", "居委会组织法17-19"),
}
"""Organs that are elected or appointed here (选举办法表); a party branch elects by its own statute."""

CONSTITUENCIES: Mapping[Organ, Constituency] = {
    Organ.OWNERS: Constituency.OWNERS,
    Organ.SELF_MANAGEMENT: Constituency.HOUSEHOLDS,
}
"""Who elects an organ that is voted on (选举人)."""

TOGETHER = (NominationChannel.OWNERS, NominationChannel.VOTERS)
"""Channels that residents use; the others are an organ's, entered by whoever runs the election."""


@dataclass(frozen=True)
class Candidacy:
    """A candidacy (参选): whom, through which channel, whether they agree, who signed, what became of it."""

    id: int
    election_id: int
    candidate: Candidate
    at: date
    person_id: int | None = None
    added_by: int | None = None
    consents: bool = False
    on_paper: bool = False  # 本人书面同意
    seen_by: int | None = None  # who has seen it
    fulfils: bool = False
    signers: tuple[str, ...] = ()  # homes, or people where the home is not known
    out: bool = False  # an objection was upheld
    withdrawn: bool = False
    elected: bool = False

    @property
    def name(self) -> str:
        return self.candidate.name

    @property
    def running(self) -> bool:
        return not (self.out or self.withdrawn)


@dataclass(frozen=True)
class CandidacyObjection:
    """An objection to a candidacy (对参选人的异议), as whoever runs the election reads it."""

    id: int
    candidacy_id: int
    words: str
    raised: date
    person_id: int | None = None
    upheld: bool | None = None
    answer: str = ""


@dataclass(frozen=True)
class Election:
    """An election (选举): what it goes by is frozen from the profile when the conditions are published."""

    id: int
    place: Place
    organ: Organ
    seats: int
    conditions: tuple[str, ...]
    terms: Mapping[str, Any]
    state: ElectionState
    started_by: int
    opened_at: datetime
    noticed_at: datetime | None = None
    notice_until: datetime | None = None
    vote_id: int | None = None
    settled_at: datetime | None = None
    recorded_by: int | None = None
    confirmed_by: int | None = None  # of an appointment: the second person
    group_state: str | None = None  # 筹备组: posted, or changed since
    document: Mapping[str, Any] | None = None  # 聘任文件: number, date
    result: Mapping[str, Any] | None = None
    filed_on: str | None = None  # 备案
    handed_on: str | None = None  # 移交

    @property
    def subject(self) -> str:
        """What its card in the group, and its journal, are kept under."""
        return f"election:{self.id}"

    @property
    def way(self) -> Way:
        return ORGAN_WAYS[self.organ].way

    @property
    def nomination(self) -> NominationRule:
        return NOMINATION_RULES[ORGAN_WAYS[self.organ].nomination]

    @property
    def open(self) -> bool:
        """Whether something is still to come."""
        return self.state not in (ElectionState.SETTLED, ElectionState.STOPPED)

    def may_become(self, state: ElectionState) -> bool:
        return state in NEXT[self.state]


# What it goes by


def makeup_facts(rule: CompositionRule) -> dict[str, Any]:
    """A composition rule as facts."""
    party = rule.party
    return {
        "least": rule.least,
        "most": rule.most,
        "odd": rule.odd,
        "residents": share_facts(rule.residents),
        "party": None if party is None else share_facts(party),
    }


def makeup(facts: Mapping[str, Any]) -> CompositionRule:
    """The rule that facts keep."""
    party = facts["party"]
    return CompositionRule(
        facts["least"],
        facts["most"],
        odd=facts["odd"],
        residents=share(facts["residents"]),
        party=None if party is None else share(party),
    )


def share_facts(threshold: Threshold) -> list[Any]:
    """A share as facts."""
    return [threshold.part, threshold.whole, threshold.inclusive]


def share(facts: Sequence[Any]) -> Threshold:
    """The share that facts keep."""
    return Threshold(facts[0], facts[1], inclusive=facts[2])


# Beginning


def seats_refusal(seats: int, terms: Mapping[str, Any]) -> Refusal | None:
    """Why an organ cannot have so many seats."""
    rule = makeup(terms["makeup"])
    basis = terms["makeup_source"]
    if not rule.least <= seats <= rule.most:
        facts = {"least": rule.least, "most": rule.most, "basis": basis}
        return Refusal(Reason.INVALID, {"what": "election_seats", **facts})
    if rule.odd and seats % 2 == 0:
        return Refusal(Reason.INVALID, {"what": "election_odd", "basis": basis})
    return None


def read_conditions(text: str) -> tuple[str, ...]:
    """A condition a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def conditions_refusal(conditions: Sequence[str]) -> Refusal | None:
    """Why conditions cannot read so."""
    if not conditions:
        return Refusal(Reason.EMPTY, {"what": "election_conditions"})
    if len(conditions) > MOST_CONDITIONS or any(len(each) > LONGEST_CONDITION for each in conditions):
        facts = {"most": MOST_CONDITIONS, "longest": LONGEST_CONDITION}
        return Refusal(Reason.TOO_LONG, {"what": "election_conditions", **facts})
    return None


# Nominating


def at_home(actor: Actor, place: Place, *, owner: bool) -> Place | None:
    """Where in this place somebody lives or owns; only as an owner where that is asked."""
    kinds = {RoleKind.OWNER} if owner else HOME_ROLES
    found = [role.place for role in actor.roles if role.kind in kinds and place.covers(role.place)]
    known = [each for each in found if each.unit_id is not None]
    return next(iter([*known, *found]), None)


def wants_owners(election: Election, channel: NominationChannel | None = None) -> bool:
    """Whether only owners stand, or sign: 业委会 by law, and 业主联名 whatever the organ."""
    return election.organ is Organ.OWNERS or channel is NominationChannel.OWNERS


def signer_key(home: Place, person_id: int) -> str:
    """A home signs once, however many of it do."""
    return f"person:{person_id}" if home.unit_id is None else f"home:{home.unit_id}"


def channel_refusal(election: Election, channel: NominationChannel) -> Refusal | None:
    """Why nobody can be nominated like this now."""
    if election.state is not ElectionState.NOMINATING:
        return Refusal(Reason.WRONG_STATE, {"what": "election_nominating"})
    if channel not in election.nomination.signers:
        return Refusal(Reason.WRONG_STATE, {"what": "election_channel"})
    return None


def early_refusal(election: Election, at: datetime, zone: ZoneInfo) -> Refusal | None:
    """Conditions come first: nobody is nominated on the day they are published."""
    if at.astimezone(zone).date() <= election.opened_at.astimezone(zone).date():
        return Refusal(Reason.WRONG_STATE, {"what": "election_early"})
    return None


def name_refusal(name: str, posts: Sequence[str] = ()) -> Refusal | None:
    """Why somebody cannot be entered under this name."""
    if not name.strip():
        return Refusal(Reason.EMPTY, {"what": "candidate_name"})
    if len(name) > LONGEST_POST or any(len(post) > LONGEST_POST for post in posts):
        return Refusal(Reason.TOO_LONG, {"what": "candidate_name", "most": LONGEST_POST})
    return None


def outsider_refusal(election: Election, *, resident: bool) -> Refusal | None:
    """Why somebody from elsewhere cannot stand: all of this organ live or own there."""
    residents = makeup(election.terms["makeup"]).residents
    if resident or residents.part < residents.whole:
        return None
    return Refusal(Reason.WRONG_STATE, {"what": "election_outsider", "basis": election.terms["makeup_source"]})


def standing_faults(election: Election, one: Candidacy, zone: ZoneInfo) -> tuple[NominationFault, ...]:
    """Everything that keeps a candidacy off the notice."""
    fulfils = ALL_CONDITIONS if one.fulfils else frozenset()
    given = Nomination(one.candidate, one.at, one.signers, one.consents or one.on_paper, fulfils)
    published = Checklist(ALL_CONDITIONS, election.opened_at.astimezone(zone).date())
    return nomination_faults(given, election.nomination, published)


def signers_wanted(election: Election, one: Candidacy) -> int:
    """How many homes must sign with it."""
    return election.nomination.signers.get(one.candidate.channel, 0)


# The notice and the list


def sound(election: Election, candidacies: Sequence[Candidacy], zone: ZoneInfo) -> tuple[Candidacy, ...]:
    """Those that may go on the notice."""
    return tuple(one for one in candidacies if one.running and not standing_faults(election, one, zone))


def notice_makeup(election: Election, listed: Sequence[Candidacy]) -> tuple[CompositionFault, ...]:
    """What is wrong with those who would be appointed as they are; an electorate chooses its own."""
    if election.way is not Way.APPOINTMENT:
        return ()
    return faults([one.candidate for one in listed], makeup(election.terms["makeup"]))


def undeclared(election: Election, listed: Sequence[Candidacy]) -> tuple[str, ...]:
    """Who would be appointed, is no resident, and does not say what post they come from."""
    if election.way is not Way.APPOINTMENT:
        return ()
    return nominations.undeclared([one.candidate for one in listed])


@dataclass(frozen=True)
class Listing:
    """The list of candidates as it stands (名单), and all that still keeps it from being used."""

    members: tuple[Candidacy, ...]
    notice: tuple[NoticeFault, ...]
    makeup: tuple[CompositionFault, ...] = ()
    undeclared: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        return not (self.notice or self.makeup or self.undeclared)


def listing(
    election: Election,
    noticed: Sequence[Candidacy],
    objections: Sequence[CandidacyObjection],
    *,
    on: date,
    zone: ZoneInfo,
    work_days: WorkDays,
) -> Listing:
    """What the notice has come to by this day; whoever withdrew is on it no more."""
    assert election.noticed_at is not None, "there is a notice"
    standing = {str(one.id): one for one in noticed if not one.withdrawn}
    notice = CandidatesNotice(
        tuple(replace(one.candidate, name=key) for key, one in standing.items()),  # two may have the same name
        election.noticed_at.astimezone(zone).date(),
        election.terms["candidates_days"],
        election.seats if election.way is not Way.APPOINTMENT else None,  # 居委会组织法18, and so everywhere
    )
    raised = [CandidateObjection(str(each.candidacy_id), each.raised, each.upheld) for each in objections]
    found = final_list(notice, raised, on=on, work_days=work_days)
    members = tuple(standing[candidate.name] for candidate in found.candidates)
    return Listing(members, found.faults, notice_makeup(election, members), undeclared(election, members))


def words_refusal(words: str) -> Refusal | None:
    """Why an objection, or an answer to one, cannot read so."""
    if not words.strip():
        return Refusal(Reason.EMPTY, {"what": "candidate_objection"})
    if len(words) > LONGEST_WORDS:
        return Refusal(Reason.TOO_LONG, {"what": "candidate_objection", "most": LONGEST_WORDS})
    return None
