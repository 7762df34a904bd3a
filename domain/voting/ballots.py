"""Ballots (选票): what was cast, which one counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from domain.voting.rolls import Roll

T = TypeVar("T")


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
        choice = prevailing([(ballot.by, ballot.paper, ballot.choice) for ballot in theirs])
        if choice is None:
            aside.append(head)
        else:
            choices[head] = choice
    return Counted(choices, tuple(aside))


def prevailing(cast: Sequence[tuple[str | None, bool, T]]) -> T | None:
    """What a head chose, out of who cast it, whether on paper, and what; None where they do not agree."""
    last = {by: chosen for by, paper, chosen in cast if paper} or {by: chosen for by, _, chosen in cast}
    agreed = set(last.values())
    return agreed.pop() if len(agreed) == 1 else None
