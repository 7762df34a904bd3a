"""Profiles (城市规则): what a city's or a compound's people say, and the figures they go by, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, get_type_hints

from domain.bylaw_values import (
    ANSWER_DAYS,
    AT_A_TIME,
    DAYS,
    IN_HAND_DAYS,
    LASTING,
    MONTHS,
    PEOPLE,
    WORKING_DAYS,
    YEARS,
    YUAN,
    Hours,
    Makeup,
    OneOf,
    Share,
    Switch,
)
from domain.bylaws import Figure, SourceKind, Spec, Stricter, at_least, at_most, granted
from domain.calendar import QuietHours
from domain.errands import Service
from domain.periods import Period, full_days
from domain.registry import Compound, Organ, RoleKind
from domain.voting.compositions import CompositionRule
from domain.voting.deemed import DeemedPolicy
from domain.voting.rules import Threshold
from domain.workdays import HolidaySource, WorkDays

NATIONAL = "national"
"""全国: the profile of whoever has chosen none, and the ground of all others."""

SHARE = Share()
DEEMED_SPECIAL = Spec(Switch(), granted=(SourceKind.LAW, SourceKind.BYLAW), usual=False)
ONE_FIFTH, ONE_TENTH = Threshold(1, 5, inclusive=True), Threshold(1, 10, inclusive=True)

OFFICES = (
    RoleKind.BUILDING_LEADER,
    RoleKind.ENTRANCE_LEADER,
    RoleKind.FLOOR_LEADER,
    RoleKind.GRID_WORKER,
    RoleKind.REPRESENTATIVE,
    RoleKind.SCRUTINEER,
)
TERMS: Mapping[str, str] = {
    **{kind.value: f"roles.{kind.value}" for kind in OFFICES},
    **{organ.value: f"organs.{organ.value}" for organ in Organ},
    "small_meeting": "terms.small_meeting",
}
"""What may be called differently (叫法), and the message of the catalogue it stands for."""


class ElectronicVote(StrEnum):
    """What a vote on the phone is worth (手机表决的效力)."""

    CONSULTATIVE = "consultative"  # 征询
    OFFICIAL_SYSTEM = "official_system"  # counts only through the government's own system
    WITH_IDENTITY = "with_identity"  # counts once the owners' identity is confirmed


class Decider(StrEnum):
    """Who decides something (由谁决定), from the fewest to all."""

    COMMITTEE = "committee"  # 自管会、业委会
    REPRESENTATIVES = "representatives"  # 居民代表会议
    RESIDENTS = "residents"  # 居民会议
    OWNERS = "owners"  # 全体业主表决


@dataclass(frozen=True)
class Numbering:
    """How papers are numbered (编号办法): patterns of {compound}, {year} and {number}; None: the catalogue's."""

    announcements: str | None = None  # 公告
    disclosures: str | None = None  # 公示


@dataclass(frozen=True)
class Everyday:
    """Of every day (日常)."""

    quiet_hours: Annotated[Figure[QuietHours], Spec(Hours())]
    holidays: Annotated[Figure[HolidaySource], Spec(OneOf(HolidaySource))]
    adults_per_home: Annotated[Figure[int], Spec(PEOPLE)]
    proposal_support: Annotated[Figure[Threshold], Spec(SHARE)]  # of all homes, until a proposal must be answered
    small_amount_yuan: Annotated[Figure[int], Spec(YUAN)]  # what the committee may spend without asking; in 分


@dataclass(frozen=True)
class Reports:
    """Of reports (报事的时限): within what time one is answered and fixed; the last in working days."""

    danger_answer_hours: Annotated[Figure[int], Spec(LASTING, Stricter.LESS)]
    danger_solve_hours: Annotated[Figure[int], Spec(LASTING, Stricter.LESS)]
    utility_answer_hours: Annotated[Figure[int], Spec(LASTING, Stricter.LESS)]  # water, power, gas, lifts
    utility_solve_days: Annotated[Figure[int], Spec(DAYS, Stricter.LESS)]
    other_answer_hours: Annotated[Figure[int], Spec(LASTING, Stricter.LESS)]
    other_solve_days: Annotated[Figure[int], Spec(WORKING_DAYS, Stricter.LESS)]


