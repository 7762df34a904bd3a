"""The board on the web (网上公示栏): off until two of the committee put it up; one alone takes it down, at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind
from domain.outcomes import Reason, Refusal
from domain.posters import ALPHABET
from domain.registry import Place

LETTERS = "".join(sign for sign in ALPHABET if sign.isalpha())
"""Signs of a code: a number in its place is a building's."""
CODE_LENGTH = 6
WAITING = "board.waiting"
"""Kind of the due row of a board somebody asked to put up."""
REMIND_AFTER, LAPSE_AFTER = timedelta(days=1), timedelta(days=7)
"""When the others are asked once more, and when it counts as not asked (ours)."""
CODE = re.compile(rf"[{LETTERS}]{{{CODE_LENGTH}}}")


class BoardState(StrEnum):
    """Whether anybody may read it (网上公示栏的状态)."""

    OFF = "off"  # 没有公开
    ASKED = "asked"  # 等另一位成员确认
    OPEN = "open"  # 已公开


@dataclass(frozen=True)
class Board:
    """A compound's board on the web (网上公示栏), by its public code, which stays the same for good."""

    compound_id: int
    compound: str
    state: BoardState = BoardState.OFF
    code: str = ""  # empty until it is put up for the first time
    asked_by: int | None = None
    since: datetime | None = None  # it stands so

    @property
    def place(self) -> Place:
        return Place(self.compound_id)

    @property
    def subject(self) -> str:
        """What its journal is kept under."""
        return f"board:{self.compound_id}"

    def shows(self, place: Place, begun: datetime) -> bool:
        """Whether what was asked in a place comes to stand there: of the whole compound, begun since it is up.

        Whoever answers is told so before they do; what they answered to before that stays where it was asked.
        """
        return self.state is BoardState.OPEN and place == self.place and self.since is not None and begun > self.since

    def page(self, matter: int | None = None) -> str:
        """Where anybody reads it on our server, or one matter by its number; empty while it is not up."""
        if self.state is not BoardState.OPEN:
            return ""
        return f"/b/{self.code}" if matter is None else f"/b/{self.code}/m/{matter}"


@dataclass(frozen=True)
class BoardPage:
    """The board as one of the committee sees it in chat (公示栏设置)."""

    board: Board
    asked: bool  # by them


def read_code(words: str) -> str | None:
    """The code in an address; None for what cannot be one."""
    return words if CODE.fullmatch(words) else None


def ask_refusal(board: Board, others: int) -> Refusal | None:
    """Why it cannot be asked that the board is put up: it is, somebody has asked, or nobody could agree."""
    if board.state is BoardState.OPEN:
        return Refusal(Reason.ALREADY_DONE, {"what": "board_open"})
    if board.state is BoardState.ASKED:
        return Refusal(Reason.ALREADY_DONE, {"what": "board_asked"})
    return None if others else Refusal(Reason.WRONG_STATE, {"what": "board_alone"})


def second_refusal(board: Board, by: int | None) -> Refusal | None:
    """Why somebody cannot answer: nothing was asked, or they asked it themselves."""
    if board.state is not BoardState.ASKED:
        return Refusal(Reason.WRONG_STATE, {"what": "board_unasked"})
    return Refusal(Reason.NOT_PERMITTED, {"what": "board_own"}) if board.asked_by == by else None


def close_refusal(board: Board) -> Refusal | None:
    """Why it cannot be taken down: nothing is up, nothing was asked."""
    return Refusal(Reason.ALREADY_DONE, {"what": "board_off"}) if board.state is BoardState.OFF else None


def asked(board: Board, by: int, chats: Sequence[int], token: str, at: datetime) -> list[Effect]:
    """请另一位成员确认."""
    record, then = Record(board.subject, "board_asked", {"by": by}), Schedule(WAITING, board.subject, at + REMIND_AFTER)
    return [record, then, *_told(board, "boards.asked", chats, token)]


def reminded(board: Board, since: datetime, chats: Sequence[int]) -> list[Effect]:
    """Once more, and then it counts as not asked."""
    told = _told(board, "boards.asked", chats, f"reminder:{write_moment(since)}")
    return [Schedule(WAITING, board.subject, since + LAPSE_AFTER), *told]


def withdrawn(board: Board, by: int | None) -> list[Effect]:
    """不请了, by somebody or because a week went by: nothing was up, so nobody hears that it came down."""
    name = "board_lapsed" if by is None else "board_withdrawn"
    return [Record(board.subject, name, {"by": by}), Unschedule(WAITING, board.subject)]


def opened(board: Board, by: int, chats: Sequence[int], token: str) -> list[Effect]:
    """公开了: who asked hears of it."""
    record = Record(board.subject, "board_opened", {"by": by, "asked_by": board.asked_by, "code": board.code})
    return [record, Unschedule(WAITING, board.subject), *_told(board, "boards.opened", chats, token)]


def declined(board: Board, by: int, chats: Sequence[int], token: str) -> list[Effect]:
    """先不公开: who asked hears of it."""
    record = Record(board.subject, "board_declined", {"by": by})
    return [record, Unschedule(WAITING, board.subject), *_told(board, "boards.declined", chats, token)]


def closed(board: Board, by: int, chats: Sequence[int], token: str) -> list[Effect]:
    """收起来了: the others of the committee hear of it."""
    return [Record(board.subject, "board_closed", {"by": by}), *_told(board, "boards.closed", chats, token)]


def _told(board: Board, template: str, chats: Sequence[int], token: str) -> list[Effect]:
    facts = {"compound_id": board.compound_id, "compound": board.compound}
    return [
        Post(Notice(f"{template}:{board.compound_id}:{token}:{chat}", chat, NoticeKind.POST, template, facts))
        for chat in chats
    ]
