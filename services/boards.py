"""网上公示栏: one of the committee asks that it is put up, another puts it up; anyone of them takes it down."""

from __future__ import annotations

import secrets
from datetime import datetime

from domain import boards as rules
from domain.boards import CODE_LENGTH, LETTERS, Board, BoardPage, BoardState
from domain.outcomes import Done, Outcome, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from services.acts import act
from services.readers import COMMITTEE, first_chats, open_chats
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction


@act
async def ask_board(transaction: Transaction, *, actor: Actor, compound_id: int, source: str, at: datetime) -> Outcome:
    """公开到网上: another of the committee is asked."""
    board = await _held(transaction, actor, compound_id, at)
    if isinstance(board, Refusal):
        return board
    others = await _others(transaction, actor.person_id, board, at)
    if (refusal := rules.ask_refusal(board, len(others))) is not None:
        return refusal
    by = _by(actor)
    await transaction.boards.turn(board, BoardState.ASKED, asked_by=by, by=by, at=at)
    await apply(transaction, rules.asked(board, by, others, source, at), at=at)
    return Done({"compound_id": compound_id})


@act
async def open_board(transaction: Transaction, *, actor: Actor, compound_id: int, source: str, at: datetime) -> Outcome:
    """同意公开: by another than who asked."""
    board = await _asked(transaction, actor, compound_id, at)
    if isinstance(board, Refusal):
        return board
    await transaction.boards.turn(board, BoardState.OPEN, asked_by=board.asked_by, by=_by(actor), at=at)
    await apply(transaction, rules.opened(board, _by(actor), await _asker(transaction, board), source), at=at)
    return Done({"compound_id": compound_id, "code": board.code})


@act
async def decline_board(
    transaction: Transaction, *, actor: Actor, compound_id: int, source: str, at: datetime
) -> Outcome:
    """先不公开."""
    board = await _asked(transaction, actor, compound_id, at)
    if isinstance(board, Refusal):
        return board
    await transaction.boards.turn(board, BoardState.OFF, asked_by=None, by=_by(actor), at=at)
    await apply(transaction, rules.declined(board, _by(actor), await _asker(transaction, board), source), at=at)
    return Done({"compound_id": compound_id})


@act
async def close_board(
    transaction: Transaction, *, actor: Actor, compound_id: int, source: str, at: datetime
) -> Outcome:
    """收起来: at once, or what should not be read is read until a second person comes by; the others hear of it.

    不请了: where it was only asked for.
    """
    board = await _held(transaction, actor, compound_id, at)
    if isinstance(board, Refusal):
        return board
    if (refusal := rules.close_refusal(board)) is not None:
        return refusal
    await transaction.boards.turn(board, BoardState.OFF, asked_by=None, by=_by(actor), at=at)
    if board.state is BoardState.ASKED:
        effects = rules.withdrawn(board, _by(actor))
    else:
        effects = rules.closed(board, _by(actor), await _others(transaction, actor.person_id, board, at), source)
    await apply(transaction, effects, at=at)
    return Done({"compound_id": compound_id})


@act
async def look_after_board(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """没人答应的公开: the others are asked once more; after a week it counts as not asked."""
    board = await transaction.boards.lock(int(subject.rpartition(":")[2]))
    if board is None or board.state is not BoardState.ASKED or board.since is None:
        return Done({"played": False})
    if due - board.since > rules.REMIND_AFTER:
        await transaction.boards.turn(board, BoardState.OFF, asked_by=None, by=None, at=at)
        effects = rules.withdrawn(board, None)
    else:
        others = await _others(transaction, board.asked_by, board, at)
        effects = rules.reminded(board, board.since, others)
    await apply(transaction, effects, at=at)
    return Done({"played": True})


async def board_page(database: Database, *, actor: Actor, compound_id: int) -> BoardPage | Refusal:
    """How far it is, for the committee."""
    if (refusal := permit(actor, Act.PUBLISH_BOARD, Place(compound_id))) is not None:
        return refusal
    async with database.reading() as transaction:
        board = await transaction.boards.of_compound(compound_id)
    return BoardPage(board, board.asked_by == actor.person_id)


async def boards_up(database: Database) -> list[Board]:
    """Every board that anybody may read."""
    async with database.reading() as transaction:
        return await transaction.boards.up()


async def boards_for(database: Database, *, actor: Actor) -> list[Board]:
    """Those that are up where somebody lives or serves; a stranger finds the only compound's."""
    own = {role.place.compound_id for role in actor.roles}
    async with database.reading() as transaction:
        up, known = await transaction.boards.up(), await transaction.registry.compounds()
    return [one for one in up if one.compound_id in own or (not own and len(known) == 1)]


async def _held(transaction: Transaction, actor: Actor, compound_id: int, at: datetime) -> Board | Refusal:
    if (refusal := permit(actor, Act.PUBLISH_BOARD, Place(compound_id))) is not None:
        return refusal
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    return await transaction.boards.hold(compound_id, code, at)


async def _asked(transaction: Transaction, actor: Actor, compound_id: int, at: datetime) -> Board | Refusal:
    """The board that somebody else asked to put up."""
    board = await _held(transaction, actor, compound_id, at)
    if isinstance(board, Refusal):
        return board
    return rules.second_refusal(board, actor.person_id) or board


async def _others(transaction: Transaction, person: int | None, board: Board, at: datetime) -> list[int]:
    """Private chats of the committee's others."""
    chats = await first_chats(transaction, board.place, at, (COMMITTEE,), apart=(person,))
    return [chat.id for chat in chats]


async def _asker(transaction: Transaction, board: Board) -> list[int]:
    assert board.asked_by is not None, "asked for"
    return [chat.id for chat in await open_chats(transaction, [board.asked_by])]


def _by(actor: Actor) -> int:
    assert actor.person_id is not None, "permitted above"
    return actor.person_id
