"""Nominations (推荐候选人): the channels by which an organ's candidates come, the notice before they have a seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.periods import Period, full_days
from domain.voting.compositions import Candidate, CompositionFault, CompositionRule, NominationChannel, faults
from domain.workdays import WorkDays

ALONE = 0
"""Nobody need sign: an organ recommends, or the person comes by themselves."""
TOGETHER = 2
"""联名 means more than one; where no rule names a number, two do."""


@dataclass(frozen=True)
class NominationRule:
    """By which channels candidates come (推荐规则), and how many others must sign together in each."""

    key: str
    article: str
    signers: Mapping[NominationChannel, int]


RESIDENTS_COMMITTEE_NOMINATION = NominationRule(
    "residents-committee", "居委会组织法18", {NominationChannel.PARTY: ALONE, NominationChannel.VOTERS: 10}
)
OWNERS_COMMITTEE_NOMINATION = NominationRule(
    "owners-committee",
    "郑州市物业管理条例19-20",
    {
        NominationChannel.PARTY: ALONE,
        NominationChannel.RESIDENTS_COMMITTEE: ALONE,
        NominationChannel.OWNERS: TOGETHER,
        NominationChannel.SELF: ALONE,
    },
)
PROPERTY_COMMITTEE_NOMINATION = NominationRule(
    "property-committee",
    "街道公布的推荐办法",
    {NominationChannel.SUBDISTRICT: ALONE, NominationChannel.OWNERS: TOGETHER, NominationChannel.SELF: ALONE},
)
SELF_MANAGEMENT_NOMINATION = NominationRule(
    "self-management", "楼院章程", {**OWNERS_COMMITTEE_NOMINATION.signers, NominationChannel.SUBDISTRICT: ALONE}
)

NOMINATION_RULES: dict[str, NominationRule] = {
    rule.key: rule
    for rule in (
        RESIDENTS_COMMITTEE_NOMINATION,
        OWNERS_COMMITTEE_NOMINATION,
        PROPERTY_COMMITTEE_NOMINATION,
        SELF_MANAGEMENT_NOMINATION,
    )
}
"""Every rule of nomination by its key (推荐规则表)."""


@dataclass(frozen=True)
class Checklist:
    """What a candidate must fulfil (资格条件), published before anybody is nominated."""

    items: frozenset[str]
    published: date


@dataclass(frozen=True)
class Nomination:
    """A nomination (推荐): whom, who signed, when, whether they agree, which conditions they declare to fulfil."""

    candidate: Candidate
    at: date
    signers: tuple[str, ...] = ()
    consents: bool = True
    fulfils: frozenset[str] = frozenset()


class NominationFault(StrEnum):
    """Why a nomination does not stand (推荐问题)."""

    NO_CHANNEL = "no_channel"  # this organ has no such channel
    FEW_SIGNERS = "few_signers"
    NO_CONSENT = "no_consent"
    EARLY = "early"  # before the conditions were published
    UNFULFILLED = "unfulfilled"


def nomination_faults(given: Nomination, rule: NominationRule, checklist: Checklist) -> tuple[NominationFault, ...]:
    """Everything that is wrong; nothing when the name may go on the notice. Nobody signs twice, or for themselves."""
    wanted = rule.signers.get(given.candidate.channel)
    signed = len(set(given.signers) - {given.candidate.name})
    tests = (
        (NominationFault.NO_CHANNEL, wanted is None),
        (NominationFault.FEW_SIGNERS, wanted is not None and signed < wanted),
        (NominationFault.NO_CONSENT, not given.consents),
        (NominationFault.EARLY, given.at <= checklist.published),
        (NominationFault.UNFULFILLED, not checklist.items <= given.fulfils),
    )
    return tuple(fault for fault, found in tests if found)


@dataclass(frozen=True)
class CandidatesNotice:
    """A notice of candidates (候选人公示): who, since when, for how many full days.

    `seats`: how many are elected; None where they are appointed and no vote is taken.
    """

    candidates: tuple[Candidate, ...]
    posted: date
    days: int
    seats: int | None = None

    def period(self, work_days: WorkDays) -> Period:
        return full_days(self.posted, self.days, work_days)


@dataclass(frozen=True)
class CandidateObjection:
    """An objection to a candidate (对候选人的异议), and what became of it; None while nobody has answered."""

    candidate: str
    raised: date
    upheld: bool | None = None


class NoticeFault(StrEnum):
    """Why the notice has not done its work (公示问题)."""

    RUNNING = "running"  # 公示期未满
    UNANSWERED = "unanswered"  # 异议未答复
    FEW_CANDIDATES = "few_candidates"  # 未差额 (居委会组织法18)


@dataclass(frozen=True)
class FinalList:
    """The final list of candidates (最终名单), and what still keeps it from being used."""

    candidates: tuple[Candidate, ...]
    faults: tuple[NoticeFault, ...]


def final_list(
    notice: CandidatesNotice, objections: Sequence[CandidateObjection], *, on: date, work_days: WorkDays
) -> FinalList:
    """Who is left when the notice is over; what came after its last day changes nothing."""
    period = notice.period(work_days)
    heard = [objection for objection in objections if objection.raised <= period.last]
    out = {objection.candidate for objection in heard if objection.upheld}
    left = tuple(candidate for candidate in notice.candidates if candidate.name not in out)
    tests = (
        (NoticeFault.RUNNING, on < period.then),
        (NoticeFault.UNANSWERED, any(objection.upheld is None for objection in heard)),
        (NoticeFault.FEW_CANDIDATES, notice.seats is not None and len(left) <= notice.seats),
    )
    return FinalList(left, tuple(fault for fault, found in tests if found))


@dataclass(frozen=True)
class Appointment:
    """An appointment (聘任) of a 物管委 by the subdistrict office: no vote, so the list itself must be right."""

    members: tuple[Candidate, ...]
    notice: tuple[NoticeFault, ...]
    makeup: tuple[CompositionFault, ...]
    undeclared: tuple[str, ...]  # neither resident nor saying what post they come from

    @property
    def ready(self) -> bool:
        return not (self.notice or self.makeup or self.undeclared)


def undeclared(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """Who is no resident, and does not say what post they come from."""
    return tuple(one.name for one in candidates if not one.resident and not one.cross_posts)


def appointment(listed: FinalList, rule: CompositionRule) -> Appointment:
    """Whether those on the final list may be appointed as they are."""
    wrong = faults(listed.candidates, rule)
    return Appointment(listed.candidates, listed.faults, wrong, undeclared(listed.candidates))
