"""The community's desk (社区工作台): several compounds at once, what waits in each, and what every one should have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.offices import OF_A_COMMUNITY
from domain.registry import Actor, Compound, RoleKind
from domain.seats import Missing, Situation, shortfalls


class Wait(StrEnum):
    """Why something waits at the desk (为什么等着), in the order it is told."""

    RAISED = "raised"  # 报到社区这一级的
    LATE = "late"  # 超期的
    SECOND = "second"  # 等第二个人的
    WHISTLE = "whistle"  # 吹了还没完的哨


class Thing(StrEnum):
    """What it is that waits (哪一种事)."""

    ISSUE = "issue"
    MATTER = "matter"
    VOTE = "vote"
    WHISTLE = "whistle"


@dataclass(frozen=True)
class Item:
    """One thing that waits (一件等着办的事): what it is, its number, its words."""

    wait: Wait
    thing: Thing
    id: int
    words: str


@dataclass(frozen=True)
class Standing:
    """A compound as the desk shows it (一个小区等着办的)."""

    compound: Compound
    items: tuple[Item, ...]
    partners: tuple[str, ...] = ()  # 包建单位, by name

    def of(self, wait: Wait) -> tuple[Item, ...]:
        """Those that wait for one reason."""
        return tuple(item for item in self.items if item.wait is wait)

    @property
    def order(self) -> tuple[int, ...]:
        """Where more has come up to the community comes first, then where more is late, and so on; then as founded."""
        return (*(-len(self.of(wait)) for wait in Wait), self.compound.id)


def desk_order(found: Iterable[Standing]) -> list[Standing]:
    """What waits first."""
    return sorted(found, key=lambda one: one.order)


def overseen(actor: Actor, compounds: Sequence[Compound]) -> list[Compound]:
    """The compounds whose 社区两委 somebody sits on; whoever keeps the bot itself sees all."""
    if actor.has(RoleKind.OPERATOR):
        return list(compounds)
    own = overseen_ids(actor)
    return [one for one in compounds if one.id in own]


def overseen_ids(actor: Actor) -> frozenset[int]:
    """The same by what the roles themselves say: an office of 居委会 or 党组织 over a whole compound."""
    return frozenset(
        role.place.compound_id
        for role in actor.roles
        if role.kind is RoleKind.COMMITTEE
        and role.organ in OF_A_COMMUNITY
        and role.place.compound_id is not None
        and role.place.building_id is None
    )


class Needed(StrEnum):
    """What every compound should have (每个小区都要有的), in the order it is told."""

    PARTY = "party"  # 党组织
    ORGAN = "organ"  # 自治组织
    VOLUNTEERS = "volunteers"  # 志愿队, with somebody in it
    RESIDENTS = "residents"  # 居委会
    LEADERS = "leaders"  # 楼栋长, in every building
    GROUP = "group"  # 邻里群
    PARTNER = "partner"  # 包建单位: one at least that stands by it


MISSING = {
    Missing.PARTY: Needed.PARTY,
    Missing.ORGAN: Needed.ORGAN,
    Missing.RESIDENTS: Needed.RESIDENTS,
    Missing.LEADERS: Needed.LEADERS,
    Missing.GROUP: Needed.GROUP,
}


@dataclass(frozen=True)
class Cover:
    """How far one thing is there (一项覆盖): in how many of how many, and where it is not."""

    thing: Needed
    of: int
    without: tuple[Compound, ...]

    @property
    def have(self) -> int:
        return self.of - len(self.without)

    @property
    def full(self) -> bool:
        """全覆盖: there is at least one compound, and none is without it."""
        return self.of > 0 and not self.without


def coverage(
    situations: Sequence[Situation], volunteers: Collection[int], partnered: Collection[int]
) -> tuple[Cover, ...]:
    """Of each thing, where it is not: whoever holds the offices today, groups as they are bound.

    `volunteers`: the compounds that have a volunteer team; `partnered`: those that a unit stands by.
    """
    lacking = [(one, _lacks(one, volunteers, partnered)) for one in situations]
    return tuple(
        Cover(thing, len(lacking), tuple(one.compound for one, lacks in lacking if thing in lacks)) for thing in Needed
    )


def _lacks(situation: Situation, volunteers: Collection[int], partnered: Collection[int]) -> frozenset[Needed]:
    """A compound without buildings has no leaders either."""
    found = {MISSING[one.missing] for one in shortfalls(situation) if one.missing in MISSING}
    if situation.compound.id not in volunteers:
        found.add(Needed.VOLUNTEERS)
    if situation.compound.id not in partnered:
        found.add(Needed.PARTNER)
    return frozenset(found if situation.of(RoleKind.BUILDING_LEADER) else {*found, Needed.LEADERS})