@dataclass(frozen=True)
class OwnersMeeting:
    """Of the owners' meeting (业主大会)."""

    notice_days: Annotated[Figure[int], at_least(DAYS, 15, "物业管理条例第14条")]
    call_share: Annotated[Figure[Threshold], at_most(SHARE, ONE_FIFTH, "物业管理条例第13条")]
    roll_days: Annotated[Figure[int], Spec(DAYS)]
    voting_days_least: Annotated[Figure[int], Spec(DAYS)]
    voting_days_most: Annotated[Figure[int], Spec(DAYS)]
    result_within_days: Annotated[Figure[int], Spec(DAYS, Stricter.LESS)]
    result_days: Annotated[Figure[int], Spec(DAYS, Stricter.MORE)]


@dataclass(frozen=True)
class Counting:
    """How an owners' vote is counted (计票办法)."""

    electronic_vote: Annotated[Figure[ElectronicVote], granted(ElectronicVote.CONSULTATIVE, SourceKind.LAW)]
    deemed: Annotated[Figure[DeemedPolicy], granted(DeemedPolicy.OFF, SourceKind.LAW, SourceKind.BYLAW)]
    deemed_special: Annotated[Figure[bool], DEEMED_SPECIAL]  # of matters that three quarters decide, too
    parking_counted: Annotated[Figure[bool], Spec(Switch())]
    proxies_most: Annotated[Figure[int], Spec(PEOPLE, Stricter.LESS)]


@dataclass(frozen=True)
class ResidentsMeeting:
    """Of residents' and representatives' meetings, and their elections (居民会议)."""

    notice_days: Annotated[Figure[int], at_least(DAYS, 10, "居委会组织法第26条")]
    call_share: Annotated[Figure[Threshold], at_most(SHARE, ONE_TENTH, "居委会组织法第26条")]
    representatives_call_share: Annotated[Figure[Threshold], at_most(SHARE, ONE_FIFTH, "居委会组织法第28条")]
    voter_list_days: Annotated[Figure[int], at_least(DAYS, 20, "居委会组织法第17条")]
    objection_days: Annotated[Figure[int], at_least(DAYS, 5, "居委会组织法第17条")]
    answer_days: Annotated[Figure[int], at_most(DAYS, 3, "居委会组织法第17条")]
    proxies_most: Annotated[Figure[int], at_most(PEOPLE, 3, "居委会组织法第19条")]


@dataclass(frozen=True)
class StepDays:
    """Of 一征三议两公开 (六步工作法的天数)."""

    solicitation_days: Annotated[Figure[int], Spec(DAYS)]
    units_notice_days: Annotated[Figure[int], Spec(DAYS)]
    disclosure_days: Annotated[Figure[int], at_least(DAYS, 15, "居委会组织法第34条")]
    rating_days: Annotated[Figure[int], Spec(DAYS)]
    accounts_months: Annotated[Figure[int], Spec(MONTHS, Stricter.LESS)]


@dataclass(frozen=True)
class OrganRules:
    """Of the organs (组织的构成)."""

    owners_committee: Annotated[Figure[CompositionRule], Spec(Makeup(), Stricter.MORE)]
    owners_committee_years: Annotated[Figure[int], Spec(YEARS, Stricter.LESS)]
    property_committee: Annotated[Figure[CompositionRule], Spec(Makeup(), Stricter.MORE)]
    preparatory_group: Annotated[Figure[CompositionRule], Spec(Makeup(), Stricter.MORE)]
    candidates_days: Annotated[Figure[int], Spec(DAYS, Stricter.MORE)]
    committee_notice_days: Annotated[Figure[int], Spec(DAYS, Stricter.MORE)]


@dataclass(frozen=True)
class WishRules:
    """Of small wishes (微心愿的约定): how many one person may have at a time, how long one is in hand."""

    open_most: Annotated[Figure[int], Spec(AT_A_TIME, Stricter.LESS)]
    claims_most: Annotated[Figure[int], Spec(AT_A_TIME, Stricter.LESS)]
    remind_days: Annotated[Figure[int], Spec(IN_HAND_DAYS, Stricter.LESS)]
    return_days: Annotated[Figure[int], Spec(IN_HAND_DAYS, Stricter.LESS)]
    settle_days: Annotated[Figure[int], Spec(ANSWER_DAYS, Stricter.MORE)]


