"""Telegram's own polls: options, votes, revoting, closing, and what of it may be seen when."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Poll:
    """A native poll with the votes of everybody who chose."""

    id: str
    chat_id: int
    message_id: int
    question: str
    options: list[str]
    kind: str = "regular"
    anonymous: bool = True
    multiple: bool = False
    revoting: bool = True
    hidden: bool = False
    members_only: bool = False
    extras: Json = field(default_factory=dict)
    votes: dict[int, list[int]] = field(default_factory=dict)
    closed: bool = False
    close_date: int | None = None

    def persistent_id(self, index: int) -> str:
        """The identifier of an option that outlives additions and deletions."""
        return f"{self.id}-{index}"

    def counts(self) -> list[int]:
        """How many chose each option."""
        return [sum(index in chosen for chosen in self.votes.values()) for index in range(len(self.options))]

    def view(self, *, voter: bool = False) -> Json:
        """The Bot API Poll; a voter does not see hidden results before the close."""
        veiled = voter and self.hidden and not self.closed
        counts = [0] * len(self.options) if veiled else self.counts()
        options = [
            {"persistent_id": self.persistent_id(index), "text": text, "voter_count": counts[index]}
            for index, text in enumerate(self.options)
        ]
        return {
            "id": self.id,
            "question": self.question,
            "options": options,
            "total_voter_count": len(self.votes),
            "is_closed": self.closed,
            "is_anonymous": self.anonymous,
            "type": self.kind,
            "allows_multiple_answers": self.multiple,
            "allows_revoting": self.revoting,
            "members_only": self.members_only,
            **self.extras,
            **({"close_date": self.close_date} if self.close_date else {}),
        }

    def why_not(self, voter: int, chosen: list[int]) -> str | None:
        """Why this vote cannot be taken, or None."""
        if self.closed:
            return "这个投票已经结束"
        if any(index not in range(len(self.options)) for index in chosen):
            return "没有这个选项"
        if len(set(chosen)) != len(chosen) or (len(chosen) > 1 and not self.multiple):
            return "只能选一项"
        if voter in self.votes and not self.revoting:
            return "这个投票选过就不能改"
        return None

    def vote(self, voter: int, chosen: list[int]) -> None:
        """Record a choice; an empty one takes the vote back."""
        if chosen:
            self.votes[voter] = sorted(chosen)
        else:
            self.votes.pop(voter, None)
