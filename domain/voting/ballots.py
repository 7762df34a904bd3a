"""Ballots (选票): what was cast, which one counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.voting.rolls import Roll


class Choice(StrEnum):
    """A choice (表决意见)."""

    APPROVE = "approve"  # 同意
    REJECT = "reject"  # 反对
    ABSTAIN = "abstain"  # 弃权


@dataclass(frozen=True)
class Ballot:
    """A ballot (选票) of a head. `by`: which of those who own together cast it, where they have named nobody.

    A witnessed paper ballot prevails over what the same head sent by other ways.
    """

    head: str
    choice: Choice
    by: str | None = None
    paper: bool = False


@dataclass(frozen=True)
class Counted:
    """Which ballots count (计票票面): one choice a head, and the heads set aside until they name one voter."""

    choices: Mapping[str, Choice]
    set_aside: tuple[str, ...] = ()


def count(roll: Roll, ballots: Iterable[Ballot]) -> Counted:
    """The last valid ballot of each head; paper before what is not (「最后一次为准，两人见证的纸票优先」).

    Where two who own together disagree and have named nobody, the head is set aside. Ballots of nobody on the roll
    do not count.
    """
    cast: dict[str, list[Ballot]] = {}
    for ballot in ballots:
        if ballot.head in roll.by_key:
            cast.setdefault(ballot.head, []).append(ballot)
    choices, aside = {}, []
    for head, theirs in cast.items():
        choice = _choice(theirs)
        if choice is None:
            aside.append(head)
        else:
            choices[head] = choice
    return Counted(choices, tuple(aside))


def _choice(ballots: list[Ballot]) -> Choice | None:
    prevailing = [ballot for ballot in ballots if ballot.paper] or ballots
    last = {ballot.by: ballot.choice for ballot in prevailing}
    agreed = set(last.values())
    return agreed.pop() if len(agreed) == 1 else None
