"""Households (一户): who is registered in a home and on what, who may say so, who may say that it is not so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Basis, Place, RoleKind
from domain.units import DwellingUnit

NOTES_LEAVE = time(9, 0)
"""When the leader hears of notes for letter boxes: once a day, with what came in since."""

ENOUGH = frozenset({Basis.SLIP, Basis.TWO})
"""What an owners' vote takes as shown; one person's word alone, or a code out of the family, is not."""


@dataclass(frozen=True)
class Member:
    """Somebody registered in a home (同住的人), as the home and those who serve it may see it."""

    role_id: int
    person_id: int
    name: str
    kind: RoleKind
    basis: Basis | None
    since: datetime
    given_by: int | None = None


@dataclass(frozen=True)
class DeedOwner:
    """An owner of a home as the register has them (产权人); `person_id`: who on the messenger that is."""

    id: int
    name: str
    person_id: int | None


@dataclass(frozen=True)
class Household:
    """A home with everybody registered there (一户的登记情况)."""

    unit: DwellingUnit
    compound: str
    members: tuple[Member, ...] = ()
    slip_id: int | None = None  # the printed slip that is still good

    @property
    def name(self) -> str:
        """中华园3号楼2单元301."""
        return f"{self.compound}{self.unit.name}"


@dataclass(frozen=True)
class Doorway:
    """A door at a glance (一户的概况): how many live behind it, is a slip out."""

    unit: DwellingUnit
    adults: int = 0
    slip_out: bool = False


@dataclass(frozen=True)
class Wanting:
    """What is still to be printed (还没有码的户): `fresh` have neither anybody registered nor a slip, `out` a slip."""

    homes: int
    joined: int
    out: tuple[int, ...] = ()
    fresh: tuple[int, ...] = ()


@dataclass(frozen=True)
class Note:
    """A note for a letter box (要放进信箱的纸条): what happened, to a home that has no other door."""

    id: int
    unit: DwellingUnit
    kind: str  # joined, cleared, paper_ballot, paper_receipt, paper_withdrawn, paper_void, proxy_stands
    facts: Mapping[str, Any]
    at: datetime


def enough_for_owners_vote(member: Member) -> bool:
    """Whether what they rest on suffices for an owners' vote (业主表决): an owner by slip, or known to two."""
    return member.kind is RoleKind.OWNER and member.basis in ENOUGH


def recognised(deed: Sequence[DeedOwner], members: Collection[Member]) -> dict[int, int]:
    """Which owners of the register are whom (认出业主), by number, of those nobody was known to be.

    A home's only owner is the only one who is shown to own it; else the name must be the same, and nobody else's.
    """
    known = {owner.person_id for owner in deed}
    sure = {one.person_id: one.name for one in members if enough_for_owners_vote(one) and one.person_id not in known}
    free = [owner for owner in deed if owner.person_id is None]
    if len(deed) == 1 and len(sure) == 1:
        return {owner.id: person for owner in free for person in sure}
    alike = {owner.id: [person for person, name in sure.items() if name == owner.name] for owner in free}
    names = [owner.name for owner in free]
    return {
        owner.id: alike[owner.id][0] for owner in free if len(alike[owner.id]) == 1 and names.count(owner.name) == 1
    }


def lacks(member: Member) -> bool:
    """Whether this owner still needs somebody else's word (待再确认)."""
    return member.kind is RoleKind.OWNER and member.basis not in ENOUGH and member.basis is not None


def vouch_refusal(actor: Actor, member: Member, place: Place, members: Collection[Member]) -> Refusal | None:
    """Why `actor` cannot be the second person who knows this owner; None when it is settled by their word.

    Staff may, and an adult of the home who came by its slip where only a leader's word stands so far: neither for
    themselves nor as the one who said so already.
    """
    if member.person_id == actor.person_id:
        return Refusal(Reason.WRONG_STATE, {"what": "own_home"})
    if not lacks(member):
        return Refusal(Reason.ALREADY_DONE, {"what": "home_settled"})
    if member.given_by == actor.person_id:
        return Refusal(Reason.WRONG_STATE, {"what": "second_person"})
    by_slip = any(other.person_id == actor.person_id and other.basis is Basis.SLIP for other in members)
    if member.basis is Basis.ONE and by_slip:
        return None
    return permit(actor, Act.CONFIRM_RESIDENT, place)


def may_disown(members: Sequence[Member], person_id: int, member: Member) -> bool:
    """Whether this person may say 「这不是我们家的人」: who was there before, or 「这不是我」 of themselves."""
    mine = [other for other in members if other.person_id == person_id]
    earlier = any((other.since, other.role_id) < (member.since, member.role_id) for other in mine)
    return member.person_id == person_id or earlier


def wanting(doors: Sequence[Doorway]) -> Wanting:
    """What of these doors is still to be printed."""
    empty = [door for door in doors if not door.adults]
    return Wanting(
        homes=len(doors),
        joined=len(doors) - len(empty),
        out=tuple(door.unit.id for door in empty if door.slip_out),
        fresh=tuple(door.unit.id for door in empty if not door.slip_out),
    )


def together(parts: Iterable[Wanting]) -> Wanting:
    """Several buildings at once."""
    found = list(parts)
    return Wanting(
        homes=sum(item.homes for item in found),
        joined=sum(item.joined for item in found),
        out=tuple(unit for item in found for unit in item.out),
        fresh=tuple(unit for item in found for unit in item.fresh),
    )


def notes_due(at: datetime, *, zone: ZoneInfo) -> datetime:
    """When whoever serves the building hears that there are notes to be printed: the next morning."""
    local = at.astimezone(zone)
    morning = datetime.combine(local.date(), NOTES_LEAVE, tzinfo=zone)
    return morning if morning > local else morning + timedelta(days=1)


def floors(units: Sequence[DwellingUnit]) -> list[int]:
    """The floors of these doors, from the ground up."""
    return sorted({unit.floor for unit in units})


def entrances(units: Sequence[DwellingUnit]) -> dict[int, str]:
    """The ways in of a building, in stair order: number → label."""
    return {unit.entrance_id: unit.entrance for unit in units}
