"""Named voters (推选一人): those who own a home together say which of them votes for it.

One by one they say whom they name; once all of them say the same, only that one's ballots count. It stands until all of
them name somebody else. Where one of them is not known on the messenger, they write it down and the committee records
it (民法典301：共有人共同决定).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.outcomes import Reason, Refusal
from domain.voting.votes import Vote


@dataclass(frozen=True)
class CoOwner:
    """One of those who own a home together (共有人): who that is on the messenger, whom they name."""

    owner_id: int
    name: str
    person_id: int | None
    names: int | None  # an owner's number


@dataclass(frozen=True)
class Together:
    """A head of several owners (共有的一户): its slot, its homes' names, its owners, the one who votes for it."""

    head_id: int
    slot: int
    units: tuple[str, ...]
    owners: tuple[CoOwner, ...]
    named: int | None

    def called(self, owner_id: int) -> str:
        """The name of one of them."""
        return next(owner.name for owner in self.owners if owner.owner_id == owner_id)

    def is_of(self, person_id: int | None) -> bool:
        """Whether this person is one of them."""
        return person_id is not None and person_id in self.people

    @property
    def people(self) -> tuple[int, ...]:
        """Those of them whom we know on the messenger."""
        return tuple(dict.fromkeys(owner.person_id for owner in self.owners if owner.person_id is not None))

    @property
    def all_known(self) -> bool:
        return all(owner.person_id is not None for owner in self.owners)

    def agreed(self, person_id: int, owner_id: int) -> bool:
        """Whether all of them name this owner, once this person does."""
        return all(owner.names == owner_id or owner.person_id == person_id for owner in self.owners)


def naming_refusal(vote: Vote, together: Together | None, owner_id: int, at: datetime) -> Refusal | None:
    """Why nobody can be named for this home now: from the posting to the close, one of those who own it together."""
    if not vote.before_close(at):
        return Refusal(Reason.EXPIRED, {"what": "vote_naming"})
    if together is None or owner_id not in [owner.owner_id for owner in together.owners]:
        return Refusal(Reason.NOT_FOUND, {"what": "vote_together"})
    return None


def own_naming_refusal(together: Together, person_id: int | None) -> Refusal | None:
    """Why this person cannot name anybody by pressing."""
    if not together.is_of(person_id):
        return Refusal(Reason.NOT_YOURS, {"what": "vote_head"})
    if not together.all_known:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_owners_unknown"})
    return None


def listed(found: Sequence[Together], *, page: int, size: int) -> tuple[Sequence[Together], bool]:
    """One page of them, and whether there is another."""
    return found[page * size : (page + 1) * size], len(found) > (page + 1) * size
