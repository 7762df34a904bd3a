"""Matters (议题): what is asked, of which homes, by which procedure, and how far it has come."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from domain.deliberation.classification import Classification, Touch, classify
from domain.deliberation.objections import Objecting
from domain.deliberation.opinions import Heard
from domain.deliberation.procedures import PROCEDURES
from domain.deliberation.record_details import Application
from domain.deliberation.records import MatterRecord
from domain.deliberation.stages import OVER, Missing, Need, Procedure, Stage
from domain.deliberation.units_said import UnitSaid
from domain.journal import canonical
from domain.outcomes import Reason, Refusal
from domain.permissions import Act
from domain.registry import HOME_ROLES, Actor, Place

Terms = Mapping[str, Mapping[str, Any]]
"""Figures of the profile as they were when a matter began: `{figure: {count, source}}`."""

POOLING = "pooling"
"""Under this name a matter keeps that its homes chip in (凑钱); nobody owes anything for it."""

LONGEST_TITLE, LONGEST_TEXT, LONGEST_WORDS = 40, 1500, 300
LEAST_HOMES = 2


@dataclass(frozen=True)
class Homes:
    """The homes a matter concerns (涉及的住户)."""

    words: str  # 3号楼1单元
    ids: frozenset[int]


@dataclass(frozen=True)
class Proposal:
    """A matter as it is proposed (提议)."""

    title: str
    text: str
    homes: Homes
    pools: bool = False  # its money comes from the homes, of those who want to

    @property
    def terms(self) -> Terms:
        """What it begins under."""
        return {POOLING: {"homes": len(self.homes.ids)}} if self.pools else {}

    @property
    def hash(self) -> str:
        """What its text is known by."""
        return text_hash(self.title, self.text)


@dataclass(frozen=True)
class Revising:
    """The words that shall take the place of what was decided (提请的新稿), before a second person agrees."""

    by: int
    title: str
    text: str
    why: str


@dataclass(frozen=True)
class Matter:
    """A matter (议题) as it stands."""

    id: int
    place: Place
    number: int  # counts up within a compound
    procedure_name: str
    stage: Stage
    since: datetime  # in this stage
    title: str
    text: str
    text_hash: str
    homes: Homes
    started_by: int
    started_at: datetime
    vote_id: int | None = None
    done_words: str = ""  # what was done, as whoever did it says
    done_by: int | None = None
    reason: str = ""  # why it was stopped, or is not done
    figures: Mapping[str, Any] | None = None  # of the vote: how many agreed, of how many
    touched: tuple[Touch, ...] = ()
    terms: Terms = field(default_factory=dict)
    round: int = 1  # goes up when what was announced is changed and asked anew
    version: int = 1  # of the text
    owners_vote_id: int | None = None
    move_by: int | None = None  # asked to go on; a second person confirms
    called_up: Objecting | None = None  # so many objected that the residents' meeting decides
    residents_vote_id: int | None = None
    stop_by: int | None = None  # asked to stop; a second person of the committee confirms
    stop_why: str = ""  # as everybody will read it then
    revising: Revising | None = None  # asked to be written anew; a second person of the committee confirms

    @property
    def subject(self) -> str:
        """What its card in the group, its journal and its photos are kept under."""
        return f"matter:{self.id}"

    @property
    def classification(self) -> Classification:
        """Whose decision it is."""
        return classify(self.touched)

    @cached_property
    def procedure(self) -> Procedure:
        """Its procedure, with the figures it began under and the steps of its track."""
        called_up = self.called_up is not None
        whole = PROCEDURES[self.procedure_name]
        found = whole.for_track(self.classification.track, called_up=called_up).under(self.terms)
        return found if Touch.USE_FUND in self.touched else found.without(Need.APPLIED)

    @property
    def full(self) -> bool:
        """Whether it takes the whole of a procedure (一征三议两公开), run by the committee."""
        return PROCEDURES[self.procedure_name].run_by is Act.RUN_PROCEDURE  # no term and no track changes that

    @property
    def pools(self) -> bool:
        """Whether its homes chip in (凑钱), those who want to: nobody who does not owes anything."""
        return POOLING in self.terms

    @property
    def over(self) -> bool:
        """Whether nothing more is to come."""
        return self.stage in OVER

    @property
    def fallen(self) -> bool:
        """Whether the residents' meeting did not agree (居民会议没有通过): the resolution is none any more."""
        found: Mapping[str, Any] = (self.figures or {}).get("residents") or {}
        return self.stage is Stage.RESIDENTS and found.get("passed") is False

    def concerns(self, actor: Actor) -> bool:
        """Whether it is about a home of theirs."""
        return any(role.kind in HOME_ROLES and role.place.unit_id in self.homes.ids for role in actor.roles)


@dataclass(frozen=True)
class Version:
    """A version of the text (第几稿), and why it was changed."""

    number: int
    title: str
    text: str
    why: str
    at: datetime


