"""Doubts about a sealed result (核对异议): whoever checks it finds it wrong; it stays sealed until looked into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.outcomes import Reason, Refusal
from domain.voting.votes import LONGEST_OBJECTION, Vote, VoteState, confirm_refusal

OPEN = Refusal(Reason.WRONG_STATE, {"what": "vote_doubted"})
OWN_ELECTION = Refusal(Reason.WRONG_STATE, {"what": "vote_own_election"})


class DoubtStage(StrEnum):
    """What was written about a sealed result (核对异议的经过)."""

    DOUBTED = "doubted"  # 数字不对
    DISOWNED = "disowned"  # 截止以后，住户说纸票不是自己投的；写的是号码
    LOOKED = "looked"  # 委员会看过了


@dataclass(frozen=True)
class Doubt:
    """What somebody who checks found wrong (核对异议), and what came of looking into it: None while nobody has.

    `papers`: numbers of paper ballots that homes say are not theirs; `hands`: who said so, or had a hand in one.
    """

    by: int | None  # None: they have erased their data since
    said: str
    answer: str | None = None
    papers: tuple[int, ...] = ()
    hands: frozenset[int] = frozenset()
    looked: int | None = None  # who wrote the answer

    @property
    def open(self) -> bool:
        return self.answer is None


def last_doubt(steps: Sequence[tuple[DoubtStage, int | None, str]]) -> Doubt | None:
    """The last one, out of all that was written in order: stage, by whom, words."""
    found: Doubt | None = None
    for stage, by, words in steps:
        if stage is DoubtStage.DOUBTED:
            found = Doubt(by, words)
        elif stage is DoubtStage.DISOWNED:
            found = _with_paper(found, by, int(words))
        elif found is not None:
            found = replace(found, answer=words, looked=by)
    return found


def _with_paper(found: Doubt | None, by: int | None, serial: int) -> Doubt:
    """One more paper that is disowned; what still waits to be looked into stays."""
    begun = found if found is not None and found.open else Doubt(None, "")
    hands = begun.hands if by is None else begun.hands | {by}
    return replace(begun, papers=(*begun.papers, serial), hands=hands)


def check_refusal(vote: Vote, doubt: Doubt | None, by: int, *, stands: bool) -> Refusal | None:
    """Why this person cannot check the result now: it is not theirs to, or waits to be looked into."""
    waits = OPEN if doubt is not None and doubt.open else None
    return checker_refusal(vote, doubt, by, stands=stands) or waits


def checker_refusal(vote: Vote, doubt: Doubt | None, by: int, *, stands: bool) -> Refusal | None:
    """Why the result is not this person's to check, nor to read before it is published.

    Nobody checks what they started, their own election (`stands`), or what they have said themself is right.
    """
    if (refusal := confirm_refusal(vote, by)) is not None:
        return refusal
    if stands:
        return OWN_ELECTION
    looked = doubt is not None and doubt.looked == by
    return Refusal(Reason.WRONG_STATE, {"what": "vote_looked_second_person"}) if looked else None


def look_refusal(vote: Vote, doubt: Doubt | None, by: int, *, stands: bool) -> Refusal | None:
    """Why this person cannot say what they found: somebody else than who doubted looks, while it is sealed."""
    if vote.state is not VoteState.SEALED or doubt is None or not doubt.open:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_no_doubt"})
    if stands:
        return OWN_ELECTION
    mine = by == doubt.by or by in doubt.hands
    return Refusal(Reason.WRONG_STATE, {"what": "vote_doubt_second_person"}) if mine else None


def words_refusal(words: str) -> Refusal | None:
    """Why it cannot be kept like this."""
    if not words.strip():
        return Refusal(Reason.EMPTY, {"what": "vote_doubt"})
    if len(words) > LONGEST_OBJECTION:
        return Refusal(Reason.TOO_LONG, {"what": "vote_doubt", "most": LONGEST_OBJECTION})
    return None