@dataclass(frozen=True)
class Deciders:
    """Who decides what (什么事由谁定)."""

    owners_matters: Annotated[Figure[Decider], at_least(OneOf(Decider), Decider.OWNERS, "民法典第278条")]
    covenant: Annotated[Figure[Decider], at_least(OneOf(Decider), Decider.REPRESENTATIVES, "居委会组织法第30条")]
    shared_interest: Annotated[Figure[Decider], at_least(OneOf(Decider), Decider.REPRESENTATIVES, "居委会组织法第30条")]
    small_spending: Annotated[Figure[Decider], Spec(OneOf(Decider))]


@dataclass(frozen=True)
class Profile:
    """A profile (城市规则): a city's, or a compound's own laid over its city's."""

    name: str
    terms: Mapping[str, str]
    numbering: Numbering
    everyday: Everyday
    reports: Reports
    owners: OwnersMeeting
    counting: Counting
    residents: ResidentsMeeting
    six_steps: StepDays
    organs: OrganRules
    decides: Deciders
    wishes: WishRules
    hotlines: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)  # of the one window, by name

    def figures(self, section: str) -> Iterator[tuple[str, Spec[Any], Figure[Any]]]:
        """The figures of a section in order: name, what may be written, what is."""
        part = getattr(self, section)
        for name, spec in specs(section).items():
            yield name, spec, getattr(part, name)

    def figure(self, key: str) -> Figure[Any]:
        """One figure by its key, `owners.notice_days`."""
        section, _, name = key.partition(".")
        found: Figure[Any] = getattr(getattr(self, section), name)
        return found

    @property
    def own(self) -> int:
        """How many figures are the compound's own (本小区自己的约定)."""
        return sum(
            found.source.kind is SourceKind.BYLAW for section in SECTIONS for _, _, found in self.figures(section)
        )

    @property
    def words(self) -> Mapping[str, str]:
        """What is called differently here, by message of the catalogue."""
        return {TERMS[key]: word for key, word in self.terms.items()}


SECTIONS: Mapping[str, type[Any]] = {
    "everyday": Everyday,
    "reports": Reports,
    "owners": OwnersMeeting,
    "counting": Counting,
    "residents": ResidentsMeeting,
    "six_steps": StepDays,
    "organs": OrganRules,
    "decides": Deciders,
    "wishes": WishRules,
}
"""Sections of a profile (规则的各节), each a table of its file."""


@cache
def specs(section: str) -> Mapping[str, Spec[Any]]:
    """What may be written for each figure of a section."""
    hints = get_type_hints(SECTIONS[section], include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items()}


PERIODS = ("owners.notice_days", "residents.notice_days", "six_steps.solicitation_days", "six_steps.disclosure_days")
"""Figures that say how long something lasts before the next thing may begin (要等满的天数)."""


IN_ORDER = (("owners.voting_days_least", "owners.voting_days_most", 0), ("wishes.remind_days", "wishes.return_days", 1))
"""Figures of which the second is never less than so much above the first (有先后的两项)."""


HOTLINES = ("gas",)
"""Emergency numbers that differ from city to city (各地的抢修电话)."""


@dataclass(frozen=True)
class Applied:
    """The rules of one compound (适用的规则), and which city they are from."""

    compound: Compound
    city: str
    profile: Profile


@dataclass(frozen=True)
class Change:
    """What another city would change (换城市后的变化)."""

    key: str
    spec: Spec[Any]
    before: Figure[Any]
    after: Figure[Any]


def changes(before: Profile, after: Profile) -> list[Change]:
    """Every figure whose value differs."""
    return [
        Change(f"{section}.{name}", spec, old, after.figure(f"{section}.{name}"))
        for section in SECTIONS
        for name, spec, old in before.figures(section)
        if old.value != after.figure(f"{section}.{name}").value
    ]


def waits(profile: Profile, today: date, work_days: WorkDays) -> list[tuple[str, Period]]:
    """From a notice of today: what each period comes to (从今天起要等到哪天)."""
    return [(key, full_days(today, profile.figure(key).value, work_days)) for key in PERIODS]


def numbered(pattern: str, *, compound: str, year: int, number: int) -> str:
    """A number as the pattern writes it: 中华园公示〔2026〕3号."""
    facts = {"compound": compound, "year": str(year), "number": str(number)}
    return pattern.format(**facts)
