"""Participation (可以参与的事项): read from every room for one resident; nothing is said that is not there yet."""

from __future__ import annotations

from datetime import datetime

from domain.announcements import Announcement, AnnouncementState, stands
from domain.issues import Issue
from domain.participation import OpenQuestion, OpenVote, Participation
from domain.registry import HOME_ROLES, Actor, Place
from domain.voting.votes import VoteState
from storage.database import Database
from storage.transaction import Transaction

MOST_QUESTIONS, MOST_ANNOUNCEMENTS = 2, 1
"""On one screen; the notice board has the others."""
MOST_NUMBERS = 5


async def participation(database: Database, *, actor: Actor, at: datetime) -> Participation:
    """What is open to somebody at home: questions in their groups, announcements in force, reports of the building."""
    homes = list(dict.fromkeys(role.place.building for role in actor.roles if role.kind in HOME_ROLES))
    async with database.reading() as transaction:
        compounds = list(dict.fromkeys(home.compound_id for home in homes if home.compound_id is not None))
        questions = [one for number in compounds for one in await _questions(transaction, number, homes, at)]
        return Participation(
            votes=[one for number in compounds for one in await _votes(transaction, number, homes, at)],
            questions=questions[:MOST_QUESTIONS],
            announcements=await _announcements(transaction, compounds, homes, at),
            reports=await _reports(transaction, compounds, homes),
        )


async def _votes(transaction: Transaction, compound_id: int, homes: list[Place], at: datetime) -> list[OpenVote]:
    """Those under way over a home of theirs."""
    found = await transaction.voting.of_compound(compound_id)
    under_way = [vote for vote in found if vote.state is VoteState.OPEN and at < vote.closes_at]
    return [
        OpenVote(vote.id, vote.title, vote.closes_at)
        for vote in under_way
        if any(vote.place.covers(home) for home in homes)
    ]


async def _questions(
    transaction: Transaction, compound_id: int, homes: list[Place], at: datetime
) -> list[OpenQuestion]:
    """Those whose poll stands in a group by now."""
    found = []
    for poll in await transaction.polls.open_in(compound_id, at):
        here = any(poll.place.covers(home) for home in homes)
        if here and await transaction.posts.at(poll.subject, poll.chat_id) is not None:
            chat = await transaction.chats.find(poll.chat_id)
            found.append(OpenQuestion(poll.question, "" if chat is None else chat.title, poll.closes_at))
    return found


async def _announcements(
    transaction: Transaction, compounds: list[int], homes: list[Place], at: datetime
) -> list[Announcement]:
    """Those in force at home."""
    found = await transaction.announcements.latest(
        compounds=compounds, author_id=0, states=[AnnouncementState.PUBLISHED], most=10 * MOST_ANNOUNCEMENTS
    )
    return [item for item in found if any(stands(item, home, at=at) for home in homes)][:MOST_ANNOUNCEMENTS]


async def _reports(transaction: Transaction, compounds: list[int], homes: list[Place]) -> list[str]:
    """Numbers of what is open in the building and shown in a group: anybody there may ask how far it has come."""
    found: list[Issue] = [issue for issue in await transaction.issues.open(compounds) if issue.place in homes]
    shown = [issue.called for issue in found if await transaction.posts.of(issue.subject)]
    return shown[:MOST_NUMBERS]
