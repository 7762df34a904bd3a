"""Residents' groups (居民小组): supervision groups and the volunteers, who is in them, the clues they look after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.effects import Effect, Post, Record, Schedule
from domain.issues import Issue
from domain.issues_categories import Category
from domain.issues_life import ENDED, State
from domain.notices import Notice, NoticeKind
from domain.outcomes import Reason, Refusal
from domain.registry import HOME_ROLES, Actor, Place

HOME_LEFT = "team.home_left"
"""Kind of the due row."""


class TeamKind(StrEnum):
    """What a group looks after (小组管什么); one of each kind in a compound."""

    CLEANING = "cleaning"  # 保洁
    SECURITY = "security"  # 安保
    GREENING = "greening"  # 绿化
    FINANCE = "finance"  # 财务
    FACILITIES = "facilities"  # 设施
    PARKING = "parking"  # 停车
    SERVICE = "service"  # 物业服务
    NEIGHBOURS = "neighbours"  # 邻里
    VOLUNTEERS = "volunteers"  # 志愿队: looks after nothing, helps with everything


WATCHES: Mapping[TeamKind, tuple[Category, ...]] = {
    TeamKind.CLEANING: (Category.WASTE,),
    TeamKind.SECURITY: (Category.DANGER, Category.FIRE_LANE),
    TeamKind.GREENING: (Category.GREEN,),
    TeamKind.FINANCE: (),
    TeamKind.FACILITIES: (
        Category.WATER,
        Category.POWER,
        Category.GAS,
        Category.LIFT,
        Category.LIGHT,
        Category.LEAK,
    ),
    TeamKind.PARKING: (Category.PARKING,),
    TeamKind.SERVICE: (Category.PROPERTY,),
    TeamKind.NEIGHBOURS: (Category.NEIGHBOURS, Category.NOISE),
    TeamKind.VOLUNTEERS: (),
}
"""Which reports are a group's clues: a category belongs to one group at most; accounts are looked at by lists."""


@dataclass(frozen=True)
class Member:
    """Somebody who asked to be in a group (组员); named by the committee, or not yet."""

    person_id: int
    name: str
    asked_at: datetime
    named_at: datetime | None = None


@dataclass(frozen=True)
class Team:
    """One group of a compound (一个小组)."""

    id: int
    place: Place
    kind: TeamKind
    made_at: datetime
    members: tuple[Member, ...] = ()

    @property
    def named(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.named_at is not None)

    @property
    def asked(self) -> tuple[Member, ...]:
        """Those the committee has not named yet."""
        return tuple(member for member in self.members if member.named_at is None)

    def member(self, person_id: int | None) -> Member | None:
        """Somebody of it, or who asked to be."""
        return next((member for member in self.members if member.person_id == person_id), None)

    @property
    def stream(self) -> str:
        return f"compound:{self.place.compound_id}"


@dataclass(frozen=True)
class Clues:
    """The clues of one category (一类线索): reports, never who reported; None: nobody has said what they are about."""

    category: Category | None
    open: int
    closed: int  # as fixed: with a photo, looked at, its reporter asked
    otherwise: int  # ended in another way


@dataclass(frozen=True)
class TeamPage:
    """A group as one person sees it (小组页)."""

    team: Team
    clues: tuple[Clues, ...]
    lists: tuple[tuple[int, str], ...] = ()
    keeps: bool = False  # forms groups, names members
    may_join: bool = False


def clues(found: Iterable[Issue]) -> tuple[Clues, ...]:
    """The register (线索登记): category by category, in one order, only those there are. Sealed ones are not in it."""
    shown = [issue for issue in found if issue.sealed_to is None]
    counted = []
    for category in (*Category, None):
        theirs = [issue.state for issue in shown if issue.category == category]
        ended = sum(state in ENDED for state in theirs)
        closed = sum(state is State.CLOSED for state in theirs)
        if theirs:
            counted.append(Clues(category, len(theirs) - ended, closed, ended - closed))
    return tuple(counted)


def watched(kind: TeamKind, found: Sequence[Clues]) -> tuple[Clues, ...]:
    """Those a group looks after."""
    return tuple(one for one in found if one.category in WATCHES[kind])


def lives_there(actor: Actor, place: Place) -> bool:
    """Whether somebody lives or owns in the compound."""
    return any(role.kind in HOME_ROLES and place.covers(role.place) for role in actor.roles)


def join_refusal(team: Team, actor: Actor) -> Refusal | None:
    """Only neighbours are in a group: whoever is looked at does not look."""
    if team.member(actor.person_id) is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "team_member"})
    return None if lives_there(actor, team.place) else Refusal(Reason.WRONG_STATE, {"what": "team_neighbours"})


def name_refusal(team: Team, person_id: int) -> Refusal | None:
    """Only who asked is named: nobody is put in a group unasked."""
    member = team.member(person_id)
    if member is None:
        return Refusal(Reason.NOT_FOUND, {"what": "team_member"})
    return None if member.named_at is None else Refusal(Reason.ALREADY_DONE, {"what": "team_member"})


def home_left(people: Iterable[int], at: datetime) -> list[Effect]:
    """Somebody's home here ended: their groups are looked at, at once."""
    return [Schedule(HOME_LEFT, f"person:{one}", at) for one in sorted(set(people))]


def left_behind(teams: Iterable[Team], homes: Iterable[Place]) -> list[Team]:
    """Those of somebody's groups in whose compound none of their homes is any more."""
    places = list(homes)
    return [team for team in teams if not any(team.place.covers(home) for home in places)]


def recorded(team: Team, event: str, by: int | None) -> Record:
    """What the journal keeps: the group and who acted; of a member a number, never a name."""
    return Record(team.stream, event, {"team": team.id, "kind": team.kind.value, "by": by})


def told(team: Team, compound: str, event: str, chats: Iterable[int], once: str) -> list[Effect]:
    """The committee hears that somebody asks, or lives there no more; whoever asked, what became of it."""
    facts = {"team_id": team.id, "kind": team.kind.value, "compound": compound, "event": event}
    facts |= {"n": len(team.named)}
    return [
        Post(Notice(f"team:{team.id}:{event}:{once}:{chat}", chat, NoticeKind.POST, "teams.told", facts))
        for chat in chats
    ]


def moved_away(team: Team, person: int, compound: str, chats: Iterable[int], once: str) -> list[Effect]:
    """Somebody is in it no more, because they live there no more or are gone: of a member, the committee hears."""
    stays = replace(team, members=tuple(one for one in team.members if one.person_id != person))
    news = told(stays, compound, "moved", chats, once) if team.named != stays.named else []
    return [recorded(team, "team_member_left", None), *news]
