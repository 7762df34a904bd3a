"""The ballot box (票箱): what crowds cast at the same moment, written as one transaction; each is told the truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.effects import Effect, Schedule
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.vote_effects import SHOW, home_voted
from domain.voting.entitlements import Cast, Right
from domain.voting.marks import write_marks
from domain.voting.questions import marks_refusal
from domain.voting.receipts import receipt_of
from domain.voting.votes import Vote, cast_refusal
from storage.ballots import Kept
from storage.box import Box
from storage.database import Database
from storage.effects import apply
from storage.journal import Step
from storage.transaction import Transaction

BallotBox = Box[Cast, Outcome]
"""The box in front of all votes (票箱)."""


def ballot_box(database: Database) -> BallotBox:
    """The box in front of all votes: `put` answers, after the commit, with the receipt or why it does not count."""

    async def write(casts: Sequence[Cast]) -> list[Outcome]:
        async with database.transaction() as transaction:
            return await _write(transaction, casts)

    return Box(write)


@dataclass
class _Batch:
    """A batch as it is parted (一批): what is known already, what is refused, what is accepted."""

    votes: Mapping[int, Vote]
    known: dict[str, str]
    rights: Mapping[tuple[int, int], Right]
    counts: dict[int, int] = field(default_factory=dict)  # head → number of its last ballot
    accepted: dict[str, tuple[Cast, Right]] = field(default_factory=dict)
    refused: dict[str, Refusal] = field(default_factory=dict)

    def part(self, cast: Cast) -> None:
        """Accept or refuse; the same update twice is one ballot."""
        if cast.source in self.known or cast.source in self.accepted:
            return
        found = self._entitled(cast)
        if isinstance(found, Refusal):
            self.refused[cast.source] = found
            return
        seq = self.counts.get(found.head_id, found.seq) + 1
        self.counts[found.head_id] = seq
        self.accepted[cast.source] = (cast, replace(found, seq=seq))

    def _entitled(self, cast: Cast) -> Right | Refusal:
        vote, right = self.votes.get(cast.vote_id), self.rights.get((cast.head_id, cast.person_id))
        if vote is None:
            return Refusal(Reason.NOT_FOUND, {"what": "vote"})
        if right is None or right.vote_id != vote.id:
            return Refusal(Reason.NOT_YOURS, {"what": "vote_head"})
        if right.barred:
            return Refusal(Reason.NOT_YOURS, {"what": "vote_named_other"})
        if vote.in_meeting and not right.present:
            return Refusal(Reason.WRONG_STATE, {"what": "vote_not_signed_in"})
        return cast_refusal(vote, cast.at) or marks_refusal(vote.question, cast.marks) or right

    def outcome(self, cast: Cast) -> Outcome:
        """What its voter is told."""
        return self.refused.get(cast.source) or Done({"receipt": self.known[cast.source]})


async def _write(transaction: Transaction, casts: Sequence[Cast]) -> list[Outcome]:
    """Votes and streams are held first, so that nothing read afterwards can change before the commit.

    What was pressed after the close holds nothing: a crowd that comes too late must not keep the count waiting.
    """
    votes = await transaction.ballots.votes(cast.vote_id for cast in casts)
    timely = [cast.vote_id for cast in casts if cast.vote_id in votes and cast.at < votes[cast.vote_id].closes_at]
    held = await transaction.ballots.held(timely)
    for vote in held.values():
        await transaction.journal.hold(vote.subject)
    votes.update(held)
    batch = _Batch(
        votes=votes,
        known=await transaction.ballots.known(cast.source for cast in casts),
        rights=await transaction.ballots.rights(
            ((cast.head_id, cast.person_id) for cast in casts), at=max(cast.at for cast in casts)
        ),
    )
    for cast in casts:
        batch.part(cast)
    for vote in held.values():
        await _keep(transaction, vote, batch)
    return [batch.outcome(cast) for cast in casts]


async def _keep(transaction: Transaction, vote: Vote, batch: _Batch) -> None:
    """One vote's ballots, each with its entry in the journal, whose hash is the receipt."""
    accepted = [pair for pair in batch.accepted.values() if pair[1].vote_id == vote.id]
    if not accepted:
        return
    steps = [
        Step("ballot", {"slot": right.slot, "seq": right.seq}, {"choice": write_marks(cast.marks)}, cast.at)
        for cast, right in accepted
    ]
    at = max(cast.at for cast, _ in accepted)
    hashes = await transaction.journal.append_all(vote.subject, steps, at)
    kept = [
        Kept(cast, right.seq, right.owner_id, receipt_of(hash))
        for (cast, right), hash in zip(accepted, hashes, strict=True)
    ]
    await transaction.ballots.keep(kept)
    batch.known.update({ballot.cast.source: ballot.receipt for ballot in kept})
    await apply(transaction, [*await _homes(transaction, vote, kept, at), Schedule(SHOW, vote.subject, at)], at=at)


async def _homes(transaction: Transaction, vote: Vote, kept: Sequence[Kept], at: datetime) -> list[Effect]:
    """Where homes vote, the others of each hear that somebody of theirs has."""
    if not vote.by_homes:
        return []
    last = {ballot.cast.head_id: ballot for ballot in kept}
    people = await transaction.vote_doors.people_of(list(last), at)
    units = await transaction.vote_doors.home_names(list(last))
    effects: list[Effect] = []
    for head, ballot in last.items():
        others = [chat for person, chat in people.get(head, []) if person != ballot.cast.person_id]
        effects += home_voted(vote, head, ballot.seq, units.get(head, ()), others)
    return effects
