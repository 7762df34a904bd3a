"""Petitions (联名申请) to found an organ: one home counts once, whoever of it signs, and however often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.bylaws import Figure
from domain.profiles import Profile
from domain.registry import HOME_ROLES, Actor, Organ, Place, RoleKind
from domain.voting.founding import FoundingPetition
from domain.voting.rules import Threshold

PETITIONED = (Organ.OWNERS, Organ.PROPERTY, Organ.SELF_MANAGEMENT)
"""Organs that residents may ask for."""


@dataclass(frozen=True)
class Petition:
    """A petition under way (申请书): what for, how many homes there are, which of them have signed."""

    id: int
    place: Place
    organ: Organ
    share: tuple[int, int, bool]
    source: str  # what the share rests on; empty where it is only ours
    homes: int
    started_by: int | None
    signed: FoundingPetition = field(default_factory=FoundingPetition)
    reached_at: datetime | None = None

    @property
    def subject(self) -> str:
        return f"petition:{self.id}"

    @property
    def threshold(self) -> Threshold:
        return Threshold(self.share[0], self.share[1], inclusive=self.share[2])

    @property
    def count(self) -> int:
        """「38户」."""
        return len(self.signed.homes)

    @property
    def wanted(self) -> int:
        return self.threshold.least(self.homes)

    @property
    def reached(self) -> bool:
        return self.threshold.met(self.count, self.homes)

    @property
    def facts(self) -> dict[str, Any]:
        """What its card says."""
        return {
            "petition_id": self.id,
            "organ": self.organ.value,
            "count": self.count,
            "homes": self.homes,
            "wanted": self.wanted,
            "source": self.source,
            "reached": self.reached,
        }


def petition_owners(organ: Organ) -> bool:
    """Whether only owners ask for it: an owners' meeting is theirs (物业管理条例13)."""
    return organ is Organ.OWNERS


def signing_homes(actor: Actor, place: Place, organ: Organ) -> tuple[int, ...]:
    """Homes of theirs within the place whose door is known, and that they may sign for."""
    kinds = {RoleKind.OWNER} if petition_owners(organ) else HOME_ROLES
    found = [role.place.unit_id for role in actor.roles if role.kind in kinds and place.covers(role.place)]
    return tuple(dict.fromkeys(unit for unit in found if unit is not None))


def changed_homes(petition: Petition, mine: Sequence[int], person_id: int, *, withdrawn: bool) -> tuple[int, ...]:
    """Homes of theirs for which this is a new word: nobody signs twice, nor takes back what another has signed."""
    own = petition.signed.signed_by(str(person_id))
    return tuple(home for home in mine if (home in own) == withdrawn)


def petition_share(profile: Profile, organ: Organ) -> Figure[Threshold]:
    """Which share of all homes is asked for: owners' meetings by law, the others as any proposal."""
    return profile.owners.call_share if organ is Organ.OWNERS else profile.everyday.proposal_support
