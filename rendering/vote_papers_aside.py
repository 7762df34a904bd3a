"""Paper ballots that a home says are not theirs, in words (不是自己投的纸票): taken out at the door, or looked into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.voting.papers import Paper
from domain.voting.questions import Question
from rendering.buttons import Button
from rendering.screens import Key, Screen
from rendering.texts import Texts
from rendering.vote_papers import called, paper_back
from rendering.voting_ballots import marks_word


@dataclass(frozen=True)
class LookAtPaper(Button, prefix="vp2"):
    """[看第0137号的照片]."""

    vote_id: int
    serial: int


@dataclass(frozen=True)
class TakeOutPaper(Button, prefix="vp3"):
    """[撤出，不计]."""

    paper_id: int


def look_keys(texts: Texts, vote_id: int, serials: Sequence[int]) -> list[Key]:
    """[看第0137号的照片]."""
    return [
        Key(texts.plain("voting.key.look_at_paper", serial=called(serial)), LookAtPaper(vote_id, serial))
        for serial in serials
    ]


def surely_disowned(texts: Texts, paper: Paper, homes: str) -> Screen:
    """Whose it is, never what stands on it; the home hears."""
    words = texts.say("voting.papers.sure_disowned", serial=called(paper.serial), homes=homes)
    out = Key(texts.plain("voting.key.take_out"), TakeOutPaper(paper.id))
    return Screen(words, ((out, paper_back(texts, paper.vote_id)),))


def look(texts: Texts, question: Question, paper: Paper, homes: str, photo: bytes) -> Screen:
    """The photo beside what was entered."""
    assert paper.marks is not None, "it was entered"
    choice = marks_word(texts, question, paper.marks)
    words = texts.say("voting.papers.look", serial=called(paper.serial), homes=homes, choice=choice)
    return Screen(words, picture=photo)
