"""Marking (勾选): ballots on which options are marked, how options stand, who has the places; whatever the kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.voting.ballots import prevailing
from domain.voting.marks import Marks
from domain.voting.rolls import Roll, weigh
from domain.voting.rules import Measure, Threshold
from domain.voting.tally import Weights

Marked = Mapping[str, Collection[str]]
"""What each head marked."""


@dataclass(frozen=True)
class Paper:
    """What stands on a ballot (选票内容): the options in their published order, and how many places there are."""

    options: tuple[str, ...]
    places: int = 1


@dataclass(frozen=True)
class MarkedBallot:
    """A ballot with marks (勾选票) of a head; `by` and `paper` as on any ballot."""

    head: str
    marks: Marks
    by: str | None = None
    paper: bool = False


@dataclass(frozen=True)
class Standing:
    """How an option, or a candidate, stands (得票): votes by measure, and whether they are enough."""

    option: str
    votes: Weights
    enough: bool


@dataclass(frozen=True)
class Chosen:
    """What was chosen (选定): those that have it, those a lot in public decides between, those another round is for."""

    options: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    again: tuple[str, ...] = ()


@dataclass(frozen=True)
class BallotKind:
    """A kind of ballot (票种): how many options one may mark, and what the standings come to."""

    key: str
    may_mark: Callable[[Paper], range]
    choose: Callable[[Sequence[Standing], Sequence[Measure], Paper], Chosen]


def count_marks(roll: Roll, ballots: Iterable[MarkedBallot]) -> tuple[dict[str, Marks], tuple[str, ...]]:
    """The marks that count, and the heads set aside: the same as for any ballot."""
    cast: dict[str, list[tuple[str | None, bool, Marks]]] = {}
    for ballot in ballots:
        if ballot.head in roll.by_key:
            cast.setdefault(ballot.head, []).append((ballot.by, ballot.paper, ballot.marks))
    settled = {head: prevailing(theirs) for head, theirs in cast.items()}
    marks = {head: found for head, found in settled.items() if found is not None}
    return marks, tuple(head for head in settled if head not in marks)


def standings(
    roll: Roll,
    marks: Marked,
    options: Sequence[str],
    *,
    measures: Sequence[Measure],
    threshold: Threshold,
    of: Weights,
) -> tuple[Standing, ...]:
    """Options in the order of their votes; equal ones in the order in which they were published."""
    found = []
    for option in options:
        votes = weigh(head for head in roll.heads if option in marks.get(head.key, ()))
        found.append(Standing(option, votes, all(threshold.met(votes[m], of[m]) for m in measures)))
    return tuple(sorted(found, key=lambda item: rank(item, measures), reverse=True))


def rank(standing: Standing, measures: Sequence[Measure]) -> tuple[int, ...]:
    """Heads first; where area counts too it decides between equal heads (the rule published beforehand)."""
    return tuple(standing.votes[measure] for measure in reversed(measures))


def fill(enough: Sequence[Standing], measures: Sequence[Measure], places: int) -> Chosen:
    """Who has a place, and who ties for the last ones."""
    if len(enough) <= places:
        return Chosen(tuple(item.option for item in enough))
    edge = rank(enough[places - 1], measures)
    if rank(enough[places], measures) != edge:
        return Chosen(tuple(item.option for item in enough[:places]))
    safe = tuple(item.option for item in enough if rank(item, measures) > edge)
    return Chosen(safe, tied=tuple(item.option for item in enough if rank(item, measures) == edge))
