"""What a paper ballot sets in motion (纸票的后续): the journal, whoever checks it, the household, the committee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.effects import Effect, Post, Record, Schedule
from domain.notices import Notice, NoticeKind
from domain.vote_effects import SHOW, card_facts
from domain.voting.marks import write_marks
from domain.voting.papers import Paper
from domain.voting.votes import Vote


def papers_issued(vote: Vote, papers: Sequence[Paper], by: int) -> list[Effect]:
    """The journal keeps which number went to which slot."""
    listed = [[paper.slot, paper.serial] for paper in papers]
    return [Record(vote.subject, "papers_issued", {"by": by, "papers": listed})] if papers else []


def paper_entered(vote: Vote, paper: Paper, checkers: Sequence[int]) -> list[Effect]:
    """Whoever may confirm it is asked to look at the photo; the notice says nothing of the choice."""
    body: dict[str, Any] = {"serial": paper.serial, "slot": paper.slot, "by": paper.entered_by}
    if paper.void is not None:
        record = Record(vote.subject, "paper_entered", {**body, "void": paper.void.value})
    else:
        assert paper.marks is not None, "it was entered"
        record = Record(vote.subject, "paper_entered", body, {"choice": write_marks(paper.marks)})
    return [record, *_posts(vote, paper, "paper_to_check", checkers)]


def paper_chased(vote: Vote, paper: Paper, round: int, checkers: Sequence[int]) -> list[Effect]:
    """Whoever may confirm it is asked once more."""
    return _posts(vote, paper, "paper_to_check", checkers, again=f":{round}")


def paper_unchecked(vote: Vote, paper: Paper, deputies: Sequence[int]) -> list[Effect]:
    """Nobody has checked it: who can ask somebody else in hears, once."""
    return _posts(vote, paper, "paper_unchecked", deputies)


def paper_rejected(vote: Vote, paper: Paper, by: int, enterer: Sequence[int]) -> list[Effect]:
    """The number can be entered again; whoever entered it hears."""
    body = {"serial": paper.serial, "slot": paper.slot, "by": by}
    return [Record(vote.subject, "paper_rejected", body), *_posts(vote, paper, "paper_rejected", enterer)]


def paper_confirmed(
    vote: Vote, paper: Paper, household: Sequence[int], receipt: Mapping[str, Any], at: datetime
) -> list[Effect]:
    """The household is told, with its receipt, and may object; the card shows that one more has taken part."""
    return [*_posts(vote, paper, "paper_counted", household, receipt=receipt), Schedule(SHOW, vote.subject, at)]


def paper_void(vote: Vote, paper: Paper, by: int, photo: str | None, household: Sequence[int]) -> list[Effect]:
    """Two have seen that it is void; the home hears why."""
    assert paper.void is not None, "it was entered as void"
    hands = {"entered_by": paper.entered_by, "confirmed_by": by, "photo": photo}
    body = {"serial": paper.serial, "slot": paper.slot, "void": paper.void.value, **hands}
    told = _posts(vote, paper, "paper_void", household, why=paper.void.value)
    return [Record(vote.subject, "paper_void", body), *told]


def paper_set_aside(
    vote: Vote, paper: Paper, by: int, readers: Sequence[int], household: Sequence[int], at: datetime
) -> list[Effect]:
    """It counts no more; those who run the vote hear, and the others of the home."""
    body = {"serial": paper.serial, "slot": paper.slot, "by": by}
    told = _posts(vote, paper, "paper_disowned", readers)
    told += _posts(vote, paper, "paper_withdrawn", household)
    return [Record(vote.subject, "paper_set_aside", body), *told, Schedule(SHOW, vote.subject, at)]


def papers_lapsed(vote: Vote, serials: Sequence[int]) -> list[Effect]:
    """At the close: what nobody confirmed does not count, and the journal says which."""
    return [Record(vote.subject, "papers_lapsed", {"serials": list(serials)})] if serials else []


def _posts(
    vote: Vote, paper: Paper, template: str, chats: Sequence[int], *, again: str = "", **more: Any
) -> list[Effect]:
    facts: dict[str, Any] = {**card_facts(vote), "paper_id": paper.id, "serial": paper.serial, **more}
    key = f"{paper.subject}:{template}:{paper.tries}{again}"
    return [
        Post(Notice(f"{key}:{chat}", chat, NoticeKind.POST, f"voting.{template}", facts, subject=paper.subject))
        for chat in chats
    ]
