"""Questions (表决票): what a ballot of a vote offers, how many marks it takes, and why one cannot stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.outcomes import Reason, Refusal
from domain.voting.kinds import BALLOT_KINDS
from domain.voting.marking import BallotKind, Paper
from domain.voting.marks import Marks
from domain.voting.yes_no_abstain import KIND as YES_NO_ABSTAIN
from domain.voting.yes_no_abstain import MOTION

LEAST_OPTIONS, MOST_OPTIONS = 2, 20
LONGEST_OPTION = 60


@dataclass(frozen=True)
class Option:
    """An option (选项): the key that a ballot marks, the words that people read."""

    key: str
    label: str


@dataclass(frozen=True)
class Question:
    """What stands on every ballot of a vote (表决票): its kind, its options in their order, its places."""

    ballot: str = YES_NO_ABSTAIN.key
    options: tuple[Option, ...] = ()
    seats: int | None = None

    @property
    def kind(self) -> BallotKind:
        return BALLOT_KINDS[self.ballot]

    @property
    def yes_no(self) -> bool:
        """同意、反对、弃权."""
        return self.kind is YES_NO_ABSTAIN

    @property
    def paper(self) -> Paper:
        """What the rules of counting read."""
        if self.yes_no:
            return MOTION
        return Paper(tuple(option.key for option in self.options), 1 if self.seats is None else self.seats)

    @property
    def most(self) -> int:
        """How many options one may mark at most."""
        return self.kind.may_mark(self.paper)[-1]

    @property
    def least(self) -> int:
        return self.kind.may_mark(self.paper)[0]

    @property
    def labels(self) -> Mapping[str, str]:
        """Words by key; nothing for yes, no and abstain, which every language says itself."""
        return {option.key: option.label for option in self.options}

    @property
    def record(self) -> dict[str, Any]:
        """Its three columns."""
        options = [{"key": option.key, "label": option.label} for option in self.options] or None
        return {"ballot": self.ballot, "options": options, "seats": self.seats}

    @property
    def outline(self) -> dict[str, Any]:
        """What a journal keeps of it: keys, no words, for a label may name somebody; the text's hash covers them."""
        return {"ballot": self.ballot, "options": [option.key for option in self.options], "seats": self.seats}


YES_NO = Question()
"""同意、反对、弃权."""


def options_of(lines: Iterable[str]) -> tuple[Option, ...]:
    """Options in the order in which they are written, numbered from 1; empty lines are none."""
    labels = (" ".join(line.split()) for line in lines)
    return tuple(Option(str(number), label) for number, label in enumerate(filter(None, labels), 1))


def question_of(ballot: str, options: Iterable[Mapping[str, str]] | None, seats: int | None) -> Question:
    """The question of its three columns."""
    return Question(ballot, tuple(Option(one["key"], one["label"]) for one in options or ()), seats)


def question_refusal(question: Question) -> Refusal | None:
    """Why this cannot be asked: too few or too many options, one twice, one too long, more places than options."""
    if question.yes_no:
        return None
    labels = [option.label for option in question.options]
    if not LEAST_OPTIONS <= len(labels) <= MOST_OPTIONS:
        return Refusal(Reason.INVALID, {"what": "vote_options", "least": LEAST_OPTIONS, "most": MOST_OPTIONS})
    if any(len(label) > LONGEST_OPTION for label in labels):
        return Refusal(Reason.TOO_LONG, {"what": "vote_option", "most": LONGEST_OPTION})
    if len(set(labels)) < len(labels):
        return Refusal(Reason.INVALID, {"what": "vote_options_twice"})
    if not 1 <= question.paper.places < len(labels):
        return Refusal(Reason.INVALID, {"what": "vote_seats", "most": len(labels) - 1})
    return None


def marks_refusal(question: Question, marks: Marks) -> Refusal | None:
    """Why a ballot that marks these does not count: it says how many one may mark."""
    paper = question.paper
    if marks <= frozenset(paper.options) and len(marks) in question.kind.may_mark(paper):
        return None
    return Refusal(Reason.INVALID, {"what": "vote_marks", "least": question.least, "most": question.most})
