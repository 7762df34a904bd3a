"""挂单派单: the board of reports for those who serve, and what goes back when nobody takes it in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.issues import Issue, sees_all, view_of
from domain.issues_board import Board, board, unaccepted
from domain.issues_life import State, Step
from domain.outcomes import Done, Outcome
from domain.registry import Actor, RoleKind
from services.acts import act
from services.issues_clocks import clocked
from services.issues_life import Taking, moved_on
from services.issues_notices import with_kinds
from services.readers import staff_chats
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

STRUCK_SHOWN = timedelta(days=30)
"""So long what ended still stands on the board."""


async def issue_board(database: Database, *, actor: Actor, at: datetime) -> Board:
    """挂单板: where `actor` serves; empty for anybody else."""
    everywhere = actor.has(RoleKind.OPERATOR)
    async with database.reading() as transaction:
        reach = None if everywhere else sorted(actor.compounds)
        found = [
            *await transaction.issues.open(reach),
            *await transaction.issues.ended_since(reach, at - STRUCK_SHOWN),
        ]
        theirs = await with_kinds(transaction, [issue for issue in found if _reads(issue, actor)])
        return board(await clocked(transaction, theirs), at)


def _reads(issue: Issue, actor: Actor) -> bool:
    """Whether they serve there, and it is not for somebody else's eyes alone."""
    return sees_all(actor, issue.place) and view_of(issue, actor, carded=False) is not None


@act
async def return_unaccepted(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """没人接，退回挂单: what was given out and not taken in its time hangs again; the committee hears once."""
    issue = await transaction.issues.lock(int(subject.rpartition(":")[2]))
    if issue is None or issue.state is not State.ASSIGNED:
        return Done({"returned": False})
    await moved_on(transaction, issue, Taking(Step.RETURN, None), None, {"holder_id": None}, due, at)
    heard = await staff_chats(transaction, issue.place, at) if issue.sealed_to is None else []
    chats = [chat.id for chat in heard]
    await apply(transaction, unaccepted(issue, due, chats), at=at)
    return Done({"returned": True})