@dataclass(frozen=True)
class MatterPage:
    """A matter as one person may read it (议题页)."""

    matter: Matter
    heard: Heard
    proofs: int
    ends: datetime | None
    missing: tuple[Missing, ...]
    leads: bool  # whoever runs it
    concerned: bool  # of a home it is about
    own: bool = False  # done by them
    asked: bool = False  # asked by them to go on
    grows: bool = False  # a small one that they may make everybody's
    records: int = 0
    objections: int = 0
    objects: bool = False  # may object: of a home it is about, or a representative
    objecting: Objecting | None = None
    seen: int = 0  # how far its journal went when this was read
    photos: int = 0  # that whoever may read it may see
    ends_it: bool = False  # may confirm that it stops, or say that it goes on
    asked_stop: bool = False  # asked by them to stop
    revises_it: bool = False  # may confirm that what was decided is written anew, or say that it holds
    saving: frozenset[Need] = frozenset()  # on record, their photo not kept yet
    standing: tuple[MatterRecord, ...] = ()  # on record of the stage it is in, of each kind the last
    chained: bool = False  # it came of reports
    cautions: tuple[str, ...] = ()  # what whoever looks now is warned of (cautions.py)
    said: tuple[UnitSaid, ...] = ()  # what stands for each unit, for whoever checks that
    application: Application | None = None  # for the maintenance fund, of an urgent repair
    registered: int | None = None  # of so many of its homes somebody is registered, where that is still to be mended
    doorless: int = 0  # the building in which this reader is registered without a door, so that they cannot vote
    to_check: int | None = None  # the record of that application, where this reader may check it
    asked_again: bool = False  # they said that it was not done, and are asked whether it is now


VOTED = frozenset({Stage.VOTING, Stage.ANNOUNCING, Stage.RESOLVING})
"""Stages in which its first vote is on the way."""


def deciding_vote(matter: Matter) -> int | None:
    """The vote that its stage waits for."""
    if matter.stage is Stage.OWNERS:
        return matter.owners_vote_id
    if matter.stage is Stage.RESIDENTS:
        return matter.residents_vote_id
    return matter.vote_id if matter.stage in VOTED else None


def residents_called(matter: Matter) -> Refusal | None:
    """The residents' meeting is called and has not decided yet: neither text nor matter is touched."""
    if matter.stage is not Stage.RESIDENTS or matter.residents_vote_id is None or matter.fallen:
        return None
    return Refusal(Reason.WRONG_STATE, {"what": "matter_residents_on_the_way"})


def vote_called(matter: Matter) -> Refusal | None:
    """A vote is called over the words that stand: it is called off before they are written anew."""
    if (refusal := residents_called(matter)) is not None:
        return refusal
    on_the_way = matter.vote_id if matter.stage is Stage.ANNOUNCING else None
    on_the_way = matter.owners_vote_id if matter.stage is Stage.OWNERS else on_the_way
    return None if on_the_way is None else Refusal(Reason.WRONG_STATE, {"what": "matter_vote_on_the_way"})


def text_moved(matter: Matter, base: int) -> Refusal | None:
    """The text was written anew since somebody began to write (稿子变了): that is read first, so that none is lost."""
    return None if matter.version == base else Refusal(Reason.STALE, {"what": "matter_text"})


def text_hash(title: str, text: str) -> str:
    """SHA-256 over what is voted on later, in hex."""
    return hashlib.sha256(canonical({"title": title, "text": text})).hexdigest()


def proposal_refusal(proposal: Proposal) -> Refusal | None:
    """Why this cannot be put before the neighbours."""
    if len(proposal.homes.ids) < LEAST_HOMES:
        return Refusal(Reason.INVALID, {"what": "matter_homes", "least": LEAST_HOMES})
    return matter_title_refusal(proposal.title) or matter_text_refusal(proposal.text)


def matter_title_refusal(title: str) -> Refusal | None:
    """Why a matter cannot be called so."""
    if not title.strip():
        return Refusal(Reason.EMPTY, {"what": "matter_title"})
    too_long = Refusal(Reason.TOO_LONG, {"what": "matter_title", "most": LONGEST_TITLE})
    return too_long if len(title) > LONGEST_TITLE else None


def matter_text_refusal(text: str) -> Refusal | None:
    """Why what is meant cannot be written so."""
    if not text.strip():
        return Refusal(Reason.EMPTY, {"what": "matter_text"})
    too_long = Refusal(Reason.TOO_LONG, {"what": "matter_text", "most": LONGEST_TEXT})
    return too_long if len(text) > LONGEST_TEXT else None


def reason_refusal(words: str) -> Refusal | None:
    """Why this is no reason; nor an objection, its answer, or what somebody says of the work."""
    if not words.strip():
        return Refusal(Reason.EMPTY, {"what": "matter_words"})
    too_long = Refusal(Reason.TOO_LONG, {"what": "matter_words", "most": LONGEST_WORDS})
    return too_long if len(words) > LONGEST_WORDS else None
