"""Founding an organ (筹建): the homes that ask for it, and the group that prepares it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.voting.rules import Threshold


@dataclass(frozen=True)
class PetitionSignature:
    """A signature under a petition (签名): somebody of a home; withdrawn later, perhaps."""

    home: int
    by: str
    withdrawn: bool = False


@dataclass(frozen=True)
class FoundingPetition:
    """A petition to found an organ (联名申请): it counts homes, however many of one sign, and however often."""

    signatures: tuple[PetitionSignature, ...] = ()

    @property
    def homes(self) -> frozenset[int]:
        """Homes of which somebody's last word is a signature (「38户」)."""
        last = {(signature.home, signature.by): signature for signature in self.signatures}
        return frozenset(signature.home for signature in last.values() if not signature.withdrawn)

    def signed_by(self, who: str) -> frozenset[int]:
        """Homes for which this person's own last word is a signature."""
        return FoundingPetition(tuple(signature for signature in self.signatures if signature.by == who)).homes

    def reaches(self, share: Threshold, of: Collection[int]) -> bool:
        """Whether enough of these homes have signed; a home that is none of them counts for nothing."""
        return share.met(len(self.homes.intersection(of)), len(set(of)))


class GroupSeat(StrEnum):
    """Whom a member of the preparatory group sits for (筹备组席位)."""

    SUBDISTRICT = "subdistrict"  # 街道党工委、街道办事处
    COMMUNITY_PARTY = "community_party"  # 社区党委
    PARTY_BRANCH = "party_branch"  # 小区党支部
    RESIDENTS_COMMITTEE = "residents_committee"  # 居委会
    DEVELOPER = "developer"  # 建设单位
    OWNER = "owner"  # 业主代表


@dataclass(frozen=True)
class GroupMember:
    """A member of the preparatory group (筹备组成员)."""

    name: str
    seat: GroupSeat
    party: bool | None = None

    @property
    def resident(self) -> bool:
        """Whether they are one of the owners, of whom the law wants a share."""
        return self.seat is GroupSeat.OWNER


def unseated(group: Sequence[GroupMember], wanted: Collection[GroupSeat]) -> tuple[GroupSeat, ...]:
    """Which of those who should sit in the group do not, in the order of the seats."""
    taken = {member.seat for member in group}
    return tuple(seat for seat in GroupSeat if seat in wanted and seat not in taken)


def not_neutral(group: Sequence[GroupMember], candidates: Collection[str]) -> tuple[str, ...]:
    """Who prepares the election and stands in it: they leave the group, or the list."""
    return tuple(member.name for member in group if member.name in candidates)
