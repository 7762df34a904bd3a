"""The board of reports (挂单派单): what hangs, what was given out, what is in hand, done, struck off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.effects import Effect, Post
from domain.issues import Issue
from domain.issues_clock import ACCEPTED_WITHIN
from domain.issues_life import ENDED, State, Step
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind


class Column(StrEnum):
    """Columns of the board (挂单板的五栏)."""

    HUNG = "hung"  # 挂单
    GIVEN = "given"  # 派单
    TAKEN = "taken"  # 接单
    DONE = "done"  # 办结
    STRUCK = "struck"  # 销单


COLUMNS: Mapping[State, Column] = {
    **dict.fromkeys((State.REPORTED, State.ASKED, State.ACCEPTED, State.REOPENED), Column.HUNG),
    State.ASSIGNED: Column.GIVEN,
    **dict.fromkeys((State.TAKEN, State.WORKING, State.SUSPENDED), Column.TAKEN),
    **dict.fromkeys((State.TO_CHECK, State.TO_RATE), Column.DONE),
    **dict.fromkeys(sorted(ENDED), Column.STRUCK),
}
"""Where a report stands on it: every state in one column."""
OFFERED: Mapping[Column, tuple[Step, ...]] = {
    Column.HUNG: (Step.ASSIGN, Step.TAKE),
    Column.GIVEN: (Step.TAKE, Step.ASSIGN),
    Column.TAKEN: (Step.DONE, Step.RETURN),
    Column.DONE: (Step.CHECK,),
    Column.STRUCK: (),
}
"""One tap an act: what is done with a report from there."""


@dataclass(frozen=True)
class Board:
    """The board as one person sees it (挂单板)."""

    columns: Mapping[Column, Sequence[Issue]]
    late: int = 0  # of what has not ended

    def of(self, column: Column) -> Sequence[Issue]:
        """One column, oldest first."""
        return self.columns[column]


def board(found: Sequence[Issue], at: datetime) -> Board:
    """Every report in its column, and how many of them are late."""
    late = sum(one.deadlines is not None and one.deadlines.missed(at) is not None for one in found)
    return Board({column: [one for one in found if COLUMNS[one.state] is column] for column in Column}, late)


def accept_by(issue: Issue) -> datetime | None:
    """Until when whoever it was given to has to take it."""
    return issue.changed_at + ACCEPTED_WITHIN if issue.state is State.ASSIGNED else None


def unaccepted(issue: Issue, due: datetime, chats: Sequence[int]) -> list[Effect]:
    """退回挂单: whoever supervises hears once that it was not taken in time; `issue`: as it was given out."""
    facts = {
        "id": issue.id,
        "number": issue.called,
        "compound": issue.compound,
        "building": issue.building,
        "holder": issue.holder,
        "since": write_moment(issue.changed_at),
    }
    once = f"{issue.subject}:unaccepted:{write_moment(due)}"
    return [Post(Notice(f"{once}:{chat}", chat, NoticeKind.POST, "issues.unaccepted", facts)) for chat in chats]
